#include "runner/report/compare/overlap_grids.h"

#include <inttypes.h>
#include <math.h>

#define PLUS_MINUS "\xc2\xb1"

const char *const gamut_overlap_legend[] = {
	"index: how often two models agree, in units of how often each agrees "
	"with itself",
	"(Morisita): 1 for one distribution, 0 for no answer in common; " PLUS_MINUS
	" standard error",
	"of sampling. overlap: the sum of the smaller observed shares; it is "
	"too small for",
	"small samples: \"if same\" is what two samples of one distribution "
	"would show",
	NULL,
};

struct gamut_overlap_letters gamut_overlap_letters(size_t condition)
{
	struct gamut_overlap_letters letters = { { 0 } };
	char backwards[sizeof(letters.text)];
	size_t len = 0;

	do {
		backwards[len++] = (char)('A' + condition % 26);
		condition /= 26;
	} while (condition-- > 0);
	for (size_t i = 0; i < len; i++)
		letters.text[i] = backwards[len - 1 - i];
	return letters;
}

struct gamut_str gamut_overlap_setting(struct gamut_str setting)
{
	return setting.len ? setting : GAMUT_STR("-");
}

void gamut_overlap_parties(struct gamut_grid *grid,
                           const struct gamut_overlap_document *document)
{
	size_t count = document->overlap->condition_count;

	*grid = (struct gamut_grid){ .columns = 3 };
	gamut_grid_add(grid, GAMUT_STR("model"));
	gamut_grid_add(grid, GAMUT_STR("of"));
	gamut_grid_add(grid, GAMUT_STR("is"));
	for (size_t k = 0; k < count; k++) {
		const struct gamut_overlap_party *party = &document->parties[k];
		struct gamut_str model = party->model;

		gamut_grid_add(grid, model.len ? model :
		                                 GAMUT_STR("(no model named)"));
		gamut_grid_add(grid, party->path);
		gamut_grid_addf(grid, "%s", gamut_overlap_letters(k).text);
	}
}

/* The pair of two conditions, in any order; NULL for one and itself. */
static const struct gamut_overlap_pair *pair_of(
	const struct gamut_overlap *overlap, size_t a, size_t b)
{
	size_t low = a < b ? a : b;
	size_t high = a < b ? b : a;

	if (a == b)
		return NULL;
	/* They are sorted: before those of `low` come the ones below it. */
	return &overlap->pairs[low * (2 * overlap->condition_count - low - 1) /
	                               2 +
	                       high - low - 1];
}

static void add_index(struct gamut_grid *grid,
                      const struct gamut_overlap_pair *pair)
{
	if (!pair)
		gamut_grid_add(grid, GAMUT_STR_EMPTY);
	else if (isnan(pair->morisita))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.2f", pair->morisita);
}

void gamut_overlap_matrix(struct gamut_grid *grid,
                          const struct gamut_overlap_document *document)
{
	const struct gamut_overlap *overlap = document->overlap;
	size_t count = overlap->condition_count;

	*grid = (struct gamut_grid){ .columns = 1 + count };
	gamut_grid_add(grid, GAMUT_STR("index"));
	for (size_t k = 0; k < count; k++)
		gamut_grid_addf(grid, "%s", gamut_overlap_letters(k).text);
	for (size_t a = 0; a < count; a++) {
		gamut_grid_addf(grid, "%s", gamut_overlap_letters(a).text);
		for (size_t b = 0; b < count; b++)
			add_index(grid, pair_of(overlap, a, b));
	}
}

static void add_number(struct gamut_grid *grid, double value)
{
	if (isnan(value))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.3f", value);
}

void gamut_overlap_pairs(struct gamut_grid *grid,
                         const struct gamut_overlap_document *document)
{
	static const char *const titles[] = { "pair",    "cells",  "that tell",
		                              "index",   "95 %",   "agreement",
		                              "overlap", "if same" };
	const struct gamut_overlap *overlap = document->overlap;

	*grid = (struct gamut_grid){ .columns = GAMUT_ARRAY_LEN(titles) };
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < overlap->pair_count; i++) {
		const struct gamut_overlap_pair *pair = &overlap->pairs[i];

		gamut_grid_addf(grid, "%s, %s",
		                gamut_overlap_letters(pair->a).text,
		                gamut_overlap_letters(pair->b).text);
		gamut_grid_addf(grid, "%zu", pair->cells);
		gamut_grid_addf(grid, "%zu", pair->telling);
		if (isnan(pair->morisita))
			gamut_grid_add(grid, GAMUT_STR("-"));
		else
			gamut_grid_addf(grid, "%.3f " PLUS_MINUS " %.3f",
			                pair->morisita, pair->se);
		if (isnan(pair->ci95.low))
			gamut_grid_add(grid, GAMUT_STR("-"));
		else
			gamut_grid_addf(grid, "%.3f to %.3f", pair->ci95.low,
			                pair->ci95.high);
		add_number(grid, pair->agreement);
		add_number(grid, pair->shared);
		add_number(grid, pair->shared_if_same);
	}
}

/* What kind of samples it has; NULL: those of a model, by this program. */
static const char *kind_of(const struct gamut_overlap_party *party)
{
	if (party->is_simulated)
		return party->is_imported ? "is simulated and imported" :
		                            "is simulated";
	return party->is_imported ? "was imported" : NULL;
}

bool gamut_overlap_note(struct gamut_str *note, size_t n,
                        const struct gamut_overlap_document *document,
                        struct gamut_arena *arena)
{
	for (size_t k = 0; k < document->overlap->condition_count; k++) {
		const struct gamut_overlap_party *party = &document->parties[k];
		struct gamut_overlap_letters of = gamut_overlap_letters(k);

		const char *kind = kind_of(party);

		if ((!kind && party->absent == 0) || n-- > 0)
			continue;
		if (party->absent > 0)
			*note = gamut_arena_strf(
				arena,
				"%s %s%slacks %" PRIu64
				" samples: its shares are of what is there",
				of.text, kind ? kind : "", kind ? " and " : "",
				party->absent);
		else
			*note = gamut_arena_strf(arena, "%s %s", of.text, kind);
		return true;
	}
	return false;
}

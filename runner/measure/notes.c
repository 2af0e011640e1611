#include "runner/measure/notes.h"

#include "base/buf.h"
#include "runner/measure/warning.h"

/* How many cells a note names. */
#define NAMED ((size_t)3)

/* Notes on their way into the summary. */
struct notes {
	struct gamut_str *list;
	struct gamut_note *of;
	size_t count;
	struct gamut_arena *arena;
};

static void begin(struct gamut_buf *text, const struct gamut_summary_part *part)
{
	const struct gamut_cell_key *key = &part->cells[0].key;

	gamut_buf_clear(text);
	gamut_buf_add(text, key->model.len ? key->model :
	                                     GAMUT_STR("no model named"));
	if (key->run.len > 0)
		gamut_buf_addf(text, ", run %.*s", GAMUT_STR_ARG(key->run));
}

static void finish(struct notes *notes, const struct gamut_summary_part *part,
                   enum gamut_note_kind kind, const struct gamut_buf *text)
{
	notes->of[notes->count] = (struct gamut_note){
		.kind = kind,
		.run = part->cells[0].key.run,
	};
	notes->list[notes->count++] = gamut_arena_copy(notes->arena,
	                                               gamut_buf_view(text));
}

static void add_where(struct gamut_buf *text, const struct gamut_cell_key *cell)
{
	gamut_buf_add(text, cell->task);
	if (cell->setting.len > 0)
		gamut_buf_addf(text, " %.*s", GAMUT_STR_ARG(cell->setting));
}

static void note_absent(struct notes *notes,
                        const struct gamut_summary_part *part,
                        struct gamut_buf *text)
{
	const struct gamut_cell_summary *worst = NULL;
	uint64_t failed = 0;
	uint64_t missing = 0;
	size_t cells = 0;

	for (size_t i = 0; i < part->cell_count; i++) {
		const struct gamut_cell_summary *cell = &part->cells[i];

		if (gamut_cell_summary_absent(cell) == 0)
			continue;
		failed += cell->fates[GAMUT_FATE_FAILED];
		missing += cell->fates[GAMUT_FATE_MISSING];
		cells++;
		if (!worst || gamut_cell_summary_absent(cell) >
		                      gamut_cell_summary_absent(worst))
			worst = cell;
	}
	if (!worst)
		return;
	begin(text, part);
	gamut_buf_addf(text,
	               ": incomplete, %ju sample%s failed and %ju %s missing "
	               "in %zu of %zu cell%s, most (%ju) in ",
	               (uintmax_t)failed, GAMUT_S(failed), (uintmax_t)missing,
	               missing == 1 ? "is" : "are", cells, part->cell_count,
	               GAMUT_S(part->cell_count),
	               (uintmax_t)gamut_cell_summary_absent(worst));
	add_where(text, &worst->key);
	gamut_buf_add(text, worst->is_imported ?
	                            GAMUT_STR(": what it was imported from has "
	                                      "none") :
	                            GAMUT_STR(": run it again to get them"));
	finish(notes, part, GAMUT_NOTE_INCOMPLETE, text);
}

/* Say which cells have less samples than was planned, and why. */
static void note_stopped(struct notes *notes,
                         const struct gamut_summary_part *part,
                         struct gamut_buf *text)
{
	const struct gamut_cell_summary *first = NULL;
	uint64_t least = UINT64_MAX;
	uint64_t most = 0;
	size_t cells = 0;

	for (size_t i = 0; i < part->cell_count; i++) {
		const struct gamut_cell_summary *cell = &part->cells[i];
		uint64_t n = (uint64_t)cell->metrics.of[GAMUT_METRIC_N] +
		             gamut_cell_summary_absent(cell);

		least = n < least ? n : least;
		most = n > most ? n : most;
		if (cell->stop.planned == 0)
			continue;
		cells++;
		first = first ? first : cell;
	}
	if (!first)
		return;
	begin(text, part);
	gamut_buf_addf(text,
	               ": stopped early, %zu of %zu cell%s before %ju "
	               "sample%s; ",
	               cells, part->cell_count, GAMUT_S(part->cell_count),
	               (uintmax_t)first->stop.planned,
	               GAMUT_S(first->stop.planned));
	if (least < most)
		gamut_buf_addf(text,
		               "cells have %ju to %ju samples: yields are not "
		               "comparable between them, nor are their means; ",
		               (uintmax_t)least, (uintmax_t)most);
	else
		gamut_buf_addf(text, "yields are of %ju sample%s, not of %ju; ",
		               (uintmax_t)most, GAMUT_S(most),
		               (uintmax_t)first->stop.planned);
	add_where(text, &first->key);
	gamut_buf_addf(text, ": %.*s", GAMUT_STR_ARG(first->stop.reason));
	finish(notes, part, GAMUT_NOTE_PLAIN, text);
}

/* Put the most concerned cells first; of equal ones those that come first. */
static size_t find_worst(const struct gamut_warning *worst[NAMED],
                         const struct gamut_warning *warnings, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		const struct gamut_warning *one = &warnings[i];

		for (size_t k = 0; k < kept; k++)
			if (one->count > worst[k]->count) {
				const struct gamut_warning *less = worst[k];

				worst[k] = one;
				one = less;
			}
		if (kept < NAMED)
			worst[kept++] = one;
	}
	return kept;
}

/* One line for all `count` `warnings` of one code. */
static void note_matter(struct notes *notes,
                        const struct gamut_summary_part *part,
                        const struct gamut_warning *warnings, size_t count,
                        struct gamut_buf *text)
{
	const struct gamut_warning *worst[NAMED];
	size_t named = find_worst(worst, warnings, count);

	begin(text, part);
	gamut_buf_addf(text, ": %s in %zu of %zu cell%s, %s",
	               gamut_warning_headline(warnings[0].code), count,
	               part->cell_count, GAMUT_S(part->cell_count),
	               count > named ? "most in " : "");
	for (size_t i = 0; i < named; i++) {
		gamut_buf_add(text, i ? GAMUT_STR(", ") : GAMUT_STR_EMPTY);
		add_where(text, &worst[i]->key);
		gamut_buf_addf(text, " (%.*s)",
		               GAMUT_STR_ARG(worst[i]->detail));
	}
	gamut_buf_addf(text, ": %s", gamut_warning_advice(warnings[0].code));
	finish(notes, part, GAMUT_NOTE_WARNING, text);
}

static void note_server(struct notes *notes,
                        const struct gamut_summary_part *part,
                        const struct gamut_warning *warning,
                        struct gamut_buf *text)
{
	begin(text, part);
	gamut_buf_addf(text, ": %.*s", GAMUT_STR_ARG(warning->text));
	finish(notes, part, GAMUT_NOTE_WARNING, text);
}

static void note_warnings(struct notes *notes,
                          const struct gamut_summary_part *part,
                          struct gamut_buf *text)
{
	size_t first = 0;

	while (first < part->warning_count) {
		const struct gamut_warning *warning = &part->warnings[first];
		size_t end = first + 1;

		if (warning->code == GAMUT_WARNING_SERVER) {
			note_server(notes, part, warning, text);
			first = end;
			continue;
		}
		while (end < part->warning_count &&
		       part->warnings[end].code == warning->code)
			end++;
		note_matter(notes, part, warning, end - first, text);
		first = end;
	}
}

static void note_part(struct notes *notes,
                      const struct gamut_summary_part *part,
                      struct gamut_buf *text)
{
	if (part->cells[0].is_simulated) {
		begin(text, part);
		gamut_buf_add(text, GAMUT_STR(": simulated, a sampler with a "
		                              "known distribution and no "
		                              "language model"));
		finish(notes, part, GAMUT_NOTE_PLAIN, text);
	}
	note_absent(notes, part, text);
	note_stopped(notes, part, text);
	note_warnings(notes, part, text);
}

void gamut_notes_make(struct gamut_summary *summary,
                      const struct gamut_str *given, size_t given_count,
                      struct gamut_arena *arena)
{
	/* simulated, absent and stopped, once a part */
	size_t most = given_count + 3 * summary->cell_count +
	              summary->warning_count;
	struct notes notes = {
		.list = gamut_arena_new(arena, struct gamut_str, most),
		.of = gamut_arena_new(arena, struct gamut_note, most),
		.arena = arena,
	};
	struct gamut_buf text = { 0 };
	struct gamut_summary_part part = { 0 };

	for (size_t i = 0; i < given_count; i++)
		notes.list[notes.count++] = given[i];
	while (gamut_summary_next(summary, &part))
		note_part(&notes, &part, &text);
	summary->notes = notes.list;
	summary->note_of = notes.of;
	summary->note_count = notes.count;
	gamut_buf_release(&text);
}

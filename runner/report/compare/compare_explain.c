#include "runner/report/compare/compare_explain.h"

#include <inttypes.h>

#include "base/text.h"
#include "runner/report/compare/compare_words.h"

/* The fates of completions that are not valid. */
static const enum gamut_fate not_valid[] = {
	GAMUT_FATE_INVALID,   GAMUT_FATE_EMPTY,          GAMUT_FATE_REFUSAL,
	GAMUT_FATE_TRUNCATED, GAMUT_FATE_REASONING_ONLY,
};

/* A line that is being filled with `most` items. */
struct filling {
	struct gamut_explain_line line;
	size_t most;
	struct gamut_arena *arena;
};

static struct filling begin(const char *head, size_t most,
                            struct gamut_arena *arena)
{
	return (struct filling){
		.line = { .head = head,
		          .items = gamut_arena_new(
				  arena, struct gamut_explain_item, most) },
		.most = most,
		.arena = arena,
	};
}

/* The next item, or NULL where the line is full and it only counts. */
static struct gamut_explain_item *next(struct filling *filling)
{
	if (filling->line.count == filling->most) {
		filling->line.more++;
		return NULL;
	}
	return &filling->line.items[filling->line.count++];
}

static void add_once(struct filling *filling,
                     const struct gamut_compare_change *change, uint64_t count)
{
	struct gamut_explain_item *item = next(filling);

	if (!item)
		return;
	item->answer = change->shown;
	item->tail = gamut_arena_strf(filling->arena, " (%" PRIu64 ")", count);
}

static struct gamut_str from_to(uint64_t base, uint64_t candidate,
                                struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, " %" PRIu64 " -> %" PRIu64, base,
	                        candidate);
}

static void end(struct gamut_explanation *explanation,
                const struct filling *filling)
{
	if (filling->line.count > 0)
		explanation->lines[explanation->count++] = filling->line;
}

static void explain_yield(struct gamut_explanation *out,
                          const struct gamut_compare_cell *cell, size_t most,
                          struct gamut_arena *arena)
{
	struct filling vanished = begin("vanished", most, arena);
	struct filling appeared = begin("appeared", most, arena);
	struct filling rose = begin("rose", most, arena);

	for (size_t i = 0; i < cell->change_count; i++)
		if (cell->changes[i].candidate == 0)
			add_once(&vanished, &cell->changes[i],
			         cell->changes[i].base);
	/* The largest rise stands last. */
	for (size_t i = cell->change_count; i > 0; i--) {
		const struct gamut_compare_change *change =
			&cell->changes[i - 1];
		struct gamut_explain_item *item;

		if (change->base == 0) {
			add_once(&appeared, change, change->candidate);
			continue;
		}
		if (change->candidate <= change->base)
			continue;
		item = next(&rose);
		if (item) {
			item->answer = change->shown;
			item->tail = from_to(change->base, change->candidate,
			                     arena);
		}
	}
	end(out, &vanished);
	end(out, &appeared);
	end(out, &rose);
}

/* An answer may do, and its completion not count: it was cut, or refused. */
static const char *why_not(enum gamut_reason reason)
{
	return reason == GAMUT_REASON_VALID ? "cut or refused" :
	                                      gamut_reason_name(reason);
}

static void explain_validity(struct gamut_explanation *out,
                             const struct gamut_compare_cell *cell, size_t most,
                             struct gamut_arena *arena)
{
	struct filling fates = begin("more often", GAMUT_ARRAY_LEN(not_valid),
	                             arena);
	struct filling invalid = begin("invalid answers", most, arena);

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(not_valid); i++) {
		uint64_t base = cell->base->fates[not_valid[i]];
		uint64_t candidate = cell->candidate->fates[not_valid[i]];
		struct gamut_explain_item *item;

		if (candidate <= base)
			continue;
		item = next(&fates);
		if (item) {
			item->answer =
				gamut_str_of(gamut_fate_name(not_valid[i]));
			item->is_ours = true;
			item->tail = from_to(base, candidate, arena);
		}
	}
	for (size_t i = 0; i < cell->invalid_count; i++) {
		const struct gamut_compare_change *change =
			&cell->invalid[i].change;
		struct gamut_explain_item *item = next(&invalid);

		if (!item)
			continue;
		item->answer = change->shown;
		item->tail = gamut_arena_strf(
			arena, " %" PRIu64 " -> %" PRIu64 " (%s)", change->base,
			change->candidate, why_not(cell->invalid[i].reason));
	}
	end(out, &fates);
	end(out, &invalid);
}

struct gamut_explanation gamut_explain(const struct gamut_compare_cell *cell,
                                       enum gamut_compare_metric metric,
                                       size_t most, struct gamut_arena *arena)
{
	struct gamut_explanation explanation = { 0 };

	if (metric == GAMUT_COMPARE_YIELD)
		explain_yield(&explanation, cell, most, arena);
	else
		explain_validity(&explanation, cell, most, arena);
	return explanation;
}

struct gamut_str gamut_explain_text(const struct gamut_explain_line *line,
                                    struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str text;

	gamut_buf_addf(&out, "%s: ", line->head);
	for (size_t i = 0; i < line->count; i++) {
		const struct gamut_explain_item *item = &line->items[i];
		const char *quote = item->is_ours ? "" : "\"";
		struct gamut_str shown = gamut_words_show(
			item->answer, GAMUT_WORDS_ANSWER_COLUMNS, arena);

		gamut_buf_addf(&out, "%s%s%.*s%s%.*s", i > 0 ? ", " : "", quote,
		               GAMUT_STR_ARG(shown), quote,
		               GAMUT_STR_ARG(item->tail));
	}
	if (line->more > 0)
		gamut_buf_addf(&out, ", and %zu more", line->more);
	text = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return text;
}

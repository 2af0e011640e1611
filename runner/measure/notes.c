#include "runner/measure/notes.h"

#include "base/buf.h"

/* The share of a cell's completions from which a fate is worth a note. */
#define NOTABLE 0.02

/* Fates that say more about the set-up than about the model. */
static const struct remedy {
	enum gamut_fate fate;
	const char *advice;
} remedies[] = {
	{ GAMUT_FATE_TRUNCATED, "allow more tokens" },
	{ GAMUT_FATE_REASONING_ONLY,
	  "allow more tokens, or turn reasoning off" },
	{ GAMUT_FATE_EMPTY, "look at the template and the stop strings" },
	{ GAMUT_FATE_REFUSAL, "look at what was declined" },
};

/* Notes on their way into the summary. */
struct notes {
	struct gamut_str *list;
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

static void finish(struct notes *notes, struct gamut_buf *text)
{
	notes->list[notes->count++] = gamut_arena_copy(notes->arena,
	                                               gamut_buf_view(text));
}

static void add_where(struct gamut_buf *text,
                      const struct gamut_cell_summary *worst)
{
	gamut_buf_add(text, worst->key.task);
	if (worst->key.setting.len > 0)
		gamut_buf_addf(text, " %.*s",
		               GAMUT_STR_ARG(worst->key.setting));
}

static uint64_t absent_of(const struct gamut_cell_summary *cell)
{
	return cell->fates[GAMUT_FATE_FAILED] + cell->fates[GAMUT_FATE_MISSING];
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

		if (absent_of(cell) == 0)
			continue;
		failed += cell->fates[GAMUT_FATE_FAILED];
		missing += cell->fates[GAMUT_FATE_MISSING];
		cells++;
		if (!worst || absent_of(cell) > absent_of(worst))
			worst = cell;
	}
	if (!worst)
		return;
	begin(text, part);
	gamut_buf_addf(text,
	               ": incomplete, %ju samples failed and %ju are missing "
	               "in %zu of %zu cells, most (%ju) in ",
	               (uintmax_t)failed, (uintmax_t)missing, cells,
	               part->cell_count, (uintmax_t)absent_of(worst));
	add_where(text, worst);
	gamut_buf_add(text, GAMUT_STR(": run it again to get them"));
	finish(notes, text);
}

static double share_of(const struct gamut_cell_summary *cell,
                       enum gamut_fate fate)
{
	double n = cell->metrics.of[GAMUT_METRIC_N];

	return n > 0 ? (double)cell->fates[fate] / n : 0;
}

static void note_fate(struct notes *notes,
                      const struct gamut_summary_part *part,
                      const struct remedy *remedy, struct gamut_buf *text)
{
	const struct gamut_cell_summary *worst = NULL;
	double most = NOTABLE;
	size_t cells = 0;

	for (size_t i = 0; i < part->cell_count; i++) {
		double share = share_of(&part->cells[i], remedy->fate);

		cells += share > NOTABLE;
		if (share > most) {
			worst = &part->cells[i];
			most = share;
		}
	}
	if (!worst)
		return;
	begin(text, part);
	gamut_buf_addf(text,
	               ": more than %.0f %% of completions are %s in %zu of "
	               "%zu cells, most (%.0f %%) in ",
	               100 * NOTABLE, gamut_fate_name(remedy->fate), cells,
	               part->cell_count, 100 * most);
	add_where(text, worst);
	gamut_buf_addf(text, ": %s", remedy->advice);
	finish(notes, text);
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
		finish(notes, text);
	}
	note_absent(notes, part, text);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(remedies); i++)
		note_fate(notes, part, &remedies[i], text);
}

void gamut_notes_make(struct gamut_summary *summary,
                      const struct gamut_str *given, size_t given_count,
                      struct gamut_arena *arena)
{
	/* simulated, absent, and one a remedy */
	size_t most = given_count +
	              summary->cell_count * (2 + GAMUT_ARRAY_LEN(remedies));
	struct notes notes = {
		.list = gamut_arena_new(arena, struct gamut_str, most),
		.arena = arena,
	};
	struct gamut_buf text = { 0 };
	struct gamut_summary_part part = { 0 };

	for (size_t i = 0; i < given_count; i++)
		notes.list[notes.count++] = given[i];
	while (gamut_summary_next(summary, &part))
		note_part(&notes, &part, &text);
	summary->notes = notes.list;
	summary->note_count = notes.count;
	gamut_buf_release(&text);
}

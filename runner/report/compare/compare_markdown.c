#include "runner/report/comment.h"
#include "runner/report/compare/compare_explain.h"
#include "runner/report/compare/compare_formats.h"
#include "runner/report/compare/compare_grids.h"
#include "runner/report/compare/compare_words.h"
#include "runner/report/inert.h"

#define ANSWERS_MAX 8
#define ROWS_MAX 100
#define FLIPS_MAX 50

struct page {
	struct gamut_comment page;
	struct gamut_arena *arena;
};

/* Fill `*grid` with no more than `most` rows. */
typedef void (*fill_fn)(struct gamut_grid *grid,
                        const struct gamut_comparison *comparison, size_t most);

/* Add `part` where there is room for it; false, adding nothing, elsewhere. */
static bool add_if_fits(const struct page *page, const struct gamut_buf *part)
{
	return gamut_comment_add(&page->page, part);
}

static void add_left_out(const struct page *page, size_t count,
                         const char *what)
{
	gamut_comment_left_out(&page->page, count, what);
}

/* A table of at most `count` rows, and fewer where they do not fit. */
static void add_table(const struct page *page,
                      const struct gamut_comparison *comparison, fill_fn fill,
                      size_t count, const char *what)
{
	size_t most = count < ROWS_MAX ? count : ROWS_MAX;
	struct gamut_buf part = { 0 };

	while (most > 0) {
		struct gamut_grid grid;

		gamut_buf_clear(&part);
		fill(&grid, comparison, most);
		gamut_report_grid_markdown(&part, &grid);
		gamut_grid_release(&grid);
		gamut_buf_add_char(&part, '\n');
		if (add_if_fits(page, &part))
			break;
		most /= 2;
	}
	add_left_out(page, count - most, what);
	gamut_buf_release(&part);
}

static void add_party(const struct page *page, const char *name,
                      const struct gamut_compare_party *party)
{
	gamut_buf_addf(page->page.out, "- %s: ", name);
	gamut_inert_code(page->page.out, party->label,
	                 GAMUT_WORDS_NAME_COLUMNS);
	gamut_buf_add(page->page.out, GAMUT_STR(", "));
	gamut_inert_code(page->page.out, gamut_words_party(party, page->arena),
	                 GAMUT_WORDS_LINE_COLUMNS);
	gamut_buf_add_char(page->page.out, '\n');
}

static void add_differences(const struct page *page,
                            const struct gamut_differences *differences)
{
	size_t count = differences->count;
	size_t shown = count < GAMUT_WORDS_DIFFERENCES ?
	                       count :
	                       GAMUT_WORDS_DIFFERENCES;

	for (size_t i = 0; i < shown; i++) {
		struct gamut_buf part = { 0 };

		gamut_buf_addf(
			&part, "- %s: ",
			gamut_words_difference_label(&differences->list[i]));
		gamut_inert_code(&part,
		                 gamut_words_difference(&differences->list[i],
		                                        page->arena),
		                 GAMUT_WORDS_LINE_COLUMNS);
		gamut_buf_add_char(&part, '\n');
		if (!add_if_fits(page, &part))
			shown = i;
		gamut_buf_release(&part);
	}
	add_left_out(page, count - shown, "differences and notes");
}

static void add_explanation(struct gamut_buf *out,
                            const struct gamut_explain_line *line)
{
	gamut_buf_addf(out, "  - %s: ", line->head);
	for (size_t i = 0; i < line->count; i++) {
		const struct gamut_explain_item *item = &line->items[i];

		if (i > 0)
			gamut_buf_add(out, GAMUT_STR(", "));
		if (item->is_ours)
			gamut_buf_add(out, item->answer);
		else
			gamut_inert_code(out, item->answer,
			                 GAMUT_WORDS_ANSWER_COLUMNS);
		gamut_buf_add(out, item->tail);
	}
	if (line->more > 0)
		gamut_buf_addf(out, ", and %zu more", line->more);
	gamut_buf_add_char(out, '\n');
}

static void add_failure(struct gamut_buf *out,
                        const struct gamut_comparison *comparison,
                        const struct gamut_compare_cell *cell,
                        struct gamut_arena *arena)
{
	const struct gamut_cell_key *key = &cell->candidate->key;
	struct gamut_str name = gamut_words_cell_name(key->task, key->setting,
	                                              arena);

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		enum gamut_compare_metric metric = (enum gamut_compare_metric)m;
		struct gamut_explanation why;

		if (cell->of[m].mark != GAMUT_MARK_FAIL)
			continue;
		gamut_buf_add(out, GAMUT_STR("- "));
		gamut_inert_code(out, name, GAMUT_WORDS_NAME_COLUMNS);
		gamut_buf_add(out, GAMUT_STR(": "));
		gamut_buf_add(
			out, gamut_words_cell(comparison, cell, metric, arena));
		gamut_buf_add_char(out, '\n');
		why = gamut_explain(cell, metric, ANSWERS_MAX, arena);
		for (size_t i = 0; i < why.count; i++)
			add_explanation(out, &why.lines[i]);
	}
}

static void add_failures(const struct page *page,
                         const struct gamut_comparison *comparison)
{
	struct gamut_buf part = { 0 };
	size_t left_out = 0;

	if (gamut_words_marked(comparison, GAMUT_MARK_FAIL) == 0)
		return;
	gamut_buf_add(page->page.out, GAMUT_STR("#### Cells that fail\n\n"));
	for (size_t i = 0; i < comparison->cell_count; i++) {
		const struct gamut_compare_cell *cell = &comparison->cells[i];

		if (gamut_words_mark_of(cell) != GAMUT_MARK_FAIL)
			continue;
		gamut_buf_clear(&part);
		if (left_out == 0)
			add_failure(&part, comparison, cell, page->arena);
		if (left_out > 0 || !add_if_fits(page, &part))
			left_out++;
	}
	add_left_out(page, left_out, "that fail; there was no room for them");
	gamut_buf_add_char(page->page.out, '\n');
	gamut_buf_release(&part);
}

static void add_looks(const struct page *page,
                      const struct gamut_comparison *comparison)
{
	size_t count = gamut_grids_look_count(comparison);

	if (count == 0)
		return;
	gamut_buf_addf(page->page.out,
	               "<details><summary>To look at: %zu that differ, but "
	               "fail nothing</summary>\n\n",
	               count);
	add_table(page, comparison, gamut_grids_looks, count, "to look at");
	gamut_buf_add(page->page.out, GAMUT_STR("\n</details>\n\n"));
}

static void add_flip(struct gamut_buf *out, const struct gamut_flip *flip,
                     struct gamut_arena *arena)
{
	gamut_buf_addf(out, "- %s, ",
	               flip->is_candidate ? "candidate" : "base");
	gamut_inert_code(
		out, gamut_words_cell_name(flip->task, flip->setting, arena),
		GAMUT_WORDS_NAME_COLUMNS);
	gamut_buf_add(out, GAMUT_STR(": "));
	gamut_inert_code(out, flip->answer, GAMUT_WORDS_ANSWER_COLUMNS);
	gamut_buf_add_char(out, ' ');
	gamut_buf_add(out, gamut_words_flip(flip, arena));
	gamut_buf_add_char(out, '\n');
}

static void add_flips(const struct page *page, const struct gamut_flips *flips)
{
	size_t shown = flips->count < FLIPS_MAX ? flips->count : FLIPS_MAX;

	if (!flips->is_asked)
		return;
	gamut_buf_addf(page->page.out,
	               "<details><summary>Answers that verifying anew flipped: "
	               "%zu</summary>\n\n",
	               flips->count);
	for (size_t i = 0; i < shown; i++) {
		struct gamut_buf part = { 0 };

		add_flip(&part, &flips->list[i], page->arena);
		if (!add_if_fits(page, &part))
			shown = i;
		gamut_buf_release(&part);
	}
	add_left_out(page, flips->count - shown, "answers");
	gamut_buf_add_char(page->page.out, '\n');
	gamut_buf_add(page->page.out, gamut_words_flips(flips, page->arena));
	gamut_buf_add(page->page.out, GAMUT_STR("\n\n</details>\n"));
}

void gamut_compare_markdown(struct gamut_buf *out,
                            const struct gamut_compare_document *document)
{
	const struct gamut_comparison *comparison = document->comparison;
	struct gamut_arena arena = { 0 };
	const struct page page = { { out, out->len }, &arena };
	struct gamut_grid grid;

	gamut_buf_addf(out, "### gamut compare: %s\n\n",
	               gamut_gate_name(comparison->verdict));
	gamut_buf_add(out, gamut_words_verdict(comparison, &arena));
	gamut_buf_add(out, GAMUT_STR("\n\n"));
	add_party(&page, "base", &document->base);
	add_party(&page, "candidate", &document->candidate);
	add_differences(&page, document->differences);
	gamut_buf_add_char(out, '\n');
	gamut_grids_aggregates(&grid, comparison);
	gamut_report_grid_markdown(out, &grid);
	gamut_grid_release(&grid);
	gamut_buf_add_char(out, '\n');
	gamut_buf_add(out, gamut_words_other_tasks(comparison, &arena));
	gamut_buf_add(out, GAMUT_STR("\n\n"));
	add_failures(&page, comparison);
	add_table(&page, comparison, gamut_grids_settings,
	          comparison->setting_count, "settings");
	add_looks(&page, comparison);
	add_flips(&page, document->flips);
	gamut_arena_clear(&arena);
}

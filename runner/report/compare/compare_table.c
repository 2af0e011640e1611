#include <string.h>

#include "base/text.h"
#include "runner/report/compare/compare_explain.h"
#include "runner/report/compare/compare_formats.h"
#include "runner/report/compare/compare_grids.h"
#include "runner/report/compare/compare_words.h"

#define COLUMNS_DEFAULT 80

/* Of lists that could be long. */
#define ANSWERS_MAX 8
#define ROWS_MAX 100
#define FLIPS_MAX 50

/* Where names stand behind their labels. */
#define LABEL_WIDTH ((size_t)11)

/* Where text goes, and how. */
struct page {
	struct gamut_buf *out;
	size_t columns;
	bool is_bold;
	struct gamut_arena *arena;
};

/* The first word of `*rest`, with the spaces before it, cut off. */
static struct gamut_str take_word(struct gamut_str *rest)
{
	size_t n = 0;
	struct gamut_str word;

	while (n < rest->len && rest->ptr[n] == ' ')
		n++;
	while (n < rest->len && rest->ptr[n] != ' ')
		n++;
	word = gamut_str_head(*rest, n);
	*rest = gamut_str_skip(*rest, n);
	return word;
}

/*
 * A line that begins with "::" is a command to the runner of GitHub's jobs,
 * whatever white space stands before it: such a word must not begin one.
 */
static bool may_begin_line(struct gamut_str word)
{
	return !gamut_str_starts_with(gamut_str_trim(word), GAMUT_STR(":"));
}

static void add_spaces(struct gamut_buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_buf_add_char(out, ' ');
}

/*
 * `text`, which is harmless, as a paragraph behind `used` columns of its first
 * line; the others begin with `indent` spaces.
 */
static void add_wrapped(const struct page *page, struct gamut_str text,
                        size_t used, size_t indent)
{
	struct gamut_str rest = text;
	bool begins = true;

	while (rest.len > 0) {
		struct gamut_str word = take_word(&rest);
		size_t width = gamut_text_columns(word);

		if (!begins && used + width > page->columns &&
		    may_begin_line(word)) {
			gamut_buf_add_char(page->out, '\n');
			add_spaces(page->out, indent);
			used = indent;
			begins = true;
		}
		if (begins && used == indent)
			word = gamut_str_trim(word);
		/* What must not begin a line is cut at the end of one. */
		if (used >= page->columns)
			continue;
		gamut_text_show(page->out, word, page->columns - used);
		used += gamut_text_columns(word);
		begins = false;
	}
	gamut_buf_add_char(page->out, '\n');
}

static void add_heading(const struct page *page, const char *text)
{
	gamut_buf_addf(page->out, "\n%s%s%s\n", page->is_bold ? "\x1b[1m" : "",
	               text, page->is_bold ? "\x1b[0m" : "");
}

/* "label      text", the text hanging. */
static void add_labelled(const struct page *page, const char *label,
                         struct gamut_str text)
{
	struct gamut_str name = gamut_str_of(label);

	gamut_buf_add(page->out, name);
	add_spaces(page->out, LABEL_WIDTH - name.len);
	add_wrapped(page, text, LABEL_WIDTH, LABEL_WIDTH);
}

static void add_party(const struct page *page, const char *label,
                      const struct gamut_compare_party *party)
{
	struct gamut_str name = gamut_words_show(
		party->label, GAMUT_WORDS_NAME_COLUMNS, page->arena);
	struct gamut_str rest =
		gamut_words_show(gamut_words_party(party, page->arena),
	                         GAMUT_WORDS_LINE_COLUMNS, page->arena);

	add_labelled(page, label,
	             gamut_arena_strf(page->arena, "%.*s: %.*s",
	                              GAMUT_STR_ARG(name),
	                              GAMUT_STR_ARG(rest)));
}

static void add_more(const struct page *page, size_t count, size_t most)
{
	if (count > most)
		gamut_buf_addf(page->out, "and %zu more\n", count - most);
}

static void add_differences(const struct page *page,
                            const struct gamut_differences *differences)
{
	struct gamut_arena *arena = page->arena;
	const char *before = "";

	for (size_t i = 0;
	     i < differences->count && i < GAMUT_WORDS_DIFFERENCES; i++) {
		const struct gamut_difference *of = &differences->list[i];
		const char *label = gamut_words_difference_label(of);

		add_labelled(page, strcmp(label, before) == 0 ? "" : label,
		             gamut_words_show(gamut_words_difference(of, arena),
		                              GAMUT_WORDS_LINE_COLUMNS, arena));
		before = label;
	}
	add_more(page, differences->count, GAMUT_WORDS_DIFFERENCES);
}

static void draw(const struct page *page, struct gamut_grid *grid)
{
	if (gamut_grid_rows(grid) > 1) {
		gamut_buf_add_char(page->out, '\n');
		gamut_grid_draw(page->out, grid, page->columns, page->is_bold);
	}
	gamut_grid_release(grid);
}

static void add_failure(const struct page *page,
                        const struct gamut_comparison *comparison,
                        const struct gamut_compare_cell *cell,
                        enum gamut_compare_metric metric)
{
	struct gamut_explanation why = gamut_explain(cell, metric, ANSWERS_MAX,
	                                             page->arena);

	gamut_buf_add(page->out, GAMUT_STR("  "));
	add_wrapped(page,
	            gamut_words_cell(comparison, cell, metric, page->arena), 2,
	            4);
	for (size_t i = 0; i < why.count; i++) {
		gamut_buf_add(page->out, GAMUT_STR("  - "));
		add_wrapped(page,
		            gamut_explain_text(&why.lines[i], page->arena), 4,
		            4);
	}
}

static void add_failures(const struct page *page,
                         const struct gamut_comparison *comparison)
{
	if (gamut_words_marked(comparison, GAMUT_MARK_FAIL) == 0)
		return;
	add_heading(page, "Cells that fail");
	for (size_t i = 0; i < comparison->cell_count; i++) {
		const struct gamut_compare_cell *cell = &comparison->cells[i];
		const struct gamut_cell_key *key = &cell->candidate->key;

		if (gamut_words_mark_of(cell) != GAMUT_MARK_FAIL)
			continue;
		gamut_buf_add_char(page->out, '\n');
		add_wrapped(page,
		            gamut_words_show(gamut_words_cell_name(key->task,
		                                                   key->setting,
		                                                   page->arena),
		                             page->columns, page->arena),
		            0, 4);
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			if (cell->of[m].mark == GAMUT_MARK_FAIL)
				add_failure(page, comparison, cell,
				            (enum gamut_compare_metric)m);
	}
}

static void add_looks(const struct page *page,
                      const struct gamut_comparison *comparison)
{
	size_t count = gamut_grids_look_count(comparison);
	struct gamut_grid grid;

	if (count == 0)
		return;
	add_heading(page, "Cells to look at: different, but they fail nothing");
	gamut_grids_looks(&grid, comparison, ROWS_MAX);
	draw(page, &grid);
	add_more(page, count, ROWS_MAX);
}

static void add_flip(const struct page *page, const struct gamut_flip *flip)
{
	struct gamut_arena *arena = page->arena;
	struct gamut_str cell = gamut_words_show(
		gamut_words_cell_name(flip->task, flip->setting, arena),
		GAMUT_WORDS_NAME_COLUMNS, arena);
	struct gamut_str answer = gamut_words_show(
		flip->answer, GAMUT_WORDS_ANSWER_COLUMNS, arena);
	struct gamut_str what = gamut_words_flip(flip, arena);

	gamut_buf_add(page->out, GAMUT_STR("- "));
	add_wrapped(page,
	            gamut_arena_strf(arena, "%s, %.*s: \"%.*s\" %.*s",
	                             flip->is_candidate ? "candidate" : "base",
	                             GAMUT_STR_ARG(cell), GAMUT_STR_ARG(answer),
	                             GAMUT_STR_ARG(what)),
	            2, 2);
}

static void add_flips(const struct page *page, const struct gamut_flips *flips)
{
	struct gamut_str note = gamut_words_flips(flips, page->arena);

	if (!flips->is_asked)
		return;
	add_heading(page, "What verifying anew changed");
	for (size_t i = 0; i < flips->count && i < FLIPS_MAX; i++)
		add_flip(page, &flips->list[i]);
	add_more(page, flips->count, FLIPS_MAX);
	if (note.len > 0)
		add_wrapped(page, note, 0, 0);
}

void gamut_compare_table(struct gamut_buf *out,
                         const struct gamut_compare_document *document,
                         const struct gamut_report_options *options)
{
	const struct gamut_comparison *comparison = document->comparison;
	struct gamut_arena arena = { 0 };
	struct gamut_grid grid;
	const struct page page = {
		.out = out,
		.columns = options->columns ? options->columns :
		                              COLUMNS_DEFAULT,
		.is_bold = options->has_colour,
		.arena = &arena,
	};

	add_wrapped(&page, gamut_words_verdict(comparison, &arena), 0, 2);
	gamut_buf_add_char(out, '\n');
	add_party(&page, "base", &document->base);
	add_party(&page, "candidate", &document->candidate);
	add_differences(&page, document->differences);
	gamut_grids_aggregates(&grid, comparison);
	draw(&page, &grid);
	add_wrapped(&page, gamut_words_other_tasks(comparison, &arena), 0, 2);
	gamut_grids_settings(&grid, comparison, ROWS_MAX);
	draw(&page, &grid);
	add_more(&page, comparison->setting_count, ROWS_MAX);
	add_failures(&page, comparison);
	add_looks(&page, comparison);
	add_flips(&page, document->flips);
	gamut_arena_clear(&arena);
}

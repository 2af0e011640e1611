#include <inttypes.h>

#include "runner/report/comment.h"
#include "runner/report/compare/compare_words.h"
#include "runner/report/compare/diff_formats.h"
#include "runner/report/inert.h"

#define ANSWER_COLUMNS ((size_t)40)

/* The page, and what its sentences live in. */
struct sheet {
	struct gamut_comment comment;
	const struct gamut_diff_document *document;
	struct gamut_arena *arena;
};

/* A line behind `head`; false where there is no room for it. */
static bool add_line(const struct sheet *sheet, const char *head,
                     struct gamut_str text, const char *tail)
{
	struct gamut_buf part = { 0 };
	bool fits;

	gamut_buf_addf(&part, "%s", head);
	gamut_inert_line(&part, text, GAMUT_WORDS_LINE_COLUMNS);
	gamut_buf_addf(&part, "%s", tail);
	fits = gamut_comment_add(&sheet->comment, &part);
	gamut_buf_release(&part);
	return fits;
}

static void add_party(const struct sheet *sheet, const char *name,
                      const struct gamut_compare_party *party)
{
	struct gamut_buf *out = sheet->comment.out;

	gamut_buf_addf(out, "- %s: ", name);
	gamut_inert_code(out, party->label, GAMUT_WORDS_NAME_COLUMNS);
	gamut_buf_add(out, GAMUT_STR(", "));
	gamut_inert_code(out, gamut_words_party(party, sheet->arena),
	                 GAMUT_WORDS_LINE_COLUMNS);
	gamut_buf_add_char(out, '\n');
}

static void add_head(const struct sheet *sheet)
{
	const struct gamut_differences *found = sheet->document->differences;
	size_t left_out = 0;

	add_line(sheet, "",
	         gamut_diff_head(sheet->document->diff, sheet->arena), ".\n\n");
	add_party(sheet, "base", &sheet->document->base);
	add_party(sheet, "candidate", &sheet->document->candidate);
	add_line(sheet, "- ",
	         gamut_diff_means(sheet->document->diff, sheet->arena), "\n");
	for (size_t i = 0; i < found->count; i++)
		left_out += i >= GAMUT_WORDS_DIFFERENCES ||
		            !add_line(sheet, "- ", found->list[i].text, "\n");
	gamut_comment_left_out(&sheet->comment, left_out, "differences");
	gamut_buf_add_char(sheet->comment.out, '\n');
}

static void add_answer(struct gamut_grid *grid,
                       const struct gamut_diff_answer *answer,
                       struct gamut_arena *arena)
{
	gamut_grid_addf(grid, "%s%s", gamut_diff_change_name(answer->change),
	                answer->is_valid ? "" : ", not valid");
	gamut_grid_add(grid,
	               gamut_inert_shown(answer->shown, ANSWER_COLUMNS, arena));
	gamut_grid_addf(grid, "%" PRIu64, answer->base);
	gamut_grid_addf(grid, "%" PRIu64, answer->candidate);
	gamut_grid_addf(grid, "%+.1f%s", 100 * answer->shift,
	                answer->is_marked ? " *" : "");
	gamut_grid_addf(grid, "%s", gamut_diff_reason(answer));
}

/* False where there is no room for it. */
static bool add_cell(const struct sheet *sheet,
                     const struct gamut_diff_cell *cell)
{
	static const char *const titles[] = { "change",    "answer", "base",
		                              "candidate", "points", "reason" };
	size_t most = sheet->document->is_all ? cell->answer_count :
	                                        sheet->document->top;
	struct gamut_grid grid = { .columns = GAMUT_ARRAY_LEN(titles) };
	size_t told = 0;
	size_t more = 0;

	if (!add_line(sheet, "", gamut_diff_cell_line(cell, sheet->arena),
	              ".\n\n"))
		return false;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(&grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_diff_answer *answer = &cell->answers[i];

		if (!gamut_diff_tells(sheet->document, answer))
			continue;
		if (told < most) {
			add_answer(&grid, answer, sheet->arena);
			told++;
		} else {
			more++;
		}
	}
	gamut_comment_grid(&sheet->comment, &grid,
	                   "answers that do not fit here");
	if (more > 0) {
		gamut_comment_left_out(&sheet->comment, more, "answers");
		gamut_buf_add_char(sheet->comment.out, '\n');
	}
	gamut_grid_release(&grid);
	return true;
}

/* False where there is no room for it. */
static bool add_task(const struct sheet *sheet,
                     const struct gamut_diff_task *task)
{
	struct gamut_buf part = { 0 };
	size_t left_out = 0;
	bool fits;

	gamut_buf_add(&part, GAMUT_STR("<details><summary>"));
	gamut_inert_html(&part, task->task, GAMUT_WORDS_NAME_COLUMNS);
	gamut_buf_addf(&part, ": %zu beyond noise</summary>\n\n", task->marked);
	fits = gamut_comment_add(&sheet->comment, &part);
	gamut_buf_release(&part);
	if (!fits)
		return false;
	for (size_t i = 0; i < task->count; i++)
		if (gamut_diff_tells_cell(sheet->document, &task->cells[i]) &&
		    !add_cell(sheet, &task->cells[i]))
			left_out++;
	gamut_comment_left_out(&sheet->comment, left_out,
	                       "settings that do not fit here");
	gamut_buf_add(sheet->comment.out, GAMUT_STR("</details>\n\n"));
	return true;
}

void gamut_diff_markdown(struct gamut_buf *out,
                         const struct gamut_diff_document *document)
{
	const struct gamut_diff *diff = document->diff;
	struct gamut_arena arena = { 0 };
	const struct sheet sheet = {
		.comment = { .out = out, .begin = out->len },
		.document = document,
		.arena = &arena,
	};
	size_t left_out = 0;

	gamut_buf_add(out, GAMUT_STR("### gamut diff\n\n"));
	add_head(&sheet);
	for (size_t i = 0; i < diff->task_count; i++)
		if ((document->is_all || diff->tasks[i].marked > 0) &&
		    (left_out > 0 || !add_task(&sheet, &diff->tasks[i])))
			left_out++;
	gamut_comment_left_out(&sheet.comment, left_out,
	                       "tasks that do not fit here");
	if (left_out > 0)
		gamut_buf_add_char(out, '\n');
	gamut_inert_line(out, gamut_diff_rule(diff, &arena), 0);
	gamut_buf_add(out, GAMUT_STR(".\n"));
	gamut_arena_clear(&arena);
}

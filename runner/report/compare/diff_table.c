#include <inttypes.h>
#include <math.h>

#include "base/text.h"
#include "runner/report/compare/compare_words.h"
#include "runner/report/compare/diff_formats.h"
#include "runner/report/inert.h"
#include "runner/report/wrap.h"

#define ARROW "\u2192"
#define KEPT "\u2588"
#define GAINED "\u2593"
#define LOST "\u2591"

/* Columns of an answer, at most, and of a bar; unmoved tasks that are named. */
#define ANSWER_MIN ((size_t)16)
#define ANSWER_MAX ((size_t)30)
#define BAR_MIN ((size_t)4)
#define BAR_MAX ((size_t)28)
#define NAMED ((size_t)8)

/* A table on its way. */
struct drawing {
	struct gamut_buf *out;
	const struct gamut_diff_document *document;
	size_t columns;
	bool is_bold;
	struct gamut_arena arena;
};

/* The columns of a cell's rows. */
struct rows {
	size_t answer;
	size_t base; /* digits */
	size_t candidate;
	size_t bar;
	double most; /* the largest share */
};

static void pad(struct gamut_buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_buf_add_char(out, ' ');
}

static void repeat(struct gamut_buf *out, const char *sign, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_buf_add(out, gamut_str_of(sign));
}

static void wrap(struct drawing *of, const char *head, struct gamut_str text)
{
	if (text.len > 0)
		gamut_wrap(of->out, head, text, of->columns);
}

static void bold(const struct drawing *of, bool is_on)
{
	if (of->is_bold)
		gamut_buf_add(of->out, is_on ? GAMUT_STR("\x1b[1m") :
		                               GAMUT_STR("\x1b[0m"));
}

/* ------------------------------------------------------------------- head */

static void add_party(struct drawing *of, const char *head,
                      const struct gamut_compare_party *party)
{
	wrap(of, head,
	     gamut_arena_strf(
		     &of->arena, "%.*s: %.*s", GAMUT_STR_ARG(party->label),
		     GAMUT_STR_ARG(gamut_words_party(party, &of->arena))));
}

static void add_head(struct drawing *of)
{
	const struct gamut_diff_document *document = of->document;
	const struct gamut_differences *found = document->differences;

	for (size_t i = 0; i < found->count; i++)
		wrap(of,
		     found->list[i].misfit == GAMUT_MISFIT_COUNT ? "- " : "! ",
		     found->list[i].text);
	if (found->count > 0)
		gamut_buf_add_char(of->out, '\n');
	add_party(of, "base       ", &document->base);
	add_party(of, "candidate  ", &document->candidate);
	wrap(of, "", gamut_diff_means(document->diff, &of->arena));
	bold(of, true);
	wrap(of, "", gamut_diff_head(document->diff, &of->arena));
	bold(of, false);
	wrap(of, "", gamut_diff_unpaired(document->diff, &of->arena));
}

/* ------------------------------------------------------------------- rows */

static size_t digits_of(uint64_t number)
{
	size_t digits = 1;

	for (; number >= 10; number /= 10)
		digits++;
	return digits;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t width_of(struct gamut_str text, size_t most)
{
	struct gamut_buf shown = { 0 };
	size_t width;

	gamut_inert_show(&shown, text, most);
	width = gamut_text_columns(gamut_buf_view(&shown));
	gamut_buf_release(&shown);
	return width;
}

static double share_of(uint64_t count, const struct gamut_cell_summary *cell)
{
	return (double)count / (double)cell->cell->tally.n;
}

/* Lay out the rows of the answers that are told, `count` at most. */
static struct rows lay_out(const struct drawing *of,
                           const struct gamut_diff_cell *cell, size_t most)
{
	size_t cap = of->columns / 3;
	struct rows rows = { .answer = ANSWER_MIN };
	size_t told = 0;
	size_t used;

	cap = cap > ANSWER_MAX ? ANSWER_MAX : larger(cap, ANSWER_MIN);
	for (size_t i = 0; i < cell->answer_count && told < most; i++) {
		const struct gamut_diff_answer *answer = &cell->answers[i];

		if (!gamut_diff_tells(of->document, answer))
			continue;
		told++;
		rows.answer = larger(rows.answer, width_of(answer->shown, cap));
		rows.base = larger(rows.base, digits_of(answer->base));
		rows.candidate = larger(rows.candidate,
		                        digits_of(answer->candidate));
		rows.most = fmax(
			rows.most,
			fmax(share_of(answer->base, cell->base),
		             share_of(answer->candidate, cell->candidate)));
	}
	/* Blanks, sign, arrow, shift and mark: "  + ", "  ", " > ", ... */
	used = 4 + rows.answer + 2 + rows.base + 3 + rows.candidate + 2 + 6 + 2;
	rows.bar = of->columns > used + BAR_MIN ? of->columns - used : BAR_MIN;
	rows.bar = rows.bar > BAR_MAX ? BAR_MAX : rows.bar;
	return rows;
}

static const char *sign_of(const struct gamut_diff_answer *answer)
{
	static const char *const signs[] = {
		[GAMUT_DIFF_APPEARED] = "+",  [GAMUT_DIFF_VANISHED] = "\u2212",
		[GAMUT_DIFF_ROSE] = "\u25b2", [GAMUT_DIFF_FELL] = "\u25bc",
		[GAMUT_DIFF_SAME] = "=",
	};

	return answer->is_valid ? signs[answer->change] : "\u2717";
}

/* Columns of the bar; what is there at all is seen. */
static size_t length_of(double share, const struct rows *rows)
{
	double length = rows->most > 0 ?
	                        round(share / rows->most * (double)rows->bar) :
	                        0;

	return share > 0 && length < 1 ? 1 : (size_t)length;
}

static void add_bar(const struct drawing *of,
                    const struct gamut_diff_answer *answer,
                    const struct gamut_diff_cell *cell, const struct rows *rows)
{
	size_t base = length_of(share_of(answer->base, cell->base), rows);
	size_t candidate =
		length_of(share_of(answer->candidate, cell->candidate), rows);
	size_t kept = base < candidate ? base : candidate;

	repeat(of->out, KEPT, kept);
	repeat(of->out, GAINED, candidate - kept);
	repeat(of->out, LOST, base - kept);
}

static void add_row(const struct drawing *of,
                    const struct gamut_diff_cell *cell,
                    const struct gamut_diff_answer *answer,
                    const struct rows *rows)
{
	size_t width = width_of(answer->shown, rows->answer);

	gamut_buf_addf(of->out, "  %s ", sign_of(answer));
	if (answer->shown.len == 0)
		width = 7;
	gamut_inert_show(of->out,
	                 answer->shown.len > 0 ? answer->shown :
	                                         GAMUT_STR("(empty)"),
	                 rows->answer);
	pad(of->out, rows->answer - width);
	gamut_buf_addf(of->out,
	               "  %*" PRIu64 " " ARROW " %*" PRIu64 "  %+6.1f%s ",
	               (int)rows->base, answer->base, (int)rows->candidate,
	               answer->candidate, 100 * answer->shift,
	               answer->is_marked ? "*" : " ");
	if (answer->is_valid)
		add_bar(of, answer, cell, rows);
	else
		gamut_inert_show(of->out,
		                 gamut_str_of(gamut_diff_reason(answer)),
		                 rows->bar);
	while (of->out->ptr[of->out->len - 1] == ' ')
		of->out->len--;
	gamut_buf_add_char(of->out, '\n');
}

static void add_cell(struct drawing *of, const struct gamut_diff_cell *cell)
{
	size_t most = of->document->is_all ? cell->answer_count :
	                                     of->document->top;
	struct rows rows = lay_out(of, cell, most);
	size_t told = 0;
	size_t more = 0;

	wrap(of, "  ", gamut_diff_cell_line(cell, &of->arena));
	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_diff_answer *answer = &cell->answers[i];

		if (!gamut_diff_tells(of->document, answer))
			continue;
		if (told < most) {
			add_row(of, cell, answer, &rows);
			told++;
		} else {
			more++;
		}
	}
	if (more > 0)
		gamut_buf_addf(of->out, "    and %zu more\n", more);
}

/* ------------------------------------------------------------------ tasks */

static void add_task(struct drawing *of, const struct gamut_diff_task *task)
{
	gamut_buf_add_char(of->out, '\n');
	bold(of, true);
	wrap(of, "", task->task);
	bold(of, false);
	for (size_t i = 0; i < task->count; i++)
		if (gamut_diff_tells_cell(of->document, &task->cells[i]))
			add_cell(of, &task->cells[i]);
	gamut_arena_reset(&of->arena);
}

/* What of the tasks is not told, and why. */
static void add_unmoved(struct drawing *of)
{
	const struct gamut_diff *diff = of->document->diff;
	size_t cells = diff->cell_count - diff->marked_cells;
	struct gamut_buf names = { 0 };
	size_t count = 0;

	if (of->document->is_all || cells == 0)
		return;
	for (size_t i = 0; i < diff->task_count; i++) {
		if (diff->tasks[i].marked > 0)
			continue;
		if (count < NAMED)
			gamut_buf_addf(&names, "%s%.*s",
			               count > 0 ? ", " : ": ",
			               GAMUT_STR_ARG(diff->tasks[i].task));
		count++;
	}
	if (count > NAMED)
		gamut_buf_addf(&names, " and %zu more", count - NAMED);
	gamut_buf_add_char(of->out, '\n');
	wrap(of, "",
	     gamut_arena_strf(&of->arena,
	                      "%zu of %.*s, with %.*s, differ "
	                      "by no more than chance would have it (--all "
	                      "shows them)%.*s",
	                      cells,
	                      GAMUT_STR_ARG(gamut_words_count(
				      diff->cell_count, "cell", &of->arena)),
	                      GAMUT_STR_ARG(gamut_words_count(
				      count, "whole task", &of->arena)),
	                      GAMUT_STR_ARG(gamut_buf_view(&names))));
	gamut_buf_release(&names);
}

void gamut_diff_table(struct gamut_buf *out,
                      const struct gamut_diff_document *document,
                      const struct gamut_report_options *options)
{
	const struct gamut_diff *diff = document->diff;
	struct drawing drawing = {
		.out = out,
		.document = document,
		.columns = options->columns ? options->columns :
		                              GAMUT_COLUMNS_DEFAULT,
		.is_bold = options->has_colour,
	};
	size_t begin = out->len;

	add_head(&drawing);
	for (size_t i = 0; i < diff->task_count; i++)
		if (document->is_all || diff->tasks[i].marked > 0)
			add_task(&drawing, &diff->tasks[i]);
	add_unmoved(&drawing);
	gamut_buf_add_char(out, '\n');
	wrap(&drawing, "", gamut_diff_rule(diff, &drawing.arena));
	wrap(&drawing, "",
	     GAMUT_STR("+ appeared, \u2212 vanished, \u25b2 rose, \u25bc fell, "
	               "\u2717 not valid; completions, then the change of the "
	               "share in points; bars: " KEPT " kept, " GAINED
	               " gained, " LOST " lost, to the scale of each cell"));
	gamut_arena_clear(&drawing.arena);
	if (options->is_ascii)
		gamut_inert_ascii(out, begin);
}

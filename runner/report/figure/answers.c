#include <string.h>

#include "base/text.h"
#include "runner/measure/shape.h"
#include "runner/report/figure/overview.h"

/* From the most frequent answer to the fifth: dark to light. */
static const char *const fills[GAMUT_SHAPE_TOP] = {
	"fs solid 1 noborder fc rgb 0x003D66",
	"fs solid 1 noborder fc rgb 0x0072B2",
	"fs solid 1 noborder fc rgb 0x4FA3D6",
	"fs solid 1 noborder fc rgb 0x95CAEC",
	"fs solid 1 noborder fc rgb 0xD2EAF9",
};

static const char *const names[GAMUT_SHAPE_TOP] = {
	"the most frequent answer, named at the right", "the second",
	"the third", "the fourth", "the fifth"
};

static const char *const columns[] = { "rank", "count", "share", "from", "to" };

/* Columns of an answer's text beside its bar. */
#define TEXT_COLUMNS 11
#define TEXT_WIDTH 42.0 /* in points */

/* A cell without bars says why. */
static void add_none(struct gamut_figure *figure,
                     const struct gamut_cell_summary *cell,
                     const struct gamut_overview_row *row)
{
	const double of[] = { 0, 0, 0, 0, 0 };
	struct gamut_overview_row one = *row;

	one.kind = "none";
	one.label = gamut_str_of(cell->cell->tally.n > 0 ? "none is valid" :
	                                                   "no samples");
	one.of = of;
	gamut_overview_add(figure, &one);
}

static void add_cell(struct gamut_figure *figure,
                     const struct gamut_overview *overview,
                     const struct gamut_cell_summary *cell,
                     const struct gamut_overview_row *row)
{
	struct gamut_overview_row one = *row;
	struct gamut_counted top[GAMUT_SHAPE_TOP];
	size_t count = gamut_shape_top(top, cell->cell);
	double valid = cell->metrics.of[GAMUT_METRIC_VALID];
	double from = 0;

	(void)overview;
	if (count == 0)
		add_none(figure, cell, row);
	for (size_t i = 0; i < count; i++) {
		double share = 100 * (double)top[i].count / valid;
		const double of[] = { (double)i + 1, (double)top[i].count,
			              share, from, from + share };
		struct gamut_buf plain = { 0 };
		struct gamut_buf shown = { 0 };

		gamut_figure_plain(
			&plain, gamut_shape_spelling(cell->cell, top[i].text));
		gamut_text_show(&shown, gamut_buf_view(&plain), TEXT_COLUMNS);
		one.label = gamut_buf_view(&shown);
		one.of = of;
		gamut_overview_add(figure, &one);
		gamut_buf_release(&plain);
		gamut_buf_release(&shown);
		from += share;
	}
}

static const struct gamut_overview_data answers = {
	.kind = "answer",
	.columns = columns,
	.column_count = GAMUT_ARRAY_LEN(columns),
	.add = add_cell,
};

static void add_legend(struct gamut_legend *legend)
{
	for (size_t i = 0; i < GAMUT_SHAPE_TOP; i++)
		gamut_legend_add(
			legend,
			&(struct gamut_legend_item){
				.text = gamut_arena_strf(&legend->arena, "'%s'",
		                                         names[i])
		                                .ptr,
				.box = fills[i],
				.columns = strlen(names[i]),
			});
}

void gamut_figure_answers(struct gamut_figure *figure,
                          struct gamut_overview *overview)
{
	struct gamut_legend legend = {
		.width = GAMUT_FIGURE_PAGE_MM * GAMUT_FIGURE_PT_PER_MM,
	};
	struct gamut_buf bars = { 0 };
	const char *separator = "      plot";

	figure->what = "The share of valid answers that the most frequent have";
	gamut_overview_each(figure, overview, &answers);
	gamut_overview_script(figure, overview);
	gamut_overview_panel(&bars, "rank");
	for (size_t i = 0; i < GAMUT_SHAPE_TOP; i++) {
		gamut_buf_addf(&bars, GAMUT_OVERVIEW_BAR, separator, i + 1,
		               fills[i]);
		separator = ", \\\n     ";
	}
	/* The answer itself stands beside its bar. */
	gamut_buf_add(
		&bars,
		GAMUT_STR(", \\\n      data using ($2 == c && $4 == s && $6 == "
	                  "1 ? 100 : NaN):3:5 with labels left \\\n"
	                  "        noenhanced offset character 0.6, 0 font "
	                  "font.','.(text - 2) notitle, \\\n"
	                  "      data using (strcol(1) eq 'none' && $2 == c && "
	                  "$4 == s ? 0 : NaN):3:5 \\\n"
	                  "        with labels left noenhanced textcolor rgb "
	                  "grey offset character 0.6, 0 \\\n"
	                  "        font font.','.(text - 2) notitle\n"));
	add_legend(&legend);
	gamut_overview_bars(figure, overview, &legend, gamut_buf_cstr(&bars),
	                    TEXT_WIDTH);
	gamut_buf_release(&bars);
	gamut_legend_release(&legend);
}

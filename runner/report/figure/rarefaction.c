#include <math.h>

#include "base/text.h"
#include "runner/measure/counts.h"
#include "runner/measure/estimate/yield.h"
#include "runner/report/figure/overview.h"

static const char *const columns[] = { "k", "yield", "yield_low",
	                               "yield_high" };

/* Places of a curve, beside 0. */
#define STEPS 16

/* Panels in a row, and their parts in points. */
#define ACROSS 4
#define HEIGHT 62.0
#define ABOVE 14.0
#define BELOW 14.0
#define LEFT 24.0
#define RIGHT 16.0
#define GAP 30.0

/* More curves in a panel than this go without bands. */
#define BANDS_MAX 6

static uint64_t step_at(uint64_t n, size_t i)
{
	return n <= STEPS ? i : (n * i + STEPS / 2) / STEPS;
}

static void add_curve(struct gamut_figure *figure,
                      const struct gamut_cell_summary *cell,
                      const struct gamut_overview_row *row)
{
	struct gamut_overview_row one = *row;
	struct gamut_arena arena = { 0 };
	struct gamut_counts counts =
		gamut_counts_of(cell->cell, GAMUT_FORM_CANONICAL, &arena);
	struct gamut_spectrum spectrum = gamut_counts_spectrum(&counts, &arena);

	for (size_t i = 0; i <= STEPS && step_at(counts.n, i) <= counts.n;
	     i++) {
		uint64_t k = step_at(counts.n, i);
		struct gamut_interval band =
			gamut_yield_at_interval(&spectrum, k, counts.space);
		const double of[] = { (double)k,
			              k > 0 ? gamut_yield_at(&spectrum, k) : 0,
			              k > 0 ? band.low : 0,
			              k > 0 ? band.high : 0 };

		one.of = of;
		gamut_overview_add(figure, &one);
	}
	gamut_arena_clear(&arena);
}

/* 1, 2, 5, 10, ...: so far apart that three or four numbers go up to `most`. */
static double step_for(double most)
{
	double ten = pow(10, floor(log10(most / 4)));
	double part = most / 4 / ten;

	if (part <= 1)
		return fmax(ten, 1);
	if (part <= 2)
		return fmax(2 * ten, 1);
	return fmax(part <= 5 ? 5 * ten : 10 * ten, 1);
}

/* Of the cell of `task` with the most draws; returns where it ends. */
static double add_ceiling(struct gamut_figure *figure,
                          const struct gamut_overview *overview, size_t task)
{
	struct gamut_overview_row row = { .kind = "ceiling", .task = task + 1 };
	uint64_t space = 0;
	uint64_t n = 0;

	for (size_t c = 0; c < overview->input->count; c++)
		for (size_t s = 0; s < overview->setting_count; s++) {
			const struct gamut_cell_summary *cell =
				gamut_overview_cell(overview, c, task, s);

			if (!cell || cell->cell->tally.n <= n)
				continue;
			n = cell->cell->tally.n;
			space = cell->cell->tally.space;
		}
	for (size_t i = 0; i <= STEPS && n > 0 && step_at(n, i) <= n; i++) {
		uint64_t k = step_at(n, i);
		const double of[] = { (double)k,
			              gamut_metrics_ceiling(space, k),
			              GAMUT_UNDEFINED, GAMUT_UNDEFINED };

		row.of = of;
		gamut_overview_add(figure, &row);
	}
	return n > 0 ? gamut_metrics_ceiling(space, n) : 1;
}

static void add_data(struct gamut_figure *figure,
                     struct gamut_overview *overview)
{
	gamut_overview_begin(figure, overview, columns,
	                     GAMUT_ARRAY_LEN(columns));
	for (size_t t = 0; t < overview->task_count; t++) {
		gamut_buf_addf(&figure->values, "%s%g", t > 0 ? ", " : "",
		               step_for(add_ceiling(figure, overview, t)));
		for (size_t c = 0; c < overview->input->count; c++)
			for (size_t s = 0; s < overview->setting_count; s++) {
				const struct gamut_cell_summary *cell =
					gamut_overview_cell(overview, c, t, s);
				struct gamut_overview_row row = {
					.kind = "curve",
					.condition = c + 1,
					.task = t + 1,
					.setting = s + 1,
				};

				if (cell && cell->cell->tally.n > 0)
					add_curve(figure, cell, &row);
			}
	}
}

/*
 * A panel plots its own rows, which are put apart first: that is quicker. The
 * row of the task's name keeps them from being none, which gnuplot refuses.
 */
static const char panels[] =
	"  do for [t=1:task_count] {\n"
	"    set table $panel separator tab\n"
	"    plot data using (is('ceiling') ? 0 : is('task') ? -1 : \\\n"
	"        column('condition')):\\\n"
	"      (is('curve') ? column('setting') : 0):\\\n"
	"      (is('task') ? 0 : column('k')):\\\n"
	"      (is('task') ? 0 : column('yield')):\\\n"
	"      (is('curve') ? column('yield_low') : 0):\\\n"
	"      (is('curve') ? column('yield_high') : 0) with table \\\n"
	"      if ((is('curve') || is('ceiling') || is('task')) && \\\n"
	"        column('task') == t)\n"
	"    unset table\n"
	"    set datafile nocolumnheaders\n"
	"    left = 24 + ((t - 1) % across)*(panel_width + 30)\n"
	"    top = H - head - ((t - 1)/across)*90\n"
	"    set lmargin at screen left/W\n"
	"    set rmargin at screen (left + panel_width)/W\n"
	"    set tmargin at screen top/H\n"
	"    set bmargin at screen (top - 62)/H\n"
	"    set label 5001 tasks[t] at graph 0.5, graph 1 center \\\n"
	"      offset 0, character 0.7 font font.','.(text - 1)\n"
	"    set ytics 0, y_step[t]\n"
	"    set xrange [0:*]\n"
	"    set yrange [0:*]\n"
	"    if (is_empty[t]) {\n"
	"      set xrange [0:1]\n"
	"      set yrange [0:1]\n"
	"      unset xtics\n"
	"      unset ytics\n"
	"      set label 5002 'no samples' at graph 0.5, graph 0.5 center \\\n"
	"        textcolor rgb grey font font.','.(text - 1)\n"
	"    }\n"
	"    plot for [c=1:has_bands ? condition_count : 0] \\\n"
	"        for [s=1:setting_count] $panel \\\n"
	"        using (has_bands && $1 == c && $2 == s ? $3 : NaN):5:6 \\\n"
	"        with filledcurves fillstyle transparent solid 0.12 noborder \\\n"
	"        fillcolor rgb hue(c) notitle, \\\n"
	"      $panel using ($1 == 0 ? $3 : NaN):4 with lines linewidth 1 \\\n"
	"        dashtype 3 linecolor rgb 'black' notitle, \\\n"
	"      for [c=1:condition_count] for [s=1:setting_count] $panel \\\n"
	"        using ($1 == c && $2 == s ? $3 : NaN):4 with \\\n"
	"        linespoints pointtype (condition_count > 1 ? hollow[c] : 0) \\\n"
	"        pointsize 0.35 pointinterval 5 linewidth 1 \\\n"
	"        dashtype dash[s] linecolor rgb hue(c) notitle\n"
	"    set datafile columnheaders\n"
	"    unset label\n"
	"    unset object\n"
	"    unset arrow\n"
	"    set xtics\n"
	"  }\n"
	"  unset multiplot\n";

/* A line's sample for each setting. */
static void add_settings(struct gamut_legend *legend,
                         const struct gamut_overview *overview)
{
	for (size_t s = 0; s < overview->setting_count; s++) {
		struct gamut_str text = gamut_arena_strf(
			&legend->arena, "settings[%zu]", s + 1);
		struct gamut_str line = gamut_arena_strf(
			&legend->arena, "lw 1 dt dash[%zu] lc rgb grey", s + 1);

		if (overview->settings[s].len > 0)
			gamut_legend_add(
				legend,
				&(struct gamut_legend_item){
					.text = text.ptr,
					.line = line.ptr,
					.columns = gamut_text_columns(
						gamut_figure_label(
							overview->settings[s],
							GAMUT_OVERVIEW_LABEL,
							&legend->arena)),
					.begins_row = s == 0,
				});
	}
	gamut_legend_add(legend, &(struct gamut_legend_item){
					 .text = "'uniform sampler (ceiling)'",
					 .line = "lw 1 dt 3 lc rgb 'black'",
					 .columns = 25,
				 });
	gamut_legend_add(
		legend,
		&(struct gamut_legend_item){
			.text = "'up: different valid answers (canonical); "
				"across: of so many completions'",
			.columns = 71,
			.begins_row = true,
		});
}

void gamut_figure_rarefaction(struct gamut_figure *figure,
                              struct gamut_overview *overview)
{
	double width = GAMUT_FIGURE_PAGE_MM * GAMUT_FIGURE_PT_PER_MM;
	struct gamut_legend legend = { .width = width };
	size_t rows = (overview->task_count + ACROSS - 1) / ACROSS;
	size_t curves = overview->input->count * overview->setting_count;
	double head = gamut_overview_top(overview) + ABOVE;

	figure->what =
		"Canonical yield (up) of the first k completions (across)";
	gamut_overview_legend(&legend, overview, "hollow");
	add_settings(&legend, overview);
	figure->width_mm = GAMUT_FIGURE_PAGE_MM;
	figure->height_mm = (head + (double)rows * (HEIGHT + ABOVE + BELOW) +
	                     gamut_legend_height(&legend) + 4 - ABOVE) /
	                    GAMUT_FIGURE_PT_PER_MM;
	gamut_overview_script(figure, overview);
	gamut_buf_add(&figure->values,
	              GAMUT_STR("\n# Between numbers of each y axis.\n"
	                        "array y_step[task_count] = ["));
	add_data(figure, overview);
	gamut_buf_add(&figure->values,
	              GAMUT_STR("]\n"
	                        "\n# Tasks without samples.\n"
	                        "array is_empty[task_count] = ["));
	for (size_t t = 0; t < overview->task_count; t++)
		gamut_buf_addf(&figure->values, "%s%d", t > 0 ? ", " : "",
		               !gamut_overview_has_samples(overview, t));
	gamut_buf_add(&figure->values, GAMUT_STR("]\n"));
	gamut_buf_addf(&figure->values,
	               "\n# Solid, dashed, dotted and so on: settings.\n"
	               "array dash[6] = [1, 2, 4, 5, 3, 6]\n"
	               "\n# Panels, in points.\n"
	               "across = %d\n"
	               "panel_width = %.1f\n"
	               "head = %.1f\n"
	               "has_bands = %d\n",
	               ACROSS,
	               (width - LEFT - RIGHT - (ACROSS - 1) * GAP) / ACROSS,
	               head, curves <= BANDS_MAX);
	gamut_buf_add(&figure->drawing,
	              GAMUT_STR("  set xrange [0:*]\n"
	                        "  set yrange [0:*]\n"
	                        "  set xtics offset 0, 0.5 font "
	                        "font.','.(text - 1)\n"
	                        "  set ytics offset 0.5, 0 font "
	                        "font.','.(text - 1)\n"
	                        "  unset key\n"));
	gamut_legend_script(&figure->drawing, &legend);
	gamut_overview_multiplot(figure, overview);
	gamut_buf_add(&figure->drawing, gamut_str_of(panels));
	gamut_legend_release(&legend);
}

#include "runner/measure/counts.h"
#include "runner/measure/estimate/yield.h"
#include "runner/report/figure/overview.h"

static const char *const columns[] = { "place",
	                               "validity",
	                               "validity_low",
	                               "validity_high",
	                               "relative_yield",
	                               "relative_yield_low",
	                               "relative_yield_high" };

/* In points. */
#define NAMES 120.0
#define BETWEEN 14.0
#define BELOW 30.0
#define SLOT 4.6
#define MARKS_APART 6 /* more than this stand on each other, by setting */

static size_t count_slots(const struct gamut_overview *overview)
{
	size_t all = overview->input->count * overview->setting_count;

	return all <= MARKS_APART ? all : overview->input->count;
}

/* Where a mark stands: at its task, a little above or below. */
static double place_of(const struct gamut_overview *overview, size_t c,
                       size_t t, size_t s)
{
	size_t slots = count_slots(overview);
	size_t slot = slots == overview->input->count ?
	                      c :
	                      c * overview->setting_count + s;

	return (double)t + 1 +
	       0.76 * (((double)slot + 0.5) / (double)slots - 0.5);
}

static void add_cell(struct gamut_figure *figure,
                     const struct gamut_cell_summary *cell, double place,
                     const struct gamut_overview_row *row)
{
	struct gamut_overview_row one = *row;
	struct gamut_arena arena = { 0 };
	const struct gamut_tally *tally = &cell->cell->tally;
	struct gamut_counts counts =
		gamut_counts_of(cell->cell, GAMUT_FORM_CANONICAL, &arena);
	struct gamut_spectrum spectrum = gamut_counts_spectrum(&counts, &arena);
	struct gamut_interval validity = gamut_share_wilson(
		(struct gamut_share){ tally->valid, tally->n });
	struct gamut_interval yield = gamut_yield_interval(&spectrum,
	                                                   counts.space);
	double percent = 100 / cell->metrics.of[GAMUT_METRIC_CEILING];
	const double of[] = {
		place,
		100 * cell->metrics.of[GAMUT_METRIC_VALIDITY],
		100 * validity.low,
		100 * validity.high,
		100 * cell->metrics.of[GAMUT_METRIC_RELATIVE_YIELD],
		percent * yield.low,
		percent * yield.high,
	};

	one.of = of;
	gamut_overview_add(figure, &one);
	gamut_arena_clear(&arena);
}

static void add_data(struct gamut_figure *figure,
                     struct gamut_overview *overview)
{
	gamut_overview_begin(figure, overview, columns,
	                     GAMUT_ARRAY_LEN(columns));
	for (size_t c = 0; c < overview->input->count; c++)
		for (size_t t = 0; t < overview->task_count; t++)
			for (size_t s = 0; s < overview->setting_count; s++) {
				const struct gamut_cell_summary *cell =
					gamut_overview_cell(overview, c, t, s);
				struct gamut_overview_row row = {
					.kind = "cell",
					.condition = c + 1,
					.task = t + 1,
					.setting = s + 1,
				};

				if (cell && cell->cell->tally.n > 0)
					add_cell(figure, cell,
					         place_of(overview, c, t, s),
					         &row);
			}
}

static const char panels[] =
	"  do for [p=1:2] {\n"
	"    metric = p == 1 ? 'validity' : 'relative_yield'\n"
	"    left = names_width + (p - 1)*(panel_width + 14)\n"
	"    set lmargin at screen left/W\n"
	"    set rmargin at screen (left + panel_width)/W\n"
	"    set xlabel (p == 1 ? 'validity (%)' : 'relative yield (%)') \\\n"
	"      offset 0, 0.5\n"
	"    set yrange [task_count + 0.55:0.45]\n"
	"    set xrange [-2:*]\n"
	"    if (p == 1) { set xrange [-2:102] }\n"
	"    set xtics 0, 25\n"
	"    set arrow 7001 from 100, graph 0 to 100, graph 1 nohead back \\\n"
	"      linewidth 0.75 dashtype 3 linecolor rgb 'black'\n"
	"    do for [t=1:task_count] {\n"
	"      set object 8000 + t rectangle from graph 0, first t - 0.5 \\\n"
	"        to graph 1, first t + 0.5 behind fillstyle solid 1 noborder \\\n"
	"        fillcolor rgb (t % 2 ? 0xF3F3F3 : 0xFFFFFF)\n"
	"      if (p == 1) {\n"
	"        set label 6000 + t tasks[t] at graph 0, first t right \\\n"
	"          offset character -0.8, 0 font font.','.(text - 1)\n"
	"      }\n"
	"    }\n"
	"    plot data using (is('cell') ? column(metric) : NaN):'place':\\\n"
	"        (column(metric.'_low')):(column(metric.'_high')):\\\n"
	"        (is('cell') ? hue(column('condition')) : 0) with xerrorbars \\\n"
	"        pointtype 0 linewidth 0.75 linecolor rgb variable notitle, \\\n"
	"      data using (is('cell') ? column(metric) : NaN):'place':\\\n"
	"        (is('cell') ? full(column('setting')) : 0):\\\n"
	"        (is('cell') ? hue(column('condition')) : 0) with points \\\n"
	"        pointtype variable pointsize mark linecolor rgb variable \\\n"
	"        notitle\n"
	"    unset label\n"
	"    unset object\n"
	"    unset arrow\n"
	"  }\n"
	"  unset multiplot\n";

void gamut_figure_tasks(struct gamut_figure *figure,
                        struct gamut_overview *overview)
{
	double width = GAMUT_FIGURE_PAGE_MM * GAMUT_FIGURE_PT_PER_MM;
	struct gamut_legend legend = { .width = width };
	double row = (double)count_slots(overview) * SLOT + 4;
	double top = gamut_overview_top(overview);
	double height;
	double below;

	if (row < 11)
		row = 11;
	figure->what = "Validity and relative yield of tasks";
	gamut_overview_legend(&legend, overview, NULL);
	gamut_overview_legend_settings(&legend, overview);
	gamut_legend_add(&legend, &(struct gamut_legend_item){
					  .text = "'uniform sampler (ceiling)'",
					  .line = "lw 0.75 dt 3 lc rgb 'black'",
					  .columns = 25,
				  });
	below = BELOW + gamut_legend_height(&legend);
	height = row * (double)overview->task_count;
	figure->width_mm = GAMUT_FIGURE_PAGE_MM;
	figure->height_mm = (top + height + below) / GAMUT_FIGURE_PT_PER_MM;
	add_data(figure, overview);
	gamut_overview_script(figure, overview);
	gamut_buf_addf(&figure->values,
	               "\n# Panels, in points.\n"
	               "names_width = %.1f\n"
	               "panel_width = %.1f\n",
	               NAMES, (width - NAMES - BETWEEN - 10) / 2);
	gamut_buf_addf(&figure->drawing,
	               "  set tmargin at screen 1 - %.1f/H\n"
	               "  set bmargin at screen %.1f/H\n"
	               "  unset ytics\n"
	               "  unset key\n",
	               top, below);
	gamut_legend_script(&figure->drawing, &legend);
	gamut_overview_multiplot(figure, overview);
	gamut_buf_add(&figure->drawing, gamut_str_of(panels));
	gamut_legend_release(&legend);
}

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
#define SLOT_OF_MANY 3.2 /* about as high as a smaller mark */
#define MANY 6

static size_t count_slots(const struct gamut_overview *overview)
{
	return overview->input->count * overview->setting_count;
}

/* What a task takes, in points. */
static double task_height(const struct gamut_overview *overview)
{
	size_t slots = count_slots(overview);
	double height = (double)slots * (slots <= MANY ? SLOT : SLOT_OF_MANY);

	return height + 4 < 11 ? 11 : height + 4;
}

/* Where a mark stands: at its task, a little above or below. */
static double place_of(const struct gamut_overview *overview,
                       const struct gamut_overview_row *row)
{
	size_t slot = (row->condition - 1) * overview->setting_count +
	              row->setting - 1;

	return (double)row->task +
	       0.85 * (((double)slot + 0.5) / (double)count_slots(overview) -
	               0.5);
}

static void add_cell(struct gamut_figure *figure,
                     const struct gamut_overview *overview,
                     const struct gamut_cell_summary *cell,
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
		place_of(overview, row),
		100 * cell->metrics.of[GAMUT_METRIC_VALIDITY],
		100 * validity.low,
		100 * validity.high,
		100 * cell->metrics.of[GAMUT_METRIC_RELATIVE_YIELD],
		percent * yield.low,
		percent * yield.high,
	};

	one.of = of;
	if (tally->n > 0)
		gamut_overview_add(figure, &one);
	gamut_arena_clear(&arena);
}

static const struct gamut_overview_data data = {
	.kind = "cell",
	.columns = columns,
	.column_count = GAMUT_ARRAY_LEN(columns),
	.add = add_cell,
};

/* A task of which nothing is drawn says so. */
static void add_empty(struct gamut_figure *figure,
                      const struct gamut_overview *overview)
{
	for (size_t t = 0; t < overview->task_count; t++) {
		const double of[GAMUT_ARRAY_LEN(columns)] = { (double)t + 1 };

		if (!gamut_overview_has_samples(overview, t))
			gamut_overview_add(
				figure,
				&(struct gamut_overview_row){
					.kind = "none",
					.task = t + 1,
					.label = GAMUT_STR("no samples"),
					.of = of,
				});
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
	"    set xrange [-2:(p == 1 ? 102 : yield_to)]\n"
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
	"        notitle, \\\n"
	"      data using (is('none') ? 50 : NaN):'place':'label' with \\\n"
	"        labels noenhanced textcolor rgb grey \\\n"
	"        font font.','.(text - 1) notitle\n"
	"    unset label\n"
	"    unset object\n"
	"    unset arrow\n"
	"  }\n"
	"  unset multiplot\n";

/* Where the axis of relative yields ends: gnuplot refuses to find none. */
static const char ranges[] =
	"yield_to = 102\n"
	"reach(v) = (yield_to = v > yield_to ? v : yield_to, 0)\n"
	"set table $unused\n"
	"plot data using (is('cell') ? \\\n"
	"  reach(column('relative_yield_high') + 2) : 0):(0) with table\n"
	"unset table\n";

void gamut_figure_tasks(struct gamut_figure *figure,
                        struct gamut_overview *overview)
{
	double width = GAMUT_FIGURE_PAGE_MM * GAMUT_FIGURE_PT_PER_MM;
	struct gamut_legend legend = { .width = width };
	double top = gamut_overview_top(overview);
	double height;
	double below;

	figure->what = "Validity and relative yield of tasks";
	gamut_overview_legend(&legend, overview, NULL);
	gamut_overview_legend_settings(&legend, overview);
	gamut_legend_add(&legend, &(struct gamut_legend_item){
					  .text = "'uniform sampler (ceiling)'",
					  .line = "lw 0.75 dt 3 lc rgb 'black'",
					  .columns = 25,
				  });
	below = BELOW + gamut_legend_height(&legend);
	height = task_height(overview) * (double)overview->task_count;
	figure->width_mm = GAMUT_FIGURE_PAGE_MM;
	figure->height_mm = (top + height + below) / GAMUT_FIGURE_PT_PER_MM;
	gamut_overview_each(figure, overview, &data);
	add_empty(figure, overview);
	gamut_overview_script(figure, overview);
	gamut_buf_addf(&figure->values,
	               "%s\n# Panels, in points.\n"
	               "names_width = %.1f\n"
	               "panel_width = %.1f\n"
	               "%s",
	               count_slots(overview) > MANY ? "mark = 0.35\n" : "",
	               NAMES, (width - NAMES - BETWEEN - 10) / 2, ranges);
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

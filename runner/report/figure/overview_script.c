#include <inttypes.h>

#include "base/text.h"
#include "runner/report/figure/overview.h"

#define TOP 6.0
#define TITLE 14.0

static const char definitions[] =
	"\n"
	"# Names are in the data alone.\n"
	"array conditions[condition_count]\n"
	"array tasks[task_count]\n"
	"array settings[setting_count]\n"
	"read_condition(i) = (conditions[i] = stringcolumn('label'), 0)\n"
	"read_task(i) = (tasks[i] = stringcolumn('label'), 0)\n"
	"read_setting(i) = (settings[i] = stringcolumn('label'), 0)\n"
	"set table $unused\n"
	"plot data using (is('task') ? read_task(int(column('task'))) : \\\n"
	"  is('condition') ? read_condition(int(column('condition'))) : \\\n"
	"  is('setting') ? read_setting(int(column('setting'))) : 0):(0) \\\n"
	"  with table\n"
	"unset table\n"
	"hue(condition) = colour[1 + (int(condition) - 1) % 7]\n"
	"full(setting) = shape[1 + (int(setting) - 1) % 6]\n";

void gamut_overview_script(struct gamut_figure *figure,
                           const struct gamut_overview *overview)
{
	gamut_buf_addf(&figure->values,
	               "condition_count = %zu\n"
	               "task_count = %zu\n"
	               "setting_count = %zu\n"
	               "mark = 0.5 # size of marks\n%s",
	               overview->input->count, overview->task_count,
	               overview->setting_count, definitions);
}

/* What `name` takes where it is shown, and cut. */
static size_t columns_of(struct gamut_legend *legend, struct gamut_str name)
{
	return gamut_text_columns(
		gamut_figure_label(name, GAMUT_OVERVIEW_LABEL, &legend->arena));
}

/* In grey the order tells them apart. */
static void add_order(struct gamut_legend *legend)
{
	gamut_legend_add(legend, &(struct gamut_legend_item){
					 .text = "'from above:'",
					 .columns = 9,
				 });
}

void gamut_overview_legend(struct gamut_legend *legend,
                           struct gamut_overview *overview, const char *shapes)
{
	if (overview->input->count > 1 && !shapes)
		add_order(legend);
	for (size_t c = 0; c < overview->input->count; c++) {
		struct gamut_str shape =
			shapes ? gamut_arena_strf(&legend->arena, "%s[%zu]",
		                                  shapes, c + 1) :
				 GAMUT_STR("7");
		struct gamut_str text = gamut_arena_strf(
			&legend->arena, "conditions[%zu]", c + 1);
		struct gamut_str mark = gamut_arena_strf(
			&legend->arena, "pt %s ps mark lc rgb hue(%zu)",
			shape.ptr, c + 1);

		gamut_legend_add(legend,
		                 &(struct gamut_legend_item){
					 .text = text.ptr,
					 .mark = mark.ptr,
					 .columns = columns_of(
						 legend, gamut_overview_name(
								 overview, c)),
				 });
	}
}

void gamut_overview_legend_settings(struct gamut_legend *legend,
                                    const struct gamut_overview *overview)
{
	for (size_t s = 0; s < overview->setting_count; s++) {
		struct gamut_str text = gamut_arena_strf(
			&legend->arena, "settings[%zu]", s + 1);
		struct gamut_str mark = gamut_arena_strf(
			&legend->arena, "pt full(%zu) ps mark lc rgb grey",
			s + 1);

		if (overview->settings[s].len > 0)
			gamut_legend_add(
				legend,
				&(struct gamut_legend_item){
					.text = text.ptr,
					.mark = mark.ptr,
					.columns = columns_of(
						legend, overview->settings[s]),
					.begins_row = s == 0,
				});
	}
}

double gamut_overview_top(const struct gamut_overview *overview)
{
	return TOP + (overview->absent > 0 ? TITLE : 0);
}

void gamut_overview_multiplot(struct gamut_figure *figure,
                              const struct gamut_overview *overview)
{
	struct gamut_buf *out = &figure->drawing;

	if (overview->absent > 0)
		gamut_buf_addf(out,
		               "  set label 9001 'Incomplete: %" PRIu64
		               " samples are missing' \\\n"
		               "    at screen 0.5, screen 1 - 9.0/H center\n",
		               overview->absent);
	gamut_buf_add(out, GAMUT_STR("  set multiplot\n"));
}

/* ------------------------------------------------------------ panels of bars
 */

#define NAMES 120.0 /* points for the names of tasks */
#define BAR 8.0     /* a bar's share of the height */
#define HEAD 13.0   /* the setting above a panel */
#define NAME 11.0   /* the condition above that, where there are several */
#define NUMBERS 16.0
#define BETWEEN 17.0

/* A panel: where it is, its names, its bars. */
static const char panel[] =
	"  do for [c=1:condition_count] {\n"
	"    do for [s=1:setting_count] {\n"
	"      left = names_width + (s - 1)*(panel_width + side + 17)\n"
	"      top = H - head - (c - 1)*(panel_height + between)\n"
	"      set lmargin at screen left/W\n"
	"      set rmargin at screen (left + panel_width)/W\n"
	"      set tmargin at screen top/H\n"
	"      set bmargin at screen (top - panel_height)/H\n"
	"      set label 5001 settings[s] at graph 0.5, graph 1 center \\\n"
	"        offset 0, character 0.75\n"
	"      if (s == 1 && condition_count > 1) {\n"
	"        set label 5002 conditions[c] at screen 3.0/W, graph 1 left \\\n"
	"          offset 0, character 1.9\n"
	"      }\n"
	"      if (s == 1) {\n"
	"        do for [t=1:task_count] {\n"
	"          set label 6000 + t tasks[t] at graph 0, first t right \\\n"
	"            offset character -0.7, 0 font font.','.(text - 1)\n"
	"        }\n"
	"      }\n";

static const char panel_end[] =
	"      set datafile columnheaders\n"
	"      unset label 5001\n"
	"      unset label 5002\n"
	"      do for [t=1:task_count] { unset label 6000 + t }\n"
	"      if (c == 1 && s == 1) {\n"
	"        # All that is put by the whole picture is drawn once.\n"
	"        unset label\n"
	"        unset object\n"
	"        unset arrow\n"
	"      }\n"
	"    }\n"
	"  }\n"
	"  unset multiplot\n";

void gamut_overview_panel(struct gamut_buf *bars, const char *rank)
{
	/* The names' rows keep it from being empty, which gnuplot refuses. */
	gamut_buf_addf(bars,
	               "      set table $panel separator tab\n"
	               "      plot data using (is('task') ? 0 : column('%s')):"
	               "\\\n"
	               "        (column('task')):(is('task') ? 0 : "
	               "column('from')):\\\n"
	               "        (is('task') ? 0 : column('to')) with table "
	               "\\\n"
	               "        if (is('task') || (column('condition') == c && "
	               "column('setting') == s))\n"
	               "      unset table\n"
	               "      set datafile nocolumnheaders\n",
	               rank);
}

void gamut_overview_bars(struct gamut_figure *figure,
                         const struct gamut_overview *overview,
                         const struct gamut_legend *legend, const char *bars,
                         double side)
{
	size_t conditions = overview->input->count;
	double settings = (double)overview->setting_count;
	double width = GAMUT_FIGURE_PAGE_MM * GAMUT_FIGURE_PT_PER_MM;
	double height = (double)overview->task_count * BAR + 3;
	double head = HEAD + (conditions > 1 ? NAME : 0);
	double all = gamut_overview_top(overview) + 4 +
	             (double)conditions * (height + NUMBERS + head) +
	             gamut_legend_height(legend);

	figure->width_mm = GAMUT_FIGURE_PAGE_MM;
	figure->height_mm = all / GAMUT_FIGURE_PT_PER_MM;
	gamut_buf_addf(&figure->values,
	               "\n# Panels, in points.\n"
	               "names_width = %.1f\n"
	               "side = %.1f\n"
	               "panel_width = %.1f\n"
	               "panel_height = %.1f\n"
	               "head = %.1f\n"
	               "between = %.1f\n",
	               NAMES, side,
	               (width - NAMES - 6) / settings - BETWEEN - side, height,
	               gamut_overview_top(overview) + head, NUMBERS + head);
	gamut_buf_add(&figure->drawing,
	              GAMUT_STR("  set xrange [0:100]\n"
	                        "  set yrange [task_count + 0.7:0.3]\n"
	                        "  set xtics 0, 25, 100 offset 0, 0.5 \\\n"
	                        "    font font.','.(text - 1)\n"
	                        "  unset ytics\n"
	                        "  unset key\n"));
	gamut_legend_script(&figure->drawing, legend);
	gamut_overview_multiplot(figure, overview);
	gamut_buf_addf(&figure->drawing, "%s%s%s", panel, bars, panel_end);
}

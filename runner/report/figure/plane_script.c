#include <inttypes.h>
#include <math.h>
#include <stdarg.h>

#include "base/text.h"
#include "runner/report/figure/legend.h"
#include "runner/report/figure/plane_parts.h"

/* In points, what is above and below the plot. */
#define TOP 6.0
#define TITLE 12.0
#define BELOW 29.0

/* What reads the strings of strangers from the data, and how to draw. */
static const char definitions[] =
	"\n"
	"# Names are in the data alone. Ellipses are drawn from means, errors\n"
	"# and correlations, with the root of chi squared's 95 % quantile.\n"
	"array models[model_count]\n"
	"array settings[setting_count]\n"
	"array px[point_count]\n"
	"array py[point_count]\n"
	"array sx[point_count]\n"
	"array sy[point_count]\n"
	"array rho[point_count]\n"
	"array owner[point_count]\n"
	"array sweep_owner[sweep_count + 1]\n"
	"do for [i=1:sweep_count + 1] { sweep_owner[i] = 1 }\n"
	"read_model(i) = (models[i] = stringcolumn('label'), 0)\n"
	"read_setting(i) = (settings[i] = stringcolumn('label'), 0)\n"
	"read_point(i) = (px[i] = column('x'), py[i] = column('y'), \\\n"
	"  sx[i] = column('x_se'), sy[i] = column('y_se'), \\\n"
	"  rho[i] = column('correlation'), owner[i] = column('model'), 0)\n"
	"read_sweep(i) = (sweep_owner[i] = column('model'), 0)\n"
	"set table $unused\n"
	"plot data using (is('model') ? read_model(int(column('model'))) : \\\n"
	"  is('setting') ? read_setting(int(column('setting'))) : \\\n"
	"  is('sweep') ? read_sweep(int(column('number'))) : \\\n"
	"  is('point') ? read_point(int(column('number'))) : 0):(0) with table\n"
	"unset table\n"
	"chi = 2.447747\n"
	"within(v, most) = v < 0 ? 0 : v > most ? most : v\n"
	"ellipse_x(i, t) = within(px[i] + chi*sx[i]*cos(t), x_most)\n"
	"ellipse_y(i, t) = within(py[i] + chi*sy[i]*(rho[i]*cos(t) + \\\n"
	"  sqrt(1 - rho[i]**2)*sin(t)), y_most)\n"
	"hue(model) = colour[1 + (int(model) - 1) % 7]\n"
	"# Colours come again: then marks are hollow, then have a hole, then a\n"
	"# dot in their middle.\n"
	"turn(model) = (int(model) - 1) / 7\n"
	"full(setting) = shape[1 + (int(setting) - 1) % 6]\n"
	"form(model, setting) = turn(model) % 2 == 0 ? full(setting) : \\\n"
	"  hollow[1 + (int(setting) - 1) % 6]\n"
	"core(model) = turn(model) == 2 ? 0xFFFFFF : hue(model)\n"
	"if_is(what, value) = is(what) ? value : NaN\n"
	"set samples 73\n";

static const char plot[] =
	"  plot \\\n"
	"    for [i=1:point_count] [t=0:2*pi] '+' \\\n"
	"      using (ellipse_x(i, $1)):(ellipse_y(i, $1)) \\\n"
	"      with filledcurves closed fillstyle transparent solid 0.15 \\\n"
	"      noborder fillcolor rgb hue(owner[i]) notitle, \\\n"
	"    data using (if_is('front', column('x'))):'y' with lines \\\n"
	"      linecolor rgb grey linewidth 0.75 dashtype 2 notitle, \\\n"
	"    for [i=1:sweep_count] data using \\\n"
	"      (is('sweep') && column('number') == i ? column('x') : NaN):'y' \\\n"
	"      with lines linecolor rgb hue(sweep_owner[i]) linewidth 0.75 \\\n"
	"      notitle, \\\n"
	"    data using (is('point') || is('reference') ? column('x') : NaN):\\\n"
	"      'y':(column('line_x') - column('x')):\\\n"
	"      (column('line_y') - column('y')) with vectors nohead \\\n"
	"      linecolor rgb 0x333333 linewidth 0.5 notitle, \\\n"
	"    data using (if_is('reference', column('x'))):'y' with points \\\n"
	"      pointtype 12 linecolor rgb 'black' linewidth 0.75 \\\n"
	"      pointsize 2*mark notitle, \\\n"
	"    data using (if_is('point', column('x'))):'y':\\\n"
	"      (is('point') ? form(column('model'), column('setting')) : 0):\\\n"
	"      (is('point') ? hue(column('model')) : 0) with points \\\n"
	"      pointtype variable linecolor rgb variable pointsize mark \\\n"
	"      linewidth 0.75 notitle, \\\n"
	"    data using (is('point') && turn(column('model')) > 1 ? \\\n"
	"      column('x') : NaN):'y':\\\n"
	"      (is('point') ? core(column('model')) : 0) with points \\\n"
	"      pointtype 7 linecolor rgb variable pointsize 0.45*mark \\\n"
	"      linewidth 0.5 notitle, \\\n"
	"    data using (is('point') || is('reference') ? \\\n"
	"      column('label_x') : NaN):'label_y':'label' with labels \\\n"
	"      noenhanced font font.','.(text - 1) notitle\n";

/* A legend's text that is an element of an array of the script. */
static const char *element(struct gamut_legend *legend, const char *array,
                           size_t i)
{
	return gamut_arena_strf(&legend->arena, "%s[%zu]", array, i + 1).ptr;
}

static void add_models(struct gamut_legend *legend, struct gamut_plane *plane)
{
	for (size_t l = 0; l < plane->front->line_count; l++) {
		struct gamut_str name =
			gamut_figure_label(gamut_plane_model(plane, l),
		                           GAMUT_PLANE_LABEL, &legend->arena);
		struct gamut_str mark = gamut_arena_strf(
			&legend->arena,
			"pt form(%zu, 1) ps mark lw 0.75 lc rgb hue(%zu)",
			l + 1, l + 1);
		struct gamut_legend_item item = {
			.text = element(legend, "models", l),
			.mark = mark.ptr,
			.columns = gamut_text_columns(name),
			.begins_row = true,
		};

		if (l >= 2 * GAMUT_FIGURE_COLOURS)
			item.core = gamut_arena_strf(&legend->arena,
			                             "pt 7 ps 0.45*mark lw 0.5 "
			                             "lc rgb core(%zu)",
			                             l + 1)
			                    .ptr;
		/* A sweep is a line, too. */
		if (gamut_plane_is_sweep(plane, l))
			item.line = gamut_arena_strf(&legend->arena,
			                             "lw 0.75 lc rgb hue(%zu)",
			                             l + 1)
			                    .ptr;
		gamut_legend_add(legend, &item);
	}
}

static void add_settings(struct gamut_legend *legend,
                         const struct gamut_plane *plane)
{
	for (size_t s = 0; s < plane->setting_count; s++) {
		struct gamut_str name =
			gamut_figure_label(gamut_plane_setting(plane, s),
		                           GAMUT_PLANE_LABEL, &legend->arena);
		struct gamut_str mark = gamut_arena_strf(
			&legend->arena, "pt full(%zu) ps mark lc rgb grey",
			s + 1);

		if (name.len > 0)
			gamut_legend_add(
				legend,
				&(struct gamut_legend_item){
					.text = element(legend, "settings", s),
					.mark = mark.ptr,
					.columns = gamut_text_columns(name),
					.begins_row = s == 0,
				});
	}
}

static void add_rest(struct gamut_legend *legend,
                     const struct gamut_plane *plane)
{
	gamut_legend_add(legend, &(struct gamut_legend_item){
					 .text = "'front'",
					 .line = "lw 0.75 dt 2 lc rgb grey",
					 .columns = 5,
					 .begins_row = true,
				 });
	if (!isnan(plane->ceiling))
		gamut_legend_add(legend,
		                 &(struct gamut_legend_item){
					 .text = "'uniform sampler (ceiling)'",
					 .line = "lw 1.25 dt 3 lc rgb 'black'",
					 .columns = 25,
				 });
	if (plane->document->reference_count > 0)
		gamut_legend_add(legend,
		                 &(struct gamut_legend_item){
					 .text = "'expected, simulated'",
					 .mark = "pt 12 ps 1.4*mark lw 0.75 lc "
						 "rgb 'black'",
					 .columns = 19,
				 });
	if (plane->names_temperatures)
		gamut_legend_add(legend,
		                 &(struct gamut_legend_item){
					 .text = "'numbers: temperature'",
					 .columns = 20,
				 });
}

static void make_legend(struct gamut_legend *legend, struct gamut_plane *plane)
{
	*legend = (struct gamut_legend){ .width = GAMUT_PLANE_ALL };
	add_models(legend, plane);
	add_settings(legend, plane);
	add_rest(legend, plane);
}

static const char *unit(enum gamut_axis axis)
{
	return gamut_axis_is_share(axis) ? " (%)" : "";
}

static double most(const struct gamut_plane_axis *axis)
{
	return isfinite(axis->most) && axis->most > 0 ? axis->most : 1e300;
}

static void add_values(struct gamut_buf *out, const struct gamut_plane *plane,
                       size_t sweeps)
{
	const struct gamut_front *front = plane->front;
	const enum gamut_axis *axes = front->options.axes;

	gamut_buf_addf(out,
	               "x_title = '%s%s'\n"
	               "y_title = '%s%s'\n"
	               "x_from = %.6g\nx_to = %.6g\nx_most = %.6g\n"
	               "y_from = %.6g\ny_to = %.6g\ny_most = %.6g\n"
	               "model_count = %zu\n"
	               "setting_count = %zu\n"
	               "point_count = %zu\n"
	               "sweep_count = %zu\n"
	               "mark = 0.6 # size of marks\n",
	               gamut_axis_title(axes[0]), unit(axes[0]),
	               gamut_axis_title(axes[1]), unit(axes[1]), plane->x.low,
	               plane->x.high, most(&plane->x), plane->y.low,
	               plane->y.high, most(&plane->y), front->line_count,
	               plane->setting_count, front->count, sweeps);
}

static void add_ceiling(struct gamut_buf *out, const struct gamut_plane *plane)
{
	if (!isnan(plane->ceiling))
		gamut_buf_addf(
			out,
			"  ceiling = %.6g\n"
			"  set arrow 7001 from graph 0, first ceiling to "
			"graph 1, first ceiling \\\n"
			"    nohead back linewidth 1.25 dashtype 3 "
			"linecolor rgb 'black'\n",
			plane->ceiling);
}

GAMUT_PRINTF(3, 4)
static void add_title(struct gamut_buf *out, size_t *count, const char *fmt,
                      ...)
{
	va_list args;

	gamut_buf_addf(out, "  set label %zu '", 9001 + *count);
	va_start(args, fmt);
	gamut_buf_vaddf(out, fmt, args);
	va_end(args);
	gamut_buf_addf(out, "' at screen 0.5, screen 1 - %.1f/H center\n",
	               TOP + TITLE * (double)*count + 3);
	(*count)++;
}

/* What one has to know before comparing; returns how many lines that is. */
static size_t add_titles(struct gamut_buf *out, const struct gamut_plane *plane)
{
	size_t left_out = plane->front->left_out_count;
	size_t count = 0;

	if (plane->absent > 0)
		add_title(out, &count,
		          "Incomplete: %" PRIu64 " samples are missing",
		          plane->absent);
	if (plane->front->is_uneven)
		add_title(out, &count, "Uneven: points differ in n");
	if (left_out > 0)
		add_title(out, &count,
		          "Left out: %zu task%s that not all points have",
		          left_out, left_out > 1 ? "s" : "");
	return count;
}

void gamut_plane_script(struct gamut_plane *plane, size_t sweeps)
{
	struct gamut_figure *figure = plane->figure;
	struct gamut_buf *out = &figure->drawing;
	struct gamut_buf titles = { 0 };
	double top = TOP + TITLE * (double)add_titles(&titles, plane);
	struct gamut_legend legend;
	double below;

	make_legend(&legend, plane);
	below = BELOW + gamut_legend_height(&legend);
	figure->width_mm = GAMUT_FIGURE_COLUMN_MM;
	figure->height_mm = (top + GAMUT_PLANE_HEIGHT + below) /
	                    GAMUT_FIGURE_PT_PER_MM;
	add_values(&figure->values, plane, sweeps);
	gamut_buf_add(&figure->values, gamut_str_of(definitions));
	gamut_legend_script(&figure->values, &legend);
	gamut_legend_release(&legend);
	gamut_buf_add(out, gamut_buf_view(&titles));
	gamut_buf_release(&titles);
	gamut_buf_addf(out,
	               "  set lmargin at screen %.1f/W\n"
	               "  set rmargin at screen 1 - %.1f/W\n"
	               "  set tmargin at screen 1 - %.1f/H\n"
	               "  set bmargin at screen %.1f/H\n"
	               "  set xrange [x_from:x_to]\n"
	               "  set yrange [y_from:y_to]\n"
	               "  set xlabel x_title offset 0,0.5\n"
	               "  set ylabel y_title offset 1.2,0\n"
	               "  unset key\n",
	               GAMUT_PLANE_LEFT, GAMUT_PLANE_RIGHT, top, below);
	add_ceiling(out, plane);
	gamut_buf_add(out, gamut_str_of(plot));
}

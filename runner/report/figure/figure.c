#include "runner/report/figure/figure.h"

#include "base/text.h"

void gamut_figure_release(struct gamut_figure *figure)
{
	gamut_grid_release(&figure->data);
	gamut_buf_release(&figure->values);
	gamut_buf_release(&figure->drawing);
}

/* ------------------------------------------------------------------- data */

void gamut_figure_columns(struct gamut_figure *figure, const char *const *names,
                          size_t count)
{
	figure->data.columns = count;
	for (size_t i = 0; i < count; i++)
		gamut_grid_add(&figure->data, gamut_str_of(names[i]));
}

void gamut_figure_add_count(struct gamut_grid *grid, size_t count)
{
	gamut_grid_add_double(grid, (double)count);
}

/*
 * What plain fonts have: Latin, Greek, Cyrillic, and signs. The last ones are
 * what stands for others, see stands_for().
 */
static bool is_plain(int32_t code)
{
	static const struct {
		int32_t from;
		int32_t to;
	} ranges[] = {
		{ 0x20, 0x7e },     { 0xa0, 0xac },     { 0xae, 0x17f },
		{ 0x386, 0x386 },   { 0x388, 0x38a },   { 0x38c, 0x38c },
		{ 0x38e, 0x3a1 },   { 0x3a3, 0x3ce },   { 0x400, 0x45f },
		{ 0x490, 0x491 },   { 0x2013, 0x2014 }, { 0x2018, 0x201e },
		{ 0x2020, 0x2022 }, { 0x2026, 0x2026 }, { 0x2030, 0x2030 },
		{ 0x2039, 0x203a }, { 0x20ac, 0x20ac }, { 0x2122, 0x2122 },
		{ 0x2033, 0x2033 }, { 0x2216, 0x2216 },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ranges); i++)
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	return false;
}

void gamut_figure_plain(struct gamut_buf *out, struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;

	gamut_text_show(&shown, text, 0);
	rest = gamut_buf_view(&shown);
	while (rest.len > 0) {
		struct gamut_str before = rest;
		int32_t code = gamut_text_take(&rest);

		if (is_plain(code))
			gamut_buf_add(
				out,
				gamut_str_head(before, before.len - rest.len));
		else
			gamut_buf_addf(out, "\\u{%x}", (unsigned)code);
	}
	gamut_buf_release(&shown);
}

/* Cut `count` characters off; all of them are one column wide. */
static void skip(struct gamut_str *text, size_t count)
{
	while (count-- > 0 && text->len > 0)
		gamut_text_take(text);
}

static void add_cut(struct gamut_buf *out, struct gamut_str text,
                    size_t max_columns)
{
	size_t columns = gamut_text_columns(text);
	struct gamut_str rest = text;

	if (columns <= max_columns) {
		gamut_buf_add(out, text);
		return;
	}
	skip(&rest, max_columns / 2);
	gamut_buf_add(out, gamut_str_head(text, text.len - rest.len));
	gamut_buf_add(out, GAMUT_STR("\u2026"));
	skip(&rest, columns - max_columns + 1);
	gamut_buf_add(out, rest);
}

struct gamut_str gamut_figure_label(struct gamut_str text, size_t max_columns,
                                    struct gamut_arena *arena)
{
	struct gamut_buf plain = { 0 };
	struct gamut_buf label = { 0 };
	struct gamut_str kept;

	gamut_figure_plain(&plain, text);
	add_cut(&label, gamut_buf_view(&plain), max_columns);
	kept = gamut_arena_copy(arena, gamut_buf_view(&label));
	gamut_buf_release(&plain);
	gamut_buf_release(&label);
	return kept;
}

void gamut_figure_add_label(struct gamut_grid *grid, struct gamut_str text,
                            size_t max_columns)
{
	struct gamut_arena arena = { 0 };

	gamut_grid_add(grid, gamut_figure_label(text, max_columns, &arena));
	gamut_arena_clear(&arena);
}

void gamut_figure_add_empty(struct gamut_grid *grid, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_grid_add(grid, GAMUT_STR_EMPTY);
}

/*
 * gnuplot ends a field at a double quote and takes backslashes for escapes,
 * some of them twice; its SVG escapes '<' and '&', but not the '>' of "]]>".
 */
static const char *stands_for(int32_t code, struct gamut_str before)
{
	switch (code) {
	case '"':
		return "\u2033";
	case '\\':
		return "\u2216";
	case '>':
		return gamut_str_ends_with(before, GAMUT_STR("]]")) ? "\u203a" :
		                                                      NULL;
	default:
		return NULL;
	}
}

static void add_text(struct gamut_buf *out, struct gamut_str text)
{
	struct gamut_buf plain = { 0 };
	struct gamut_str rest;

	gamut_figure_plain(&plain, text);
	rest = gamut_buf_view(&plain);
	while (rest.len > 0) {
		struct gamut_str before = rest;
		const char *other;

		other = stands_for(gamut_text_take(&rest), gamut_buf_view(out));
		gamut_buf_add(
			out,
			other ? gamut_str_of(other) :
				gamut_str_head(before, before.len - rest.len));
	}
	gamut_buf_release(&plain);
}

void gamut_figure_data(struct gamut_buf *out, const struct gamut_figure *figure)
{
	const struct gamut_grid *data = &figure->data;
	size_t rows = gamut_grid_rows(data);

	for (size_t row = 0; row < rows; row++)
		for (size_t column = 0; column < data->columns; column++) {
			add_text(out, gamut_grid_at(data, row, column));
			gamut_buf_add_char(
				out, column + 1 < data->columns ? '\t' : '\n');
		}
}

/* ----------------------------------------------------------------- script */

/* What all scripts say first; %s and %g are filled in by add_head(). */
static const char preamble[] =
	"set encoding utf8\n"
	"set datafile separator tab\n"
	"set datafile commentschars ''\n"
	"set datafile columnheaders\n"
	"\n"
	"# Colours of Okabe and Ito, which the colour-blind tell apart too; the\n"
	"# first ones differ most in grey.\n"
	"array colour[7] = [0x0072B2, 0xE69F00, 0x000000, 0x009E73, \\\n"
	"                   0x56B4E9, 0xD55E00, 0xCC79A7]\n"
	"# Circle, square, triangles, diamond, pentagon, as numbers of gnuplot.\n"
	"array shape[6] = [7, 5, 9, 13, 11, 15]\n"
	"array hollow[6] = [6, 4, 8, 12, 10, 14]\n"
	"grey = 0x777777\n"
	"is(what) = stringcolumn('kind') eq what\n"
	"\n"
	"# The picture's size in points, which places are counted in.\n"
	"W = width*72/25.4\n"
	"H = height*72/25.4\n"
	"\n"
	"set linetype 1 linewidth 1\n"
	"set border linewidth 0.5\n"
	"set tics nomirror out scale 0.5\n"
	"set title noenhanced\n"
	"set key noenhanced\n"
	"set errorbars 0\n";

static const char terminals[] =
	"do for [format in formats] {\n"
	"  if (format eq 'svg') {\n"
	"    set terminal svg noenhanced fixed \\\n"
	"      size width/25.4*96, height/25.4*96 background rgb 'white' \\\n"
	"      font font.','.text fontscale 96/72.0 \\\n"
	"      linewidth 96/72.0\n"
	"  }\n"
	"  if (format eq 'png') {\n"
	"    set terminal pngcairo noenhanced \\\n"
	"      size width/25.4*96*png_scale, height/25.4*96*png_scale \\\n"
	"      background rgb 'white' font font.','.text \\\n"
	"      fontscale png_scale linewidth png_scale*96/72.0 \\\n"
	"      pointscale png_scale*96/72.0\n"
	"  }\n"
	"  if (format eq 'pdf') {\n"
	"    set terminal pdfcairo noenhanced size width/25.4, height/25.4 \\\n"
	"      background rgb 'white' font font.','.text fontscale 1 \\\n"
	"      linewidth 1 pointscale 1\n"
	"  }\n"
	"  set output name.'.'.format\n";

static enum gamut_status check_stem(struct gamut_str stem,
                                    struct gamut_err *err)
{
	struct gamut_str rest = stem;
	bool is_good = stem.len > 0;

	while (rest.len > 0 && is_good) {
		int32_t code = gamut_text_take(&rest);

		is_good = code >= 0 && code != '/' &&
		          !gamut_text_is_unsafe(code);
	}
	if (is_good)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "'%.*s' is no name for a picture, as it has to "
	                   "stand in a script: take printable characters",
	                   GAMUT_STR_ARG(stem));
}

/* As gnuplot quotes: nothing acts between single quotes but they themselves. */
static void add_quoted(struct gamut_buf *out, struct gamut_str s)
{
	gamut_buf_add_char(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\'')
			gamut_buf_add_char(out, '\'');
		gamut_buf_add_char(out, s.ptr[i]);
	}
	gamut_buf_add_char(out, '\'');
}

static void add_formats(struct gamut_buf *out, unsigned formats)
{
	const char *separator = "";

#define X(name, extension, bit)                                      \
	if (formats & (bit)) {                                       \
		gamut_buf_addf(out, "%s%s", separator, (extension)); \
		separator = " ";                                     \
	}
	GAMUT_FIGURE_FORMAT_MAP(X)
#undef X
}

static void add_head(struct gamut_buf *out, const struct gamut_figure *figure,
                     struct gamut_str path, unsigned formats)
{
	gamut_buf_addf(out,
	               "# %s. Made by gamut " GAMUT_VERSION ".\n"
	               "#\n"
	               "# To draw it again, in this folder: gnuplot -d, and "
	               "this file's name.\n"
	               "# Its data are in the file of the same name that ends "
	               "in .tsv;\n"
	               "# docs/figures.md of gamut explains the columns.\n"
	               "\n"
	               "# The './' keeps gnuplot from taking a name for "
	               "something else.\n"
	               "name = ",
	               figure->what);
	add_quoted(out, path);
	gamut_buf_add(out, GAMUT_STR("\ndata = name.'.tsv'\nformats = '"));
	add_formats(out, formats);
	gamut_buf_addf(out,
	               "'\n"
	               "width = %.2f # millimetres\n"
	               "height = %.2f\n"
	               "font = 'Helvetica'\n"
	               "text = 8 # points\n"
	               "png_scale = 2 # times 96 pixels an inch\n"
	               "\n%s\n",
	               figure->width_mm, figure->height_mm, preamble);
}

enum gamut_status gamut_figure_script(struct gamut_buf *out,
                                      const struct gamut_figure *figure,
                                      struct gamut_str stem, unsigned formats,
                                      struct gamut_err *err)
{
	enum gamut_status status = check_stem(stem, err);
	struct gamut_buf path = { 0 };

	if (status)
		return status;
	gamut_buf_addf(&path, "./%.*s", GAMUT_STR_ARG(stem));
	add_head(out, figure, gamut_buf_view(&path), formats);
	gamut_buf_add(out, gamut_buf_view(&figure->values));
	gamut_buf_addf(out, "\n%s\n", terminals);
	gamut_buf_add(out, gamut_buf_view(&figure->drawing));
	gamut_buf_add(out, GAMUT_STR("  unset output\n}\n"));
	gamut_buf_release(&path);
	return GAMUT_OK;
}

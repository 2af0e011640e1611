#ifndef GAMUT_REPORT_FIGURE_FIGURE_H
#define GAMUT_REPORT_FIGURE_FIGURE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "runner/report/grid.h"

/*
 * A static picture
 * ----------------
 * Data, and a gnuplot script that reads them from a file beside it; what the
 * two make is for papers and pull requests. docs/figures.md has the columns.
 *
 * gnuplot runs what stands between backquotes, or behind system. So a script
 * holds our own words and numbers only: strings of strangers are in the data,
 * where gnuplot reads them as text.
 */
struct gamut_figure {
	const char *what; /* for people, ours: "rarefaction" */
	double width_mm;
	double height_mm;
	struct gamut_grid data;
	/*
	 * The two parts of a script that are the figure's own: values and
	 * definitions, then what draws, once for each format.
	 */
	struct gamut_buf values;
	struct gamut_buf drawing;
};

/* X(NAME, "extension"): the formats of a picture, as bits. */
#define GAMUT_FIGURE_FORMAT_MAP(X) \
	X(SVG, "svg", 1)           \
	X(PNG, "png", 2)           \
	X(PDF, "pdf", 4)

enum gamut_figure_format {
#define X(name, extension, bit) GAMUT_FIGURE_##name = (bit),
	GAMUT_FIGURE_FORMAT_MAP(X)
#undef X
	GAMUT_FIGURE_ALL = 7
};

/* A column of a journal, and its page, in millimetres. */
#define GAMUT_FIGURE_COLUMN_MM 85.0
#define GAMUT_FIGURE_PAGE_MM 178.0

/* Points in a millimetre; sizes of type are in points. */
#define GAMUT_FIGURE_PT_PER_MM (72 / 25.4)

/* Colours, of the array colour of scripts. */
#define GAMUT_FIGURE_COLOURS ((size_t)7)

/* The most conditions of one picture: what colours and places tell apart. */
#define GAMUT_FIGURE_CONDITIONS_MAX 6

void gamut_figure_release(struct gamut_figure *figure);

/*
 * Add the data as a file: a header and rows, tabs between fields, line feeds
 * behind rows; numbers as in JSON, empty where undefined. Text is what
 * gamut_figure_plain() makes of it; and of that, what gnuplot would act on or
 * XML not hold stands as what looks like it: " as U+2033, \ as U+2216, "]]>"
 * with U+203A at its end.
 */
void gamut_figure_data(struct gamut_buf *out,
                       const struct gamut_figure *figure);

/*
 * Add the whole script, to stand as NAME.gp beside NAME.tsv, of which `stem` is
 * NAME: gnuplot -d NAME.gp makes NAME.svg and so on, those of `formats`. Text
 * is 8 points high. GAMUT_EINVAL where `stem` is no name of a file that can be
 * in a script: with a control, a character that is unsafe (text.h), not UTF-8,
 * or a slash.
 */
GAMUT_MUST_USE
enum gamut_status gamut_figure_script(struct gamut_buf *out,
                                      const struct gamut_figure *figure,
                                      struct gamut_str stem, unsigned formats,
                                      struct gamut_err *err);

/*
 * Have gnuplot draw `figure` in `formats` and put all of it at `path`, a path
 * without an extension: path.svg, path.png, path.pdf, path.gp and path.tsv.
 * Files that are there are replaced, each whole or not at all, and none before
 * all pictures are made. Dates in PDF are 1970, so that equal data make equal
 * files with one version of gnuplot and its libraries.
 *
 * GAMUT_ENOTFOUND where there is no gnuplot, or no such folder; GAMUT_EINVAL as
 * gamut_figure_script(); GAMUT_EIO where gnuplot fails or nothing can be
 * written.
 */
GAMUT_MUST_USE
enum gamut_status gamut_figure_write(const struct gamut_figure *figure,
                                     const char *path, unsigned formats,
                                     struct gamut_err *err);

/* Begin the data: their header. */
void gamut_figure_columns(struct gamut_figure *figure, const char *const *names,
                          size_t count);

/* A number that is whole and never undefined. */
void gamut_figure_add_count(struct gamut_grid *grid, size_t count);

/*
 * Add `text` as gamut_text_show() has it, and in the same visible form, as
 * \u{1f642}, every character but those that plain fonts have: Latin, Greek,
 * Cyrillic and usual signs. cairo draws one that no font has as a box over the
 * whole picture. Each character of what it adds is one column wide.
 */
void gamut_figure_plain(struct gamut_buf *out, struct gamut_str text);

/*
 * A name for a picture: plain, and where it is longer than `max_columns` (3 at
 * least), cut in its middle, as names of models differ at their ends. In
 * `arena`.
 */
struct gamut_str gamut_figure_label(struct gamut_str text, size_t max_columns,
                                    struct gamut_arena *arena);

/* Add what gamut_figure_label() makes. */
void gamut_figure_add_label(struct gamut_grid *grid, struct gamut_str text,
                            size_t max_columns);

/* Cells without a value. */
void gamut_figure_add_empty(struct gamut_grid *grid, size_t count);

#endif

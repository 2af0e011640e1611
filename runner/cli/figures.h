#ifndef GAMUT_CLI_FIGURES_H
#define GAMUT_CLI_FIGURES_H

#include "runner/cli/options.h"
#include "runner/report/compare/front.h"

/*
 * Static pictures, as commands take them; docs/figures.md
 * -------------------------------------------------------
 */

/* Where `gamut pareto` puts its picture; NULL: not asked for. */
struct gamut_figures_paths {
	const char *svg;
	const char *png;
	const char *pdf;
};

/* GAMUT_EINVAL where a path does not end as its format does. */
GAMUT_MUST_USE
enum gamut_status gamut_figures_check(const struct gamut_figures_paths *paths,
                                      struct gamut_err *err);

/*
 * Draw the plane of `document` to the paths that were asked for, with data and
 * script beside each; those that differ in the extension only share them.
 * `absent` samples are missing. Tells where the picture is. Fails as
 * gamut_figure_write() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_figures_plane(
	const struct gamut_figures_paths *paths,
	const struct gamut_front_document *document, uint64_t absent,
	struct gamut_err *err);

/*
 * Score `runs` apart and put all pictures of them into `folder`, which is made
 * where it is missing: plane, plane-canonical, tasks, rarefaction, fates,
 * answers, each as .svg, .png, .pdf, .gp and .tsv. Pictures that cannot be of
 * these runs are told and left out: the plane of runs that have no task in
 * common, and those that hold fewer conditions. What is missing in runs is
 * told, and in every picture; `*is_incomplete` is set then. Where pictures are,
 * or that only some are, is told at the end.
 *
 * GAMUT_EINVAL for the same samples twice, and where nothing can be drawn;
 * otherwise fails as gamut_sides_open() and gamut_figure_write() do.
 */
GAMUT_MUST_USE
enum gamut_status gamut_figures_report(const char *folder,
                                       const struct gamut_operands *runs,
                                       const struct gamut_texts *task_files,
                                       bool *is_incomplete,
                                       struct gamut_err *err);

#endif

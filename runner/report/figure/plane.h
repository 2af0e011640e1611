#ifndef GAMUT_REPORT_FIGURE_PLANE_H
#define GAMUT_REPORT_FIGURE_PLANE_H

#include "runner/report/compare/front.h"
#include "runner/report/figure/figure.h"

/* Models of one picture of the plane: a sweep is one. */
#define GAMUT_FIGURE_MODELS_MAX 24

/*
 * The diversity-validity plane: points with 95 % ellipses of sampling, the
 * front, the ceiling where y is a yield, references hollow, sweeps joined.
 * Colour is the model, shape the setting. Points have their ids beside them, or
 * those of the one sweep their temperatures, as far as there is room.
 *
 * `absent` samples of those that were wanted are not there: where it is above
 * 0, the picture says so. GAMUT_EINVAL for more than GAMUT_FIGURE_MODELS_MAX
 * models. Release `figure`, {0} at first, whatever comes of it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_figure_plane(
	struct gamut_figure *figure,
	const struct gamut_front_document *document, uint64_t absent,
	struct gamut_err *err);

#endif

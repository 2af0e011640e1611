#ifndef GAMUT_REPORT_SHAPE_JSON_H
#define GAMUT_REPORT_SHAPE_JSON_H

#include "base/json.h"
#include "runner/measure/cell.h"

/* Add the member "estimates" of `cell`: docs/formats.md. */
void gamut_shape_json(struct gamut_json *json, const struct gamut_cell *cell);

#endif

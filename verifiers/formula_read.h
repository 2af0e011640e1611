#ifndef GAMUT_VERIFIERS_FORMULA_READ_H
#define GAMUT_VERIFIERS_FORMULA_READ_H

#include "verifiers/formula_parts.h"
#include "verifiers/verdict.h"

/* Parts of one formula, such as those of a hydrate. */
#define GAMUT_FORMULA_PARTS_MAX 4

/* A formula that was read. */
struct gamut_formula {
	struct gamut_formula_part parts[GAMUT_FORMULA_PARTS_MAX];
	uint32_t times[GAMUT_FORMULA_PARTS_MAX]; /* of each part */
	size_t part_count;
	int charge;
};

/*
 * Read `text`, of at most GAMUT_FORMULA_BYTES_MAX bytes. GAMUT_REASON_VALID,
 * BAD_SYNTAX, UNKNOWN_ELEMENT, or TOO_LONG for too many atoms.
 */
enum gamut_reason gamut_formula_read(struct gamut_formula *formula,
                                     struct gamut_str text, bool allows_ions);

/* All parts together; false where that are too many atoms. */
bool gamut_formula_total(struct gamut_formula_part *total,
                         const struct gamut_formula *formula);

#endif

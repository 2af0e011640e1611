#ifndef GAMUT_VERIFIERS_FORMULA_PARTS_H
#define GAMUT_VERIFIERS_FORMULA_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * The parts of a chemical formula, and what is known of elements
 * --------------------------------------------------------------
 * Private to the verifier of formula.h.
 */
#define GAMUT_ELEMENTS 118

/* What a formula says of one molecule: "CuSO4·5H2O" has two such parts. */
struct gamut_formula_part {
	uint32_t counts[GAMUT_ELEMENTS + 1]; /* by atomic number */
	uint32_t ammonium; /* groups written NH4; their atoms count above too */
	uint32_t ammine;   /* those written NH3 */
};

/* By atomic number, from 1. */
struct gamut_formula_element {
	const char *symbol;
	int negativity; /* Pauling's, times 100; 0: unknown */
	/*
	 * Oxidation states, parted by spaces, with letters that say when each
	 * is taken (see formula_charge.c); "y": forms salt-like hydrides.
	 */
	const char *states;
};

extern const struct gamut_formula_element
	gamut_formula_elements[GAMUT_ELEMENTS + 1];

/* The atomic number of `symbol`, or 0. */
int gamut_formula_find(struct gamut_str symbol);

/*
 * Compounds that are there although no rule says so, and formulas that a rule
 * would allow but that name nothing. Each list ends in NULL.
 */
extern const char *const gamut_formula_exceptions[];
extern const char *const gamut_formula_gaps[];

/* Well-known compounds, all valid by any rule; ended by NULL. */
extern const char *const gamut_formula_members[];

/* Can states of the elements of `part` add up to `charge`? */
bool gamut_formula_is_balanced(const struct gamut_formula_part *part,
                               int charge);

/* Can `part` be an organic molecule, or the ion of one? */
bool gamut_formula_is_organic(const struct gamut_formula_part *part,
                              int charge);

/* The composition in Hill's order (J. Am. Chem. Soc. 22, 1900, 478). */
struct gamut_str gamut_formula_hill(const struct gamut_formula_part *part,
                                    struct gamut_arena *arena);

#endif

#ifndef GAMUT_VERIFIERS_FORMULA_H
#define GAMUT_VERIFIERS_FORMULA_H

#include "verifiers/verifier.h"

/*
 * Is the answer the formula of a chemical compound?
 *
 * Symbols of the 118 elements (else UNKNOWN_ELEMENT), each with a count behind
 * it or not: 2 to 999, in ASCII digits or subscripts, without leading zeros.
 * Round and square brackets, up to 8 deep. Hydrates and double salts:
 * parts with "·" (or "⋅", "•", ".") between them, all but the first with a
 * count in front or not. All else is BAD_SYNTAX. At most
 * GAMUT_FORMULA_BYTES_MAX bytes and GAMUT_FORMULA_ATOMS_MAX atoms of an
 * element.
 *
 * Balanced (else BAD_VALENCE): each part is
 *  - a molecule with carbon and hydrogen, halogens, or a metal, in which the
 *    bonds that atoms commonly have leave no fraction and no negative number of
 *    rings and multiple bonds; or
 *  - of elements whose common oxidation states, one an element, add up to zero,
 *    the negative ones being the more electronegative, and whose counts have no
 *    common divisor where there are at most three elements; groups written NH4
 *    and NH3 count as one thing with the charge that they have; or
 *  - among the exceptions of formula_known.c: mixed valences, peroxo acids,
 *    carbonyls, and the like.
 * These are rules of thumb: a balanced formula need not have been made, and a
 * few compounds that have been are refused.
 *
 * A lone element is EXCLUDED unless it is allowed; then it is balanced as the
 * molecule in which it comes: H2, O2, O3, P4, S8, Fe. An ion, where those are
 * allowed, ends in its charge, "^2-", "²⁻", "+": the charge is what the states
 * of the first part add up to.
 *
 * The canonical form is the composition, of all parts together, in Hill's
 * order: "C2H6O" for C2H5OH, "CuH10O9S" for CuSO4·5H2O; "^2-" behind it for
 * ions. So isomers are one.
 *
 * Members: some two hundred well-known compounds.
 */
#define GAMUT_FORMULA_BYTES_MAX 120
#define GAMUT_FORMULA_ATOMS_MAX 100000u

struct gamut_formula_rule {
	bool skips_balance;
	bool allows_elements;
	bool allows_ions;
};

extern const struct gamut_verifier gamut_verifier_formula;

#endif

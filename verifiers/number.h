#ifndef GAMUT_VERIFIERS_NUMBER_H
#define GAMUT_VERIFIERS_NUMBER_H

#include <stdbool.h>

#include "verifiers/verifier.h"

/*
 * Is the answer a decimal number in a range?
 *
 * ASCII digits, then maybe a point and more digits, then maybe an exponent: "e"
 * or "E", a sign or none, digits. Digits stand on both sides of a point;
 * leading and trailing zeros are allowed. All is exact: nothing is rounded.
 *
 * The canonical form is the value in digits: "+1.50", "01.5" and "15e-1" are
 * "1.5", and "-0" is "0". Time and memory are linear in the answer; one of more
 * than GAMUT_NUMBER_BYTES_MAX is TOO_LONG, one whose exponent is beyond
 * GAMUT_NUMBER_EXPONENT_MAX on either side, and which is not zero, is
 * OUT_OF_RANGE.
 *
 * Members: none.
 */
struct gamut_number_rule {
	/* Canonical, as gamut_number_read() gives them; NULL: no bound. */
	const char *min;
	const char *max;

	/*
	 * "+1" and "-1"? Where not, "-1" is allowed still where `min` is below
	 * zero.
	 */
	bool allows_sign;
	bool allows_exponent;

	/*
	 * The most digits behind the point, as they stand: "1.50" has two.
	 * An exponent moves the point: "1.5e-1" has two, "1.5e3" none.
	 */
	uint64_t decimals;
	bool has_decimals; /* is there such a limit? */
};

#define GAMUT_NUMBER_BYTES_MAX 10000
#define GAMUT_NUMBER_EXPONENT_MAX 1000

/*
 * The number that `text` writes, with sign and exponent allowed, in its
 * canonical form, in `arena` with a NUL behind; false where it is none.
 */
bool gamut_number_read(struct gamut_str *out, struct gamut_str text,
                       struct gamut_arena *arena);

/* Two canonical numbers: negative, 0 or positive as a is less, equal, more. */
int gamut_number_compare(struct gamut_str a, struct gamut_str b);

extern const struct gamut_verifier gamut_verifier_number;

#endif

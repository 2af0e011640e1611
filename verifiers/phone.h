#ifndef GAMUT_VERIFIERS_PHONE_H
#define GAMUT_VERIFIERS_PHONE_H

#include "verifiers/verifier.h"

/*
 * Is the answer a telephone number?
 *
 * US: ten ASCII digits as ddd-ddd-dddd, (ddd) ddd-dddd, ddd ddd dddd or
 * ddd ddd-dddd. Any digits do: area codes are not looked up. The canonical
 * form is the ten digits.
 *
 * International: "+" and 7 to 15 ASCII digits (ITU-T E.164), the first of
 * which are an assigned country code of country_codes.tsv, unbroken; between
 * groups of digits stands one space or one hyphen, and there are at most 6 of
 * these. The national part is not looked at. The canonical form is "+" and
 * the digits.
 *
 * BAD_FORMAT goes before DIGIT_COUNT, that before UNASSIGNED_CODE. A US answer
 * of nothing but digits, spaces, hyphens and parentheses with another number
 * of digits than ten is DIGIT_COUNT.
 *
 * Members: all 10^10 US numbers, as ddd-ddd-dddd; or every country code with
 * all 10^9 national numbers of nine digits, as +C ddd ddd ddd. The space of
 * international numbers is larger: no code begins another, so a code of k
 * digits has 10^(7-k) + ... + 10^(15-k) of them.
 */
struct gamut_phone_rule {
	bool is_international;
};

extern const struct gamut_verifier gamut_verifier_phone;

#endif

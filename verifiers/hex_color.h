#ifndef GAMUT_VERIFIERS_HEX_COLOR_H
#define GAMUT_VERIFIERS_HEX_COLOR_H

#include "verifiers/verifier.h"

/*
 * Is the answer a color as CSS writes it in hexadecimal?
 *
 * "#" and six digits in any case, or three that each stand for themselves
 * twice; else BAD_FORMAT. The canonical form has six digits (CSS Color Module
 * Level 4, "The RGB hexadecimal notations"), or eight where alpha is below ff,
 * in lower case.
 *
 * Members: all 16,777,216 colors without alpha, from #000000.
 */
struct gamut_hex_color_rule {
	bool allows_alpha; /* four or eight digits too */
};

#define GAMUT_HEX_COLORS UINT64_C(0x1000000)

extern const struct gamut_verifier gamut_verifier_hex_color;

#endif

#include "runner/report/compare/compare.h"

/* Names, until what is named is there; it then takes their place. */

__attribute__((weak)) const char *gamut_gate_name(enum gamut_gate verdict)
{
	static const char *const names[] = { "pass", "regression",
		                             "undecided" };

	return names[verdict];
}

__attribute__((weak)) const char *gamut_misfit_name(enum gamut_misfit misfit)
{
#define X(name, text, what) text,
	static const char *const names[] = { GAMUT_MISFIT_MAP(X) };
#undef X

	return names[misfit];
}

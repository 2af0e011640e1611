#include "runner/report/compare/compare.h"

static const char *const names[] = {
#define X(name, text, separator) text,
	GAMUT_COMPARE_FORMAT_MAP(X)
#undef X
};

const char *gamut_compare_format_list(void)
{
#define X(name, text, separator) text separator
	return GAMUT_COMPARE_FORMAT_MAP(X);
#undef X
}

bool gamut_compare_format_find(enum gamut_compare_format *out,
                               struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (gamut_str_eq(gamut_str_of(names[i]), name)) {
			*out = (enum gamut_compare_format)i;
			return true;
		}
	return false;
}

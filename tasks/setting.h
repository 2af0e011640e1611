#ifndef GAMUT_TASKS_SETTING_H
#define GAMUT_TASKS_SETTING_H

#include <stdbool.h>

#include "base/str.h"

/* What a prompt shows of a task. */
enum gamut_setting {
	GAMUT_ZERO_SHOT,          /* the description */
	GAMUT_FEW_SHOT,           /* the examples */
	GAMUT_FEW_SHOT_DESCRIBED, /* both */
};

#define GAMUT_SETTING_COUNT 3

/* "zero-shot", "few-shot", "few-shot-described". */
const char *gamut_setting_name(enum gamut_setting setting);

/* The setting of that name; false, leaving `*out` alone, for another. */
bool gamut_setting_find(enum gamut_setting *out, struct gamut_str name);

bool gamut_setting_has_description(enum gamut_setting setting);
bool gamut_setting_has_examples(enum gamut_setting setting);

#endif

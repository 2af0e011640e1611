#include "tasks/setting.h"

#include "base/status.h"

static const char *const names[GAMUT_SETTING_COUNT] = {
	[GAMUT_ZERO_SHOT] = "zero-shot",
	[GAMUT_FEW_SHOT] = "few-shot",
	[GAMUT_FEW_SHOT_DESCRIBED] = "few-shot-described",
};

const char *gamut_setting_name(enum gamut_setting setting)
{
	if ((size_t)setting >= GAMUT_SETTING_COUNT)
		GAMUT_BUG("setting %d out of range", (int)setting);
	return names[setting];
}

bool gamut_setting_find(enum gamut_setting *out, struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_SETTING_COUNT; i++)
		if (gamut_str_eq(name, gamut_str_of(names[i]))) {
			*out = (enum gamut_setting)i;
			return true;
		}
	return false;
}

bool gamut_setting_has_description(enum gamut_setting setting)
{
	return setting != GAMUT_FEW_SHOT;
}

bool gamut_setting_has_examples(enum gamut_setting setting)
{
	return setting != GAMUT_ZERO_SHOT;
}

/* all: every one of several checks accepts. */
#include "tasks/catalog/combine.h"

static const struct gamut_kind_key keys[] = {
	GAMUT_COMBINE_CHECKS(
		"the checks; the canonical form is that of the first"),
	{ 0 },
};

static const struct gamut_combine_reading defaults = {
	.mode = GAMUT_COMBINE_ALL,
};

const struct gamut_kind gamut_kind_all = {
	.name = "all",
	.help = "every one of several checks accepts",
	.verifier = &gamut_verifier_all,
	.rule_size = sizeof(struct gamut_combine_reading),
	.keys = keys,
	.main = "checks",
	.is_bare = true,
	.defaults = &defaults,
	.finish = gamut_combine_finish,
};

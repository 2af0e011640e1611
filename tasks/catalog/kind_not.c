/* not: another check rejects. */
#include "tasks/catalog/combine.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "check",
	  .type = GAMUT_KIND_CHECK,
	  .offset = offsetof(struct gamut_combine_reading, check),
	  .is_required = true,
	  .help = "the check that must reject" },
	{ 0 },
};

static const struct gamut_combine_reading defaults = {
	.mode = GAMUT_COMBINE_NOT,
};

const struct gamut_kind gamut_kind_not = {
	.name = "not",
	.help = "another check rejects; the canonical form is the answer",
	.verifier = &gamut_verifier_not,
	.rule_size = sizeof(struct gamut_combine_reading),
	.keys = keys,
	.main = "check",
	.is_bare = true,
	.defaults = &defaults,
	.finish = gamut_combine_finish,
};

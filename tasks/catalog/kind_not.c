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

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	struct gamut_combine_reading *reading = rule;

	reading->checks = (struct gamut_checks){
		.list = &reading->check,
		.count = 1,
	};
	return gamut_combine_finish(out, reading, GAMUT_COMBINE_NOT, node,
	                            context, err);
}

const struct gamut_kind gamut_kind_not = {
	.name = "not",
	.help = "another check rejects; the canonical form is the answer",
	.verifier = &gamut_verifier_not,
	.rule_size = sizeof(struct gamut_combine_reading),
	.keys = keys,
	.main = "check",
	.is_bare = true,
	.finish = finish,
};

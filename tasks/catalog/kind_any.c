/* any: at least one of several checks accepts. */
#include "tasks/catalog/combine.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "checks",
	  .type = GAMUT_KIND_CHECKS,
	  .offset = offsetof(struct gamut_combine_reading, checks),
	  .is_required = true,
	  .help = "the checks; the canonical form is that of the first that accepts" },
	{ 0 },
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	struct gamut_combine_reading *reading = rule;

	return gamut_combine_finish(out, reading, GAMUT_COMBINE_ANY, node,
	                            context, err);
}

const struct gamut_kind gamut_kind_any = {
	.name = "any",
	.help = "at least one of several checks accepts",
	.verifier = &gamut_verifier_any,
	.rule_size = sizeof(struct gamut_combine_reading),
	.keys = keys,
	.main = "checks",
	.is_bare = true,
	.finish = finish,
};

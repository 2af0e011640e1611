/* integer: a whole number in a range. */
#include "tasks/catalog/kind.h"
#include "verifiers/integer.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "min",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_integer_rule, min),
	  .help = "the least, 0 by default" },
	{ .name = "max",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_integer_rule, max),
	  .is_required = true,
	  .help = "the greatest" },
	{ .name = "leading_zeros",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_integer_rule, allows_leading_zeros),
	  .help = "whether 007 is a way to write 7" },
	{ 0 },
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_integer_rule *range = rule;

	(void)context;
	if (range->min > range->max)
		return gamut_yaml_error(node, err, "'min' is above 'max'");
	out->lists_all = true;
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_integer = {
	.name = "integer",
	.help = "a whole number in decimal digits",
	.verifier = &gamut_verifier_integer,
	.rule_size = sizeof(struct gamut_integer_rule),
	.keys = keys,
	.finish = finish,
};

/* roman: a Roman numeral in a range. */
#include "tasks/catalog/kind.h"
#include "verifiers/roman.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "min",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_roman_rule, min),
	  .min = 1,
	  .max = GAMUT_ROMAN_MAX,
	  .help = "the least, 1 by default" },
	{ .name = "max",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_roman_rule, max),
	  .min = 1,
	  .max = GAMUT_ROMAN_MAX,
	  .help = "the greatest, 3999 by default" },
	{ .name = "any_case",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_roman_rule, allows_lower),
	  .help = "whether xiv is a way to write XIV" },
	{ 0 },
};

static const struct gamut_roman_rule defaults = {
	.min = 1,
	.max = GAMUT_ROMAN_MAX,
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_roman_rule *range = rule;

	(void)context;
	if (range->min > range->max)
		return gamut_yaml_error(node, err, "'min' is above 'max'");
	out->lists_all = true;
	out->strings = (range->max - range->min + 1) *
	               (range->allows_lower ? 2 : 1);
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_roman = {
	.name = "roman",
	.help = "a Roman numeral, I to MMMCMXCIX",
	.verifier = &gamut_verifier_roman,
	.rule_size = sizeof(struct gamut_roman_rule),
	.keys = keys,
	.is_optional = true,
	.defaults = &defaults,
	.finish = finish,
};

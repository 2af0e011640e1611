/* number: a decimal number in a range. */
#include "tasks/catalog/kind.h"
#include "verifiers/number.h"

/* A bound, digit for digit as it is written: a double would round it. */
static enum gamut_status take_bound(void *at,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_kind_context *context,
                                    struct gamut_err *err)
{
	struct gamut_str value;

	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    !gamut_number_read(&value, gamut_yaml_text(node), context->arena))
		return gamut_yaml_error(node, err,
		                        "a decimal number is wanted here, such "
		                        "as 0.5 or -2");
	*(const char **)at = value.ptr;
	return GAMUT_OK;
}

#define BOUND_SCHEMA "{\"type\":[\"number\",\"string\"]}"

static const struct gamut_kind_key keys[] = {
	{ .name = "min",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_number_rule, min),
	  .take = take_bound,
	  .schema = BOUND_SCHEMA,
	  .help = "the least" },
	{ .name = "max",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_number_rule, max),
	  .take = take_bound,
	  .schema = BOUND_SCHEMA,
	  .help = "the greatest" },
	{ .name = "decimals",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_number_rule, decimals),
	  .given_offset = offsetof(struct gamut_number_rule, has_decimals),
	  .max = GAMUT_NUMBER_BYTES_MAX,
	  .help = "the most digits behind the point" },
	{ .name = "sign",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_number_rule, allows_sign),
	  .help = "whether + and - may stand before it; - may always where "
	          "'min' is below 0" },
	{ .name = "exponent",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_number_rule, allows_exponent),
	  .help = "whether 1.5e3 is a way to write 1500" },
	{ 0 },
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_number_rule *number = rule;

	(void)out;
	(void)context;
	if (!number->max)
		return GAMUT_OK;
	if (number->min && gamut_number_compare(gamut_str_of(number->min),
	                                        gamut_str_of(number->max)) > 0)
		return gamut_yaml_error(node, err, "'min' is above 'max'");
	if (!number->min && number->max[0] == '-' && !number->allows_sign)
		return gamut_yaml_error(node, err,
		                        "'max' is below 0: give a 'min', or "
		                        "'sign: true'");
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_number = {
	.name = "number",
	.help = "a decimal number",
	.verifier = &gamut_verifier_number,
	.rule_size = sizeof(struct gamut_number_rule),
	.keys = keys,
	.is_optional = true,
	.finish = finish,
};

/* expression: arithmetic that comes to a value. */
#include "tasks/catalog/kind.h"
#include "verifiers/expression.h"

/* Numbers of YAML are exact up to here. */
#define NUMBER_MAX 9007199254740992.0

static enum gamut_status take_numbers(void *at,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	struct gamut_expression_rule *rule = at;
	size_t count = gamut_yaml_count(node);
	uint64_t *numbers = gamut_arena_new(context->arena, uint64_t, count);

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST || count == 0 ||
	    count > GAMUT_EXPRESSION_NUMBERS_MAX)
		return gamut_yaml_error(node, err,
		                        "'numbers' is a list of at most %d, "
		                        "such as [4, 7, 8, 8]",
		                        GAMUT_EXPRESSION_NUMBERS_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct gamut_yaml_node *item = gamut_yaml_item(node, i);
		double value;

		if (!gamut_yaml_get_double(item, &value) || value < 0 ||
		    value > NUMBER_MAX || value != (double)(uint64_t)value)
			return gamut_yaml_error(item, err,
			                        "'numbers' are whole and not "
			                        "negative");
		numbers[i] = (uint64_t)value;
	}
	rule->numbers = numbers;
	rule->number_count = count;
	return GAMUT_OK;
}

static const struct gamut_kind_key keys[] = {
	{ .name = "value",
	  .type = GAMUT_KIND_INTEGER,
	  .offset = offsetof(struct gamut_expression_rule, value),
	  .is_required = true,
	  .help = "the whole number that it comes to" },
	{ .name = "numbers",
	  .type = GAMUT_KIND_OWN,
	  .take = take_numbers,
	  .schema = "{\"type\":\"array\",\"minItems\":1,\"maxItems\":32,"
	            "\"items\":{\"type\":\"integer\",\"minimum\":0}}",
	  .help = "the numbers to use, each exactly once; any by default" },
	{ .name = "min_operators",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_expression_rule, min_operators),
	  .max = GAMUT_EXPRESSION_BYTES_MAX,
	  .help = "the fewest operators, 1 by default" },
	{ .name = "max_operators",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_expression_rule, max_operators),
	  .min = 1,
	  .max = GAMUT_EXPRESSION_BYTES_MAX,
	  .help = "the most; any number by default" },
	{ .name = "signs",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_expression_rule, allows_signs),
	  .help = "whether a minus may stand before a number or parenthesis" },
	{ 0 },
};

static const struct gamut_expression_rule defaults = { .min_operators = 1 };

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_expression_rule *expression = rule;

	(void)out;
	(void)context;
	if (expression->max_operators &&
	    expression->min_operators > expression->max_operators)
		return gamut_yaml_error(
			node, err, "'min_operators' is above 'max_operators'");
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_expression = {
	.name = "expression",
	.help = "arithmetic with + - * / and parentheses that comes to a value",
	.verifier = &gamut_verifier_expression,
	.rule_size = sizeof(struct gamut_expression_rule),
	.keys = keys,
	.defaults = &defaults,
	.finish = finish,
};

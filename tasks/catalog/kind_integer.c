/* integer: a whole number in a range, of some kind. */
#include "tasks/catalog/kind.h"

#include <stdlib.h>

#include "verifiers/integer.h"
#include "verifiers/integer_rules.h"

/* What is written down, and what it comes to where it is only a range. */
struct integer_keys {
	struct gamut_integer_rules rules; /* first: most verifiers' rule */
	uint64_t digits;
	struct gamut_integer_rule range;
};

static enum gamut_status take_divisor(const char **at,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	struct gamut_str text = GAMUT_STR_EMPTY;

	if (gamut_yaml_kind(node) == GAMUT_YAML_SCALAR)
		text = gamut_yaml_text(node);
	if (!gamut_integer_is_plain(text) || gamut_str_eq(text, GAMUT_STR("0")))
		return gamut_yaml_error(node, err,
		                        "a divisor is a whole number other "
		                        "than 0");
	*at = gamut_arena_copy(context->arena, text).ptr;
	return GAMUT_OK;
}

static enum gamut_status take_divisors(void *at,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	struct gamut_integer_list *divisors = at;
	bool is_list = gamut_yaml_kind(node) == GAMUT_YAML_LIST;
	enum gamut_status status = GAMUT_OK;

	divisors->count = is_list ? gamut_yaml_count(node) : 1;
	divisors->list = gamut_arena_new(context->arena, const char *,
	                                 divisors->count);
	for (size_t i = 0; i < divisors->count && !status; i++)
		status = take_divisor(&divisors->list[i],
		                      is_list ? gamut_yaml_item(node, i) : node,
		                      context, err);
	return status;
}

#define RULE(member) offsetof(struct integer_keys, rules.member)

#define DIVISORS_SCHEMA                                                     \
	"{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"array\",\"items\":" \
	"{\"type\":\"integer\"}}]}"

static const struct gamut_kind_key keys[] = {
	{ .name = "min",
	  .type = GAMUT_KIND_INTEGER,
	  .offset = RULE(min),
	  .help = "the least, 0 by default; below 0, answers may have a \"-\"" },
	{ .name = "max",
	  .type = GAMUT_KIND_INTEGER,
	  .offset = RULE(max),
	  .help = "the greatest, of any size; no bound by default" },
	{ .name = "leading_zeros",
	  .type = GAMUT_KIND_BOOL,
	  .offset = RULE(allows_leading_zeros),
	  .help = "whether 007 is a way to write 7" },
	{ .name = "prime",
	  .type = GAMUT_KIND_BOOL,
	  .offset = RULE(is_prime),
	  .help = "whether it is a prime number" },
	{ .name = "square",
	  .type = GAMUT_KIND_BOOL,
	  .offset = RULE(is_square),
	  .help = "whether it is a perfect square" },
	{ .name = "palindrome",
	  .type = GAMUT_KIND_BOOL,
	  .offset = RULE(is_palindrome),
	  .help = "whether its digits read the same backwards" },
	{ .name = "divisible_by",
	  .type = GAMUT_KIND_OWN,
	  .offset = RULE(divisors),
	  .take = take_divisors,
	  .schema = DIVISORS_SCHEMA,
	  .help = "a divisor, such as 2 for even numbers, or several" },
	{ .name = "not_divisible_by",
	  .type = GAMUT_KIND_OWN,
	  .offset = RULE(excluded),
	  .take = take_divisors,
	  .schema = DIVISORS_SCHEMA,
	  .help = "what must not divide it, such as 2 for odd numbers" },
	{ .name = "digits",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct integer_keys, digits),
	  .min = 1,
	  .max = GAMUT_INTEGER_DIGITS_MAX,
	  .help = "how many digits, leading zeros left aside" },
	{ .name = "min_digits",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = RULE(digits_min),
	  .min = 1,
	  .max = GAMUT_INTEGER_DIGITS_MAX,
	  .help = "at least so many digits" },
	{ .name = "max_digits",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = RULE(digits_max),
	  .min = 1,
	  .max = GAMUT_INTEGER_DIGITS_MAX,
	  .help = "at most so many digits" },
	{ .name = "digit_sum",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = RULE(digit_sum),
	  .given_offset = RULE(has_digit_sum),
	  .max = UINT64_C(9) * GAMUT_INTEGER_DIGITS_MAX,
	  .help = "what its digits add up to" },
	{ 0 },
};

/* Faults that a reader sees at once; others leave a range without members. */
static const char *fault_of(const struct integer_keys *given)
{
	const struct gamut_integer_rules *rules = &given->rules;

	if (rules->max &&
	    gamut_integer_compare(gamut_str_of(rules->min ? rules->min : "0"),
	                          gamut_str_of(rules->max)) > 0)
		return rules->min ? "'min' is above 'max'" :
		                    "'min' is 0 unless given, which is above "
		                    "'max'";
	if (given->digits && (rules->digits_min || rules->digits_max))
		return "'digits' is exact: it goes with neither 'min_digits' "
		       "nor 'max_digits'";
	if (rules->digits_max && rules->digits_min > rules->digits_max)
		return "'min_digits' is above 'max_digits'";
	if (rules->is_prime && rules->is_square)
		return "no square is a prime: 'prime' and 'square' exclude "
		       "each other";
	return NULL;
}

static bool fits_64_bits(const char *plain)
{
	return plain[0] != '-' &&
	       gamut_integer_compare(gamut_str_of(plain),
	                             GAMUT_STR("18446744073709551615")) < 0;
}

/* A mere range, of which the faster verifier is to judge? */
static bool is_range(const struct gamut_integer_rules *rules)
{
	bool has_more = rules->is_prime || rules->is_square ||
	                rules->is_palindrome || rules->divisors.count ||
	                rules->excluded.count || rules->digits_min ||
	                rules->digits_max || rules->has_digit_sum;

	return !has_more && rules->max && fits_64_bits(rules->max) &&
	       (!rules->min || fits_64_bits(rules->min));
}

static void settle_range(struct gamut_check *out, struct integer_keys *given)
{
	const struct gamut_integer_rules *rules = &given->rules;
	struct gamut_integer_rule *range = &given->range;

	*range = (struct gamut_integer_rule){
		.min = rules->min ? strtoull(rules->min, NULL, 10) : 0,
		.max = strtoull(rules->max, NULL, 10),
		.allows_leading_zeros = rules->allows_leading_zeros,
	};
	out->verifier = &gamut_verifier_integer;
	out->rule = range;
	out->lists_all = true;
	if (!rules->allows_leading_zeros)
		out->strings = range->max - range->min + 1;
}

/* See that the rules can be met, where this can be told, and how often. */
static enum gamut_status settle_rules(struct gamut_check *out,
                                      const struct gamut_integer_rules *rules,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_err *err)
{
	void *state;

	out->lists_all = gamut_integer_rules_are_listed(rules);
	if (out->lists_all)
		out->verifier = &gamut_verifier_integer_listed;
	if (out->verifier->open(&state, rules, NULL, err))
		return gamut_yaml_error_at(node, err);
	if (out->lists_all && !rules->allows_leading_zeros)
		out->strings = out->verifier->member_count(state);
	out->verifier->close(state);
	return GAMUT_OK;
}

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	struct integer_keys *given = rule;
	const char *fault = fault_of(given);

	(void)context;
	if (fault)
		return gamut_yaml_error(node, err, "%s", fault);
	if (given->digits) {
		given->rules.digits_min = given->digits;
		given->rules.digits_max = given->digits;
	}
	if (!is_range(&given->rules))
		return settle_rules(out, &given->rules, node, err);
	settle_range(out, given);
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_integer = {
	.name = "integer",
	.help = "a whole number in decimal digits",
	.verifier = &gamut_verifier_integer_rules,
	.rule_size = sizeof(struct integer_keys),
	.keys = keys,
	.is_optional = true,
	.finish = finish,
};

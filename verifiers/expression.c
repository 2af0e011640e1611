#include "verifiers/expression.h"

#include <stdlib.h>
#include <string.h>

#include <gmp.h>

#include "verifiers/expression_form.h"

/* An answer that is being read. */
struct reading {
	struct gamut_str rest;
	struct gamut_arena *arena;
	bool allows_signs;
	unsigned depth;
	size_t operators;
	size_t count; /* of `literals` */
	struct gamut_str literals[GAMUT_EXPRESSION_BYTES_MAX];
};

static const struct spelling {
	const char *text;
	char op;
} spellings[] = {
	{ "+", '+' }, { "-", '-' }, { "\xe2\x88\x92", '-' },
	{ "*", '*' }, { "/", '/' }, { "\xc3\x97", '*' },
	{ "(", '(' }, { ")", ')' }, { "\xc3\xb7", '/' },
};

/* ------------------------------------------------------------------ reading */

static void skip_spaces(struct reading *reading)
{
	while (gamut_str_starts_with(reading->rest, GAMUT_STR(" ")))
		reading->rest = gamut_str_skip(reading->rest, 1);
}

/* Cut one of the operators `ops` off the front; 0 where there is none. */
static char take_op(struct reading *reading, const char *ops)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(spellings); i++) {
		struct gamut_str text = gamut_str_of(spellings[i].text);

		if (strchr(ops, spellings[i].op) &&
		    gamut_str_starts_with(reading->rest, text)) {
			reading->rest = gamut_str_skip(reading->rest, text.len);
			skip_spaces(reading);
			return spellings[i].op;
		}
	}
	return 0;
}

static struct gamut_expression *node(struct reading *reading, char op,
                                     const struct gamut_expression *left,
                                     const struct gamut_expression *right)
{
	struct gamut_expression *made =
		gamut_arena_new(reading->arena, struct gamut_expression, 1);

	*made = (struct gamut_expression){ .op = op,
		                           .left = left,
		                           .right = right };
	return made;
}

static const struct gamut_expression *read_number(struct reading *reading)
{
	struct gamut_expression *number;
	size_t len = 0;

	while (len < reading->rest.len &&
	       gamut_ascii_is_digit(reading->rest.ptr[len]))
		len++;
	if (len == 0 || (len > 1 && reading->rest.ptr[0] == '0'))
		return NULL;
	number = node(reading, 0, NULL, NULL);
	number->digits = gamut_str_head(reading->rest, len);
	reading->literals[reading->count++] = number->digits;
	reading->rest = gamut_str_skip(reading->rest, len);
	skip_spaces(reading);
	return number;
}

static const struct gamut_expression *read_sum(struct reading *reading);

static const struct gamut_expression *read_operand(struct reading *reading)
{
	const struct gamut_expression *inner;
	bool is_negative = false;

	while (reading->allows_signs && take_op(reading, "-"))
		is_negative = !is_negative;
	if (take_op(reading, "(")) {
		if (++reading->depth > GAMUT_EXPRESSION_DEPTH_MAX)
			return NULL;
		inner = read_sum(reading);
		reading->depth--;
		if (!take_op(reading, ")"))
			return NULL;
	} else {
		inner = read_number(reading);
	}
	return inner && is_negative ? node(reading, '~', inner, NULL) : inner;
}

static const struct gamut_expression *read_product(struct reading *reading)
{
	const struct gamut_expression *left = read_operand(reading);
	const struct gamut_expression *right;
	char op;

	while (left && (op = take_op(reading, "*/"))) {
		right = read_operand(reading);
		reading->operators++;
		left = right ? node(reading, op, left, right) : NULL;
	}
	return left;
}

/* NULL where there is none. */
static const struct gamut_expression *read_sum(struct reading *reading)
{
	const struct gamut_expression *left = read_product(reading);
	const struct gamut_expression *right;
	char op;

	while (left && (op = take_op(reading, "+-"))) {
		right = read_product(reading);
		reading->operators++;
		left = right ? node(reading, op, left, right) : NULL;
	}
	return left;
}

/* ------------------------------------------------------------------ judging */

/* The value of `digits`; false where it needs more than 64 bits. */
static bool read_whole(uint64_t *out, struct gamut_str digits)
{
	uint64_t value = 0;

	for (size_t i = 0; i < digits.len; i++) {
		uint64_t digit = (uint64_t)(digits.ptr[i] - '0');

		if (value > (UINT64_MAX - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}

/* Are the numbers of the answer those of the rule, each as often? */
static bool has_numbers(const struct gamut_expression_rule *rule,
                        const struct reading *reading)
{
	bool is_used[GAMUT_EXPRESSION_NUMBERS_MAX] = { false };

	if (!rule->numbers)
		return true;
	if (reading->count != rule->number_count)
		return false;
	for (size_t i = 0; i < reading->count; i++) {
		uint64_t value = 0;
		size_t k = 0;

		if (!read_whole(&value, reading->literals[i]))
			return false;
		while (k < rule->number_count &&
		       (is_used[k] || rule->numbers[k] != value))
			k++;
		if (k == rule->number_count)
			return false;
		is_used[k] = true;
	}
	return true;
}

static void set_digits(mpq_t out, struct gamut_str digits)
{
	char text[GAMUT_EXPRESSION_BYTES_MAX + 1] = "";

	for (size_t i = 0; i < digits.len; i++)
		text[i] = digits.ptr[i];
	if (mpq_set_str(out, text, 10))
		GAMUT_BUG("GMP does not read '%s'", text);
}

/* False where something is divided by zero. */
static bool compute(mpq_t out, const struct gamut_expression *tree)
{
	bool is_defined;
	mpq_t right;

	if (tree->op == 0) {
		set_digits(out, tree->digits);
		return true;
	}
	is_defined = compute(out, tree->left);
	if (tree->op == '~') {
		mpq_neg(out, out);
		return is_defined;
	}
	mpq_init(right);
	is_defined = is_defined && compute(right, tree->right) &&
	             (tree->op != '/' || mpq_sgn(right) != 0);
	if (is_defined && tree->op == '+')
		mpq_add(out, out, right);
	else if (is_defined && tree->op == '-')
		mpq_sub(out, out, right);
	else if (is_defined && tree->op == '*')
		mpq_mul(out, out, right);
	else if (is_defined)
		mpq_div(out, out, right);
	mpq_clear(right);
	return is_defined;
}

static bool comes_to(const struct gamut_expression *tree, const char *value)
{
	bool is_equal;
	mpq_t wanted;
	mpq_t got;

	mpq_init(wanted);
	mpq_init(got);
	is_equal = mpq_set_str(wanted, value, 10) == 0 && compute(got, tree) &&
	           mpq_equal(got, wanted) != 0;
	mpq_clear(got);
	mpq_clear(wanted);
	return is_equal;
}

static enum gamut_reason judge(const struct gamut_expression_rule *rule,
                               const struct reading *reading,
                               const struct gamut_expression *tree)
{
	if (!has_numbers(rule, reading))
		return GAMUT_REASON_WRONG_NUMBERS;
	if (reading->operators < rule->min_operators)
		return GAMUT_REASON_TOO_SHORT;
	if (rule->max_operators && reading->operators > rule->max_operators)
		return GAMUT_REASON_TOO_LONG;
	return comes_to(tree, rule->value) ? GAMUT_REASON_VALID :
	                                     GAMUT_REASON_WRONG_VALUE;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_expression_rule *rule = state;
	struct reading reading = { .rest = answer,
		                   .arena = arena,
		                   .allows_signs = rule->allows_signs };
	const struct gamut_expression *tree = NULL;
	enum gamut_reason reason;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_EXPRESSION_BYTES_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	/* Spaces are skipped behind what is read, so not at the front. */
	if (answer.ptr[answer.len - 1] != ' ')
		tree = read_sum(&reading);
	if (!tree || reading.rest.len > 0)
		return gamut_verdict_reject(GAMUT_REASON_BAD_SYNTAX);
	reason = judge(rule, &reading, tree);
	return reason == GAMUT_REASON_VALID ?
	               gamut_verdict_accept(
			       gamut_expression_form(tree, arena)) :
	               gamut_verdict_reject(reason);
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_expression_rule *expression = rule;
	const char *digits = expression->value ? expression->value : "";

	digits += digits[0] == '-';
	if (digits[0] == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return gamut_error(err, GAMUT_EINVAL,
		                   "expression: the value is a whole number, "
		                   "in decimal digits");
	if (expression->numbers &&
	    (expression->number_count < 1 ||
	     expression->number_count > GAMUT_EXPRESSION_NUMBERS_MAX))
		return gamut_error(err, GAMUT_EINVAL,
		                   "expression: between 1 and %d numbers can "
		                   "be given",
		                   GAMUT_EXPRESSION_NUMBERS_MAX);
	return gamut_verifier_open_plain(state, rule, lexicon, err);
}

const struct gamut_verifier gamut_verifier_expression = {
	.name = "expression",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

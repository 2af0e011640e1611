#include "verifiers/number.h"

#include <string.h>

/* A number's parts, as they stand. */
struct parts {
	bool has_sign;
	bool is_negative;
	struct gamut_str whole;
	struct gamut_str fraction;
	bool has_exponent;
	long exponent; /* GAMUT_NUMBER_EXPONENT_MAX + 1 at most, either side */
};

static struct gamut_str take_digits(struct gamut_str *rest)
{
	struct gamut_str digits;
	size_t len = 0;

	while (len < rest->len && gamut_ascii_is_digit(rest->ptr[len]))
		len++;
	digits = gamut_str_head(*rest, len);
	*rest = gamut_str_skip(*rest, len);
	return digits;
}

/* Take a sign, if there is one, off the front. */
static bool take_sign(struct gamut_str *rest, bool *is_negative)
{
	if (rest->len == 0 || (rest->ptr[0] != '+' && rest->ptr[0] != '-'))
		return false;
	*is_negative = rest->ptr[0] == '-';
	*rest = gamut_str_skip(*rest, 1);
	return true;
}

static bool take_exponent(struct parts *parts, struct gamut_str *rest)
{
	struct gamut_str digits;
	bool is_negative = false;

	parts->has_exponent = true;
	*rest = gamut_str_skip(*rest, 1);
	(void)take_sign(rest, &is_negative);
	digits = take_digits(rest);
	if (digits.len == 0)
		return false;
	for (size_t i = 0; i < digits.len; i++)
		if (parts->exponent <= GAMUT_NUMBER_EXPONENT_MAX)
			parts->exponent = parts->exponent * 10 +
			                  (digits.ptr[i] - '0');
	if (parts->exponent > GAMUT_NUMBER_EXPONENT_MAX)
		parts->exponent = GAMUT_NUMBER_EXPONENT_MAX + 1;
	if (is_negative)
		parts->exponent = -parts->exponent;
	return true;
}

static bool read_parts(struct parts *parts, struct gamut_str text)
{
	*parts = (struct parts){ 0 };
	parts->has_sign = take_sign(&text, &parts->is_negative);
	parts->whole = take_digits(&text);
	if (parts->whole.len == 0)
		return false;
	if (gamut_str_starts_with(text, GAMUT_STR("."))) {
		text = gamut_str_skip(text, 1);
		parts->fraction = take_digits(&text);
		if (parts->fraction.len == 0)
			return false;
	}
	if (text.len > 0 && (text.ptr[0] == 'e' || text.ptr[0] == 'E') &&
	    !take_exponent(parts, &text))
		return false;
	return text.len == 0;
}

static bool is_all_zeros(struct gamut_str digits)
{
	for (size_t i = 0; i < digits.len; i++)
		if (digits.ptr[i] != '0')
			return false;
	return true;
}

static bool is_zero(const struct parts *parts)
{
	return is_all_zeros(parts->whole) && is_all_zeros(parts->fraction);
}

static bool is_beyond(const struct parts *parts)
{
	return !is_zero(parts) &&
	       (parts->exponent > GAMUT_NUMBER_EXPONENT_MAX ||
	        parts->exponent < -GAMUT_NUMBER_EXPONENT_MAX);
}

/* The value's digits, as many as there may be, with the point in its place. */
static struct gamut_str canonical_of(const struct parts *parts,
                                     struct gamut_arena *arena)
{
	size_t margin = GAMUT_NUMBER_EXPONENT_MAX;
	size_t count = parts->whole.len + parts->fraction.len;
	size_t point = margin + parts->whole.len;
	size_t begin = 0;
	size_t end = margin + count + margin;
	char *digits = gamut_arena_new(arena, char, end + 1);
	struct gamut_str whole;
	struct gamut_str fraction;

	if (is_zero(parts))
		return GAMUT_STR("0");
	memset(digits, '0', end);
	memcpy(digits + margin, parts->whole.ptr, parts->whole.len);
	if (parts->fraction.len > 0)
		memcpy(digits + point, parts->fraction.ptr,
		       parts->fraction.len);
	point = parts->exponent < 0 ? point - (size_t)-parts->exponent :
	                              point + (size_t)parts->exponent;
	while (begin < point && digits[begin] == '0')
		begin++;
	while (end > point && digits[end - 1] == '0')
		end--;
	whole = (struct gamut_str){ digits + begin, point - begin };
	fraction = (struct gamut_str){ digits + point, end - point };
	if (whole.len == 0)
		whole = GAMUT_STR("0");
	return gamut_arena_strf(arena, "%s%.*s%s%.*s",
	                        parts->is_negative ? "-" : "",
	                        GAMUT_STR_ARG(whole), fraction.len ? "." : "",
	                        GAMUT_STR_ARG(fraction));
}

bool gamut_number_read(struct gamut_str *out, struct gamut_str text,
                       struct gamut_arena *arena)
{
	struct parts parts;

	if (text.len > GAMUT_NUMBER_BYTES_MAX || !read_parts(&parts, text) ||
	    is_beyond(&parts))
		return false;
	*out = canonical_of(&parts, arena);
	return true;
}

int gamut_number_compare(struct gamut_str a, struct gamut_str b)
{
	bool is_below = gamut_str_starts_with(a, GAMUT_STR("-"));
	struct gamut_str whole_a;
	struct gamut_str whole_b;
	int order;

	if (is_below != gamut_str_starts_with(b, GAMUT_STR("-")))
		return is_below ? -1 : 1;
	if (is_below)
		return gamut_number_compare(gamut_str_skip(b, 1),
		                            gamut_str_skip(a, 1));
	whole_a = take_digits(&a);
	whole_b = take_digits(&b);
	if (whole_a.len != whole_b.len)
		return whole_a.len < whole_b.len ? -1 : 1;
	order = gamut_str_cmp(whole_a, whole_b);
	/* Without zeros at the end, fractions sort as text does. */
	return order ? order : gamut_str_cmp(a, b);
}

/* Digits behind the point once the exponent has moved it. */
static uint64_t decimals_of(const struct parts *parts)
{
	int64_t decimals = (int64_t)parts->fraction.len - parts->exponent;

	return decimals > 0 ? (uint64_t)decimals : 0;
}

/* Is it written in a way that the rule allows? */
static bool is_allowed(const struct gamut_number_rule *rule,
                       const struct parts *parts)
{
	bool may_be_below = rule->min && rule->min[0] == '-';

	if (parts->has_sign && !rule->allows_sign &&
	    !(parts->is_negative && may_be_below))
		return false;
	return !parts->has_exponent || rule->allows_exponent;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_number_rule *rule = state;
	struct gamut_str value;
	struct parts parts;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_NUMBER_BYTES_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!read_parts(&parts, answer) || !is_allowed(rule, &parts))
		return gamut_verdict_reject(GAMUT_REASON_NOT_NUMBER);
	if (rule->has_decimals && decimals_of(&parts) > rule->decimals)
		return gamut_verdict_reject(GAMUT_REASON_BAD_DIGITS);
	if (is_beyond(&parts))
		return gamut_verdict_reject(GAMUT_REASON_OUT_OF_RANGE);
	value = canonical_of(&parts, arena);
	if ((rule->min &&
	     gamut_number_compare(value, gamut_str_of(rule->min)) < 0) ||
	    (rule->max &&
	     gamut_number_compare(value, gamut_str_of(rule->max)) > 0))
		return gamut_verdict_reject(GAMUT_REASON_OUT_OF_RANGE);
	return gamut_verdict_accept(value);
}

const struct gamut_verifier gamut_verifier_number = {
	.name = "number",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

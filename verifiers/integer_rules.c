#include "verifiers/integer_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "verifiers/integer_bounds.h"
#include "verifiers/prime.h"

struct factors {
	mpz_t *list;
	size_t count;
};

struct state {
	const struct gamut_integer_rules *rules;
	struct factors divisors;
	struct factors excluded;
	void *prime; /* the state of the verifier of primes, or NULL */

	/* Members: how far from the first integer looked at. */
	mpz_t first;
	uint32_t *members;
	size_t count;
};

/* ----------------------------------------------------------------- judging */

static enum gamut_reason judge_range(const struct gamut_integer_rules *rules,
                                     struct gamut_str value)
{
	if (gamut_integer_compare(
		    value, gamut_str_of(gamut_integer_least(rules))) < 0 ||
	    (rules->max &&
	     gamut_integer_compare(value, gamut_str_of(rules->max)) > 0))
		return GAMUT_REASON_OUT_OF_RANGE;
	if (gamut_integer_digits(value).len > GAMUT_INTEGER_DIGITS_MAX)
		return GAMUT_REASON_TOO_LONG;
	return GAMUT_REASON_VALID;
}

static uint64_t sum_of(struct gamut_str digits)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < digits.len; i++)
		sum += (uint64_t)(digits.ptr[i] - '0');
	return sum;
}

static bool is_palindrome(struct gamut_str digits)
{
	for (size_t i = 0; i < digits.len / 2; i++)
		if (digits.ptr[i] != digits.ptr[digits.len - 1 - i])
			return false;
	return true;
}

static enum gamut_reason judge_digits(const struct gamut_integer_rules *rules,
                                      struct gamut_str digits)
{
	if (digits.len < rules->digits_min ||
	    (rules->digits_max && digits.len > rules->digits_max) ||
	    (rules->has_digit_sum && sum_of(digits) != rules->digit_sum))
		return GAMUT_REASON_BAD_DIGITS;
	if (rules->is_palindrome && !is_palindrome(digits))
		return GAMUT_REASON_NOT_PALINDROME;
	return GAMUT_REASON_VALID;
}

static bool divides(const struct factors *factors, size_t i, const mpz_t n)
{
	return mpz_divisible_p(n, factors->list[i]) != 0;
}

static enum gamut_reason judge_number(const struct state *s, const mpz_t n)
{
	for (size_t i = 0; i < s->divisors.count; i++)
		if (!divides(&s->divisors, i, n))
			return GAMUT_REASON_BAD_DIVISOR;
	for (size_t i = 0; i < s->excluded.count; i++)
		if (divides(&s->excluded, i, n))
			return GAMUT_REASON_BAD_DIVISOR;
	if (s->rules->is_square && !mpz_perfect_square_p(n))
		return GAMUT_REASON_NOT_SQUARE;
	return GAMUT_REASON_VALID;
}

static enum gamut_reason judge_arithmetic(const struct state *s,
                                          struct gamut_str value,
                                          struct gamut_arena *arena)
{
	enum gamut_reason reason;
	mpz_t n;

	if (!s->divisors.count && !s->excluded.count && !s->rules->is_square)
		return GAMUT_REASON_VALID;
	gamut_integer_init(n, gamut_arena_copy(arena, value).ptr);
	reason = judge_number(s, n);
	mpz_clear(n);
	return reason;
}

static enum gamut_reason judge_prime(const struct state *s,
                                     struct gamut_str value,
                                     struct gamut_arena *arena)
{
	if (!s->prime)
		return GAMUT_REASON_VALID;
	if (gamut_integer_is_negative(value))
		return GAMUT_REASON_NOT_PRIME;
	return gamut_verifier_prime.verify(s->prime, value, arena).reason;
}

/* What the rules say of `value`, which is plain. */
static enum gamut_reason judge(const struct state *s, struct gamut_str value,
                               struct gamut_arena *arena)
{
	enum gamut_reason reason = judge_range(s->rules, value);

	if (reason == GAMUT_REASON_VALID)
		reason = judge_digits(s->rules, gamut_integer_digits(value));
	if (reason == GAMUT_REASON_VALID)
		reason = judge_arithmetic(s, value, arena);
	if (reason == GAMUT_REASON_VALID)
		reason = judge_prime(s, value, arena);
	return reason;
}

/* Is it digits, with a "-" before them or not? */
static bool is_integer(struct gamut_str answer)
{
	struct gamut_str digits = gamut_integer_digits(answer);

	for (size_t i = 0; i < digits.len; i++)
		if (!gamut_ascii_is_digit(digits.ptr[i]))
			return false;
	return digits.len > 0;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct state *s = state;
	bool may_be_below = gamut_integer_is_negative(
		gamut_str_of(gamut_integer_least(s->rules)));
	struct gamut_str value = answer;
	struct gamut_str digits;
	enum gamut_reason reason;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (!is_integer(answer) ||
	    (gamut_integer_is_negative(answer) && !may_be_below))
		return gamut_verdict_reject(GAMUT_REASON_NOT_INTEGER);
	digits = gamut_integer_digits(answer);
	while (digits.len > 1 && digits.ptr[0] == '0')
		digits = gamut_str_skip(digits, 1);
	if (gamut_integer_is_negative(answer) && digits.ptr[0] == '0')
		return gamut_verdict_reject(GAMUT_REASON_NOT_INTEGER);
	if (digits.len < gamut_integer_digits(answer).len) {
		if (!s->rules->allows_leading_zeros)
			return gamut_verdict_reject(GAMUT_REASON_LEADING_ZERO);
		value = digits;
		if (gamut_integer_is_negative(answer)) {
			char *text = gamut_arena_new(arena, char,
			                             digits.len + 1);

			text[0] = '-';
			memcpy(text + 1, digits.ptr, digits.len);
			value = (struct gamut_str){ text, digits.len + 1 };
		}
	}
	reason = judge(s, value, arena);
	return reason == GAMUT_REASON_VALID ? gamut_verdict_accept(value) :
	                                      gamut_verdict_reject(reason);
}

/* ----------------------------------------------------------------- members */

/* The integer `n` as text. */
static struct gamut_str text_of(const mpz_t n, struct gamut_arena *arena)
{
	char *text = gamut_arena_new(arena, char, mpz_sizeinbase(n, 10) + 2);

	mpz_get_str(text, 10, n);
	return gamut_str_of(text);
}

static void list_members(struct state *s)
{
	struct gamut_arena arena = { 0 };
	size_t size = 0;
	mpz_t n;
	mpz_t last;

	mpz_clear(s->first);
	(void)gamut_integer_bounds(s->first, last, s->rules);
	mpz_init_set(n, s->first);
	for (uint32_t i = 0;
	     i < GAMUT_INTEGER_LISTED_MAX && mpz_cmp(n, last) <= 0; i++) {
		if (judge(s, text_of(n, &arena), &arena) ==
		    GAMUT_REASON_VALID) {
			s->members = gamut_grow_array(s->members, &size,
			                              s->count,
			                              sizeof(*s->members));
			s->members[s->count++] = i;
		}
		mpz_add_ui(n, n, 1);
		gamut_arena_reset(&arena);
	}
	mpz_clear(n);
	mpz_clear(last);
	gamut_arena_clear(&arena);
}

static uint64_t member_count(const void *state)
{
	const struct state *s = state;

	return s->count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct state *s = state;
	struct gamut_str text;
	mpz_t n;

	mpz_init(n);
	mpz_add_ui(n, s->first, s->members[i]);
	text = text_of(n, arena);
	mpz_clear(n);
	return text;
}

/* ----------------------------------------------------- opening and closing */

static void open_factors(struct factors *factors,
                         const struct gamut_integer_list *rule)
{
	factors->list = gamut_alloc_array(rule->count, sizeof(mpz_t));
	factors->count = rule->count;
	for (size_t i = 0; i < rule->count; i++)
		gamut_integer_init(factors->list[i], rule->list[i]);
}

static void close_factors(struct factors *factors)
{
	for (size_t i = 0; i < factors->count; i++)
		mpz_clear(factors->list[i]);
	free(factors->list);
}

static void close_rule(void *state)
{
	struct state *s = state;

	close_factors(&s->divisors);
	close_factors(&s->excluded);
	if (s->prime)
		gamut_verifier_prime.close(s->prime);
	mpz_clear(s->first);
	free(s->members);
	free(s);
}

static bool is_short(const char *plain)
{
	return !plain || gamut_integer_digits(gamut_str_of(plain)).len <=
	                         GAMUT_INTEGER_DIGITS_MAX;
}

static bool are_short(const struct gamut_integer_rules *rules)
{
	bool are = is_short(rules->min) && is_short(rules->max);

	for (size_t i = 0; i < rules->divisors.count; i++)
		are = are && is_short(rules->divisors.list[i]);
	for (size_t i = 0; i < rules->excluded.count; i++)
		are = are && is_short(rules->excluded.list[i]);
	return are;
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	static const struct gamut_prime_rule any_prime = { 0 };
	const struct gamut_integer_rules *rules = rule;
	enum gamut_status status = GAMUT_OK;
	struct state *s;

	if (!are_short(rules))
		return gamut_error(err, GAMUT_EINVAL,
		                   "bounds and divisors have at most %d digits",
		                   GAMUT_INTEGER_DIGITS_MAX);
	s = gamut_alloc(sizeof(*s));
	s->rules = rules;
	mpz_init(s->first);
	open_factors(&s->divisors, &rules->divisors);
	open_factors(&s->excluded, &rules->excluded);
	if (rules->is_prime)
		status = gamut_verifier_prime.open(&s->prime, &any_prime,
		                                   lexicon, err);
	if (status)
		close_rule(s);
	else
		*state = s;
	return status;
}

static enum gamut_status open_listed(void **state, const void *rule,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err)
{
	void *opened;
	struct state *s;
	enum gamut_status status = open_rule(&opened, rule, lexicon, err);

	if (status)
		return status;
	s = opened;
	list_members(s);
	if (s->count == 0) {
		close_rule(s);
		return gamut_error(err, GAMUT_EINVAL,
		                   "no integer meets all of these rules");
	}
	*state = s;
	return GAMUT_OK;
}

const struct gamut_verifier gamut_verifier_integer_rules = {
	.name = "integer-rules",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.close = close_rule,
};

const struct gamut_verifier gamut_verifier_integer_listed = {
	.name = "integer-rules",
	.revision = 1,
	.open = open_listed,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};

#include "verifiers/integer_bounds.h"

bool gamut_integer_is_plain(struct gamut_str text)
{
	if (text.len > 1 && text.ptr[0] == '-' && text.ptr[1] != '0')
		text = gamut_str_skip(text, 1);
	if (text.len == 0 || (text.len > 1 && text.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!gamut_ascii_is_digit(text.ptr[i]))
			return false;
	return true;
}

bool gamut_integer_is_negative(struct gamut_str plain)
{
	return plain.ptr[0] == '-';
}

struct gamut_str gamut_integer_digits(struct gamut_str plain)
{
	return gamut_str_skip(plain, gamut_integer_is_negative(plain) ? 1 : 0);
}

static int compare_digits(struct gamut_str a, struct gamut_str b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return gamut_str_cmp(a, b);
}

int gamut_integer_compare(struct gamut_str a, struct gamut_str b)
{
	bool is_below = gamut_integer_is_negative(a);

	if (is_below != gamut_integer_is_negative(b))
		return is_below ? -1 : 1;
	return is_below ? compare_digits(gamut_integer_digits(b),
	                                 gamut_integer_digits(a)) :
	                  compare_digits(a, b);
}

void gamut_integer_init(mpz_t n, const char *plain)
{
	if (mpz_init_set_str(n, plain, 10))
		GAMUT_BUG("GMP does not read '%.40s'", plain);
}

const char *gamut_integer_least(const struct gamut_integer_rules *rules)
{
	return rules->min ? rules->min : "0";
}

/* Lower `high` to `bound`, and raise `low` to its opposite. */
static void narrow(mpz_t low, mpz_t high, mpz_t bound, bool has_high)
{
	if (!has_high || mpz_cmp(high, bound) > 0)
		mpz_set(high, bound);
	mpz_neg(bound, bound);
	if (mpz_cmp(low, bound) < 0)
		mpz_set(low, bound);
}

/* `n` becomes 10^digits - 1. */
static void set_nines(mpz_t n, uint64_t digits)
{
	mpz_ui_pow_ui(n, 10, (unsigned long)digits);
	mpz_sub_ui(n, n, 1);
}

bool gamut_integer_bounds(mpz_t low, mpz_t high,
                          const struct gamut_integer_rules *rules)
{
	uint64_t digits_max = rules->digits_max;
	bool has_high = rules->max != NULL;
	mpz_t nines;

	gamut_integer_init(low, gamut_integer_least(rules));
	gamut_integer_init(high, has_high ? rules->max : "0");
	mpz_init(nines);
	if (digits_max && digits_max <= GAMUT_INTEGER_DIGITS_MAX) {
		set_nines(nines, digits_max);
		narrow(low, high, nines, has_high);
		has_high = true;
	}
	if (rules->digits_min > 1 && mpz_sgn(low) >= 0 &&
	    rules->digits_min <= GAMUT_INTEGER_DIGITS_MAX) {
		set_nines(nines, rules->digits_min - 1);
		if (mpz_cmp(low, nines) <= 0)
			mpz_add_ui(low, nines, 1);
	}
	mpz_clear(nines);
	return has_high;
}

static bool is_short(const mpz_t n)
{
	return mpz_sizeinbase(n, 2) <= GAMUT_INTEGER_LISTED_BITS;
}

bool gamut_integer_rules_are_listed(const struct gamut_integer_rules *rules)
{
	mpz_t low;
	mpz_t high;
	bool is_listed = gamut_integer_bounds(low, high, rules) &&
	                 is_short(low) && is_short(high);

	mpz_sub(high, high, low);
	is_listed = is_listed && mpz_cmp_ui(high, GAMUT_INTEGER_LISTED_MAX) < 0;
	mpz_clear(low);
	mpz_clear(high);
	return is_listed;
}

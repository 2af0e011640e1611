#include "verifiers/json_multiple.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gmp.h>

#include "base/status.h"
#include "base/str.h"

/* Room for "-1.2345678901234567e-308". */
#define TEXT_MAX 32

/* Make `digits`, so that `number` is `digits` times ten to the power returned.
 */
static long init_decimal(mpz_t digits, double number)
{
	char text[TEXT_MAX];
	char whole[TEXT_MAX];
	long power = 0;
	size_t len = 0;
	bool is_fraction = false;
	const char *at = text;

	for (int places = 14; places <= 16; places++) {
		snprintf(text, sizeof(text), "%.*e", places, fabs(number));
		if (strtod(text, NULL) == fabs(number))
			break;
	}
	for (; *at != 'e' && *at != '\0'; at++) {
		if (!gamut_ascii_is_digit(*at)) {
			is_fraction = true;
			continue;
		}
		whole[len++] = *at;
		power -= is_fraction;
	}
	whole[len] = '\0';
	if (mpz_init_set_str(digits, whole, 10))
		GAMUT_BUG("GMP does not read '%s'", whole);
	return power + strtol(at + 1, NULL, 10);
}

/* Multiply `n` by ten to the power `by`, which is not negative. */
static void scale(mpz_t n, long by)
{
	mpz_t ten;

	mpz_init(ten);
	mpz_ui_pow_ui(ten, 10, (unsigned long)by);
	mpz_mul(n, n, ten);
	mpz_clear(ten);
}

static bool is_exact(double number)
{
	return fabs(number) <= 0x1p53 && number == trunc(number);
}

bool gamut_json_is_multiple(double number, double divisor)
{
	bool is_multiple;
	mpz_t n;
	mpz_t d;
	long n_power;
	long d_power;

	if (is_exact(number) && is_exact(divisor))
		return fmod(number, divisor) == 0;
	n_power = init_decimal(n, number);
	d_power = init_decimal(d, divisor);
	if (n_power > d_power)
		scale(n, n_power - d_power);
	else
		scale(d, d_power - n_power);
	is_multiple = mpz_divisible_p(n, d) != 0;
	mpz_clear(n);
	mpz_clear(d);
	return is_multiple;
}

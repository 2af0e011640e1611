#include "runner/sample/retry.h"

#include <stdbool.h>
#include <string.h>

#include "runner/store/sample.h"

int64_t gamut_retry_delay_ms(uint32_t attempts, int64_t base_ms,
                             int64_t retry_after_ms, struct gamut_rng *rng)
{
	int64_t named_ms = retry_after_ms > 0 ? retry_after_ms : 0;
	int64_t window = base_ms;

	if (named_ms > 0 && window > named_ms)
		window = named_ms;
	/* A window of nothing stays so, and 2^32 attempts are not counted. */
	for (uint32_t i = 1; i < attempts && i < 32; i++)
		if (window < GAMUT_RETRY_BACKOFF_MAX_MS)
			window *= 2;
	if (window > GAMUT_RETRY_BACKOFF_MAX_MS)
		window = GAMUT_RETRY_BACKOFF_MAX_MS;
	return named_ms + (int64_t)gamut_rng_below(rng, (uint64_t)window + 1);
}

/*
 * A decimal number, times 1,000 and rounded up, saturating well above any
 * limit; -1 for anything else, a sign included. strtod() would take "inf",
 * hexadecimal, and the locale's decimal point.
 */
static int64_t read_thousandths(struct gamut_str s)
{
	const int64_t huge = INT64_C(1000000000000);
	int64_t value = 0;
	int decimals = -1; /* -1: no point so far */
	bool has_rest = false;

	if (s.len == 0 || !gamut_ascii_is_digit(s.ptr[0]))
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (!gamut_ascii_is_digit(c))
			return -1;
		if (decimals >= 3) {
			has_rest |= c != '0';
			continue;
		}
		if (value < huge)
			value = value * 10 + (c - '0');
		decimals += decimals >= 0;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 3 && value < huge; i++)
		value *= 10;
	return value + has_rest;
}

/* The number that the `count` digits at `*s` make, cut off; -1 if they do not.
 */
static int64_t take_number(struct gamut_str *s, size_t count)
{
	int64_t value = 0;

	if (s->len < count)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (!gamut_ascii_is_digit(s->ptr[i]))
			return -1;
		value = value * 10 + (s->ptr[i] - '0');
	}
	*s = gamut_str_skip(*s, count);
	return value;
}

static bool take_literal(struct gamut_str *s, struct gamut_str literal)
{
	if (!gamut_str_starts_with(*s, literal))
		return false;
	*s = gamut_str_skip(*s, literal.len);
	return true;
}

/* The month, from 0, whose three letters stand at `*s`, cut off; or -1. */
static int64_t take_month(struct gamut_str *s)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (size_t i = 0; i < 12 && s->len >= 3; i++)
		if (memcmp(s->ptr, names + 3 * i, 3) == 0) {
			*s = gamut_str_skip(*s, 3);
			return (int64_t)i;
		}
	return -1;
}

/* Days from 1970-01-01 to the first of `month`, from 0, of `year`. */
static int64_t days_before(int64_t year, int64_t month)
{
	static const int before[12] = { 0,   31,  59,  90,  120, 151,
		                        181, 212, 243, 273, 304, 334 };
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	int64_t past = year - 1;
	int64_t leap_days = past / 4 - past / 100 + past / 400;

	return (year - 1970) * 365 + leap_days - 477 + before[month] +
	       (is_leap && month > 1);
}

/*
 * "Sun, 06 Nov 1994 08:49:37 GMT", the one form that RFC 9110 lets servers
 * send, as seconds since 1970; -1 for anything else.
 */
static int64_t read_date(struct gamut_str s)
{
	int64_t day;
	int64_t month;
	int64_t year;
	int64_t hour;
	int64_t minute;
	int64_t second;

	if (s.len != 29 || s.ptr[3] != ',' || s.ptr[4] != ' ')
		return -1;
	s = gamut_str_skip(s, 5);
	day = take_number(&s, 2);
	if (day < 1 || day > 31 || !take_literal(&s, GAMUT_STR(" ")))
		return -1;
	month = take_month(&s);
	if (month < 0 || !take_literal(&s, GAMUT_STR(" ")))
		return -1;
	year = take_number(&s, 4);
	if (year < 1970 || !take_literal(&s, GAMUT_STR(" ")))
		return -1;
	hour = take_number(&s, 2);
	if (hour < 0 || !take_literal(&s, GAMUT_STR(":")))
		return -1;
	minute = take_number(&s, 2);
	if (minute < 0 || !take_literal(&s, GAMUT_STR(":")))
		return -1;
	second = take_number(&s, 2);
	if (second < 0 || !take_literal(&s, GAMUT_STR(" GMT")))
		return -1;
	return (((days_before(year, month) + day - 1) * 24 + hour) * 60 +
	        minute) *
	               60 +
	       second;
}

/* `ms` within what is granted. */
static int64_t limit(int64_t ms)
{
	if (ms <= 0)
		return GAMUT_UNKNOWN;
	return ms < GAMUT_RETRY_AFTER_MAX_MS ? ms : GAMUT_RETRY_AFTER_MAX_MS;
}

int64_t gamut_retry_parse_after(struct gamut_str ms, struct gamut_str after,
                                int64_t now_wall_ms)
{
	int64_t value = read_thousandths(gamut_str_trim(ms));

	if (value > 0)
		return limit((value + 999) / 1000);
	after = gamut_str_trim(after);
	value = read_thousandths(after);
	if (value >= 0)
		return limit(value);
	value = read_date(after);
	if (value >= 0)
		return limit(value * 1000 - now_wall_ms);
	return GAMUT_UNKNOWN;
}

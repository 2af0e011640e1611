#include "runner/sample/retry.h"

#include <stdbool.h>
#include <string.h>

#include "base/clock.h"
#include "runner/store/sample.h"

int64_t gamut_retry_window_ms(uint32_t attempts, int64_t base_ms)
{
	int64_t window = base_ms;

	/* A window of nothing stays so, and 2^32 attempts are not counted. */
	for (uint32_t i = 1; i < attempts && i < 32; i++)
		if (window < GAMUT_RETRY_BACKOFF_MAX_MS)
			window *= 2;
	return window < GAMUT_RETRY_BACKOFF_MAX_MS ? window :
	                                             GAMUT_RETRY_BACKOFF_MAX_MS;
}

int64_t gamut_retry_delay_ms(uint32_t attempts, int64_t base_ms,
                             int64_t retry_after_ms, struct gamut_rng *rng)
{
	int64_t named_ms = retry_after_ms > 0 ? retry_after_ms : 0;
	int64_t window;

	if (named_ms > 0 && base_ms > named_ms)
		base_ms = named_ms;
	window = gamut_retry_window_ms(attempts, base_ms);
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

/* The number that `count` digits at `text` make; -1 where there are others. */
static int64_t number_at(const char *text, size_t count)
{
	int64_t value = 0;

	for (size_t i = 0; i < count; i++) {
		if (!gamut_ascii_is_digit(text[i]))
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

/* The month, from 1, whose three letters stand at `text`; or -1. */
static int64_t month_at(const char *text)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (size_t i = 0; i < 12; i++)
		if (memcmp(text, names + 3 * i, 3) == 0)
			return (int64_t)i + 1;
	return -1;
}

/*
 * "Sun, 06 Nov 1994 08:49:37 GMT", the one form that RFC 9110 lets servers
 * send, as seconds since 1970; -1 for anything else.
 */
static int64_t read_date(struct gamut_str s)
{
	static const char frame[] = "___, __ ___ ____ __:__:__ GMT";

	if (s.len != sizeof(frame) - 1)
		return -1;
	for (size_t i = 0; i < s.len; i++)
		if (frame[i] != '_' && frame[i] != s.ptr[i])
			return -1;
	return gamut_clock_from_civil((struct gamut_civil){
		.year = number_at(s.ptr + 12, 4),
		.month = month_at(s.ptr + 8),
		.day = number_at(s.ptr + 5, 2),
		.hour = number_at(s.ptr + 17, 2),
		.minute = number_at(s.ptr + 20, 2),
		.second = number_at(s.ptr + 23, 2),
	});
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

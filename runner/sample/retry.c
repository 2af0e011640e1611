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

/* ----------------------------------------------------------------- limits */

/* Cut digits, with decimals, off the front of `*s`; empty where there are none.
 */
static struct gamut_str take_number(struct gamut_str *s)
{
	struct gamut_str number;
	size_t n = 0;

	while (n < s->len &&
	       (gamut_ascii_is_digit(s->ptr[n]) || s->ptr[n] == '.'))
		n++;
	number = gamut_str_head(*s, n);
	*s = gamut_str_skip(*s, n);
	return number;
}

/* "1h2m3.5s" in milliseconds, saturating; -1 for anything else. */
static int64_t read_duration(struct gamut_str s)
{
	/* Longer ones first: "ms" begins as "m" does. */
	static const struct {
		const char *unit;
		int64_t ms;
	} units[] = {
		{ "ms", 1 },   { "h", 3600000 },  { "m", 60000 },
		{ "s", 1000 }, { "d", 86400000 },
	};
	int64_t sum = 0;

	while (s.len > 0) {
		int64_t thousandths = read_thousandths(take_number(&s));
		size_t i = 0;

		while (i < GAMUT_ARRAY_LEN(units) &&
		       !gamut_str_starts_with(s, gamut_str_of(units[i].unit)))
			i++;
		if (thousandths < 0 || i == GAMUT_ARRAY_LEN(units))
			return -1;
		s = gamut_str_skip(s, strlen(units[i].unit));
		/* Beyond a day no number matters: this cannot overflow. */
		if (thousandths > INT64_C(86400000))
			thousandths = INT64_C(86400000);
		sum += (thousandths * units[i].ms + 999) / 1000;
		if (sum > INT64_C(86400000))
			sum = INT64_C(86400000);
	}
	return sum;
}

/* "2026-11-23T12:00:07.5Z", or with "+01:00", as milliseconds since 1970. */
static int64_t read_instant(struct gamut_str s)
{
	static const char frame[] = "____-__-__T__:__:__";
	const size_t len = sizeof(frame) - 1;
	int64_t seconds;
	int64_t offset = 0;

	if (s.len <= len)
		return -1;
	for (size_t i = 0; i < len; i++)
		if (frame[i] != '_' && frame[i] != s.ptr[i])
			return -1;
	seconds = gamut_clock_from_civil((struct gamut_civil){
		.year = number_at(s.ptr, 4),
		.month = number_at(s.ptr + 5, 2),
		.day = number_at(s.ptr + 8, 2),
		.hour = number_at(s.ptr + 11, 2),
		.minute = number_at(s.ptr + 14, 2),
		.second = number_at(s.ptr + 17, 2),
	});
	s = gamut_str_skip(s, len);
	/* Decimals are dropped: the jitter on top is longer. */
	if (gamut_str_starts_with(s, GAMUT_STR(".")))
		take_number(&s);
	if (s.len == 6 && (s.ptr[0] == '+' || s.ptr[0] == '-') &&
	    s.ptr[3] == ':' && number_at(s.ptr + 1, 2) >= 0 &&
	    number_at(s.ptr + 4, 2) >= 0)
		offset = (number_at(s.ptr + 1, 2) * 60 +
		          number_at(s.ptr + 4, 2)) *
		         (s.ptr[0] == '-' ? -60 : 60);
	else if (!gamut_str_eq(s, GAMUT_STR("Z")))
		return -1;
	return seconds < 0 ? -1 : (seconds - offset) * 1000;
}

int64_t gamut_retry_parse_reset(struct gamut_str reset, int64_t now_wall_ms)
{
	int64_t value;

	reset = gamut_str_trim(reset);
	if (reset.len == 0)
		return GAMUT_UNKNOWN;
	value = read_thousandths(reset);
	if (value < 0)
		value = read_duration(reset);
	if (value >= 0)
		return limit(value);
	value = read_instant(reset);
	return value >= 0 ? limit(value - now_wall_ms) : GAMUT_UNKNOWN;
}

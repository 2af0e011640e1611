#include "base/clock.h"
#include "runner/exchange/import/parts.h"

/* Cut a number of `digits` digits off `*s`; -1 where there is none. */
static int64_t take_digits(struct gamut_str *s, size_t digits)
{
	int64_t value = 0;

	if (s->len < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		if (!gamut_ascii_is_digit(s->ptr[i]))
			return -1;
		value = value * 10 + (s->ptr[i] - '0');
	}
	*s = gamut_str_skip(*s, digits);
	return value;
}

static bool take_char(struct gamut_str *s, const char *any)
{
	for (; *any; any++)
		if (s->len > 0 && s->ptr[0] == *any) {
			*s = gamut_str_skip(*s, 1);
			return true;
		}
	return false;
}

/* ".123456" in ms; 0 where there is none. */
static int64_t take_fraction(struct gamut_str *s)
{
	int64_t scale = 100;
	int64_t ms = 0;

	if (!take_char(s, "."))
		return 0;
	while (s->len > 0 && gamut_ascii_is_digit(s->ptr[0])) {
		ms += (s->ptr[0] - '0') * scale;
		scale /= 10;
		*s = gamut_str_skip(*s, 1);
	}
	return ms;
}

/* "Z", "+01:00", "-0500" or nothing, in ms east of UTC; false: else. */
static bool take_zone(struct gamut_str *s, int64_t *ms)
{
	bool is_west = s->len > 0 && s->ptr[0] == '-';
	int64_t hours;
	int64_t minutes;

	*ms = 0;
	if (s->len == 0 || take_char(s, "Zz"))
		return s->len == 0;
	if (!take_char(s, "+-"))
		return false;
	hours = take_digits(s, 2);
	take_char(s, ":");
	minutes = take_digits(s, 2);
	if (hours < 0 || minutes < 0 || s->len > 0)
		return false;
	*ms = (hours * 60 + minutes) * 60000 * (is_west ? -1 : 1);
	return true;
}

int64_t gamut_import_time(struct gamut_str text)
{
	struct gamut_civil at = { .year = take_digits(&text, 4) };
	int64_t seconds;
	int64_t ms;
	int64_t zone;

	take_char(&text, "-");
	at.month = take_digits(&text, 2);
	take_char(&text, "-");
	at.day = take_digits(&text, 2);
	if (!take_char(&text, "T "))
		return GAMUT_UNKNOWN;
	at.hour = take_digits(&text, 2);
	take_char(&text, ":-");
	at.minute = take_digits(&text, 2);
	take_char(&text, ":-");
	at.second = take_digits(&text, 2);
	ms = take_fraction(&text);
	seconds = gamut_clock_from_civil(at);
	if (seconds < 0 || !take_zone(&text, &zone))
		return GAMUT_UNKNOWN;
	ms += seconds * 1000 - zone;
	return ms >= 0 && ms <= GAMUT_CLOCK_MAX_MS ? ms : GAMUT_UNKNOWN;
}

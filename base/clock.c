#include "base/clock.h"

#include <string.h>
#include <time.h>

static int64_t read_us(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t gamut_clock_us(void)
{
	return read_us(CLOCK_MONOTONIC);
}

int64_t gamut_clock_wall_ms(void)
{
	return read_us(CLOCK_REALTIME) / 1000;
}

/* Days from 0000-01-01 to the first day of `year`. */
static int64_t days_before_year(int64_t year)
{
	int64_t last = year - 1;

	return 365 * year + last / 4 - last / 100 + last / 400;
}

/* Days from the start of `year` to that of `month`, 1 to 13. */
static int64_t days_before_month(int64_t year, int64_t month)
{
	static const int days[] = { 0,   31,  59,  90,  120, 151, 181,
		                    212, 243, 273, 304, 334, 365 };
	int64_t year_days = days_before_year(year + 1) - days_before_year(year);

	return days[month - 1] + (month > 2 && year_days == 366);
}

static bool is_within(int64_t value, int64_t min, int64_t max)
{
	return value >= min && value <= max;
}

int64_t gamut_clock_from_civil(struct gamut_civil civil)
{
	int64_t first;
	int64_t days;

	if (!is_within(civil.year, 1970, 9999) ||
	    !is_within(civil.month, 1, 12) || !is_within(civil.hour, 0, 23) ||
	    !is_within(civil.minute, 0, 59) || !is_within(civil.second, 0, 60))
		return -1;
	first = days_before_month(civil.year, civil.month);
	if (!is_within(civil.day, 1,
	               days_before_month(civil.year, civil.month + 1) - first))
		return -1;
	days = days_before_year(civil.year) - days_before_year(1970) + first +
	       civil.day - 1;
	return ((days * 24 + civil.hour) * 60 + civil.minute) * 60 +
	       civil.second;
}

/* `seconds` since 1970, in [0, GAMUT_CLOCK_MAX_MS / 1000]. */
static struct gamut_civil to_civil(int64_t seconds)
{
	int64_t days = seconds / 86400 + days_before_year(1970);
	int64_t rest = seconds % 86400;
	int64_t year = days * 400 / 146097; /* or the one before it */
	int64_t month = 12;

	while (days < days_before_year(year))
		year--;
	while (days >= days_before_year(year + 1))
		year++;
	days -= days_before_year(year);
	while (days < days_before_month(year, month))
		month--;
	return (struct gamut_civil){
		.year = year,
		.month = month,
		.day = days - days_before_month(year, month) + 1,
		.hour = rest / 3600,
		.minute = rest / 60 % 60,
		.second = rest % 60,
	};
}

/* Write `value` as `count` digits. */
static void put_digits(char *text, size_t count, int64_t value)
{
	while (count > 0) {
		text[--count] = (char)('0' + value % 10);
		value /= 10;
	}
}

/* By hand: strftime() is a good part of writing a record. */
void gamut_clock_format(char text[GAMUT_CLOCK_TEXT_SIZE], int64_t wall_ms)
{
	struct gamut_civil civil;

	if (wall_ms < 0)
		wall_ms = 0;
	if (wall_ms > GAMUT_CLOCK_MAX_MS)
		wall_ms = GAMUT_CLOCK_MAX_MS;
	civil = to_civil(wall_ms / 1000);
	memcpy(text, "yyyy-mm-ddThh:mm:ss.mmmZ", 25);
	put_digits(text, 4, civil.year);
	put_digits(text + 5, 2, civil.month);
	put_digits(text + 8, 2, civil.day);
	put_digits(text + 11, 2, civil.hour);
	put_digits(text + 14, 2, civil.minute);
	put_digits(text + 17, 2, civil.second);
	put_digits(text + 20, 3, wall_ms % 1000);
}

/* The number that `count` digits at `text` make; anything for other bytes. */
static int64_t digits_at(const char *text, size_t count)
{
	int64_t value = 0;

	for (size_t i = 0; i < count; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

/* Reads any 24 bytes; whether they are a time, writing it again tells. */
bool gamut_clock_parse(int64_t *wall_ms, struct gamut_str text)
{
	char again[GAMUT_CLOCK_TEXT_SIZE];
	int64_t seconds;
	int64_t ms;

	if (text.len != 24)
		return false;
	seconds = gamut_clock_from_civil((struct gamut_civil){
		.year = digits_at(text.ptr, 4),
		.month = digits_at(text.ptr + 5, 2),
		.day = digits_at(text.ptr + 8, 2),
		.hour = digits_at(text.ptr + 11, 2),
		.minute = digits_at(text.ptr + 14, 2),
		.second = digits_at(text.ptr + 17, 2),
	});
	ms = seconds * 1000 + digits_at(text.ptr + 20, 3);
	if (seconds < 0 || !is_within(ms, 0, GAMUT_CLOCK_MAX_MS))
		return false;
	gamut_clock_format(again, ms);
	if (!gamut_str_eq(text, gamut_str_of(again)))
		return false;
	*wall_ms = ms;
	return true;
}

#include "verifiers/date.h"

/* Days of 400, 100, 4 and 1 Gregorian years, those without the leap day. */
#define DAYS_400 146097
#define DAYS_100 36524
#define DAYS_4 1461
#define DAYS_1 365

#define DAY_MAX 3652059 /* 9999-12-31 */

struct date {
	int year;
	int month;
	int day;
};

static const char *const months[] = {
	"January", "February", "March",     "April",   "May",      "June",
	"July",    "August",   "September", "October", "November", "December",
};

static const char *const weekdays[] = {
	"day",      "Monday", "Tuesday",  "Wednesday",
	"Thursday", "Friday", "Saturday", "Sunday",
};

/*
 * Patterns: Y four digits, M and D two, d one or two without a leading zero,
 * N a month's name; all else stands for itself.
 */
static const char *const formats[] = {
	[GAMUT_DATE_ISO] = "Y-M-D",   [GAMUT_DATE_US] = "M/D/Y",
	[GAMUT_DATE_EU] = "D.M.Y",    [GAMUT_DATE_EU_SLASH] = "D/M/Y",
	[GAMUT_DATE_LONG] = "N d, Y", [GAMUT_DATE_DAY_LONG] = "d N Y",
};

/* ----------------------------------------------------------------- calendar */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
		                    31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && is_leap(year));
}

static bool exists(const struct date *date)
{
	return date->year >= 1 && date->month >= 1 && date->month <= 12 &&
	       date->day >= 1 && date->day <= days_of(date->year, date->month);
}

static int32_t number_of(const struct date *date)
{
	int before = date->year - 1;
	int32_t number = before * DAYS_1 + before / 4 - before / 100 +
	                 before / 400 + date->day;

	for (int month = 1; month < date->month; month++)
		number += days_of(date->year, month);
	return number;
}

/* The least of `count` and `days / length`: the last of a period is longer. */
static int periods(int days, int length, int count)
{
	return days / length < count ? days / length : count;
}

static struct date date_of(int32_t number)
{
	int days = number - 1;
	struct date date = { .year = 1 + 400 * (days / DAYS_400), .month = 1 };
	int n;

	days %= DAYS_400;
	n = periods(days, DAYS_100, 3);
	date.year += 100 * n;
	days -= n * DAYS_100;
	date.year += 4 * (days / DAYS_4);
	days %= DAYS_4;
	n = periods(days, DAYS_1, 3);
	date.year += n;
	days -= n * DAYS_1;
	while (days >= days_of(date.year, date.month))
		days -= days_of(date.year, date.month++);
	date.day = days + 1;
	return date;
}

/* 1: Monday, as 0001-01-01 was. */
static int weekday_of(int32_t number)
{
	return (number - 1) % 7 + 1;
}

/* ----------------------------------------------------- reading and writing */

static bool take_digits(struct gamut_str *rest, size_t count, int *value)
{
	*value = 0;
	if (rest->len < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!gamut_ascii_is_digit(rest->ptr[i]))
			return false;
		*value = *value * 10 + (rest->ptr[i] - '0');
	}
	*rest = gamut_str_skip(*rest, count);
	return true;
}

static bool take_day(struct gamut_str *rest, int *value)
{
	bool is_long = rest->len > 1 && gamut_ascii_is_digit(rest->ptr[1]);

	if (rest->len > 1 && is_long && rest->ptr[0] == '0')
		return false;
	return take_digits(rest, is_long ? 2 : 1, value);
}

static bool take_month(struct gamut_str *rest, int *value)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(months); i++) {
		struct gamut_str name = gamut_str_of(months[i]);

		if (gamut_str_starts_with(*rest, name)) {
			*rest = gamut_str_skip(*rest, name.len);
			*value = (int)i + 1;
			return true;
		}
	}
	return false;
}

static bool take_part(struct gamut_str *rest, char part, struct date *date)
{
	switch (part) {
	case 'Y':
		return take_digits(rest, 4, &date->year);
	case 'M':
		return take_digits(rest, 2, &date->month);
	case 'D':
		return take_digits(rest, 2, &date->day);
	case 'd':
		return take_day(rest, &date->day);
	case 'N':
		return take_month(rest, &date->month);
	default:
		if (rest->len == 0 || rest->ptr[0] != part)
			return false;
		*rest = gamut_str_skip(*rest, 1);
		return true;
	}
}

static bool read_date(struct date *date, struct gamut_str text,
                      const char *format)
{
	for (; *format; format++)
		if (!take_part(&text, *format, date))
			return false;
	return text.len == 0;
}

static struct gamut_str write_date(const struct date *date, int format,
                                   struct gamut_arena *arena)
{
	const char *name = months[date->month - 1];

	switch ((enum gamut_date_format)format) {
	case GAMUT_DATE_US:
		return gamut_arena_strf(arena, "%02d/%02d/%04d", date->month,
		                        date->day, date->year);
	case GAMUT_DATE_EU:
		return gamut_arena_strf(arena, "%02d.%02d.%04d", date->day,
		                        date->month, date->year);
	case GAMUT_DATE_EU_SLASH:
		return gamut_arena_strf(arena, "%02d/%02d/%04d", date->day,
		                        date->month, date->year);
	case GAMUT_DATE_LONG:
		return gamut_arena_strf(arena, "%s %d, %04d", name, date->day,
		                        date->year);
	case GAMUT_DATE_DAY_LONG:
		return gamut_arena_strf(arena, "%d %s %04d", date->day, name,
		                        date->year);
	case GAMUT_DATE_ISO:
		break;
	}
	return gamut_arena_strf(arena, "%04d-%02d-%02d", date->year,
	                        date->month, date->day);
}

bool gamut_date_read(int32_t *day, struct gamut_str iso)
{
	struct date date = { 0 };

	if (!read_date(&date, iso, formats[GAMUT_DATE_ISO]) || !exists(&date))
		return false;
	*day = number_of(&date);
	return true;
}

/* ----------------------------------------------------------------- verifier */

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_date_rule *rule = state;
	struct date date = { 0 };
	int32_t day;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (!read_date(&date, answer, formats[rule->format]))
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	if (!exists(&date))
		return gamut_verdict_reject(GAMUT_REASON_NO_SUCH_DATE);
	day = number_of(&date);
	if ((rule->min && day < rule->min) || (rule->max && day > rule->max))
		return gamut_verdict_reject(GAMUT_REASON_OUT_OF_RANGE);
	if (rule->weekday && rule->weekday != weekday_of(day))
		return gamut_verdict_reject(GAMUT_REASON_EXCLUDED);
	return gamut_verdict_accept(write_date(&date, GAMUT_DATE_ISO, arena));
}

/* The first day of the members, by its number, and the last. */
static int32_t first_member(const struct gamut_date_rule *rule)
{
	int32_t day = 1;

	(void)gamut_date_read(&day, GAMUT_STR(GAMUT_DATE_MEMBERS_MIN));
	if (rule->min)
		day = rule->min;
	else if (rule->max && rule->max < day + DAYS_1)
		day = 1;
	return rule->weekday ? day + (rule->weekday - weekday_of(day) + 7) % 7 :
	                       day;
}

static int32_t last_member(const struct gamut_date_rule *rule)
{
	int32_t day = DAY_MAX;

	(void)gamut_date_read(&day, GAMUT_STR(GAMUT_DATE_MEMBERS_MAX));
	if (rule->max)
		return rule->max;
	return rule->min && rule->min > day - DAYS_1 ? DAY_MAX : day;
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_date_rule *date = rule;

	if (date->min && date->max && date->min > date->max)
		return gamut_error(err, GAMUT_EINVAL, "'min' is above 'max'");
	if (first_member(date) > last_member(date))
		return gamut_error(err, GAMUT_EINVAL,
		                   "there is no %s from 'min' to 'max'",
		                   weekdays[date->weekday]);
	return gamut_verifier_open_plain(state, rule, lexicon, err);
}

static uint64_t member_count(const void *state)
{
	const struct gamut_date_rule *rule = state;
	int32_t days = last_member(rule) - first_member(rule);

	return (uint64_t)(rule->weekday ? days / 7 : days) + 1;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct gamut_date_rule *rule = state;
	struct date date = date_of(first_member(rule) +
	                           (int32_t)i * (rule->weekday ? 7 : 1));

	return write_date(&date, rule->format, arena);
}

const struct gamut_verifier gamut_verifier_date = {
	.name = "date",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = gamut_verifier_close_plain,
};

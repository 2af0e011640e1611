#ifndef GAMUT_VERIFIERS_DATE_H
#define GAMUT_VERIFIERS_DATE_H

#include <stdbool.h>

#include "verifiers/verifier.h"

/*
 * Is the answer a date, in one way of writing it?
 *
 * The Gregorian calendar with its leap years, from year 0001 to 9999, also
 * before it was in use. The canonical form is ISO 8601's, 2024-02-29. Names of
 * months are English, with a capital.
 *
 * Members: all days from `min` to `max`, of that weekday; where a bound is
 * missing, within GAMUT_DATE_MEMBERS_MIN to GAMUT_DATE_MEMBERS_MAX, or as far
 * as years go where those do not meet the other bound.
 */
enum gamut_date_format {
	GAMUT_DATE_ISO,      /* 2024-02-29 */
	GAMUT_DATE_US,       /* 02/29/2024 */
	GAMUT_DATE_EU,       /* 29.02.2024 */
	GAMUT_DATE_EU_SLASH, /* 29/02/2024 */
	GAMUT_DATE_LONG,     /* February 29, 2024 */
	GAMUT_DATE_DAY_LONG, /* 29 February 2024 */
};

struct gamut_date_rule {
	int format;  /* enum gamut_date_format */
	int weekday; /* 1: Monday ... 7: Sunday, others are EXCLUDED; 0: any */
	/* As gamut_date_read() gives them; 0: no bound. */
	int32_t min;
	int32_t max;
};

#define GAMUT_DATE_MEMBERS_MIN "1900-01-01"
#define GAMUT_DATE_MEMBERS_MAX "2099-12-31"

/* The day that `iso` names, counted from 0001-01-01 as 1; false where none. */
bool gamut_date_read(int32_t *day, struct gamut_str iso);

/*
 * open() fails with GAMUT_EINVAL where `min` is above `max`, or the weekday
 * does not come between.
 */
extern const struct gamut_verifier gamut_verifier_date;

#endif

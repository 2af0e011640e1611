#ifndef GAMUT_BASE_CLOCK_H
#define GAMUT_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Microseconds of a clock that never goes back; for durations only. */
int64_t gamut_clock_us(void);

/* Milliseconds since 1970-01-01 UTC. */
int64_t gamut_clock_wall_ms(void);

/* "2026-11-23T12:51:07.123Z" and a NUL. */
#define GAMUT_CLOCK_TEXT_SIZE 32

/* 9999-12-31T23:59:59.999Z, the last instant with a year of four digits. */
#define GAMUT_CLOCK_MAX_MS INT64_C(253402300799999)

/*
 * Write `wall_ms` as RFC 3339 in UTC. A clock that is set to before 1970 or
 * beyond GAMUT_CLOCK_MAX_MS reads as the nearest instant between them.
 */
void gamut_clock_format(char text[GAMUT_CLOCK_TEXT_SIZE], int64_t wall_ms);

/*
 * Read what gamut_clock_format() writes, to the letter; false, leaving
 * `*wall_ms` alone, for anything else.
 */
bool gamut_clock_parse(int64_t *wall_ms, struct gamut_str text);

/* A day and a time in UTC, as people write them. */
struct gamut_civil {
	int64_t year;   /* 1970 to 9999 */
	int64_t month;  /* 1 to 12 */
	int64_t day;    /* 1 to what the month has */
	int64_t hour;   /* 0 to 23 */
	int64_t minute; /* 0 to 59 */
	int64_t second; /* 0 to 60: a leap second is the next minute's first */
};

/*
 * Seconds since 1970, by the Gregorian calendar; -1 for a day or a time that
 * there is not.
 */
int64_t gamut_clock_from_civil(struct gamut_civil civil);

#endif

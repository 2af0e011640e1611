#ifndef GAMUT_BASE_CLOCK_H
#define GAMUT_BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* Microseconds of a clock that never goes back; for durations only. */
int64_t gamut_clock_us(void);

/* Milliseconds since 1970-01-01 UTC. */
int64_t gamut_clock_wall_ms(void);

/* "2026-11-23T12:51:07.123Z" and a NUL. */
#define GAMUT_CLOCK_TEXT_SIZE 32

/* Write `wall_ms` as RFC 3339 in UTC; years 1970 to 9999. */
void gamut_clock_format(char text[GAMUT_CLOCK_TEXT_SIZE], int64_t wall_ms);

#endif

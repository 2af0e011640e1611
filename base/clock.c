#include "base/clock.h"

#include <stdio.h>
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

void gamut_clock_format(char text[GAMUT_CLOCK_TEXT_SIZE], int64_t wall_ms)
{
	time_t seconds = (time_t)(wall_ms / 1000);
	struct tm tm;
	size_t len;

	gmtime_r(&seconds, &tm);
	len = strftime(text, GAMUT_CLOCK_TEXT_SIZE, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + len, GAMUT_CLOCK_TEXT_SIZE - len, ".%03dZ",
	         (int)(wall_ms % 1000));
}

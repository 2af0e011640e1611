#ifndef GAMUT_BASE_EIGHT_H
#define GAMUT_BASE_EIGHT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/*
 * Eight bytes of text at a time
 * -----------------------------
 * For scanning what mostly needs no look at each byte. The functions do not
 * depend on the order of bytes.
 */

#define GAMUT_EIGHT(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t gamut_eight_load(const char *s)
{
	uint64_t bytes;

	memcpy(&bytes, s, sizeof(bytes));
	return bytes;
}

/* Is one of them not ASCII? */
static inline bool gamut_eight_has_high(uint64_t bytes)
{
	return bytes & GAMUT_EIGHT(0x80);
}

/* Is one of them zero? */
static inline bool gamut_eight_has_zero(uint64_t bytes)
{
	return (bytes - GAMUT_EIGHT(1)) & ~bytes & GAMUT_EIGHT(0x80);
}

/* Is one of them `byte`? */
static inline bool gamut_eight_has(uint64_t bytes, unsigned char byte)
{
	return gamut_eight_has_zero(bytes ^ GAMUT_EIGHT(byte));
}

/* Is one of them below 0x20? */
static inline bool gamut_eight_has_control(uint64_t bytes)
{
	return (bytes - GAMUT_EIGHT(0x20)) & ~bytes & GAMUT_EIGHT(0x80);
}

#endif

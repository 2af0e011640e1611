#ifndef GAMUT_VERIFIERS_CAR_NAME_H
#define GAMUT_VERIFIERS_CAR_NAME_H

#include "base/arena.h"
#include "base/str.h"
#include "verifiers/verdict.h"

/* The longest answer that can name a car, in characters. */
#define GAMUT_CAR_CHARACTERS_MAX 64

/* Bytes of a folded name: '&' takes three, and is the only one that grows. */
#define GAMUT_CAR_NAME_SIZE ((size_t)GAMUT_CAR_CHARACTERS_MAX * 3)

#define GAMUT_CAR_WORDS_MAX (GAMUT_CAR_CHARACTERS_MAX / 2)

/*
 * A name of a car, or an answer that may be one, as it is compared
 * ----------------------------------------------------------------
 * NFKD without marks, case folded; apostrophes dropped; '&' read as "and";
 * spaces, hyphens, dashes, underscores and slashes between words. Runs of
 * words are compared without what stood between them, so that "F-150",
 * "F 150" and "f150" are one.
 */
struct gamut_car_name {
	char text[GAMUT_CAR_NAME_SIZE];   /* the words, end to end */
	size_t ends[GAMUT_CAR_WORDS_MAX]; /* where each ends in `text` */
	size_t words;
};

/*
 * Read `s`, any bytes, into `*name`. GAMUT_REASON_VALID, or why no name of a
 * car looks like this, with `*name` undefined: EMPTY, TOO_LONG, NOT_UTF8, or
 * BAD_FORMAT where it holds a control character or one of , ; ? " or does not
 * begin with a letter, digit or # and end with a letter, digit, ! or +.
 */
enum gamut_reason gamut_car_name_read(struct gamut_car_name *name,
                                      struct gamut_str s,
                                      struct gamut_arena *arena);

/* Words `from` to `to`, the latter excluded, without gaps; a view of `name`. */
struct gamut_str gamut_car_name_key(const struct gamut_car_name *name,
                                    size_t from, size_t to);

#endif

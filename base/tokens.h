#ifndef GAMUT_BASE_TOKENS_H
#define GAMUT_BASE_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * JSON as nearly everyone writes it, read in one pass and without a tree
 * ----------------------------------------------------------------------
 * For what comes often and is mostly as expected. A part of JSON: what is read
 * here means what gamut_json_parse() takes it for. Anything else (\u escapes,
 * control characters, fractions where a whole number is wanted, odd nesting)
 * and everything that is not JSON sets `has_failed`; from then on all readings
 * are empty, so that it suffices to ask in the end, and then to read the whole
 * again with gamut_json_parse(), which knows what it is or what is wrong.
 *
 *	struct gamut_tokens t = gamut_tokens_begin(text);
 *	struct gamut_str key;
 *
 *	gamut_tokens_open(&t, '{');
 *	while (gamut_tokens_take_key(&t, &key))
 *		if (gamut_str_eq(key, GAMUT_STR("n")))
 *			n = gamut_tokens_take_int(&t);
 *		else
 *			gamut_tokens_skip(&t);
 *	if (!gamut_tokens_end(&t))
 *		...
 */
struct gamut_tokens {
	const char *at;
	const char *end;
	bool is_first; /* of the members: no comma stands before it */
	bool has_failed;
};

/* Read `text`, which outlives what is read. Fails where it is not UTF-8. */
struct gamut_tokens gamut_tokens_begin(struct gamut_str text);

/* Is this the end, with nothing but white space left, and was all well? */
bool gamut_tokens_end(struct gamut_tokens *t);

/* Nothing else is expected: fail. */
void gamut_tokens_fail(struct gamut_tokens *t);

/* Is `word` next? Then pass it: for what was written by this program. */
bool gamut_tokens_take_word(struct gamut_tokens *t, struct gamut_str word);

/* Enter an object or array: '{', '['. */
void gamut_tokens_open(struct gamut_tokens *t, char bracket);

/* The next key of an object; false, having left the object, at its end. */
bool gamut_tokens_take_key(struct gamut_tokens *t, struct gamut_str *key);

/* Is there another item of an array? False, having left it, at its end. */
bool gamut_tokens_take_item(struct gamut_tokens *t);

/* Is null next? Then pass it. */
bool gamut_tokens_take_null(struct gamut_tokens *t);

/* A string: a view of the text, or in `arena` where it has escapes. */
struct gamut_str gamut_tokens_take_str(struct gamut_tokens *t,
                                       struct gamut_arena *arena);

/* A whole number in [0, 10^15), without a fraction or an exponent. */
int64_t gamut_tokens_take_int(struct gamut_tokens *t);

/* Pass over a value of any kind; nested a few levels deep. */
void gamut_tokens_skip(struct gamut_tokens *t);

#endif

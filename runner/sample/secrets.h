#ifndef GAMUT_SAMPLE_SECRETS_H
#define GAMUT_SAMPLE_SECRETS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * What no message and no file may repeat
 * --------------------------------------
 * The API key and what stands in headers of the user's. Servers repeat them in
 * their complaints, in whatever encoding these happen to be, and a proxy may do
 * so in a completion. `{0}` holds none.
 */
struct gamut_secret {
	struct gamut_str text; /* borrowed */
	bool is_distinct;      /* no answer has it by chance */
};

struct gamut_secrets {
	struct gamut_secret *items;
	size_t count;
	bool starts[256]; /* the bytes that a secret's spellings start with */
};

/*
 * Keep `secret`, of whatever length; an empty one is none. With eight bytes or
 * more it is distinct.
 */
void gamut_secrets_add(struct gamut_secrets *secrets, struct gamut_str secret);

/*
 * Keep each word of a header's value that has eight bytes or more, and what
 * follows a word's first '='. Words end at blanks, commas and semicolons.
 * Shorter ones ("Basic") would blot out half a message. Those of sixteen bytes
 * or more are distinct: shorter ones may be words of a title.
 */
void gamut_secrets_add_words(struct gamut_secrets *secrets,
                             struct gamut_str value);

/*
 * A copy of `text`, as long, with asterisks in place of each secret: as it is,
 * and with any of its characters written in JSON's escapes (also those of JSON
 * in a string in JSON), percent-encoded, or as an HTML number. `secrets` may be
 * NULL.
 */
struct gamut_str gamut_secrets_hide(const struct gamut_secrets *secrets,
                                    struct gamut_str text,
                                    struct gamut_arena *arena);

/*
 * `text`, which is to be stored, without the distinct secrets: itself, found
 * in one pass over its bytes, where it has none; otherwise a copy as above.
 */
struct gamut_str gamut_secrets_hide_distinct(
	const struct gamut_secrets *secrets, struct gamut_str text,
	struct gamut_arena *arena);

void gamut_secrets_release(struct gamut_secrets *secrets);

#endif

#ifndef GAMUT_SAMPLE_SECRETS_H
#define GAMUT_SAMPLE_SECRETS_H

#include "base/arena.h"
#include "base/str.h"

/*
 * What no message may repeat
 * --------------------------
 * The API key and what stands in headers of the user's. Servers repeat them in
 * their complaints, in whatever encoding these happen to be. `{0}` holds none.
 */
struct gamut_secrets {
	struct gamut_str *items; /* borrowed */
	size_t count;
};

/* Keep `secret`, of whatever length; an empty one is none. */
void gamut_secrets_add(struct gamut_secrets *secrets, struct gamut_str secret);

/*
 * Keep each word of a header's value that has eight bytes or more, and what
 * follows a word's first '='. Words end at blanks, commas and semicolons.
 * Shorter ones ("Basic") would blot out half a message.
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

void gamut_secrets_release(struct gamut_secrets *secrets);

#endif

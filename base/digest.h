#ifndef GAMUT_BASE_DIGEST_H
#define GAMUT_BASE_DIGEST_H

#include <nettle/sha2.h>

#include "base/str.h"

/*
 * SHA-256, by nettle: content hashes in manifests.
 *
 *	struct gamut_digest digest;
 *
 *	gamut_digest_init(&digest);
 *	gamut_digest_field(&digest, name);
 *	gamut_digest_hex(&digest, hex);
 */
struct gamut_digest {
	struct sha256_ctx sha;
};

/* 64 hexadecimal digits and a NUL. */
#define GAMUT_DIGEST_SIZE 65

void gamut_digest_init(struct gamut_digest *digest);

/* Add the bytes of `s`. */
void gamut_digest_bytes(struct gamut_digest *digest, struct gamut_str s);

/*
 * Add `s` with its length before it, so that the fields "ab", "c" and "a",
 * "bc" differ.
 */
void gamut_digest_field(struct gamut_digest *digest, struct gamut_str s);

/* Finish; `digest` must be initialised again before further use. */
void gamut_digest_hex(struct gamut_digest *digest, char hex[GAMUT_DIGEST_SIZE]);

/* 44 characters of base64 (RFC 4648), the last one '=', and a NUL. */
#define GAMUT_DIGEST_BASE64_SIZE 45

/* Likewise, as a Content-Security-Policy names a script. */
void gamut_digest_base64(struct gamut_digest *digest,
                         char text[GAMUT_DIGEST_BASE64_SIZE]);

#endif

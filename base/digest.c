#include "base/digest.h"

#include <stdint.h>
#include <stdio.h>

#include <nettle/base64.h>

void gamut_digest_init(struct gamut_digest *digest)
{
	sha256_init(&digest->sha);
}

void gamut_digest_bytes(struct gamut_digest *digest, struct gamut_str s)
{
	if (s.len > 0)
		sha256_update(&digest->sha, s.len, (const uint8_t *)s.ptr);
}

void gamut_digest_field(struct gamut_digest *digest, struct gamut_str s)
{
	char length[32];
	int n = snprintf(length, sizeof(length), "%zu:", s.len);

	gamut_digest_bytes(
		digest, (struct gamut_str){ .ptr = length, .len = (size_t)n });
	gamut_digest_bytes(digest, s);
}

void gamut_digest_hex(struct gamut_digest *digest, char hex[GAMUT_DIGEST_SIZE])
{
	uint8_t bytes[SHA256_DIGEST_SIZE];

	sha256_digest(&digest->sha, sizeof(bytes), bytes);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		*hex++ = "0123456789abcdef"[bytes[i] >> 4];
		*hex++ = "0123456789abcdef"[bytes[i] & 15];
	}
	*hex = '\0';
}

void gamut_digest_base64(struct gamut_digest *digest,
                         char text[GAMUT_DIGEST_BASE64_SIZE])
{
	uint8_t bytes[SHA256_DIGEST_SIZE];

	sha256_digest(&digest->sha, sizeof(bytes), bytes);
	base64_encode_raw(text, sizeof(bytes), bytes);
	text[GAMUT_DIGEST_BASE64_SIZE - 1] = '\0';
}

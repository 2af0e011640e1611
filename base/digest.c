#include "base/digest.h"

#include <stdio.h>

void gamut_digest_init(struct gamut_digest *digest)
{
	SHA256Init(&digest->sha);
}

void gamut_digest_bytes(struct gamut_digest *digest, struct gamut_str s)
{
	if (s.len > 0)
		SHA256Update(&digest->sha, (const uint8_t *)s.ptr, s.len);
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
	SHA256End(&digest->sha, hex);
}

#ifndef GAMUT_VERIFIERS_UUID_H
#define GAMUT_VERIFIERS_UUID_H

#include "verifiers/verifier.h"

/*
 * Is the answer a UUID (RFC 9562)?
 *
 * 32 hexadecimal digits in any case, grouped 8-4-4-4-12 by hyphens; no braces,
 * no "urn:uuid:". Else BAD_FORMAT. The canonical form is in lower case.
 *
 * The nil and max UUIDs, all zeros and all ones, are of no version: they are
 * EXCLUDED unless they are allowed. No members.
 */
struct gamut_uuid_rule {
	/*
	 * 1 to 8: of that version and of the RFC's variant, else NO_MATCH;
	 * 0: any bits.
	 */
	uint64_t version;
	bool allows_special; /* nil and max, whatever the version */
};

extern const struct gamut_verifier gamut_verifier_uuid;

#endif

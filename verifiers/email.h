#ifndef GAMUT_VERIFIERS_EMAIL_H
#define GAMUT_VERIFIERS_EMAIL_H

#include "verifiers/verifier.h"

/*
 * Is the answer an e-mail address, local@domain?
 *
 *   local   1 to 64 of the ASCII letters and digits and . _ % + -, with no
 *           dot at either end and no two in a row;
 *   domain  at most 255 bytes: two labels or more, joined by dots, of 1 to 63
 *           letters, digits and hyphens, with no hyphen at either end; the
 *           last label, the top-level domain, is two letters or more.
 *
 * Whether the domain exists, or its top level is one of ICANN's, is not asked.
 * The canonical form is the address in lower case: the case of a local part
 * could matter by RFC 5321, and in practice does not.
 *
 * An answer that breaks several rules gets the first reason of TOO_LONG,
 * BAD_FORMAT (not exactly one @), BAD_LOCAL_PART, BAD_DOMAIN, BAD_TLD.
 *
 * Members: every "given.family@host.tld" of the name lists in email.c, with
 * ".", "_" or "-" between the names: 120,000 for each top-level domain.
 */
struct gamut_email_rule {
	/*
	 * The top-level domains that are accepted, lower case, without the
	 * dot, ended by NULL; at least one. NULL: any.
	 */
	const char *const *tlds;
};

extern const struct gamut_verifier gamut_verifier_email;

#endif

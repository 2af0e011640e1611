#ifndef GAMUT_VERIFIERS_IP_H
#define GAMUT_VERIFIERS_IP_H

#include "verifiers/verifier.h"

/*
 * Is the answer an IP address?
 *
 * IPv4: four decimal numbers without leading zeros, parted by points. IPv6: the
 * text forms of RFC 4291, section 2.2, with "::" and with an IPv4 address at
 * the end; no zone, no brackets, no prefix length.
 *
 * The canonical form of IPv6 is that of RFC 5952: lower case, the first of the
 * longest runs of zeros as "::", the mapped IPv4 addresses (::ffff:0:0/96) with
 * points.
 *
 * Members: none.
 */
enum gamut_ip_version {
	GAMUT_IP_ANY,
	GAMUT_IP_4,
	GAMUT_IP_6
};

/*
 * PRIVATE: RFC 1918; RFC 4193 (fc00::/7). DOCUMENTATION: RFC 5737; RFC 3849
 * and RFC 9637. PUBLIC: all of IPv4, and of 2000::/3, but the blocks that
 * IANA's registries of special-purpose addresses (RFC 6890) have as not
 * globally reachable, multicast, 6to4 and 192.88.99.0/24; the few addresses
 * that are reachable within such a block are not told apart.
 */
enum gamut_ip_scope {
	GAMUT_IP_ANYWHERE,
	GAMUT_IP_PRIVATE,
	GAMUT_IP_DOCUMENTATION,
	GAMUT_IP_PUBLIC,
};

struct gamut_ip_rule {
	int version; /* enum gamut_ip_version */
	int scope;   /* enum gamut_ip_scope; others are OUT_OF_RANGE */
};

extern const struct gamut_verifier gamut_verifier_ip;

#endif

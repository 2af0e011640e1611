/* prime_numbers: a prime of any length. */
#include "tasks/builtin.h"
#include "verifiers/prime.h"

static const struct gamut_prime_rule rule = { .below = 0 };

static const struct gamut_accept_case accepts[] = {
	{ "617", "617" },
	{ "13", "13" },
	{ "47", "47" },
	{ "2", "2" },
	{ "3", "3" },
	{ "999983", "999983" },
	{ "1000003", "1000003" },
	{ "4294967291", "4294967291" },
	{ "2305843009213693951", "2305843009213693951" },
	{ "1000000000000000003", "1000000000000000003" },
	{ "18446744073709551557", "18446744073709551557" },
	{ "170141183460469231731687303715884105727",
	  "170141183460469231731687303715884105727" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "0", GAMUT_REASON_NOT_PRIME },
	{ "1", GAMUT_REASON_NOT_PRIME },
	{ "4", GAMUT_REASON_NOT_PRIME },
	{ "91", GAMUT_REASON_NOT_PRIME },
	{ "561", GAMUT_REASON_NOT_PRIME },  /* Carmichael */
	{ "2047", GAMUT_REASON_NOT_PRIME }, /* strong pseudoprime to base 2 */
	{ "3215031751", GAMUT_REASON_NOT_PRIME }, /* to 2, 3, 5 and 7 */
	{ "3825123056546413051",
	  GAMUT_REASON_NOT_PRIME }, /* to the first nine primes */
	{ "318665857834031151167461",
	  GAMUT_REASON_NOT_PRIME }, /* to the first twelve */
	{ "+7", GAMUT_REASON_NOT_INTEGER },
	{ "-7", GAMUT_REASON_NOT_INTEGER },
	{ "07", GAMUT_REASON_LEADING_ZERO },
	{ "7.", GAMUT_REASON_NOT_INTEGER },
	{ "7.0", GAMUT_REASON_NOT_INTEGER },
	{ " 7", GAMUT_REASON_NOT_INTEGER },
	{ "1_3", GAMUT_REASON_NOT_INTEGER },
	{ "seven", GAMUT_REASON_NOT_INTEGER },
	{ "2, 3", GAMUT_REASON_NOT_INTEGER },
	{ "\xef\xbc\x97", GAMUT_REASON_NOT_INTEGER }, /* full-width seven */
	{ 0 },
};

const struct gamut_task gamut_task_prime_numbers = {
	GAMUT_TASK_HEADER,
	.name = "prime_numbers",
	.description = "Generate a prime number",
	.examples = { "617", "13", "47" },
	.max_tokens = 10,
	.revision = 1,
	.verifier = &gamut_verifier_prime,
	.rule = &rule,
	.space = GAMUT_UNBOUNDED,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

/* gerund: the -ing form of an English verb. */
#include "tasks/catalog/kind.h"
#include "verifiers/gerund.h"

const struct gamut_kind gamut_kind_gerund = {
	.name = "gerund",
	.help = "the -ing form of an English verb, rightly spelled, US or UK",
	.verifier = &gamut_verifier_gerund,
	.is_optional = true,
};

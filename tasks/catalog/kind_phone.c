/* phone: a US or an international telephone number. */
#include "tasks/catalog/kind.h"
#include "verifiers/phone.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "international",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_phone_rule, is_international),
	  .help = "true: with + and country code; otherwise ten US digits" },
	{ 0 },
};

const struct gamut_kind gamut_kind_phone = {
	.name = "phone",
	.help = "a telephone number, US (ddd-ddd-dddd and the like) or "
		"international",
	.verifier = &gamut_verifier_phone,
	.rule_size = sizeof(struct gamut_phone_rule),
	.keys = keys,
	.is_optional = true,
};

/* uuid: a universally unique identifier. */
#include "tasks/catalog/kind.h"
#include "verifiers/uuid.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "version",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_uuid_rule, version),
	  .max = 8,
	  .help = "1 to 8: of that version and RFC 9562's variant; 0, the "
	          "default: any" },
	{ .name = "special",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_uuid_rule, allows_special),
	  .help = "whether the nil and max UUIDs are accepted" },
	{ 0 },
};

const struct gamut_kind gamut_kind_uuid = {
	.name = "uuid",
	.help = "a UUID: 8-4-4-4-12 hexadecimal digits",
	.verifier = &gamut_verifier_uuid,
	.rule_size = sizeof(struct gamut_uuid_rule),
	.keys = keys,
	.is_optional = true,
};

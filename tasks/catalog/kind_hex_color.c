/* hex-color: a color in hexadecimal. */
#include "tasks/catalog/kind.h"
#include "verifiers/hex_color.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "alpha",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_hex_color_rule, allows_alpha),
	  .help = "whether #RGBA and #RRGGBBAA are accepted too" },
	{ 0 },
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_hex_color_rule *color = rule;

	(void)node;
	(void)context;
	(void)err;
	out->lists_all = !color->allows_alpha;
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_hex_color = {
	.name = "hex-color",
	.help = "a color as #RGB or #RRGGBB",
	.verifier = &gamut_verifier_hex_color,
	.rule_size = sizeof(struct gamut_hex_color_rule),
	.keys = keys,
	.is_optional = true,
	.finish = finish,
};

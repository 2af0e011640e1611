/* formula: a chemical compound's. */
#include "tasks/catalog/kind.h"
#include "verifiers/formula.h"

/* Written down the other way around from how the rule has it. */
static enum gamut_status take_balanced(void *at,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	(void)context;
	if (!gamut_yaml_is_bool(node))
		return gamut_yaml_error(node, err, "true or false is wanted");
	*(bool *)at = gamut_str_eq(gamut_yaml_text(node), GAMUT_STR("false"));
	return GAMUT_OK;
}

static const struct gamut_kind_key keys[] = {
	{ .name = "balanced",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_formula_rule, skips_balance),
	  .take = take_balanced,
	  .schema = "{\"type\":\"boolean\"}",
	  .help = "whether valences must come out even, true by default" },
	{ .name = "elements",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_formula_rule, allows_elements),
	  .help = "whether a lone element, such as O2, counts" },
	{ .name = "ions",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_formula_rule, allows_ions),
	  .help = "whether a charge may follow: SO4^2-, NH4+" },
	{ 0 },
};

const struct gamut_kind gamut_kind_formula = {
	.name = "formula",
	.help = "the formula of a chemical compound",
	.verifier = &gamut_verifier_formula,
	.rule_size = sizeof(struct gamut_formula_rule),
	.keys = keys,
	.is_optional = true,
};

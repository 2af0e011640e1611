/* car: a make and model, or a make alone. */
#include "tasks/catalog/kind.h"
#include "verifiers/car.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "brand",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_car_rule, is_brand),
	  .help = "true: a make alone, and not a model of it" },
	{ 0 },
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	(void)rule;
	(void)node;
	(void)context;
	(void)err;
	out->lists_all = true;
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_car = {
	.name = "car",
	.help = "a car's make and model, or a make, of the list that is "
		"shipped",
	.verifier = &gamut_verifier_car,
	.rule_size = sizeof(struct gamut_car_rule),
	.keys = keys,
	.is_optional = true,
	.finish = finish,
};

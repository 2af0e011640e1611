#ifndef GAMUT_TASKS_CATALOG_COMBINE_H
#define GAMUT_TASKS_CATALOG_COMBINE_H

#include "tasks/catalog/kind.h"
#include "verifiers/combine.h"

/* What the kinds all, any and not have in common: their rule as it is read. */
struct gamut_combine_reading {
	struct gamut_combine_rule rule; /* first: the verifier sees only this */
	enum gamut_combine mode;
	struct gamut_checks checks;
	struct gamut_check check; /* of `not`, instead */
};

/* The one row of the key tables of all and any; `text` says what for. */
#define GAMUT_COMBINE_CHECKS(text)                                        \
	{                                                                 \
		.name = "checks", .type = GAMUT_KIND_CHECKS,              \
		.offset = offsetof(struct gamut_combine_reading, checks), \
		.is_required = true, .help = (text)                       \
	}

/*
 * Their finish(), of a struct gamut_combine_reading: make its rule of its
 * checks, and choose the verifier. GAMUT_EPARSE, with the place, where the
 * checks cannot be opened or need too much together.
 */
GAMUT_MUST_USE
enum gamut_status gamut_combine_finish(struct gamut_check *out, void *rule,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err);

#endif

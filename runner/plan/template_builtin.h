#ifndef GAMUT_PLAN_TEMPLATE_BUILTIN_H
#define GAMUT_PLAN_TEMPLATE_BUILTIN_H

#include "runner/plan/template.h"

/*
 * The texts of the built-in templates, in template.h's language: data for
 * template.c, which finds and fills them.
 */

/* Spectrum models of one family, and the turns they were trained on. */
struct gamut_family {
	const char *name;
	/* What the lower-case name of such a model contains. */
	const char *hint;
	struct gamut_template_part part;
};

/*
 * The family named `name`, or where that is NULL, the one that `model`'s name
 * tells; NULL where there is none.
 */
const struct gamut_family *gamut_family_find(const char *name,
                                             const char *model);

#endif

#ifndef GAMUT_TASKS_CATALOG_KIND_VALUES_H
#define GAMUT_TASKS_CATALOG_KIND_VALUES_H

#include "tasks/catalog/kind.h"

/*
 * Read the value of `key`, whose type is one of kind.h's, from `node` to `at`:
 * for kind.c. GAMUT_EPARSE with the place; what take() fails with.
 */
GAMUT_MUST_USE
enum gamut_status gamut_kind_take_value(void *at,
                                        const struct gamut_kind_key *key,
                                        const struct gamut_yaml_node *node,
                                        struct gamut_kind_context *context,
                                        struct gamut_err *err);

#endif

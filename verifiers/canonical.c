#include "verifiers/canonical.h"

#include <stdlib.h>

#include "base/alloc.h"

struct gamut_canonical {
	const struct gamut_canonical_rule *rule;
};

const char *gamut_canonical_name(enum gamut_canonical_op op)
{
	(void)op;
	return "";
}

bool gamut_canonical_find(enum gamut_canonical_op *op, struct gamut_str name)
{
	(void)op;
	(void)name;
	return false;
}

enum gamut_status gamut_canonical_open(struct gamut_canonical **out,
                                       const struct gamut_canonical_rule *rule,
                                       struct gamut_err *err)
{
	(void)err;
	*out = gamut_alloc(sizeof(**out));
	(*out)->rule = rule;
	return GAMUT_OK;
}

void gamut_canonical_free(struct gamut_canonical *canonical)
{
	free(canonical);
}

struct gamut_str gamut_canonical_apply(const struct gamut_canonical *canonical,
                                       struct gamut_str form,
                                       struct gamut_arena *arena)
{
	(void)canonical;
	(void)arena;
	return form;
}

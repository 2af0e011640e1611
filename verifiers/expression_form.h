#ifndef GAMUT_VERIFIERS_EXPRESSION_FORM_H
#define GAMUT_VERIFIERS_EXPRESSION_FORM_H

#include "base/arena.h"
#include "base/str.h"

/* An expression that was read: a number, or an operator with its operands. */
struct gamut_expression {
	char op; /* of "+-*" and "/"; '~': minus `left`; 0: a number */
	struct gamut_str digits;              /* of a number */
	const struct gamut_expression *left;  /* NULL in numbers */
	const struct gamut_expression *right; /* NULL in signs too */
};

/* The canonical form, as expression.h says; in the arena. */
struct gamut_str gamut_expression_form(const struct gamut_expression *tree,
                                       struct gamut_arena *arena);

#endif

#ifndef GAMUT_TESTS_REFERENCE_H
#define GAMUT_TESTS_REFERENCE_H

#include "base/buf.h"

/*
 * Write docs/kinds.md: the kinds of check with their keys, and the reasons, as
 * their tables have them.
 */
void gamut_reference_kinds(struct gamut_buf *out);

#endif

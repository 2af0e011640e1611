#ifndef GAMUT_TESTS_UNIT_H
#define GAMUT_TESTS_UNIT_H

#include <signal.h>

#include <check.h>

#include "base/compiler.h"

/* Every tests/unit/test_<module>.c defines this; support/main.c runs it. */
Suite *unit_suite(void);

#endif

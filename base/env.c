#include "base/env.h"

#include <stdlib.h>

const char *gamut_env(const char *name)
{
	/* Unsafe only beside setenv(), which nothing here calls. */
	const char *value = getenv(name); /* NOLINT(concurrency-mt-unsafe) */

	return value && value[0] ? value : NULL;
}

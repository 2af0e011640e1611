#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

void *gamut_alloc(size_t size)
{
	return gamut_alloc_array(1, size);
}

void *gamut_alloc_array(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		GAMUT_BUG("out of memory: %zu items of %zu bytes", count, size);
	return p;
}

void *gamut_realloc_array(void *old, size_t count, size_t size)
{
	void *p;

	if (size != 0 && count > SIZE_MAX / size)
		GAMUT_BUG("%zu items of %zu bytes overflow", count, size);
	p = realloc(old, count > 0 && size > 0 ? count * size : 1);
	if (!p)
		GAMUT_BUG("out of memory: %zu items of %zu bytes", count, size);
	return p;
}

void *gamut_grow_array(void *items, size_t *size, size_t count,
                       size_t item_bytes)
{
	if (count < *size)
		return items;
	*size = *size ? 2 * *size : 16;
	return gamut_realloc_array(items, *size, item_bytes);
}

char *gamut_strdup(const char *text)
{
	size_t size;

	if (!text)
		return NULL;
	size = strlen(text) + 1;
	return memcpy(gamut_alloc(size), text, size);
}

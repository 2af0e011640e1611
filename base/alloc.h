#ifndef GAMUT_BASE_ALLOC_H
#define GAMUT_BASE_ALLOC_H

#include <stddef.h>

#include "base/compiler.h"

/*
 * Memory for objects that live longer than one item; what belongs to an item
 * comes from an arena. Running out is fatal here and nowhere else: whatever
 * has been recorded is safely on disk by then, and every signature is simpler
 * for it. Release with free().
 */

/* Zeroed memory, never NULL; `size` may be 0. */
GAMUT_NONNULL
void *gamut_alloc(size_t size);

/* `count` zeroed items of `size` bytes. */
GAMUT_NONNULL
void *gamut_alloc_array(size_t count, size_t size);

/*
 * `old` grown or shrunk to `count` items of `size` bytes; what is new is not
 * zeroed. `old` may be NULL.
 */
GAMUT_NONNULL
void *gamut_realloc_array(void *old, size_t count, size_t size);

/*
 * `items`, of `item_bytes` each, with room for one more than `count`: moved
 * and doubled where `*size`, how many there is room for, is reached. What is
 * new is not zeroed. `items` may be NULL with a `*size` of 0.
 *
 *	list = gamut_grow_array(list, &size, count, sizeof(*list));
 *	list[count++] = item;
 */
GAMUT_NONNULL
void *gamut_grow_array(void *items, size_t *size, size_t count,
                       size_t item_bytes);

/* A copy of `text`, or NULL for NULL. */
char *gamut_strdup(const char *text);

#endif

#include "base/normal.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/alloc.h"

/* More than one character becomes: U+FDFA has 18. */
#define DECOMPOSED_MAX 32

/* Runs of so few marks are put in order in place. */
#define SHORT_RUN 16

/* There are no more canonical combining classes. */
#define CLASSES 256

struct codes {
	utf8proc_int32_t *list;
	size_t count;
	size_t size;
};

static int class_of(utf8proc_int32_t code)
{
	return utf8proc_get_property(code)->combining_class;
}

static void order_few(utf8proc_int32_t *run, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		utf8proc_int32_t code = run[i];
		int class = class_of(code);
		size_t at = i;

		for (; at > 0 && class_of(run[at - 1]) > class; at--)
			run[at] = run[at - 1];
		run[at] = code;
	}
}

static void order_many(utf8proc_int32_t *run, size_t count)
{
	utf8proc_int32_t *copy = gamut_alloc_array(count, sizeof(*copy));
	size_t begins[CLASSES + 1] = { 0 };

	memcpy(copy, run, count * sizeof(*copy));
	for (size_t i = 0; i < count; i++)
		begins[class_of(copy[i]) + 1]++;
	for (size_t i = 1; i <= CLASSES; i++)
		begins[i] += begins[i - 1];
	for (size_t i = 0; i < count; i++)
		run[begins[class_of(copy[i])]++] = copy[i];
	free(copy);
}

/* The canonical ordering algorithm (Unicode, D109): stable by class. */
static void order_marks(struct codes *codes)
{
	size_t i = 0;

	while (i < codes->count) {
		size_t begin = i;

		while (i < codes->count && class_of(codes->list[i]) > 0)
			i++;
		if (i - begin > SHORT_RUN)
			order_many(codes->list + begin, i - begin);
		else if (i - begin > 1)
			order_few(codes->list + begin, i - begin);
		i += i == begin;
	}
}

static bool decompose(struct codes *codes, struct gamut_str s,
                      utf8proc_option_t options)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)s.ptr;
	size_t left = s.len;
	int boundary = 0; /* for an option that is not used */

	while (left > 0) {
		utf8proc_int32_t code;
		utf8proc_ssize_t len =
			utf8proc_iterate(at, (utf8proc_ssize_t)left, &code);

		if (len <= 0)
			return false;
		at += len;
		left -= (size_t)len;
		/* And for the NUL. */
		while (codes->size - codes->count <= DECOMPOSED_MAX)
			codes->list =
				gamut_grow_array(codes->list, &codes->size,
			                         codes->size, sizeof(code));
		len = utf8proc_decompose_char(code, codes->list + codes->count,
		                              DECOMPOSED_MAX, options,
		                              &boundary);
		if (len < 0)
			return false;
		codes->count += (size_t)len;
	}
	return true;
}

bool gamut_normal(struct gamut_str *out, struct gamut_str s, int options,
                  struct gamut_arena *arena)
{
	struct codes codes = { 0 };
	bool is_good = decompose(&codes, s, (utf8proc_option_t)options);

	if (is_good && codes.count > 0) {
		utf8proc_ssize_t len;

		order_marks(&codes);
		/* In place, with a NUL behind, for which there is room. */
		len = utf8proc_reencode(codes.list,
		                        (utf8proc_ssize_t)codes.count,
		                        (utf8proc_option_t)options);
		*out = gamut_arena_copy(
			arena,
			(struct gamut_str){ .ptr = (const char *)codes.list,
		                            .len = (size_t)len });
	} else if (is_good) {
		*out = GAMUT_STR_EMPTY;
	}
	free(codes.list);
	return is_good;
}

#include "runner/measure/values.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/text.h"

/* How many are named, and how much of each. */
#define NAMED 3
#define NAME_COLUMNS 48

struct gamut_value_count {
	struct gamut_str text;
	size_t count;
};

void gamut_values_release(struct gamut_values *values)
{
	gamut_map_clear(&values->of);
	free(values->list);
	*values = (struct gamut_values){ 0 };
}

void gamut_values_add(struct gamut_values *values, struct gamut_str text,
                      struct gamut_arena *arena)
{
	size_t i = values->last;

	if (text.len == 0)
		return;
	if (i >= values->count || !gamut_str_eq(values->list[i].text, text))
		i = gamut_map_put(&values->of, text, values->count);
	if (i == values->count) {
		values->list = gamut_grow_array(values->list, &values->size,
		                                values->count,
		                                sizeof(values->list[0]));
		values->list[values->count++] = (struct gamut_value_count){
			.text = gamut_arena_copy(arena, text),
		};
	}
	values->list[i].count++;
	values->total++;
	values->last = i;
}

/* Keep the most frequent ones, of equally frequent those that come first. */
static void keep_value(struct gamut_value_count top[NAMED],
                       struct gamut_value_count value)
{
	for (size_t i = 0; i < NAMED; i++)
		if (value.count > top[i].count) {
			const struct gamut_value_count less = top[i];

			top[i] = value;
			value = less;
		}
}

static int by_text(const void *left, const void *right)
{
	const struct gamut_value_count *a = left;
	const struct gamut_value_count *b = right;

	return gamut_str_cmp(a->text, b->text);
}

struct gamut_str gamut_values_list(struct gamut_values *values,
                                   struct gamut_arena *arena)
{
	struct gamut_value_count top[NAMED] = { 0 };
	struct gamut_buf text = { 0 };
	struct gamut_str list;

	if (values->count > 0)
		qsort(values->list, values->count, sizeof(values->list[0]),
		      by_text);
	for (size_t i = 0; i < values->count; i++)
		keep_value(top, values->list[i]);
	gamut_buf_addf(&text, "%zu: ", values->count);
	for (size_t i = 0; i < NAMED && top[i].count > 0; i++) {
		gamut_buf_add(&text, i ? GAMUT_STR(", '") : GAMUT_STR("'"));
		gamut_text_show(&text, top[i].text, NAME_COLUMNS);
		gamut_buf_addf(&text, "' %zu", top[i].count);
	}
	if (values->count > NAMED)
		gamut_buf_addf(&text, " and %zu more", values->count - NAMED);
	list = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return list;
}

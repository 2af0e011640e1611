#include "runner/sample/waiting.h"

#include <stdlib.h>

#include "base/alloc.h"

struct gamut_waiting_item {
	struct gamut_request request;
	int64_t due_us;
};

void gamut_waiting_add(struct gamut_waiting *waiting,
                       const struct gamut_request *request, int64_t due_us)
{
	waiting->items = gamut_grow_array(waiting->items, &waiting->size,
	                                  waiting->count,
	                                  sizeof(*waiting->items));
	waiting->items[waiting->count++] = (struct gamut_waiting_item){
		.request = *request,
		.due_us = due_us,
	};
}

/* Which is due first; there must be one. */
static size_t find_earliest(const struct gamut_waiting *waiting)
{
	size_t best = 0;

	for (size_t i = 1; i < waiting->count; i++)
		if (waiting->items[i].due_us < waiting->items[best].due_us)
			best = i;
	return best;
}

int64_t gamut_waiting_next_us(const struct gamut_waiting *waiting)
{
	if (waiting->count == 0)
		return INT64_MAX;
	return waiting->items[find_earliest(waiting)].due_us;
}

bool gamut_waiting_take(struct gamut_waiting *waiting,
                        struct gamut_request *request, int64_t now_us)
{
	size_t i;

	if (waiting->count == 0)
		return false;
	i = find_earliest(waiting);
	if (waiting->items[i].due_us > now_us)
		return false;
	*request = waiting->items[i].request;
	waiting->items[i] = waiting->items[--waiting->count];
	return true;
}

void gamut_waiting_release(struct gamut_waiting *waiting)
{
	free(waiting->items);
	*waiting = (struct gamut_waiting){ 0 };
}

#include "runner/sample/outstanding.h"

#include <stdlib.h>

#include "base/alloc.h"

/* Twice the room, with the spans at the front in their order. */
static void grow(struct gamut_outstanding *todo)
{
	size_t size = todo->size ? todo->size * 2 : 64;
	struct gamut_span *spans = gamut_alloc_array(size, sizeof(*spans));

	for (size_t i = 0; i < todo->count; i++)
		spans[i] = todo->spans[(todo->first + i) % todo->size];
	free(todo->spans);
	todo->spans = spans;
	todo->size = size;
	todo->first = 0;
}

void gamut_outstanding_put(struct gamut_outstanding *todo,
                           struct gamut_span span)
{
	if (span.count == 0)
		GAMUT_BUG("an empty span of cell %zu", span.cell);
	if (todo->count == todo->size)
		grow(todo);
	todo->spans[(todo->first + todo->count++) % todo->size] = span;
}

/* Queue the gaps of one cell; returns how many samples they hold. */
static uint64_t put_gaps(struct gamut_outstanding *todo,
                         const struct gamut_run *run, size_t cell)
{
	struct gamut_span gap = { .cell = cell };
	uint64_t missing = 0;

	for (uint32_t i = 0; i < gamut_run_wanted(run, cell); i++) {
		if (!gamut_run_has(run, cell, i)) {
			gap.count++;
			continue;
		}
		if (gap.count > 0)
			gamut_outstanding_put(todo, gap);
		missing += gap.count;
		gap.index = i + 1;
		gap.count = 0;
	}
	if (gap.count > 0)
		gamut_outstanding_put(todo, gap);
	return missing + gap.count;
}

uint64_t gamut_outstanding_init(struct gamut_outstanding *todo,
                                const struct gamut_run *run)
{
	uint64_t missing = 0;

	*todo = (struct gamut_outstanding){ 0 };
	for (size_t cell = 0; cell < run->manifest.cell_count; cell++)
		missing += put_gaps(todo, run, cell);
	return missing;
}

bool gamut_outstanding_take(struct gamut_outstanding *todo,
                            struct gamut_span *span, uint32_t max_count)
{
	struct gamut_span rest;

	if (todo->count == 0)
		return false;
	rest = todo->spans[todo->first];
	todo->first = (todo->first + 1) % todo->size;
	todo->count--;
	*span = rest;
	if (rest.count > max_count) {
		span->count = max_count;
		rest.index += max_count;
		rest.count -= max_count;
		gamut_outstanding_put(todo, rest);
	}
	return true;
}

void gamut_outstanding_release(struct gamut_outstanding *todo)
{
	free(todo->spans);
	*todo = (struct gamut_outstanding){ 0 };
}

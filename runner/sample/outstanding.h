#ifndef GAMUT_SAMPLE_OUTSTANDING_H
#define GAMUT_SAMPLE_OUTSTANDING_H

#include <stdbool.h>

#include "runner/sample/backend.h"
#include "runner/store/store.h"

/* Samples [index, index + count) of one cell. */
struct gamut_span {
	size_t cell;
	uint32_t index;
	uint32_t count;
};

/*
 * The samples that nobody has been asked for yet: a queue of spans. What is
 * cut off one leaves the rest at the end of the queue, so cells take turns, and
 * metrics of all of them are there early. Spans never overlap, so no sample is
 * asked for twice at a time. `{0}` is empty.
 */
struct gamut_outstanding {
	struct gamut_span *spans; /* a ring */
	size_t size;              /* spans allocated */
	size_t first;
	size_t count;
};

/* Queue what `run` lacks; returns how many samples that is. */
uint64_t gamut_outstanding_init(struct gamut_outstanding *todo,
                                const struct gamut_run *run);

/* Queue a span of at least one sample. */
void gamut_outstanding_put(struct gamut_outstanding *todo,
                           struct gamut_span span);

/*
 * Take the next at most `max_count` samples, neighbours within a cell; false,
 * leaving `*span` alone, where none is left.
 */
bool gamut_outstanding_take(struct gamut_outstanding *todo,
                            struct gamut_span *span, uint32_t max_count);

void gamut_outstanding_release(struct gamut_outstanding *todo);

#endif

#ifndef GAMUT_SAMPLE_WAITING_H
#define GAMUT_SAMPLE_WAITING_H

#include <stdbool.h>

#include "runner/sample/backend.h"

/*
 * Requests between two attempts, each with the time at which the next one is
 * due. Times are the caller's. `{0}` is empty.
 */
struct gamut_waiting {
	struct gamut_waiting_item *items;
	size_t count;
	size_t size;
};

/* Keep `request`, as it is to be sent, until `due_us`. */
void gamut_waiting_add(struct gamut_waiting *waiting,
                       const struct gamut_request *request, int64_t due_us);

/* Take the one that is due first, where one is due. */
bool gamut_waiting_take(struct gamut_waiting *waiting,
                        struct gamut_request *request, int64_t now_us);

/* When the first is due; INT64_MAX where none waits. */
int64_t gamut_waiting_next_us(const struct gamut_waiting *waiting);

void gamut_waiting_release(struct gamut_waiting *waiting);

#endif

#ifndef GAMUT_MEASURE_SEEN_H
#define GAMUT_MEASURE_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Which hashes come again
 * -----------------------
 * A Bloom filter (Bloom 1970): every hash that comes twice is found, and
 * seldom one that does not (about one in a million), for 4 bytes a hash. So
 * what is equal can be looked for in two passes: the first finds the few
 * hashes worth looking at, the second compares what has these. `{0}` is empty.
 */
struct gamut_seen {
	uint64_t *bits;
	uint64_t bit_count;
	uint64_t *again; /* hashes that came again */
	size_t count;
	size_t size;
};

/* Ready for about `count` hashes. Release with gamut_seen_release(). */
void gamut_seen_init(struct gamut_seen *seen, size_t count);
void gamut_seen_release(struct gamut_seen *seen);

/* A hash, all of whose bits are mixed well. */
void gamut_seen_add(struct gamut_seen *seen, uint64_t hash);

/* All have come: did any come again? To be called before the next. */
bool gamut_seen_settle(struct gamut_seen *seen);

/* May `hash` have come more than once? O(log of those that did). */
bool gamut_seen_again(const struct gamut_seen *seen, uint64_t hash);

#endif

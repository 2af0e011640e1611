#include "runner/measure/seen.h"

#include <stdlib.h>

#include "base/alloc.h"

/* Bits for a hash, and how many of them it sets. */
#define BITS 32
#define PROBES 8
#define WORD_BITS 64

void gamut_seen_init(struct gamut_seen *seen, size_t count)
{
	size_t words = count * BITS / WORD_BITS + PROBES;

	*seen = (struct gamut_seen){
		.bits = gamut_alloc_array(words, sizeof(seen->bits[0])),
		.bit_count = (uint64_t)words * WORD_BITS,
	};
}

void gamut_seen_release(struct gamut_seen *seen)
{
	free(seen->bits);
	free(seen->again);
	*seen = (struct gamut_seen){ 0 };
}

void gamut_seen_add(struct gamut_seen *seen, uint64_t hash)
{
	/* Two hashes make many (Kirsch and Mitzenmacher 2006). */
	uint64_t other = (hash ^ hash >> 32) * UINT64_C(0x9e3779b97f4a7c15);
	uint64_t step = (other ^ other >> 32) % seen->bit_count;
	uint64_t place = hash % seen->bit_count;
	bool is_new = false;

	for (int i = 0; i < PROBES; i++) {
		uint64_t *word = &seen->bits[place / WORD_BITS];
		uint64_t bit = UINT64_C(1) << place % WORD_BITS;

		is_new |= !(*word & bit);
		*word |= bit;
		place += step;
		if (place >= seen->bit_count)
			place -= seen->bit_count;
	}
	if (is_new)
		return;
	/* What comes again all the time is kept once. */
	if (seen->count > 0 && seen->again[seen->count - 1] == hash)
		return;
	seen->again = gamut_grow_array(seen->again, &seen->size, seen->count,
	                               sizeof(seen->again[0]));
	seen->again[seen->count++] = hash;
}

static int compare(const void *left, const void *right)
{
	const uint64_t *a = left;
	const uint64_t *b = right;

	return (*a > *b) - (*a < *b);
}

bool gamut_seen_settle(struct gamut_seen *seen)
{
	size_t kept = 0;

	if (seen->count > 0)
		qsort(seen->again, seen->count, sizeof(seen->again[0]),
		      compare);
	for (size_t i = 0; i < seen->count; i++)
		if (i == 0 || seen->again[i] != seen->again[i - 1])
			seen->again[kept++] = seen->again[i];
	seen->count = kept;
	return kept > 0;
}

bool gamut_seen_again(const struct gamut_seen *seen, uint64_t hash)
{
	return seen->count > 0 &&
	       bsearch(&hash, seen->again, seen->count, sizeof(hash), compare);
}

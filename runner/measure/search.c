#include "runner/measure/search.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/rng.h"

void gamut_search_release(struct gamut_search *search)
{
	gamut_seen_release(&search->seen);
	gamut_map_clear(&search->texts);
	free(search->items);
	free(search->hits);
	free(search->of);
}

/* Is it the key before, again, as choices of one request come? */
static bool is_last(struct gamut_search *search,
                    const struct gamut_search_key *key, uint64_t hash)
{
	bool is_same = search->has_last && search->last_hash == hash &&
	               search->last_cell == key->cell &&
	               search->last_part == key->part;

	search->has_last = true;
	search->last_hash = hash;
	search->last_cell = key->cell;
	search->last_part = key->part;
	return is_same;
}

void gamut_search_note(struct gamut_search *search,
                       const struct gamut_search_key *key)
{
	uint64_t hash = gamut_rng_hash(0, key->text);

	if (!search->seen.bits)
		gamut_seen_init(&search->seen, search->expected);
	if (!is_last(search, key, hash))
		gamut_seen_add(&search->seen, hash);
}

bool gamut_search_settle(struct gamut_search *search)
{
	if (!gamut_seen_settle(&search->seen))
		return false;
	search->has_last = false;
	search->hits = gamut_alloc_array(search->cell_count, sizeof(uint64_t));
	search->of = gamut_alloc_array(search->cell_count, sizeof(uint64_t));
	return true;
}

/* A hash that was not seen again came once, but for what is_last() tells. */
void gamut_search_take(struct gamut_search *search,
                       const struct gamut_search_key *key)
{
	uint64_t hash = gamut_rng_hash(0, key->text);

	if (is_last(search, key, hash))
		return;
	if (!gamut_seen_again(&search->seen, hash)) {
		search->of[key->cell]++;
		return;
	}
	search->items = gamut_grow_array(search->items, &search->size,
	                                 search->count,
	                                 sizeof(search->items[0]));
	search->items[search->count++] = (struct gamut_search_item){
		.text = gamut_map_put(&search->texts, key->text,
		                      gamut_map_count(&search->texts)),
		.cell = key->cell,
		.part = key->part,
	};
}

/* By text, part, cell. */
static int compare(const void *left, const void *right)
{
	const struct gamut_search_item *a = left;
	const struct gamut_search_item *b = right;

	if (a->text != b->text)
		return a->text < b->text ? -1 : 1;
	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	return (a->cell > b->cell) - (a->cell < b->cell);
}

/* Count `count` items, all those of one text. */
static void count_text(struct gamut_search *search,
                       const struct gamut_search_item *items, size_t count)
{
	const struct gamut_search_item *first = &items[0];
	const struct gamut_search_item *last = &items[count - 1];
	bool is_shared = first->part != last->part ||
	                 (first->cell != last->cell && !search->ignores_cells);

	for (size_t i = 0; i < count; i++) {
		if (i > 0 && compare(&items[i - 1], &items[i]) == 0)
			continue;
		search->of[items[i].cell]++;
		search->hits[items[i].cell] += is_shared;
	}
}

void gamut_search_count(struct gamut_search *search)
{
	size_t end;

	if (search->count > 0)
		qsort(search->items, search->count, sizeof(search->items[0]),
		      compare);
	for (size_t at = 0; at < search->count; at = end) {
		end = at;
		while (end < search->count &&
		       search->items[end].text == search->items[at].text)
			end++;
		count_text(search, &search->items[at], end - at);
	}
}

#include "runner/measure/search.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/usage.h"

static void find_cells(struct gamut_search *search)
{
	const struct gamut_run *run = search->run;
	size_t at = 0;

	while (at < run->count) {
		search->first[search->cell_count++] = at;
		at += gamut_usage_span(&run->samples[at], run->count - at);
	}
	search->first[search->cell_count] = at;
}

void gamut_search_init(struct gamut_search *search, struct gamut_flags *flags,
                       const struct gamut_run *run, struct gamut_arena *arena)
{
	*search = (struct gamut_search){
		.flags = flags,
		.arena = arena,
		.run = run,
		.first = gamut_alloc_array(run->count + 1, sizeof(size_t)),
		.items = gamut_alloc_array(run->count,
		                           sizeof(struct gamut_search_item)),
	};
	find_cells(search);
	search->hits = gamut_alloc_array(search->cell_count, sizeof(uint64_t));
	search->of = gamut_alloc_array(search->cell_count, sizeof(uint64_t));
}

void gamut_search_release(struct gamut_search *search)
{
	free(search->first);
	free(search->items);
	free(search->hits);
	free(search->of);
}

void gamut_search_add(struct gamut_search *search,
                      const struct gamut_sample *sample, size_t cell,
                      struct gamut_str value)
{
	search->items[search->count++] = (struct gamut_search_item){
		.sample = sample,
		.cell = cell,
		.value = value,
	};
}

void gamut_search_sort(struct gamut_search *search,
                       gamut_search_cmp_fn *compare)
{
	if (search->count > 0)
		qsort(search->items, search->count, sizeof(search->items[0]),
		      compare);
}

/* How many items, from `at` on, are equal in what `compare` looks at. */
size_t gamut_search_group(const struct gamut_search *search, size_t at,
                          gamut_search_cmp_fn *compare)
{
	size_t end = at + 1;

	while (end < search->count &&
	       compare(&search->items[at], &search->items[end]) == 0)
		end++;
	return end - at;
}

struct gamut_warning *gamut_search_flag(struct gamut_search *search,
                                        enum gamut_warning_code code,
                                        size_t cell)
{
	const struct gamut_run *run = search->run;
	struct gamut_flags *flags = search->flags;
	struct gamut_cell_key key = {
		.model = run->manifest.model,
		.run = run->manifest.run_id,
		.task = GAMUT_STR_EMPTY,
		.setting = GAMUT_STR_EMPTY,
	};

	if (cell < search->cell_count) {
		key.task = run->samples[search->first[cell]].task;
		key.setting = run->samples[search->first[cell]].setting;
	}
	flags->list = gamut_grow_array(flags->list, &flags->size, flags->count,
	                               sizeof(flags->list[0]));
	flags->list[flags->count] = (struct gamut_warning){
		.code = code,
		.key = { gamut_arena_copy(search->arena, key.model),
		         gamut_arena_copy(search->arena, key.run),
		         gamut_arena_copy(search->arena, key.task),
		         gamut_arena_copy(search->arena, key.setting) },
		.count = 1,
		.of = 1,
	};
	return &flags->list[flags->count++];
}

void gamut_search_count(struct gamut_search *search,
                        enum gamut_warning_code code, size_t cell,
                        uint64_t count, uint64_t of)
{
	struct gamut_warning *flag;

	if (count == 0)
		return;
	flag = gamut_search_flag(search, code, cell);
	flag->count = count;
	flag->of = of;
	flag->detail = gamut_arena_strf(search->arena, "%ju of %ju",
	                                (uintmax_t)count, (uintmax_t)of);
}

/* Turn the hits of each cell into flags, and forget them. */
void gamut_search_hits(struct gamut_search *search,
                       enum gamut_warning_code code)
{
	for (size_t cell = 0; cell < search->cell_count; cell++) {
		gamut_search_count(search, code, cell, search->hits[cell],
		                   search->of[cell]);
		search->hits[cell] = 0;
		search->of[cell] = 0;
	}
	search->count = 0;
}

#include "tests/support/collect.h"

#include <check.h>
#include <stdlib.h>

#include "base/alloc.h"

struct gamut_run *gamut_collect_run(const char *folder)
{
	struct gamut_err err = { 0 };
	struct gamut_run *run;

	ck_assert_msg(gamut_run_read(&run, folder, &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_uint_eq(run->damaged + run->torn + run->foreign, 0);
	return run;
}

static enum gamut_status keep(void *context, size_t cell,
                              const struct gamut_sample *sample,
                              struct gamut_err *err)
{
	struct gamut_collection *all = context;
	struct gamut_str *const strings[] = {
		&all->samples[all->count].task,
		&all->samples[all->count].setting,
		&all->samples[all->count].text,
		&all->samples[all->count].reasoning,
		&all->samples[all->count].finish_reason,
		&all->samples[all->count].model,
		&all->samples[all->count].response_id,
		&all->samples[all->count].fingerprint,
	};

	(void)err;
	ck_assert_uint_lt(all->count, all->run->count);
	ck_assert(gamut_run_has(all->run, cell, sample->index));
	all->cells[all->count] = cell;
	all->samples[all->count] = *sample;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(strings); i++)
		*strings[i] = gamut_arena_copy(&all->arena, *strings[i]);
	all->count++;
	return GAMUT_OK;
}

/* It is among those that were collected. */
static enum gamut_status compare(void *context, size_t cell,
                                 const struct gamut_sample *sample,
                                 struct gamut_err *err)
{
	struct gamut_collection *all = context;
	const struct gamut_sample *same = gamut_collect_find(all, cell,
	                                                     sample->index);
	struct gamut_buf one = { 0 };
	struct gamut_buf two = { 0 };

	(void)err;
	ck_assert_ptr_nonnull(same);
	gamut_sample_encode(&one, sample);
	gamut_sample_encode(&two, same);
	ck_assert_str_eq(gamut_buf_cstr(&one), gamut_buf_cstr(&two));
	gamut_buf_release(&one);
	gamut_buf_release(&two);
	all->count++;
	return GAMUT_OK;
}

void gamut_collect(struct gamut_collection *all, const struct gamut_run *run)
{
	size_t cell_count = run->manifest.cell_count;
	uint32_t *ranks = gamut_alloc_array(cell_count, sizeof(*ranks));
	struct gamut_err err = { 0 };

	*all = (struct gamut_collection){
		.run = run,
		.samples = gamut_alloc_array(run->count + 1,
		                             sizeof(all->samples[0])),
		.cells = gamut_alloc_array(run->count + 1,
		                           sizeof(all->cells[0])),
	};
	for (size_t i = 0; i < cell_count; i++)
		ranks[i] = (uint32_t)i;
	ck_assert_msg(!gamut_run_each_sorted(run, ranks, keep, all, &err), "%s",
	              err.msg);
	ck_assert_uint_eq(all->count, run->count);
	all->count = 0;
	ck_assert_msg(!gamut_run_each(run, compare, all, &err), "%s", err.msg);
	ck_assert_uint_eq(all->count, run->count);
	free(ranks);
}

void gamut_collect_release(struct gamut_collection *all)
{
	free(all->samples);
	free(all->cells);
	gamut_arena_clear(&all->arena);
	*all = (struct gamut_collection){ 0 };
}

const struct gamut_sample *gamut_collect_find(
	const struct gamut_collection *all, size_t cell, uint32_t index)
{
	size_t low = 0;
	size_t high = all->run->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all->cells[middle] < cell ||
		    (all->cells[middle] == cell &&
		     all->samples[middle].index < index))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == all->run->count || all->cells[low] != cell ||
	    all->samples[low].index != index)
		return NULL;
	return &all->samples[low];
}

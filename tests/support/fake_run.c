#include "tests/support/fake_run.h"

struct gamut_run_index gamut_fake_run_index(const struct gamut_sample *samples,
                                            size_t count)
{
	return (struct gamut_run_index){ .samples = samples, .count = count };
}

static size_t cell_of(const struct gamut_run *run,
                      const struct gamut_sample *sample)
{
	const struct gamut_manifest *manifest = &run->manifest;

	for (size_t i = 0; i < manifest->cell_count; i++)
		if (gamut_str_eq(manifest->cells[i].task, sample->task) &&
		    gamut_str_eq(manifest->cells[i].setting, sample->setting))
			return i;
	GAMUT_BUG("a sample of no cell");
}

/* Those of the cell with this rank; all where there are no ranks. */
static enum gamut_status each(const struct gamut_run *run,
                              const uint32_t *ranks, size_t rank,
                              gamut_run_fn *fn, void *context,
                              struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < run->index->count && !status; i++) {
		const struct gamut_sample *sample = &run->index->samples[i];
		size_t cell = cell_of(run, sample);

		if (!ranks || ranks[cell] == rank)
			status = fn(context, cell, sample, err);
	}
	return status;
}

enum gamut_status gamut_run_each(const struct gamut_run *run, gamut_run_fn *fn,
                                 void *context, struct gamut_err *err)
{
	return each(run, NULL, 0, fn, context, err);
}

enum gamut_status gamut_run_each_sorted(const struct gamut_run *run,
                                        const uint32_t *ranks, gamut_run_fn *fn,
                                        void *context, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < run->manifest.cell_count && !status; i++)
		status = each(run, ranks, i, fn, context, err);
	return status;
}

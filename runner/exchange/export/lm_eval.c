/* lm-evaluation-harness: a folder for each model, as it names them. */
#include "runner/exchange/export/format.h"
#include "runner/exchange/export/lm_eval.h"

static enum gamut_status plan(struct gamut_export_plan *plan,
                              const struct gamut_export *export,
                              struct gamut_err *err)
{
	for (size_t i = 0; i < export->count; i++) {
		const struct gamut_export_run *run = &export->runs[i];
		const struct gamut_summary *summary = run->summary;
		int64_t began;
		enum gamut_status status = gamut_export_began(&began, run->run,
		                                              err);

		if (status)
			return status;
		gamut_export_plan_add(plan,
		                      gamut_lm_eval_samples_path(
					      run, NULL, began, &plan->arena),
		                      run->label);
		for (size_t c = 0; c < summary->cell_count; c++)
			gamut_export_plan_add(plan,
			                      gamut_lm_eval_samples_path(
						      run,
						      &summary->cells[c].key,
						      began, &plan->arena),
			                      run->label);
	}
	return GAMUT_OK;
}

/* Results last: they say that the samples are there. */
static enum gamut_status write_all(const struct gamut_export *export,
                                   struct gamut_str dir, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < export->count && !status; i++) {
		const struct gamut_export_run *run = &export->runs[i];
		int64_t began;

		status = gamut_export_began(&began, run->run, err);
		if (!status)
			status = gamut_lm_eval_write_samples(run, export->suite,
			                                     dir, began, err);
		if (!status)
			status = gamut_lm_eval_write_results(run, dir, began,
			                                     err);
	}
	return status;
}

const struct gamut_export_format gamut_export_lm_eval = {
	.name = "lm-eval",
	.plan = plan,
	.write = write_all,
};

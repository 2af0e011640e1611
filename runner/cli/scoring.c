#include "runner/cli/scoring.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/file.h"
#include "runner/cli/known.h"
#include "runner/cli/reading.h"
#include "runner/cli/repeat.h"
#include "runner/cli/sides.h"
#include "runner/measure/warning.h"
#include "runner/plan/profile.h"
#include "runner/report/samples.h"

enum gamut_status gamut_scoring_open(struct gamut_scoring *scoring,
                                     const struct gamut_suite *suite,
                                     struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (scoring->prices)
		status = gamut_prices_read(&scoring->owned_prices,
		                           scoring->prices, err);
	if (!status && !suite) {
		status = gamut_known_open(&scoring->owned_catalog,
		                          &scoring->task_files, err);
		if (!status)
			suite = scoring->owned_suite =
				gamut_suite_of(scoring->owned_catalog);
	}
	if (status)
		return status;
	scoring->suite = suite;
	scoring->score = gamut_score_open(suite);
	return GAMUT_OK;
}

void gamut_scoring_close(struct gamut_scoring *scoring)
{
	gamut_score_free(scoring->score);
	gamut_suite_free(scoring->owned_suite);
	gamut_catalog_free(scoring->owned_catalog);
	gamut_prices_free(scoring->owned_prices);
	free(scoring->runs);
	gamut_arena_clear(&scoring->arena);
}

/* Let the score know what tokens of `model` cost, if the list does. */
static void price(struct gamut_scoring *scoring, struct gamut_str model)
{
	struct gamut_arena arena = { 0 };
	struct gamut_price found;

	if (scoring->owned_prices &&
	    gamut_prices_find(scoring->owned_prices,
	                      gamut_arena_copy(&arena, model).ptr, &found)) {
		const struct gamut_usage_price of_token = {
			.prompt_token = found.input,
			.completion_token = found.output,
			.currency = gamut_str_of(
				gamut_prices_currency(scoring->owned_prices)),
		};

		gamut_score_set_price(scoring->score, model, &of_token);
	}
	gamut_arena_clear(&arena);
}

static enum gamut_status put(const char *folder, const char *name,
                             const struct gamut_buf *text,
                             struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str path = gamut_arena_strf(&arena, "%s/%s", folder, name);
	enum gamut_status status =
		gamut_file_replace(path.ptr, gamut_buf_view(text), err);

	gamut_arena_clear(&arena);
	return status;
}

/*
 * The cells of the run `run_id` among all that were scored, as summary.json has
 * them.
 */
static struct gamut_summary summary_of_run(const struct gamut_summary *all,
                                           struct gamut_str run_id)
{
	struct gamut_summary_part part = { 0 };

	while (gamut_summary_next(all, &part))
		if (gamut_str_eq(part.cells[0].key.run, run_id))
			return (struct gamut_summary){
				.cells = all->cells + (part.cells - all->cells),
				.cell_count = part.cell_count,
				.aggregates =
					all->aggregates +
					(part.aggregates - all->aggregates),
				.aggregate_count = part.aggregate_count,
				.warnings = all->warnings +
				            (part.warnings - all->warnings),
				.warning_count = part.warning_count,
			};
	return (struct gamut_summary){ 0 };
}

/*
 * A summary that cannot be put into its folder (a run of somebody else's) is
 * told and no failure: it is printed all the same.
 */
static void keep_summary(struct gamut_scoring *scoring, struct gamut_str run_id,
                         const char *folder)
{
	struct gamut_summary summary =
		summary_of_run(gamut_score_finish(scoring->score), run_id);
	struct gamut_err unwritten = { 0 };
	struct gamut_buf text = { 0 };

	gamut_report_json(&text, &summary);
	if (put(folder, "summary.json", &text, &unwritten))
		gamut_tell("no summary is kept: %s", unwritten.msg);
	gamut_buf_release(&text);
}

/* Score `run` and write its samples, judged, into its folder. */
static enum gamut_status score_and_list(struct gamut_scoring *scoring,
                                        const struct gamut_run *run,
                                        struct gamut_samples *samples,
                                        struct gamut_err *err)
{
	enum gamut_status status;

	gamut_score_watch(scoring->score, gamut_samples_add, samples);
	status = gamut_score_run(scoring->score, run, err);
	gamut_score_watch(scoring->score, NULL, NULL);
	return status ? status : gamut_samples_publish(samples, err);
}

/* Score `run`, and write what is derived from it into its folder. */
static enum gamut_status score_run(struct gamut_scoring *scoring,
                                   const struct gamut_run *run,
                                   const char *folder, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str path = gamut_arena_strf(&arena, "%s/samples.jsonl",
	                                         folder);
	struct gamut_samples *samples = NULL;
	enum gamut_status status = GAMUT_OK;

	price(scoring, run->manifest.model);
	if (scoring->writes_samples)
		status = gamut_samples_open(&samples, path.ptr, err);
	if (!status && samples)
		status = score_and_list(scoring, run, samples, err);
	else if (!status)
		status = gamut_score_run(scoring->score, run, err);
	if (!status)
		keep_summary(scoring, run->manifest.run_id, folder);
	gamut_samples_close(samples);
	gamut_arena_clear(&arena);
	return status;
}

/* What is in the way of pure sampling is for readers of the numbers, too. */
static void note_impurity(struct gamut_score *score,
                          const struct gamut_manifest *manifest)
{
	struct gamut_arena arena = { 0 };
	const struct gamut_profile *profile = gamut_profile_find(
		gamut_arena_copy(&arena, manifest->profile).ptr);

	if (profile && profile->impurity && !manifest->is_simulated)
		gamut_score_note(
			score, gamut_arena_strf(
				       &arena, "%.*s, run %.*s: profile %s: %s",
				       GAMUT_STR_ARG(manifest->model),
				       GAMUT_STR_ARG(manifest->run_id),
				       profile->name, profile->impurity));
	gamut_arena_clear(&arena);
}

/*
 * The command that gets what the run lacks asks for what the directory does not
 * name, an endpoint of one's own. Nothing gets more of an imported run.
 */
static void tell_report(struct gamut_scoring *scoring,
                        const struct gamut_run *run, const char *folder)
{
	bool has_remedy = !gamut_run_is_complete(run) &&
	                  run->manifest.imported.len == 0;

	scoring->runs = gamut_grow_array(scoring->runs, &scoring->run_size,
	                                 scoring->run_count,
	                                 sizeof(scoring->runs[0]));
	scoring->runs[scoring->run_count++] = (struct gamut_report_run){
		.run = gamut_arena_copy(&scoring->arena, run->manifest.run_id),
		.label = gamut_arena_copy(&scoring->arena,
		                          gamut_side_label(folder)),
		.remedy = has_remedy ?
		                  gamut_repeat_rest(folder, &scoring->arena) :
		                  GAMUT_STR_EMPTY,
	};
}

enum gamut_status gamut_scoring_add_run(struct gamut_scoring *scoring,
                                        const char *folder,
                                        struct gamut_err *err)
{
	struct gamut_run *run;
	enum gamut_status status;

	status = gamut_reading_run(&run, folder, err);
	if (status)
		return status;
	if (!gamut_run_is_complete(run))
		scoring->is_incomplete = true;
	tell_report(scoring, run, folder);
	status = score_run(scoring, run, folder, err);
	if (!status)
		note_impurity(scoring->score, &run->manifest);
	gamut_run_free(run);
	return status;
}

enum gamut_status gamut_scoring_add_file(struct gamut_scoring *scoring,
                                         const char *path,
                                         struct gamut_err *err)
{
	return gamut_reading_file(scoring->score, path,
	                          scoring->skips_bad_lines, err);
}

/* As gamut_scoring_print(), in any format that reports have. */
static enum gamut_status print_by(struct gamut_scoring *scoring,
                                  gamut_report_fn *write, struct gamut_err *err)
{
	struct gamut_report_options options = gamut_command_look();
	struct gamut_buf text = { 0 };

	options.runs = scoring->runs;
	options.run_count = scoring->run_count;
	write(&text, gamut_score_finish(scoring->score), &options);
	return gamut_command_print(&text, err);
}

enum gamut_status gamut_scoring_print(struct gamut_scoring *scoring,
                                      enum gamut_format format,
                                      struct gamut_err *err)
{
	return print_by(
		scoring,
		gamut_report_find(gamut_str_of(gamut_format_name(format))),
		err);
}

enum gamut_exit gamut_scoring_command(struct gamut_scoring *scoring,
                                      const struct gamut_operands *paths,
                                      gamut_scoring_add_fn *add,
                                      const char *format, const char *missing)
{
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	gamut_report_fn *write =
		gamut_report_find(gamut_str_of(format ? format : "table"));
	enum gamut_status status = GAMUT_OK;

	if (!write)
		status = gamut_error(
			&err, GAMUT_EINVAL,
			"--format: '%s' is not " GAMUT_REPORT_FORMATS, format);
	if (!status && paths->count == 0)
		status = gamut_error(&err, GAMUT_EINVAL, "%s", missing);
	if (!status)
		status = gamut_scoring_open(scoring, NULL, &err);
	for (size_t i = 0; !status && i < paths->count; i++)
		status = add(scoring, paths->items[i], &err);
	if (!status)
		status = print_by(scoring, write, &err);
	if (status)
		code = gamut_fail(status, &err);
	else if (scoring->is_incomplete)
		code = GAMUT_EXIT_INCOMPLETE;
	gamut_scoring_close(scoring);
	return code;
}

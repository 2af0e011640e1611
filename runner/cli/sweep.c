#include "runner/cli/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "runner/cli/dry_run.h"
#include "runner/cli/experiment.h"
#include "runner/cli/interrupt.h"
#include "runner/cli/scoring.h"
#include "runner/cli/terminal.h"
#include "runner/report/tables.h"

/* One condition, ready to be opened. */
struct leg {
	struct gamut_run_values values;
	struct gamut_condition condition;
	const char *title;
};

struct legs {
	struct gamut_experiment *experiment;
	const char *folder; /* that holds the runs */
	struct leg *items;
	size_t count;
	struct gamut_prices *prices; /* NULL: none were given */
	struct gamut_arena arena;    /* of their folders */
};

/* ------------------------------------------------------------ command line */

/* The first option beside the file that only the file may say, or NULL. */
static const char *find_forbidden(const struct gamut_run_values *given)
{
	const struct gamut_session_options *s = &given->session;
	const struct gamut_sampling *sampling = &s->sampling;
	const struct {
		bool is_given;
		const char *name;
	} rows[] = {
		{ s->endpoints.count > 0, "--endpoint" },
		{ s->is_moved, "--moved" },
		{ s->model, "--model" },
		{ s->template, "--template" },
		{ s->family, "--family" },
		{ s->profile, "--profile" },
		{ s->set.count > 0, "--set" },
		{ s->unset.count > 0, "--unset" },
		{ !isnan(sampling->temperature), "--temperature" },
		{ !isnan(sampling->top_p), "--top-p" },
		{ !isnan(sampling->min_p), "--min-p" },
		{ sampling->top_k >= 0, "--top-k" },
		{ sampling->preset, "--preset" },
		{ s->max_tokens > 0, "--max-tokens" },
		{ s->thinking_tokens >= 0, "--thinking-tokens" },
		{ s->has_seed, "--seed" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		if (rows[i].is_given)
			return rows[i].name;
	return NULL;
}

static enum gamut_status check_given(const struct gamut_run_values *given,
                                     struct gamut_err *err)
{
	const char *name = find_forbidden(given);

	if (!name)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "%s: with -c, the experiment says this: put it into "
	                   "'%s'",
	                   name, given->experiment);
}

/* ------------------------------------------------------------- conditions */

static void close_legs(struct legs *legs)
{
	for (size_t i = 0; i < legs->count; i++)
		gamut_run_release(&legs->items[i].values);
	free(legs->items);
	gamut_prices_free(legs->prices);
	gamut_experiment_free(legs->experiment);
	gamut_arena_clear(&legs->arena);
}

/*
 * All conditions share one price list: their costs are added up, and bounded
 * together.
 */
static enum gamut_status take_prices(struct legs *legs, struct leg *leg,
                                     struct gamut_err *err)
{
	const char *path = leg->values.prices;
	const char *first = legs->items[0].values.prices;

	if ((path && !first) || (!path && first) ||
	    (path && strcmp(path, first) != 0))
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: 'prices' must be the same for all "
		                   "models: put it at the top level",
		                   leg->title);
	if (path && !legs->prices) {
		enum gamut_status status = gamut_prices_read(&legs->prices,
		                                             path, err);

		if (status)
			return status;
	}
	leg->condition.prices = legs->prices;
	return GAMUT_OK;
}

/* What the file says of condition `i`, and on top what the command line does.
 */
static enum gamut_status make_leg(struct legs *legs, size_t i,
                                  const struct gamut_sweep *sweep,
                                  struct gamut_err *err)
{
	const struct gamut_experiment *experiment = legs->experiment;
	const char *out = sweep->given->session.out;
	struct leg *leg = &legs->items[i];
	struct gamut_operands operands;
	enum gamut_status status;

	leg->values = gamut_run_defaults();
	leg->title = gamut_experiment_title(experiment, i);
	leg->condition = (struct gamut_condition){
		.values = &leg->values,
		.spending = sweep->spending,
		.stop = &gamut_interrupts,
	};
	status = gamut_experiment_apply(experiment, i, &leg->values, err);
	if (!status)
		status = gamut_options_read(&leg->values, &operands,
		                            gamut_run_options, sweep->argc,
		                            sweep->argv, err);
	if (!status && out)
		leg->values.session.out =
			gamut_arena_strf(&legs->arena, "%s/%s", out,
		                         gamut_experiment_slug(experiment, i))
				.ptr;
	if (!status)
		status = take_prices(legs, leg, err);
	return status;
}

static enum gamut_status open_legs(struct legs *legs,
                                   const struct gamut_sweep *sweep,
                                   struct gamut_err *err)
{
	enum gamut_status status = check_given(sweep->given, err);
	size_t count;

	if (!status)
		status = gamut_experiment_read(&legs->experiment,
		                               sweep->given->experiment,
		                               gamut_run_options, err);
	if (status)
		return status;
	legs->folder = sweep->given->session.out;
	if (!legs->folder)
		legs->folder = gamut_experiment_folder(legs->experiment);
	count = gamut_experiment_count(legs->experiment);
	legs->items = gamut_alloc_array(count, sizeof(*legs->items));
	while (!status && legs->count < count)
		status = make_leg(legs, legs->count++, sweep, err);
	return status;
}

/*
 * Open each condition once, before any is sampled: mistakes are cheap now, and
 * so is a variable that is not set. In a dry run, which sends nothing and needs
 * no key, `dry` gets a row of each.
 */
static enum gamut_status check_legs(struct legs *legs,
                                    struct gamut_dry_run *dry,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; !status && i < legs->count; i++) {
		struct leg *leg = &legs->items[i];

		status = gamut_condition_open(&leg->condition, err);
		if (!status && dry)
			status = gamut_dry_run_add(dry, &leg->condition,
			                           leg->title, err);
		else if (!status)
			status = gamut_connection_check(&leg->condition.session,
			                                &leg->values.connection,
			                                err);
		gamut_condition_close(&leg->condition);
		if (status)
			gamut_error_at(err, "%s", leg->title);
	}
	return status;
}

/* --------------------------------------------------------------- sampling */

/* Sample one; false where the others need not be tried. */
static bool sample_leg(struct leg *leg, enum gamut_exit *code)
{
	struct gamut_err err = { 0 };
	enum gamut_status status = gamut_condition_open(&leg->condition, &err);

	if (!status)
		status = gamut_condition_sample(&leg->condition, &err);
	gamut_condition_close(&leg->condition);
	if (!status && leg->condition.is_worse && *code == GAMUT_EXIT_DONE)
		*code = GAMUT_EXIT_CHECK_FAILED;
	if (!status)
		return true;
	*code = gamut_fail(status, &err);
	if (status == GAMUT_EINCOMPLETE || status == GAMUT_EENDPOINT ||
	    status == GAMUT_EIO)
		*code = GAMUT_EXIT_INCOMPLETE;
	return status != GAMUT_EIO;
}

static enum gamut_exit sample_legs(struct legs *legs)
{
	enum gamut_exit code = GAMUT_EXIT_DONE;
	bool goes_on = true;

	gamut_interrupt_catch(true);
	for (size_t i = 0; goes_on && i < legs->count; i++) {
		struct leg *leg = &legs->items[i];

		if (gamut_interrupts ||
		    gamut_condition_is_used_up(&leg->condition)) {
			gamut_tell("%zu of %zu conditions were not begun",
			           legs->count - i, legs->count);
			code = GAMUT_EXIT_INCOMPLETE;
			break;
		}
		gamut_tell("[%zu/%zu] %s", i + 1, legs->count, leg->title);
		goes_on = sample_leg(leg, &code);
	}
	gamut_interrupt_catch(false);
	if (code == GAMUT_EXIT_INCOMPLETE)
		gamut_tell("nothing that came is lost; the same command goes "
		           "on");
	return code;
}

/* A table with a row for each condition and setting, and where to look on. */
static enum gamut_status print_overview(const struct legs *legs,
                                        const struct gamut_summary *summary,
                                        const struct gamut_run_title *titles,
                                        size_t count, bool is_markdown,
                                        struct gamut_err *err)
{
	size_t columns = gamut_terminal_columns(STDOUT_FILENO);
	struct gamut_buf out = { 0 };
	struct gamut_grid grid;
	enum gamut_status status;

	gamut_tables_overview(&grid, summary, titles, count);
	if (is_markdown)
		gamut_report_grid_markdown(&out, &grid);
	else
		gamut_grid_draw(&out, &grid, columns ? columns : 120,
		                gamut_terminal_has_colour(STDOUT_FILENO));
	status = gamut_print(&out, err);
	if (!status && summary->warning_count > 0)
		gamut_tell("%zu warnings: the reports have them",
		           summary->warning_count);
	if (!status)
		gamut_tell("look closer with: gamut report %s/*", legs->folder);
	gamut_grid_release(&grid);
	gamut_buf_release(&out);
	return status;
}

/* Add the run of each condition that has one; how many have is `*count`. */
static enum gamut_status add_runs(struct gamut_scoring *scoring,
                                  struct legs *legs,
                                  struct gamut_run_title *titles, size_t *count,
                                  struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	*count = 0;
	for (size_t i = 0; !status && i < legs->count; i++) {
		const struct leg *leg = &legs->items[i];
		const char *folder = leg->values.session.out;
		struct gamut_manifest manifest = { 0 };

		if (!gamut_store_exists(folder))
			continue;
		status = gamut_scoring_add_run(scoring, folder, err);
		if (!status)
			status = gamut_store_read_manifest(&manifest, folder,
			                                   &legs->arena, err);
		titles[(*count)++] = (struct gamut_run_title){
			.run = manifest.run_id,
			.title = gamut_str_of(leg->title),
		};
	}
	return status;
}

/* The task files among the tasks of any condition. */
static enum gamut_status know_tasks(struct gamut_catalog *catalog,
                                    struct legs *legs, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < legs->count && !status; i++) {
		const struct gamut_task **ignored;
		size_t count;

		status = gamut_catalog_select(
			&ignored, &count, catalog,
			legs->items[i].values.session.tasks, &legs->arena, err);
	}
	return status;
}

/* Score and print all runs that are there. */
static enum gamut_status conclude(struct legs *legs, enum gamut_format format,
                                  struct gamut_err *err)
{
	const struct gamut_run_values *first = &legs->items[0].values;
	struct gamut_scoring scoring = {
		.prices = first->prices,
		.task_files = first->session.task_files,
	};
	struct gamut_run_title *titles = gamut_arena_new(
		&legs->arena, struct gamut_run_title, legs->count);
	bool is_for_people = format == GAMUT_FORMAT_TABLE ||
	                     format == GAMUT_FORMAT_MARKDOWN;
	size_t count = 0;
	enum gamut_status status = gamut_scoring_open(&scoring, NULL, err);

	if (!status)
		status = know_tasks(scoring.owned_catalog, legs, err);
	if (!status)
		status = add_runs(&scoring, legs, titles, &count, err);
	if (!status)
		status = is_for_people && count > 1 ?
		                 print_overview(
					 legs,
					 gamut_score_finish(scoring.score),
					 titles, count,
					 format == GAMUT_FORMAT_MARKDOWN, err) :
		                 gamut_scoring_print(&scoring, format, err);
	gamut_scoring_close(&scoring);
	return status;
}

enum gamut_exit gamut_sweep_run(const struct gamut_sweep *sweep)
{
	struct gamut_dry_run dry = { 0 };
	struct legs legs = { 0 };
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	bool is_dry = sweep->given->is_dry_run;
	enum gamut_status status = open_legs(&legs, sweep, &err);

	if (legs.prices)
		dry.currency = gamut_prices_currency(legs.prices);
	if (!status)
		status = check_legs(&legs, is_dry ? &dry : NULL, &err);
	if (!status && !is_dry)
		code = sample_legs(&legs);
	if (!status)
		status = is_dry ? gamut_dry_run_print(&dry, sweep->format,
		                                      &err) :
		                  conclude(&legs, sweep->format, &err);
	if (status)
		code = gamut_fail(status, &err);
	gamut_dry_run_release(&dry);
	close_legs(&legs);
	return code;
}

/* What was found out about a task, for people and for programs. */
#include <inttypes.h>

#include "base/json.h"
#include "base/text.h"
#include "runner/cli/checking.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/plan/template.h"

#define SAMPLES 100
#define PROMPT_COLUMNS 100

static const struct gamut_template *const templates[] = {
	&gamut_template_chat,
	&gamut_template_completion,
};

/* Of the three, those that differ most. */
static const enum gamut_setting settings[] = { GAMUT_ZERO_SHOT,
	                                       GAMUT_FEW_SHOT };

static const char *const level_names[] = { "fault", "weak", "note" };

/* --------------------------------------------------------------- for people */

static void add_prompts(struct gamut_buf *out, const struct gamut_task *task,
                        bool is_whole)
{
	struct gamut_arena arena = { 0 };

	for (size_t t = 0; t < GAMUT_ARRAY_LEN(templates); t++)
		for (size_t s = 0; s < GAMUT_ARRAY_LEN(settings); s++) {
			gamut_buf_addf(out, "  prompt   %.*s, %s: ",
			               GAMUT_STR_ARG(templates[t]->name),
			               gamut_setting_name(settings[s]));
			gamut_text_show(out,
			                gamut_template_render(templates[t],
			                                      task, settings[s],
			                                      &arena),
			                is_whole ? 0 : PROMPT_COLUMNS);
			gamut_buf_add_char(out, '\n');
		}
	gamut_arena_clear(&arena);
}

/* "about 3.1 M answers/s" */
static void add_speed(struct gamut_buf *out,
                      const struct gamut_checking *checking)
{
	double rate = checking->rate;

	gamut_buf_addf(out, "  speed    about ");
	if (rate >= 1e6)
		gamut_buf_addf(out, "%.2g M", rate / 1e6);
	else if (rate >= 1e3)
		gamut_buf_addf(out, "%.3g k", rate / 1e3);
	else
		gamut_buf_addf(out, "%.3g", rate);
	gamut_buf_addf(out, " answers/s");
	if (checking->slowest_on)
		gamut_buf_addf(out, "; the slowest, %.3g ms, '%s'",
		               (double)checking->slowest_us / 1e3,
		               checking->slowest_on);
	gamut_buf_add_char(out, '\n');
}

static void add_space(struct gamut_buf *out, const struct gamut_task *task)
{
	gamut_buf_addf(out, "  space    ");
	if (task->space == GAMUT_UNBOUNDED)
		gamut_buf_addf(out, "unbounded, or not known");
	else
		gamut_buf_addf(out, "%" PRIu64 " canonical form%s", task->space,
		               GAMUT_S(task->space));
	gamut_buf_addf(out, "; ceiling at n = %d: %.4g\n", SAMPLES,
	               gamut_metrics_ceiling(task->space, SAMPLES));
}

static void add_figures(struct gamut_buf *out,
                        const struct gamut_checking *checking)
{
	add_space(out, checking->task);
	gamut_buf_addf(out, "  cases    %zu accepted, %zu rejected\n",
	               checking->accepts, checking->rejects);
	if (checking->members > 0) {
		gamut_buf_addf(out, "  members  %" PRIu64, checking->members);
		if (checking->covered >= 0)
			gamut_buf_addf(out,
			               ", with the forms of %.0f %% of "
			               "the accept cases",
			               100 * checking->covered);
		gamut_buf_add_char(out, '\n');
	}
	gamut_buf_addf(out, "  tried    %zu texts\n", checking->tried);
	if (checking->rate > 0)
		add_speed(out, checking);
	gamut_buf_addf(out, "  hash     %.16s\n",
	               gamut_checker_hash(checking->checker));
}

void gamut_checking_text(struct gamut_buf *out,
                         const struct gamut_checking *checking,
                         bool has_prompts)
{
	gamut_buf_addf(out, "%s (", checking->task->name);
	gamut_text_show(
		out,
		gamut_str_of(checking->origin ? checking->origin : "built in"),
		0);
	gamut_buf_addf(out, ")\n");
	add_prompts(out, checking->task, has_prompts);
	if (checking->checker)
		add_figures(out, checking);
	for (int level = 0; level < GAMUT_FINDING_LEVELS; level++)
		for (size_t i = 0; i < checking->count; i++)
			if (checking->findings[i].level ==
			    (enum gamut_finding_level)level)
				gamut_buf_addf(out, "  %-7s  %s\n",
				               level_names[level],
				               checking->findings[i].text);
	gamut_buf_addf(out, "  %s: %zu fault%s, %zu weak, %zu note%s\n",
	               checking->counts[GAMUT_FINDING_FAULT] ? "not usable" :
	                                                       "usable",
	               checking->counts[GAMUT_FINDING_FAULT],
	               GAMUT_S(checking->counts[GAMUT_FINDING_FAULT]),
	               checking->counts[GAMUT_FINDING_WEAK],
	               checking->counts[GAMUT_FINDING_NOTE],
	               GAMUT_S(checking->counts[GAMUT_FINDING_NOTE]));
}

/* ------------------------------------------------------------- for programs */

static void put_findings(struct gamut_json *json,
                         const struct gamut_checking *checking)
{
	static const char *const keys[] = { "faults", "weak", "notes" };

	for (int level = 0; level < GAMUT_FINDING_LEVELS; level++) {
		gamut_json_key(json, keys[level]);
		gamut_json_open(json, '[');
		for (size_t i = 0; i < checking->count; i++)
			if (checking->findings[i].level ==
			    (enum gamut_finding_level)level)
				gamut_json_cstr(json,
				                checking->findings[i].text);
		gamut_json_close(json, ']');
	}
}

static void put_prompts(struct gamut_json *json, const struct gamut_task *task)
{
	struct gamut_arena arena = { 0 };

	gamut_json_key(json, "prompts");
	gamut_json_open(json, '{');
	for (size_t t = 0; t < GAMUT_ARRAY_LEN(templates); t++) {
		gamut_json_key(
			json, gamut_arena_copy(&arena, templates[t]->name).ptr);
		gamut_json_open(json, '{');
		for (size_t s = 0; s < GAMUT_ARRAY_LEN(settings); s++) {
			gamut_json_key(json, gamut_setting_name(settings[s]));
			gamut_json_raw(json, gamut_template_render(
						     templates[t], task,
						     settings[s], &arena));
		}
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, '}');
	gamut_arena_clear(&arena);
}

static void put_known_int(struct gamut_json *json, const char *key,
                          uint64_t value)
{
	gamut_json_key(json, key);
	if (value == 0)
		gamut_json_null(json);
	else
		gamut_json_int(json, (int64_t)value);
}

static void put_figures(struct gamut_json *json,
                        const struct gamut_checking *checking)
{
	put_known_int(json, "answers_per_second", (uint64_t)checking->rate);
	gamut_json_key(json, "slowest_us");
	if (checking->slowest_on)
		gamut_json_int(json, checking->slowest_us);
	else
		gamut_json_null(json);
	gamut_json_key(json, "slowest_on");
	gamut_json_cstr(json, checking->slowest_on);
	put_known_int(json, "space", checking->task->space);
	gamut_json_key(json, "ceiling");
	gamut_json_double(
		json, gamut_metrics_ceiling(checking->task->space, SAMPLES));
	put_known_int(json, "members", checking->members);
	gamut_json_key(json, "covered");
	if (checking->checker)
		gamut_json_double(json, checking->covered);
	else
		gamut_json_null(json);
	gamut_json_key(json, "tried");
	gamut_json_int(json, (int64_t)checking->tried);
}

void gamut_checking_json(struct gamut_buf *out,
                         const struct gamut_checking *checking)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "task");
	gamut_json_cstr(&json, checking->task->name);
	gamut_json_key(&json, "origin");
	gamut_json_cstr(&json, checking->origin);
	put_findings(&json, checking);
	put_figures(&json, checking);
	gamut_json_key(&json, "cases");
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "accept");
	gamut_json_int(&json, (int64_t)checking->accepts);
	gamut_json_key(&json, "reject");
	gamut_json_int(&json, (int64_t)checking->rejects);
	gamut_json_close(&json, '}');
	gamut_json_key(&json, "hash");
	gamut_json_cstr(&json, checking->checker ?
	                               gamut_checker_hash(checking->checker) :
	                               NULL);
	put_prompts(&json, checking->task);
	gamut_json_close(&json, '}');
}

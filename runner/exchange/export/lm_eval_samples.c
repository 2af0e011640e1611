/* samples_<task>_<date>.jsonl: a cell is one document, asked n times. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "runner/exchange/export/format.h"
#include "runner/exchange/export/imported.h"
#include "runner/exchange/export/lm_eval.h"
#include "runner/exchange/export/name.h"
#include "runner/report/fields.h"

/* As Python's isoformat() of a time without a zone, with '-' for ':'. */
static struct gamut_str date_of(int64_t ms, struct gamut_arena *arena)
{
	char text[GAMUT_CLOCK_TEXT_SIZE];

	gamut_clock_format(text, ms);
	for (char *c = text; *c; c++)
		if (*c == ':')
			*c = '-';
	return gamut_arena_strf(arena, "%.23s000", text);
}

struct gamut_str gamut_lm_eval_samples_path(const struct gamut_export_run *run,
                                            const struct gamut_cell_key *cell,
                                            int64_t began_ms,
                                            struct gamut_arena *arena)
{
	struct gamut_str model =
		gamut_export_name_model(run->run->manifest.model, arena);

	if (!cell)
		return gamut_arena_strf(arena, "%s/results_%s.json", model.ptr,
		                        date_of(began_ms, arena).ptr);
	return gamut_arena_strf(
		arena, "%s/samples_%s_%s.jsonl", model.ptr,
		gamut_export_name_cell(cell->task, cell->setting, arena).ptr,
		date_of(began_ms, arena).ptr);
}

static void hash(char hex[GAMUT_DIGEST_SIZE], struct gamut_str text)
{
	struct gamut_digest digest;

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, text);
	gamut_digest_hex(&digest, hex);
}

static void add_doc(struct gamut_json *json,
                    const struct gamut_export_cell *cell)
{
	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", cell->asked->task);
	gamut_fields_name(json, "setting", cell->asked->setting);
	gamut_fields_text(json, "description", cell->task->description);
	gamut_fields_name(json, "task_hash", cell->asked->task_hash);
	gamut_json_close(json, '}');
}

void gamut_lm_eval_hash(struct gamut_lm_eval_hashes *hashes,
                        const struct gamut_export_cell *cell)
{
	struct gamut_arena arena = { 0 };
	struct gamut_buf doc = { 0 };
	struct gamut_buf dumped = { 0 };
	struct gamut_json json = { .out = &doc };

	add_doc(&json, cell);
	gamut_export_pretty(&dumped, gamut_buf_view(&doc));
	hash(hashes->doc, gamut_buf_view(&dumped));
	hash(hashes->prompt, gamut_export_prompt(cell, &arena));
	hash(hashes->target, GAMUT_STR_EMPTY);
	hash(hashes->task, gamut_arena_strf(&arena, "%s%s%s", hashes->doc,
	                                    hashes->prompt, hashes->target));
	gamut_buf_release(&doc);
	gamut_buf_release(&dumped);
	gamut_arena_clear(&arena);
}

/* Whether it was drawn at random, where the sampling does not say. */
static void add_do_sample(struct gamut_json *json,
                          const struct gamut_manifest *manifest)
{
	cJSON *sampling = gamut_json_parse(manifest->sampling, NULL);

	if (!gamut_export_is_imported(manifest) &&
	    !cJSON_GetObjectItemCaseSensitive(sampling, "do_sample"))
		gamut_fields_bool(json, "do_sample", true);
	cJSON_Delete(sampling);
}

/* The stop strings of the manifest's request; [] where there are none. */
static void add_until(struct gamut_json *json, struct gamut_str request)
{
	cJSON *asked = gamut_json_parse(request, NULL);
	const cJSON *stop = cJSON_GetObjectItemCaseSensitive(asked, "stop");
	const cJSON *one;

	gamut_json_key(json, "until");
	gamut_json_open(json, '[');
	cJSON_ArrayForEach(one, stop)
	{
		if (cJSON_IsString(one))
			gamut_json_cstr(json, one->valuestring);
	}
	gamut_json_close(json, ']');
	cJSON_Delete(asked);
}

void gamut_lm_eval_kwargs(struct gamut_json *json,
                          const struct gamut_export_cell *cell)
{
	const struct gamut_manifest *manifest = &cell->run->run->manifest;
	struct gamut_str members = gamut_str_trim(manifest->sampling);

	gamut_json_open(json, '{');
	if (members.len > 2)
		gamut_json_raw(json, gamut_str_trim((struct gamut_str){
					     .ptr = members.ptr + 1,
					     .len = members.len - 2 }));
	gamut_export_add_limit(json, "max_gen_toks", cell);
	add_do_sample(json, manifest);
	/* Of what others drew, nobody knows what it stopped at. */
	if (!gamut_export_is_imported(manifest))
		add_until(json, manifest->request);
	gamut_json_close(json, '}');
}

/* The file of the open cell. */
struct samples {
	const struct gamut_export_run *run;
	struct gamut_str dir;
	int64_t began_ms;
	struct gamut_arena arena; /* of the open cell */
	struct gamut_export_file file;
	struct gamut_json json;
	/*
	 * Which answer of the cell each sample gave: the list of answers stands
	 * behind that of completions, which are not kept.
	 */
	uint32_t *answers;
	size_t count;
	size_t size;
	/* What the harness has no place for, of each sample, as JSON items. */
	struct gamut_buf indices;
	struct gamut_buf reasons;
	struct gamut_json index_list; /* into them */
	struct gamut_json reason_list;
};

static void add_arguments(struct samples *samples,
                          const struct gamut_export_cell *cell)
{
	struct gamut_json *json = &samples->json;

	gamut_json_key(json, "arguments");
	gamut_json_open(json, '{');
	gamut_json_key(json, "gen_args_0");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "arg_0",
	                  gamut_export_prompt(cell, &samples->arena));
	gamut_json_key(json, "arg_1");
	gamut_lm_eval_kwargs(json, cell);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

static enum gamut_status begin(void *context,
                               const struct gamut_export_cell *cell,
                               struct gamut_err *err)
{
	struct samples *samples = context;
	enum gamut_status status;

	samples->count = 0;
	gamut_buf_clear(&samples->indices);
	gamut_buf_clear(&samples->reasons);
	samples->index_list = (struct gamut_json){ .out = &samples->indices };
	samples->reason_list = (struct gamut_json){ .out = &samples->reasons };
	gamut_json_open(&samples->index_list, '[');
	gamut_json_open(&samples->reason_list, '[');
	status = gamut_export_open(
		&samples->file, samples->dir,
		gamut_lm_eval_samples_path(samples->run, &cell->summary->key,
	                                   samples->began_ms, &samples->arena),
		err);
	if (status)
		return status;
	samples->json = (struct gamut_json){ .out = &samples->file.text };
	gamut_json_open(&samples->json, '{');
	gamut_fields_count(&samples->json, "doc_id", 0);
	gamut_json_key(&samples->json, "doc");
	add_doc(&samples->json, cell);
	gamut_fields_text(&samples->json, "target", "");
	add_arguments(samples, cell);
	gamut_json_key(&samples->json, "resps");
	gamut_json_open(&samples->json, '[');
	gamut_json_open(&samples->json, '[');
	return GAMUT_OK;
}

static void sample(void *context, const struct gamut_export_cell *cell,
                   const struct gamut_sample *sample,
                   const struct gamut_judgement *judged)
{
	struct samples *samples = context;
	size_t answer = gamut_map_find(&cell->summary->cell->answer_of,
	                               judged->answer.text);

	gamut_json_str(&samples->json, sample->text);
	gamut_export_file_step(&samples->file);
	samples->answers = gamut_grow_array(samples->answers, &samples->size,
	                                    samples->count,
	                                    sizeof(samples->answers[0]));
	samples->answers[samples->count++] = (uint32_t)answer;
	gamut_json_int(&samples->index_list, sample->index);
	if (sample->finish_reason.len > 0)
		gamut_json_str(&samples->reason_list, sample->finish_reason);
	else
		gamut_json_null(&samples->reason_list);
}

static void add_answers(struct samples *samples,
                        const struct gamut_export_cell *cell)
{
	struct gamut_json *json = &samples->json;

	gamut_json_close(json, ']');
	gamut_json_close(json, ']');
	gamut_json_key(json, "filtered_resps");
	gamut_json_open(json, '[');
	gamut_json_open(json, '[');
	for (size_t i = 0; i < samples->count; i++) {
		gamut_json_str(
			json,
			cell->summary->cell->answers[samples->answers[i]].text);
		gamut_export_file_step(&samples->file);
	}
	gamut_json_close(json, ']');
	gamut_json_close(json, ']');
	gamut_fields_text(json, "filter", "none");
}

static void add_metrics(struct gamut_json *json,
                        const struct gamut_export_cell *cell)
{
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS];

	gamut_export_metrics_of(metrics, cell->summary);
	gamut_json_key(json, "metrics");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < GAMUT_EXPORT_METRICS; i++)
		if (gamut_export_metric_is_defined(&metrics[i]))
			gamut_json_cstr(json, metrics[i].name);
	gamut_json_close(json, ']');
	for (size_t i = 0; i < GAMUT_EXPORT_METRICS; i++)
		if (gamut_export_metric_is_defined(&metrics[i]))
			gamut_fields_double(json, metrics[i].name,
			                    metrics[i].value);
}

/* Without this, what was cut off would come back as whole. */
static void add_told(struct samples *samples,
                     const struct gamut_export_cell *cell)
{
	struct gamut_json *json = &samples->json;

	gamut_json_close(&samples->index_list, ']');
	gamut_json_close(&samples->reason_list, ']');
	gamut_json_key(json, "gamut");
	gamut_json_open(json, '{');
	gamut_fields_uint(json, "wanted", gamut_export_cell_wanted(cell));
	gamut_json_key(json, "indices");
	gamut_json_raw(json, gamut_buf_view(&samples->indices));
	gamut_json_key(json, "finish_reasons");
	gamut_json_raw(json, gamut_buf_view(&samples->reasons));
	gamut_json_close(json, '}');
}

static enum gamut_status end(void *context,
                             const struct gamut_export_cell *cell,
                             struct gamut_err *err)
{
	struct samples *samples = context;
	struct gamut_json *json = &samples->json;
	struct gamut_lm_eval_hashes hashes;
	enum gamut_status status;

	add_answers(samples, cell);
	gamut_lm_eval_hash(&hashes, cell);
	gamut_fields_text(json, "doc_hash", hashes.doc);
	gamut_fields_text(json, "prompt_hash", hashes.prompt);
	gamut_fields_text(json, "target_hash", hashes.target);
	add_metrics(json, cell);
	add_told(samples, cell);
	gamut_json_close(json, '}');
	gamut_buf_add_char(&samples->file.text, '\n');
	status = gamut_export_file_publish(&samples->file, NULL, err);
	gamut_export_file_close(&samples->file);
	gamut_arena_reset(&samples->arena);
	return status;
}

enum gamut_status gamut_lm_eval_write_samples(
	const struct gamut_export_run *run, const struct gamut_suite *suite,
	struct gamut_str dir, int64_t began_ms, struct gamut_err *err)
{
	struct samples samples = { .run = run,
		                   .dir = dir,
		                   .began_ms = began_ms };
	const struct gamut_export_visitor visitor = { &samples, begin, sample,
		                                      end };
	enum gamut_status status = gamut_export_walk(run, suite, &visitor, err);

	gamut_export_file_close(&samples.file);
	gamut_arena_clear(&samples.arena);
	gamut_buf_release(&samples.indices);
	gamut_buf_release(&samples.reasons);
	free(samples.answers);
	return status;
}

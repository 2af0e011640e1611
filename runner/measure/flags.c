#include "runner/measure/flags.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"
#include "runner/measure/search.h"
#include "runner/measure/usage.h"
#include "runner/measure/values.h"

#define SERVER_COLUMNS 400

struct cell {
	struct gamut_values models;
	struct gamut_values fingerprints;
	uint64_t count;
	uint64_t cached;
};

struct gamut_finder {
	const struct gamut_run *run;
	bool is_drawn; /* not at temperature 0 */
	struct cell *cells;
	struct gamut_search ids;
	struct gamut_search seeds;
	struct gamut_search texts;
	struct gamut_buf key;     /* reused */
	struct gamut_arena arena; /* for values */
	struct gamut_flags *flags;
	struct gamut_arena *kept; /* what is for the flags */
};

static bool is_greedy(const struct gamut_manifest *manifest)
{
	cJSON *sampling = gamut_json_parse(manifest->sampling, NULL);
	double temperature = 1;

	gamut_json_get_double(sampling, "temperature", &temperature);
	cJSON_Delete(sampling);
	return temperature <= 0;
}

struct gamut_finder *gamut_finder_new(const struct gamut_run *run)
{
	struct gamut_finder *finder = gamut_alloc(sizeof(*finder));
	size_t count = run->manifest.cell_count;
	const struct gamut_search search = { .expected = run->count,
		                             .cell_count = count };

	finder->run = run;
	finder->is_drawn = !is_greedy(&run->manifest);
	finder->cells = gamut_alloc_array(count, sizeof(finder->cells[0]));
	finder->ids = search;
	finder->seeds = search;
	finder->seeds.ignores_cells = true;
	finder->texts = search;
	return finder;
}

void gamut_finder_free(struct gamut_finder *finder)
{
	if (!finder)
		return;
	for (size_t i = 0; i < finder->run->manifest.cell_count; i++) {
		gamut_values_release(&finder->cells[i].models);
		gamut_values_release(&finder->cells[i].fingerprints);
	}
	free(finder->cells);
	gamut_search_release(&finder->ids);
	gamut_search_release(&finder->seeds);
	gamut_search_release(&finder->texts);
	gamut_buf_release(&finder->key);
	gamut_arena_clear(&finder->arena);
	free(finder);
}

/* ------------------------------------------------------------ what is equal */

/*
 * Tokens may count reasoning that nobody sees, of which answers that agree say
 * nothing; what is seen has a byte a token at least.
 */
static bool is_long(const struct gamut_sample *sample)
{
	size_t bytes = sample->text.len + sample->reasoning.len;
	int64_t tokens = sample->completion_tokens;

	if (tokens == GAMUT_UNKNOWN)
		return bytes > GAMUT_FLAGS_LONG_BYTES;
	if (sample->reasoning.len == 0 && sample->reasoning_tokens > 0)
		tokens -= sample->reasoning_tokens;
	return tokens > GAMUT_FLAGS_LONG_TOKENS &&
	       bytes > GAMUT_FLAGS_LONG_TOKENS;
}

/* All that a completion said, within its cell. */
static struct gamut_str pack_text(struct gamut_buf *key, size_t cell,
                                  const struct gamut_sample *sample)
{
	const size_t numbers[] = { cell, sample->text.len };

	gamut_buf_clear(key);
	gamut_buf_add(key, (struct gamut_str){ .ptr = (const char *)numbers,
	                                       .len = sizeof(numbers) });
	gamut_buf_add(key, sample->text);
	gamut_buf_add(key, sample->reasoning);
	return gamut_buf_view(key);
}

typedef void use_fn(struct gamut_search *search,
                    const struct gamut_search_key *key);

/* Have `use` for each of the searches that look at `sample`. */
static void look(struct gamut_finder *finder, size_t cell,
                 const struct gamut_sample *sample, use_fn *const use[3])
{
	struct gamut_search_key key = { .cell = cell };

	if (use[0] && sample->response_id.len > 0) {
		key.text = sample->response_id;
		key.part = gamut_usage_request(sample);
		use[0](&finder->ids, &key);
	}
	key.part = sample->index;
	if (use[1] && sample->seed != GAMUT_UNKNOWN) {
		key.text = (struct gamut_str){
			.ptr = (const char *)&sample->seed,
			.len = sizeof(sample->seed),
		};
		use[1](&finder->seeds, &key);
	}
	if (use[2] && finder->is_drawn && is_long(sample)) {
		key.text = pack_text(&finder->key, cell, sample);
		use[2](&finder->texts, &key);
	}
}

/* Whether searches go on, to make sure. */
struct second {
	struct gamut_finder *finder;
	use_fn *use[3];
};

static enum gamut_status look_again(void *context, size_t cell,
                                    const struct gamut_sample *sample,
                                    struct gamut_err *err)
{
	struct second *second = context;

	(void)err;
	look(second->finder, cell, sample, second->use);
	return GAMUT_OK;
}

/* Find out what is equal indeed. */
static enum gamut_status make_sure(struct gamut_finder *finder,
                                   struct gamut_err *err)
{
	struct gamut_search *const searches[] = { &finder->ids, &finder->seeds,
		                                  &finder->texts };
	struct second second = { .finder = finder };
	enum gamut_status status = GAMUT_OK;
	bool is_needed = false;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(searches); i++)
		if (gamut_search_settle(searches[i])) {
			second.use[i] = gamut_search_take;
			is_needed = true;
		}
	if (is_needed)
		status = gamut_run_each(finder->run, look_again, &second, err);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(searches) && !status; i++)
		if (second.use[i])
			gamut_search_count(searches[i]);
	return status;
}

/* ---------------------------------------------------------- who it was from */

void gamut_finder_add(struct gamut_finder *finder, size_t cell,
                      const struct gamut_sample *sample)
{
	static use_fn *const note[3] = { gamut_search_note, gamut_search_note,
		                         gamut_search_note };
	struct cell *of = &finder->cells[cell];

	look(finder, cell, sample, note);
	gamut_values_add(&of->models, sample->model, &finder->arena);
	gamut_values_add(&of->fingerprints, sample->fingerprint,
	                 &finder->arena);
	of->count++;
	of->cached += sample->is_cached;
}

/* -------------------------------------------------------------- the whole */

/* No cell: of the whole run. */
#define RUN SIZE_MAX

/* Add a flag with a count of 1 of 1, without a detail; valid until the next. */
static struct gamut_warning *add_flag(struct gamut_finder *finder,
                                      enum gamut_warning_code code, size_t cell)
{
	const struct gamut_manifest *manifest = &finder->run->manifest;
	struct gamut_flags *flags = finder->flags;
	struct gamut_cell_key key = {
		.model = manifest->model,
		.run = manifest->run_id,
		.task = GAMUT_STR_EMPTY,
		.setting = GAMUT_STR_EMPTY,
	};

	if (cell != RUN) {
		key.task = manifest->cells[cell].task;
		key.setting = manifest->cells[cell].setting;
	}
	flags->list = gamut_grow_array(flags->list, &flags->size, flags->count,
	                               sizeof(flags->list[0]));
	flags->list[flags->count] = (struct gamut_warning){
		.code = code,
		.key = { gamut_arena_copy(finder->kept, key.model),
		         gamut_arena_copy(finder->kept, key.run),
		         gamut_arena_copy(finder->kept, key.task),
		         gamut_arena_copy(finder->kept, key.setting) },
		.count = 1,
		.of = 1,
	};
	return &flags->list[flags->count++];
}

/* Add a flag for `count` of `of`, unless `count` is 0. */
static void flag_count(struct gamut_finder *finder,
                       enum gamut_warning_code code, size_t cell,
                       uint64_t count, uint64_t of)
{
	struct gamut_warning *flag;

	if (count == 0)
		return;
	flag = add_flag(finder, code, cell);
	flag->count = count;
	flag->of = of;
	flag->detail = gamut_arena_strf(finder->kept, "%ju of %ju",
	                                (uintmax_t)count, (uintmax_t)of);
}

static void flag_search(struct gamut_finder *finder,
                        enum gamut_warning_code code,
                        const struct gamut_search *search, size_t cell)
{
	if (search->hits)
		flag_count(finder, code, cell, search->hits[cell],
		           search->of[cell]);
}

static void flag_several(struct gamut_finder *finder,
                         enum gamut_warning_code code,
                         struct gamut_values *values, size_t cell)
{
	struct gamut_warning *flag;

	if (values->count < 2)
		return;
	flag = add_flag(finder, code, cell);
	flag->count = values->count;
	flag->of = values->total;
	flag->detail = gamut_values_list(values, finder->kept);
}

/* What was found out about the server when the run began. */
static void pass_on(struct gamut_finder *finder)
{
	cJSON *server = gamut_json_parse(finder->run->manifest.server, NULL);
	const cJSON *warnings = cJSON_GetObjectItemCaseSensitive(server,
	                                                         "warnings");
	const cJSON *item;
	size_t count = 0;

	if (!cJSON_IsArray(warnings))
		warnings = NULL;
	cJSON_ArrayForEach(item, warnings)
	{
		struct gamut_buf text = { 0 };

		if (!cJSON_IsString(item) || !*item->valuestring)
			continue;
		if (count++ == GAMUT_FLAGS_SERVER_MAX)
			break;
		gamut_text_show(&text, gamut_str_of(item->valuestring),
		                SERVER_COLUMNS);
		add_flag(finder, GAMUT_WARNING_SERVER, RUN)->detail =
			gamut_arena_copy(finder->kept, gamut_buf_view(&text));
		gamut_buf_release(&text);
	}
	cJSON_Delete(server);
}

enum gamut_status gamut_finder_finish(struct gamut_finder *finder,
                                      struct gamut_flags *flags,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	size_t count = finder->run->manifest.cell_count;
	enum gamut_status status = make_sure(finder, err);

	if (status)
		return status;
	finder->flags = flags;
	finder->kept = arena;
	pass_on(finder);
	for (size_t i = 0; i < count; i++) {
		struct cell *cell = &finder->cells[i];

		flag_search(finder, GAMUT_WARNING_DUPLICATE_RESPONSE_IDS,
		            &finder->ids, i);
		flag_search(finder, GAMUT_WARNING_REPEATED_SEEDS,
		            &finder->seeds, i);
		flag_search(finder, GAMUT_WARNING_IDENTICAL_COMPLETIONS,
		            &finder->texts, i);
		flag_several(finder, GAMUT_WARNING_SEVERAL_MODELS,
		             &cell->models, i);
		flag_several(finder, GAMUT_WARNING_SEVERAL_FINGERPRINTS,
		             &cell->fingerprints, i);
		flag_count(finder, GAMUT_WARNING_CACHED, i, cell->cached,
		           cell->count);
	}
	return GAMUT_OK;
}

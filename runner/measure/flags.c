#include "runner/measure/flags.h"

#include "base/json.h"
#include "base/text.h"
#include "runner/measure/search.h"
#include "runner/measure/usage.h"

/* How many models or fingerprints of a cell are named, and how much of each. */
#define NAMED 3
#define NAME_COLUMNS 48

#define SERVER_COLUMNS 400

/* ----------------------------------------------------------- response ids */

static int by_value(const void *left, const void *right)
{
	const struct gamut_search_item *a = left;
	const struct gamut_search_item *b = right;

	return gamut_str_cmp(a->value, b->value);
}

static int by_id(const void *left, const void *right)
{
	const struct gamut_search_item *a = left;
	const struct gamut_search_item *b = right;
	int order = by_value(a, b);
	uint64_t request_a;
	uint64_t request_b;

	if (order)
		return order;
	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	request_a = gamut_usage_request(a->sample);
	request_b = gamut_usage_request(b->sample);
	return (request_a > request_b) - (request_a < request_b);
}

/* Count the requests among `count` items with one id. */
static void count_requests(struct gamut_search *search,
                           const struct gamut_search_item *items, size_t count)
{
	bool is_shared = by_id(&items[0], &items[count - 1]) != 0;

	for (size_t i = 0; i < count; i++) {
		if (i > 0 && by_id(&items[i - 1], &items[i]) == 0)
			continue;
		search->of[items[i].cell]++;
		search->hits[items[i].cell] += is_shared;
	}
}

static void find_duplicate_ids(struct gamut_search *search)
{
	const struct gamut_sample *samples = search->run->samples;

	for (size_t cell = 0; cell < search->cell_count; cell++)
		for (size_t i = search->first[cell];
		     i < search->first[cell + 1]; i++)
			if (samples[i].response_id.len > 0)
				gamut_search_add(search, &samples[i], cell,
				                 samples[i].response_id);
	gamut_search_sort(search, by_id);
	for (size_t at = 0; at < search->count;) {
		size_t count = gamut_search_group(search, at, by_value);

		count_requests(search, &search->items[at], count);
		at += count;
	}
	gamut_search_hits(search, GAMUT_WARNING_DUPLICATE_RESPONSE_IDS);
}

/* ------------------------------------------------------------------ seeds */

static int by_seed(const void *left, const void *right)
{
	const struct gamut_search_item *a = left;
	const struct gamut_search_item *b = right;

	return (a->number > b->number) - (a->number < b->number);
}

static int by_seed_and_index(const void *left, const void *right)
{
	const struct gamut_search_item *a = left;
	const struct gamut_search_item *b = right;
	int order = by_seed(a, b);

	if (order)
		return order;
	return (a->sample->index > b->sample->index) -
	       (a->sample->index < b->sample->index);
}

static void find_repeated_seeds(struct gamut_search *search)
{
	const struct gamut_sample *samples = search->run->samples;

	for (size_t cell = 0; cell < search->cell_count; cell++)
		for (size_t i = search->first[cell];
		     i < search->first[cell + 1]; i++)
			if (samples[i].seed != GAMUT_UNKNOWN) {
				gamut_search_add(search, &samples[i], cell,
				                 GAMUT_STR_EMPTY);
				search->items[search->count - 1].number =
					samples[i].seed;
				search->of[cell]++;
			}
	gamut_search_sort(search, by_seed_and_index);
	for (size_t at = 0; at < search->count;) {
		size_t end = at + gamut_search_group(search, at, by_seed);
		bool is_shared = by_seed_and_index(&search->items[at],
		                                   &search->items[end - 1]) !=
		                 0;

		for (; at < end; at++)
			search->hits[search->items[at].cell] += is_shared;
	}
	gamut_search_hits(search, GAMUT_WARNING_REPEATED_SEEDS);
}

/* -------------------------------------------------------- equal completions */

static int by_text(const void *left, const void *right)
{
	const struct gamut_search_item *a = left;
	const struct gamut_search_item *b = right;
	int order = by_value(a, b);

	return order ? order :
	               gamut_str_cmp(a->sample->reasoning,
	                             b->sample->reasoning);
}

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

static void find_identical(struct gamut_search *search, size_t cell)
{
	const struct gamut_sample *samples = search->run->samples;
	uint64_t hits = 0;

	for (size_t i = search->first[cell]; i < search->first[cell + 1]; i++)
		if (is_long(&samples[i]))
			gamut_search_add(search, &samples[i], cell,
			                 samples[i].text);
	gamut_search_sort(search, by_text);
	for (size_t at = 0; at < search->count;) {
		size_t count = gamut_search_group(search, at, by_text);

		hits += count > 1 ? count : 0;
		at += count;
	}
	gamut_search_count(search, GAMUT_WARNING_IDENTICAL_COMPLETIONS, cell,
	                   hits, search->count);
	search->count = 0;
}

static bool is_greedy(const struct gamut_manifest *manifest)
{
	cJSON *sampling = gamut_json_parse(manifest->sampling, NULL);
	double temperature = 1;

	gamut_json_get_double(sampling, "temperature", &temperature);
	cJSON_Delete(sampling);
	return temperature <= 0;
}

/* ---------------------------------------------------------- who it was from */

/* One of the values of a cell, and how many samples have it. */
struct value {
	struct gamut_str text;
	size_t count;
};

/* Keep the most frequent ones, of equally frequent those that come first. */
static void keep_value(struct value top[NAMED], struct value value)
{
	for (size_t i = 0; i < NAMED; i++)
		if (value.count > top[i].count) {
			const struct value less = top[i];

			top[i] = value;
			value = less;
		}
}

/* "4: 'a' 60, 'b' 30, 'c' 9 and 1 more", which can be printed as it is. */
static struct gamut_str list_values(const struct value top[NAMED],
                                    size_t distinct, struct gamut_arena *arena)
{
	struct gamut_buf text = { 0 };
	struct gamut_str list;

	gamut_buf_addf(&text, "%zu: ", distinct);
	for (size_t i = 0; i < NAMED && top[i].count > 0; i++) {
		gamut_buf_add(&text, i ? GAMUT_STR(", '") : GAMUT_STR("'"));
		gamut_text_show(&text, top[i].text, NAME_COLUMNS);
		gamut_buf_addf(&text, "' %zu", top[i].count);
	}
	if (distinct > NAMED)
		gamut_buf_addf(&text, " and %zu more", distinct - NAMED);
	list = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return list;
}

/* The items are those of a cell that tell their model, or fingerprint. */
static void find_several(struct gamut_search *search,
                         enum gamut_warning_code code, size_t cell)
{
	struct value top[NAMED] = { 0 };
	struct gamut_warning *flag;
	size_t distinct = 0;

	gamut_search_sort(search, by_value);
	for (size_t at = 0; at < search->count;) {
		size_t count = gamut_search_group(search, at, by_value);

		keep_value(top, (struct value){ .text = search->items[at].value,
		                                .count = count });
		distinct++;
		at += count;
	}
	if (distinct > 1) {
		flag = gamut_search_flag(search, code, cell);
		flag->count = distinct;
		flag->of = search->count;
		flag->detail = list_values(top, distinct, search->arena);
	}
	search->count = 0;
}

static void find_sources(struct gamut_search *search, size_t cell)
{
	const struct gamut_sample *samples = search->run->samples;
	size_t end = search->first[cell + 1];
	uint64_t cached = 0;

	for (size_t i = search->first[cell]; i < end; i++)
		if (samples[i].model.len > 0)
			gamut_search_add(search, &samples[i], cell,
			                 samples[i].model);
	find_several(search, GAMUT_WARNING_SEVERAL_MODELS, cell);
	for (size_t i = search->first[cell]; i < end; i++)
		if (samples[i].fingerprint.len > 0)
			gamut_search_add(search, &samples[i], cell,
			                 samples[i].fingerprint);
	find_several(search, GAMUT_WARNING_SEVERAL_FINGERPRINTS, cell);
	for (size_t i = search->first[cell]; i < end; i++)
		cached += samples[i].is_cached;
	gamut_search_count(search, GAMUT_WARNING_CACHED, cell, cached,
	                   end - search->first[cell]);
}

/* -------------------------------------------------------------- the whole */

/* What was found out about the server when the run began. */
static void pass_on(struct gamut_search *search)
{
	cJSON *server = gamut_json_parse(search->run->manifest.server, NULL);
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
		gamut_search_flag(search, GAMUT_WARNING_SERVER,
		                  GAMUT_SEARCH_RUN)
			->detail = gamut_arena_copy(search->arena,
		                                    gamut_buf_view(&text));
		gamut_buf_release(&text);
	}
	cJSON_Delete(server);
}

void gamut_flags_find(struct gamut_flags *flags, const struct gamut_run *run,
                      struct gamut_arena *arena)
{
	struct gamut_search search;
	bool is_drawn = !is_greedy(&run->manifest);

	gamut_search_init(&search, flags, run, arena);
	pass_on(&search);
	find_duplicate_ids(&search);
	find_repeated_seeds(&search);
	for (size_t cell = 0; cell < search.cell_count; cell++) {
		if (is_drawn)
			find_identical(&search, cell);
		find_sources(&search, cell);
	}
	gamut_search_release(&search);
}

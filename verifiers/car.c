#include "verifiers/car.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "verifiers/car_name.h"
#include "verifiers/car_table.h"

#define TRIM_WORDS_MAX 5
#define YEAR_MIN 1880
#define YEAR_MAX 2039

struct state {
	const struct gamut_car_rule *rule;
	struct gamut_car_table *table;
};

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	(void)rule;
	names[0] = GAMUT_CAR_LIST;
	return 1;
}

static void free_table(void *table)
{
	gamut_car_table_free(table);
}

/* The table is one for all rules; the lexicon keeps it. */
static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	struct gamut_str key = GAMUT_STR("car table");
	struct gamut_car_table *table = gamut_lexicon_find_shared(lexicon, key);
	struct state *opened;

	if (!table) {
		enum gamut_status status = gamut_car_table_open(&table, lexicon,
		                                                err);

		if (status)
			return status;
		gamut_lexicon_share(lexicon, key, table, free_table);
	}
	opened = gamut_alloc(sizeof(*opened));
	opened->rule = rule;
	opened->table = table;
	*state = opened;
	return GAMUT_OK;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* A run of words of an answer that has a value in some map. */
struct run {
	size_t words; /* 0: there is none */
	size_t value;
};

/* The longest run from word `from`, of at most `most` words, in `map`. */
static struct run find_longest(const struct gamut_map *map,
                               const struct gamut_car_name *name, size_t from,
                               size_t most)
{
	for (size_t n = smaller(most, name->words - from); n > 0; n--) {
		size_t value = gamut_map_find(
			map, gamut_car_name_key(name, from, from + n));

		if (value != GAMUT_MAP_ABSENT)
			return (struct run){ .words = n, .value = value };
	}
	return (struct run){ 0 };
}

static bool is_year(const struct gamut_car_name *name, size_t word)
{
	struct gamut_str s = gamut_car_name_key(name, word, word + 1);
	int year = 0;

	if (s.len != 4)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!gamut_ascii_is_digit(s.ptr[i]))
			return false;
		year = year * 10 + (s.ptr[i] - '0');
	}
	return year >= YEAR_MIN && year <= YEAR_MAX;
}

static bool is_among(const size_t *values, size_t count, size_t value)
{
	for (size_t i = 0; i < count; i++)
		if (values[i] == value)
			return true;
	return false;
}

/*
 * Are the words from `from` on trim, none of it twice, with a year only where
 * none led?
 */
static bool is_trim(const struct gamut_car_table *table,
                    const struct gamut_car_name *name, size_t from,
                    bool has_year)
{
	size_t seen[TRIM_WORDS_MAX];
	size_t count = 0;

	if (name->words - from > TRIM_WORDS_MAX)
		return false;
	while (from < name->words) {
		struct run trim;

		if (!has_year && is_year(name, from)) {
			has_year = true;
			from++;
			continue;
		}
		trim = find_longest(&table->trims, name, from,
		                    table->trim_words);
		if (trim.words == 0 || is_among(seen, count, trim.value))
			return false;
		seen[count++] = trim.value;
		from += trim.words;
	}
	return true;
}

/* Judge what follows a make: the longest model that leaves nothing but trim. */
static struct gamut_verdict judge_model(const struct gamut_car_table *table,
                                        const struct gamut_map *models,
                                        const struct gamut_car_name *name,
                                        size_t from, bool has_year)
{
	enum gamut_reason reason = GAMUT_REASON_UNKNOWN_MODEL;
	size_t most = table->model_words;

	if (from == name->words)
		return gamut_verdict_reject(GAMUT_REASON_NO_MODEL);
	while (most > 0) {
		struct run run = find_longest(models, name, from, most);

		if (run.words == 0)
			break;
		if (is_trim(table, name, from + run.words, has_year))
			return gamut_verdict_accept(table->models[run.value]);
		reason = GAMUT_REASON_EXTRA_TEXT;
		most = run.words - 1;
	}
	return gamut_verdict_reject(reason);
}

/* Judge an answer that begins, after its year, with `start`. */
static struct gamut_verdict judge_from(const struct gamut_car_table *table,
                                       const struct gamut_car_name *name,
                                       struct run start, bool has_year)
{
	size_t from = start.words + has_year;

	if (start.value < GAMUT_CAR_WHOLE)
		return judge_model(table, &table->makes[start.value].models,
		                   name, from, has_year);
	if (!is_trim(table, name, from, has_year))
		return gamut_verdict_reject(GAMUT_REASON_EXTRA_TEXT);
	return gamut_verdict_accept(
		table->models[start.value - GAMUT_CAR_WHOLE]);
}

static struct gamut_verdict judge_car(const struct gamut_car_table *table,
                                      const struct gamut_car_name *name)
{
	bool has_year = is_year(name, 0);
	struct gamut_verdict verdict =
		gamut_verdict_reject(GAMUT_REASON_UNKNOWN_MAKE);
	size_t most = table->start_words;

	/* "Mercedes-AMG GT" begins with two makes: any may be the right one. */
	while (most > 0) {
		struct run start = find_longest(&table->starts, name, has_year,
		                                most);

		if (start.words == 0)
			break;
		verdict = judge_from(table, name, start, has_year);
		if (gamut_verdict_is_valid(verdict))
			break;
		most = start.words - 1;
	}
	return verdict;
}

static struct gamut_verdict judge_brand(const struct gamut_car_table *table,
                                        const struct gamut_car_name *name)
{
	struct run run = find_longest(&table->starts, name, 0,
	                              table->start_words);

	if (run.words == 0)
		return gamut_verdict_reject(GAMUT_REASON_UNKNOWN_MAKE);
	if (run.value >= GAMUT_CAR_WHOLE || run.words < name->words)
		return gamut_verdict_reject(GAMUT_REASON_EXTRA_TEXT);
	return gamut_verdict_accept(table->makes[run.value].name);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct state *s = state;
	struct gamut_car_name name;
	enum gamut_reason reason = gamut_car_name_read(&name, answer, arena);

	if (reason != GAMUT_REASON_VALID)
		return gamut_verdict_reject(reason);
	return s->rule->is_brand ? judge_brand(s->table, &name) :
	                           judge_car(s->table, &name);
}

static uint64_t member_count(const void *state)
{
	const struct state *s = state;

	return s->rule->is_brand ? s->table->make_count : s->table->model_count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct state *s = state;

	(void)arena;
	return s->rule->is_brand ? s->table->makes[i].name :
	                           s->table->models[i];
}

static void close_rule(void *state)
{
	free(state);
}

const struct gamut_verifier gamut_verifier_car = {
	.name = "car",
	.revision = 1,
	.needs = needs,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};

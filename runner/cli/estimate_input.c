#include "runner/cli/estimate_input.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "runner/cli/estimate_weights.h"
#include "runner/measure/estimate/spectrum.h"
#include "tasks/task.h"

/* The largest count, and the largest sum of them. */
#define MAX_DRAWS GAMUT_SPECTRUM_MAX_DRAWS

/* 2^53: up to here JSON's readers agree on whole numbers. */
#define MAX_SPACE (UINT64_C(1) << 53)

/* Counts may be 0, a space may not: by their minima they are told apart. */
static uint64_t max_of(uint64_t min)
{
	return min > 0 ? MAX_SPACE : MAX_DRAWS;
}

struct list {
	uint64_t *items;
	size_t count;
};

/* "--counts" or "\"counts\"": how messages call it. */
struct name {
	char text[32];
};

/* ------------------------------------------------------------- of options */

static struct name option_name(const char *key)
{
	struct name name;

	snprintf(name.text, sizeof(name.text), "--%s", key);
	for (char *c = name.text; *c; c++)
		if (*c == '_')
			*c = '-';
	return name;
}

static bool read_digits(uint64_t *out, struct gamut_str text)
{
	uint64_t value = 0;

	if (text.len == 0 || text.len > 18)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!gamut_ascii_is_digit(text.ptr[i]))
			return false;
		value = 10 * value + (uint64_t)(text.ptr[i] - '0');
	}
	*out = value;
	return true;
}

static enum gamut_status read_word(uint64_t *out, const char *key,
                                   struct gamut_str word, uint64_t min,
                                   struct gamut_err *err)
{
	if (read_digits(out, gamut_str_trim(word)) && *out >= min &&
	    *out <= max_of(min))
		return GAMUT_OK;
	return gamut_error(
		err, GAMUT_EINVAL,
		"%s: '%.*s' is not a whole number from %" PRIu64 " to %" PRIu64,
		option_name(key).text, GAMUT_STR_ARG(word), min, max_of(min));
}

static enum gamut_status read_optional(uint64_t *out, const char *key,
                                       const char *word, uint64_t min,
                                       struct gamut_err *err)
{
	if (!word)
		return GAMUT_OK;
	return read_word(out, key, gamut_str_of(word), min, err);
}

/* Numbers between commas; nothing at all is an empty list. */
static enum gamut_status read_words(struct list *list, const char *key,
                                    const char *words,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	struct gamut_str rest = gamut_str_of(words ? words : "");
	size_t size = 1;

	for (size_t i = 0; i < rest.len; i++)
		size += rest.ptr[i] == ',';
	list->items = gamut_arena_new(arena, uint64_t, size);
	while (rest.len > 0) {
		size_t comma = gamut_str_find(rest, GAMUT_STR(","));
		enum gamut_status status =
			read_word(&list->items[list->count++], key,
		                  gamut_str_head(rest, comma), 0, err);

		if (status)
			return status;
		if (comma + 1 == rest.len) /* a comma ends it */
			return read_word(list->items, key, GAMUT_STR_EMPTY, 0,
			                 err);
		rest = gamut_str_skip(rest,
		                      comma < rest.len ? comma + 1 : comma);
	}
	return GAMUT_OK;
}

/* ------------------------------------------------------------- of objects */

static struct name member_name(const char *key)
{
	struct name name;

	snprintf(name.text, sizeof(name.text), "\"%s\"", key);
	return name;
}

static bool is_whole(uint64_t *out, const cJSON *item, uint64_t min)
{
	if (!cJSON_IsNumber(item) || !(item->valuedouble >= (double)min) ||
	    !(item->valuedouble <= (double)max_of(min)) ||
	    item->valuedouble != floor(item->valuedouble))
		return false;
	*out = (uint64_t)item->valuedouble;
	return true;
}

static const cJSON *find(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	return cJSON_IsNull(item) ? NULL : item;
}

static enum gamut_status read_number(uint64_t *out, const cJSON *object,
                                     const char *key, uint64_t min,
                                     struct gamut_err *err)
{
	const cJSON *item = find(object, key);

	if (!item || is_whole(out, item, min))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EPARSE,
	                   "\"%s\" is not a whole number from %" PRIu64
	                   " to %" PRIu64,
	                   key, min, max_of(min));
}

static enum gamut_status read_array(struct list *list, const cJSON *object,
                                    const char *key, struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	const cJSON *array = find(object, key);
	const cJSON *item;

	if (!array)
		return GAMUT_OK;
	if (!cJSON_IsArray(array))
		return gamut_error(err, GAMUT_EPARSE,
		                   "\"%s\" is not an array of whole numbers",
		                   key);
	list->items = gamut_arena_new(arena, uint64_t,
	                              (size_t)cJSON_GetArraySize(array));
	cJSON_ArrayForEach(item, array) if (
		!is_whole(
			&list->items[list->count++], item,
			0)) return gamut_error(err, GAMUT_EPARSE,
	                                       "\"%s\"[%zu] is not a whole number from 0 to "
	                                       "%" PRIu64,
	                                       key, list->count - 1, MAX_DRAWS);
	return GAMUT_OK;
}

/* ---------------------------------------------------------------- of both */

static enum gamut_status check_sum(const struct list *list, uint64_t invalid,
                                   const char *name, struct gamut_err *err)
{
	uint64_t sum = invalid;

	for (size_t i = 0; i < list->count && sum <= MAX_DRAWS; i++)
		sum += list->items[i];
	if (sum <= MAX_DRAWS)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "%s: these and the invalid ones are more than "
	                   "%" PRIu64 " draws",
	                   name, MAX_DRAWS);
}

static enum gamut_status check_space(const struct gamut_estimate_input *input,
                                     const char *name, struct gamut_err *err)
{
	size_t yield = 0;

	for (size_t i = 0; i < input->count; i++)
		yield += input->counts[i] > 0;
	if (input->space == GAMUT_UNBOUNDED || yield <= input->space)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "%s: %zu different answers are not in a space of "
	                   "%" PRIu64,
	                   name, yield, input->space);
}

/* What has been read. */
struct parts {
	struct list counts;
	struct list at;
	struct list base;
	struct gamut_estimate_weights target;
	bool has_base_counts;
	bool has_base_invalid;
};

static enum gamut_status check_base(const struct gamut_estimate_input *input,
                                    const struct parts *parts,
                                    struct name (*name)(const char *key),
                                    struct gamut_err *err)
{
	if (!parts->has_base_counts && parts->has_base_invalid)
		return gamut_error(err, GAMUT_EINVAL, "%s needs %s",
		                   name("base_invalid").text,
		                   name("base_counts").text);
	if (!parts->has_base_counts)
		return GAMUT_OK;
	if (parts->base.count != parts->counts.count)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: %zu counts, but %s has %zu; an answer "
		                   "that one side lacks has a 0 there",
		                   name("base_counts").text, parts->base.count,
		                   name("counts").text, parts->counts.count);
	return check_sum(&parts->base, input->base_invalid,
	                 name("base_counts").text, err);
}

static enum gamut_status check_target(const struct parts *parts,
                                      struct name (*name)(const char *key),
                                      struct gamut_err *err)
{
	if (!parts->target.items)
		return GAMUT_OK;
	if (parts->target.count != parts->counts.count)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: %zu weights, but %s has %zu; an answer "
		                   "that did not come has a count of 0",
		                   name("target").text, parts->target.count,
		                   name("counts").text, parts->counts.count);
	if (parts->target.count < 2)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: a target has two answers at least",
		                   name("target").text);
	return GAMUT_OK;
}

/* Put the parts into `input`; `name` is what messages call a key. */
static enum gamut_status assemble(struct gamut_estimate_input *input,
                                  const struct parts *parts,
                                  struct name (*name)(const char *key),
                                  struct gamut_err *err)
{
	enum gamut_status status;

	input->counts = parts->counts.items;
	input->count = parts->counts.count;
	input->target = parts->target.items;
	input->at = parts->at.items;
	input->at_count = parts->at.count;
	input->base_counts = parts->has_base_counts ? parts->base.items : NULL;
	if (parts->at.count > GAMUT_ESTIMATE_MAX_AT)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: %zu values are more than %d",
		                   name("at").text, parts->at.count,
		                   GAMUT_ESTIMATE_MAX_AT);
	status = check_sum(&parts->counts, input->invalid, name("counts").text,
	                   err);
	if (!status)
		status = check_space(input, name("space").text, err);
	if (!status)
		status = check_base(input, parts, name, err);
	if (!status)
		status = check_target(parts, name, err);
	return status;
}

enum gamut_status gamut_estimate_read_words(
	struct gamut_estimate_input *input,
	const struct gamut_estimate_words *words, struct gamut_arena *arena,
	struct gamut_err *err)
{
	struct parts parts = {
		.has_base_counts = words->base_counts,
		.has_base_invalid = words->base_invalid,
	};
	enum gamut_status status;

	*input = (struct gamut_estimate_input){ .space = GAMUT_UNBOUNDED };
	status = read_words(&parts.counts, "counts", words->counts, arena, err);
	if (!status)
		status = read_words(&parts.at, "at", words->at, arena, err);
	if (!status)
		status = read_words(&parts.base, "base_counts",
		                    words->base_counts, arena, err);
	if (!status)
		status = gamut_estimate_read_weights(&parts.target,
		                                     words->target, arena, err);
	if (!status)
		status = read_optional(&input->invalid, "invalid",
		                       words->invalid, 0, err);
	if (!status)
		status = read_optional(&input->base_invalid, "base_invalid",
		                       words->base_invalid, 0, err);
	if (!status)
		status = read_optional(&input->space, "space", words->space, 1,
		                       err);
	return status ? status : assemble(input, &parts, option_name, err);
}

enum gamut_status gamut_estimate_read_object(struct gamut_estimate_input *input,
                                             const cJSON *object,
                                             struct gamut_arena *arena,
                                             struct gamut_err *err)
{
	struct parts parts = {
		.has_base_counts = find(object, "base_counts"),
		.has_base_invalid = find(object, "base_invalid"),
	};
	enum gamut_status status;

	*input = (struct gamut_estimate_input){ .space = GAMUT_UNBOUNDED };
	if (!find(object, "counts"))
		return gamut_error(err, GAMUT_EPARSE,
		                   "not an object with \"counts\"");
	status = read_array(&parts.counts, object, "counts", arena, err);
	if (!status)
		status = read_array(&parts.at, object, "at", arena, err);
	if (!status)
		status = read_array(&parts.base, object, "base_counts", arena,
		                    err);
	if (!status)
		status = gamut_estimate_read_target(
			&parts.target, find(object, "target"), arena, err);
	if (!status)
		status = read_number(&input->invalid, object, "invalid", 0,
		                     err);
	if (!status)
		status = read_number(&input->base_invalid, object,
		                     "base_invalid", 0, err);
	if (!status)
		status = read_number(&input->space, object, "space", 1, err);
	return status ? status : assemble(input, &parts, member_name, err);
}

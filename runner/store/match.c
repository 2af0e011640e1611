#include "runner/store/manifest.h"

#include <inttypes.h>

#include "base/json.h"
#include "base/text.h"
#include "runner/store/value.h"

/* How much of a value is shown, in columns. */
#define SHOWN_COLUMNS 60

/* Of long values, how many bytes are shown that both begin with. */
#define CONTEXT_BYTES 16

/* `value`, which others may have made up, fit for a message. */
static void show(struct gamut_buf *out, struct gamut_str value, size_t from)
{
	if (from > 0)
		gamut_buf_add(out, GAMUT_STR("\xe2\x80\xa6"));
	gamut_text_show(out, gamut_str_skip(value, from), SHOWN_COLUMNS);
}

/*
 * Where showing `a` and `b` begins, so that the first difference is seen; not
 * within a character.
 */
static size_t interesting_part(struct gamut_str a, struct gamut_str b)
{
	size_t same = 0;

	while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same])
		same++;
	if (same + CONTEXT_BYTES < SHOWN_COLUMNS)
		return 0;
	same -= CONTEXT_BYTES;
	while (same > 0 && same < a.len && (a.ptr[same] & 0xc0) == 0x80)
		same--;
	return same;
}

/*
 * GAMUT_EMISMATCH: `what` was `have` when the run was begun and is now
 * `wanted`.
 */
static enum gamut_status differ(const char *what, struct gamut_str have,
                                struct gamut_str wanted, const char *remedy,
                                struct gamut_err *err)
{
	struct gamut_buf was = { 0 };
	struct gamut_buf is = { 0 };
	size_t from = interesting_part(have, wanted);

	show(&was, have, from);
	show(&is, wanted, from);
	gamut_error_set(err, GAMUT_EMISMATCH,
	                "the run was begun with %s '%s', not '%s': use another "
	                "--out, or %s",
	                what, gamut_buf_cstr(&was), gamut_buf_cstr(&is),
	                remedy);
	gamut_buf_release(&was);
	gamut_buf_release(&is);
	return GAMUT_EMISMATCH;
}

static struct gamut_str yes_or_no(bool yes)
{
	return yes ? GAMUT_STR("yes") : GAMUT_STR("no");
}

static enum gamut_status match_condition(const struct gamut_manifest *have,
                                         const struct gamut_manifest *wanted,
                                         struct gamut_err *err)
{
	const struct {
		const char *what;
		struct gamut_str have;
		struct gamut_str wanted;
		const char *remedy;
	} rows[] = {
		{ "model", have->model, wanted->model, "the same --model" },
		{ "template", have->template, wanted->template,
		  "the same --template" },
		{ "family", have->family, wanted->family, "the same --family" },
		{ "profile", have->profile, wanted->profile,
		  "the same --profile" },
		{ "preset", have->preset, wanted->preset, "the same --preset" },
		{ "simulation", yes_or_no(have->is_simulated),
		  yes_or_no(wanted->is_simulated), "the same --model" },
		{ "endpoint", have->endpoint, wanted->endpoint,
		  "the same --endpoint, or --moved where the model is there "
		  "now" },
		{ "endpoints", have->endpoints, wanted->endpoints,
		  "the same --endpoint, as often, or --moved" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		if (!gamut_str_eq(rows[i].have, rows[i].wanted))
			return differ(rows[i].what, rows[i].have,
			              rows[i].wanted, rows[i].remedy, err);
	return GAMUT_OK;
}

static enum gamut_status match_seed(const struct gamut_manifest *have,
                                    const struct gamut_manifest *wanted,
                                    struct gamut_err *err)
{
	struct gamut_buf was = { 0 };
	struct gamut_buf is = { 0 };

	if (have->seed == wanted->seed)
		return GAMUT_OK;
	gamut_buf_addf(&was, "%" PRIu64, have->seed);
	gamut_buf_addf(&is, "%" PRIu64, wanted->seed);
	differ("seed", gamut_buf_view(&was), gamut_buf_view(&is),
	       "the same --seed", err);
	gamut_buf_release(&was);
	gamut_buf_release(&is);
	return GAMUT_EMISMATCH;
}

/* The member `key` of `object` as text, "none" where it has none. */
static void put_member(struct gamut_buf *out, const cJSON *object,
                       const char *key)
{
	struct gamut_json json = { .out = out };
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	if (item)
		gamut_value_put_item(&json, item);
	else
		gamut_buf_add(out, GAMUT_STR("none"));
}

static enum gamut_status match_member(const cJSON *have, const cJSON *wanted,
                                      const char *key, const char *remedy,
                                      struct gamut_err *err)
{
	struct gamut_buf was = { 0 };
	struct gamut_buf is = { 0 };
	struct gamut_buf what = { 0 };
	enum gamut_status status = GAMUT_OK;

	put_member(&was, have, key);
	put_member(&is, wanted, key);
	gamut_text_show(&what, gamut_str_of(key), SHOWN_COLUMNS);
	if (!gamut_str_eq(gamut_buf_view(&was), gamut_buf_view(&is)))
		status = differ(gamut_buf_cstr(&what), gamut_buf_view(&was),
		                gamut_buf_view(&is), remedy, err);
	gamut_buf_release(&was);
	gamut_buf_release(&is);
	gamut_buf_release(&what);
	return status;
}

/* Member by member: their order does not matter, their names help. */
static enum gamut_status match_object(struct gamut_str have,
                                      struct gamut_str wanted,
                                      const char *remedy, struct gamut_err *err)
{
	cJSON *a = gamut_value_parse(have);
	cJSON *b = gamut_value_parse(wanted);
	enum gamut_status status = GAMUT_OK;
	const cJSON *item;

	for (item = b->child; item && !status; item = item->next)
		status = match_member(a, b, item->string, remedy, err);
	for (item = a->child; item && !status; item = item->next)
		status = match_member(a, b, item->string, remedy, err);
	cJSON_Delete(a);
	cJSON_Delete(b);
	return status;
}

/* `text` as gamut_value_put() writes it. */
static void put_value(struct gamut_buf *out, struct gamut_str text)
{
	struct gamut_json json = { .out = out };

	gamut_value_put(&json, text);
}

static enum gamut_status match_prompt(const struct gamut_manifest_cell *have,
                                      const struct gamut_manifest_cell *wanted,
                                      struct gamut_err *err)
{
	struct gamut_buf was = { 0 };
	struct gamut_buf is = { 0 };
	enum gamut_status status = GAMUT_OK;

	put_value(&was, have->prompt);
	put_value(&is, wanted->prompt);
	if (!gamut_str_eq(gamut_buf_view(&was), gamut_buf_view(&is)))
		status = differ("prompt", gamut_buf_view(&was),
		                gamut_buf_view(&is), "the same --template",
		                err);
	gamut_buf_release(&was);
	gamut_buf_release(&is);
	return status;
}

static enum gamut_status match_number(const char *what, uint32_t have,
                                      uint32_t wanted, const char *remedy,
                                      struct gamut_err *err)
{
	struct gamut_buf was = { 0 };
	struct gamut_buf is = { 0 };
	enum gamut_status status = GAMUT_OK;

	gamut_buf_addf(&was, "%" PRIu32, have);
	gamut_buf_addf(&is, "%" PRIu32, wanted);
	if (have != wanted)
		status = differ(what, gamut_buf_view(&was), gamut_buf_view(&is),
		                remedy, err);
	gamut_buf_release(&was);
	gamut_buf_release(&is);
	return status;
}

static enum gamut_status match_cell(const struct gamut_manifest_cell *have,
                                    const struct gamut_manifest_cell *wanted,
                                    struct gamut_err *err)
{
	static const char version[] = "the version that it was begun with";
	enum gamut_status status;

	if (!gamut_str_eq(have->task_hash, wanted->task_hash))
		return differ("task hash", have->task_hash, wanted->task_hash,
		              "the task and word lists as they were", err);
	status = match_number("max_tokens", have->max_tokens,
	                      wanted->max_tokens, version, err);
	if (!status)
		status = match_number("seed base", have->seed_base,
		                      wanted->seed_base, version, err);
	return status ? status : match_prompt(have, wanted, err);
}

/* Put "TASK, SETTING: " before the message where there is one. */
static void at_cell(const struct gamut_manifest_cell *cell,
                    struct gamut_err *err)
{
	struct gamut_buf name = { 0 };

	show(&name, cell->task, 0);
	gamut_buf_add(&name, GAMUT_STR(", "));
	show(&name, cell->setting, 0);
	if (err)
		gamut_error_at(err, "%s", gamut_buf_cstr(&name));
	gamut_buf_release(&name);
}

static bool is_same_cell(const struct gamut_manifest_cell *a,
                         const struct gamut_manifest_cell *b)
{
	return gamut_str_eq(a->task, b->task) &&
	       gamut_str_eq(a->setting, b->setting);
}

static bool has_cell(const struct gamut_manifest *manifest,
                     const struct gamut_manifest_cell *cell)
{
	for (size_t i = 0; i < manifest->cell_count; i++)
		if (is_same_cell(&manifest->cells[i], cell))
			return true;
	return false;
}

/* GAMUT_EMISMATCH: what is amiss with the cells at place `i`. */
static enum gamut_status differ_in_cells(const struct gamut_manifest *have,
                                         const struct gamut_manifest *wanted,
                                         size_t i, struct gamut_err *err)
{
	const char *what = "the run has this cell in another place: use "
			   "another --out, or the version that it was begun "
			   "with";
	const struct gamut_manifest_cell *cell = i < have->cell_count ?
	                                                 &have->cells[i] :
	                                                 &wanted->cells[i];

	if (i < wanted->cell_count && !has_cell(have, &wanted->cells[i])) {
		cell = &wanted->cells[i];
		what = "not in the run: use another --out, or the same --tasks "
		       "and --settings";
	} else if (i < have->cell_count && !has_cell(wanted, &have->cells[i])) {
		what = "in the run, but not asked for now: use another --out, "
		       "or the same --tasks and --settings";
	}
	gamut_error_set(err, GAMUT_EMISMATCH, "%s", what);
	at_cell(cell, err);
	return GAMUT_EMISMATCH;
}

/* One by one: a cell goes by its place, in the plan and in the store. */
static enum gamut_status match_cells(const struct gamut_manifest *have,
                                     const struct gamut_manifest *wanted,
                                     struct gamut_err *err)
{
	enum gamut_status status;

	for (size_t i = 0; i < have->cell_count || i < wanted->cell_count;
	     i++) {
		if (i >= have->cell_count || i >= wanted->cell_count ||
		    !is_same_cell(&have->cells[i], &wanted->cells[i]))
			return differ_in_cells(have, wanted, i, err);
		status = match_cell(&have->cells[i], &wanted->cells[i], err);
		if (status) {
			at_cell(&have->cells[i], err);
			return status;
		}
	}
	return GAMUT_OK;
}

enum gamut_status gamut_manifest_match(const struct gamut_manifest *have,
                                       const struct gamut_manifest *wanted,
                                       struct gamut_err *err)
{
	enum gamut_status status = match_condition(have, wanted, err);

	if (!status)
		status = match_object(have->sampling, wanted->sampling,
		                      "the same sampling options", err);
	if (!status)
		status = match_object(have->request, wanted->request,
		                      "the same options for requests", err);
	if (!status)
		status = match_seed(have, wanted, err);
	if (!status)
		status = match_cells(have, wanted, err);
	return status;
}

#include "runner/store/manifest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/map.h"
#include "runner/store/cells.h"
#include "runner/store/value.h"

/* The version of the form that this program writes, and the only one read. */
#define FORMAT 1

#define RUN_ID_LEN 16

/* run.json begins so, and then come the id and ID_END. */
static const char head[] = "{\n\t\"format\":1,\n\t\"run_id\":\"";

#define ID_END GAMUT_STR("\",\n")

/* ---------------------------------------------------------------- writing */

/* Begin the next member or item, `indent` on a line of its own. */
static void begin_line(struct gamut_json *json, const char *indent)
{
	if (json->wants_comma)
		gamut_buf_add_char(json->out, ',');
	gamut_buf_addf(json->out, "\n%s", indent);
	json->wants_comma = false;
}

static void end_lines(struct gamut_json *json, char bracket, const char *indent)
{
	gamut_buf_addf(json->out, "\n%s", indent);
	gamut_json_close(json, bracket);
}

static void begin_member(struct gamut_json *json, const char *indent,
                         const char *key)
{
	begin_line(json, indent);
	gamut_json_key(json, key);
}

static void put_str(struct gamut_json *json, const char *indent,
                    const char *key, struct gamut_str value)
{
	begin_member(json, indent, key);
	gamut_json_str(json, value);
}

/* The same, but null where `value` is empty. */
static void put_told(struct gamut_json *json, const char *indent,
                     const char *key, struct gamut_str value)
{
	begin_member(json, indent, key);
	if (value.len > 0)
		gamut_json_str(json, value);
	else
		gamut_json_null(json);
}

static void put_condition(struct gamut_json *json,
                          const struct gamut_manifest *m)
{
	begin_member(json, "\t", "condition");
	gamut_json_open(json, '{');
	put_str(json, "\t\t", "model", m->model);
	put_str(json, "\t\t", "template", m->template);
	put_told(json, "\t\t", "family", m->family);
	put_str(json, "\t\t", "profile", m->profile);
	put_str(json, "\t\t", "preset", m->preset);
	begin_member(json, "\t\t", "sampling");
	gamut_value_put(json, m->sampling);
	begin_member(json, "\t\t", "request");
	gamut_value_put(json, m->request);
	end_lines(json, '}', "\t");
}

/* The settings of the cells, each once, in the cells' order. */
static void put_settings(struct gamut_json *json,
                         const struct gamut_manifest *m)
{
	struct gamut_map seen = { 0 };

	begin_member(json, "\t", "settings");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < m->cell_count; i++)
		if (gamut_map_put(&seen, m->cells[i].setting, i) == i)
			gamut_json_str(json, m->cells[i].setting);
	gamut_json_close(json, ']');
	gamut_map_clear(&seen);
}

/* The tasks of the cells, likewise. */
static void put_tasks(struct gamut_json *json, const struct gamut_manifest *m)
{
	struct gamut_map seen = { 0 };

	begin_member(json, "\t", "tasks");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < m->cell_count; i++) {
		const struct gamut_manifest_cell *cell = &m->cells[i];

		if (gamut_map_put(&seen, cell->task, i) != i)
			continue;
		begin_line(json, "\t\t");
		gamut_json_open(json, '{');
		gamut_json_key(json, "name");
		gamut_json_str(json, cell->task);
		gamut_json_key(json, "hash");
		gamut_json_str(json, cell->task_hash);
		gamut_json_key(json, "max_tokens");
		gamut_json_int(json, cell->max_tokens);
		gamut_json_close(json, '}');
	}
	end_lines(json, ']', "\t");
	gamut_map_clear(&seen);
}

static void put_cell(struct gamut_json *json,
                     const struct gamut_manifest_cell *cell)
{
	begin_line(json, "\t\t");
	gamut_json_open(json, '{');
	gamut_json_key(json, "task");
	gamut_json_str(json, cell->task);
	gamut_json_key(json, "setting");
	gamut_json_str(json, cell->setting);
	gamut_json_key(json, "task_hash");
	gamut_json_str(json, cell->task_hash);
	gamut_json_key(json, "max_tokens");
	gamut_json_int(json, cell->max_tokens);
	gamut_json_key(json, "seed_base");
	gamut_json_int(json, cell->seed_base);
	if (cell->n > 0) {
		gamut_json_key(json, "n");
		gamut_json_int(json, cell->n);
	}
	gamut_json_key(json, "prompt");
	if (cell->prompt.len > 0)
		gamut_value_put(json, cell->prompt);
	else
		gamut_json_null(json);
	gamut_json_close(json, '}');
}

/* All that the run id is the hash of: the lines behind its own. */
static void put_rest(struct gamut_json *json, const struct gamut_manifest *m)
{
	gamut_buf_add_char(json->out, '\t');
	gamut_json_key(json, "gamut");
	gamut_json_str(json, m->version);
	put_str(json, "\t", "created", m->created);
	put_condition(json, m);
	if (m->imported.len > 0) {
		begin_member(json, "\t", "imported");
		gamut_value_put(json, m->imported);
	}
	put_told(json, "\t", "endpoint", m->endpoint);
	if (m->endpoints.len > 0) {
		begin_member(json, "\t", "endpoints");
		gamut_value_put(json, m->endpoints);
	}
	begin_member(json, "\t", "simulated");
	gamut_json_bool(json, m->is_simulated);
	begin_member(json, "\t", "n");
	gamut_json_int(json, m->n);
	begin_member(json, "\t", "seed");
	gamut_json_int(json, (int64_t)m->seed);
	put_settings(json, m);
	put_tasks(json, m);
	begin_member(json, "\t", "cells");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < m->cell_count; i++)
		put_cell(json, &m->cells[i]);
	end_lines(json, ']', "\t");
	if (m->server.len > 0) {
		begin_member(json, "\t", "server");
		gamut_value_put(json, m->server);
	}
	begin_member(json, "\t", "host");
	gamut_value_put(json, m->host);
	gamut_buf_add(json->out, GAMUT_STR("\n}\n"));
}

/* The run id that fits `rest`, in `arena`. */
static struct gamut_str make_run_id(struct gamut_str rest,
                                    struct gamut_arena *arena)
{
	struct gamut_digest digest;
	char hex[GAMUT_DIGEST_SIZE];

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, rest);
	gamut_digest_hex(&digest, hex);
	return gamut_arena_strf(arena, "%.*s", RUN_ID_LEN, hex);
}

struct gamut_str gamut_manifest_encode(struct gamut_manifest *manifest,
                                       struct gamut_arena *arena)
{
	struct gamut_buf rest = { 0 };
	struct gamut_buf all = { 0 };
	struct gamut_json json = { .out = &rest };
	struct gamut_str text;

	put_rest(&json, manifest);
	manifest->run_id = make_run_id(gamut_buf_view(&rest), arena);
	gamut_buf_add(&all, gamut_str_of(head));
	gamut_buf_add(&all, manifest->run_id);
	gamut_buf_add(&all, ID_END);
	gamut_buf_add(&all, gamut_buf_view(&rest));
	text = gamut_arena_copy(arena, gamut_buf_view(&all));
	gamut_buf_release(&rest);
	gamut_buf_release(&all);
	return text;
}

/* ---------------------------------------------------------------- reading */

/* Is the id in `text` that of what stands behind it? */
static enum gamut_status check_run_id(struct gamut_manifest *m,
                                      struct gamut_str text,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	static const char changed[] =
		"the run id does not fit: the file was changed";
	struct gamut_str rest;

	if (!gamut_str_starts_with(text, gamut_str_of(head)))
		return gamut_error(err, GAMUT_EPARSE, "%s", changed);
	rest = gamut_str_skip(text, sizeof(head) - 1);
	if (rest.len < RUN_ID_LEN + ID_END.len)
		return gamut_error(err, GAMUT_EPARSE, "%s", changed);
	rest = gamut_str_skip(rest, RUN_ID_LEN);
	if (!gamut_str_starts_with(rest, ID_END))
		return gamut_error(err, GAMUT_EPARSE, "%s", changed);
	m->run_id = make_run_id(gamut_str_skip(rest, ID_END.len), arena);
	if (memcmp(rest.ptr - RUN_ID_LEN, m->run_id.ptr, RUN_ID_LEN) != 0)
		return gamut_error(err, GAMUT_EPARSE, "%s", changed);
	return GAMUT_OK;
}

static enum gamut_status check_format(const cJSON *json, struct gamut_err *err)
{
	int64_t format;

	if (!gamut_json_get_int(json, "format", &format))
		return gamut_error(err, GAMUT_EPARSE,
		                   "no manifest of a run: no \"format\"");
	if (format != FORMAT)
		return gamut_error(err, GAMUT_EPARSE,
		                   "the run has format %" PRId64
		                   ", this program reads format %d only",
		                   format, FORMAT);
	return GAMUT_OK;
}

/* What only the cell of an imported run may have or lack. */
static void read_imported_cell(struct gamut_value *value,
                               struct gamut_manifest_cell *cell,
                               const struct gamut_manifest *m)
{
	if (gamut_value_find(value, "n")) {
		cell->n = gamut_value_u32(value, "n");
		if (cell->n == 0 || cell->n > m->n)
			gamut_value_refuse(value, "n", "in 1 to the run's n");
	}
	if (!cJSON_IsNull(gamut_value_find(value, "prompt")))
		cell->prompt = gamut_value_text(value, "prompt",
		                                cJSON_String | cJSON_Array,
		                                "a string, a list or null");
}

static void read_cell(struct gamut_value *value,
                      struct gamut_manifest_cell *cell,
                      const struct gamut_manifest *m)
{
	cell->task = gamut_value_str(value, "task");
	cell->setting = gamut_value_str(value, "setting");
	cell->task_hash = gamut_value_str(value, "task_hash");
	cell->max_tokens = gamut_value_u32(value, "max_tokens");
	cell->seed_base = gamut_value_u32(value, "seed_base");
	if (m->imported.len > 0)
		read_imported_cell(value, cell, m);
	else
		cell->prompt = gamut_value_text(value, "prompt",
		                                cJSON_String | cJSON_Array,
		                                "a string or a list");
}

static void read_cells(struct gamut_value *value, const cJSON *cells,
                       struct gamut_manifest *m)
{
	const cJSON *item;

	if (!cJSON_IsArray(cells)) {
		gamut_value_refuse(value, "cells", "a list");
		return;
	}
	m->cells = gamut_arena_new(value->arena, struct gamut_manifest_cell,
	                           (size_t)cJSON_GetArraySize(cells));
	cJSON_ArrayForEach(item, cells)
	{
		gamut_value_enter(value, item);
		read_cell(value, &m->cells[m->cell_count++], m);
	}
}

/* A string that must say something: other readers take it for a name. */
static struct gamut_str read_name(struct gamut_value *value, const char *key)
{
	struct gamut_str name = gamut_value_str(value, key);

	if (name.len == 0)
		gamut_value_refuse(value, key, "a name: it is empty");
	return name;
}

static void read_condition(struct gamut_value *value, const cJSON *condition,
                           struct gamut_manifest *m)
{
	gamut_value_enter(value, condition);
	m->model = read_name(value, "model");
	m->template = read_name(value, "template");
	m->family = gamut_value_told(value, "family");
	m->profile = read_name(value, "profile");
	m->preset = read_name(value, "preset");
	m->sampling = gamut_value_text(value, "sampling", cJSON_Object,
	                               "an object");
	m->request = gamut_value_text(value, "request", cJSON_Object,
	                              "an object");
}

static void read_all(struct gamut_value *value, struct gamut_manifest *m)
{
	const cJSON *simulated = gamut_value_find(value, "simulated");
	const cJSON *condition = gamut_value_find(value, "condition");
	const cJSON *cells = gamut_value_find(value, "cells");
	int64_t seed;

	m->version = gamut_value_str(value, "gamut");
	m->created = gamut_value_str(value, "created");
	if (gamut_value_find(value, "imported"))
		m->imported = gamut_value_text(value, "imported", cJSON_Object,
		                               "an object");
	m->endpoint = gamut_value_told(value, "endpoint");
	if (gamut_value_find(value, "endpoints"))
		m->endpoints = gamut_value_text(value, "endpoints", cJSON_Array,
		                                "a list");
	if (!cJSON_IsBool(simulated))
		gamut_value_refuse(value, "simulated", "true or false");
	m->is_simulated = cJSON_IsTrue(simulated);
	m->n = gamut_value_u32(value, "n");
	seed = gamut_value_number(value, "seed");
	if (seed < 0)
		gamut_value_refuse(value, "seed", "a whole number");
	m->seed = (uint64_t)seed;
	if (gamut_value_find(value, "server"))
		m->server = gamut_value_text(value, "server", cJSON_Object,
		                             "an object");
	m->host = gamut_value_text(value, "host", cJSON_Object, "an object");
	if (m->n == 0 || m->n > GAMUT_SAMPLES_MAX)
		gamut_value_refuse(value, "n", "in 1 to 2^20");
	read_condition(value, condition, m);
	read_cells(value, cells, m);
}

enum gamut_status gamut_manifest_decode(struct gamut_manifest *manifest,
                                        struct gamut_str text,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err)
{
	cJSON *json = gamut_json_parse(text, err);
	struct gamut_value value = { .arena = arena, .err = err };
	enum gamut_status status;

	if (!json)
		return GAMUT_EPARSE;
	*manifest = (struct gamut_manifest){ 0 };
	status = check_format(json, err);
	if (!status)
		status = check_run_id(manifest, text, arena, err);
	if (!status) {
		gamut_value_enter(&value, json);
		read_all(&value, manifest);
		status = value.status;
	}
	if (!status)
		status = gamut_cells_check(manifest, err);
	cJSON_Delete(json);
	return status;
}

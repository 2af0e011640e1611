#include "runner/store/stop.h"

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"
#include "runner/store/cells.h"
#include "runner/store/listing.h"

#define STOPS_FORMAT 1

/* A run has some hundred cells. */
#define STOPS_MAX_BYTES ((size_t)1024 * 1024)

/*
 * What is read; and what is written, so that processes that write at the same
 * time cannot make a run that none of them can read.
 */
#define STOPS_MAX_FILES 1000
#define STOPS_MAX_WRITTEN 900

/* More than anyone lifts; room to count on in 32 bits. */
#define ROUNDS_MAX 1000000

/* Of a file's name: enough for any two lists to have different ones. */
#define NAME_DIGITS 16

static const char *const rules[] = {
#define X(name, text) text,
	GAMUT_STOP_RULE_MAP(X)
#undef X
};

const char *gamut_stop_rule_name(enum gamut_stop_rule rule)
{
	return rules[rule];
}

/* ---------------------------------------------------------------- reading */

/* Stops that are being read. */
struct reading {
	struct gamut_stops *stops;
	const struct gamut_manifest *manifest;
	struct gamut_cells cells;
	const char *path; /* of this file */
	struct gamut_arena *arena;
	struct gamut_err *err;
};

static enum gamut_status refuse(const struct reading *reading, const char *what)
{
	return gamut_error(reading->err, GAMUT_EPARSE,
	                   "'%s' is no list of stopped cells: %s; put back "
	                   "what it was, or remove it to have them sampled",
	                   reading->path, what);
}

static bool find_rule(enum gamut_stop_rule *rule, struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rules); i++)
		if (gamut_str_eq(name, gamut_str_of(rules[i]))) {
			*rule = (enum gamut_stop_rule)i;
			return true;
		}
	return false;
}

static enum gamut_status read_stop(struct reading *reading, const cJSON *item)
{
	struct gamut_stops *stops = reading->stops;
	struct gamut_str task = GAMUT_STR_EMPTY;
	struct gamut_str setting = GAMUT_STR_EMPTY;
	struct gamut_str rule = GAMUT_STR_EMPTY;
	struct gamut_stop stop = { 0 };
	int64_t n = 0;

	if (!gamut_json_get_str(item, "task", &task) ||
	    !gamut_json_get_str(item, "setting", &setting) ||
	    !gamut_json_get_str(item, "reason", &stop.reason) ||
	    !gamut_json_get_str(item, "rule", &rule) ||
	    !find_rule(&stop.rule, rule))
		return refuse(reading, "task, setting, rule or reason is not "
		                       "there");
	if (stop.reason.len > GAMUT_STOP_REASON_MAX_BYTES)
		return refuse(reading, "a reason is too long");
	if (!gamut_json_get_int(item, "n", &n) || n < 1 ||
	    n >= reading->manifest->n)
		return refuse(reading, "n of a cell is not below that of the "
		                       "run");
	stop.n = (uint32_t)n;
	stop.cell = gamut_cells_find(&reading->cells, task, setting);
	if (stop.cell == GAMUT_MAP_ABSENT)
		return refuse(reading, "the run has no such cell");
	if (!stops->of[stop.cell].n || stop.n < stops->of[stop.cell].n) {
		stop.reason = gamut_arena_copy(reading->arena, stop.reason);
		stops->of[stop.cell] = stop;
	}
	return GAMUT_OK;
}

/* Forget what an earlier round said: it was lifted. */
static void begin_round(struct reading *reading, uint32_t round)
{
	struct gamut_stops *stops = reading->stops;
	size_t count = reading->manifest->cell_count;

	if (!stops->of)
		stops->of = gamut_arena_new(reading->arena, struct gamut_stop,
		                            count);
	if (round > stops->round)
		memset(stops->of, 0, count * sizeof(stops->of[0]));
	stops->round = round;
}

static enum gamut_status read_list(struct reading *reading, const cJSON *json)
{
	const cJSON *cells = cJSON_GetObjectItemCaseSensitive(json, "cells");
	enum gamut_status status = GAMUT_OK;
	const cJSON *item;
	int64_t format = 0;
	int64_t round = 0;
	int64_t n = 0;

	if (!gamut_json_get_int(json, "format", &format) ||
	    format != STOPS_FORMAT || !gamut_json_get_int(json, "n", &n) ||
	    n < 1 || n > GAMUT_SAMPLES_MAX ||
	    !gamut_json_get_int(json, "round", &round) || round < 0 ||
	    round > ROUNDS_MAX || !cJSON_IsArray(cells))
		return refuse(reading, "format, n, round or cells is not what "
		                       "it should be");
	/* Raising n lifts all that was stopped before. */
	if (n != reading->manifest->n || round < reading->stops->round)
		return GAMUT_OK;
	begin_round(reading, (uint32_t)round);
	cJSON_ArrayForEach(item, cells)
	{
		if (!status)
			status = read_stop(reading, item);
	}
	return status;
}

static enum gamut_status read_file(struct reading *reading)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str text;
	enum gamut_status status;
	cJSON *json;

	status = gamut_file_read(&text, reading->path, STOPS_MAX_BYTES, &arena,
	                         reading->err);
	if (!status) {
		json = gamut_json_parse(text, NULL);
		status = json ? read_list(reading, json) :
		                refuse(reading, "it is not JSON");
		cJSON_Delete(json);
	}
	gamut_arena_clear(&arena);
	return status;
}

enum gamut_status gamut_stops_read(struct gamut_stops *stops,
                                   const char *folder,
                                   const struct gamut_manifest *manifest,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const char *path = gamut_arena_strf(arena, "%s/stops", folder).ptr;
	struct reading reading = {
		.stops = stops, .manifest = manifest, .arena = arena, .err = err
	};
	struct gamut_listing listing;
	enum gamut_status status;

	*stops = (struct gamut_stops){ 0 };
	status = gamut_listing_read(&listing, path, ".json", arena, err);
	if (status || listing.count == 0)
		return status;
	if (listing.count > STOPS_MAX_FILES)
		return gamut_error(err, GAMUT_EPARSE,
		                   "'%s' holds %zu lists of stopped cells, and "
		                   "at most %d are read: remove it to have "
		                   "those cells sampled",
		                   path, listing.count, STOPS_MAX_FILES);
	gamut_cells_init(&reading.cells, manifest);
	for (size_t i = 0; i < listing.count && !status; i++) {
		reading.path = listing.paths[i];
		status = read_file(&reading);
	}
	gamut_cells_release(&reading.cells);
	return status;
}

/* ---------------------------------------------------------------- writing */

static void put_stop(struct gamut_json *json,
                     const struct gamut_manifest *manifest,
                     const struct gamut_stop *stop)
{
	const struct gamut_manifest_cell *cell = &manifest->cells[stop->cell];
	struct gamut_str reason = stop->reason;

	if (reason.len > GAMUT_STOP_REASON_MAX_BYTES)
		GAMUT_BUG("a reason of %zu bytes", reason.len);
	if (stop->n < 1 || stop->n >= manifest->n)
		GAMUT_BUG("a stop at %u of %u", (unsigned)stop->n,
		          (unsigned)manifest->n);
	gamut_json_open(json, '{');
	gamut_json_key(json, "task");
	gamut_json_str(json, cell->task);
	gamut_json_key(json, "setting");
	gamut_json_str(json, cell->setting);
	gamut_json_key(json, "n");
	gamut_json_int(json, stop->n);
	gamut_json_key(json, "rule");
	gamut_json_cstr(json, gamut_stop_rule_name(stop->rule));
	gamut_json_key(json, "reason");
	gamut_json_str(json, reason);
	gamut_json_close(json, '}');
}

/*
 * Named after what is in it, without a time or a writer: of several processes
 * that decide the same, one creates it, and the others find it there.
 */
static const char *name_of(struct gamut_str text, const char *stops,
                           struct gamut_arena *arena)
{
	struct gamut_digest digest;
	char hex[GAMUT_DIGEST_SIZE];

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, text);
	gamut_digest_hex(&digest, hex);
	return gamut_arena_strf(arena, "%s/%.*s.json", stops, NAME_DIGITS, hex)
	        .ptr;
}

/* What is written must be readable. */
static enum gamut_status check_room(const char *stops, size_t bytes,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	struct gamut_listing listing;
	enum gamut_status status = gamut_listing_read(&listing, stops, ".json",
	                                              arena, err);

	if (status)
		return status;
	if (listing.count >= STOPS_MAX_WRITTEN)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' holds %zu lists of stopped cells, and "
		                   "no more are written: give another --out",
		                   stops, listing.count);
	if (bytes > STOPS_MAX_BYTES)
		return gamut_error(err, GAMUT_EINVAL,
		                   "the list of stopped cells for '%s' is of "
		                   "%zu bytes, and at most %zu are written: "
		                   "sample fewer cells in a run",
		                   stops, bytes, STOPS_MAX_BYTES);
	return GAMUT_OK;
}

static enum gamut_status write_list(const char *folder,
                                    const struct gamut_manifest *manifest,
                                    uint32_t round,
                                    const struct gamut_stop *list, size_t count,
                                    struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };
	const char *stops = gamut_arena_strf(&arena, "%s/stops", folder).ptr;
	enum gamut_status status;

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "format");
	gamut_json_int(&json, STOPS_FORMAT);
	gamut_json_key(&json, "n");
	gamut_json_int(&json, manifest->n);
	gamut_json_key(&json, "round");
	gamut_json_int(&json, round);
	gamut_json_key(&json, "cells");
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < count; i++)
		put_stop(&json, manifest, &list[i]);
	gamut_json_close(&json, ']');
	gamut_json_close(&json, '}');
	gamut_buf_add_char(&text, '\n');
	status = check_room(stops, text.len, &arena, err);
	if (!status)
		status = gamut_file_make_folder(stops, err);
	if (!status)
		status = gamut_file_create(
			name_of(gamut_buf_view(&text), stops, &arena),
			gamut_buf_view(&text), err);
	gamut_buf_release(&text);
	gamut_arena_clear(&arena);
	return status == GAMUT_EMISMATCH ? GAMUT_OK : status;
}

enum gamut_status gamut_store_stop(const char *folder,
                                   const struct gamut_run *run,
                                   const struct gamut_stop *stops, size_t count,
                                   struct gamut_err *err)
{
	if (count == 0)
		return GAMUT_OK;
	return write_list(folder, &run->manifest, run->round, stops, count,
	                  err);
}

enum gamut_status gamut_store_lift(const char *folder,
                                   const struct gamut_run *run,
                                   struct gamut_err *err)
{
	if (gamut_run_stopped(run) == 0)
		return GAMUT_OK;
	if (run->round >= ROUNDS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "stops of '%s' were lifted %d times, and no "
		                   "more can be counted: remove its folder "
		                   "'stops', or give another --out",
		                   folder, ROUNDS_MAX);
	return write_list(folder, &run->manifest, run->round + 1, NULL, 0, err);
}

#ifndef GAMUT_STORE_VALUE_H
#define GAMUT_STORE_VALUE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/status.h"
#include "base/str.h"

/*
 * JSON objects that are read member by member: the first that is not what it
 * should be sets `status` and the message and makes all later readings empty,
 * so that a reader asks for everything and then once whether it went well.
 * Private to the store.
 */
struct gamut_value {
	const cJSON *object;       /* set by gamut_value_enter() */
	cJSON *owned;              /* by a record; NULL otherwise */
	const cJSON *next;         /* the member that is likely asked for */
	struct gamut_arena *arena; /* where strings go */
	struct gamut_err *err;
	enum gamut_status status;
};

/* Read `object` from here on; it may be NULL or no object: it has no members.
 */
void gamut_value_enter(struct gamut_value *value, const cJSON *object);

/* The member `key`; NULL where it is absent or reading has failed. */
const cJSON *gamut_value_find(struct gamut_value *value, const char *key);

/* Fail: "key" is not `wanted`. Keeps an earlier failure. */
void gamut_value_refuse(struct gamut_value *value, const char *key,
                        const char *wanted);

/* A string that must be there. */
struct gamut_str gamut_value_str(struct gamut_value *value, const char *key);

/* A string; empty where the member is null or absent. */
struct gamut_str gamut_value_told(struct gamut_value *value, const char *key);

/* A whole number in [0, 2^53]; GAMUT_UNKNOWN where null or absent. */
int64_t gamut_value_number(struct gamut_value *value, const char *key);

/* A whole number in [0, 2^32) that must be there. */
uint32_t gamut_value_u32(struct gamut_value *value, const char *key);

/*
 * A JSON value that must be there, of one of cJSON's `types`, which `wanted`
 * names, as text in the form of gamut_value_put().
 */
struct gamut_str gamut_value_text(struct gamut_value *value, const char *key,
                                  int types, const char *wanted);

/*
 * The JSON value in `text`, which this program wrote or has read before; the
 * caller deletes it. Empty: {}. GAMUT_BUG where it is not JSON.
 */
cJSON *gamut_value_parse(struct gamut_str text);

/*
 * Add the JSON value in `text`, as above, on one line and in the one form that
 * this program writes, so that equal values are equal text.
 */
void gamut_value_put(struct gamut_json *json, struct gamut_str text);

/* The same for a value that was read. */
void gamut_value_put_item(struct gamut_json *json, const cJSON *item);

#endif

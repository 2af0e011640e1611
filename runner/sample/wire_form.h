#ifndef GAMUT_SAMPLE_WIRE_FORM_H
#define GAMUT_SAMPLE_WIRE_FORM_H

#include "runner/sample/wire.h"

/*
 * One shape of bodies and replies. Of wire.c and the forms' own files only.
 */
struct gamut_wire_form {
	/* Behind the base URL. */
	const char *chat_path;
	const char *completion_path; /* NULL: has none */

	/* As gamut_wire_encode(). */
	void (*encode)(const struct gamut_wire *wire, struct gamut_buf *body,
	               const struct gamut_request *request);

	/*
	 * Read a successful reply as nearly all are straight from its `body`,
	 * as read() would; false, `reply` in any state, for others. Or NULL.
	 */
	bool (*scan)(struct gamut_wire *wire, struct gamut_reply *reply,
	             struct gamut_str body);

	/*
	 * Read a successful reply's JSON, wire->root, into `reply`: choices by
	 * ascending offset, whose room gamut_wire_choices() gives, names, and
	 * tokens where they are known. Returns what is wrong, or NULL.
	 */
	const char *(*read)(struct gamut_wire *wire, struct gamut_reply *reply);
};

extern const struct gamut_wire_form gamut_wire_openai;
extern const struct gamut_wire_form gamut_wire_anthropic;

/* The cell that `request` is for. */
const struct gamut_manifest_cell *gamut_wire_cell(
	const struct gamut_wire *wire, const struct gamut_request *request);

/* Room for `count` choices, and as many slots, all NULL. */
void gamut_wire_make_room(struct gamut_wire *wire, uint32_t count);

/* The seed that choice `offset` of `request` was asked for with. */
int64_t gamut_wire_seed(const struct gamut_wire *wire,
                        const struct gamut_request *request, uint32_t offset);

/* Write the members of the JSON object `object` into the one being written. */
void gamut_wire_put_members(struct gamut_json *json, struct gamut_str object);

/* Write the stop strings, where there are any. */
void gamut_wire_put_stop(struct gamut_json *json,
                         const struct gamut_dialect *dialect);

/* The member `key` of `object`: a count, or GAMUT_UNKNOWN. */
int64_t gamut_wire_read_count(const cJSON *object, const char *key);

/*
 * Of a content that comes in parts, {"type":TYPE,...}, those of type `type`:
 * their members `key`, joined. Such a member is a string, or has parts of type
 * "text" itself.
 */
struct gamut_str gamut_wire_join_parts(const cJSON *parts, const char *type,
                                       const char *key,
                                       struct gamut_arena *arena);

/*
 * Does a choice that ends so count as not come? SGLang aborts, and OpenRouter's
 * providers fail, in the middle of one.
 */
bool gamut_wire_is_cut_off(struct gamut_str finish_reason);

#endif

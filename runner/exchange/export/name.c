#include "runner/exchange/export/name.h"

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/text.h"

/* Leaves room for dates, endings and what a draft adds within 255 bytes. */
#define NAME_MAX_BYTES ((size_t)100)

struct gamut_str gamut_export_name_hash(const struct gamut_str *parts,
                                        size_t count, size_t digits,
                                        struct gamut_arena *arena)
{
	char hex[GAMUT_DIGEST_SIZE];
	struct gamut_digest digest;

	gamut_digest_init(&digest);
	for (size_t i = 0; i < count; i++)
		gamut_digest_field(&digest, parts[i]);
	gamut_digest_hex(&digest, hex);
	return gamut_arena_copy(arena,
	                        gamut_str_head(gamut_str_of(hex), digits));
}

/* As much of `name` as is allowed, in whole characters. */
static struct gamut_str cut(struct gamut_str name)
{
	struct gamut_str rest = name;

	if (name.len <= NAME_MAX_BYTES)
		return name;
	while (name.len - rest.len <= NAME_MAX_BYTES) {
		size_t taken = name.len - rest.len;

		gamut_text_take(&rest);
		if (name.len - rest.len > NAME_MAX_BYTES)
			return gamut_str_head(name, taken);
	}
	return name;
}

/*
 * `made` of `name`, and its hash where more was changed than the rule says; in
 * `arena`, and `made` is released.
 */
static struct gamut_str finish(struct gamut_buf *made, struct gamut_str name,
                               bool is_changed, struct gamut_arena *arena)
{
	struct gamut_str text = gamut_buf_view(made);
	struct gamut_str result;

	if (made->ptr && text.len > 0 && made->ptr[0] == '.') {
		made->ptr[0] = '_';
		is_changed = true;
	}
	if (text.len == 0 || text.len > NAME_MAX_BYTES)
		is_changed = true;
	text = cut(text);
	if (is_changed)
		result = gamut_arena_strf(
			arena, "%.*s%s%s", GAMUT_STR_ARG(text),
			text.len > 0 ? "-" : "",
			gamut_export_name_hash(&name, 1, 8, arena).ptr);
	else
		result = gamut_arena_copy(arena, text);
	gamut_buf_release(made);
	return result;
}

struct gamut_str gamut_export_name_model(struct gamut_str model,
                                         struct gamut_arena *arena)
{
	struct gamut_buf made = { 0 };
	struct gamut_str rest = model;
	bool is_changed = false;
	bool in_row = false;

	while (rest.len > 0) {
		struct gamut_str at = rest;
		int32_t code = gamut_text_take(&rest);
		bool is_listed = code > 0 && code < 0x80 &&
		                 strchr("\"<>:/|\\?*[]", (int)code);

		if (is_listed && !in_row) {
			gamut_buf_add(&made, GAMUT_STR("__"));
		} else if (code < 0 || gamut_text_is_unsafe(code)) {
			gamut_buf_add_char(&made, '_');
			is_changed = true;
		} else if (!is_listed) {
			gamut_buf_add(&made,
			              gamut_str_head(at, at.len - rest.len));
		}
		in_row = is_listed;
	}
	return finish(&made, model, is_changed, arena);
}

/* The same with the ASCII letters and digits, and those of `also`, kept. */
static bool add_portable(struct gamut_buf *made, struct gamut_str name,
                         const char *also)
{
	bool is_changed = false;

	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool is_kept = gamut_ascii_is_alpha(c) ||
		               gamut_ascii_is_digit(c) ||
		               (c != '\0' && strchr(also, c));

		gamut_buf_add_char(made, is_kept ? c : '_');
		is_changed |= !is_kept;
	}
	return is_changed;
}

struct gamut_str gamut_export_name_portable(struct gamut_str name,
                                            struct gamut_arena *arena)
{
	struct gamut_buf made = { 0 };
	bool is_changed = add_portable(&made, name, "._-");

	/* An option to somebody's command; and Windows drops a last dot. */
	if (made.ptr && made.len > 0 &&
	    (made.ptr[0] == '-' || made.ptr[made.len - 1] == '.')) {
		made.ptr[made.ptr[0] == '-' ? 0 : made.len - 1] = '_';
		is_changed = true;
	}
	return finish(&made, name, is_changed, arena);
}

struct gamut_str gamut_export_name_cell(struct gamut_str task,
                                        struct gamut_str setting,
                                        struct gamut_arena *arena)
{
	struct gamut_buf made = { 0 };
	struct gamut_buf plain = { 0 };
	struct gamut_str both = gamut_arena_strf(arena, "%.*s/%.*s",
	                                         GAMUT_STR_ARG(task),
	                                         GAMUT_STR_ARG(setting));
	bool is_changed;

	gamut_buf_add(&made, GAMUT_STR("gamut_"));
	is_changed = add_portable(&made, task, "._");
	gamut_buf_add_char(&made, '_');
	/* A hyphen is what is expected of a setting's name. */
	is_changed |= add_portable(&plain, setting, "._-");
	for (size_t i = 0; i < plain.len; i++)
		gamut_buf_add_char(&made,
		                   plain.ptr[i] == '-' ? '_' : plain.ptr[i]);
	gamut_buf_release(&plain);
	return finish(&made, both, is_changed, arena);
}

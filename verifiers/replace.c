#include "verifiers/replace.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"

/* A piece of the replacement: text, or a group by number or by name. */
struct part {
	char *text; /* or the name */
	uint32_t group;
	bool is_text;
};

struct gamut_replace {
	struct gamut_pcre *pattern;
	struct part *parts;
	size_t count;
	size_t size;
};

static void add_part(struct gamut_replace *replace, struct part part)
{
	replace->parts = gamut_grow_array(replace->parts, &replace->size,
	                                  replace->count, sizeof(part));
	replace->parts[replace->count++] = part;
}

/* A copy of `text` with a NUL behind. */
static char *copy_of(struct gamut_str text)
{
	char *copy = gamut_alloc(text.len + 1);

	memcpy(copy, text.ptr, text.len);
	return copy;
}

static bool is_name_char(char c)
{
	return c == '_' || gamut_ascii_is_alpha(c) || gamut_ascii_is_digit(c);
}

/* How much of `s` is the name or number behind a dollar. */
static size_t name_length(struct gamut_str s)
{
	bool is_number = s.len > 0 && gamut_ascii_is_digit(s.ptr[0]);
	size_t len = 0;

	while (len < s.len && is_name_char(s.ptr[len]) &&
	       (!is_number || gamut_ascii_is_digit(s.ptr[len])))
		len++;
	return len;
}

static bool add_group(struct gamut_replace *replace, struct gamut_str name)
{
	struct part part = { 0 };

	if (name.len == 0)
		return false;
	if (!gamut_ascii_is_digit(name.ptr[0])) {
		part.text = copy_of(name);
		add_part(replace, part);
		return gamut_pcre_has_group(replace->pattern, part.text);
	}
	for (size_t i = 0; i < name.len; i++) {
		if (part.group > GAMUT_PCRE_PATTERN_MAX)
			return false;
		part.group = part.group * 10 + (uint32_t)(name.ptr[i] - '0');
	}
	add_part(replace, part);
	return part.group <= gamut_pcre_group_count(replace->pattern);
}

/* Read what stands behind a dollar off the front of `*rest`. */
static bool take_reference(struct gamut_replace *replace,
                           struct gamut_str *rest)
{
	bool is_braced = gamut_str_starts_with(*rest, GAMUT_STR("{"));
	size_t len;
	bool is_good;

	if (is_braced)
		*rest = gamut_str_skip(*rest, 1);
	len = name_length(*rest);
	is_good = add_group(replace, gamut_str_head(*rest, len));
	*rest = gamut_str_skip(*rest, len);
	if (is_braced) {
		is_good = is_good &&
		          gamut_str_starts_with(*rest, GAMUT_STR("}"));
		*rest = gamut_str_skip(*rest, is_good ? 1 : 0);
	}
	return is_good;
}

static enum gamut_status read_with(struct gamut_replace *replace,
                                   struct gamut_str with, struct gamut_err *err)
{
	struct gamut_str rest = with;

	while (rest.len > 0) {
		size_t len = gamut_str_find(rest, GAMUT_STR("$"));
		size_t offset = with.len - rest.len + len;
		bool is_dollar = len + 1 < rest.len && rest.ptr[len + 1] == '$';

		/* Of two dollars the first is text. */
		if (len + is_dollar > 0)
			add_part(replace,
			         (struct part){
					 .is_text = true,
					 .text = copy_of(gamut_str_head(
						 rest, len + is_dollar)),
				 });
		if (len == rest.len)
			break;
		rest = gamut_str_skip(rest, len + 1 + is_dollar);
		if (!is_dollar && !take_reference(replace, &rest))
			return gamut_error(err, GAMUT_EINVAL,
			                   "the replacement names no group of "
			                   "the pattern behind '$' at offset "
			                   "%zu: a dollar is '$$'",
			                   offset);
	}
	return GAMUT_OK;
}

enum gamut_status gamut_replace_open(struct gamut_replace **out,
                                     const char *pattern, const char *with,
                                     struct gamut_err *err)
{
	struct gamut_replace *replace = gamut_alloc(sizeof(*replace));
	enum gamut_status status = gamut_pcre_compile(
		&replace->pattern, gamut_str_of(pattern), 0, err);

	if (!status)
		status = read_with(replace, gamut_str_of(with), err);
	if (status)
		gamut_replace_free(replace);
	else
		*out = replace;
	return status;
}

void gamut_replace_free(struct gamut_replace *replace)
{
	if (!replace)
		return;
	for (size_t i = 0; i < replace->count; i++)
		free(replace->parts[i].text);
	free(replace->parts);
	gamut_pcre_free(replace->pattern);
	free(replace);
}

static void add_match(struct gamut_buf *out,
                      const struct gamut_replace *replace,
                      const struct gamut_pcre_scan *scan)
{
	for (size_t i = 0; i < replace->count && !out->is_over; i++) {
		const struct part *part = &replace->parts[i];

		if (part->is_text)
			gamut_buf_add(out, gamut_str_of(part->text));
		else if (part->text)
			gamut_buf_add(out,
			              gamut_pcre_scan_named(scan, part->text));
		else
			gamut_buf_add(out,
			              gamut_pcre_scan_group(scan, part->group));
	}
}

static struct gamut_str between(struct gamut_str text, size_t begin, size_t end)
{
	return gamut_str_skip(gamut_str_head(text, end), begin);
}

struct gamut_str gamut_replace_apply(const struct gamut_replace *replace,
                                     struct gamut_str text,
                                     struct gamut_arena *arena)
{
	struct gamut_pcre_scan scan = { .pcre = replace->pattern,
		                        .text = text,
		                        .work = GAMUT_PCRE_WORK_MAX };
	struct gamut_buf out = { .max_bytes = text.len * 4 + 4096 };
	enum gamut_pcre_result result;
	bool is_changed = false;
	size_t done = 0;

	if (text.len > GAMUT_REPLACE_TEXT_MAX)
		return text;
	do {
		result = gamut_pcre_scan_next(&scan);
		if (result != GAMUT_PCRE_MATCH)
			break;
		gamut_buf_add(&out, between(text, done, scan.begin));
		add_match(&out, replace, &scan);
		done = scan.end;
		is_changed = true;
	} while (!out.is_over);
	gamut_buf_add(&out, gamut_str_skip(text, done));
	if (result == GAMUT_PCRE_NO_MATCH && !out.is_over && is_changed)
		text = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_pcre_scan_release(&scan);
	gamut_buf_release(&out);
	return text;
}

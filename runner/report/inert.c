#include "runner/report/inert.h"

#include <string.h>

#include "base/text.h"
#include "runner/report/xml.h"

/* ------------------------------------------------------------------ shown */

size_t gamut_inert_command(struct gamut_str line)
{
	size_t at = gamut_str_find(line, GAMUT_STR("::"));

	for (size_t i = 0; i < at; i++)
		if (line.ptr[i] > ' ' && line.ptr[i] < '\x7f')
			return line.len;
	return at;
}

/* Add `raw` with what a runner of jobs would obey broken. */
static void add_disarmed(struct gamut_buf *out, struct gamut_str raw)
{
	static const struct gamut_str command = { .ptr = "##[", .len = 3 };
	size_t at = gamut_inert_command(raw);

	if (at < raw.len) {
		gamut_buf_add(out, gamut_str_head(raw, at));
		gamut_buf_add(out, GAMUT_STR("\\x3a:"));
		raw = gamut_str_skip(raw, at + 2);
	}
	while (raw.len > 0) {
		size_t n = gamut_str_find(raw, command);

		gamut_buf_add(out, gamut_str_head(raw, n));
		if (n < raw.len) {
			gamut_buf_add(out, GAMUT_STR("#\\x23["));
			n += command.len;
		}
		raw = gamut_str_skip(raw, n);
	}
}

void gamut_inert_show(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns)
{
	struct gamut_buf disarmed = { 0 };

	add_disarmed(&disarmed, raw);
	gamut_text_show(out, gamut_buf_view(&disarmed), columns);
	gamut_buf_release(&disarmed);
}

struct gamut_str gamut_inert_shown(struct gamut_str raw, size_t columns,
                                   struct gamut_arena *arena)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str copy;

	gamut_inert_show(&shown, raw, columns);
	copy = gamut_arena_copy(arena, gamut_buf_view(&shown));
	gamut_buf_release(&shown);
	return copy;
}

/* --------------------------------------------------------------- Markdown */

static bool is_alnum(char c)
{
	return gamut_ascii_is_alpha(c) || gamut_ascii_is_digit(c);
}

/* Would Markdown take the character at `i` for more than itself? */
static bool is_markup(struct gamut_str text, size_t i)
{
	char c = text.ptr[i];

	/* Within a word, as in names of tasks, an underscore is just that. */
	if (c == '_')
		return i == 0 || i + 1 == text.len ||
		       !is_alnum(text.ptr[i - 1]) || !is_alnum(text.ptr[i + 1]);
	return c && strchr("\\`*[](){}<>#!|~&$@", c);
}

/* Does `part`, in small letters, stand in `text`, in whatever letters? */
static bool holds(struct gamut_str text, const char *part)
{
	size_t len = strlen(part);

	for (size_t i = 0; i + len <= text.len; i++) {
		size_t same = 0;

		while (same < len &&
		       gamut_ascii_lower(text.ptr[i + same]) == part[same])
			same++;
		if (same == len)
			return true;
	}
	return false;
}

/* Is there a digit right behind a `c`? */
static bool has_number_behind(struct gamut_str text, char c)
{
	for (size_t i = 0; i + 1 < text.len; i++)
		if (gamut_ascii_lower(text.ptr[i]) == c &&
		    gamut_ascii_is_digit(text.ptr[i + 1]))
			return true;
	return false;
}

static size_t count_of(struct gamut_str text, char c)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.ptr[i] == c;
	return count;
}

/*
 * Would GitHub make more of this word, even where its markup is escaped? It
 * links addresses, calls @names, refers to #1, GH-1 and commits, and puts
 * pictures for :names:, formulas between $.
 */
static bool is_called(struct gamut_str word)
{
	size_t hex = 0;
	size_t letters = 0;

	for (size_t i = 0; i < word.len; i++) {
		char c = gamut_ascii_lower(word.ptr[i]);

		bool is_letter = c >= 'a' && c <= 'f';

		if (!is_letter && !gamut_ascii_is_digit(c)) {
			hex = 0;
			letters = 0;
			continue;
		}
		hex++;
		letters += is_letter;
		/* Seven make a commit, or a number. */
		if (hex >= 7 && letters > 0)
			return true;
	}
	return count_of(word, '@') || count_of(word, '$') ||
	       count_of(word, ':') > 1 || holds(word, "://") ||
	       holds(word, "www.") || has_number_behind(word, '#') ||
	       (holds(word, "gh-") && has_number_behind(word, '-'));
}

/* A code span of what can be shown as it stands, and is not empty. */
static void add_span(struct gamut_buf *out, struct gamut_str shown)
{
	bool touches = shown.ptr[0] == '`' || shown.ptr[shown.len - 1] == '`';
	size_t longest = 0;
	size_t run = 0;

	for (size_t i = 0; i < shown.len; i++) {
		run = shown.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		gamut_buf_add_char(out, '`');
	if (touches)
		gamut_buf_add_char(out, ' ');
	gamut_buf_add(out, shown);
	if (touches)
		gamut_buf_add_char(out, ' ');
	for (size_t i = 0; i <= longest; i++)
		gamut_buf_add_char(out, '`');
}

/* `text`, whose word from `begin` to `end` this is; neighbours matter. */
static void add_word(struct gamut_buf *out, struct gamut_str text, size_t begin,
                     size_t end)
{
	struct gamut_str word = { .ptr = text.ptr + begin, .len = end - begin };

	if (word.len > 0 && is_called(word)) {
		/* What ends a clause is no part of a name. */
		while (word.len > 1 && strchr(",;:.", word.ptr[word.len - 1]))
			word.len--;
		add_span(out, word);
		begin += word.len;
	}
	for (size_t i = begin; i < end; i++) {
		if (is_markup(text, i))
			gamut_buf_add_char(out, '\\');
		gamut_buf_add_char(out, text.ptr[i]);
	}
}

/*
 * Words end at spaces, and at bars: within code, tables and spans disagree
 * about what an escaped one is.
 */
static void add_prose(struct gamut_buf *out, struct gamut_str shown)
{
	size_t begin = 0;

	for (size_t i = 0; i <= shown.len; i++) {
		bool is_end = i == shown.len || shown.ptr[i] == ' ' ||
		              shown.ptr[i] == '|';

		if (!is_end)
			continue;
		add_word(out, shown, begin, i);
		if (i < shown.len && shown.ptr[i] == '|')
			gamut_buf_add_char(out, '\\');
		if (i < shown.len)
			gamut_buf_add_char(out, shown.ptr[i]);
		begin = i + 1;
	}
}

void gamut_inert_cell(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns)
{
	struct gamut_buf shown = { 0 };

	gamut_inert_show(&shown, raw, columns);
	add_prose(out, gamut_buf_view(&shown));
	gamut_buf_release(&shown);
}

/* The bytes at its beginning that make a list, a rule or a heading. */
static size_t marker_of(struct gamut_str line)
{
	size_t digits = 0;

	if (line.len > 0 && strchr("-+=", line.ptr[0]) && line.ptr[0])
		return 1;
	while (digits < line.len && gamut_ascii_is_digit(line.ptr[digits]))
		digits++;
	return digits > 0 && digits < line.len &&
	                       (line.ptr[digits] == '.' ||
	                        line.ptr[digits] == ')') ?
	               digits + 1 :
	               0;
}

void gamut_inert_line(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str line;
	size_t marker;

	gamut_inert_show(&shown, raw, columns);
	line = gamut_str_trim(gamut_buf_view(&shown));
	marker = marker_of(line);
	if (marker > 0) {
		gamut_buf_add(out, gamut_str_head(line, marker - 1));
		gamut_buf_add_char(out, '\\');
		gamut_buf_add_char(out, line.ptr[marker - 1]);
		line = gamut_str_skip(line, marker);
	}
	add_prose(out, line);
	gamut_buf_release(&shown);
}

void gamut_inert_code(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns)
{
	struct gamut_buf shown = { 0 };

	gamut_inert_show(&shown, raw, columns);
	if (shown.len == 0)
		gamut_buf_add(out, GAMUT_STR("(empty)"));
	else
		add_span(out, gamut_buf_view(&shown));
	gamut_buf_release(&shown);
}

void gamut_inert_html(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns)
{
	struct gamut_buf shown = { 0 };

	gamut_inert_show(&shown, raw, columns);
	gamut_buf_add(out, GAMUT_STR("<code>"));
	gamut_xml_add(out, gamut_buf_view(&shown));
	gamut_buf_add(out, GAMUT_STR("</code>"));
	gamut_buf_release(&shown);
}

/* ------------------------------------------------------------------ ASCII */

/* Our own signs; each takes one column. */
static const struct {
	int32_t code;
	char ascii;
} likenesses[] = {
	{ 0x2026, '~' }, /* … */
	{ 0x2192, '>' }, /* → */
	{ 0x2212, '-' }, /* − */
	{ 0x2717, 'x' }, /* ✗ */
	{ 0x25b2, '^' }, /* ▲ */
	{ 0x25bc, 'v' }, /* ▼ */
	{ 0x2581, '.' }, /* ▁ */
	{ 0x2582, ':' }, { 0x2583, '-' }, { 0x2584, '=' }, { 0x2585, '+' },
	{ 0x2586, '*' }, { 0x2587, '%' }, { 0x2588, '#' }, /* █ */
	{ 0x2591, '-' },                                   /* ░ */
	{ 0x2593, '+' },                                   /* ▓ */
};

static char likeness_of(int32_t code)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(likenesses); i++)
		if (likenesses[i].code == code)
			return likenesses[i].ascii;
	return '?';
}

void gamut_inert_ascii(struct gamut_buf *out, size_t from)
{
	struct gamut_buf plain = { 0 };
	struct gamut_str rest = gamut_str_skip(gamut_buf_view(out), from);

	while (rest.len > 0) {
		struct gamut_str before = rest;
		int32_t code = gamut_text_take(&rest);
		struct gamut_str one = gamut_str_head(before,
		                                      before.len - rest.len);

		if (code == 0xb1) { /* ±, with the space behind it */
			gamut_buf_add(&plain, GAMUT_STR("+"));
			if (rest.len > 0 && rest.ptr[0] == ' ') {
				gamut_buf_add_char(&plain, '-');
				rest = gamut_str_skip(rest, 1);
			}
		} else if (code >= 0 && code < 0x80) {
			gamut_buf_add(&plain, one);
		} else {
			size_t columns = gamut_text_columns(one);

			for (size_t i = 0; i < columns; i++)
				gamut_buf_add_char(&plain, likeness_of(code));
		}
	}
	out->len = from;
	gamut_buf_add(out, gamut_buf_view(&plain));
	gamut_buf_release(&plain);
}

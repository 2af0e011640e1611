#include "verifiers/sql_text.h"

#include <string.h>

#include "base/buf.h"

enum token_kind {
	GAMUT_SQL_SPACE, /* comments too */
	GAMUT_SQL_NAME,  /* keywords, numbers, and all that is in quotes */
	GAMUT_SQL_OTHER, /* one character */
};

struct token {
	enum token_kind kind;
	struct gamut_str text;
};

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_name(char c)
{
	return gamut_ascii_is_alpha(c) || gamut_ascii_is_digit(c) || c == '_' ||
	       c == '$' || (signed char)c < 0;
}

/* The length of a comment at the front of `s`, or 0. */
static size_t comment_length(struct gamut_str s)
{
	size_t n;

	if (gamut_str_starts_with(s, GAMUT_STR("--"))) {
		const char *end = memchr(s.ptr, '\n', s.len);

		return end ? (size_t)(end - s.ptr) : s.len;
	}
	/* A "/" of its own is a star short of a comment. */
	if (s.len < 3 || !gamut_str_starts_with(s, GAMUT_STR("/*")))
		return 0;
	n = gamut_str_find(gamut_str_skip(s, 2), GAMUT_STR("*/")) + 4;
	return n < s.len ? n : s.len;
}

/* The length of what is in quotes at the front of `s`, with them. */
static size_t quoted_length(struct gamut_str s)
{
	char end = s.ptr[0] == '[' ? ']' : s.ptr[0];
	size_t n = 1;

	while (n < s.len) {
		if (s.ptr[n++] != end)
			continue;
		if (end == ']' || n == s.len || s.ptr[n] != end)
			return n;
		n++; /* doubled: it stands for itself */
	}
	return s.len;
}

static size_t space_length(struct gamut_str s)
{
	size_t n = 0;
	size_t last = SIZE_MAX;

	while (n < s.len && n != last) {
		last = n;
		n += comment_length(gamut_str_skip(s, n));
		while (n < s.len && is_space(s.ptr[n]))
			n++;
	}
	return n;
}

/* Cut the next token off `*rest`; false at the end. */
static bool take(struct gamut_str *rest, struct token *token)
{
	size_t n = space_length(*rest);

	if (rest->len == 0)
		return false;
	token->kind = GAMUT_SQL_SPACE;
	if (n == 0 && strchr("'\"`[", rest->ptr[0]) && rest->ptr[0] != '\0') {
		token->kind = GAMUT_SQL_NAME;
		n = quoted_length(*rest);
	} else if (n == 0 && is_name(rest->ptr[0])) {
		token->kind = GAMUT_SQL_NAME;
		while (n < rest->len && is_name(rest->ptr[n]))
			n++;
	} else if (n == 0) {
		token->kind = GAMUT_SQL_OTHER;
		n = 1;
	}
	token->text = gamut_str_head(*rest, n);
	*rest = gamut_str_skip(*rest, n);
	return true;
}

bool gamut_sql_is_blank(struct gamut_str sql)
{
	return space_length(sql) == sql.len;
}

struct gamut_str gamut_sql_canonical(struct gamut_str sql,
                                     struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str form;
	struct token token;

	while (take(&sql, &token)) {
		if (token.kind != GAMUT_SQL_SPACE)
			gamut_buf_add(&out, token.text);
		else if (out.len > 0 && sql.len > 0)
			gamut_buf_add_char(&out, ' ');
	}
	form = gamut_str_trim(gamut_buf_view(&out));
	if (gamut_str_ends_with(form, GAMUT_STR(";")))
		form = gamut_str_trim(gamut_str_head(form, form.len - 1));
	form = gamut_arena_copy(arena, form);
	gamut_buf_release(&out);
	return form;
}

/* ------------------------------------------------- common table expressions */

struct tokens {
	struct gamut_str
		*list; /* without white space; names in small letters */
	size_t count;
};

/* A name without its quotes, in small letters, as SQLite compares them. */
static struct gamut_str fold_name(struct gamut_str text,
                                  struct gamut_arena *arena)
{
	char *out = gamut_arena_new(arena, char, text.len);
	bool is_quoted = text.len >= 2 && strchr("'\"`[", text.ptr[0]);
	size_t len = 0;

	for (size_t i = is_quoted; i < text.len - is_quoted; i++) {
		out[len++] = gamut_ascii_lower(text.ptr[i]);
		if (is_quoted && text.ptr[0] != '[' &&
		    text.ptr[i] == text.ptr[0])
			i++;
	}
	return (struct gamut_str){ .ptr = out, .len = len };
}

static struct tokens split(struct gamut_str sql, struct gamut_arena *arena)
{
	struct tokens tokens = {
		.list = gamut_arena_new(arena, struct gamut_str, sql.len),
	};
	struct token token;

	while (take(&sql, &token)) {
		if (token.kind == GAMUT_SQL_SPACE)
			continue;
		tokens.list[tokens.count++] = token.kind == GAMUT_SQL_NAME ?
		                                      fold_name(token.text,
		                                                arena) :
		                                      token.text;
	}
	return tokens;
}

static bool is_token(const struct tokens *tokens, size_t i, const char *text)
{
	return i < tokens->count &&
	       gamut_str_eq(tokens->list[i], gamut_str_of(text));
}

/*
 * Where the name stands that "AS" at `as`, with "(" behind it, defines: before
 * it, or before a list of columns. tokens->count where there is none.
 */
static size_t name_before(const struct tokens *tokens, size_t as)
{
	size_t at = as;
	size_t depth = 0;

	if (at > 0 && !is_token(tokens, at - 1, ")"))
		return at - 1;
	while (at > 0) {
		at--;
		depth += is_token(tokens, at, ")");
		if (is_token(tokens, at, "(") && --depth == 0)
			break;
	}
	return at > 0 ? at - 1 : tokens->count;
}

static bool defines(const struct tokens *tokens, size_t i)
{
	if (!is_token(tokens, i, "as"))
		return false;
	i++;
	i += is_token(tokens, i, "not");
	i += is_token(tokens, i, "materialized");
	return is_token(tokens, i, "(");
}

/* How often `name` is used but for its definition, other than as a prefix. */
static uint64_t count_uses(const struct tokens *tokens, size_t name)
{
	uint64_t count = 0;

	for (size_t i = 0; i < tokens->count; i++)
		count += i != name && !is_token(tokens, i + 1, ".") &&
		         gamut_str_eq(tokens->list[i], tokens->list[name]);
	return count;
}

uint64_t gamut_sql_copies(struct gamut_str sql, uint64_t max,
                          struct gamut_arena *arena)
{
	struct tokens tokens = split(sql, arena);
	uint64_t copies = 1;

	for (size_t i = 0; i < tokens.count && copies < max; i++) {
		size_t name = defines(&tokens, i) ? name_before(&tokens, i) :
		                                    tokens.count;
		uint64_t uses = name < tokens.count ?
		                        count_uses(&tokens, name) :
		                        1;

		copies *= uses > 1 ? uses : 1;
	}
	return copies < max ? copies : max;
}

size_t gamut_sql_count(struct gamut_str sql, const char *word,
                       struct gamut_arena *arena)
{
	struct tokens tokens = split(sql, arena);
	size_t count = 0;

	for (size_t i = 0; i < tokens.count; i++)
		count += is_token(&tokens, i, word);
	return count;
}

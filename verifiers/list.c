#include "verifiers/list.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/eight.h"
#include "base/map.h"
#include "base/text.h"

/*
 * The longest field that a list may hold, and the longest answer that is
 * looked up: decomposed, an answer can take three times the bytes of the
 * spelling that it is.
 */
#define FIELD_MAX 80
#define ANSWER_MAX 256

struct spelling {
	uint32_t entry;
	uint32_t ascii; /* bytes of ASCII in it, counting each U+2019 as one */
};

struct entry {
	struct gamut_str canonical;
	struct gamut_str member;
};

struct list {
	struct gamut_list_rule rule;
	struct gamut_arena arena;   /* canonical forms that are made */
	struct gamut_arena scratch; /* of one spelling, while reading */
	struct gamut_map keys;      /* from a key to its spelling */
	struct gamut_map folded;    /* exact lists: the same, in any case */
	struct gamut_map forms;     /* from a canonical form to its entry */
	struct spelling *spellings;
	size_t spelling_count;
	struct entry *entries;
};

/* A key in the making: what is left of one answer, without the arena. */
struct key {
	char bytes[ANSWER_MAX];
	size_t len;
};

static bool is_ascii(struct gamut_str s)
{
	size_t i = 0;

	for (; s.len - i >= 8; i += 8)
		if (gamut_eight_has_high(gamut_eight_load(s.ptr + i)))
			return false;
	for (; i < s.len; i++)
		if ((signed char)s.ptr[i] < 0)
			return false;
	return true;
}

/* Copy `s`, at most ANSWER_MAX bytes of ASCII, in lower case. */
static void set_lower(struct key *key, struct gamut_str s)
{
	key->len = s.len;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		key->bytes[i] = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' :
		                                              c);
	}
}

/* Copy `s`, at most ANSWER_MAX bytes, with ' for U+2019. */
static void set_apostrophes(struct key *key, struct gamut_str s)
{
	static const char curly[] = "\xe2\x80\x99";

	key->len = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.len - i >= 3 && memcmp(s.ptr + i, curly, 3) == 0) {
			key->bytes[key->len++] = '\'';
			i += 2;
		} else {
			key->bytes[key->len++] = s.ptr[i];
		}
	}
}

static struct gamut_str view(const struct key *key)
{
	return (struct gamut_str){ .ptr = key->bytes, .len = key->len };
}

static size_t count_ascii(const struct key *key)
{
	size_t count = 0;

	for (size_t i = 0; i < key->len; i++)
		count += (signed char)key->bytes[i] >= 0;
	return count;
}

/* "gray" to "grey" wherever a word of `s`, in lower case, begins with it. */
static void fold_gray(char *s, size_t len)
{
	for (size_t i = 0; i + 4 <= len; i++)
		if (s[i] == 'g' && memcmp(s + i, "gray", 4) == 0 &&
		    (i == 0 || ((signed char)s[i - 1] >= 0 &&
		                !gamut_ascii_is_alpha(s[i - 1]))))
			s[i + 2] = 'e';
}

/* Fold the case of `key`; false where it is not UTF-8, or too long then. */
static bool fold_case(struct key *key, struct gamut_arena *arena)
{
	struct gamut_str folded;

	if (!gamut_text_fold(&folded, view(key), GAMUT_FOLD_CASE, arena) ||
	    folded.len > sizeof(key->bytes))
		return false;
	memcpy(key->bytes, folded.ptr, folded.len);
	key->len = folded.len;
	return true;
}

/*
 * The key by which `s`, at most ANSWER_MAX bytes, is looked up in any case;
 * `*ascii` becomes its count. False where there is none. `arena` is for what is
 * not ASCII.
 */
static bool make_key(struct key *key, size_t *ascii, struct gamut_str s,
                     enum gamut_list_match match, struct gamut_arena *arena)
{
	if (is_ascii(s)) {
		set_lower(key, s);
		*ascii = s.len;
	} else {
		if (match == GAMUT_LIST_EXACT) {
			memcpy(key->bytes, s.ptr, s.len);
			key->len = s.len;
		} else {
			set_apostrophes(key, s);
		}
		*ascii = count_ascii(key);
		if (!fold_case(key, arena))
			return false;
	}
	if (match == GAMUT_LIST_COLORS)
		fold_gray(key->bytes, key->len);
	return true;
}

/* The spelling that `answer` is in some case, or GAMUT_MAP_ABSENT. */
static size_t find_in_any_case(const struct list *list,
                               const struct gamut_map *map,
                               struct gamut_str answer,
                               struct gamut_arena *arena)
{
	struct key key;
	size_t ascii;
	size_t found;

	if (!make_key(&key, &ascii, answer, list->rule.match, arena))
		return GAMUT_MAP_ABSENT;
	found = gamut_map_find(map, view(&key));
	if (found == GAMUT_MAP_ABSENT || ascii < list->spellings[found].ascii)
		return GAMUT_MAP_ABSENT;
	return found;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct list *list = state;
	bool is_exact = list->rule.match == GAMUT_LIST_EXACT;
	size_t found;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > ANSWER_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!is_ascii(answer) && !gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);

	found = is_exact ? gamut_map_find(&list->keys, answer) :
	                   find_in_any_case(list, &list->keys, answer, arena);
	if (found != GAMUT_MAP_ABSENT) {
		size_t entry = list->spellings[found].entry;

		return gamut_verdict_accept(list->entries[entry].canonical);
	}
	if (is_exact && find_in_any_case(list, &list->folded, answer, arena) !=
	                        GAMUT_MAP_ABSENT)
		return gamut_verdict_reject(GAMUT_REASON_WRONG_CASE);
	return gamut_verdict_reject(GAMUT_REASON_NOT_LISTED);
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (signed char)c < 0;
}

/* The canonical form of a colour; see GAMUT_LIST_COLORS. */
static struct gamut_str color_form(struct gamut_str name,
                                   struct gamut_arena *arena)
{
	struct gamut_str folded = GAMUT_STR_EMPTY;
	struct key key;
	size_t len = 0;
	char *form;

	if (is_ascii(name)) {
		set_lower(&key, name);
		folded = view(&key);
	} else {
		set_apostrophes(&key, name);
		if (!gamut_text_fold(&folded, view(&key), GAMUT_FOLD_MARKS,
		                     arena))
			return GAMUT_STR_EMPTY;
	}
	form = gamut_arena_new(arena, char, folded.len);
	memcpy(form, folded.ptr, folded.len);
	fold_gray(form, folded.len);
	for (size_t i = 0; i < folded.len; i++)
		if (is_letter_or_digit(form[i]))
			form[len++] = form[i];
	return (struct gamut_str){ .ptr = form, .len = len };
}

static enum gamut_status bad_line(const struct list *list,
                                  struct gamut_str spelling, const char *what,
                                  struct gamut_err *err)
{
	return gamut_error(err, GAMUT_EPARSE, "%s: '%.*s' %s", list->rule.file,
	                   GAMUT_STR_ARG(spelling), what);
}

/* Make `spelling` one of entry `entry`. */
static enum gamut_status add_spelling(struct list *list, size_t entry,
                                      struct gamut_str spelling,
                                      struct gamut_err *err)
{
	size_t next = list->spelling_count;
	bool is_folded;
	struct key key;
	size_t ascii;

	if (spelling.len == 0)
		return bad_line(list, spelling, "is empty", err);
	is_folded = make_key(&key, &ascii, spelling, list->rule.match,
	                     &list->scratch);
	gamut_arena_reset(&list->scratch);
	if (!is_folded)
		return bad_line(list, spelling, "cannot be folded", err);

	list->spellings[next] = (struct spelling){
		.entry = (uint32_t)entry,
		.ascii = (uint32_t)ascii,
	};
	list->spelling_count++;
	if (list->rule.match == GAMUT_LIST_EXACT) {
		gamut_map_put(&list->folded, view(&key), next);
		next = gamut_map_put(&list->keys, spelling, next);
	} else {
		next = gamut_map_put(&list->keys, view(&key), next);
	}
	if (list->spellings[next].entry != entry)
		return bad_line(list, spelling, "means two things", err);
	return GAMUT_OK;
}

/* The entry of the canonical form that the first field of a line says. */
static size_t entry_of(struct list *list, struct gamut_str first,
                       struct gamut_str member)
{
	size_t next = gamut_map_count(&list->forms);
	size_t at;

	if (list->rule.match == GAMUT_LIST_COLORS)
		first = color_form(first, &list->arena);
	at = gamut_map_put(&list->forms, first, next);
	if (at == next)
		list->entries[next] = (struct entry){ first, member };
	return at;
}

static enum gamut_status add_line(struct list *list, struct gamut_str line,
                                  struct gamut_err *err)
{
	struct gamut_str first = GAMUT_STR_EMPTY;
	struct gamut_str field;
	size_t entry = GAMUT_MAP_ABSENT;
	enum gamut_status status;

	for (uint32_t i = 0; gamut_str_take_field(&line, '\t', &field); i++) {
		if (field.len > FIELD_MAX)
			return bad_line(list, field, "is too long", err);
		if (i == 0)
			first = field;
		if (i >= 32 || !(list->rule.columns >> i & 1))
			continue;
		if (entry == GAMUT_MAP_ABSENT)
			entry = entry_of(list, first, field);
		if (list->entries[entry].canonical.len == 0)
			return bad_line(list, first, "has no canonical form",
			                err);
		status = add_spelling(list, entry, field, err);
		if (status)
			return status;
	}
	return GAMUT_OK;
}

/* Room for as many spellings and entries as `text` can hold. */
static void make_room(struct list *list, struct gamut_str text)
{
	size_t lines = 1;
	size_t fields = 1;

	for (size_t i = 0; i < text.len; i++) {
		lines += text.ptr[i] == '\n';
		fields += text.ptr[i] == '\n' || text.ptr[i] == '\t';
	}
	gamut_map_expect(&list->keys, fields);
	gamut_map_expect(&list->forms, lines);
	list->entries = gamut_alloc_array(lines, sizeof(*list->entries));
	list->spellings = gamut_alloc_array(fields, sizeof(*list->spellings));
}

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	const struct gamut_list_rule *list_rule = rule;

	names[0] = list_rule->file;
	return 1;
}

static void free_list(void *object)
{
	struct list *list = object;

	gamut_arena_clear(&list->arena);
	gamut_arena_clear(&list->scratch);
	gamut_map_clear(&list->keys);
	gamut_map_clear(&list->folded);
	gamut_map_clear(&list->forms);
	free(list->spellings);
	free(list->entries);
	free(list);
}

static enum gamut_status read_list(struct list *list,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	struct gamut_str rest;
	struct gamut_str line;
	enum gamut_status status;

	status = gamut_lexicon_read(&rest, lexicon, list->rule.file, err);
	if (!status)
		make_room(list, rest);
	while (!status && gamut_lexicon_take_line(&rest, &line))
		status = add_line(list, line, err);
	gamut_arena_clear(&list->scratch);
	if (!status && gamut_map_count(&list->forms) == 0)
		status = gamut_error(err, GAMUT_EPARSE,
		                     "%s has no accepted spelling",
		                     list->rule.file);
	return status;
}

/* Tasks with equal rules share a list, which the lexicon keeps. */
static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_list_rule *wanted = rule;
	enum gamut_status status = GAMUT_OK;
	struct gamut_buf key = { 0 };
	struct list *list;

	gamut_buf_addf(&key, "list %s %" PRIx32 " %d", wanted->file,
	               wanted->columns, (int)wanted->match);
	list = gamut_lexicon_find_shared(lexicon, gamut_buf_view(&key));
	if (!list) {
		list = gamut_alloc(sizeof(*list));
		list->rule = *wanted;
		status = read_list(list, lexicon, err);
		if (status)
			free_list(list);
		else
			gamut_lexicon_share(lexicon, gamut_buf_view(&key), list,
			                    free_list);
	}
	if (!status)
		*state = list;
	gamut_buf_release(&key);
	return status;
}

static uint64_t member_count(const void *state)
{
	const struct list *list = state;

	return gamut_map_count(&list->forms);
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct list *list = state;

	(void)arena;
	return list->entries[i].member;
}

const struct gamut_verifier gamut_verifier_list = {
	.name = "list",
	.revision = 1,
	.needs = needs,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = gamut_verifier_close_plain, /* it is the lexicon's */
};

#include "verifiers/list_state.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/text.h"
#include "verifiers/list_key.h"

/*
 * The longest field that a shipped list may hold, and the longest answer that
 * is looked up there: decomposed, an answer can take three times the bytes of
 * the spelling that it is.
 */
#define FIELD_MAX 80
#define ANSWER_MAX 256

/* Columns of a spelling that a message shows. */
#define SHOWN_MAX 60

bool gamut_list_is_own(const struct gamut_list *list)
{
	return list->rule.text.len > 0;
}

static enum gamut_status bad_line(const struct gamut_list *list,
                                  struct gamut_str spelling, const char *what,
                                  struct gamut_err *err)
{
	struct gamut_buf shown = { 0 };

	if (!gamut_list_is_own(list))
		return gamut_error(err, GAMUT_EPARSE, "%s: '%.*s' %s",
		                   list->rule.file, GAMUT_STR_ARG(spelling),
		                   what);
	gamut_text_show(&shown, spelling, SHOWN_MAX);
	gamut_error_set(err, GAMUT_EPARSE, "'%s' %s", gamut_buf_cstr(&shown),
	                what);
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

/*
 * The spelling `next` has the key of `at`, which came before. Within a line of
 * an own list that is no harm.
 */
static enum gamut_status check_twin(struct gamut_list *list, size_t at,
                                    size_t next, struct gamut_str spelling,
                                    struct gamut_err *err)
{
	struct gamut_list_spelling *first = &list->spellings[at];
	uint32_t ascii = list->spellings[next].ascii;

	if (first->entry != list->spellings[next].entry)
		return bad_line(list, spelling, "means two things", err);
	if (!gamut_list_is_own(list))
		return GAMUT_OK;
	if (at < list->line_start)
		return bad_line(list, spelling, "is listed twice", err);
	if (ascii < first->ascii)
		first->ascii = ascii;
	return GAMUT_OK;
}

/* Make `spelling` one of entry `entry`. */
static enum gamut_status add_spelling(struct gamut_list *list, size_t entry,
                                      struct gamut_str spelling,
                                      struct gamut_err *err)
{
	size_t next = list->spelling_count;
	size_t at;
	bool is_folded;
	struct gamut_list_key key;
	size_t ascii;

	if (spelling.len == 0)
		return bad_line(list, spelling, "is empty", err);
	is_folded = gamut_list_key_make(&key, &ascii, spelling,
	                                list->rule.match, &list->scratch);
	gamut_arena_reset(&list->scratch);
	if (!is_folded)
		return bad_line(list, spelling, "cannot be folded", err);

	list->spellings[next] = (struct gamut_list_spelling){
		.entry = (uint32_t)entry,
		.ascii = (uint32_t)ascii,
	};
	list->spelling_count++;
	if (list->rule.match == GAMUT_LIST_EXACT) {
		gamut_map_put(&list->folded, gamut_list_key_view(&key), next);
		at = gamut_map_put(&list->keys, spelling, next);
	} else {
		at = gamut_map_put(&list->keys, gamut_list_key_view(&key),
		                   next);
	}
	return at == next ? GAMUT_OK :
	                    check_twin(list, at, next, spelling, err);
}

/* The entry of the canonical form that the first field of a line says. */
static size_t entry_of(struct gamut_list *list, struct gamut_str first,
                       struct gamut_str member)
{
	size_t next = gamut_map_count(&list->forms);
	size_t at;

	if (list->rule.match == GAMUT_LIST_COLORS)
		first = gamut_list_color_form(first, &list->arena);
	at = gamut_map_put(&list->forms, first, next);
	if (at == next)
		list->entries[next] = (struct gamut_list_entry){ first,
			                                         member };
	return at;
}

/* Is field `i` an accepted spelling? All of an own list may be over 32. */
static bool is_column(const struct gamut_list *list, uint32_t i)
{
	return i < 32 ? list->rule.columns >> i & 1 :
	                gamut_list_is_own(list) &&
	                        list->rule.columns == UINT32_MAX;
}

static uint64_t count_characters(struct gamut_str s)
{
	uint64_t count = 0;

	for (; s.len > 0; count++)
		(void)gamut_text_take(&s);
	return count;
}

static enum gamut_status add_line(struct gamut_list *list,
                                  struct gamut_str line, struct gamut_err *err)
{
	struct gamut_str first = GAMUT_STR_EMPTY;
	struct gamut_str field;
	size_t entry = GAMUT_MAP_ABSENT;
	enum gamut_status status;

	for (uint32_t i = 0; gamut_str_take_field(&line, '\t', &field); i++) {
		if (field.len > list->field_max)
			return bad_line(list, field, "is too long", err);
		if (i == 0)
			first = field;
		if (i == 0 && list->rule.length > 0 &&
		    count_characters(field) != list->rule.length)
			return GAMUT_OK;
		if (!is_column(list, i))
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
static void make_room(struct gamut_list *list, struct gamut_str text)
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

static enum gamut_status check_some(const struct gamut_list *list,
                                    struct gamut_err *err)
{
	const char *name = list->rule.file ? list->rule.file : "the list";

	if (gamut_map_count(&list->forms) > 0)
		return GAMUT_OK;
	if (list->rule.length > 0)
		return gamut_error(err, GAMUT_EPARSE,
		                   "%s has no entry of %" PRIu64 " character%s",
		                   name, list->rule.length,
		                   GAMUT_S(list->rule.length));
	return gamut_error(err, GAMUT_EPARSE, "%s has no accepted spelling",
	                   name);
}

static enum gamut_status read_shipped(struct gamut_list *list,
                                      struct gamut_lexicon *lexicon,
                                      struct gamut_err *err)
{
	struct gamut_str rest;
	struct gamut_str line;
	enum gamut_status status;

	list->field_max = FIELD_MAX;
	list->answer_max = ANSWER_MAX;
	status = gamut_lexicon_read(&rest, lexicon, list->rule.file, err);
	if (!status)
		make_room(list, rest);
	while (!status && gamut_lexicon_take_line(&rest, &line))
		status = add_line(list, line, err);
	gamut_arena_clear(&list->scratch);
	return status ? status : check_some(list, err);
}

static enum gamut_status read_own(struct gamut_list *list,
                                  struct gamut_err *err)
{
	struct gamut_str rest = list->rule.text;
	struct gamut_str line;
	enum gamut_status status = GAMUT_OK;

	list->field_max = GAMUT_LIST_FIELD_MAX;
	list->answer_max = GAMUT_LIST_KEY_MAX;
	make_room(list, rest);
	while (!status && gamut_str_take_field(&rest, '\n', &line)) {
		list->line++;
		list->line_start = list->spelling_count;
		if (line.len > 0)
			status = add_line(list, line, err);
	}
	gamut_arena_clear(&list->scratch);
	if (!status)
		list->line = 0;
	return status ? status : check_some(list, err);
}

void gamut_list_free(void *object)
{
	struct gamut_list *list = object;

	gamut_arena_clear(&list->arena);
	gamut_arena_clear(&list->scratch);
	gamut_map_clear(&list->keys);
	gamut_map_clear(&list->folded);
	gamut_map_clear(&list->forms);
	free(list->spellings);
	free(list->entries);
	free(list);
}

enum gamut_status gamut_list_read(struct gamut_list **out,
                                  const struct gamut_list_rule *rule,
                                  struct gamut_lexicon *lexicon, size_t *line,
                                  struct gamut_err *err)
{
	struct gamut_list *list = gamut_alloc(sizeof(*list));
	enum gamut_status status;

	list->rule = *rule;
	status = gamut_list_is_own(list) ? read_own(list, err) :
	                                   read_shipped(list, lexicon, err);
	*line = list->line;
	if (status)
		gamut_list_free(list);
	else
		*out = list;
	return status;
}

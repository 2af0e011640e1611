#include "verifiers/gerund_words.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "verifiers/gerund_rules.h"

/* What `forms` has for a word that is no gerund. */
#define DENIED (GAMUT_MAP_ABSENT - 1)

struct verb {
	struct gamut_str base; /* in the lexicon, as all text here */
	struct gamut_str name;
	bool is_regular; /* the rules apply */
	bool is_open;    /* and leave a form to the dictionaries */
};

/* Whether a dictionary knows a form: the same whoever finds it out first. */
enum {
	GAMUT_SPELLING_UNASKED,
	GAMUT_SPELLING_KNOWN,
	GAMUT_SPELLING_UNKNOWN
};

/* A form that its verb has if a dictionary knows it. */
struct uncertain {
	size_t verb;
	atomic_int answer;
};

struct gamut_gerund_words {
	struct gamut_speller *speller;
	struct gamut_map forms;           /* to indices of `verbs`, or DENIED */
	struct gamut_map bases;           /* to indices of `verbs` */
	struct gamut_map uncertain_forms; /* to indices of `uncertain` */
	struct uncertain *uncertain;
	size_t uncertain_size;
	struct verb *verbs;
	size_t count;
	size_t size;
	size_t *members; /* indices of `verbs` */
	size_t member_count;
};

/* The index of the verb `base`, new or not. */
static size_t add_verb(struct gamut_gerund_words *words, struct gamut_str base)
{
	size_t i = gamut_map_put(&words->bases, base, words->count);

	if (i < words->count)
		return i;
	/* A line adds one at most. */
	if (words->count == words->size)
		GAMUT_BUG("more verbs than lines: %zu", words->count);
	words->verbs[words->count++] = (struct verb){ .base = base,
		                                      .name = base };
	return i;
}

static bool is_word(struct gamut_str s)
{
	return s.len > 0 && s.len <= GAMUT_GERUND_WORD_MAX;
}

/* Take in "KIND<TAB>WORD" or "KIND<TAB>WORD<TAB>OTHER". */
static bool read_line(struct gamut_gerund_words *words, struct gamut_str line)
{
	struct gamut_str kind = GAMUT_STR_EMPTY;
	struct gamut_str word = GAMUT_STR_EMPTY;
	struct gamut_str other = GAMUT_STR_EMPTY;
	size_t i;

	gamut_str_take_field(&line, '\t', &kind);
	gamut_str_take_field(&line, '\t', &word);
	gamut_str_take_field(&line, '\t', &other);
	if (!is_word(word) || line.len > 0)
		return false;
	if (gamut_str_eq(kind, GAMUT_STR("deny"))) {
		gamut_map_put(&words->forms, word, DENIED);
		return other.len == 0;
	}
	if (gamut_str_eq(kind, GAMUT_STR("form"))) {
		if (!is_word(other))
			return false;
		gamut_map_put(&words->forms, word, add_verb(words, other));
		return true;
	}
	if (!gamut_str_eq(kind, GAMUT_STR("verb")))
		return false;
	i = add_verb(words, word);
	words->verbs[i].is_regular = true;
	if (other.len > 0)
		words->verbs[i].name = other;
	return true;
}

static enum gamut_status read_list(struct gamut_gerund_words *words,
                                   struct gamut_str text, struct gamut_err *err)
{
	struct gamut_str line;
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	gamut_map_expect(&words->bases, lines);
	/* Those of the list, and the one that each verb has by the rules. */
	gamut_map_expect(&words->forms, 2 * lines);
	words->size = lines + 1;
	words->verbs = gamut_alloc_array(words->size, sizeof(*words->verbs));
	while (gamut_lexicon_take_line(&text, &line))
		if (!read_line(words, line))
			return gamut_error(err, GAMUT_EPARSE,
			                   "malformed line '%.*s' in '%s'",
			                   GAMUT_STR_ARG(line),
			                   GAMUT_GERUND_WORDS_LIST);
	return GAMUT_OK;
}

/* A member has its form for itself and is named as it is spelled. */
static void put_certain(struct gamut_gerund_words *words, size_t i)
{
	struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX];
	struct verb *verb = &words->verbs[i];
	size_t count = 0;
	size_t owner;

	if (verb->is_regular)
		count = gamut_gerund_forms(verb->base, forms);
	for (size_t j = 0; j < count; j++)
		verb->is_open |= !forms[j].is_certain;
	if (count == 0 || !forms[0].is_certain)
		return;
	owner = gamut_map_put(&words->forms, gamut_gerund_view(&forms[0]), i);
	if (owner == i && gamut_str_eq(verb->base, verb->name))
		words->members[words->member_count++] = i;
}

static void put_uncertain(struct gamut_gerund_words *words, size_t i)
{
	struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX];
	const struct verb *verb = &words->verbs[i];
	size_t count = 0;

	if (verb->is_open)
		count = gamut_gerund_forms(verb->base, forms);
	for (size_t j = 0; j < count; j++) {
		struct gamut_str form = gamut_gerund_view(&forms[j]);
		size_t next = gamut_map_count(&words->uncertain_forms);

		if (forms[j].is_certain ||
		    gamut_map_find(&words->forms, form) != GAMUT_MAP_ABSENT ||
		    gamut_map_put(&words->uncertain_forms, form, next) != next)
			continue;
		words->uncertain = gamut_grow_array(
			words->uncertain, &words->uncertain_size, next,
			sizeof(*words->uncertain));
		words->uncertain[next].verb = i;
		atomic_init(&words->uncertain[next].answer,
		            GAMUT_SPELLING_UNASKED);
	}
}

enum gamut_status gamut_gerund_words_open(struct gamut_gerund_words **out,
                                          struct gamut_lexicon *lexicon,
                                          struct gamut_speller *speller,
                                          struct gamut_err *err)
{
	struct gamut_gerund_words *words;
	struct gamut_str text = GAMUT_STR_EMPTY;
	enum gamut_status status = gamut_lexicon_read(
		&text, lexicon, GAMUT_GERUND_WORDS_LIST, err);

	if (status)
		return status;
	words = gamut_alloc(sizeof(*words));
	words->speller = speller;
	status = read_list(words, text, err);
	if (!status && words->count == 0)
		status = gamut_error(err, GAMUT_EPARSE,
		                     "%s holds no verb; restore the file, or "
		                     "make it with wordlists/make_verbs.sh",
		                     GAMUT_GERUND_WORDS_LIST);
	if (status) {
		gamut_gerund_words_free(words);
		return status;
	}
	words->members = gamut_alloc_array(words->count,
	                                   sizeof(*words->members));
	for (size_t i = 0; i < words->count; i++)
		put_certain(words, i);
	for (size_t i = 0; i < words->count; i++)
		put_uncertain(words, i);
	*out = words;
	return GAMUT_OK;
}

void gamut_gerund_words_free(struct gamut_gerund_words *words)
{
	if (!words)
		return;
	gamut_map_clear(&words->forms);
	gamut_map_clear(&words->bases);
	gamut_map_clear(&words->uncertain_forms);
	free(words->uncertain);
	free(words->verbs);
	free(words->members);
	free(words);
}

/* Does a dictionary know `form`, which is at most as long as a form is? */
static bool is_spelt(const struct gamut_gerund_words *words,
                     struct gamut_str form)
{
	struct gamut_gerund_word word = { .len = form.len };

	memcpy(word.text, form.ptr, form.len);
	return gamut_speller_knows(words->speller, word.text);
}

/* Is `form` in use? Of one with hyphens the last part, which inflects, is. */
static bool is_attested(const struct gamut_gerund_words *words,
                        struct gamut_str form)
{
	size_t i;

	while (gamut_str_find(form, GAMUT_STR("-")) < form.len)
		form = gamut_str_skip(form,
		                      gamut_str_find(form, GAMUT_STR("-")) + 1);
	i = gamut_map_find(&words->forms, form);
	return i == GAMUT_MAP_ABSENT ? is_spelt(words, form) : i != DENIED;
}

/* The verb that `form` belongs to, if that is uncertain and attested. */
static size_t find_uncertain(const struct gamut_gerund_words *words,
                             struct gamut_str form)
{
	size_t i = gamut_map_find(&words->uncertain_forms, form);
	struct uncertain *entry;
	int answer;

	if (i == GAMUT_MAP_ABSENT)
		return GAMUT_MAP_ABSENT;
	entry = &words->uncertain[i];
	answer = atomic_load_explicit(&entry->answer, memory_order_relaxed);
	if (answer == GAMUT_SPELLING_UNASKED) {
		answer = is_attested(words, form) ? GAMUT_SPELLING_KNOWN :
		                                    GAMUT_SPELLING_UNKNOWN;
		atomic_store_explicit(&entry->answer, answer,
		                      memory_order_relaxed);
	}
	return answer == GAMUT_SPELLING_KNOWN ? entry->verb : GAMUT_MAP_ABSENT;
}

enum gamut_gerund_entry gamut_gerund_words_find(
	const struct gamut_gerund_words *words, struct gamut_str form,
	struct gamut_str *verb)
{
	size_t i = gamut_map_find(&words->forms, form);

	if (i == GAMUT_MAP_ABSENT)
		i = find_uncertain(words, form);
	if (i == GAMUT_MAP_ABSENT)
		return GAMUT_GERUND_UNKNOWN;
	if (i == DENIED)
		return GAMUT_GERUND_DENIED;
	*verb = words->verbs[i].name;
	return GAMUT_GERUND_LISTED;
}

bool gamut_gerund_words_has_verb(const struct gamut_gerund_words *words,
                                 struct gamut_str verb)
{
	return gamut_map_find(&words->bases, verb) != GAMUT_MAP_ABSENT;
}

size_t gamut_gerund_words_count(const struct gamut_gerund_words *words)
{
	return words->member_count;
}

struct gamut_str gamut_gerund_words_member(
	const struct gamut_gerund_words *words, size_t i,
	struct gamut_arena *arena)
{
	struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX];

	gamut_gerund_forms(words->verbs[words->members[i]].base, forms);
	return gamut_arena_strf(arena, "%s", forms[0].text);
}

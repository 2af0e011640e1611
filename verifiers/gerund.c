#include "verifiers/gerund.h"

#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/alloc.h"
#include "verifiers/gerund_rules.h"
#include "verifiers/gerund_words.h"
#include "verifiers/speller.h"

/*
 * One word that ends in -ing. Possessive throughout, so that matching takes
 * time linear in the answer and needs no stack.
 */
#define LETTERS "(?:[a-z]|\\xc3[\\x89\\xa9])++"
#define PATTERN "\\A" LETTERS "(?:-" LETTERS "){0,3}+(?<=ing)\\z"

/* A bound that no match of the pattern on 64 bytes comes near. */
#define MATCH_LIMIT 10000

struct state {
	pcre2_general_context *memory;
	pcre2_code *pattern;
	pcre2_match_context *limits;
	struct gamut_speller *speller;
	struct gamut_gerund_words *words;
};

/* Prefixes that make new verbs of verbs. */
static const struct prefix {
	const char *text;
	bool needs_hyphen;
} prefixes[] = {
	{ "co", false },    { "cross", true }, { "de", false },
	{ "double", true }, { "fore", false }, { "half", true },
	{ "mis", false },   { "out", false },  { "over", false },
	{ "pre", false },   { "re", false },   { "self", true },
	{ "under", false },
};

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	size_t n = 0;

	(void)rule;
	names[n++] = GAMUT_GERUND_WORDS_LIST;
	for (size_t i = 0; i < GAMUT_SPELLER_NEEDS; i++)
		names[n++] = gamut_speller_needs[i];
	return n;
}

static void *regex_alloc(size_t size, void *unused)
{
	(void)unused;
	return gamut_alloc(size);
}

static void regex_free(void *memory, void *unused)
{
	(void)unused;
	free(memory);
}

static void compile(struct state *s)
{
	int code;
	PCRE2_SIZE offset;

	s->memory = pcre2_general_context_create(regex_alloc, regex_free, NULL);
	s->limits = pcre2_match_context_create(s->memory);
	pcre2_set_match_limit(s->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(s->limits, MATCH_LIMIT);
	s->pattern = pcre2_compile((PCRE2_SPTR)PATTERN, sizeof(PATTERN) - 1,
	                           PCRE2_CASELESS, &code, &offset, NULL);
	if (!s->pattern)
		GAMUT_BUG("pattern, offset %zu: error %d", offset, code);
	/* Where there is no JIT compiler matching is only slower. */
	(void)pcre2_jit_compile(s->pattern, PCRE2_JIT_COMPLETE);
}

static void close_rule(void *state)
{
	struct state *s = state;

	gamut_gerund_words_free(s->words);
	gamut_speller_free(s->speller);
	pcre2_code_free(s->pattern);
	pcre2_match_context_free(s->limits);
	pcre2_general_context_free(s->memory);
	free(s);
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	struct state *s = gamut_alloc(sizeof(*s));
	enum gamut_status status;

	(void)rule;
	compile(s);
	status = gamut_speller_open(&s->speller, lexicon, err);
	if (!status)
		status = gamut_gerund_words_open(&s->words, lexicon, s->speller,
		                                 err);
	if (status)
		close_rule(s);
	else
		*state = s;
	return status;
}

static bool is_ing_word(const struct state *s, struct gamut_str answer)
{
	pcre2_match_data *match = pcre2_match_data_create(1, s->memory);
	int found = pcre2_match(s->pattern, (PCRE2_SPTR)answer.ptr, answer.len,
	                        0, 0, match, s->limits);

	pcre2_match_data_free(match);
	return found > 0;
}

/* `answer`, which matches the pattern, in lower case. */
static struct gamut_gerund_word fold(struct gamut_str answer)
{
	struct gamut_gerund_word word = { .len = answer.len };

	for (size_t i = 0; i < answer.len; i++)
		word.text[i] = answer.ptr[i] == '\x89' ?
		                       '\xa9' :
		                       gamut_ascii_lower(answer.ptr[i]);
	return word;
}

/*
 * Is `word` a listed gerund behind a prefix? With a hyphen that is enough;
 * without one a dictionary has to know the whole.
 */
static bool find_prefixed(struct gamut_str *verb, const struct state *s,
                          struct gamut_str word, bool has_hyphen,
                          struct gamut_arena *arena)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(prefixes); i++) {
		struct gamut_str prefix = gamut_str_of(prefixes[i].text);
		struct gamut_str rest;

		if (!gamut_str_starts_with(word, prefix) ||
		    (prefixes[i].needs_hyphen && !has_hyphen))
			continue;
		rest = gamut_str_skip(word, prefix.len);
		if (has_hyphen && !gamut_str_starts_with(rest, GAMUT_STR("-")))
			continue;
		rest = gamut_str_skip(rest, has_hyphen ? 1 : 0);
		if (gamut_gerund_words_find(s->words, rest, verb) !=
		    GAMUT_GERUND_LISTED)
			continue;
		*verb = gamut_arena_strf(arena, "%s%s%.*s", prefixes[i].text,
		                         prefixes[i].needs_hyphen ? "-" : "",
		                         GAMUT_STR_ARG(*verb));
		return true;
	}
	return false;
}

/* Do the rules make `word` of `base`, and does a dictionary know `base`? */
static bool is_paradigm(const struct state *s, struct gamut_str base,
                        struct gamut_str word)
{
	struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX];
	struct gamut_gerund_word past;
	size_t count = gamut_gerund_forms(base, forms);

	for (size_t i = 0; i < count; i++) {
		if (!gamut_str_eq(gamut_gerund_view(&forms[i]), word))
			continue;
		gamut_gerund_past(&past, base, word);
		return gamut_speller_knows(s->speller, base.ptr) &&
		       gamut_speller_knows(s->speller, past.text);
	}
	return false;
}

/*
 * Is `word`, which a dictionary knows, a form of a verb that the list lacks?
 * The verb's name is with -ize where that is a word as well.
 */
static bool find_unlisted(struct gamut_str *verb, const struct state *s,
                          struct gamut_str word, struct gamut_arena *arena)
{
	struct gamut_gerund_word bases[GAMUT_GERUND_BASES_MAX];
	size_t count = gamut_gerund_bases(word, bases);

	for (size_t i = 0; i < count; i++) {
		struct gamut_str base = gamut_gerund_view(&bases[i]);
		struct gamut_str ize;

		if (!is_paradigm(s, base, word))
			continue;
		*verb = gamut_arena_strf(arena, "%s", base.ptr);
		if (!gamut_str_ends_with(base, GAMUT_STR("ise")))
			return true;
		ize = gamut_arena_strf(arena, "%.*size", (int)base.len - 3,
		                       base.ptr);
		if (gamut_speller_knows(s->speller, ize.ptr))
			*verb = ize;
		return true;
	}
	return false;
}

/* Would `word` be the form of a listed verb, were it not for its spelling? */
static bool is_misspelt(const struct state *s, struct gamut_str word)
{
	struct gamut_gerund_word bases[GAMUT_GERUND_BASES_MAX];
	size_t count = gamut_gerund_bases(word, bases);

	for (size_t i = 0; i < count; i++)
		if (gamut_gerund_words_has_verb(s->words,
		                                gamut_gerund_view(&bases[i])))
			return true;
	return false;
}

static struct gamut_verdict judge(const struct state *s, struct gamut_str word,
                                  struct gamut_arena *arena)
{
	struct gamut_str verb = GAMUT_STR_EMPTY;
	bool has_hyphen = gamut_str_find(word, GAMUT_STR("-")) < word.len;
	bool is_known;

	switch (gamut_gerund_words_find(s->words, word, &verb)) {
	case GAMUT_GERUND_LISTED:
		return gamut_verdict_accept(verb);
	case GAMUT_GERUND_DENIED:
		return gamut_verdict_reject(GAMUT_REASON_NOT_A_VERB);
	case GAMUT_GERUND_UNKNOWN:
		break;
	}
	if (!gamut_gerund_has_stem(word))
		return gamut_verdict_reject(GAMUT_REASON_NOT_A_VERB);
	if (has_hyphen && find_prefixed(&verb, s, word, has_hyphen, arena))
		return gamut_verdict_accept(verb);
	is_known = !has_hyphen && gamut_speller_knows(s->speller, word.ptr);
	if (is_known && (find_prefixed(&verb, s, word, has_hyphen, arena) ||
	                 find_unlisted(&verb, s, word, arena)))
		return gamut_verdict_accept(verb);
	return gamut_verdict_reject(is_misspelt(s, word) ?
	                                    GAMUT_REASON_MISSPELT :
	                                    GAMUT_REASON_NOT_A_VERB);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct state *s = state;
	struct gamut_gerund_word word;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_GERUND_WORD_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!is_ing_word(s, answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_ING_FORM);
	word = fold(answer);
	return judge(s, gamut_gerund_view(&word), arena);
}

static uint64_t member_count(const void *state)
{
	const struct state *s = state;

	return gamut_gerund_words_count(s->words);
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct state *s = state;

	return gamut_gerund_words_member(s->words, (size_t)i, arena);
}

const struct gamut_verifier gamut_verifier_gerund = {
	.name = "gerund",
	.revision = 1,
	.needs = needs,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};

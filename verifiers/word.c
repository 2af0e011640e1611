#include "verifiers/word.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "verifiers/wordbook.h"

#define ALPHABET 26

struct word {
	const struct gamut_word_rule *rule;
	const struct gamut_sorted *words;
	char *anagram; /* the letters of `anagram_of`, in lower case */
	size_t anagram_len;
	size_t *members; /* of `words` */
	size_t count;
};

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	(void)rule;
	names[0] = GAMUT_WORDBOOK_LIST;
	return 1;
}

/* Keep the letters of `text`, in lower case, as those of the anagram. */
static void set_anagram(struct word *w, const char *text)
{
	w->anagram = gamut_alloc(strlen(text) + 1);
	for (; *text; text++)
		if (gamut_ascii_is_alpha(*text))
			w->anagram[w->anagram_len++] = gamut_ascii_lower(*text);
}

static bool has_same_letters(struct gamut_str a, struct gamut_str b)
{
	int surplus[ALPHABET] = { 0 };

	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		surplus[a.ptr[i] - 'a']++;
		surplus[b.ptr[i] - 'a']--;
	}
	for (size_t i = 0; i < ALPHABET; i++)
		if (surplus[i] != 0)
			return false;
	return true;
}

static bool is_mirrored(struct gamut_str word)
{
	for (size_t i = 0; i < word.len / 2; i++)
		if (word.ptr[i] != word.ptr[word.len - 1 - i])
			return false;
	return true;
}

static bool has_texts(const struct gamut_word_rule *rule, struct gamut_str word)
{
	if (rule->starts_with &&
	    !gamut_str_starts_with(word, gamut_str_of(rule->starts_with)))
		return false;
	if (rule->ends_with &&
	    !gamut_str_ends_with(word, gamut_str_of(rule->ends_with)))
		return false;
	return !rule->contains || rule->contains[0] == '\0' ||
	       gamut_str_find(word, gamut_str_of(rule->contains)) < word.len;
}

/* Does `word`, which is in the list, fit the rule? Or why not. */
static enum gamut_reason judge(const struct word *w, struct gamut_str word)
{
	const struct gamut_word_rule *rule = w->rule;
	struct gamut_str anagram = { .ptr = w->anagram, .len = w->anagram_len };
	uint64_t least = rule->letters ? rule->letters : rule->min_letters;
	uint64_t most = rule->letters ? rule->letters : rule->max_letters;

	if (word.len < least)
		return GAMUT_REASON_TOO_SHORT;
	if (most && word.len > most)
		return GAMUT_REASON_TOO_LONG;
	if (!has_texts(rule, word))
		return GAMUT_REASON_WRONG_LETTERS;
	if (rule->anagram_of && !has_same_letters(word, anagram))
		return GAMUT_REASON_WRONG_LETTERS;
	if (rule->anagram_of && !rule->allow_same &&
	    gamut_str_eq(word, anagram))
		return GAMUT_REASON_EXCLUDED;
	if (rule->palindrome && !is_mirrored(word))
		return GAMUT_REASON_NOT_PALINDROME;
	return GAMUT_REASON_VALID;
}

static void close(void *state)
{
	struct word *w = state;

	free(w->anagram);
	free(w->members);
	free(w);
}

static enum gamut_status open(void **state, const void *rule,
                              struct gamut_lexicon *lexicon,
                              struct gamut_err *err)
{
	const struct gamut_sorted *words = NULL;
	enum gamut_status status = gamut_wordbook_open(&words, lexicon, err);
	struct word *w;

	if (status)
		return status;
	w = gamut_alloc(sizeof(*w));
	w->rule = rule;
	w->words = words;
	if (w->rule->anagram_of)
		set_anagram(w, w->rule->anagram_of);
	w->members = gamut_alloc_array(gamut_sorted_count(words),
	                               sizeof(*w->members));
	for (size_t i = 0; i < gamut_sorted_count(words); i++)
		if (judge(w, gamut_sorted_at(words, i)) == GAMUT_REASON_VALID)
			w->members[w->count++] = i;
	if (w->count == 0) {
		close(w);
		return gamut_error(err, GAMUT_EINVAL,
		                   "no word of %s fits all that the check "
		                   "'word' asks for: ask for less",
		                   GAMUT_WORDBOOK_LIST);
	}
	*state = w;
	return GAMUT_OK;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct word *w = state;
	char lower[GAMUT_WORDBOOK_LETTERS];
	bool is_lower = true;
	enum gamut_reason reason;
	struct gamut_str word;
	size_t found;

	(void)arena;
	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > sizeof(lower))
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	for (size_t i = 0; i < answer.len; i++) {
		lower[i] = gamut_ascii_lower(answer.ptr[i]);
		is_lower &= lower[i] == answer.ptr[i];
	}
	found = gamut_sorted_find(w->words, (struct gamut_str){
						    .ptr = lower,
						    .len = answer.len,
					    });
	if (found == GAMUT_SORTED_ABSENT)
		return gamut_verdict_reject(GAMUT_REASON_NOT_A_WORD);
	if (!is_lower && !w->rule->any_case)
		return gamut_verdict_reject(GAMUT_REASON_WRONG_CASE);
	word = gamut_sorted_at(w->words, found);
	reason = judge(w, word);
	return reason == GAMUT_REASON_VALID ? gamut_verdict_accept(word) :
	                                      gamut_verdict_reject(reason);
}

static uint64_t member_count(const void *state)
{
	const struct word *w = state;

	return w->count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct word *w = state;

	(void)arena;
	if (i >= w->count)
		GAMUT_BUG("word %zu out of range", (size_t)i);
	return gamut_sorted_at(w->words, w->members[i]);
}

const struct gamut_verifier gamut_verifier_word = {
	.name = "word",
	.revision = 1,
	.needs = needs,
	.open = open,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close,
};

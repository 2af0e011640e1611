#include "verifiers/palindrome.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "verifiers/plain.h"
#include "verifiers/syllables.h"

#define ANSWER_MAX 500

struct palindrome {
	const struct gamut_palindrome_rule *rule;
	const struct gamut_syllables *syllables; /* NULL: any words */
};

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	const struct gamut_palindrome_rule *palindrome = rule;

	return palindrome->words ? gamut_syllables_needs(names) : 0;
}

static enum gamut_status open(void **state, const void *rule,
                              struct gamut_lexicon *lexicon,
                              struct gamut_err *err)
{
	const struct gamut_palindrome_rule *wanted = rule;
	const struct gamut_syllables *syllables = NULL;
	struct palindrome *palindrome;
	enum gamut_status status = GAMUT_OK;

	if (wanted->words)
		status = gamut_syllables_open(&syllables, lexicon, err);
	if (status)
		return status;
	palindrome = gamut_alloc(sizeof(*palindrome));
	palindrome->rule = wanted;
	palindrome->syllables = syllables;
	*state = palindrome;
	return GAMUT_OK;
}

/* The letters of `text`, which is plain. */
static struct gamut_str letters_of(struct gamut_str text,
                                   struct gamut_arena *arena)
{
	char *letters = gamut_arena_new(arena, char, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++)
		if (gamut_ascii_is_alpha(text.ptr[i]))
			letters[len++] = text.ptr[i];
	return (struct gamut_str){ .ptr = letters, .len = len };
}

static bool is_mirrored(struct gamut_str letters)
{
	for (size_t i = 0; i < letters.len / 2; i++)
		if (letters.ptr[i] != letters.ptr[letters.len - 1 - i])
			return false;
	return true;
}

/* One letter and no other? */
static bool is_monotonous(struct gamut_str letters)
{
	for (size_t i = 1; i < letters.len; i++)
		if (letters.ptr[i] != letters.ptr[0])
			return false;
	return true;
}

static bool is_word(const struct palindrome *palindrome, struct gamut_str word)
{
	enum gamut_syllables_source source;

	gamut_syllables_find(palindrome->syllables, word, &source);
	return source == GAMUT_SYLLABLES_LISTED ||
	       source == GAMUT_SYLLABLES_KNOWN;
}

static bool has_words_only(const struct palindrome *palindrome,
                           struct gamut_str text)
{
	struct gamut_str word;
	struct gamut_str part;

	while (gamut_str_take_field(&text, ' ', &word)) {
		if (is_word(palindrome, word))
			continue;
		while (gamut_str_take_field(&word, '-', &part))
			if (part.len > 0 && !is_word(palindrome, part))
				return false;
	}
	return true;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct palindrome *palindrome = state;
	struct gamut_str text = GAMUT_STR_EMPTY;
	struct gamut_str letters;
	enum gamut_plain plain;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > ANSWER_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	plain = gamut_plain_words(&text, answer, arena);
	if (plain == GAMUT_PLAIN_NOT_UTF8)
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	if (plain == GAMUT_PLAIN_STRANGE)
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	letters = letters_of(text, arena);
	if (letters.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (letters.len < palindrome->rule->min_letters)
		return gamut_verdict_reject(GAMUT_REASON_TOO_SHORT);
	if (!is_mirrored(letters))
		return gamut_verdict_reject(GAMUT_REASON_NOT_PALINDROME);
	if (is_monotonous(letters))
		return gamut_verdict_reject(GAMUT_REASON_WRONG_LETTERS);
	if (palindrome->syllables && !has_words_only(palindrome, text))
		return gamut_verdict_reject(GAMUT_REASON_NOT_A_WORD);
	return gamut_verdict_accept(letters);
}

const struct gamut_verifier gamut_verifier_palindrome = {
	.name = "palindrome",
	.revision = 1,
	.needs = needs,
	.open = open,
	.verify = verify,
	.close = free,
};

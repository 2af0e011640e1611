/*
 * A task with a verifier of its own: a word that has each of the five vowels.
 * It is built and loaded as README.md says.
 */
#include <string.h>

#include "tasks/plugin.h"

/* The verifier. Its rule: the letters that must be there. */
struct letters_rule {
	const char *letters; /* lower case */
};

/* Longer is no word. An answer may be of any length: bounds come first. */
#define LENGTH_MAX 64

/*
 * Total: any bytes get a verdict. No state is kept, so that many threads may
 * ask at once.
 */
static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct letters_rule *rule = state;
	char word[LENGTH_MAX + 1];

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > LENGTH_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	for (size_t i = 0; i < answer.len; i++) {
		if (!gamut_ascii_is_alpha(answer.ptr[i]))
			return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
		word[i] = gamut_ascii_lower(answer.ptr[i]);
	}
	word[answer.len] = '\0';
	for (const char *letter = rule->letters; *letter; letter++)
		if (!strchr(word, *letter))
			return gamut_verdict_reject(GAMUT_REASON_WRONG_LETTERS);
	/* One form for all spellings: lower case, in the caller's memory. */
	return gamut_verdict_accept(
		gamut_arena_copy(arena, gamut_str_of(word)));
}

/*
 * It cannot list what it accepts, and so has neither member nor member_count:
 * simulated models draw from the task's own answers.
 */
static const struct gamut_verifier letters_verifier = {
	.name = "letters",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

/* The task. */
static const struct letters_rule vowels = { .letters = "aeiou" };

static const struct gamut_accept_case accepts[] = {
	{ "education", "education" },
	{ "Education", "education" },
	{ "EDUCATION", "education" },
	{ "sequoia", "sequoia" },
	{ "dialogue", "dialogue" },
	{ "facetious", "facetious" },
	{ "authorize", "authorize" },
	{ "equation", "equation" },
	{ "housemaid", "housemaid" },
	{ "mountaineer", "mountaineer" },
	{ "ultraviolet", "ultraviolet" },
	{ "tambourine", "tambourine" },
	{ NULL, NULL },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ " education", GAMUT_REASON_BAD_FORMAT },
	{ "education ", GAMUT_REASON_BAD_FORMAT },
	{ "education.", GAMUT_REASON_BAD_FORMAT },
	{ "two words", GAMUT_REASON_BAD_FORMAT },
	{ "\xc3\xa9"
	  "ducation",
	  GAMUT_REASON_BAD_FORMAT },
	{ "aeiou5", GAMUT_REASON_BAD_FORMAT },
	{ "a", GAMUT_REASON_WRONG_LETTERS },
	{ "queue", GAMUT_REASON_WRONG_LETTERS },
	{ "banana", GAMUT_REASON_WRONG_LETTERS },
	{ "rhythm", GAMUT_REASON_WRONG_LETTERS },
	{ "aeioaeioaeioaeioaeioaeioaeioaeioaeioaeioaeioaeioaeioaeioaeioaeiou",
	  GAMUT_REASON_TOO_LONG },
	{ NULL, GAMUT_REASON_UNSET },
};

static const struct gamut_task vowel_words = {
	GAMUT_TASK_HEADER,
	.name = "vowel_words",
	.description = "Write one English word that contains each of the "
		       "vowels a, e, i, o and u.",
	.examples = { "education", "sequoia", "dialogue" },
	.max_tokens = 8,
	.revision = 1,
	.verifier = &letters_verifier,
	.rule = &vowels,
	.space = GAMUT_UNBOUNDED,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

GAMUT_PLUGIN(&vowel_words);

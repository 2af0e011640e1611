/* word: an English word with certain letters. */
#include "tasks/catalog/kind.h"
#include "verifiers/word.h"
#include "verifiers/wordbook.h"

#define LETTERS_KEY(key_, help_)                                            \
	{                                                                   \
		.name = #key_, .type = GAMUT_KIND_WHOLE,                    \
		.offset = offsetof(struct gamut_word_rule, key_), .min = 2, \
		.max = GAMUT_WORDBOOK_LETTERS, .help = (help_)              \
	}
#define TEXT_KEY(key_, help_)                                     \
	{                                                         \
		.name = #key_, .type = GAMUT_KIND_TEXT,           \
		.offset = offsetof(struct gamut_word_rule, key_), \
		.help = (help_)                                   \
	}
#define BOOL_KEY(key_, help_)                                     \
	{                                                         \
		.name = #key_, .type = GAMUT_KIND_BOOL,           \
		.offset = offsetof(struct gamut_word_rule, key_), \
		.help = (help_)                                   \
	}

static const struct gamut_word_rule defaults = { .any_case = true };

static const struct gamut_kind_key keys[] = {
	LETTERS_KEY(letters, "how many letters it has"),
	LETTERS_KEY(min_letters, "the fewest letters"),
	LETTERS_KEY(max_letters, "the most letters, 15 by default"),
	TEXT_KEY(starts_with, "the letters it starts with"),
	TEXT_KEY(ends_with, "the letters it ends with"),
	TEXT_KEY(contains, "letters that stand in it, in this order"),
	TEXT_KEY(anagram_of, "a text whose letters it has, exactly"),
	BOOL_KEY(allow_same, "whether anagram_of may be the answer itself"),
	BOOL_KEY(palindrome, "whether it must read the same backwards"),
	BOOL_KEY(any_case, "whether capitals are accepted, true by default"),
	{ 0 },
};

static bool is_lower(const char *text)
{
	for (; text && *text; text++)
		if (*text < 'a' || *text > 'z')
			return false;
	return true;
}

static bool has_letters(const char *text)
{
	for (; *text; text++)
		if (gamut_ascii_is_alpha(*text))
			return true;
	return false;
}

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_word_rule *word = rule;

	(void)context;
	if (word->letters && (word->min_letters || word->max_letters))
		return gamut_yaml_error(node, err,
		                        "'letters' is the exact number: leave "
		                        "out 'min_letters' and 'max_letters', "
		                        "or it");
	if (word->max_letters && word->min_letters > word->max_letters)
		return gamut_yaml_error(node, err,
		                        "'min_letters' is above 'max_letters'");
	if (!is_lower(word->starts_with) || !is_lower(word->ends_with) ||
	    !is_lower(word->contains))
		return gamut_yaml_error(node, err,
		                        "'starts_with', 'ends_with' and "
		                        "'contains' are lower-case letters "
		                        "a to z");
	if (word->anagram_of && !has_letters(word->anagram_of))
		return gamut_yaml_error(node, err,
		                        "'anagram_of' has no letters a to z");
	out->lists_all = true;
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_word = {
	.name = "word",
	.help = "one English word of 2 to 15 letters, and what letters it has",
	.verifier = &gamut_verifier_word,
	.rule_size = sizeof(struct gamut_word_rule),
	.keys = keys,
	.is_optional = true,
	.defaults = &defaults,
	.finish = finish,
};

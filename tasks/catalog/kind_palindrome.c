/* palindrome: text that reads the same backwards. */
#include "tasks/catalog/kind.h"
#include "verifiers/palindrome.h"

static const struct gamut_palindrome_rule defaults = { .min_letters = 3 };

static const struct gamut_kind_key keys[] = {
	{ .name = "min_letters",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_palindrome_rule, min_letters),
	  .min = 2,
	  .max = 500,
	  .help = "the fewest letters, 3 by default" },
	{ .name = "words",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_palindrome_rule, words),
	  .help = "whether all of it must be English words and names" },
	{ 0 },
};

const struct gamut_kind gamut_kind_palindrome = {
	.name = "palindrome",
	.help = "text that reads the same backwards, but for case, spaces and "
		"punctuation",
	.verifier = &gamut_verifier_palindrome,
	.rule_size = sizeof(struct gamut_palindrome_rule),
	.keys = keys,
	.is_optional = true,
	.defaults = &defaults,
};

/* regex: an answer that matches a regular expression. */
#include "tasks/catalog/kind.h"
#include "verifiers/regex.h"

static const struct gamut_kind_key keys[] = {
	{ .name = "pattern",
	  .type = GAMUT_KIND_TEXT,
	  .offset = offsetof(struct gamut_regex_rule, pattern),
	  .is_required = true,
	  .help = "the PCRE2 pattern that the whole answer matches; a group "
	          "(?<form>...) is the canonical form" },
	{ .name = "any_case",
	  .type = GAMUT_KIND_BOOL,
	  .offset = offsetof(struct gamut_regex_rule, any_case),
	  .help = "whether \"a\" matches \"A\" too" },
	{ .name = "max_length",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_regex_rule, max_length),
	  .min = 1,
	  .max = GAMUT_REGEX_LENGTH_MAX,
	  .help = "the longest answer, in bytes, 1000 by default" },
	{ 0 },
};

const struct gamut_kind gamut_kind_regex = {
	.name = "regex",
	.help = "a text that matches a regular expression as a whole",
	.verifier = &gamut_verifier_regex,
	.rule_size = sizeof(struct gamut_regex_rule),
	.keys = keys,
	.main = "pattern",
	.finish = gamut_kind_finish_opened,
};

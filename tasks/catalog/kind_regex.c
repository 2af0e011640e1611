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

/* A pattern that does not compile is told with its place. */
static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	void *state;

	(void)context;
	if (out->verifier->open(&state, rule, NULL, err))
		return gamut_yaml_error_at(node, err);
	out->verifier->close(state);
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_regex = {
	.name = "regex",
	.help = "a text that matches a regular expression as a whole",
	.verifier = &gamut_verifier_regex,
	.rule_size = sizeof(struct gamut_regex_rule),
	.keys = keys,
	.main = "pattern",
	.finish = finish,
};

/* pattern: a regular expression that matches some texts and not others. */
#include <string.h>

#include "tasks/catalog/kind.h"
#include "verifiers/pattern.h"

/* The verifier's rule, and the words that it is made of. */
struct pattern_rule {
	struct gamut_pattern_rule rule; /* first: the verifier's own */
	struct gamut_words matches;
	struct gamut_words rejects;
};

static const struct gamut_kind_key keys[] = {
	{ .name = "matches",
	  .type = GAMUT_KIND_WORDS,
	  .offset = offsetof(struct pattern_rule, matches),
	  .help = "texts that it must match from end to end" },
	{ .name = "rejects",
	  .type = GAMUT_KIND_WORDS,
	  .offset = offsetof(struct pattern_rule, rejects),
	  .help = "texts that it must not match from end to end" },
	{ 0 },
};

static enum gamut_status check_words(const struct gamut_words *words,
                                     const struct gamut_words *others,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_err *err)
{
	if (words->count > GAMUT_PATTERN_TEXTS_MAX)
		return gamut_yaml_error(node, err,
		                        "at most %d texts may be matched, and "
		                        "as many rejected",
		                        GAMUT_PATTERN_TEXTS_MAX);
	for (size_t i = 0; i < words->count; i++) {
		if (strlen(words->list[i]) > GAMUT_PATTERN_TEXT_MAX)
			return gamut_yaml_error(node, err,
			                        "a text has at most %d bytes",
			                        GAMUT_PATTERN_TEXT_MAX);
		for (size_t k = 0; k < others->count; k++)
			if (strcmp(words->list[i], others->list[k]) == 0)
				return gamut_yaml_error(
					node, err,
					"the same text stands in 'matches' and "
					"'rejects'");
	}
	return GAMUT_OK;
}

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	struct pattern_rule *pattern = rule;
	enum gamut_status status;

	(void)out;
	(void)context;
	if (pattern->matches.count + pattern->rejects.count == 0)
		return gamut_yaml_error(node, err,
		                        "pattern needs 'matches', 'rejects' or "
		                        "both");
	status = check_words(&pattern->matches, &pattern->rejects, node, err);
	if (!status)
		status = check_words(&pattern->rejects, &pattern->matches, node,
		                     err);
	pattern->rule = (struct gamut_pattern_rule){
		.matches = pattern->matches.list,
		.match_count = pattern->matches.count,
		.rejects = pattern->rejects.list,
		.reject_count = pattern->rejects.count,
	};
	return status;
}

const struct gamut_kind gamut_kind_pattern = {
	.name = "pattern",
	.help = "a regular expression that matches some texts and not others",
	.verifier = &gamut_verifier_pattern,
	.rule_size = sizeof(struct pattern_rule),
	.keys = keys,
	.main = "matches",
	.finish = finish,
};

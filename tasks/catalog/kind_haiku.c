/* haiku: a poem of lines with so many syllables. */
#include "tasks/catalog/kind.h"
#include "verifiers/haiku.h"

static enum gamut_status take_lines(void *at,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_kind_context *context,
                                    struct gamut_err *err)
{
	struct gamut_haiku_lines *lines = at;

	(void)context;
	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST ||
	    gamut_yaml_count(node) == 0 ||
	    gamut_yaml_count(node) > GAMUT_HAIKU_LINES_MAX)
		return gamut_yaml_error(node, err,
		                        "'lines' is a list of 1 to %d numbers "
		                        "of syllables, such as [5, 7, 5]",
		                        GAMUT_HAIKU_LINES_MAX);
	lines->count = gamut_yaml_count(node);
	for (size_t i = 0; i < lines->count; i++) {
		double value;

		if (!gamut_yaml_get_double(gamut_yaml_item(node, i), &value) ||
		    !(value >= 1 && value <= GAMUT_HAIKU_SYLLABLES_MAX) ||
		    value != (double)(unsigned)value)
			return gamut_yaml_error(gamut_yaml_item(node, i), err,
			                        "a line has a whole number of "
			                        "syllables from 1 to %d",
			                        GAMUT_HAIKU_SYLLABLES_MAX);
		lines->syllables[i] = (unsigned)value;
	}
	return GAMUT_OK;
}

static const struct gamut_haiku_rule defaults = {
	.lines = { .syllables = { 5, 7, 5 }, .count = 3 },
	.separator = "/",
	.max_unknown = 1,
};

static const struct gamut_kind_key keys[] = {
	{ .name = "lines",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_haiku_rule, lines),
	  .take = take_lines,
	  .schema = "{\"type\":\"array\",\"minItems\":1,\"maxItems\":16,"
	            "\"items\":{\"type\":\"integer\",\"minimum\":1,"
	            "\"maximum\":40}}",
	  .help = "the syllables of each line, [5, 7, 5] by default" },
	{ .name = "separator",
	  .type = GAMUT_KIND_TEXT,
	  .offset = offsetof(struct gamut_haiku_rule, separator),
	  .help = "what stands between lines, \"/\" by default" },
	{ .name = "max_unknown",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct gamut_haiku_rule, max_unknown),
	  .help = "how many words no dictionary need have, 1 by default" },
	{ 0 },
};

const struct gamut_kind gamut_kind_haiku = {
	.name = "haiku",
	.help = "a poem in English, on one line, whose lines have so many "
		"syllables",
	.verifier = &gamut_verifier_haiku,
	.rule_size = sizeof(struct gamut_haiku_rule),
	.keys = keys,
	.is_optional = true,
	.defaults = &defaults,
};

/* length: an answer of so many characters, words and lines. */
#include "tasks/catalog/kind.h"

#include <inttypes.h>

#include "verifiers/length.h"

/* What is written down: bounds, or an exact number in their place. */
struct length_keys {
	struct gamut_length_rule rule; /* first: it is what the verifier gets */
	uint64_t characters;
	uint64_t words;
	uint64_t lines;
};

#define KEY(key, member, text)                                            \
	{                                                                 \
		.name = (key), .type = GAMUT_KIND_WHOLE,                  \
		.offset = offsetof(struct length_keys, member), .min = 1, \
		.help = (text),                                           \
	}

static const struct gamut_kind_key keys[] = {
	KEY("characters", characters,
	    "how many, as readers count them; min_ and max_ for a range"),
	KEY("min_characters", rule.characters.min, "at least so many"),
	KEY("max_characters", rule.characters.max, "at most so many"),
	KEY("words", words, "how many, parted by white space"),
	KEY("min_words", rule.words.min, "at least so many"),
	KEY("max_words", rule.words.max, "at most so many"),
	KEY("lines", lines, "how many; a line feed at the end adds none"),
	KEY("min_lines", rule.lines.min, "at least so many"),
	KEY("max_lines", rule.lines.max, "at most so many"),
	{ 0 },
};

static enum gamut_status settle(struct gamut_length_span *span, uint64_t exact,
                                const char *name,
                                const struct gamut_yaml_node *node,
                                struct gamut_err *err)
{
	if (exact && (span->min || span->max))
		return gamut_yaml_error(node, err,
		                        "'%s' is exact: it goes with neither "
		                        "'min_%s' nor 'max_%s'",
		                        name, name, name);
	if (exact)
		*span = (struct gamut_length_span){ exact, exact };
	if (span->max && span->min > span->max)
		return gamut_yaml_error(node, err, "'min_%s' is above 'max_%s'",
		                        name, name);
	return GAMUT_OK;
}

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	struct length_keys *given = rule;
	struct gamut_length_rule *length = &given->rule;
	uint64_t room;
	enum gamut_status status = settle(&length->characters,
	                                  given->characters, "characters", node,
	                                  err);

	(void)out;
	(void)context;
	if (!status)
		status = settle(&length->words, given->words, "words", node,
		                err);
	if (!status)
		status = settle(&length->lines, given->lines, "lines", node,
		                err);
	if (status)
		return status;
	room = length->characters.max;
	if (room && (length->words.min > room || length->lines.min > room))
		return gamut_yaml_error(node, err,
		                        "%" PRIu64 " character%s cannot be so "
		                        "many words or lines",
		                        room, GAMUT_S(room));
	if (!length->characters.min && !room && !length->words.min &&
	    !length->words.max && !length->lines.min && !length->lines.max)
		return gamut_yaml_error(node, err,
		                        "length needs a bound, such as "
		                        "'characters: 5' or 'max_words: 3'");
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_length = {
	.name = "length",
	.help = "any text of so many characters, words and lines",
	.verifier = &gamut_verifier_length,
	.rule_size = sizeof(struct length_keys),
	.keys = keys,
	.finish = finish,
};

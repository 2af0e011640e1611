#include "verifiers/regex.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/text.h"
#include "verifiers/pcre.h"

struct state {
	struct gamut_pcre *pattern;
	uint64_t max_length;
};

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_regex_rule *regex = rule;
	unsigned options = GAMUT_PCRE_WHOLE;
	struct gamut_pcre *pattern;
	enum gamut_status status;
	struct state *s;

	(void)lexicon;
	if (regex->any_case)
		options |= GAMUT_PCRE_ANY_CASE;
	status = gamut_pcre_compile(&pattern, gamut_str_of(regex->pattern),
	                            options, err);
	if (status)
		return status;
	s = gamut_alloc(sizeof(*s));
	s->pattern = pattern;
	s->max_length = regex->max_length ? regex->max_length :
	                                    GAMUT_REGEX_LENGTH;
	*state = s;
	return GAMUT_OK;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct state *s = state;
	struct gamut_str form;

	(void)arena;
	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > s->max_length)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	if (gamut_pcre_match_group(s->pattern, answer, "form", &form) !=
	    GAMUT_PCRE_MATCH)
		return gamut_verdict_reject(GAMUT_REASON_NO_MATCH);
	return gamut_verdict_accept(form.len ? form : answer);
}

static void close_rule(void *state)
{
	struct state *s = state;

	gamut_pcre_free(s->pattern);
	free(s);
}

const struct gamut_verifier gamut_verifier_regex = {
	.name = "regex",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.close = close_rule,
};

#include "verifiers/pattern.h"

#include "base/text.h"
#include "verifiers/pcre.h"

/* Is each of `texts` matched, or not, as `wanted`? Over a limit it is neither.
 */
static bool all_give(const struct gamut_pcre *pcre, const char *const *texts,
                     size_t count, enum gamut_pcre_result wanted,
                     uint64_t *work)
{
	for (size_t i = 0; i < count; i++)
		if (gamut_pcre_match_within(pcre, gamut_str_of(texts[i]),
		                            work) != wanted)
			return false;
	return true;
}

static bool is_right(const struct gamut_pattern_rule *rule,
                     const struct gamut_pcre *pcre)
{
	uint64_t work = GAMUT_PCRE_WORK_MAX;

	return all_give(pcre, rule->matches, rule->match_count,
	                GAMUT_PCRE_MATCH, &work) &&
	       all_give(pcre, rule->rejects, rule->reject_count,
	                GAMUT_PCRE_NO_MATCH, &work);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	struct gamut_pcre *pcre;
	bool is_good;

	(void)arena;
	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_PATTERN_ANSWER_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	if (gamut_pcre_compile(&pcre, answer, GAMUT_PCRE_WHOLE, NULL))
		return gamut_verdict_reject(GAMUT_REASON_BAD_PATTERN);
	is_good = is_right(state, pcre);
	gamut_pcre_free(pcre);
	return is_good ? gamut_verdict_accept(answer) :
	                 gamut_verdict_reject(GAMUT_REASON_WRONG_MATCH);
}

const struct gamut_verifier gamut_verifier_pattern = {
	.name = "pattern",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

#include "tests/support/fuzz.h"

#include "base/text.h"

#define RULES_MAX 8

/* The opened verifiers: kept, for opening some takes longer than a run. */
static struct opened {
	const struct gamut_verifier *verifier;
	const void *rule;
	void *state;
} cache[RULES_MAX];

static const void *state_of(const struct gamut_verifier *verifier,
                            const void *rule)
{
	static struct gamut_lexicon *lexicon;
	struct gamut_err err = { 0 };
	size_t i = 0;

	while (i < RULES_MAX && cache[i].verifier &&
	       (cache[i].verifier != verifier || cache[i].rule != rule))
		i++;
	if (i == RULES_MAX)
		GAMUT_BUG("more than %d rules in one fuzz target", RULES_MAX);
	if (!cache[i].verifier) {
		if (!lexicon)
			lexicon = gamut_lexicon_open();
		if (verifier->open(&cache[i].state, rule, lexicon, &err))
			GAMUT_BUG("%s", err.msg);
		cache[i].verifier = verifier;
		cache[i].rule = rule;
	}
	return cache[i].state;
}

void gamut_fuzz_verifier(const struct gamut_verifier *verifier,
                         const void *rule, const uint8_t *data, size_t size)
{
	const void *state = state_of(verifier, rule);
	struct gamut_str answer = { .ptr = size ? (const char *)data : "",
		                    .len = size };
	struct gamut_arena arena = { 0 };
	struct gamut_verdict a = verifier->verify(state, answer, &arena);
	struct gamut_verdict b = verifier->verify(state, answer, &arena);

	if (a.reason == GAMUT_REASON_UNSET || a.reason != b.reason ||
	    !gamut_str_eq(a.canonical, b.canonical))
		GAMUT_BUG("%s, then %s", gamut_reason_name(a.reason),
		          gamut_reason_name(b.reason));
	if (gamut_verdict_is_valid(a) != (a.canonical.len > 0))
		GAMUT_BUG("%s with %zu bytes of canonical form",
		          gamut_reason_name(a.reason), a.canonical.len);
	if (!gamut_text_is_utf8(a.canonical))
		GAMUT_BUG("the canonical form is not UTF-8");
	gamut_arena_clear(&arena);
}

#include "verifiers/verdict.h"

#include "base/status.h"

struct gamut_verdict gamut_verdict_accept(struct gamut_str canonical)
{
	return (struct gamut_verdict){
		.reason = GAMUT_REASON_VALID,
		.canonical = canonical,
	};
}

struct gamut_verdict gamut_verdict_reject(enum gamut_reason reason)
{
	return (struct gamut_verdict){
		.reason = reason,
		.canonical = GAMUT_STR_EMPTY,
	};
}

bool gamut_verdict_is_valid(struct gamut_verdict verdict)
{
	return verdict.reason == GAMUT_REASON_VALID;
}

static const struct reason_words {
	const char *name;
	const char *text;
} words[] = {
#define X(name, text, sentence) [GAMUT_REASON_##name] = { text, sentence },
	GAMUT_REASON_MAP(X)
#undef X
};

static const struct reason_words *words_of(enum gamut_reason reason)
{
	if ((size_t)reason >= GAMUT_ARRAY_LEN(words))
		GAMUT_BUG("reason %d out of range", (int)reason);
	return &words[reason];
}

const char *gamut_reason_name(enum gamut_reason reason)
{
	return words_of(reason)->name;
}

const char *gamut_reason_text(enum gamut_reason reason)
{
	return words_of(reason)->text;
}

#include "runner/measure/fate.h"

static const char *const names[] = {
#define X(name, text) text,
	GAMUT_FATE_MAP(X)
#undef X
};

const char *gamut_fate_name(enum gamut_fate fate)
{
	if (fate < 0 || fate >= GAMUT_FATE_COUNT)
		GAMUT_BUG("no fate %d", (int)fate);
	return names[fate];
}

static bool is_refusal(struct gamut_str finish_reason)
{
	return gamut_str_eq(finish_reason, GAMUT_STR("refusal")) ||
	       gamut_str_eq(finish_reason, GAMUT_STR("content_filter"));
}

static bool is_length(struct gamut_str finish_reason)
{
	return gamut_str_eq(finish_reason, GAMUT_STR("length")) ||
	       gamut_str_eq(finish_reason, GAMUT_STR("max_tokens"));
}

enum gamut_fate gamut_fate_of(const struct gamut_sample *sample,
                              const struct gamut_answer *answer, bool is_valid,
                              bool is_known)
{
	bool is_empty = answer->text.len == 0;

	if (is_refusal(sample->finish_reason))
		return GAMUT_FATE_REFUSAL;
	if (is_length(sample->finish_reason) &&
	    (is_empty || !answer->is_terminated))
		return GAMUT_FATE_TRUNCATED;
	if (is_empty && (answer->had_think_block || sample->reasoning.len > 0 ||
	                 sample->reasoning_tokens > 0))
		return GAMUT_FATE_REASONING_ONLY;
	if (is_empty)
		return GAMUT_FATE_EMPTY;
	if (is_valid)
		return is_known ? GAMUT_FATE_VALID_DUPLICATE :
		                  GAMUT_FATE_VALID_NEW;
	return GAMUT_FATE_INVALID;
}

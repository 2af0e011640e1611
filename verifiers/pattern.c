#include "verifiers/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/text.h"

/*
 * What all texts together may take: some ten milliseconds. Between two counts
 * of its match limit PCRE2 may walk the whole of the compiled pattern, so that
 * it is the product of both, in bytes, that bounds the time.
 */
#define WORK_MAX ((size_t)10 << 20)
#define MATCH_DEPTH 2000
#define MATCH_HEAP_KIB 2048
#define PARENS_MAX 50

static pcre2_code *compile(struct gamut_str answer)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C |
	                   PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	PCRE2_SIZE at;
	int error;
	pcre2_code *code;

	pcre2_set_parens_nest_limit(context, PARENS_MAX);
	code = pcre2_compile((PCRE2_SPTR)answer.ptr, answer.len, options,
	                     &error, &at, context);
	pcre2_compile_context_free(context);
	return code;
}

/* For pcre2_callout_enumerate(): there is one, and that is one too many. */
static int find_callout(pcre2_callout_enumerate_block *block, void *data)
{
	(void)block;
	(void)data;
	return 1;
}

struct matching {
	const pcre2_code *code;
	pcre2_match_context *limits;
	pcre2_match_data *data;
};

/* Is each of `texts` matched, or not, as `wanted`? Over a limit it is neither.
 */
static bool all_give(const struct matching *m, const char *const *texts,
                     size_t count, bool wanted)
{
	for (size_t i = 0; i < count; i++) {
		struct gamut_str text = gamut_str_of(texts[i]);
		int found = pcre2_match(m->code, (PCRE2_SPTR)text.ptr, text.len,
		                        0, 0, m->data, m->limits);

		if (found < 0 && found != PCRE2_ERROR_NOMATCH)
			return false;
		if ((found >= 0) != wanted)
			return false;
	}
	return true;
}

static enum gamut_reason judge(const struct gamut_pattern_rule *rule,
                               const pcre2_code *code)
{
	struct matching m = {
		.code = code,
		.limits = pcre2_match_context_create(NULL),
		.data = pcre2_match_data_create(1, NULL),
	};
	size_t count = rule->match_count + rule->reject_count;
	size_t size = 1;
	bool is_good;

	(void)pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
	pcre2_set_match_limit(m.limits,
	                      (uint32_t)(WORK_MAX / size / (count + 1)) + 1);
	pcre2_set_depth_limit(m.limits, MATCH_DEPTH);
	pcre2_set_heap_limit(m.limits, MATCH_HEAP_KIB);
	is_good = all_give(&m, rule->matches, rule->match_count, true) &&
	          all_give(&m, rule->rejects, rule->reject_count, false);
	pcre2_match_data_free(m.data);
	pcre2_match_context_free(m.limits);
	return is_good ? GAMUT_REASON_VALID : GAMUT_REASON_WRONG_MATCH;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	enum gamut_reason reason = GAMUT_REASON_BAD_PATTERN;
	pcre2_code *code;

	(void)arena;
	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_PATTERN_ANSWER_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	code = compile(answer);
	if (code && pcre2_callout_enumerate(code, find_callout, NULL) == 0)
		reason = judge(state, code);
	pcre2_code_free(code);
	return reason == GAMUT_REASON_VALID ? gamut_verdict_accept(answer) :
	                                      gamut_verdict_reject(reason);
}

const struct gamut_verifier gamut_verifier_pattern = {
	.name = "pattern",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

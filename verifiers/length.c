#include "verifiers/length.h"

#include "base/text.h"
#include "verifiers/unicode.h"

static uint64_t count_words(struct gamut_str text)
{
	struct gamut_str word;
	uint64_t count = 0;

	while (gamut_unicode_take_word(&text, &word))
		count++;
	return count;
}

static uint64_t count_lines(struct gamut_str text)
{
	struct gamut_str line;
	uint64_t count = 0;

	while (gamut_str_take_line(&text, &line))
		count++;
	return count;
}

static enum gamut_reason judge(const struct gamut_length_span *span,
                               uint64_t (*count)(struct gamut_str text),
                               struct gamut_str text)
{
	uint64_t length;

	if (span->min == 0 && span->max == 0)
		return GAMUT_REASON_VALID;
	length = count(text);
	if (length < span->min)
		return GAMUT_REASON_TOO_SHORT;
	return span->max && length > span->max ? GAMUT_REASON_TOO_LONG :
	                                         GAMUT_REASON_VALID;
}

static uint64_t count_characters(struct gamut_str text)
{
	return gamut_unicode_count_clusters(text);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_length_rule *rule = state;
	enum gamut_reason reason;

	(void)arena;
	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	reason = judge(&rule->characters, count_characters, answer);
	if (reason == GAMUT_REASON_VALID)
		reason = judge(&rule->words, count_words, answer);
	if (reason == GAMUT_REASON_VALID)
		reason = judge(&rule->lines, count_lines, answer);
	return reason == GAMUT_REASON_VALID ? gamut_verdict_accept(answer) :
	                                      gamut_verdict_reject(reason);
}

const struct gamut_verifier gamut_verifier_length = {
	.name = "length",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

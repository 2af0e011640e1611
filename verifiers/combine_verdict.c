#include "verifiers/combine_verdict.h"

#include "base/text.h"

struct gamut_verdict gamut_combined_ask(const struct gamut_combined *c,
                                        size_t part, struct gamut_str answer,
                                        struct gamut_arena *arena)
{
	return c->rule->parts[part].verifier->verify(c->states[part], answer,
	                                             arena);
}

static struct gamut_verdict verify_each(const struct gamut_combined *c,
                                        struct gamut_str answer,
                                        struct gamut_arena *arena)
{
	struct gamut_verdict first = gamut_combined_ask(c, 0, answer, arena);
	bool is_all = c->mode == GAMUT_COMBINE_ALL;
	struct gamut_verdict verdict = first;

	for (size_t i = 1;
	     i < c->rule->count && verdict.reason != GAMUT_REASON_UNCHECKED &&
	     gamut_verdict_is_valid(verdict) == is_all;
	     i++)
		verdict = gamut_combined_ask(c, i, answer, arena);
	if (verdict.reason == GAMUT_REASON_UNCHECKED ||
	    gamut_verdict_is_valid(verdict) != is_all)
		return verdict;
	return first;
}

/* What `not` says of an answer without asking its part; VALID: ask. */
static enum gamut_reason look(struct gamut_str answer)
{
	if (answer.len == 0)
		return GAMUT_REASON_EMPTY;
	if (answer.len > GAMUT_COMBINE_NOT_MAX)
		return GAMUT_REASON_TOO_LONG;
	return gamut_text_is_utf8(answer) ? GAMUT_REASON_VALID :
	                                    GAMUT_REASON_NOT_UTF8;
}

static struct gamut_verdict negate(struct gamut_verdict verdict,
                                   struct gamut_str answer)
{
	if (verdict.reason == GAMUT_REASON_UNCHECKED)
		return verdict;
	return gamut_verdict_is_valid(verdict) ?
	               gamut_verdict_reject(GAMUT_REASON_EXCLUDED) :
	               gamut_verdict_accept(answer);
}

struct gamut_verdict gamut_combined_verify(const void *state,
                                           struct gamut_str answer,
                                           struct gamut_arena *arena)
{
	const struct gamut_combined *c = state;
	enum gamut_reason reason;

	if (c->mode != GAMUT_COMBINE_NOT)
		return verify_each(c, answer, arena);
	reason = look(answer);
	return reason == GAMUT_REASON_VALID ?
	               negate(gamut_combined_ask(c, 0, answer, arena), answer) :
	               gamut_verdict_reject(reason);
}

/* --------------------------------------------------------- verdicts of many */

/* Some of the answers, and where they stand among all. */
struct some {
	struct gamut_str *answers;
	struct gamut_verdict *verdicts;
	size_t *at;
	size_t count;
};

static struct some make_some(size_t count, struct gamut_arena *arena)
{
	return (struct some){
		.answers = gamut_arena_new(arena, struct gamut_str, count),
		.verdicts = gamut_arena_new(arena, struct gamut_verdict, count),
		.at = gamut_arena_new(arena, size_t, count),
	};
}

static void ask_some(const struct gamut_combined *c, size_t part,
                     struct some *some, struct gamut_arena *arena)
{
	const struct gamut_verifier *verifier = c->rule->parts[part].verifier;

	if (verifier->verify_all && some->count > 0)
		verifier->verify_all(c->states[part], some->verdicts,
		                     some->answers, some->count, arena);
	for (size_t i = 0; i < some->count && !verifier->verify_all; i++)
		some->verdicts[i] = gamut_combined_ask(c, part,
		                                       some->answers[i], arena);
}

static void negate_all(const struct gamut_combined *c,
                       struct gamut_verdict *verdicts,
                       const struct gamut_str *answers, size_t count,
                       struct gamut_arena *arena)
{
	struct some some = make_some(count, arena);

	for (size_t i = 0; i < count; i++) {
		enum gamut_reason reason = look(answers[i]);

		if (reason != GAMUT_REASON_VALID) {
			verdicts[i] = gamut_verdict_reject(reason);
			continue;
		}
		some.answers[some.count] = answers[i];
		some.at[some.count++] = i;
	}
	ask_some(c, 0, &some, arena);
	for (size_t i = 0; i < some.count; i++)
		verdicts[some.at[i]] = negate(some.verdicts[i],
		                              some.answers[i]);
}

/* Keep those whose verdicts the next part may change; write the others. */
static void settle(const struct gamut_combined *c, size_t part,
                   struct some *some, struct gamut_verdict *verdicts)
{
	bool is_all = c->mode == GAMUT_COMBINE_ALL;
	size_t kept = 0;

	for (size_t i = 0; i < some->count; i++) {
		struct gamut_verdict verdict = some->verdicts[i];
		bool is_open = verdict.reason != GAMUT_REASON_UNCHECKED &&
		               gamut_verdict_is_valid(verdict) == is_all;

		if (part == 0 || !is_open)
			verdicts[some->at[i]] = verdict;
		if (is_open) {
			some->answers[kept] = some->answers[i];
			some->at[kept++] = some->at[i];
		}
	}
	some->count = kept;
}

void gamut_combined_verify_all(const void *state,
                               struct gamut_verdict *verdicts,
                               const struct gamut_str *answers, size_t count,
                               struct gamut_arena *arena)
{
	const struct gamut_combined *c = state;
	struct some some;

	if (c->mode == GAMUT_COMBINE_NOT) {
		negate_all(c, verdicts, answers, count, arena);
		return;
	}
	some = make_some(count, arena);
	for (; some.count < count; some.count++) {
		some.answers[some.count] = answers[some.count];
		some.at[some.count] = some.count;
	}
	for (size_t i = 0; i < c->rule->count; i++) {
		ask_some(c, i, &some, arena);
		settle(c, i, &some, verdicts);
	}
}

enum gamut_status gamut_combined_fault(const void *state, struct gamut_err *err)
{
	const struct gamut_combined *c = state;
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < c->rule->count && !status; i++)
		if (c->rule->parts[i].verifier->fault)
			status = c->rule->parts[i].verifier->fault(c->states[i],
			                                           err);
	if (!status)
		return gamut_error(err, GAMUT_EIO,
		                   "a check failed and does not say why");
	return status;
}

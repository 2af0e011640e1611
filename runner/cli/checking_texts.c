/* What texts and numbers of a task show, without a question asked. */
#include <inttypes.h>
#include <string.h>

#include "runner/cli/checking.h"
#include "runner/measure/estimate/metrics.h"

/* Prompts have more than a word. */
#define DESCRIPTION_MIN 8

/* Bytes of a token, as a rule of thumb for English. */
#define TOKEN_BYTES 4

/* A completion may be so much longer than the longest answer. */
#define TOKENS_AMPLE 32
#define TOKENS_FREE 256

#define SAMPLES 100

static size_t case_minimum(const struct gamut_task *task)
{
	uint64_t least = GAMUT_TASK_CASES_MIN;

	if (task->strings != GAMUT_UNBOUNDED && task->strings < least)
		least = task->strings;
	return (size_t)least;
}

static void look_at_cases(struct gamut_checking *checking)
{
	size_t least = case_minimum(checking->task);

	if (checking->accepts < least)
		gamut_checking_add(checking, GAMUT_FINDING_WEAK,
		                   "%zu accept case%s: bring %zu, with the odd "
		                   "ones among them",
		                   checking->accepts,
		                   GAMUT_S(checking->accepts), least);
	if (checking->rejects < GAMUT_TASK_CASES_MIN)
		gamut_checking_add(checking, GAMUT_FINDING_WEAK,
		                   "%zu reject case%s: bring %d, near misses "
		                   "above all",
		                   checking->rejects,
		                   GAMUT_S(checking->rejects),
		                   GAMUT_TASK_CASES_MIN);
}

static void look_at_reasons(struct gamut_checking *checking)
{
	const struct gamut_reject_case *cases = checking->task->rejects;
	size_t without = 0;
	bool is_one = checking->rejects > 2;

	for (size_t i = 0; i < checking->rejects; i++) {
		without += cases[i].reason == GAMUT_REASON_UNSET;
		is_one = is_one && cases[i].reason == cases[0].reason;
	}
	if (without > 0)
		gamut_checking_add(checking, GAMUT_FINDING_WEAK,
		                   "%zu of %zu reject cases name no reason: "
		                   "they may be rejected for a wrong one",
		                   without, checking->rejects);
	else if (is_one)
		gamut_checking_add(checking, GAMUT_FINDING_WEAK,
		                   "all reject cases are rejected as %s: other "
		                   "ways to fail are not tested",
		                   gamut_reason_name(cases[0].reason));
}

static void take_longest(const char **longest, const char *text)
{
	if (!*longest || strlen(text) > strlen(*longest))
		*longest = text;
}

static void look_at_tokens(struct gamut_checking *checking)
{
	const struct gamut_task *task = checking->task;
	const char *longest = NULL;
	size_t bytes;

	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		take_longest(&longest, task->examples[i]);
	for (size_t i = 0; i < checking->accepts; i++)
		take_longest(&longest, task->accepts[i].answer);
	bytes = strlen(longest);
	if (bytes > (size_t)task->max_tokens * TOKEN_BYTES)
		gamut_checking_add(
			checking, GAMUT_FINDING_WEAK,
			"max_tokens is %u, and '%s' takes about %zu, at %d "
			"bytes a token: it would be cut",
			(unsigned)task->max_tokens,
			gamut_checking_show(checking, gamut_str_of(longest)),
			(bytes + TOKEN_BYTES - 1) / TOKEN_BYTES, TOKEN_BYTES);
	else if (task->max_tokens > TOKENS_FREE + TOKENS_AMPLE * bytes)
		gamut_checking_add(
			checking, GAMUT_FINDING_WEAK,
			"max_tokens is %u, and the longest answer of its cases "
			"has %zu bytes: models that ramble are paid for",
			(unsigned)task->max_tokens, bytes);
}

static void look_at_description(struct gamut_checking *checking)
{
	const struct gamut_task *task = checking->task;
	const struct gamut_catalog *catalog = checking->catalog;
	size_t len = strlen(task->description);
	size_t count = catalog ? gamut_catalog_count(catalog) : 0;

	if (len < DESCRIPTION_MIN)
		gamut_checking_add(checking, GAMUT_FINDING_WEAK,
		                   "the description '%s' is too short to say "
		                   "what is wanted",
		                   task->description);
	else if (task->description[len - 1] == ':')
		gamut_checking_add(
			checking, GAMUT_FINDING_WEAK,
			"the description ends in ':', and prompts go "
			"on behind it");
	for (size_t i = 0; i < count; i++) {
		const struct gamut_task *other = gamut_catalog_at(catalog, i);

		if (other != task &&
		    strcmp(other->description, task->description) == 0)
			gamut_checking_add(checking, GAMUT_FINDING_WEAK,
			                   "%s has the same description",
			                   other->name);
	}
}

static void look_at_space(struct gamut_checking *checking)
{
	const struct gamut_task *task = checking->task;
	double ceiling = gamut_metrics_ceiling(task->space, SAMPLES);

	if (task->space == GAMUT_UNBOUNDED)
		return;
	if (task->space < 2)
		gamut_checking_add(checking, GAMUT_FINDING_WEAK,
		                   "there is one valid answer: nothing that "
		                   "could differ");
	else if (ceiling > (double)task->space - 0.5)
		gamut_checking_add(
			checking, GAMUT_FINDING_NOTE,
			"yield saturates: at n = %d a uniform model would have "
			"found all %" PRIu64
			"; differences show in evenness only",
			SAMPLES, task->space);
}

static void look_at_members(struct gamut_checking *checking)
{
	const struct gamut_task *task = checking->task;

	if (!task->verifier->member && !task->members)
		gamut_checking_add(checking, GAMUT_FINDING_NOTE,
		                   "simulated models draw from its %" PRIu64
		                   " own answers, as it has no members",
		                   checking->members);
	if (checking->origin && !task->definition)
		gamut_checking_add(
			checking, GAMUT_FINDING_NOTE,
			"what it accepts is code, which its hash does not see: "
			"raise the revision whenever that changes");
}

void gamut_checking_texts(struct gamut_checking *checking)
{
	look_at_cases(checking);
	look_at_reasons(checking);
	look_at_tokens(checking);
	look_at_description(checking);
	look_at_space(checking);
	look_at_members(checking);
}

#include "tasks/catalog/descriptor.h"

#include <math.h>

#include "base/text.h"
#include "tasks/catalog/registry.h"

/* The last reason that this program knows. */
#define REASON_LAST GAMUT_REASON_UNCHECKED

/*
 * Text that goes into prompts and reports: lines and tabs may be in it, and
 * nothing else that is not seen.
 */
static bool is_text(const char *text)
{
	struct gamut_str rest;

	if (!text || !text[0])
		return false;
	rest = gamut_str_of(text);
	while (rest.len > 0) {
		int32_t code = gamut_text_take(&rest);

		if (code < 0 || (code != '\n' && code != '\t' &&
		                 gamut_text_is_unsafe(code)))
			return false;
	}
	return true;
}

static enum gamut_status check_texts(const struct gamut_task *task,
                                     struct gamut_err *err)
{
	static const char wanted[] = "must be UTF-8 text without control "
				     "characters";

	if (!is_text(task->description))
		return gamut_error(err, GAMUT_EINVAL, "its description %s",
		                   wanted);
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		if (!is_text(task->examples[i]))
			return gamut_error(err, GAMUT_EINVAL,
			                   "its example %zu %s", i + 1, wanted);
	if (task->members && !task->members[0])
		return gamut_error(err, GAMUT_EINVAL,
		                   "its list of members is empty: leave it "
		                   "out, or list some");
	return GAMUT_OK;
}

static enum gamut_status check_verifier(const struct gamut_verifier *verifier,
                                        struct gamut_err *err)
{
	if (!is_text(verifier->name))
		return gamut_error(err, GAMUT_EINVAL,
		                   "its verifier has no name, or one that is "
		                   "no text");
	if (verifier->revision == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "its verifier has revision 0: begin with 1");
	if (!verifier->open || !verifier->verify || !verifier->close)
		return gamut_error(
			err, GAMUT_EINVAL,
			"its verifier lacks open, verify or close; "
			"gamut_verifier_open_plain and "
			"gamut_verifier_close_plain serve where there "
			"is nothing to do");
	if (!verifier->member != !verifier->member_count)
		return gamut_error(err, GAMUT_EINVAL,
		                   "its verifier has one of member and "
		                   "member_count: give both, or neither");
	return GAMUT_OK;
}

/* The cases are there: gamut_task_validate() has counted them. */
static enum gamut_status check_cases(const struct gamut_task *task,
                                     struct gamut_err *err)
{
	for (size_t i = 0; task->accepts[i].answer; i++)
		if (task->accepts[i].canonical &&
		    !is_text(task->accepts[i].canonical))
			return gamut_error(err, GAMUT_EINVAL,
			                   "accept case %zu has a canonical "
			                   "form that is empty or no text",
			                   i + 1);
	for (size_t i = 0; task->rejects[i].answer; i++) {
		unsigned reason = (unsigned)task->rejects[i].reason;

		if (reason > REASON_LAST || reason == GAMUT_REASON_VALID ||
		    reason == GAMUT_REASON_UNCHECKED)
			return gamut_error(err, GAMUT_EINVAL,
			                   "reject case %zu has reason %u, "
			                   "which is none to reject an answer "
			                   "for",
			                   i + 1, reason);
	}
	return GAMUT_OK;
}

static enum gamut_status check_target(const struct gamut_target *target,
                                      struct gamut_err *err)
{
	if (!target)
		return GAMUT_OK;
	if (!target->forms || !target->weights || target->count < 2)
		return gamut_error(err, GAMUT_EINVAL,
		                   "its target lacks forms or weights, or has "
		                   "fewer than two");
	for (size_t i = 0; i < target->count; i++)
		if (!is_text(target->forms[i]) ||
		    !isfinite(target->weights[i]) || target->weights[i] <= 0)
			return gamut_error(
				err, GAMUT_EINVAL,
				"entry %zu of its target has no "
				"form, or a weight that is not above "
				"0",
				i + 1);
	return GAMUT_OK;
}

static bool is_step(const struct gamut_canonical_step *step)
{
	if ((unsigned)step->op > GAMUT_CANONICAL_MAP)
		return false;
	if (step->op == GAMUT_CANONICAL_REPLACE)
		return step->pattern && step->with;
	for (size_t i = 0;
	     step->op == GAMUT_CANONICAL_MAP && i < step->pair_count; i++)
		if (!step->pairs || !step->pairs[i].from || !step->pairs[i].to)
			return false;
	return true;
}

static enum gamut_status check_canonical(
	const struct gamut_canonical_rule *rule, struct gamut_err *err)
{
	if (!rule)
		return GAMUT_OK;
	if (rule->count > 0 && !rule->steps)
		return gamut_error(err, GAMUT_EINVAL,
		                   "its canonical rule has no steps");
	for (size_t i = 0; i < rule->count; i++)
		if (!is_step(&rule->steps[i]))
			return gamut_error(err, GAMUT_EINVAL,
			                   "step %zu of its canonical rule is "
			                   "unknown or lacks its texts",
			                   i + 1);
	return GAMUT_OK;
}

enum gamut_status gamut_descriptor_check(const struct gamut_task *task,
                                         struct gamut_err *err)
{
	struct gamut_err why = { 0 };
	enum gamut_status status = gamut_task_validate(task, err);

	if (status)
		return status;
	status = check_texts(task, &why);
	if (!status)
		status = check_verifier(task->verifier, &why);
	if (!status)
		status = check_cases(task, &why);
	if (!status)
		status = check_target(task->target, &why);
	if (!status)
		status = check_canonical(task->canonical, &why);
	if (status)
		gamut_error_set(err, status, "task '%s': %s", task->name,
		                why.msg);
	return status;
}

#include "tasks/catalog/selftest.h"

#include <inttypes.h>

#include "base/map.h"
#include "base/text.h"

#define SHOWN_COLUMNS 60

struct selftest {
	const struct gamut_checker *checker;
	size_t faults;
	gamut_selftest_fn *tell;
	void *context;
	struct gamut_arena arena;
	bool is_broken; /* the checker gave no verdict */
};

GAMUT_PRINTF(2, 3)
static void fault(struct selftest *test, const char *fmt, ...)
{
	va_list args;

	test->faults++;
	if (!test->tell)
		return;
	va_start(args, fmt);
	test->tell(test->context,
	           gamut_arena_vstrf(&test->arena, fmt, args).ptr);
	va_end(args);
}

static const char *show(struct selftest *test, struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	const char *result;

	gamut_text_show(&shown, text, SHOWN_COLUMNS);
	result = gamut_arena_copy(&test->arena, gamut_buf_view(&shown)).ptr;
	gamut_buf_release(&shown);
	return result;
}

static struct gamut_verdict judge(struct selftest *test, struct gamut_str text)
{
	struct gamut_verdict verdict;

	verdict = gamut_checker_verify(test->checker, text, &test->arena);
	test->is_broken = test->is_broken ||
	                  verdict.reason == GAMUT_REASON_UNCHECKED;
	return verdict;
}

static bool has_weight(const struct gamut_target *target, struct gamut_str form)
{
	for (size_t i = 0; i < target->count; i++)
		if (gamut_str_eq(gamut_str_of(target->forms[i]), form))
			return true;
	return false;
}

/* `text`, `what` of the task, must be valid, and of `form` if that is said. */
static void must_accept(struct selftest *test, const char *what,
                        const char *text, const char *form)
{
	const struct gamut_target *target =
		gamut_checker_task(test->checker)->target;
	struct gamut_verdict verdict = judge(test, gamut_str_of(text));
	const char *shown = show(test, gamut_str_of(text));

	if (test->is_broken)
		return;
	if (!gamut_verdict_is_valid(verdict))
		fault(test, "the %s '%s' is not accepted: %s (%s)", what, shown,
		      gamut_reason_text(verdict.reason),
		      gamut_reason_name(verdict.reason));
	else if (form && !gamut_str_eq(verdict.canonical, gamut_str_of(form)))
		fault(test,
		      "the %s '%s' has the canonical form '%s', and not '%s'",
		      what, shown, show(test, verdict.canonical),
		      show(test, gamut_str_of(form)));
	else if (target && target->count > 0 &&
	         !has_weight(target, verdict.canonical))
		fault(test,
		      "the form '%s' of the %s '%s' has no weight in the "
		      "target",
		      show(test, verdict.canonical), what, shown);
}

static void must_reject(struct selftest *test,
                        const struct gamut_reject_case *wanted)
{
	struct gamut_verdict verdict = judge(test,
	                                     gamut_str_of(wanted->answer));
	const char *shown = show(test, gamut_str_of(wanted->answer));

	if (test->is_broken)
		return;
	if (gamut_verdict_is_valid(verdict))
		fault(test, "the reject case '%s' is accepted, as '%s'", shown,
		      show(test, verdict.canonical));
	else if (wanted->reason != GAMUT_REASON_UNSET &&
	         wanted->reason != verdict.reason)
		fault(test,
		      "the reject case '%s' is rejected as %s, and not "
		      "as %s",
		      shown, gamut_reason_name(verdict.reason),
		      gamut_reason_name(wanted->reason));
}

static void try_cases(struct selftest *test, const struct gamut_task *task)
{
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES && !test->is_broken; i++)
		must_accept(test, "example", task->examples[i], NULL);
	for (size_t i = 0; task->accepts[i].answer && !test->is_broken; i++)
		must_accept(test, "accept case", task->accepts[i].answer,
		            task->accepts[i].canonical);
	for (size_t i = 0; task->rejects[i].answer && !test->is_broken; i++)
		must_reject(test, &task->rejects[i]);
	for (size_t i = 0;
	     task->members && task->members[i] && !test->is_broken; i++)
		must_accept(test, "member", task->members[i], NULL);
}

static void try_members(struct selftest *test, const struct gamut_task *task)
{
	uint64_t count = gamut_checker_member_count(test->checker);
	uint64_t step = count / GAMUT_SELFTEST_MEMBERS + 1;
	struct gamut_map forms = { 0 };

	if (task->space != GAMUT_UNBOUNDED && count > task->space)
		fault(test,
		      "%" PRIu64 " members are listed, and the space is "
		      "%" PRIu64,
		      count, task->space);
	for (uint64_t i = 0; i < count && !test->is_broken; i += step) {
		struct gamut_str text = gamut_checker_member(test->checker, i,
		                                             &test->arena);
		struct gamut_verdict verdict = judge(test, text);
		size_t next = gamut_map_count(&forms);

		if (test->is_broken)
			break;
		if (!gamut_verdict_is_valid(verdict))
			fault(test, "its own member '%s' is not accepted: %s",
			      show(test, text),
			      gamut_reason_text(verdict.reason));
		else if (gamut_map_put(&forms, verdict.canonical, next) != next)
			fault(test, "two members have the form '%s'",
			      show(test, verdict.canonical));
	}
	gamut_map_clear(&forms);
}

enum gamut_status gamut_selftest(size_t *faults,
                                 const struct gamut_checker *checker,
                                 gamut_selftest_fn *tell, void *context,
                                 struct gamut_err *err)
{
	const struct gamut_task *task = gamut_checker_task(checker);
	struct selftest test = {
		.checker = checker,
		.tell = tell,
		.context = context,
	};

	try_cases(&test, task);
	if (!test.is_broken)
		try_members(&test, task);
	gamut_arena_clear(&test.arena);
	*faults = test.faults;
	return test.is_broken ? gamut_checker_fault(checker, err) : GAMUT_OK;
}

/* Keep the first. */
static void keep(void *context, const char *fault)
{
	struct gamut_err *first = context;

	if (!first->status)
		gamut_error_set(first, GAMUT_EINVAL, "%s", fault);
}

enum gamut_status gamut_selftest_require(const struct gamut_checker *checker,
                                         struct gamut_err *err)
{
	struct gamut_err first = { 0 };
	size_t faults;
	enum gamut_status status = gamut_selftest(&faults, checker, keep,
	                                          &first, err);

	if (status || faults == 0)
		return status;
	return gamut_error(err, GAMUT_EINVAL,
	                   "task %s does not pass its own tests: %s (%zu in "
	                   "all): 'gamut check-task' lists them",
	                   gamut_checker_task(checker)->name, first.msg,
	                   faults);
}

#include "tasks/suite.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/text.h"
#include "tasks/registry.h"

struct gamut_suite {
	struct gamut_lexicon *lexicon;
	struct gamut_checker **checkers;
	size_t count;
};

/* Open all checkers that can be; the rest is told in `err`. */
static enum gamut_status open_checkers(struct gamut_suite *suite,
                                       const struct gamut_task *const *tasks,
                                       size_t count, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct gamut_buf failed = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct gamut_err one = { 0 };
		struct gamut_checker *checker;

		if (gamut_checker_open(&checker, tasks[i], suite->lexicon,
		                       &one)) {
			status = one.status;
			gamut_buf_addf(&failed, "%s%s", failed.len ? "; " : "",
			               one.msg);
		} else {
			suite->checkers[suite->count++] = checker;
		}
	}
	if (status)
		gamut_error_set(err, status, "%s", gamut_buf_cstr(&failed));
	gamut_buf_release(&failed);
	return status;
}

enum gamut_status gamut_suite_open(struct gamut_suite **out,
                                   const struct gamut_task *const *tasks,
                                   size_t count, struct gamut_err *err)
{
	struct gamut_suite *suite = gamut_alloc(sizeof(*suite));
	enum gamut_status status;

	suite->checkers = gamut_alloc_array(count,
	                                    sizeof(struct gamut_checker *));
	status = gamut_lexicon_open(&suite->lexicon, err);
	if (!status)
		status = open_checkers(suite, tasks, count, err);
	if (status)
		gamut_suite_free(suite);
	else
		*out = suite;
	return status;
}

enum gamut_status gamut_suite_open_all(struct gamut_suite **out,
                                       struct gamut_err *err)
{
	size_t count = gamut_task_count();
	const struct gamut_task **tasks =
		gamut_alloc_array(count, sizeof(const struct gamut_task *));
	enum gamut_status status;

	for (size_t i = 0; i < count; i++)
		tasks[i] = gamut_task_at(i);
	status = gamut_suite_open(out, tasks, count, err);
	free(tasks);
	return status;
}

void gamut_suite_free(struct gamut_suite *suite)
{
	if (!suite)
		return;
	for (size_t i = 0; i < suite->count; i++)
		gamut_checker_free(suite->checkers[i]);
	free(suite->checkers);
	gamut_lexicon_free(suite->lexicon);
	free(suite);
}

size_t gamut_suite_count(const struct gamut_suite *suite)
{
	return suite->count;
}

const struct gamut_checker *gamut_suite_at(const struct gamut_suite *suite,
                                           size_t i)
{
	if (i >= suite->count)
		GAMUT_BUG("checker %zu out of range", i);
	return suite->checkers[i];
}

const struct gamut_checker *gamut_suite_find(const struct gamut_suite *suite,
                                             struct gamut_str name)
{
	for (size_t i = 0; i < suite->count; i++) {
		const struct gamut_checker *checker = suite->checkers[i];

		if (gamut_str_eq(
			    gamut_str_of(gamut_checker_task(checker)->name),
			    name))
			return checker;
	}
	return NULL;
}

enum gamut_status gamut_suite_require(const struct gamut_checker **out,
                                      const struct gamut_suite *suite,
                                      struct gamut_str name,
                                      struct gamut_err *err)
{
	struct gamut_buf shown = { 0 };
	const char **names;

	*out = gamut_suite_find(suite, name);
	if (*out)
		return GAMUT_OK;

	names = gamut_alloc_array(suite->count, sizeof(*names));
	for (size_t i = 0; i < suite->count; i++)
		names[i] = gamut_checker_task(suite->checkers[i])->name;
	gamut_text_show(&shown, name, 64);
	gamut_error_set(
		err, GAMUT_EPARSE, "unknown task '%s'%s",
		gamut_buf_cstr(&shown),
		gamut_text_hint(gamut_buf_cstr(&shown), names, suite->count)
			.text);
	free(names);
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

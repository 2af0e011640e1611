#include "tasks/catalog/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/text.h"
#include "tasks/catalog/registry.h"

struct gamut_suite {
	struct gamut_lexicon *lexicon;
	struct gamut_checker **checkers;
	size_t count;
};

/* Why tasks cannot be judged, and which. */
struct trouble {
	struct gamut_err why;
	struct gamut_buf tasks; /* their names: "a, b" */
};

/* Add `name` to those that fail for `why`, which may be the first. */
static void add_trouble(struct trouble *troubles, size_t *count,
                        const struct gamut_err *why, const char *name)
{
	size_t i = 0;

	while (i < *count && strcmp(troubles[i].why.msg, why->msg) != 0)
		i++;
	if (i == *count)
		troubles[(*count)++].why = *why;
	gamut_buf_addf(&troubles[i].tasks, "%s%s",
	               troubles[i].tasks.len ? ", " : "", name);
}

/* Tell of all `troubles` in one message, and release them. */
static void tell(struct trouble *troubles, size_t count,
                 enum gamut_status status, struct gamut_err *err)
{
	struct gamut_buf all = { 0 };

	for (size_t i = 0; i < count; i++) {
		gamut_buf_addf(&all, "%s%s: %s", i ? "; " : "",
		               gamut_buf_cstr(&troubles[i].tasks),
		               troubles[i].why.msg);
		gamut_buf_release(&troubles[i].tasks);
	}
	gamut_error_set(err, status, "%s", gamut_buf_cstr(&all));
	gamut_buf_release(&all);
}

/* Open all checkers that can be; the rest is told in `err`. */
static enum gamut_status open_checkers(struct gamut_suite *suite,
                                       const struct gamut_task *const *tasks,
                                       size_t count, struct gamut_err *err)
{
	struct trouble *troubles = gamut_alloc_array(count, sizeof(*troubles));
	enum gamut_status status = GAMUT_OK;
	size_t trouble_count = 0;

	for (size_t i = 0; i < count; i++) {
		struct gamut_err one = { 0 };
		struct gamut_checker *checker;

		if (gamut_checker_open(&checker, tasks[i], suite->lexicon,
		                       &one)) {
			status = one.status;
			add_trouble(troubles, &trouble_count, &one,
			            tasks[i]->name);
		} else {
			suite->checkers[suite->count++] = checker;
		}
	}
	if (status)
		tell(troubles, trouble_count, status, err);
	free(troubles);
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
	suite->lexicon = gamut_lexicon_open();
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

#include "tasks/catalog/suite.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/text.h"

struct gamut_suite {
	struct gamut_lexicon *lexicon;
	struct gamut_lexicon *owned;   /* the same, or NULL: borrowed */
	struct gamut_catalog *catalog; /* where more come from, or NULL */
	struct opened *opened;
};

/* Apart, as a suite of a catalog grows while it is asked. */
struct opened {
	struct gamut_checker **list;
	size_t count;
	size_t size;
	struct gamut_map places; /* task's name -> index of `list` */
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

static void add_checker(const struct gamut_suite *suite,
                        struct gamut_checker *checker)
{
	struct opened *opened = suite->opened;

	gamut_map_put(&opened->places,
	              gamut_str_of(gamut_checker_task(checker)->name),
	              opened->count);
	opened->list = gamut_grow_array(opened->list, &opened->size,
	                                opened->count,
	                                sizeof(struct gamut_checker *));
	opened->list[opened->count++] = checker;
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
			add_checker(suite, checker);
		}
	}
	if (status)
		tell(troubles, trouble_count, status, err);
	free(troubles);
	return status;
}

static struct gamut_suite *make(struct gamut_lexicon *lexicon)
{
	struct gamut_suite *suite = gamut_alloc(sizeof(*suite));

	suite->owned = lexicon ? NULL : gamut_lexicon_open();
	suite->lexicon = lexicon ? lexicon : suite->owned;
	suite->opened = gamut_alloc(sizeof(*suite->opened));
	return suite;
}

enum gamut_status gamut_suite_open(struct gamut_suite **out,
                                   const struct gamut_task *const *tasks,
                                   size_t count, struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	struct gamut_suite *suite = make(lexicon);
	enum gamut_status status = open_checkers(suite, tasks, count, err);

	if (status)
		gamut_suite_free(suite);
	else
		*out = suite;
	return status;
}

struct gamut_suite *gamut_suite_of(struct gamut_catalog *catalog)
{
	struct gamut_suite *suite = make(gamut_catalog_lexicon(catalog));

	suite->catalog = catalog;
	return suite;
}

void gamut_suite_free(struct gamut_suite *suite)
{
	if (!suite)
		return;
	for (size_t i = 0; i < suite->opened->count; i++)
		gamut_checker_free(suite->opened->list[i]);
	gamut_map_clear(&suite->opened->places);
	free(suite->opened->list);
	free(suite->opened);
	gamut_lexicon_free(suite->owned);
	free(suite);
}

size_t gamut_suite_count(const struct gamut_suite *suite)
{
	return suite->opened->count;
}

const struct gamut_checker *gamut_suite_at(const struct gamut_suite *suite,
                                           size_t i)
{
	if (i >= suite->opened->count)
		GAMUT_BUG("checker %zu out of range", i);
	return suite->opened->list[i];
}

const struct gamut_checker *gamut_suite_find(const struct gamut_suite *suite,
                                             struct gamut_str name)
{
	size_t i = gamut_map_find(&suite->opened->places, name);

	return i == GAMUT_MAP_ABSENT ? NULL : suite->opened->list[i];
}

/* Open the checker of the catalog's task of that name. */
static enum gamut_status open_named(const struct gamut_checker **out,
                                    const struct gamut_suite *suite,
                                    struct gamut_str name,
                                    struct gamut_err *err)
{
	const struct gamut_task *task;
	struct gamut_checker *checker;
	enum gamut_status status = gamut_catalog_require(&task, suite->catalog,
	                                                 name, err);

	if (status)
		return status;
	status = gamut_checker_open(&checker, task, suite->lexicon, err);
	if (status) {
		/* It is not the name that cannot be understood. */
		if (status == GAMUT_EPARSE)
			status = GAMUT_EINVAL;
		if (err) {
			err->status = status;
			gamut_error_at(err, "%s", task->name);
		}
		return status;
	}
	add_checker(suite, checker);
	*out = checker;
	return GAMUT_OK;
}

static enum gamut_status unknown_task(const struct gamut_suite *suite,
                                      struct gamut_str name,
                                      struct gamut_err *err)
{
	struct gamut_buf shown = { 0 };
	size_t count = suite->opened->count;
	const char **names = gamut_alloc_array(count, sizeof(*names));

	for (size_t i = 0; i < count; i++)
		names[i] = gamut_checker_task(suite->opened->list[i])->name;
	gamut_text_show(&shown, name, 64);
	gamut_error_set(
		err, GAMUT_EPARSE, "unknown task '%s'%s",
		gamut_buf_cstr(&shown),
		gamut_text_hint(gamut_buf_cstr(&shown), names, count).text);
	free(names);
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

enum gamut_status gamut_suite_require(const struct gamut_checker **out,
                                      const struct gamut_suite *suite,
                                      struct gamut_str name,
                                      struct gamut_err *err)
{
	*out = gamut_suite_find(suite, name);
	if (*out)
		return GAMUT_OK;
	return suite->catalog ? open_named(out, suite, name, err) :
	                        unknown_task(suite, name, err);
}

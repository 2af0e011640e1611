/* Is the second suite, which is all files, whole? */
#include "runner/cli/doctor.h"
#include "tasks/catalog/selftest.h"
#include "tasks/catalog/suite.h"

/* What of the suite is right, and what is not. */
struct finding {
	size_t total;
	size_t sound;
	struct gamut_buf unsound; /* the names of others */
};

static void try_task(struct finding *finding, const struct gamut_suite *suite,
                     const struct gamut_task *task)
{
	const struct gamut_checker *checker;
	size_t faults = 0;

	finding->total++;
	if (!gamut_suite_require(&checker, suite, gamut_str_of(task->name),
	                         NULL) &&
	    !gamut_selftest(&faults, checker, NULL, NULL, NULL) && faults == 0)
		finding->sound++;
	else
		gamut_buf_addf(&finding->unsound, "%s%s",
		               finding->unsound.len > 0 ? ", " : "; not ",
		               task->name);
}

static enum gamut_status try_suite(struct finding *finding,
                                   struct gamut_catalog *catalog,
                                   struct gamut_err *err)
{
	struct gamut_suite *suite = gamut_suite_of(catalog);
	const struct gamut_task **tasks;
	struct gamut_arena arena = { 0 };
	size_t count = 0;
	enum gamut_status status = gamut_catalog_use_suite(catalog, "extended",
	                                                   err);

	if (!status)
		status = gamut_catalog_select(&tasks, &count, catalog, NULL,
		                              &arena, err);
	for (size_t i = 0; i < count && !status; i++)
		try_task(finding, suite, tasks[i]);
	gamut_arena_clear(&arena);
	gamut_suite_free(suite);
	return status;
}

void gamut_doctor_check_suite(struct gamut_checklist *list)
{
	struct gamut_catalog *catalog = gamut_catalog_open();
	struct finding finding = { 0 };
	struct gamut_err err = { 0 };
	bool is_bad = try_suite(&finding, catalog, &err) != GAMUT_OK ||
	              finding.sound < finding.total;
	const char *result = is_bad ? GAMUT_DOCTOR_PROBLEM : GAMUT_DOCTOR_OK;

	if (err.status)
		gamut_checklist_add(list, "extended", result, is_bad,
		                    "%s", err.msg);
	else
		gamut_checklist_add(list, "extended", result, is_bad,
		                    "%zu of %zu pass their own tests%s",
		                    finding.sound, finding.total,
		                    gamut_buf_cstr(&finding.unsound));
	if (is_bad)
		gamut_checklist_advise(list,
		                       "the extended suite is not as it was "
		                       "shipped: install gamut anew, or leave "
		                       "--suite extended be");
	gamut_buf_release(&finding.unsound);
	gamut_catalog_free(catalog);
}

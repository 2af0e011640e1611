#include "tests/support/imported.h"

#include <dirent.h>

#include "tests/support/temp.h"
#include "tests/support/unit.h"

struct gamut_import_options gamut_imported_options;
struct gamut_import_report gamut_imported_report;
struct gamut_err gamut_imported_err;
struct gamut_run *gamut_imported_run;

void gamut_imported_set_up(void)
{
	gamut_imported_options = (struct gamut_import_options){
		.catalog = gamut_catalog_open(),
	};
	gamut_imported_err = (struct gamut_err){ 0 };
	gamut_imported_run = NULL;
	gamut_temp_make();
}

void gamut_imported_tear_down(void)
{
	gamut_run_free(gamut_imported_run);
	gamut_import_report_release(&gamut_imported_report);
	gamut_catalog_free(gamut_imported_options.catalog);
	gamut_temp_remove();
}

enum gamut_status gamut_imported_try(const char *path, const char *out)
{
	gamut_import_report_release(&gamut_imported_report);
	return gamut_import(&gamut_imported_report, &gamut_imported_options,
	                    &path, 1, gamut_temp_path(out),
	                    &gamut_imported_err);
}

void gamut_imported_take(const char *path, const char *out)
{
	gamut_run_free(gamut_imported_run);
	gamut_imported_run = NULL;
	ck_assert_msg(!gamut_imported_try(path, out), "%s",
	              gamut_imported_err.msg);
	ck_assert_msg(!gamut_run_read(&gamut_imported_run, gamut_temp_path(out),
	                              &gamut_imported_err),
	              "%s", gamut_imported_err.msg);
}

size_t gamut_imported_entries(void)
{
	DIR *folder = opendir(gamut_temp_folder());
	size_t count = 0;

	ck_assert_ptr_nonnull(folder);
	while (readdir(folder)) /* NOLINT(concurrency-mt-unsafe) */
		count++;
	closedir(folder);
	/* "." and ".." are always there. */
	return count - 2;
}

struct seeing {
	const struct gamut_imported_sample *list;
	size_t count;
	uint64_t seen; /* a bit for each */
};

static enum gamut_status see(void *context, size_t cell,
                             const struct gamut_sample *sample,
                             struct gamut_err *err)
{
	struct seeing *seeing = context;

	(void)cell;
	(void)err;
	for (size_t i = 0; i < seeing->count; i++) {
		const struct gamut_imported_sample *one = &seeing->list[i];

		if (!gamut_imported_is(sample->task, one->task) ||
		    !gamut_imported_is(sample->setting, one->setting) ||
		    sample->index != one->index)
			continue;
		ck_assert_msg(gamut_imported_is(sample->text, one->text),
		              "'%.*s', not '%s'", GAMUT_STR_ARG(sample->text),
		              one->text);
		seeing->seen |= UINT64_C(1) << i;
		return GAMUT_OK;
	}
	ck_abort_msg("%.*s, %.*s, %u is there", GAMUT_STR_ARG(sample->task),
	             GAMUT_STR_ARG(sample->setting), (unsigned)sample->index);
	return GAMUT_EINVAL;
}

void gamut_imported_expect(const struct gamut_imported_sample *list,
                           size_t count)
{
	struct seeing seeing = { .list = list, .count = count };

	ck_assert_uint_eq(gamut_imported_run->count, count);
	ck_assert(!gamut_run_each(gamut_imported_run, see, &seeing,
	                          &gamut_imported_err));
	ck_assert_uint_eq(seeing.seen, (UINT64_C(1) << count) - 1);
}

void gamut_imported_expect_gaps(size_t cell, uint32_t failed, uint32_t missing)
{
	ck_assert_uint_eq(gamut_imported_run->failed[cell], failed);
	ck_assert_uint_eq(gamut_imported_run->missing[cell], missing);
}

bool gamut_imported_is(struct gamut_str have, const char *wanted)
{
	return gamut_str_eq(have, gamut_str_of(wanted));
}

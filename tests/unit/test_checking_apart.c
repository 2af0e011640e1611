/* Tasks that end the process they are checked in. */
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runner/cli/checking_apart.h"

enum mischief {
	GAMUT_MISCHIEF_NONE,
	GAMUT_MISCHIEF_ABORT,
	GAMUT_MISCHIEF_EXIT,
	GAMUT_MISCHIEF_OPEN
};

static enum mischief mischief;

static enum gamut_status open_state(void **state, const void *rule,
                                    struct gamut_lexicon *lexicon,
                                    struct gamut_err *err)
{
	if (mischief == GAMUT_MISCHIEF_OPEN)
		abort();
	return gamut_verifier_open_plain(state, rule, lexicon, err);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	bool is_bait = answer.len > 1000 && answer.ptr[0] == 'a';

	(void)state;
	(void)arena;
	if (is_bait && mischief == GAMUT_MISCHIEF_ABORT)
		abort();
	if (is_bait && mischief == GAMUT_MISCHIEF_EXIT)
		_exit(0);
	if (answer.len == 1 && gamut_ascii_is_digit(answer.ptr[0]))
		return gamut_verdict_accept(answer);
	return gamut_verdict_reject(GAMUT_REASON_NOT_INTEGER);
}

static const struct gamut_verifier verifier = {
	.name = "test",
	.revision = 1,
	.open = open_state,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

static const struct gamut_accept_case accepts[] = { { "4", "4" },
	                                            { NULL, NULL } };
static const struct gamut_reject_case rejects[] = {
	{ "x", GAMUT_REASON_NOT_INTEGER },
	{ NULL, GAMUT_REASON_UNSET },
};

static const struct gamut_task task = {
	GAMUT_TASK_HEADER,
	.name = "test_task",
	.description = "Write one digit.",
	.examples = { "1", "2", "3" },
	.max_tokens = 4,
	.revision = 1,
	.verifier = &verifier,
	.accepts = accepts,
	.rejects = rejects,
};

static const struct {
	enum mischief mischief;
	size_t faults;
	const char *says;
} ends[] = {
	{ GAMUT_MISCHIEF_NONE, 0, "test_task (built in)" },
	{ GAMUT_MISCHIEF_NONE, 0, "\n  usable: 0 faults, 2 weak" },
	{ GAMUT_MISCHIEF_ABORT, 1,
	  "the verifier crashed (aborted), at the latest on 'aaaa" },
	{ GAMUT_MISCHIEF_ABORT, 1, "(1048576 bytes)" },
	{ GAMUT_MISCHIEF_EXIT, 1,
	  "the verifier ended the program, at the latest" },
	{ GAMUT_MISCHIEF_OPEN, 1,
	  "the verifier crashed (aborted) while it was open" },
};

START_TEST(what_ends_the_process_is_a_fault)
{
	struct gamut_catalog *catalog = gamut_catalog_open();
	struct gamut_checking_plan plan = {
		.catalog = catalog,
		.lexicon = gamut_catalog_lexicon(catalog),
	};
	struct gamut_buf out = { 0 };
	struct gamut_err err = { 0 };
	size_t faults;
	size_t weak;

	mischief = ends[_i].mischief;
	ck_assert_msg(
		!gamut_checking_apart(&out, &faults, &weak, &task, &plan, &err),
		"%s", err.msg);
	ck_assert_uint_eq(faults, ends[_i].faults);
	ck_assert_msg(strstr(gamut_buf_cstr(&out), ends[_i].says) != NULL, "%s",
	              gamut_buf_cstr(&out));
	gamut_buf_release(&out);
	gamut_catalog_free(catalog);
}
END_TEST

START_TEST(what_cannot_be_judged_is_an_error)
{
	/* Before anything else: a folder without the word lists. */
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): the only thread */
	int is_unset = setenv("GAMUT_WORDLISTS", "./none", 1);
	struct gamut_catalog *catalog = gamut_catalog_open();
	struct gamut_checking_plan plan = {
		.catalog = catalog,
		.lexicon = gamut_catalog_lexicon(catalog),
	};
	struct gamut_buf out = { 0 };
	struct gamut_err err = { 0 };
	const struct gamut_task *brand =
		gamut_catalog_find(catalog, GAMUT_STR("car_brand"));
	size_t faults;
	size_t weak;

	ck_assert_int_eq(is_unset, 0);
	ck_assert(gamut_checking_apart(&out, &faults, &weak, brand, &plan,
	                               &err) != GAMUT_OK);
	ck_assert_ptr_nonnull(strstr(err.msg, "task car_brand: "));
	ck_assert_uint_eq(out.len, 0);
	gamut_buf_release(&out);
	gamut_catalog_free(catalog);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("checking_apart");
	TCase *tc = tcase_create("checking_apart");

	tcase_add_loop_test(tc, what_ends_the_process_is_a_fault, 0,
	                    (int)GAMUT_ARRAY_LEN(ends));
	tcase_add_test(tc, what_cannot_be_judged_is_an_error);
	suite_add_tcase(suite, tc);
	return suite;
}

/* Tasks as data: what a file may say, and what is said of what it may not. */
#include "tests/support/unit.h"

#include <string.h>

#include "tasks/catalog/selftest.h"
#include "tasks/catalog/task_file.h"

/* A task that is right; tests change one line of it. */
#define NAME "name: die\n"
#define DESCRIPTION "description: Roll a die.\n"
#define EXAMPLES "examples: [3, \"6\", 1]\n"
#define TOKENS "max_tokens: 4\n"
#define CHECK "check: {integer: {min: 1, max: 6}}\n"
#define CASES                                              \
	"accept: [2, {answer: \"4\", canonical: \"4\"}]\n" \
	"reject: [\"\", {answer: \"7\", reason: out-of-range}]\n"
#define WHOLE NAME DESCRIPTION EXAMPLES TOKENS CHECK CASES

static struct gamut_lexicon *lexicon;
static struct gamut_task_file *file;
static struct gamut_err err;

static void set_up(void)
{
	lexicon = gamut_lexicon_open();
	file = NULL;
	err = (struct gamut_err){ 0 };
}

static void tear_down(void)
{
	gamut_task_file_free(file);
	gamut_lexicon_free(lexicon);
}

static enum gamut_status parse(const char *text)
{
	return gamut_task_file_parse(&file, "folder/t.yaml", gamut_str_of(text),
	                             lexicon, &err);
}

static const struct gamut_task *task_of(const char *text)
{
	ck_assert_msg(!parse(text), "%s", err.msg);
	return gamut_task_file_task(file);
}

START_TEST(a_file_is_a_task)
{
	const struct gamut_task *task = task_of(WHOLE);

	ck_assert_uint_eq(task->abi, GAMUT_TASK_ABI);
	ck_assert_str_eq(task->name, "die");
	ck_assert_str_eq(task->description, "Roll a die.");
	ck_assert_str_eq(task->examples[0], "3");
	ck_assert_str_eq(task->examples[1], "6");
	ck_assert_uint_eq(task->max_tokens, 4);
	ck_assert_uint_eq(task->revision, 1);
	ck_assert_uint_eq(task->space, 6);
	ck_assert_uint_eq(task->strings, 6);
	ck_assert_str_eq(task->accepts[0].answer, "2");
	ck_assert_ptr_null(task->accepts[0].canonical);
	ck_assert_str_eq(task->accepts[1].canonical, "4");
	ck_assert_ptr_null(task->accepts[2].answer);
	ck_assert_str_eq(task->rejects[0].answer, "");
	ck_assert_int_eq(task->rejects[0].reason, GAMUT_REASON_UNSET);
	ck_assert_int_eq(task->rejects[1].reason, GAMUT_REASON_OUT_OF_RANGE);
	ck_assert_ptr_null(task->target);
}
END_TEST

START_TEST(what_may_be_left_out)
{
	const struct gamut_task *task = task_of(
		WHOLE "members: [1, 2]\nspace: 6\nstrings: 9\nrevision: 3\n"
		      "source: a friend\nlicense: MIT\n");

	ck_assert_str_eq(task->members[1], "2");
	ck_assert_ptr_null(task->members[2]);
	ck_assert_uint_eq(task->space, 6);
	ck_assert_uint_eq(task->strings, 9);
	ck_assert_uint_eq(task->revision, 3);
}
END_TEST

START_TEST(a_uniform_target_is_of_what_is_valid)
{
	const struct gamut_task *task = task_of(WHOLE "target: uniform\n");

	ck_assert_uint_eq(task->target->count, 6);
	ck_assert_str_eq(task->target->forms[5], "6");
	ck_assert_double_eq(task->target->weights[5], 1);
}
END_TEST

START_TEST(a_target_has_weights)
{
	const struct gamut_task *task = task_of(
		WHOLE "target: {1: 1, 2: 1, 3: 1, 4: 2.5, 5: 1, 6: 1}\n");

	ck_assert_uint_eq(task->target->count, 6);
	ck_assert_str_eq(task->target->forms[3], "4");
	ck_assert_double_eq(task->target->weights[3], 2.5);
}
END_TEST

/* The line and column of what is wrong are part of what is promised. */
static const struct {
	const char *text;
	const char *message;
} wrong[] = {
	{ "[1]", "t.yaml:1:1: a task file is a mapping: name, description" },
	{ NAME, "t.yaml:1:1: the task lacks 'description': what is asked for" },
	{ WHOLE "exmaples: [1]\n", "t.yaml:8:1: unknown key 'exmaples', did "
	                           "you mean 'examples'?" },
	{ "name: Die\n" DESCRIPTION EXAMPLES TOKENS CHECK CASES,
	  "t.yaml:1:7: 'Die' is no name of a task: small letters" },
	{ NAME "description: \"two\\nlines\"\n" EXAMPLES TOKENS CHECK CASES,
	  "t.yaml:2:14: this text holds a line break" },
	{ NAME "description: ' x'\n" EXAMPLES TOKENS CHECK CASES,
	  "t.yaml:2:14: this text begins or ends with white space" },
	{ NAME DESCRIPTION "examples: [1, 2]\n" TOKENS CHECK CASES,
	  "t.yaml:3:11: 'examples' is a list of exactly 3 texts" },
	{ NAME DESCRIPTION "examples: [1, 2, 1]\n" TOKENS CHECK CASES,
	  "t.yaml:3:18: the example '1' is given twice" },
	{ NAME DESCRIPTION "examples: [1, [], 2]\n" TOKENS CHECK CASES,
	  "t.yaml:3:15: a text is wanted here" },
	{ NAME DESCRIPTION EXAMPLES "max_tokens: 0\n" CHECK CASES,
	  "t.yaml:4:13: 'max_tokens' is a whole number from 1 to 1000000" },
	{ NAME DESCRIPTION EXAMPLES "max_tokens: 1.5\n" CHECK CASES,
	  "t.yaml:4:13: 'max_tokens' is a whole number" },
	{ NAME DESCRIPTION EXAMPLES TOKENS "check: intger\n" CASES,
	  "t.yaml:5:8: unknown kind of check 'intger', did you mean "
	  "'integer'?" },
	{ NAME DESCRIPTION EXAMPLES TOKENS "check: regex\n" CASES,
	  "t.yaml:5:8: regex needs a value" },
	{ NAME DESCRIPTION EXAMPLES TOKENS "check: {gerund: 3}\n" CASES,
	  "t.yaml:5:17: gerund takes no value: check: gerund" },
	{ NAME DESCRIPTION EXAMPLES TOKENS
	  "check: {integer: {max: 6, mni: 1}}\n" CASES,
	  "t.yaml:5:27: unknown key 'mni', did you mean 'min'?" },
	{ NAME DESCRIPTION EXAMPLES TOKENS "check: {email: a, car: b}\n" CASES,
	  "t.yaml:5:8: a check is one kind" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK "accept: []\nreject: [1]\n",
	  "t.yaml:6:9: 'accept' is a list of answers" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK
	  "accept: [{canonical: a}]\nreject: [1]\n",
	  "t.yaml:6:10: this case lacks its 'answer'" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK
	  "accept: [1]\nreject: [{answer: a, reason: wrong}]\n",
	  "t.yaml:7:30: unknown reason 'wrong'" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK
	  "accept: [1]\nreject: [{answer: a, reason: valid}]\n",
	  "t.yaml:7:30: unknown reason 'valid'" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK
	  "accept: [1]\nreject: [{answer: a, reason: unchecked}]\n",
	  "t.yaml:7:30: unknown reason 'unchecked'" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK
	  "accept: [1]\nreject: [\"a\\0b\"]\n",
	  "t.yaml:7:10: this answer holds a NUL character" },
	{ WHOLE "canonical: [{replace: {pattern: \"(\", with: x}}]\n",
	  "t.yaml:8:12: canonical step 1, replace: the pattern does not" },
	{ WHOLE "canonical: [shout]\n", "t.yaml:8:13: unknown canonical step" },
	{ WHOLE "target: {1: 1, 2: 1}\n",
	  "t.yaml:8:9: 2 forms have a weight, and 6 can be valid" },
	{ WHOLE "target: {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 7: 1}\n",
	  "t.yaml:8:9: '7' is no canonical form of a valid answer" },
	{ WHOLE "target: {1: 1, 2: 0}\n",
	  "t.yaml:8:19: the weight of '2' is a number above 0" },
	{ WHOLE "target: even\n", "t.yaml:8:9: 'target' is uniform, or" },
	{ NAME DESCRIPTION EXAMPLES TOKENS "check: email\n" CASES
	                                   "target: uniform\n",
	  "t.yaml:8:9: 'uniform' needs a check that lists all" },
	{ WHOLE "space: 7\n", "t.yaml:8:8: 'space' is 7, and the check accepts "
	                      "6 canonical forms: leave 'space' out" },
	{ WHOLE "space: many\n", "t.yaml:8:8: 'space' is a whole number" },
	{ "name: [\n", "t.yaml:" },
};

START_TEST(faults_have_a_place_and_a_remedy)
{
	ck_assert_int_eq(parse(wrong[_i].text), GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, wrong[_i].message) != NULL,
	              "'%s' is not in '%s'", wrong[_i].message, err.msg);
	ck_assert_ptr_null(file);
}
END_TEST

/* The hash of what a file says. */
static struct gamut_str hash_of(const char *text, struct gamut_arena *arena)
{
	struct gamut_checker *checker;
	struct gamut_str hash;

	ck_assert_msg(
		!gamut_checker_open(&checker, task_of(text), lexicon, &err),
		"%s", err.msg);
	hash = gamut_arena_copy(arena,
	                        gamut_str_of(gamut_checker_hash(checker)));
	gamut_checker_free(checker);
	gamut_task_file_free(file);
	file = NULL;
	return hash;
}

/* Scores of tasks that accept different things are never compared. */
START_TEST(the_hash_is_of_what_is_accepted)
{
	static const char *const others[] = {
		NAME DESCRIPTION EXAMPLES TOKENS
		"check: {integer: {min: 1, max: 6, leading_zeros: true}}\n" CASES,
		WHOLE "target: uniform\n",
		WHOLE "revision: 2\n",
	};
	struct gamut_arena arena = { 0 };
	struct gamut_str one = hash_of(WHOLE, &arena);

	ck_assert(gamut_str_eq(one, hash_of(WHOLE "source: me\n", &arena)));
	ck_assert(gamut_str_eq(one, hash_of("# a comment\n" WHOLE, &arena)));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(others); i++)
		ck_assert_msg(!gamut_str_eq(one, hash_of(others[i], &arena)),
		              "%s", others[i]);
	gamut_arena_clear(&arena);
}
END_TEST

/* ---------------------------------------------------------------- own tests */

static void keep_last(void *context, const char *fault)
{
	char *last = context;

	strncpy(last, fault, 255);
}

/* How many of its own tests the file does not pass, and the last of them. */
static size_t faults_of(const char *text, char last[256])
{
	struct gamut_checker *checker;
	size_t faults;

	memset(last, 0, 256);
	ck_assert_msg(
		!gamut_checker_open(&checker, task_of(text), lexicon, &err),
		"%s", err.msg);
	ck_assert(!gamut_selftest(&faults, checker, keep_last, last, &err));
	ck_assert_int_eq(gamut_selftest_require(checker, &err),
	                 faults ? GAMUT_EINVAL : GAMUT_OK);
	gamut_checker_free(checker);
	return faults;
}

static const struct {
	const char *text;
	size_t faults;
	const char *last;
} selves[] = {
	{ WHOLE, 0, "" },
	{ NAME DESCRIPTION "examples: [1, 2, 9]\n" TOKENS CHECK CASES, 1,
	  "the example '9' is not accepted: outside the task's range "
	  "(out-of-range)" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK
	  "accept: [{answer: \"2\", canonical: two}]\nreject: [7]\n",
	  1, "the accept case '2' has the canonical form '2', and not 'two'" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK "accept: [2]\nreject: [3]\n",
	  1, "the reject case '3' is accepted, as '3'" },
	{ NAME DESCRIPTION EXAMPLES TOKENS CHECK
	  "accept: [2]\nreject: [{answer: \"7\", reason: too-long}]\n",
	  1,
	  "the reject case '7' is rejected as out-of-range, and not as "
	  "too-long" },
	{ WHOLE "members: [8]\n", 1, "the member '8' is not accepted" },
};

START_TEST(a_task_is_held_to_its_own_cases)
{
	char last[256];

	ck_assert_uint_eq(faults_of(selves[_i].text, last), selves[_i].faults);
	ck_assert_msg(strstr(last, selves[_i].last) != NULL, "%s", last);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *checks = suite_create("task_file");
	TCase *tc = tcase_create("task_file");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_file_is_a_task);
	tcase_add_test(tc, what_may_be_left_out);
	tcase_add_test(tc, a_uniform_target_is_of_what_is_valid);
	tcase_add_test(tc, a_target_has_weights);
	tcase_add_loop_test(tc, faults_have_a_place_and_a_remedy, 0,
	                    (int)GAMUT_ARRAY_LEN(wrong));
	tcase_add_test(tc, the_hash_is_of_what_is_accepted);
	tcase_add_loop_test(tc, a_task_is_held_to_its_own_cases, 0,
	                    (int)GAMUT_ARRAY_LEN(selves));
	suite_add_tcase(checks, tc);
	return checks;
}

/*
 * The tasks of the extended suite, held to gold answers: what is right and
 * wrong in their domains, whatever the verifiers say of it. Each task has a
 * file of them, tests/data/gold/NAME.tsv, whose lines are
 *
 *   valid ANSWER [CANONICAL]   is accepted, in that form
 *   same ANSWER ANSWER         both are accepted, in one form
 *   invalid ANSWER             is rejected
 *
 * with tabs between the fields and the escapes \t, \n, \\ and \xNN in them.
 * "# few: 6" at the top: only so many strings are valid, and all are there.
 */
#include "tests/support/unit.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "tasks/catalog/catalog.h"
#include "tasks/catalog/selftest.h"

#define GOLD GAMUT_TEST_DATA "/gold"

/* The fewest valid and invalid answers that a gold file has. */
#define LINES_MIN 30

#define FILE_MAX ((size_t)1 << 20)

static struct gamut_catalog *catalog;
static const struct gamut_task **tasks;
static size_t count;
static struct gamut_arena arena;
static struct gamut_buf faults; /* all of a test are told, and not the first */

/* One gold file while it is read. */
struct gold {
	struct gamut_checker *checker;
	const char *name;
	size_t number; /* of the line */
	size_t valid;
	size_t invalid;
};

static void set_up(void)
{
	struct gamut_err err = { 0 };

	catalog = gamut_catalog_open();
	ck_assert_msg(!gamut_catalog_use_suite(catalog, "extended", &err), "%s",
	              err.msg);
	ck_assert_msg(!gamut_catalog_select(&tasks, &count, catalog, NULL,
	                                    &arena, &err),
	              "%s", err.msg);
}

static void tear_down(void)
{
	gamut_catalog_free(catalog);
	gamut_arena_clear(&arena);
	gamut_buf_release(&faults);
}

static void must_be_faultless(void)
{
	ck_assert_msg(faults.len == 0, "\n%s", gamut_buf_cstr(&faults));
}

static struct gamut_checker *open_task(const struct gamut_task *task)
{
	struct gamut_checker *checker = NULL;
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_checker_open(&checker, task,
	                                  gamut_catalog_lexicon(catalog), &err),
	              "%s: %s", task->name, err.msg);
	return checker;
}

/* -------------------------------------------------------------- its own tests
 */

static void tell(void *context, const char *fault)
{
	const struct gamut_task *const *task = context;

	gamut_buf_addf(&faults, "%s: %s\n", (*task)->name, fault);
}

START_TEST(tasks_pass_their_own_tests)
{
	ck_assert_uint_gt(count, 0);
	for (size_t i = 0; i < count; i++) {
		struct gamut_checker *checker = open_task(tasks[i]);
		struct gamut_err err = { 0 };
		size_t ignored;

		ck_assert_msg(!gamut_selftest(&ignored, checker, tell,
		                              &tasks[i], &err),
		              "%s", err.msg);
		gamut_checker_free(checker);
	}
	must_be_faultless();
}
END_TEST

/* How many cases a task brings that accepts `strings`, or no finite number. */
static size_t cases_wanted(uint64_t strings)
{
	if (strings == GAMUT_UNBOUNDED || strings > GAMUT_TASK_CASES_MIN)
		return GAMUT_TASK_CASES_MIN;
	return (size_t)strings;
}

START_TEST(tasks_bring_enough_cases)
{
	for (size_t i = 0; i < count; i++) {
		size_t accepts = 0;
		size_t rejects = 0;

		while (tasks[i]->accepts[accepts].answer)
			accepts++;
		while (tasks[i]->rejects[rejects].answer)
			rejects++;
		if (accepts < cases_wanted(tasks[i]->strings) ||
		    rejects < GAMUT_TASK_CASES_MIN)
			gamut_buf_addf(&faults, "%s: %zu accept, %zu reject\n",
			               tasks[i]->name, accepts, rejects);
	}
	must_be_faultless();
}
END_TEST

/* --------------------------------------------------------------- gold answers
 */

static void disagree(const struct gold *gold, struct gamut_str answer,
                     const char *what, struct gamut_str form)
{
	gamut_buf_addf(&faults, "%s.tsv:%zu: '", gold->name, gold->number);
	gamut_text_show(&faults, answer, 0);
	gamut_buf_addf(&faults, "' %s '", what);
	gamut_text_show(&faults, form, 0);
	gamut_buf_addf(&faults, "'\n");
}

static unsigned hex_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = strchr(digits, gamut_ascii_lower(c));

	ck_assert_msg(c && at, "'%c' is no hexadecimal digit", c);
	return (unsigned)(at - digits);
}

/* The byte that `*rest`, behind a backslash, begins with the name of. */
static char take_escape(struct gamut_str *rest)
{
	char c = rest->len > 0 ? rest->ptr[0] : '\0';
	size_t len = c == 'x' ? 3 : 1;

	ck_assert_msg(c && strchr("tn\\x", c) && rest->len >= len,
	              "an escape is one of \\t, \\n, \\\\ and \\xNN");
	if (c == 'x')
		c = (char)(hex_value(rest->ptr[1]) * 16 +
		           hex_value(rest->ptr[2]));
	else if (c != '\\')
		c = c == 't' ? '\t' : '\n';
	*rest = gamut_str_skip(*rest, len);
	return c;
}

static struct gamut_str unescape(struct gamut_str field)
{
	char *text = gamut_arena_new(&arena, char, field.len + 1);
	size_t len = 0;

	while (field.len > 0) {
		char c = field.ptr[0];

		field = gamut_str_skip(field, 1);
		text[len++] = c == '\\' ? take_escape(&field) : c;
	}
	return (struct gamut_str){ text, len };
}

static struct gamut_verdict judge(const struct gold *gold,
                                  struct gamut_str answer)
{
	return gamut_checker_verify(gold->checker, answer, &arena);
}

/* It is valid, and of the form `form` unless that is NULL. */
static void must_be_valid(const struct gold *gold, struct gamut_str answer,
                          const struct gamut_str *form)
{
	struct gamut_verdict verdict = judge(gold, answer);

	if (!gamut_verdict_is_valid(verdict))
		disagree(gold, answer, "is refused as",
		         gamut_str_of(gamut_reason_name(verdict.reason)));
	else if (form && !gamut_str_eq(verdict.canonical, *form))
		disagree(gold, answer, "has the form", verdict.canonical);
}

/* A kind of line, and its fields behind that. */
static void judge_line(struct gold *gold, struct gamut_str kind,
                       struct gamut_str first, const struct gamut_str *second)
{
	struct gamut_verdict verdict;

	if (gamut_str_eq(kind, GAMUT_STR("valid"))) {
		gold->valid++;
		must_be_valid(gold, first, second);
	} else if (gamut_str_eq(kind, GAMUT_STR("same")) && second) {
		verdict = judge(gold, *second);
		must_be_valid(gold, *second, NULL);
		must_be_valid(gold, first, &verdict.canonical);
	} else if (gamut_str_eq(kind, GAMUT_STR("invalid")) && !second) {
		gold->invalid++;
		verdict = judge(gold, first);
		if (gamut_verdict_is_valid(verdict))
			disagree(gold, first, "is accepted as",
			         verdict.canonical);
	} else {
		disagree(gold, first, "stands in a line that is no", kind);
	}
}

static void read_line(struct gold *gold, struct gamut_str line)
{
	struct gamut_str fields[3] = { { 0 } };
	size_t found = 0;

	while (found < 3 && gamut_str_take_field(&line, '\t', &fields[found]))
		found++;
	ck_assert_msg(found >= 1 && line.len == 0,
	              "%s.tsv:%zu: a line has two or three fields", gold->name,
	              gold->number);
	fields[1] = unescape(fields[1]);
	fields[2] = unescape(fields[2]);
	judge_line(gold, fields[0], fields[1], found == 3 ? &fields[2] : NULL);
}

/* How many valid answers there are, by the comment at the top of `text`. */
static size_t valid_wanted(const struct gamut_task *task, struct gamut_str text)
{
	struct gamut_str few = GAMUT_STR("# few: ");
	size_t wanted = 0;

	if (!gamut_str_starts_with(text, few))
		return LINES_MIN;
	for (size_t i = few.len;
	     i < text.len && gamut_ascii_is_digit(text.ptr[i]); i++)
		wanted = wanted * 10 + (size_t)(text.ptr[i] - '0');
	ck_assert_msg(wanted == task->strings,
	              "%s.tsv: %zu valid answers, and the task says %" PRIu64,
	              task->name, wanted, task->strings);
	return wanted;
}

static void judge_gold(const struct gamut_task *task)
{
	struct gold gold = { .checker = open_task(task), .name = task->name };
	const char *path =
		gamut_arena_strf(&arena, GOLD "/%s.tsv", task->name).ptr;
	struct gamut_err err = { 0 };
	struct gamut_str text = GAMUT_STR_EMPTY;
	struct gamut_str line;
	size_t wanted;

	ck_assert_msg(!gamut_file_read(&text, path, FILE_MAX, &arena, &err),
	              "%s", err.msg);
	wanted = valid_wanted(task, text);
	while (gamut_str_take_line(&text, &line)) {
		gold.number++;
		if (line.len > 0 && line.ptr[0] != '#')
			read_line(&gold, line);
	}
	if (gold.valid < wanted || gold.invalid < LINES_MIN)
		gamut_buf_addf(&faults, "%s.tsv: %zu valid, %zu invalid\n",
		               task->name, gold.valid, gold.invalid);
	gamut_checker_free(gold.checker);
}

START_TEST(gold_answers_are_judged_as_they_say)
{
	for (size_t i = 0; i < count; i++)
		judge_gold(tasks[i]);
	must_be_faultless();
}
END_TEST

static int is_gold(const struct dirent *entry)
{
	return gamut_str_ends_with(gamut_str_of(entry->d_name),
	                           GAMUT_STR(".tsv"));
}

START_TEST(gold_answers_are_of_tasks)
{
	struct dirent **found = NULL;
	int files = scandir(GOLD, &found, is_gold, alphasort);

	ck_assert_int_gt(files, 0);
	ck_assert_uint_eq((size_t)files, count);
	for (int i = 0; i < files; i++)
		free(found[i]);
	free(found);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *checks = suite_create("extended");
	TCase *tc = tcase_create("extended");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, tasks_pass_their_own_tests);
	tcase_add_test(tc, tasks_bring_enough_cases);
	tcase_add_test(tc, gold_answers_are_judged_as_they_say);
	tcase_add_test(tc, gold_answers_are_of_tasks);
	suite_add_tcase(checks, tc);
	return checks;
}

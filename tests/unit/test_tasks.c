#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "tasks/catalog/registry.h"
#include "tests/support/checker.h"

/*
 * The contract of tasks/task.h, once for all tasks: every test runs for each
 * task of the registry, on a checker of its own.
 */

/* The most members of a task that are looked at, evenly spread. */
#define MEMBERS_MAX 20000

static struct gamut_checker *open_at(int i)
{
	return gamut_test_open_task(gamut_task_at((size_t)i));
}

START_TEST(descriptor_keeps_its_promises)
{
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_task_validate(task, &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_ptr_eq(gamut_task_find(gamut_str_of(task->name)), task);
}
END_TEST

START_TEST(name_is_spelled_like_the_symbol)
{
	static const char *const symbols[] = {
#define GAMUT_TASK(name) #name,
#include "tasks/tasks.def"
#undef GAMUT_TASK
	};

	ck_assert_str_eq(gamut_task_at((size_t)_i)->name, symbols[_i]);
}
END_TEST

START_TEST(accepts_its_own_examples)
{
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *checker = open_at(_i);

	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		ck_assert_msg(gamut_test_is_valid(
				      checker, gamut_str_of(task->examples[i])),
		              "%s", task->examples[i]);
	gamut_checker_free(checker);
}
END_TEST

START_TEST(accept_cases_have_their_canonical_form)
{
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *checker = open_at(_i);
	const struct gamut_accept_case *row;
	struct gamut_arena arena = { 0 };

	for (row = task->accepts; row->answer; row++) {
		struct gamut_verdict got;

		got = gamut_checker_verify(checker, gamut_str_of(row->answer),
		                           &arena);
		ck_assert_msg(gamut_verdict_is_valid(got), "%s: '%s': %s",
		              task->name, row->answer,
		              gamut_reason_name(got.reason));
		ck_assert_msg(gamut_str_eq(got.canonical,
		                           gamut_str_of(row->canonical)),
		              "%s: '%s' is '%.*s'", task->name, row->answer,
		              GAMUT_STR_ARG(got.canonical));
	}
	gamut_arena_clear(&arena);
	gamut_checker_free(checker);
}
END_TEST

START_TEST(reject_cases_have_their_reason)
{
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *checker = open_at(_i);
	const struct gamut_reject_case *row;
	struct gamut_arena arena = { 0 };

	for (row = task->rejects; row->answer; row++) {
		struct gamut_verdict got;

		got = gamut_checker_verify(checker, gamut_str_of(row->answer),
		                           &arena);
		ck_assert_msg(got.reason == row->reason, "%s: '%s': %s",
		              task->name, row->answer,
		              gamut_reason_name(got.reason));
	}
	gamut_arena_clear(&arena);
	gamut_checker_free(checker);
}
END_TEST

/* The hash on record for the task `name`, in `arena`; empty: none. */
static struct gamut_str recorded_hash(const char *name,
                                      struct gamut_arena *arena)
{
	struct gamut_err err = { 0 };
	struct gamut_str rest;
	struct gamut_str line;

	ck_assert_msg(!gamut_file_read(&rest,
	                               GAMUT_TEST_DATA "/task_hashes.tsv",
	                               100000, arena, &err),
	              "%s", err.msg);
	while (gamut_lexicon_take_line(&rest, &line)) {
		struct gamut_str field;

		if (gamut_str_take_field(&line, '\t', &field) &&
		    gamut_str_eq(field, gamut_str_of(name)))
			return line;
	}
	return GAMUT_STR_EMPTY;
}

/* Dictionaries are the system's: what depends on them has none on record. */
static bool needs_a_dictionary(const struct gamut_task *task)
{
	return strcmp(task->verifier->name, "gerund") == 0;
}

START_TEST(changes_are_told_by_the_hash)
{
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *checker = open_at(_i);
	struct gamut_arena arena = { 0 };
	const char *want = gamut_checker_hash(checker);

	if (needs_a_dictionary(task))
		want = "";
	ck_assert_msg(gamut_str_eq(recorded_hash(task->name, &arena),
	                           gamut_str_of(want)),
	              "tests/data/task_hashes.tsv says what to do, and then "
	              "has the line\n%s\t%s",
	              task->name, want);
	gamut_arena_clear(&arena);
	gamut_checker_free(checker);
}
END_TEST

static void check_same(const struct gamut_checker *one,
                       const struct gamut_checker *other, const char *answer)
{
	struct gamut_arena arena = { 0 };
	struct gamut_verdict a;
	struct gamut_verdict b;

	a = gamut_checker_verify(one, gamut_str_of(answer), &arena);
	b = gamut_checker_verify(other, gamut_str_of(answer), &arena);
	ck_assert_str_eq(gamut_reason_name(a.reason),
	                 gamut_reason_name(b.reason));
	ck_assert(gamut_str_eq(a.canonical, b.canonical));
	gamut_arena_clear(&arena);
}

START_TEST(verdicts_are_deterministic)
{
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *one = open_at(_i);
	struct gamut_checker *other = open_at(_i);
	const struct gamut_accept_case *good;
	const struct gamut_reject_case *bad;

	for (good = task->accepts; good->answer; good++)
		check_same(one, other, good->answer);
	for (bad = task->rejects; bad->answer; bad++)
		check_same(one, other, bad->answer);
	for (good = task->accepts; good->answer; good++)
		check_same(one, one, good->answer);
	ck_assert_str_eq(gamut_checker_hash(one), gamut_checker_hash(other));
	gamut_checker_free(one);
	gamut_checker_free(other);
}
END_TEST

START_TEST(members_are_valid_and_distinct)
{
	struct gamut_checker *checker = open_at(_i);
	uint64_t count = gamut_checker_member_count(checker);
	uint64_t looked_at = count < MEMBERS_MAX ? count : MEMBERS_MAX;
	struct gamut_map seen = { 0 };

	ck_assert_uint_ge(count, 1);
	for (uint64_t i = 0; i < looked_at; i++) {
		struct gamut_arena arena = { 0 };
		/* The last one is the last there is. */
		uint64_t at = i + 1 < looked_at ? count / looked_at * i :
		                                  count - 1;
		struct gamut_str member;
		struct gamut_verdict got;

		member = gamut_checker_member(checker, at, &arena);
		got = gamut_checker_verify(checker, member, &arena);
		ck_assert_msg(gamut_verdict_is_valid(got), "'%.*s': %s",
		              GAMUT_STR_ARG(member),
		              gamut_reason_name(got.reason));
		ck_assert_msg(gamut_map_put(&seen, got.canonical, i) == i,
		              "'%.*s' comes twice", GAMUT_STR_ARG(member));
		gamut_arena_clear(&arena);
	}
	gamut_map_clear(&seen);
	gamut_checker_free(checker);
}
END_TEST

#define S(lit)                                       \
	{                                            \
		.ptr = (lit), .len = sizeof(lit) - 1 \
	}

static const struct gamut_str hostile[] = {
	S(""),
	S(" "),
	S("\n"),
	S("."),
	S("\0"),
	S("\0\0\0\0"),
	S("7\0"),
	S("Red\0"),
	S("\xff\xfe"),
	S("\xc3"),
	S("\xc0\x80"),
	S("\xed\xa0\x80"),
	S("\xf5\x80\x80\x80"),
	S("\x1b[31m7\x1b[0m"),
	S("\x1b]0;Red\x07"),
	/* NOLINTNEXTLINE(misc-misleading-bidirectional) */
	S("\342\200\256Red"),
	S("\357\273\2777"),
	S("%s%s%s%n"),
	S("'; DROP TABLE answers; --"),
	S("I cannot help with that."),
};

START_TEST(hostile_answers_are_never_valid)
{
	struct gamut_checker *checker = open_at(_i);

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(hostile); i++)
		ck_assert_msg(!gamut_test_is_valid(checker, hostile[i]),
		              "hostile %zu", i);
	gamut_checker_free(checker);
}
END_TEST

START_TEST(long_answers_are_never_valid)
{
	static const char fillers[] = { '7', 'a',  ' ',    '.',
		                        '@', '\0', '\xff', '\xcc' };
	struct gamut_checker *checker = open_at(_i);
	size_t size = (size_t)10 * 1024 * 1024;
	char *text = malloc(size);

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fillers); i++) {
		memset(text, fillers[i], size);
		ck_assert_msg(
			!gamut_test_is_valid(checker,
		                             (struct gamut_str){ text, size }),
			"filler %zu", i);
	}
	free(text);
	gamut_checker_free(checker);
}
END_TEST

/* "Thu" and "Thu." are both answers of these. */
static bool may_end_in_a_stop(const struct gamut_task *task)
{
	return strcmp(task->name, "weekdays_abbreviated") == 0 ||
	       strcmp(task->name, "weekdays_any_format") == 0;
}

START_TEST(nothing_is_trimmed)
{
	static const char *const edges[] = { " ", "\n", "\t", "\r", "\"", "." };
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *checker = open_at(_i);
	const struct gamut_accept_case *row;
	struct gamut_arena arena = { 0 };

	for (row = task->accepts; row->answer; row++)
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(edges); i++) {
			struct gamut_str before;
			struct gamut_str after;

			before = gamut_arena_strf(&arena, "%s%s", edges[i],
			                          row->answer);
			after = gamut_arena_strf(&arena, "%s%s", row->answer,
			                         edges[i]);
			ck_assert_msg(!gamut_test_is_valid(checker, before),
			              "'%s'", before.ptr);
			if (edges[i][0] == '.' && may_end_in_a_stop(task))
				continue;
			ck_assert_msg(!gamut_test_is_valid(checker, after),
			              "'%s'", after.ptr);
		}
	gamut_arena_clear(&arena);
	gamut_checker_free(checker);
}
END_TEST

Suite *unit_suite(void)
{
	const struct {
		const char *name;
		const TTest *test;
	} tests[] = {
		{ "descriptor", descriptor_keeps_its_promises },
		{ "name", name_is_spelled_like_the_symbol },
		{ "examples", accepts_its_own_examples },
		{ "accepts", accept_cases_have_their_canonical_form },
		{ "rejects", reject_cases_have_their_reason },
		{ "deterministic", verdicts_are_deterministic },
		{ "members", members_are_valid_and_distinct },
		{ "hostile", hostile_answers_are_never_valid },
		{ "long", long_answers_are_never_valid },
		{ "edges", nothing_is_trimmed },
		{ "hash", changes_are_told_by_the_hash },
	};
	Suite *suite = suite_create("tasks");

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(tests); i++) {
		TCase *tc = tcase_create(tests[i].name);

		tcase_add_checked_fixture(tc, gamut_test_open_lexicon,
		                          gamut_test_close_lexicon);
		tcase_add_loop_test(tc, tests[i].test, 0,
		                    (int)gamut_task_count());
		suite_add_tcase(suite, tc);
	}
	return suite;
}

#include "tests/support/unit.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/map.h"
#include "verifiers/gerund.h"

/* Longest data file, and the longest answer tried. */
#define MEGABYTE ((size_t)1024 * 1024)

#define DATA(name) GAMUT_TEST_DATA "/" name

/* Opened once: every test forks off with it. */
static struct gamut_lexicon *lexicon;
static void *state;
static struct gamut_arena kept;

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static const struct row {
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical;
} rows[] = {
	{ S("Schlepping"),         GAMUT_REASON_VALID, "schlep" },
	{ S("RUNNING"),            GAMUT_REASON_VALID, "run" },
	{ S("rUnNing"),            GAMUT_REASON_VALID, "run" },
	{ S("SAUT\xc3\x89ING"),    GAMUT_REASON_VALID, "saute" },
	{ S("E-Mailing"),          GAMUT_REASON_VALID, "email" },
	{ S(""),                   GAMUT_REASON_EMPTY, "" },
	{ S(" "),                  GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("ing"),                GAMUT_REASON_NOT_A_VERB, "" },
	{ S("running\0"),          GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("run\0ning"),          GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("\0running"),          GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("running\n"),          GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("\trunning"),          GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("running\xff"),        GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("r\xc3nning"),         GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("\xa9ing"),            GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("r\xc3\xbcnning"),     GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("run\xc2\xadning"),    GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("r\xd1\x83nning"),     GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("runn\xc4\xb1ng"),     GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("runnin\xef\xbd\x87"), GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("\xef\xbb\xbfrunning"), GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("run-ning-run-ning-running"), GAMUT_REASON_NOT_ING_FORM, "" },
	{ S("re-re-re-running"),   GAMUT_REASON_NOT_A_VERB, "" },
	/* 64 bytes, then 65 */
	{ S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaing"),
	  GAMUT_REASON_NOT_A_VERB, "" },
	{ S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaing"),
	  GAMUT_REASON_TOO_LONG, "" },
};

/*
 * Words that a wrong rule makes of gerunds and that are gerunds themselves, or
 * are spellings in use.
 */
static const char *const right_anyhow[] = {
	"baring", "benefitting", "biding", "binging", "centreing", "copping",
	"creneling", "cuing", "dinning", "dueling", "griping", "jewelling",
	"planing", "refueling", "ridding", "robing", "scarring", "shinning",
	"siting", "slopping", "swinging", "taping", "targetting", "tinging",
	"toing", "toping", "trialing", "whinging", "wining",
};
/* clang-format on */

static void set_up(void)
{
	struct gamut_err err = { 0 };

	lexicon = gamut_lexicon_open();
	ck_assert_msg(gamut_verifier_gerund.open(&state, NULL, lexicon, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
}

static void tear_down(void)
{
	gamut_verifier_gerund.close(state);
	gamut_lexicon_free(lexicon);
	gamut_arena_clear(&kept);
}

static struct gamut_str read_data(const char *path)
{
	struct gamut_err err = { 0 };
	struct gamut_str text = GAMUT_STR_EMPTY;

	ck_assert_msg(gamut_file_read(&text, path, MEGABYTE, &kept, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
	return text;
}

/* Two tab-separated fields; false at the end. */
static bool take_pair(struct gamut_str *rest, struct gamut_str *a,
                      struct gamut_str *b)
{
	struct gamut_str line;

	if (!gamut_lexicon_take_line(rest, &line))
		return false;
	ck_assert(gamut_str_take_field(&line, '\t', a));
	*b = line;
	return true;
}

static struct gamut_verdict verify(struct gamut_str answer)
{
	return gamut_verifier_gerund.verify(state, answer, &kept);
}

START_TEST(verdicts)
{
	const struct row *row = &rows[_i];
	struct gamut_verdict got = verify(row->answer);

	ck_assert_str_eq(gamut_reason_name(got.reason),
	                 gamut_reason_name(row->reason));
	ck_assert(gamut_str_eq(got.canonical, gamut_str_of(row->canonical)));
}
END_TEST

START_TEST(gerunds_are_valid)
{
	struct gamut_str rest = read_data(DATA("gerunds_valid.txt"));
	struct gamut_str form;
	struct gamut_str canonical;
	size_t count = 0;
	size_t wrong = 0;

	for (; take_pair(&rest, &form, &canonical); count++) {
		struct gamut_verdict got = verify(form);

		if (gamut_str_eq(got.canonical, canonical))
			continue;
		wrong++;
		fprintf(stderr, "%.*s: %s '%.*s'\n", GAMUT_STR_ARG(form),
		        gamut_reason_name(got.reason),
		        GAMUT_STR_ARG(got.canonical));
	}
	ck_assert_uint_ge(count, 500);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(others_are_not)
{
	struct gamut_str rest = read_data(DATA("gerunds_invalid.txt"));
	struct gamut_str reason;
	struct gamut_str answer;
	size_t count = 0;
	size_t wrong = 0;

	for (; take_pair(&rest, &reason, &answer); count++) {
		const char *got = gamut_reason_name(verify(answer).reason);

		if (gamut_str_eq(reason, gamut_str_of(got)))
			continue;
		wrong++;
		fprintf(stderr, "'%.*s': %s\n", GAMUT_STR_ARG(answer), got);
	}
	ck_assert_uint_ge(count, 350);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

#define MISTAKES 4

/*
 * `word` with one of the usual mistakes in it; empty where it has no room for
 * that one.
 */
static struct gamut_str misspell(struct gamut_str word, int mistake)
{
	struct gamut_str stem = gamut_str_head(word, word.len - 3);
	char last = stem.ptr[stem.len - 1];
	bool is_double = stem.len >= 2 && stem.ptr[stem.len - 2] == last;
	bool is_consonant = gamut_ascii_is_alpha(last) &&
	                    !strchr("aeiouwxyh", last);
	int len = (int)stem.len;

	if (mistake == 0 && is_double && is_consonant)
		return gamut_arena_strf(&kept, "%.*sing", len - 1, stem.ptr);
	if (mistake == 1 && !is_double && is_consonant)
		return gamut_arena_strf(&kept, "%.*s%cing", len, stem.ptr,
		                        last);
	if (mistake == 2 && is_consonant)
		return gamut_arena_strf(&kept, "%.*seing", len, stem.ptr);
	if (mistake == 3 && last == 'e')
		return gamut_arena_strf(&kept, "%.*sing", len - 1, stem.ptr);
	return GAMUT_STR_EMPTY;
}

static bool is_right(const struct gamut_map *forms, struct gamut_str word)
{
	bool is_listed = gamut_map_find(forms, word) != GAMUT_MAP_ABSENT;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(right_anyhow); i++)
		is_listed |= gamut_str_eq(word, gamut_str_of(right_anyhow[i]));
	return is_listed;
}

START_TEST(misspellings_are_not)
{
	struct gamut_str text = read_data(DATA("gerunds_valid.txt"));
	struct gamut_map forms = { 0 };
	struct gamut_str form;
	struct gamut_str canonical;
	size_t count = 0;
	size_t wrong = 0;

	for (struct gamut_str rest = text; take_pair(&rest, &form, &canonical);)
		gamut_map_put(&forms, form, 0);
	while (take_pair(&text, &form, &canonical)) {
		for (int i = 0; i < MISTAKES; i++) {
			struct gamut_str word = misspell(form, i);

			if (word.len == 0 || is_right(&forms, word))
				continue;
			count++;
			if (!gamut_verdict_is_valid(verify(word)))
				continue;
			wrong++;
			fprintf(stderr, "%.*s\n", GAMUT_STR_ARG(word));
		}
	}
	gamut_map_clear(&forms);
	ck_assert_uint_ge(count, 700);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(long_answers)
{
	char *text = gamut_alloc(MEGABYTE);

	memset(text, 'a', MEGABYTE);
	ck_assert_int_eq(
		verify((struct gamut_str){ .ptr = text, .len = MEGABYTE })
			.reason,
		GAMUT_REASON_TOO_LONG);
	free(text);
}
END_TEST

START_TEST(members)
{
	uint64_t count = gamut_verifier_gerund.member_count(state);
	struct gamut_map names = { 0 };

	ck_assert_uint_ge(count, 5000);
	for (uint64_t i = 0; i < count; i++) {
		struct gamut_str word = gamut_verifier_gerund.member(state, i,
		                                                     &kept);
		struct gamut_verdict got = verify(word);

		ck_assert_msg(gamut_verdict_is_valid(got), "%.*s",
		              GAMUT_STR_ARG(word));
		ck_assert_msg(gamut_map_put(&names, got.canonical, i) == i,
		              "%.*s twice", GAMUT_STR_ARG(got.canonical));
	}
	gamut_map_clear(&names);
}
END_TEST

/* Asks of every kind, so that threads meet at the dictionaries too. */
static void *ask(void *unused)
{
	static const char *const words[] = { "running",   "rerouteing",
		                             "Thing",     "bartending",
		                             "unwilling", "over-thinking" };
	struct gamut_arena arena = { 0 };
	size_t valid = 0;

	(void)unused;
	for (size_t i = 0; i < 600; i++) {
		struct gamut_str word =
			gamut_str_of(words[i % GAMUT_ARRAY_LEN(words)]);

		valid += gamut_verdict_is_valid(
			gamut_verifier_gerund.verify(state, word, &arena));
	}
	gamut_arena_clear(&arena);
	return valid == 400 ? NULL : state;
}

START_TEST(threads)
{
	pthread_t ids[4];
	void *failure;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ids); i++)
		ck_assert_int_eq(pthread_create(&ids[i], NULL, ask, NULL), 0);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ids); i++) {
		ck_assert_int_eq(pthread_join(ids[i], &failure), 0);
		ck_assert_ptr_null(failure);
	}
}
END_TEST

/* Open with `variable` set, in a process of its own, with one thread. */
static enum gamut_status open_with(const char *variable, const char *folder,
                                   struct gamut_err *err)
{
	struct gamut_lexicon *other = NULL;
	void *unopened = NULL;
	enum gamut_status status;

	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	ck_assert_int_eq(setenv(variable, folder, 1), 0);
	other = gamut_lexicon_open();
	status = gamut_verifier_gerund.open(&unopened, NULL, other, err);
	ck_assert_ptr_null(unopened);
	gamut_lexicon_free(other);
	return status;
}

START_TEST(missing_dictionary)
{
	struct gamut_err err = { 0 };

	ck_assert_int_eq(open_with("GAMUT_DICTIONARIES", GAMUT_TEST_DATA, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert_ptr_nonnull(strstr(err.msg, "hunspell-en-us"));
}
END_TEST

START_TEST(missing_list)
{
	struct gamut_err err = { 0 };

	ck_assert_int_eq(open_with("GAMUT_WORDLISTS", GAMUT_TEST_DATA, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert_ptr_nonnull(strstr(err.msg, "verbs.tsv"));
}
END_TEST

START_TEST(malformed_list)
{
	struct gamut_err err = { 0 };

	ck_assert_int_eq(open_with("GAMUT_WORDLISTS", DATA("malformed"), &err),
	                 GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "noun\tthing"));
}
END_TEST

START_TEST(list_without_verbs)
{
	struct gamut_err err = { 0 };

	ck_assert_int_eq(open_with("GAMUT_WORDLISTS", DATA("empty"), &err),
	                 GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "holds no verb"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("gerund");
	TCase *tc = tcase_create("verify");

	tcase_add_unchecked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, gerunds_are_valid);
	tcase_add_test(tc, others_are_not);
	tcase_add_test(tc, misspellings_are_not);
	tcase_add_test(tc, long_answers);
	tcase_add_test(tc, members);
	tcase_add_test(tc, threads);
	tcase_add_test(tc, missing_dictionary);
	tcase_add_test(tc, missing_list);
	tcase_add_test(tc, malformed_list);
	tcase_add_test(tc, list_without_verbs);
	suite_add_tcase(suite, tc);
	return suite;
}

/* What is said against tasks: one weakness each, and none of a sound one. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/json.h"
#include "runner/cli/checking.h"

/* Where a test's verifier goes wrong. */
enum flaw {
	GAMUT_FLAW_NONE,     /* numbers from 100 to 999 */
	GAMUT_FLAW_ANYTHING, /* every text but the empty one */
	GAMUT_FLAW_AROUND,   /* a number anywhere in the text */
	GAMUT_FLAW_STOP,     /* a full stop makes another form */
	GAMUT_FLAW_SHIFT,    /* the form is the next number */
	GAMUT_FLAW_ONE_FORM, /* all have one form */
	GAMUT_FLAW_EMPTY,    /* no canonical form */
	GAMUT_FLAW_BYTES,    /* one that is not UTF-8 */
	GAMUT_FLAW_FICKLE,   /* another verdict every time */
	GAMUT_FLAW_FORGOTTEN /* no verdict */
};

static unsigned calls;

static bool is_number(struct gamut_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!gamut_ascii_is_digit(s.ptr[i]))
			return false;
	return s.len == 3 && s.ptr[0] != '0';
}

/* The first number in `s`; empty where there is none. */
static struct gamut_str find_number(struct gamut_str s)
{
	for (size_t i = 0; i + 3 <= s.len; i++)
		if (is_number((struct gamut_str){ s.ptr + i, 3 }))
			return (struct gamut_str){ s.ptr + i, 3 };
	return GAMUT_STR_EMPTY;
}

static struct gamut_verdict accept(enum flaw flaw, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	struct gamut_verdict none = { .reason = GAMUT_REASON_VALID };
	char *next;

	calls++;
	switch (flaw) {
	case GAMUT_FLAW_SHIFT:
		next = (char *)gamut_arena_alloc(arena, 3, 1);
		memcpy(next, answer.ptr, 3);
		if (next[2] < '9')
			next[2]++;
		return gamut_verdict_accept((struct gamut_str){ next, 3 });
	case GAMUT_FLAW_ONE_FORM:
		return gamut_verdict_accept(GAMUT_STR("100"));
	case GAMUT_FLAW_EMPTY:
		return none;
	case GAMUT_FLAW_BYTES:
		return gamut_verdict_accept(GAMUT_STR("\xff"));
	case GAMUT_FLAW_FICKLE:
		if (calls % 2)
			return gamut_verdict_reject(GAMUT_REASON_NO_MATCH);
		break;
	case GAMUT_FLAW_FORGOTTEN:
		return (struct gamut_verdict){ 0 };
	case GAMUT_FLAW_NONE:
	case GAMUT_FLAW_ANYTHING:
	case GAMUT_FLAW_AROUND:
	case GAMUT_FLAW_STOP:
		break;
	}
	return gamut_verdict_accept(answer);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const enum flaw *flaw = state;
	struct gamut_str number = answer;

	if (answer.len == 0 || answer.len > 100)
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	if (*flaw == GAMUT_FLAW_ANYTHING)
		return gamut_verdict_accept(GAMUT_STR("x"));
	if (*flaw == GAMUT_FLAW_AROUND)
		number = find_number(answer);
	if (*flaw == GAMUT_FLAW_STOP && answer.len == 4 && answer.ptr[3] == '.')
		number.len = 3;
	if (!is_number(number))
		return gamut_verdict_reject(GAMUT_REASON_NO_MATCH);
	return accept(*flaw, *flaw == GAMUT_FLAW_STOP ? answer : number, arena);
}

static const struct gamut_verifier verifier = {
	.name = "test",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

static const struct gamut_accept_case accepts[] = {
	{ "101", NULL }, { "102", NULL }, { "103", NULL }, { "104", NULL },
	{ "105", NULL }, { "106", NULL }, { "107", NULL }, { "108", NULL },
	{ "109", NULL }, { "110", NULL }, { "111", NULL }, { "112", NULL },
	{ NULL, NULL },
};

#define NO(text)                            \
	{                                   \
		text, GAMUT_REASON_NO_MATCH \
	}
static const struct gamut_reject_case rejects[] = {
	NO("1"),
	NO("2"),
	NO("3"),
	NO("4"),
	NO("5"),
	NO("6"),
	NO("7"),
	NO("8"),
	NO("9"),
	NO("10"),
	NO("11"),
	{ "", GAMUT_REASON_BAD_FORMAT },
	{ NULL, GAMUT_REASON_UNSET },
};
static const struct gamut_reject_case one_reason[] = { NO("1"), NO("2"),
	                                               NO("3"), NO("4") };
static const struct gamut_reject_case no_reason[] = {
	{ "1", GAMUT_REASON_UNSET },
	{ NULL, GAMUT_REASON_UNSET },
};

static struct gamut_task task;
static enum flaw flaw;
static struct gamut_lexicon *lexicon;
static struct gamut_checker *checker;
static struct gamut_checking checking;

static void set_up(void)
{
	lexicon = gamut_lexicon_open();
	flaw = GAMUT_FLAW_NONE;
	checking = (struct gamut_checking){ 0 };
	checker = NULL;
	task = (struct gamut_task){
		GAMUT_TASK_HEADER,
		.name = "test_task",
		.description = "Write a number of three digits.",
		.examples = { "123", "456", "789" },
		.max_tokens = 4,
		.revision = 1,
		.verifier = &verifier,
		.rule = &flaw,
		.space = 900,
		.accepts = accepts,
		.rejects = rejects,
	};
}

static void tear_down(void)
{
	gamut_checking_release(&checking);
	gamut_checker_free(checker);
	gamut_lexicon_free(lexicon);
}

static void check(void)
{
	struct gamut_err err = { 0 };

	/* A flaw is there when it is used: opening makes members. */
	ck_assert_msg(!gamut_checker_open(&checker, &task, lexicon, &err), "%s",
	              err.msg);
	checking.task = &task;
	checking.checker = checker;
	ck_assert_msg(!gamut_checking_run(&checking, &err), "%s", err.msg);
}

static bool has(enum gamut_finding_level level, const char *text)
{
	for (size_t i = 0; i < checking.count; i++)
		if (checking.findings[i].level == level &&
		    strstr(checking.findings[i].text, text))
			return true;
	return false;
}

/* Exactly this is weak, and no fault is there. */
static void only(const char *text)
{
	for (size_t i = 0; i < checking.count; i++)
		ck_assert_msg(checking.findings[i].level ==
		                              GAMUT_FINDING_NOTE ||
		                      strstr(checking.findings[i].text, text),
		              "%s", checking.findings[i].text);
	ck_assert_msg(has(GAMUT_FINDING_WEAK, text), "not said: %s", text);
}

START_TEST(a_sound_task_has_nothing)
{
	check();
	for (size_t i = 0; i < checking.count; i++)
		ck_assert_int_eq(checking.findings[i].level,
		                 GAMUT_FINDING_NOTE);
	ck_assert(checking.tried > 3000);
	ck_assert(checking.rate > 0);
	ck_assert_uint_eq(checking.members, 15);
	ck_assert(checking.covered > 0.99);
}
END_TEST

START_TEST(what_accepts_too_much_is_weak)
{
	flaw = GAMUT_FLAW_AROUND;
	task.max_tokens = 4;
	check();
	ck_assert(has(GAMUT_FINDING_WEAK, "a sentence around an answer: 'The"));
	ck_assert(has(GAMUT_FINDING_WEAK, "Markdown's bold: '**123**', as "));
	ck_assert(has(GAMUT_FINDING_WEAK, "accepts an answer and a NUL"));
	ck_assert_uint_eq(checking.counts[GAMUT_FINDING_FAULT], 0);
}
END_TEST

START_TEST(what_accepts_anything_is_weak)
{
	flaw = GAMUT_FLAW_ANYTHING;
	check();
	ck_assert(has(GAMUT_FINDING_WEAK, "200 of 200 random texts"));
	ck_assert(!has(GAMUT_FINDING_WEAK, "sentence"));
	ck_assert(has(GAMUT_FINDING_FAULT, "the reject case '1' is accepted"));
}
END_TEST

START_TEST(forms_that_hide_repeats_are_weak)
{
	flaw = GAMUT_FLAW_STOP;
	check();
	ck_assert(has(GAMUT_FINDING_WEAK, "'123' and '123.' are both valid "
	                                  "and count as two, '123' and '123.' "
	                                  "(a full stop behind; so for 15 "));
}
END_TEST

START_TEST(forms_of_forms_are_weak)
{
	flaw = GAMUT_FLAW_SHIFT;
	check();
	only("is an answer of another form");
}
END_TEST

START_TEST(examples_of_one_form_are_weak)
{
	flaw = GAMUT_FLAW_ONE_FORM;
	check();
	only("have one canonical form");
}
END_TEST

/* Faults of the verifier, each with the text it was found on. */
static const struct {
	enum flaw flaw;
	const char *says;
} faults[] = {
	{ GAMUT_FLAW_EMPTY, "'123' is valid and has no canonical form" },
	{ GAMUT_FLAW_BYTES, "the canonical form of '123' is not UTF-8" },
	{ GAMUT_FLAW_FICKLE, "'123' is judged as" },
	{ GAMUT_FLAW_FORGOTTEN, "the verifier gives no verdict on '123'" },
};

START_TEST(breaches_are_faults)
{
	struct gamut_err err = { 0 };

	ck_assert(!gamut_checker_open(&checker, &task, lexicon, &err));
	flaw = faults[_i].flaw;
	checking.task = &task;
	checking.checker = checker;
	ck_assert(!gamut_checking_run(&checking, &err));
	ck_assert(has(GAMUT_FINDING_FAULT, faults[_i].says));
	ck_assert_uint_eq(checking.counts[GAMUT_FINDING_FAULT], 1);
}
END_TEST

START_TEST(texts_tell_what_is_weak)
{
	task.description = "Number";
	task.rejects = no_reason;
	task.max_tokens = 1;
	task.examples[0] = "12345678";
	task.space = 1;
	checking.task = &task;
	checking.accepts = 2;
	checking.rejects = 1;
	gamut_checking_texts(&checking);
	ck_assert(has(GAMUT_FINDING_WEAK, "'Number' is too short"));
	ck_assert(has(GAMUT_FINDING_WEAK, "1 of 1 reject cases name no"));
	ck_assert(has(GAMUT_FINDING_WEAK, "'12345678' takes about 2"));
	ck_assert(has(GAMUT_FINDING_WEAK, "2 accept cases: bring 12"));
	ck_assert(has(GAMUT_FINDING_WEAK, "1 reject case: bring 12"));
	ck_assert(has(GAMUT_FINDING_WEAK, "nothing that could differ"));
}
END_TEST

START_TEST(texts_tell_more_that_is_weak)
{
	task.description = "Write a number:";
	task.rejects = one_reason;
	task.max_tokens = 4000;
	task.space = 10;
	checking.task = &task;
	checking.accepts = 12;
	checking.rejects = 4;
	gamut_checking_texts(&checking);
	ck_assert(has(GAMUT_FINDING_WEAK, "ends in ':'"));
	ck_assert(has(GAMUT_FINDING_WEAK, "rejected as no-match"));
	ck_assert(has(GAMUT_FINDING_WEAK, "models that ramble"));
	ck_assert(has(GAMUT_FINDING_NOTE, "would have found all 10"));
}
END_TEST

START_TEST(it_is_written_as_json)
{
	struct gamut_buf out = { 0 };
	cJSON *json;

	check();
	gamut_checking_json(&out, &checking);
	json = gamut_json_parse(gamut_buf_view(&out), NULL);
	ck_assert(cJSON_IsObject(json));
	ck_assert_int_eq(cJSON_GetObjectItem(json, "members")->valueint, 15);
	ck_assert(cJSON_IsArray(cJSON_GetObjectItem(json, "faults")));
	ck_assert(cJSON_IsObject(cJSON_GetObjectItem(json, "prompts")));
	cJSON_Delete(json);
	gamut_buf_release(&out);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("checking");
	TCase *tc = tcase_create("checking");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_sound_task_has_nothing);
	tcase_add_test(tc, what_accepts_too_much_is_weak);
	tcase_add_test(tc, what_accepts_anything_is_weak);
	tcase_add_test(tc, forms_that_hide_repeats_are_weak);
	tcase_add_test(tc, forms_of_forms_are_weak);
	tcase_add_test(tc, examples_of_one_form_are_weak);
	tcase_add_loop_test(tc, breaches_are_faults, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	tcase_add_test(tc, texts_tell_what_is_weak);
	tcase_add_test(tc, texts_tell_more_that_is_weak);
	tcase_add_test(tc, it_is_written_as_json);
	suite_add_tcase(suite, tc);
	return suite;
}

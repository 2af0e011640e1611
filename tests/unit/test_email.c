#include "tests/support/unit.h"

#include <string.h>

#include "verifiers/email.h"

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }
#define X21 "xxxxxxxxxxxxxxxxxxxxx"
#define X63 X21 X21 X21

static const char *const two_tlds[] = { "com", "org", NULL };
static const struct gamut_email_rule any = { 0 };
static const struct gamut_email_rule two = { .tlds = two_tlds };

static const struct row {
	const struct gamut_email_rule *rule;
	struct gamut_str answer;
	enum gamut_reason reason;
} rows[] = {
	{ &any, S("a@b.cd"),                   GAMUT_REASON_VALID },
	{ &any, S("a.b-c_d%e+f@g-h.i2.jk"),    GAMUT_REASON_VALID },
	{ &any, S("_@0.zz"),                   GAMUT_REASON_VALID },
	{ &any, S("%@b.cd"),                   GAMUT_REASON_VALID },
	{ &any, S("-@b.cd"),                   GAMUT_REASON_VALID },
	{ &any, S("a@xn--bcher-kva.example"),  GAMUT_REASON_VALID },
	{ &any, S("x" X63 "@b.cd"),            GAMUT_REASON_VALID },
	{ &any, S("xx" X63 "@b.cd"),           GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a@" X63 ".cd"),             GAMUT_REASON_VALID },
	{ &any, S("a@x" X63 ".cd"),            GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b." X63),                 GAMUT_REASON_VALID },
	/* Domains of 255 bytes and of more. */
	{ &any, S("a@" X63 "." X63 "." X63 "." X63), GAMUT_REASON_VALID },
	{ &any, S("a@" X63 "." X63 "." X63 "." X63 ".x"),
	  GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@x." X63 "." X63 "." X63 "." X63), GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("x" X63 "@" X63 "." X63 "." X63 "." X63), GAMUT_REASON_VALID },
	{ &any, S("xx" X63 "@" X63 "." X63 "." X63 "." X63), GAMUT_REASON_TOO_LONG },

	{ &any, S(""),                         GAMUT_REASON_EMPTY },
	{ &any, S("@"),                        GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a@"),                       GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a.b.cd"),                   GAMUT_REASON_BAD_FORMAT },
	{ &any, S("a@b@c.de"),                 GAMUT_REASON_BAD_FORMAT },
	{ &any, S("a@@c.de"),                  GAMUT_REASON_BAD_FORMAT },
	{ &any, S("a@b.cd, e@f.gh"),           GAMUT_REASON_BAD_FORMAT },
	{ &any, S(".a@b.cd"),                  GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a.@b.cd"),                  GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a..b@b.cd"),                GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S(".@b.cd"),                   GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a b@b.cd"),                 GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("\"a\"@b.cd"),               GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a'b@b.cd"),                 GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a\0@b.cd"),                 GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("\xc3\xa9@b.cd"),            GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("\xff@b.cd"),                GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("mailto:a@b.cd"),            GAMUT_REASON_BAD_LOCAL_PART },
	{ &any, S("a@b"),                      GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@.cd"),                    GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b..cd"),                  GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b.cd."),                  GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@-b.cd"),                  GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b-.cd"),                  GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b.-cd"),                  GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b_c.de"),                 GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b%c.de"),                 GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b.cd\n"),                 GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b.cd\0"),                 GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@[1.2.3.4]"),              GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b\xc3\xbc.cd"),           GAMUT_REASON_BAD_DOMAIN },
	{ &any, S("a@b.c"),                    GAMUT_REASON_BAD_TLD },
	{ &any, S("a@b.c1"),                   GAMUT_REASON_BAD_TLD },
	{ &any, S("a@b.c-d"),                  GAMUT_REASON_BAD_TLD },
	{ &any, S("a@1.2.3.4"),                GAMUT_REASON_BAD_TLD },
	{ &any, S("a@b.xn--p1ai"),             GAMUT_REASON_BAD_TLD },

	{ &two, S("a@b.com"),                  GAMUT_REASON_VALID },
	{ &two, S("a@com.org"),                GAMUT_REASON_VALID },
	{ &two, S("a@b.com.net"),              GAMUT_REASON_BAD_TLD },
	{ &two, S("a@b.co"),                   GAMUT_REASON_BAD_TLD },
	{ &two, S("a@b.comm"),                 GAMUT_REASON_BAD_TLD },
	{ &two, S("a@b.edu"),                  GAMUT_REASON_BAD_TLD },
};
/* clang-format on */

static struct gamut_verdict verdict_of(const struct gamut_email_rule *rule,
                                       struct gamut_str answer,
                                       struct gamut_arena *arena)
{
	struct gamut_verdict got;
	void *state;

	ck_assert_int_eq(gamut_verifier_email.open(&state, rule, NULL, NULL),
	                 GAMUT_OK);
	got = gamut_verifier_email.verify(state, answer, arena);
	gamut_verifier_email.close(state);
	return got;
}

START_TEST(verdicts)
{
	const struct row *row = &rows[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_verdict got = verdict_of(row->rule, row->answer, &arena);

	ck_assert_str_eq(gamut_reason_name(got.reason),
	                 gamut_reason_name(row->reason));
	if (gamut_verdict_is_valid(got))
		ck_assert(gamut_str_eq(got.canonical, row->answer));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(case_is_no_difference)
{
	struct gamut_arena arena = { 0 };
	struct gamut_verdict got;

	got = verdict_of(&two, gamut_str_of("John.SMITH+Tag@Example.COM"),
	                 &arena);
	ck_assert(gamut_verdict_is_valid(got));
	ck_assert(gamut_str_eq(got.canonical,
	                       GAMUT_STR("john.smith+tag@example.com")));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(members_are_under_the_rule)
{
	const struct gamut_verifier *email = &gamut_verifier_email;
	struct gamut_arena arena = { 0 };
	struct gamut_str last;
	void *state;

	ck_assert_int_eq(email->open(&state, &two, NULL, NULL), GAMUT_OK);
	ck_assert_uint_eq(email->member_count(state), 240000);
	ck_assert_str_eq(email->member(state, 0, &arena).ptr,
	                 "james.smith@mail.com");
	last = email->member(state, 239999, &arena);
	ck_assert_str_eq(last.ptr, "zoe-svensson@research.org");
	email->close(state);
	ck_assert_int_eq(email->open(&state, &any, NULL, NULL), GAMUT_OK);
	ck_assert_uint_eq(email->member_count(state), 840000);
	email->close(state);
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("email");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, case_is_no_difference);
	tcase_add_test(tc, members_are_under_the_rule);
	suite_add_tcase(suite, tc);
	return suite;
}

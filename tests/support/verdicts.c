#include "tests/support/verdicts.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"

#define MEGABYTE ((size_t)1 << 20)

/* A verifier that is open, with what it was opened from. */
struct opened {
	const struct gamut_verifier *verifier;
	struct gamut_lexicon *lexicon;
	void *state;
	struct gamut_arena arena;
};

/* Of gamut_verdicts_begin(); or NULL. */
static struct gamut_lexicon *shared;

static struct opened open_verifier(const struct gamut_verifier *verifier,
                                   const void *rule)
{
	struct opened opened = { .verifier = verifier, .lexicon = shared };
	struct gamut_err err = { 0 };

	if (!shared)
		opened.lexicon = gamut_lexicon_open();
	ck_assert_msg(verifier->open(&opened.state, rule, opened.lexicon,
	                             &err) == GAMUT_OK,
	              "%s", err.msg);
	return opened;
}

static void close_verifier(struct opened *opened)
{
	opened->verifier->close(opened->state);
	if (!shared)
		gamut_lexicon_free(opened->lexicon);
	gamut_arena_clear(&opened->arena);
}

static struct gamut_verdict ask(struct opened *opened, struct gamut_str answer)
{
	return opened->verifier->verify(opened->state, answer, &opened->arena);
}

void gamut_verdicts_begin(const struct gamut_verifier *verifier,
                          const void *rule)
{
	struct opened opened;

	shared = gamut_lexicon_open();
	opened = open_verifier(verifier, rule);
	close_verifier(&opened);
}

void gamut_verdicts_end(void)
{
	gamut_lexicon_free(shared);
	shared = NULL;
}

struct gamut_verdict gamut_judge(const struct gamut_verifier *verifier,
                                 const void *rule, struct gamut_str answer,
                                 struct gamut_arena *arena)
{
	struct opened opened = open_verifier(verifier, rule);
	struct gamut_verdict got = verifier->verify(opened.state, answer,
	                                            arena);

	close_verifier(&opened);
	return got;
}

void gamut_expect_same(struct gamut_verdict got,
                       const struct gamut_verdict_row *row)
{
	struct gamut_str want = GAMUT_STR_EMPTY;

	ck_assert_msg(got.reason == row->reason, "'%.*s' is %s and not %s",
	              GAMUT_STR_ARG(row->answer), gamut_reason_name(got.reason),
	              gamut_reason_name(row->reason));
	if (row->canonical)
		want = gamut_str_of(row->canonical);
	else if (row->reason == GAMUT_REASON_VALID)
		want = row->answer;
	ck_assert_msg(gamut_str_eq(got.canonical, want),
	              "'%.*s' becomes '%.*s' and not '%.*s'",
	              GAMUT_STR_ARG(row->answer), GAMUT_STR_ARG(got.canonical),
	              GAMUT_STR_ARG(want));
}

void gamut_expect_verdict(const struct gamut_verifier *verifier,
                          const struct gamut_verdict_row *row)
{
	struct opened opened = open_verifier(verifier, row->rule);

	gamut_expect_same(ask(&opened, row->answer), row);
	close_verifier(&opened);
}

static void expect_rejected(struct opened *opened, struct gamut_str answer)
{
	struct gamut_verdict got = ask(opened, answer);

	ck_assert_msg(got.reason != GAMUT_REASON_VALID &&
	                      got.reason != GAMUT_REASON_UNSET,
	              "'%.*s' (%zu bytes) is %s",
	              answer.len > 40 ? 40 : GAMUT_STR_ARG(answer), answer.len,
	              gamut_reason_name(got.reason));
	ck_assert_uint_eq(got.canonical.len, 0);
}

void gamut_expect_hostile(const struct gamut_verifier *verifier,
                          const void *rule, const char *valid)
{
	static const char ends[] = { '\0', '\n', ' ', '\xff', '\x80' };
	struct opened opened = open_verifier(verifier, rule);
	size_t len = strlen(valid);
	char *text = gamut_alloc(MEGABYTE);

	ck_assert_int_eq(ask(&opened, GAMUT_STR_EMPTY).reason,
	                 GAMUT_REASON_EMPTY);
	ck_assert_int_eq(ask(&opened, gamut_str_of(valid)).reason,
	                 GAMUT_REASON_VALID);
	expect_rejected(&opened, GAMUT_STR("\0"));
	expect_rejected(&opened, GAMUT_STR("\xff\xfe"));
	expect_rejected(&opened, GAMUT_STR("\xf0\x9f\x98\x80"));
	expect_rejected(&opened, GAMUT_STR("\xed\xa0\x80"));
	for (size_t i = 0; i < sizeof(ends); i++) {
		for (size_t k = 0; k < len; k++)
			text[k] = valid[k];
		text[len] = ends[i];
		expect_rejected(&opened, (struct gamut_str){ text, len + 1 });
		memmove(text + 1, text, len);
		text[0] = ends[i];
		expect_rejected(&opened, (struct gamut_str){ text, len + 1 });
		memset(text, ends[i], MEGABYTE);
		expect_rejected(&opened, (struct gamut_str){ text, MEGABYTE });
	}
	for (size_t i = 0; i < MEGABYTE; i++)
		text[i] = valid[i % len];
	expect_rejected(&opened, (struct gamut_str){ text, MEGABYTE });
	memset(text, '(', MEGABYTE);
	expect_rejected(&opened, (struct gamut_str){ text, MEGABYTE });
	free(text);
	close_verifier(&opened);
}

static void expect_contract(struct opened *opened, struct gamut_str answer)
{
	struct gamut_verdict got = ask(opened, answer);

	ck_assert_int_ne(got.reason, GAMUT_REASON_UNSET);
	ck_assert_int_eq(gamut_verdict_is_valid(got), got.canonical.len > 0);
	ck_assert(gamut_text_is_utf8(got.canonical));
	gamut_arena_clear(&opened->arena);
}

void gamut_expect_contract(const struct gamut_verifier *verifier,
                           const void *rule)
{
	static const char bytes[] = { 'a', '\0', '\xff', '(', '[', '"',  ' ',
		                      '-', '1',  '0',    '.', ':', '\\', '\n' };
	static const struct gamut_str shorts[] = {
		S("1\0"),
		S("\xc3"),
		S("\xed\xa0\x80"),
		S("\xf0\x9f\x98\x80"),
	};
	struct opened opened = open_verifier(verifier, rule);
	char *text = gamut_alloc(MEGABYTE);

	for (size_t i = 0; i < sizeof(bytes); i++) {
		memset(text, bytes[i], MEGABYTE);
		for (size_t len = 0; len <= MEGABYTE; len = len * 8 + 1)
			expect_contract(&opened,
			                (struct gamut_str){ text, len });
		expect_contract(&opened, (struct gamut_str){ text, MEGABYTE });
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(shorts); i++)
		expect_contract(&opened, shorts[i]);
	free(text);
	close_verifier(&opened);
}

void gamut_expect_members(const struct gamut_verifier *verifier,
                          const void *rule, uint64_t count, uint64_t step)
{
	struct opened opened = open_verifier(verifier, rule);
	struct gamut_map seen = { 0 };
	size_t looked_at = 0;

	ck_assert_uint_eq(verifier->member_count(opened.state), count);
	for (uint64_t i = 0; i < count; i += step) {
		struct gamut_str text = verifier->member(opened.state, i,
		                                         &opened.arena);
		struct gamut_verdict got = ask(&opened, text);

		ck_assert_msg(got.reason == GAMUT_REASON_VALID,
		              "member '%.*s' is %s", GAMUT_STR_ARG(text),
		              gamut_reason_name(got.reason));
		ck_assert_msg(gamut_map_put(&seen, got.canonical, looked_at) ==
		                      looked_at,
		              "'%.*s' comes twice",
		              GAMUT_STR_ARG(got.canonical));
		looked_at++;
	}
	gamut_map_clear(&seen);
	close_verifier(&opened);
}

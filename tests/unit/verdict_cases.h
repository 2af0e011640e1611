#ifndef GAMUT_TESTS_VERDICT_CASES_H
#define GAMUT_TESTS_VERDICT_CASES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tests/support/unit.h"
#include "verifiers/verifier.h"

/* A row of a table of answers, with what a verifier says of each. */
struct verdict_case {
	const void *rule;
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical; /* NULL: none, or the answer */
};

#define S(lit)                                        \
	{                                             \
		.ptr = (lit), .len = sizeof(lit) - 1, \
	}

static inline void check_verdict(const struct gamut_verifier *verifier,
                                 const struct verdict_case *row)
{
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_str want = row->answer;
	struct gamut_verdict got;
	void *state;

	ck_assert_msg(!verifier->open(&state, row->rule, NULL, &err), "%s",
	              err.msg);
	got = verifier->verify(state, row->answer, &arena);
	ck_assert_msg(got.reason == row->reason, "'%.*s': %s, not %s",
	              GAMUT_STR_ARG(row->answer), gamut_reason_name(got.reason),
	              gamut_reason_name(row->reason));
	if (row->canonical)
		want = gamut_str_of(row->canonical);
	else if (!gamut_verdict_is_valid(got))
		want = GAMUT_STR_EMPTY;
	ck_assert_msg(gamut_str_eq(got.canonical, want), "'%.*s': '%.*s'",
	              GAMUT_STR_ARG(row->answer), GAMUT_STR_ARG(got.canonical));
	verifier->close(state);
	gamut_arena_clear(&arena);
}

/* A verdict, with a canonical form exactly where it is valid, on anything. */
static inline void check_hostile(const struct gamut_verifier *verifier,
                                 const void *rule)
{
	static const char fills[] = { '1', '0', 'a',  ' ',   '\n',
		                      '.', ':', '\0', '\xff' };
	static const struct gamut_str shorts[] = {
		S(""),
		S("\0"),
		S("\xff"),
		S("1\0"),
		S("\xc3"),
		S("\xed\xa0\x80"),
		S("\xf0\x9f\x98\x80"),
		S("-"),
		S("\n"),
	};
	size_t size = 1000000;
	char *text = malloc(size);
	struct gamut_arena arena = { 0 };
	void *state;

	ck_assert_int_eq(verifier->open(&state, rule, NULL, NULL), GAMUT_OK);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fills) + GAMUT_ARRAY_LEN(shorts);
	     i++) {
		struct gamut_str answer = { text, size };
		struct gamut_verdict got;

		if (i < GAMUT_ARRAY_LEN(fills))
			memset(text, fills[i], size);
		else
			answer = shorts[i - GAMUT_ARRAY_LEN(fills)];
		got = verifier->verify(state, answer, &arena);
		ck_assert(got.reason != GAMUT_REASON_UNSET);
		ck_assert(gamut_verdict_is_valid(got) ==
		          (got.canonical.len > 0));
		ck_assert(gamut_text_is_utf8(got.canonical));
		gamut_arena_clear(&arena);
	}
	verifier->close(state);
	free(text);
}

/* Each member is valid, and none has the canonical form of the one before. */
static inline void check_members(const struct gamut_verifier *verifier,
                                 const void *rule, uint64_t count)
{
	struct gamut_arena arena = { 0 };
	char last[64] = "";
	void *state;

	ck_assert_int_eq(verifier->open(&state, rule, NULL, NULL), GAMUT_OK);
	ck_assert_uint_eq(verifier->member_count(state), count);
	for (uint64_t i = 0; i < count; i++) {
		struct gamut_str text = verifier->member(state, i, &arena);
		struct gamut_verdict got = verifier->verify(state, text,
		                                            &arena);

		ck_assert_msg(gamut_verdict_is_valid(got), "%.*s: %s",
		              GAMUT_STR_ARG(text),
		              gamut_reason_name(got.reason));
		ck_assert(!gamut_str_eq(got.canonical, gamut_str_of(last)));
		snprintf(last, sizeof(last), "%.*s",
		         GAMUT_STR_ARG(got.canonical));
		gamut_arena_reset(&arena);
	}
	verifier->close(state);
	gamut_arena_clear(&arena);
}

#endif

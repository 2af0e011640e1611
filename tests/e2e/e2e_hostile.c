/* What must not get in: terminal controls of strangers, and floods. */
#include "tests/support/unit.h"

#include <string.h>
#include <sys/resource.h>

#include "tests/support/endpoint.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* -------------------------------------------------------------- terminals */

/* The first character of `text` that acts on a terminal, or NULL. */
static const char *find_control(const char *text)
{
	for (const char *at = text; *at; at++) {
		const unsigned char *c = (const unsigned char *)at;
		bool is_c1 = c[0] == 0xc2 && c[1] < 0xa0;
		/* U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 */
		bool is_bidi =
			c[0] == 0xe2 &&
			((c[1] == 0x80 && ((c[2] >= 0x8e && c[2] <= 0x8f) ||
		                           (c[2] >= 0xaa && c[2] <= 0xae))) ||
		         (c[1] == 0x81 && c[2] >= 0xa6 && c[2] <= 0xa9));

		if ((c[0] < 0x20 && c[0] != '\n') || c[0] == 0x7f || is_c1 ||
		    is_bidi)
			return at;
	}
	return NULL;
}

static void check_harmless(struct gamut_output got)
{
	const char *out = find_control(got.out);
	const char *err = find_control(got.err);

	ck_assert_msg(!out, "byte %d of: %s", out ? (int)(out - got.out) : 0,
	              got.out);
	ck_assert_msg(!err, "byte %d of: %s", err ? (int)(err - got.err) : 0,
	              got.err);
}

static const enum gamut_server_mode hostile[] = {
	GAMUT_SERVER_ERROR_ESCAPES,
	GAMUT_SERVER_NOT_JSON,
	GAMUT_SERVER_GARBAGE,
	GAMUT_SERVER_GZIP_BOMB,
};

START_TEST(no_control_in_an_error_reaches_the_terminal)
{
	const struct gamut_server_options told = { .mode = hostile[_i] };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got = gamut_endpoint_run(&arena, server,
	                                             "-n 5 --max-attempts 1");

	ck_assert_msg(got.code == 3, "%s", got.err);
	check_harmless(got);
	gamut_server_stop(server);
}
END_TEST

START_TEST(no_control_in_an_answer_reaches_the_terminal)
{
	static const char *const formats[] = { "table", "json", "csv",
		                               "markdown" };
	const struct gamut_server_options told = {
		.mode = GAMUT_SERVER_ESCAPES,
	};
	struct gamut_server *server = gamut_server_start(&told);
	const char *format = formats[_i];
	struct gamut_output got = gamut_endpoint_run(
		&arena, server,
		gamut_arena_strf(&arena, "-n 5 --format %s", format).ptr);

	ck_assert_msg(got.code == 0, "%s", got.err);
	check_harmless(got);
	check_harmless(gamut_program(
		&arena,
		gamut_arena_strf(&arena, "report r --format %s", format).ptr));
	if (_i == 0) {
		check_harmless(gamut_program(&arena, "score r --samples"));
		ck_assert_ptr_null(find_control(
			gamut_program_file(&arena, "r/samples.jsonl")));
	}
	gamut_server_stop(server);
}
END_TEST

/* ----------------------------------------------------------------- memory */

#ifndef GAMUT_SANITIZED

static const struct {
	enum gamut_server_mode mode;
	int code;
	long max_mb; /* a run that nothing disturbs takes 14 */
} floods[] = {
	{ GAMUT_SERVER_HUGE, 3, 56 }, /* 32 of them are taken */
	/* 20; that it is a whole completion is seen without a tree. */
	{ GAMUT_SERVER_JSON_BOMB, 0, 56 },
	{ GAMUT_SERVER_GZIP_BOMB, 3, 20 },
	{ GAMUT_SERVER_BIG_HEADER, 3, 20 },
	{ GAMUT_SERVER_DEEP, 3, 20 },
};

START_TEST(memory_is_bounded)
{
	const struct gamut_server_options told = { .mode = floods[_i].mode,
		                                   .every = 2,
		                                   .stop_after = 1 };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got = gamut_endpoint_run(
		&arena, server, "-n 2 --max-attempts 1 --concurrency 1");
	struct rusage usage;

	ck_assert_msg(got.code == floods[_i].code, "%d: %s", got.code, got.err);
	ck_assert_int_eq(getrusage(RUSAGE_CHILDREN, &usage), 0);
	ck_assert_int_le(usage.ru_maxrss / 1024, floods[_i].max_mb);
	/* What nobody asked for need not be unpacked. */
	ck_assert_ptr_null(gamut_server_header(server, 0, "Accept-Encoding"));
	gamut_server_stop(server);
}
END_TEST

/* Not so often as requests are under way: they share a pool of 64 MiB. */
START_TEST(memory_is_bounded_for_all_together)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_HUGE,
		                                   .every = 3,
		                                   .stop_after = 12 };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got = gamut_endpoint_run(
		&arena, server, "-n 12 --concurrency 16");
	struct rusage usage;

	ck_assert_msg(got.code == 0 || got.code == 3, "%d: %s", got.code,
	              got.err);
	ck_assert_int_eq(getrusage(RUSAGE_CHILDREN, &usage), 0);
	ck_assert_int_le(usage.ru_maxrss / 1024, 128);
	gamut_server_stop(server);
}
END_TEST

#endif

Suite *unit_suite(void)
{
	Suite *suite = suite_create("hostile");
	TCase *tc = tcase_create("hostile");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(tc, no_control_in_an_error_reaches_the_terminal, 0,
	                    (int)GAMUT_ARRAY_LEN(hostile));
	tcase_add_loop_test(tc, no_control_in_an_answer_reaches_the_terminal, 0,
	                    4);
#ifndef GAMUT_SANITIZED
	tcase_add_loop_test(tc, memory_is_bounded, 0,
	                    (int)GAMUT_ARRAY_LEN(floods));
	tcase_add_test(tc, memory_is_bounded_for_all_together);
#endif
	suite_add_tcase(suite, tc);
	return suite;
}

#include "tests/support/unit.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "runner/store/foreign.h"
#include "tests/support/temp.h"

static struct gamut_foreign *foreign;
static struct gamut_sample sample;
static struct gamut_err err;
static bool has_more;

static void set_up(void)
{
	foreign = NULL;
	err = (struct gamut_err){ 0 };
	gamut_temp_make();
}

static void tear_down(void)
{
	gamut_foreign_close(foreign);
	gamut_temp_remove();
}

static void open_text(struct gamut_str text, bool skips_bad_lines)
{
	const char *path = gamut_temp_path("f");

	ck_assert(!gamut_file_replace(path, text, &err));
	ck_assert(!gamut_foreign_open(&foreign, path, skips_bad_lines, &err));
}

static enum gamut_status next(void)
{
	return gamut_foreign_next(foreign, &sample, &has_more, &err);
}

static void expect(const char *task, const char *text, uint32_t index)
{
	ck_assert_msg(!next(), "%s", err.msg);
	ck_assert(has_more);
	ck_assert(gamut_str_eq(sample.task, gamut_str_of(task)));
	ck_assert(gamut_str_eq(sample.text, gamut_str_of(text)));
	ck_assert_uint_eq(sample.index, index);
}

static void expect_end(void)
{
	ck_assert(!next());
	ck_assert(!has_more);
}

START_TEST(lines_are_read_in_order)
{
	open_text(GAMUT_STR("\xef\xbb\xbf{\"task\":\"a\",\"text\":\"1\"}\r\n"
	                    "\n \t\r\n"
	                    "{\"text\":\"\",\"id\":[{}],\"task\":\"b\"}\n"
	                    "{\"task\":\"c\",\"text\":\"\\u0000\xff\"}"),
	          false);
	expect("a", "1", 0);
	ck_assert_int_eq(sample.seed, GAMUT_UNKNOWN);
	ck_assert_uint_eq(sample.setting.len, 0);
	expect("b", "", 3);
	expect("c", "\xef\xbf\xbd\xef\xbf\xbd", 4);
	expect_end();
	expect_end();
}
END_TEST

START_TEST(optional_members_are_read)
{
	open_text(GAMUT_STR("{\"task\":\"a\",\"text\":\"1\",\"setting\":\"s\","
	                    "\"model\":\"m\",\"finish_reason\":\"stop\"}\n"
	                    "{\"task\":\"a\",\"text\":\"1\",\"setting\":null,"
	                    "\"model\":null,\"finish_reason\":null}\n"),
	          false);
	expect("a", "1", 0);
	ck_assert(gamut_str_eq(sample.setting, GAMUT_STR("s")));
	ck_assert(gamut_str_eq(sample.model, GAMUT_STR("m")));
	ck_assert(gamut_str_eq(sample.finish_reason, GAMUT_STR("stop")));
	expect("a", "1", 1);
	ck_assert_uint_eq(sample.setting.len, 0);
	ck_assert_uint_eq(sample.model.len, 0);
	ck_assert_uint_eq(sample.finish_reason.len, 0);
}
END_TEST

/* Of two equal keys the first counts, however the line is read. */
START_TEST(ways_of_writing_a_line_are_equal)
{
	open_text(
		GAMUT_STR(
			"{\"task\":\"a\",\"text\":\"\\n\\\"1\",\"model\":\"m\"}\n"
			"{\"model\":\"m\",\"x\":[{\"text\":0}],"
			"\"text\":\"\\n\\\"1\",\"task\":\"a\"}\n"
			"{\"\\u0061\":0,\"task\":\"a\","
			"\"text\":\"\\n\\\"1\",\"model\":\"m\"}\n"
			"{\"task\":\"a\",\"text\":\"\\n\\u00221\","
			"\"model\":\"m\"}\n"
			"{\"task\":\"a\",\"text\":\"\\n\\\"1\",\"model\":\"m\","
			"\"text\":\"2\",\"model\":\"n\"}\n"),
		false);
	for (uint32_t i = 0; i < 5; i++) {
		expect("a", "\n\"1", i);
		ck_assert(gamut_str_eq(sample.model, GAMUT_STR("m")));
		ck_assert_uint_eq(sample.finish_reason.len, 0);
	}
	expect_end();
}
END_TEST

static const char *const bad[][2] = {
	{ "{\"task\":\"a\"}", "\"text\" is missing" },
	{ "{\"task\":\"a\",\"text\":null}", "\"text\" is null, not a string" },
	{ "{\"task\":\"a\",\"text\":7}", "\"text\" is not a string" },
	{ "{\"Task\":\"a\",\"text\":\"\"}", "\"task\" is missing" },
	{ "{\"task\":\"a\",\"text\":\"\",\"model\":7}",
	  "\"model\" is not a string" },
	{ "[\"a\"]", "not a JSON object" },
	{ "null", "not a JSON object" },
	{ "a", "not JSON from byte 0 on" },
	{ "{\"task\":\"a\",\"text\":\"\"} x",
	  "not JSON: more text at byte 22" },
};

START_TEST(malformed_lines_are_named)
{
	struct gamut_buf text = { 0 };
	char message[2048];

	gamut_buf_addf(&text, "{\"task\":\"a\",\"text\":\"1\"}\n%s\n",
	               bad[_i][0]);
	open_text(gamut_buf_view(&text), false);
	expect("a", "1", 0);
	ck_assert_int_eq(next(), GAMUT_EPARSE);
	snprintf(message, sizeof(message), "%s/f:2: %s", gamut_temp_folder(),
	         bad[_i][1]);
	ck_assert_str_eq(err.msg, message);
	gamut_buf_release(&text);
}
END_TEST

START_TEST(malformed_lines_can_be_skipped)
{
	struct gamut_buf text = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(bad); i++)
		gamut_buf_addf(&text, "%s\n", bad[i][0]);
	gamut_buf_addf(&text, "{\"task\":\"a\",\"text\":\"1\"}");
	open_text(gamut_buf_view(&text), true);
	expect("a", "1", (uint32_t)GAMUT_ARRAY_LEN(bad));
	expect_end();
	ck_assert_uint_eq(gamut_foreign_skipped(foreign), GAMUT_ARRAY_LEN(bad));
	gamut_buf_release(&text);
}
END_TEST

/* Lines that end just before, at and behind the edges of what is read at once.
 */
START_TEST(lines_may_be_of_any_length)
{
	static const size_t chunk = (size_t)64 * 1024;
	struct gamut_buf text = { 0 };
	const size_t empty = strlen("{\"task\":\"a\",\"text\":\"\"}");

	for (size_t len = chunk - 2; len <= chunk + 2; len++) {
		gamut_buf_addf(&text, "{\"task\":\"a\",\"text\":\"");
		for (size_t i = empty; i < len; i++)
			gamut_buf_add_char(&text, (char)('a' + i % 26));
		gamut_buf_addf(&text, "\"}\n");
	}
	open_text(gamut_buf_view(&text), false);
	for (size_t len = chunk - 2; len <= chunk + 2; len++) {
		ck_assert_msg(!next(), "%s", err.msg);
		ck_assert_uint_eq(sample.text.len, len - empty);
		for (size_t i = 0; i < sample.text.len; i++)
			ck_assert_int_eq(sample.text.ptr[i],
			                 (char)('a' + (i + empty) % 26));
	}
	expect_end();
	gamut_buf_release(&text);
}
END_TEST

START_TEST(endless_lines_are_passed_over)
{
	const char *path = gamut_temp_path("f");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	ck_assert_int_eq(ftruncate(fd, (off_t)70 * 1024 * 1024), 0);
	ck_assert_int_gt(lseek(fd, 0, SEEK_END), 0);
	ck_assert(!gamut_file_write_all(
		fd, GAMUT_STR("\n{\"task\":\"a\",\"text\":\"1\"}"), &err));
	close(fd);
	ck_assert(!gamut_foreign_open(&foreign, path, true, &err));
	expect("a", "1", 1);
	expect_end();
	ck_assert_uint_eq(gamut_foreign_skipped(foreign), 1);
}
END_TEST

START_TEST(standard_input_is_read)
{
	int fd = open(gamut_temp_write("in", "x"), O_RDONLY | O_CLOEXEC);

	ck_assert_int_ge(dup2(fd, STDIN_FILENO), 0);
	close(fd);
	ck_assert(!gamut_foreign_open(&foreign, "-", false, &err));
	ck_assert_int_eq(next(), GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, "<stdin>:1: not JSON from byte 0 on");
}
END_TEST

START_TEST(files_that_cannot_be_read_are_errors)
{
	ck_assert_int_eq(gamut_foreign_open(&foreign, gamut_temp_path("none"),
	                                    true, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert(
		!gamut_foreign_open(&foreign, gamut_temp_folder(), true, &err));
	ck_assert_int_eq(next(), GAMUT_EIO);
	ck_assert_int_eq(gamut_foreign_next(foreign, &sample, &has_more, NULL),
	                 GAMUT_EIO);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("foreign");
	TCase *tc = tcase_create("foreign");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, lines_are_read_in_order);
	tcase_add_test(tc, optional_members_are_read);
	tcase_add_test(tc, ways_of_writing_a_line_are_equal);
	tcase_add_loop_test(tc, malformed_lines_are_named, 0,
	                    (int)GAMUT_ARRAY_LEN(bad));
	tcase_add_test(tc, malformed_lines_can_be_skipped);
	tcase_add_test(tc, lines_may_be_of_any_length);
	tcase_add_test(tc, endless_lines_are_passed_over);
	tcase_add_test(tc, standard_input_is_read);
	tcase_add_test(tc, files_that_cannot_be_read_are_errors);
	suite_add_tcase(suite, tc);
	return suite;
}

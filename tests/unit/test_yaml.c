#include "tests/support/unit.h"

#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/yaml.h"
#include "tests/support/temp.h"

static enum gamut_status parse(struct gamut_yaml **doc, const char *text,
                               struct gamut_err *err)
{
	return gamut_yaml_parse(doc, "x.yaml", gamut_str_of(text), err);
}

/* Does `text` read, as `json`? */
static void check_json(const char *text, const char *json)
{
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_yaml *doc;

	ck_assert_msg(parse(&doc, text, &err) == GAMUT_OK, "%s", err.msg);
	ck_assert_str_eq(gamut_yaml_json(gamut_yaml_root(doc), &arena).ptr,
	                 json);
	gamut_yaml_free(doc);
	gamut_arena_clear(&arena);
}

static void check_refused(const char *text, const char *says)
{
	struct gamut_err err = { 0 };
	struct gamut_yaml *doc;

	ck_assert_int_eq(parse(&doc, text, &err), GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, says) == err.msg, "'%s' is not '%s'",
	              err.msg, says);
}

START_TEST(nodes_know_what_they_are)
{
	struct gamut_yaml *doc;
	const struct gamut_yaml_node *root;
	const struct gamut_yaml_node *list;

	ck_assert_int_eq(parse(&doc, "a: [x, 'y z']\nb: {}\nc:\n", NULL),
	                 GAMUT_OK);
	root = gamut_yaml_root(doc);
	ck_assert_int_eq(gamut_yaml_kind(root), GAMUT_YAML_MAP);
	ck_assert_uint_eq(gamut_yaml_count(root), 3);
	ck_assert_str_eq(gamut_yaml_key(root, 1).ptr, "b");
	list = gamut_yaml_find(root, "a");
	ck_assert_ptr_eq(list, gamut_yaml_value(root, 0));
	ck_assert_int_eq(gamut_yaml_kind(list), GAMUT_YAML_LIST);
	ck_assert_uint_eq(gamut_yaml_count(list), 2);
	ck_assert_str_eq(gamut_yaml_text(gamut_yaml_item(list, 1)).ptr, "y z");
	ck_assert_ptr_null(gamut_yaml_find(root, "d"));
	ck_assert_ptr_null(gamut_yaml_find(list, "x"));
	ck_assert(gamut_yaml_is_null(gamut_yaml_find(root, "c")));
	ck_assert(!gamut_yaml_is_null(gamut_yaml_find(root, "b")));
	gamut_yaml_free(doc);
}
END_TEST

static const struct json {
	const char *text;
	const char *json;
} json[] = {
	{ "[true, False, yes, on, 'true']",
	  "[true,false,\"yes\",\"on\",\"true\"]" },
	{ "- \n- ~\n- Null\n- ''\n- nil", "[null,null,null,\"\",\"nil\"]" },
	{ "[0, -0, +12, 007, 0o17, 0x1F, 123456789012345678901234567890]",
	  "[0,-0,12,7,15,31,123456789012345678901234567890]" },
	{ "[0o18, 0x, 1_000, 1:30, -, +, 0b1, -0x1]",
	  "[\"0o18\",\"0x\",\"1_000\",\"1:30\",\"-\",\"+\",\"0b1\","
	  "\"-0x1\"]" },
	{ "[.5, -.5, 5., 1e3, 1.50E-2, 00.5, 5.e2, +.1]",
	  "[0.5,-0.5,5.0,1e3,1.50E-2,0.5,5.0e2,0.1]" },
	{ "[., .e1, 1e, 1e+, 1.2.3, 2024-01-01]",
	  "[\".\",\".e1\",\"1e\",\"1e+\",\"1.2.3\",\"2024-01-01\"]" },
	{ "[!!str 5, !!int 5, !!float 5, ! 5, !!null ~, !!bool 'true']",
	  "[\"5\",5,5,\"5\",null,true]" },
	{ "!!map {a: !!seq [\"b\\0\\\"\"]}", "{\"a\":[\"b\\u0000\\\"\"]}" },
	{ "a: &x {b: [1]}\nc: *x\nd: &x 2\ne: *x",
	  "{\"a\":{\"b\":[1]},\"c\":{\"b\":[1]},\"d\":2,\"e\":2}" },
	{ "a: |\n  x\n  y\nb: >-\n  x\n  y",
	  "{\"a\":\"x\\ny\\n\",\"b\":\"x y\"}" },
	{ "\xef\xbb\xbf%YAML 1.2\n---\na: 1\nb: 2 # three\n...\n",
	  "{\"a\":1,\"b\":2}" },
	{ "5: x\ntrue: y", "{\"5\":\"x\",\"true\":\"y\"}" },
};

START_TEST(scalars_have_core_types)
{
	check_json(json[_i].text, json[_i].json);
}
END_TEST

static const struct bad {
	const char *text;
	const char *says;
} bad[] = {
	{ "", "x.yaml:1:1: nothing stands in it" },
	{ "# only this\n", "x.yaml:1:1: nothing stands in it" },
	{ "a: 1\nb: [1,\n", "x.yaml:3:1: " },
	{ "a: 1\n b: 2\n", "x.yaml:2:3: mapping values are not allowed" },
	{ "a:\n\t- b", "x.yaml:2:1: found character that cannot start" },
	{ "a: 1\nb: 2\na: 3", "x.yaml:3:1: the key 'a' is given twice" },
	{ "a: 1\n'a': 3", "x.yaml:2:1: the key 'a' is given twice" },
	{ "{[a]: 1}", "x.yaml:1:2: a key must be plain text" },
	{ "a: &x {b: 1}\nc:\n  <<: *x",
	  "x.yaml:3:3: the merge key '<<' is not understood" },
	{ "a: 1\n---\nb: 2", "x.yaml:2:1: a second document begins here" },
	{ "a: !secret x", "x.yaml:1:4: the tag '!secret' is not understood" },
	{ "a: !!binary x", "x.yaml:1:4: the tag 'tag:yaml.org,2002:binary'" },
	{ "a: !!int x", "x.yaml:1:4: the tag 'tag:yaml.org,2002:int'" },
	{ "!!seq {}", "x.yaml:1:1: the tag 'tag:yaml.org,2002:seq'" },
	{ "a: *x", "x.yaml:1:4: no anchor '&x' stands before" },
	{ "a: &x [b, *x]", "x.yaml:1:11: an alias within what it stands for" },
	{ "a: .inf", "x.yaml:1:4: '.inf' is no number" },
	{ "a: '.nan'\nb: -.INF", "x.yaml:2:4: '-.INF' is no number" },
	{ "a: \xc3\xa9\xff", "x.yaml:1:5: not UTF-8" },
	{ "\xff\xfe"
	  "a",
	  "x.yaml:1:1: not UTF-8" },
	{ "a: 1\nb: \x01", "x.yaml:2:4: control characters are not allowed" },
	{ "a: \"\\ud800\"", "x.yaml:1:7: found invalid Unicode" },
};

START_TEST(what_is_wrong_is_placed)
{
	check_refused(bad[_i].text, bad[_i].says);
}
END_TEST

/* `count` times `text` added to `out`. */
static void add_times(struct gamut_buf *out, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_buf_add(out, gamut_str_of(text));
}

START_TEST(depth_is_bounded)
{
	struct gamut_buf text = { 0 };

	add_times(&text, "[", 64);
	add_times(&text, "]", 64);
	check_json(gamut_buf_cstr(&text), gamut_buf_cstr(&text));
	gamut_buf_clear(&text);
	add_times(&text, "[", 65);
	check_refused(gamut_buf_cstr(&text),
	              "x.yaml:1:65: more than 64 levels");
	gamut_buf_clear(&text);
	add_times(&text, "[", 100000);
	check_refused(gamut_buf_cstr(&text),
	              "x.yaml:1:65: more than 64 levels");
	/* 40 levels, and 40 more where an alias stands for them. */
	gamut_buf_clear(&text);
	gamut_buf_addf(&text, "- &x ");
	add_times(&text, "[", 40);
	add_times(&text, "]", 40);
	gamut_buf_addf(&text, "\n- ");
	add_times(&text, "[", 40);
	gamut_buf_addf(&text, "*x");
	add_times(&text, "]", 40);
	check_refused(gamut_buf_cstr(&text),
	              "x.yaml:2:43: more than 64 levels");
	gamut_buf_release(&text);
}
END_TEST

START_TEST(aliases_cannot_grow_without_end)
{
	struct gamut_buf text = { 0 };

	gamut_buf_addf(&text, "- &a0 [lol]\n");
	for (int i = 1; i <= 30; i++) {
		gamut_buf_addf(&text, "- &a%d [", i);
		for (int k = 0; k < 10; k++)
			gamut_buf_addf(&text, "*a%d,", i - 1);
		gamut_buf_addf(&text, "]\n");
	}
	check_refused(gamut_buf_cstr(&text), "x.yaml:7:");
	gamut_buf_clear(&text);
	gamut_buf_addf(&text, "- &a ");
	add_times(&text, "x", 100000);
	for (int i = 0; i < 100; i++)
		gamut_buf_addf(&text, "\n- *a");
	check_refused(gamut_buf_cstr(&text), "x.yaml:42:3: more than 4 MiB");
	gamut_buf_release(&text);
}
END_TEST

/* Else a large file could keep the program for minutes. */
START_TEST(many_keys_are_read_fast)
{
	struct gamut_buf text = { 0 };
	struct gamut_yaml *doc;

	for (int i = 0; i < 100000; i++)
		gamut_buf_addf(&text, "%d:\n", i);
	ck_assert_int_eq(parse(&doc, gamut_buf_cstr(&text), NULL), GAMUT_OK);
	ck_assert_uint_eq(gamut_yaml_count(gamut_yaml_root(doc)), 100000);
	gamut_yaml_free(doc);
	gamut_buf_release(&text);
}
END_TEST

START_TEST(unknown_keys_are_refused_with_the_nearest)
{
	static const char *const known[] = { "model", "temperature" };
	struct gamut_err err = { 0 };
	struct gamut_yaml *doc;

	ck_assert_int_eq(parse(&doc, "model: x\n\ntemprature: 1", NULL),
	                 GAMUT_OK);
	ck_assert_int_eq(
		gamut_yaml_check_keys(gamut_yaml_root(doc), known, 2, &err),
		GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, "x.yaml:3:1: unknown key 'temprature', did "
	                          "you mean 'temperature'?");
	ck_assert_int_eq(
		gamut_yaml_check_keys(gamut_yaml_value(gamut_yaml_root(doc), 0),
	                              known, 2, &err),
		GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, "x.yaml:1:8: a mapping ('key: value') is "
	                          "wanted");
	gamut_yaml_free(doc);
}
END_TEST

START_TEST(errors_take_a_place)
{
	struct gamut_err err = { 0 };
	struct gamut_yaml *doc;
	const struct gamut_yaml_node *node;

	ck_assert_int_eq(parse(&doc, "é: [ü, x]", NULL), GAMUT_OK);
	node = gamut_yaml_item(gamut_yaml_value(gamut_yaml_root(doc), 0), 1);
	ck_assert_int_eq(gamut_yaml_error(node, &err, "%s!", "no"),
	                 GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, "x.yaml:1:8: no!");
	gamut_error_set(&err, GAMUT_EINVAL, "hm");
	ck_assert_int_eq(gamut_yaml_error_at(node, &err), GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, "x.yaml:1:8: hm");
	ck_assert_int_eq(err.status, GAMUT_EPARSE);
	gamut_yaml_free(doc);
}
END_TEST

START_TEST(only_regular_files_are_read)
{
	const char *path = gamut_temp_write("a.yaml", "a: 1\n");
	const char *pipe = gamut_temp_path("pipe");
	struct gamut_err err = { 0 };
	struct gamut_yaml *doc;

	ck_assert_msg(gamut_yaml_read(&doc, path, &err) == GAMUT_OK, "%s",
	              err.msg);
	gamut_yaml_free(doc);
	ck_assert_int_eq(mkfifo(pipe, 0600), 0);
	ck_assert_int_eq(gamut_yaml_read(&doc, pipe, &err), GAMUT_EINVAL);
	ck_assert_int_eq(gamut_yaml_read(&doc, gamut_temp_folder(), &err),
	                 GAMUT_EINVAL);
	ck_assert_int_eq(gamut_yaml_read(&doc, gamut_temp_path("b"), &err),
	                 GAMUT_ENOTFOUND);
}
END_TEST

START_TEST(large_files_are_not_read)
{
	struct gamut_buf text = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_yaml *doc;

	add_times(&text, "#", GAMUT_YAML_FILE_MAX + 1);
	ck_assert_int_eq(
		gamut_yaml_read(&doc,
	                        gamut_temp_write("a", gamut_buf_cstr(&text)),
	                        &err),
		GAMUT_EINVAL);
	ck_assert(strstr(err.msg, "has more than 1048576 bytes") != NULL);
	gamut_buf_release(&text);
}
END_TEST

START_TEST(numbers_are_read)
{
	static const struct {
		const char *text;
		double want; /* or 99, as it was, for what is no number */
	} rows[] = {
		{ "-1.5e1", -15 }, { "0x10", 16 },  { "+.5", 0.5 },
		{ "'1'", 99 },     { "1e999", 99 }, { "x", 99 },
		{ "[1]", 99 },     { "true", 99 },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		struct gamut_yaml *doc;
		double number = 99;
		bool is_number;

		ck_assert_int_eq(parse(&doc, rows[i].text, NULL), GAMUT_OK);
		is_number = gamut_yaml_get_double(gamut_yaml_root(doc),
		                                  &number);
		ck_assert_int_eq(is_number, rows[i].want != 99);
		ck_assert_double_eq(number, rows[i].want);
		gamut_yaml_free(doc);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("yaml");
	TCase *tc = tcase_create("yaml");

	tcase_add_checked_fixture(tc, gamut_temp_make, gamut_temp_remove);
	tcase_add_test(tc, nodes_know_what_they_are);
	tcase_add_loop_test(tc, scalars_have_core_types, 0,
	                    (int)GAMUT_ARRAY_LEN(json));
	tcase_add_loop_test(tc, what_is_wrong_is_placed, 0,
	                    (int)GAMUT_ARRAY_LEN(bad));
	tcase_add_test(tc, depth_is_bounded);
	tcase_add_test(tc, aliases_cannot_grow_without_end);
	tcase_add_test(tc, many_keys_are_read_fast);
	tcase_add_test(tc, unknown_keys_are_refused_with_the_nearest);
	tcase_add_test(tc, numbers_are_read);
	tcase_add_test(tc, errors_take_a_place);
	tcase_add_test(tc, only_regular_files_are_read);
	tcase_add_test(tc, large_files_are_not_read);
	suite_add_tcase(suite, tc);
	return suite;
}

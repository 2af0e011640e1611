#include "tests/support/unit.h"

#include <string.h>

#include "runner/cli/commands.h"
#include "runner/cli/complete.h"
#include "runner/cli/manual.h"

/* What manual pages and completions are made of: the tables of all commands. */

static const char *const choices[] = { "format", "settings", "template",
	                               "family", "preset",   "suite" };

static bool is_choice(const char *name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(choices); i++)
		if (strcmp(choices[i], name) == 0)
			return true;
	return false;
}

/* Each value is a word of the help, so that the two cannot differ. */
START_TEST(values_are_those_of_the_help)
{
	const struct gamut_command *command = gamut_command_at((size_t)_i);
	const struct gamut_option *option;

	for (option = command->options; option->name; option++) {
		struct gamut_str rest;
		struct gamut_str word;

		if (!option->values) {
			ck_assert_msg(!is_choice(option->name), "%s --%s",
			              command->name, option->name);
			continue;
		}
		rest = gamut_str_of(option->values);
		while (gamut_str_take_field(&rest, ' ', &word)) {
			struct gamut_str help = gamut_str_of(option->help);

			ck_assert_msg(gamut_str_find(help, word) < help.len &&
			                      word.len > 0,
			              "%s --%s: '%.*s'", command->name,
			              option->name, GAMUT_STR_ARG(word));
		}
	}
}
END_TEST

static void expect_value(const char *name, const char *argument,
                         const char *help, struct gamut_wanted want)
{
	const struct gamut_option option = {
		.name = name,
		.kind = GAMUT_OPTION_TEXT,
		.argument = argument,
		.help = help,
		.values = want.words.len ? want.words.ptr : NULL,
	};
	struct gamut_arena arena = { 0 };
	struct gamut_wanted got = gamut_wanted_value(&option, &arena);

	ck_assert(gamut_str_eq(got.words, want.words));
	ck_assert_int_eq(got.is_list, want.is_list);
	ck_assert_int_eq(got.is_file, want.is_file);
	ck_assert_int_eq(got.is_folder, want.is_folder);
	gamut_arena_clear(&arena);
}

START_TEST(what_can_follow_an_option)
{
	expect_value("samples", "N", "how many",
	             (struct gamut_wanted){ .words = GAMUT_STR("") });
	expect_value("out", "DIR", "where",
	             (struct gamut_wanted){ .is_folder = true });
	expect_value("map", "FILE", "which",
	             (struct gamut_wanted){ .is_file = true });
	expect_value("which", "NAME,...", "a and b",
	             (struct gamut_wanted){ .words = GAMUT_STR("a b"),
	                                    .is_list = true });
	expect_value("which", "NAME", "a, b or a file",
	             (struct gamut_wanted){ .words = GAMUT_STR("a b"),
	                                    .is_file = true });
}
END_TEST

static const char *page_of(struct gamut_buf *out, const char *details,
                           const char *help)
{
	static struct gamut_option table[2];
	const struct gamut_command command = {
		.name = "try",
		.synopsis = "[options]",
		.summary = "try it",
		.details = details,
		.options = table,
	};

	table[0] = (struct gamut_option){
		.name = "top-k",
		.letter = 'k',
		.kind = GAMUT_OPTION_COUNT,
		.argument = "N",
		.help = help,
		.section = "How",
	};
	gamut_manual_write(out, &command);
	return gamut_buf_cstr(out);
}

/* No line of a table may become a request to roff, nor vanish in an escape. */
START_TEST(pages_show_texts_as_they_are)
{
	struct gamut_buf out = { 0 };
	const char *page = page_of(&out,
	                           ".so /etc/passwd\n'quoted'\n\nnext\n\n"
	                           "  {\"a\":1}\nend\n",
	                           "a\\b, `c`");

	ck_assert(strstr(page, "\n\\&.so /etc/passwd\n") != NULL);
	ck_assert(strstr(page, "\n\\(aqquoted\\(aq\n.PP\nnext\n") != NULL);
	ck_assert(strstr(page, "\n.nf\n  {\"a\":1}\n.fi\nend\n") != NULL);
	ck_assert(strstr(page, "\na\\eb, \\(gac\\(ga\n") != NULL);
	ck_assert(strstr(page, ".SS How\n.TP\n\\fB\\-k\\fR, "
	                       "\\fB\\-\\-top\\-k\\fR \\fIN\\fR\n") != NULL);
	gamut_buf_release(&out);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("manual");
	TCase *tc = tcase_create("manual");

	tcase_add_loop_test(tc, values_are_those_of_the_help, 0,
	                    (int)gamut_command_count());
	tcase_add_test(tc, what_can_follow_an_option);
	tcase_add_test(tc, pages_show_texts_as_they_are);
	suite_add_tcase(suite, tc);
	return suite;
}

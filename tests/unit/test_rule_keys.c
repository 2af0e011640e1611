#include "tests/support/unit.h"

#include <string.h>

#include "tasks/catalog/kind.h"
#include "verifiers/chess.h"
#include "verifiers/expression.h"
#include "verifiers/formula.h"
#include "verifiers/hex_color.h"
#include "verifiers/roman.h"
#include "verifiers/uuid.h"

/* A check as a task file has it, read. */
struct read {
	struct gamut_yaml *doc;
	struct gamut_arena arena;
	struct gamut_buf definition;
	struct gamut_check check;
	struct gamut_err err;
	enum gamut_status status;
};

static struct read read_check(const char *yaml)
{
	struct read read = { .doc = NULL };
	struct gamut_kind_context context = { .folder = "." };

	ck_assert_int_eq(gamut_yaml_parse(&read.doc, "check.yaml",
	                                  gamut_str_of(yaml), &read.err),
	                 GAMUT_OK);
	context.arena = &read.arena;
	context.definition = &read.definition;
	read.status = gamut_kind_read(&read.check, gamut_yaml_root(read.doc),
	                              &context, &read.err);
	return read;
}

static void release(struct read *read)
{
	gamut_yaml_free(read->doc);
	gamut_arena_clear(&read->arena);
	gamut_buf_release(&read->definition);
}

/* Read, and open it with its rule: what is valid is valid all the way. */
static struct read read_and_open(const char *yaml)
{
	struct read read = read_check(yaml);
	void *state = NULL;

	ck_assert_msg(read.status == GAMUT_OK, "%s", read.err.msg);
	ck_assert_int_eq(read.check.verifier->open(&state, read.check.rule,
	                                           NULL, &read.err),
	                 GAMUT_OK);
	read.check.verifier->close(state);
	return read;
}

/* clang-format off */
static const struct refused {
	const char *yaml;
	const char *message; /* part of it */
} refused[] = {
	{ "chess: {fen: nonsense}", "'fen' is not a position of chess" },
	{ "chess: {min_plies: 3, max_plies: 2}", "'min_plies' is above" },
	{ "chess: {max_plies: 1001}", "from 1 to 1000" },
	{ "chess: {plies: 3}", "plies" },
	{ "fen: {x: 1}", "takes no value" },
	{ "expression", "needs a value" },
	{ "expression: {numbers: [1, 2]}", "needs 'value'" },
	{ "expression: {value: 24, numbers: []}", "'numbers' is a list" },
	{ "expression: {value: 24, numbers: 4}", "'numbers' is a list" },
	{ "expression: {value: 24, numbers: [4, -1]}", "whole and not" },
	{ "expression: {value: 24, numbers: [4, 1.5]}", "whole and not" },
	{ "expression: {value: 1, min_operators: 3, max_operators: 2}", "is above" },
	{ "formula: {balanced: maybe}", "true or false" },
	{ "uuid: {version: 9}", "from 0 to 8" },
	{ "roman: {min: 9, max: 3}", "'min' is above 'max'" },
	{ "roman: {max: 4000}", "from 1 to 3999" },
	{ "hex-color: {alpha: 1}", "true or false" },
};
/* clang-format on */

START_TEST(refuses)
{
	struct read read = read_check(refused[_i].yaml);

	ck_assert_int_eq(read.status, GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(read.err.msg, "check.yaml:1:"));
	ck_assert_msg(strstr(read.err.msg, refused[_i].message), "%s",
	              read.err.msg);
	release(&read);
}
END_TEST

START_TEST(reads_chess)
{
	struct read read = read_and_open(
		"chess: {fen: '4k3/8/8/8/8/8/8/4K3 b - - 0 1', min_plies: 3}");
	const struct gamut_chess_rule *rule = read.check.rule;

	ck_assert_str_eq(rule->fen, "4k3/8/8/8/8/8/8/4K3 b - - 0 1");
	ck_assert_uint_eq(rule->min_plies, 3);
	ck_assert(!read.check.verifier->member);
	ck_assert(!read.check.lists_all);
	release(&read);

	read = read_and_open("chess: {min_plies: 2, max_plies: 2}");
	ck_assert(read.check.verifier->member);
	ck_assert(read.check.lists_all);
	release(&read);

	read = read_and_open("chess");
	ck_assert(read.check.verifier->member);
	ck_assert(!read.check.lists_all);
	release(&read);
}
END_TEST

START_TEST(reads_expressions)
{
	struct read read = read_and_open(
		"expression: {value: 24, numbers: [4, 7, 8, 8], signs: true}");
	const struct gamut_expression_rule *rule = read.check.rule;

	ck_assert_str_eq(rule->value, "24");
	ck_assert_uint_eq(rule->number_count, 4);
	ck_assert_uint_eq(rule->numbers[1], 7);
	ck_assert_uint_eq(rule->min_operators, 1);
	ck_assert(rule->allows_signs);
	release(&read);
}
END_TEST

START_TEST(reads_the_others)
{
	struct read read = read_and_open("formula: {balanced: false}");
	const struct gamut_formula_rule *formula = read.check.rule;

	ck_assert(formula->skips_balance);
	ck_assert(!read.check.lists_all);
	release(&read);

	read = read_and_open("formula: {balanced: true, ions: true}");
	formula = read.check.rule;
	ck_assert(!formula->skips_balance && formula->allows_ions);
	release(&read);

	read = read_and_open("uuid: {version: 7}");
	ck_assert_uint_eq(
		((const struct gamut_uuid_rule *)read.check.rule)->version, 7);
	release(&read);

	read = read_and_open("roman: {max: 12, any_case: true}");
	ck_assert(read.check.lists_all);
	ck_assert_uint_eq(read.check.strings, 24);
	release(&read);

	read = read_and_open("hex-color");
	ck_assert(read.check.lists_all);
	release(&read);
	read = read_and_open("hex-color: {alpha: true}");
	ck_assert(!read.check.lists_all);
	release(&read);

	read = read_and_open("fen");
	ck_assert_ptr_eq(read.check.verifier, &gamut_verifier_fen);
	release(&read);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("rule_keys");
	TCase *tc = tcase_create("read");

	tcase_add_loop_test(tc, refuses, 0, (int)GAMUT_ARRAY_LEN(refused));
	tcase_add_test(tc, reads_chess);
	tcase_add_test(tc, reads_expressions);
	tcase_add_test(tc, reads_the_others);
	suite_add_tcase(suite, tc);
	return suite;
}

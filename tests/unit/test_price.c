#include "tests/support/unit.h"

#include <string.h>

#include "runner/plan/price.h"
#include "tests/support/temp.h"

static enum gamut_status read_prices(struct gamut_prices **prices,
                                     const char *text, struct gamut_err *err)
{
	return gamut_prices_read(prices, gamut_temp_write("p.yaml", text), err);
}

static const char list[] = "currency: EUR\n"
			   "models:\n"
			   "  'org/*': {input: 1, output: 2}\n"
			   "  'org/m?': {input: 3, output: 4}\n"
			   "  org/m1: {input: 0.25, output: 0}\n"
			   "  'odd[1]': {input: 5, output: 6}\n";

static const struct row {
	const char *model;
	double input; /* per million; below 0: the list has no price */
} rows[] = {
	{ "org/m1", 0.25 }, { "org/m2", 1 },  { "org/a/b", 1 }, { "odd[1]", 5 },
	{ "odd1", 5 },      { "Org/m1", -1 }, { "other", -1 },  { "", -1 },
};

START_TEST(names_go_before_patterns)
{
	const struct row *row = &rows[_i];
	struct gamut_price price = { .input = -1e-6 };
	struct gamut_prices *prices;
	struct gamut_err err = { 0 };

	ck_assert_msg(read_prices(&prices, list, &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_str_eq(gamut_prices_currency(prices), "EUR");
	ck_assert_int_eq(gamut_prices_find(prices, row->model, &price),
	                 row->input >= 0);
	ck_assert_double_eq_tol(price.input * 1e6, row->input, 1e-9);
	gamut_prices_free(prices);
}
END_TEST

START_TEST(dollars_unless_told)
{
	struct gamut_prices *prices;

	ck_assert_int_eq(read_prices(&prices,
	                             "models: {m: {input: 1, output: 2}}",
	                             NULL),
	                 GAMUT_OK);
	ck_assert_str_eq(gamut_prices_currency(prices), "USD");
	gamut_prices_free(prices);
}
END_TEST

static const struct bad {
	const char *text;
	const char *says;
} bad[] = {
	{ "currency: USD", ":1:1: 'models' is missing" },
	{ "models: {}", ":1:9: 'models' must be" },
	{ "models: [m]", ":1:9: 'models' must be" },
	{ "models:\n  m: 3", ":2:6: a mapping" },
	{ "models:\n  m: {input: 3}", ":2:6: the price of output is missing" },
	{ "models:\n  m: {input: 3, ouput: 1}",
	  ":2:17: unknown key 'ouput', did you mean 'output'?" },
	{ "models:\n  m: {input: -1, output: 1}", ":2:14: a price is" },
	{ "models:\n  m: {input: $1, output: 1}", ":2:14: a price is" },
	{ "models:\n  m: {input: '1', output: 1}", ":2:14: a price is" },
	{ "models:\n  '': {input: 1, output: 1}", ":2:3: this cannot be" },
	{ "models:\n  \"a\\0b\": {input: 1, output: 1}", ":2:3: this cannot" },
	{ "model: {}", ":1:1: unknown key 'model', did you mean 'models'?" },
	{ "currency: US$\nmodels: {}", ":1:11: a currency is" },
	{ "currency: [USD]\nmodels: {}", ":1:11: a currency is" },
	{ "currency:\nmodels: {}", ": a currency is" },
	{ "- m", ":1:1: a mapping" },
};

START_TEST(what_is_wrong_is_placed)
{
	struct gamut_prices *prices;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(read_prices(&prices, bad[_i].text, &err),
	                 GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, bad[_i].says) != NULL, "%s", err.msg);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("price");
	TCase *tc = tcase_create("price");

	tcase_add_checked_fixture(tc, gamut_temp_make, gamut_temp_remove);
	tcase_add_loop_test(tc, names_go_before_patterns, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, dollars_unless_told);
	tcase_add_loop_test(tc, what_is_wrong_is_placed, 0,
	                    (int)GAMUT_ARRAY_LEN(bad));
	suite_add_tcase(suite, tc);
	return suite;
}

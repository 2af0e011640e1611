#include "tests/support/unit.h"

#include <pthread.h>

#include "tests/support/kind.h"

/* Tables are read by column. */
/* clang-format off */
#define SCHEMA "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, " \
	"age INT); CREATE TABLE orders(id INT, user_id INT, total REAL);"
#define ONLY "sql: '" SCHEMA "'"
#define ANY "sql: {schema: '" SCHEMA "', statement: any}"

static const struct gamut_verdict_row rows[] = {
	{ ONLY, S("SELECT 1"), GAMUT_REASON_VALID, NULL },
	{ ONLY, S("SELECT name FROM users;"), GAMUT_REASON_VALID,
	  "SELECT name FROM users" },
	{ ONLY, S("  SELECT\n  name\tFROM users -- all\n ; /* end */ "),
	  GAMUT_REASON_VALID, "SELECT name FROM users" },
	{ ONLY, S("SELECT 'a  b;--' FROM/**/users"), GAMUT_REASON_VALID,
	  "SELECT 'a  b;--' FROM users" },
	{ ONLY, S("SELECT \"name\", [age], `id` FROM users"),
	  GAMUT_REASON_VALID, NULL },
	{ ONLY, S("VALUES (1), (2)"), GAMUT_REASON_VALID, NULL },
	{ ONLY, S("WITH t AS (SELECT 1 AS x) SELECT x FROM t"),
	  GAMUT_REASON_VALID, NULL },
	{ ONLY, S("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n"
	  " LIMIT 9) SELECT i FROM n"), GAMUT_REASON_VALID, NULL },
	{ ONLY, S("SELECT u.name, sum(o.total) FROM users u JOIN orders o ON "
	  "o.user_id = u.id GROUP BY u.id HAVING count(*) > 1 ORDER BY 2 DESC"),
	  GAMUT_REASON_VALID, NULL },
	{ ONLY, S("SELECT name FROM sqlite_master"), GAMUT_REASON_VALID, NULL },
	{ ONLY, S("SELECT rank() OVER (ORDER BY age) FROM users"),
	  GAMUT_REASON_VALID, NULL },
	{ ONLY, S("SELEC 1"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT nam FROM users"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT \"nam\" FROM users"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT 1 FROM nowhere"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT nofunction(1)"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT 'open"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT (1"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT 1 garbage more"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S(";"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("-- nothing"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("  "), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT 1\0"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ONLY, S("SELECT 1; SELECT 2"), GAMUT_REASON_EXTRA_TEXT, NULL },
	{ ONLY, S("SELECT 1;;"), GAMUT_REASON_EXTRA_TEXT, NULL },
	{ ONLY, S("SELECT 1; hello"), GAMUT_REASON_EXTRA_TEXT, NULL },
	{ ONLY, S("DELETE FROM users"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("INSERT INTO users VALUES (1, 'a', 2)"),
	  GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("WITH t AS (SELECT 1) DELETE FROM users"),
	  GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("DROP TABLE users"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("PRAGMA user_version"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("ATTACH 'x' AS y"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("EXPLAIN SELECT 1"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("EXPLAIN QUERY PLAN SELECT 1"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("VACUUM"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("BEGIN"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("SELECT load_extension('x')"), GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S("SELECT * FROM pragma_table_info('users')"),
	  GAMUT_REASON_EXCLUDED, NULL },
	{ ONLY, S(""), GAMUT_REASON_EMPTY, NULL },
	{ ONLY, S("SELECT '\xff'"), GAMUT_REASON_NOT_UTF8, NULL },
	{ "sql", S("SELECT 1"), GAMUT_REASON_VALID, NULL },
	{ "sql", S("SELECT * FROM users"), GAMUT_REASON_BAD_SYNTAX, NULL },
	{ ANY, S("DELETE FROM users WHERE id = 1;"), GAMUT_REASON_VALID,
	  "DELETE FROM users WHERE id = 1" },
	{ ANY, S("CREATE TABLE t(a)"), GAMUT_REASON_VALID, NULL },
	{ ANY, S("DROP TABLE users"), GAMUT_REASON_VALID, NULL },
	{ ANY, S("SELECT * FROM users"), GAMUT_REASON_VALID, NULL },
	{ ANY, S("PRAGMA user_version = 3"), GAMUT_REASON_EXCLUDED, NULL },
	{ ANY, S("ATTACH 'x' AS y"), GAMUT_REASON_EXCLUDED, NULL },
	{ ANY, S("DETACH y"), GAMUT_REASON_EXCLUDED, NULL },
	{ ANY, S("CREATE VIRTUAL TABLE t USING fts5(a)"),
	  GAMUT_REASON_EXCLUDED, NULL },
	{ ANY, S("DELETE FROM nowhere"), GAMUT_REASON_BAD_SYNTAX, NULL },
};

static const struct {
	const char *check;
	const char *message;
} bads[] = {
	{ "sql: ''", "t.yaml:1:6: this text is empty" },
	{ "sql: {schem: x}",
	  "t.yaml:1:7: unknown key 'schem', did you mean 'schema'?" },
	{ "sql: {statement: selects}", "t.yaml:1:18: 'statement' is one of "
	  "select, any, did you mean 'select'?" },
	{ "sql: |\n  CREATE TABLE a(b);\n  CREATE TABEL c(d);\n",
	  "t.yaml:1:1: schema, line 2: near \"TABEL\": syntax error" },
	{ "sql: |\n  CREATE TABLE a(b);\n\n  CREATE TABLE a(c);\n",
	  "t.yaml:1:1: schema, line 3: table a already exists" },
	{ "sql: \"ATTACH 'x' AS y\"",
	  "t.yaml:1:1: schema, line 1: not authorized" },
	{ "sql: CREATE TABLE t AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
	  "SELECT i+1 FROM n) SELECT sum(i) FROM n",
	  "t.yaml:1:1: schema, line 1: interrupted" },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_test_kind_try(&rows[_i], ".");
}
END_TEST

START_TEST(faults_have_a_place)
{
	gamut_test_kind_expect(bads[_i].check, ".", bads[_i].message);
}
END_TEST

static void add_steps(struct gamut_buf *sql, bool is_quoted)
{
	gamut_buf_addf(sql, "WITH t0 AS (SELECT 1)");
	for (int i = 1; i < 30; i++)
		if (is_quoted)
			gamut_buf_addf(sql,
			               ",\"t%d\"(x) AS NOT MATERIALIZED "
			               "(SELECT 1 FROM [T%d], 't%d')",
			               i, i - 1, i - 1);
		else
			gamut_buf_addf(sql, ",t%d AS (SELECT * FROM t%d, t%d)",
			               i, i - 1, i - 1);
	gamut_buf_addf(sql, " SELECT 1 FROM t29");
}

/* Each step doubles what SQLite copies, in whatever quotes. */
START_TEST(what_grows_without_end_is_refused)
{
	struct gamut_test_kind kind = { 0 };

	ck_assert_int_eq(gamut_test_kind_read(&kind, ONLY, "."), GAMUT_OK);
	for (int is_quoted = 0; is_quoted <= 1; is_quoted++) {
		struct gamut_buf sql = { 0 };
		struct gamut_verdict got;

		add_steps(&sql, is_quoted);
		got = gamut_test_kind_verify(&kind, gamut_buf_view(&sql));
		ck_assert_int_eq(got.reason, GAMUT_REASON_TOO_LONG);
		gamut_buf_release(&sql);
	}
	gamut_test_kind_clear(&kind);
}
END_TEST

/* Each becomes a subquery of the one before it. */
START_TEST(window_functions_are_few)
{
	struct gamut_test_kind kind = { 0 };
	struct gamut_buf sql = { 0 };

	ck_assert_int_eq(gamut_test_kind_read(&kind, ONLY, "."), GAMUT_OK);
	gamut_buf_addf(&sql, "SELECT 1");
	for (int i = 0; i < 20; i++)
		gamut_buf_addf(&sql, ", rank() OVER (ORDER BY age + %d)", i);
	gamut_buf_addf(&sql, " FROM users");
	ck_assert_int_eq(
		gamut_test_kind_verify(&kind, gamut_buf_view(&sql)).reason,
		GAMUT_REASON_VALID);
	gamut_buf_addf(&sql, " ORDER BY rank() OVER ()");
	ck_assert_int_eq(
		gamut_test_kind_verify(&kind, gamut_buf_view(&sql)).reason,
		GAMUT_REASON_TOO_LONG);
	gamut_buf_release(&sql);
	gamut_test_kind_clear(&kind);
}
END_TEST

static void *ask_often(void *user)
{
	const struct gamut_test_kind *kind = user;
	struct gamut_arena arena = { 0 };
	size_t wrong = 0;

	for (int i = 0; i < 200; i++) {
		struct gamut_str answer =
			i % 2 ? GAMUT_STR("SELECT name FROM users") :
				GAMUT_STR("DROP TABLE users");
		struct gamut_verdict got = kind->check.verifier->verify(
			kind->state, answer, &arena);

		wrong += gamut_verdict_is_valid(got) != (i % 2 == 1);
		gamut_arena_reset(&arena);
	}
	gamut_arena_clear(&arena);
	return wrong ? user : NULL;
}

START_TEST(threads_share_a_database)
{
	struct gamut_test_kind kind = { 0 };
	pthread_t threads[3];

	ck_assert_int_eq(gamut_test_kind_read(&kind, ONLY, "."), GAMUT_OK);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(threads); i++)
		ck_assert_int_eq(
			pthread_create(&threads[i], NULL, ask_often, &kind), 0);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(threads); i++) {
		void *wrong;

		ck_assert_int_eq(pthread_join(threads[i], &wrong), 0);
		ck_assert_ptr_null(wrong);
	}
	gamut_test_kind_clear(&kind);
}
END_TEST

START_TEST(hostile_answers_get_a_verdict)
{
	gamut_test_kind_hostile(ANY, ".");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kind_sql");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, faults_have_a_place, 0,
	                    (int)GAMUT_ARRAY_LEN(bads));
	tcase_add_test(tc, what_grows_without_end_is_refused);
	tcase_add_test(tc, window_functions_are_few);
	tcase_add_test(tc, threads_share_a_database);
	tcase_add_test(tc, hostile_answers_get_a_verdict);
	suite_add_tcase(suite, tc);
	return suite;
}

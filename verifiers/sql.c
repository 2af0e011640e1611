#include "verifiers/sql.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/text.h"
#include "verifiers/sql_text.h"

/* Nothing that is run may take more steps: a few tenths of a second. */
#define SCHEMA_STEPS 10000000

/* Questions about rights that one statement may raise: one a column it reads.
 */
#define QUESTIONS_MAX 5000

/* Copies of common table expressions, which grow exponentially in the text. */
#define COPIES_MAX 200

/* Window functions: each becomes a subquery of the one before it. */
#define WINDOWS_MAX 20

/* What SQLite may make of one statement: all that bounds the time it takes. */
static const struct {
	int id;
	int value;
} limits[] = {
	{ SQLITE_LIMIT_LENGTH, 1000000 },
	{ SQLITE_LIMIT_SQL_LENGTH, GAMUT_SQL_SCHEMA_MAX },
	{ SQLITE_LIMIT_COLUMN, 200 },
	{ SQLITE_LIMIT_EXPR_DEPTH, 40 },
	{ SQLITE_LIMIT_COMPOUND_SELECT, 20 },
	{ SQLITE_LIMIT_VDBE_OP, 20000 },
	{ SQLITE_LIMIT_FUNCTION_ARG, 30 },
	{ SQLITE_LIMIT_ATTACHED, 0 },
	{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 },
	{ SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
	{ SQLITE_LIMIT_TRIGGER_DEPTH, 5 },
	{ SQLITE_LIMIT_WORKER_THREADS, 0 },
};

struct database {
	sqlite3 *db;
	pthread_mutex_t lock;
	bool may_write;
	/* Of the statement that is being prepared. */
	bool is_excluded;
	unsigned questions;
};

static bool is_reading(int action)
{
	return action == SQLITE_SELECT || action == SQLITE_READ ||
	       action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE;
}

static bool is_harmful(int action)
{
	return action == SQLITE_ATTACH || action == SQLITE_DETACH ||
	       action == SQLITE_PRAGMA || action == SQLITE_CREATE_VTABLE ||
	       action == SQLITE_DROP_VTABLE;
}

/* May a statement do this? SQLite asks while it prepares it. */
static int authorize(void *user, int action, const char *first,
                     const char *second, const char *schema,
                     const char *trigger)
{
	static const char *const functions[] = { "load_extension",
		                                 "fts3_tokenizer" };
	struct database *database = user;
	bool is_allowed = database->may_write ? !is_harmful(action) :
	                                        is_reading(action);

	(void)first;
	(void)schema;
	(void)trigger;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(functions); i++)
		if (action == SQLITE_FUNCTION && second &&
		    sqlite3_stricmp(second, functions[i]) == 0)
			is_allowed = false;
	if (!is_allowed)
		database->is_excluded = true;
	return is_allowed && ++database->questions < QUESTIONS_MAX ?
	               SQLITE_OK :
	               SQLITE_DENY;
}

/* ----------------------------------------------------------------- verdicts */

/* What SQLite says of `sql`; `*tail` becomes what stands behind it. */
static enum gamut_reason prepare(struct database *database, const char *sql,
                                 const char **tail)
{
	enum gamut_reason reason = GAMUT_REASON_VALID;
	sqlite3_stmt *statement = NULL;
	int code;

	database->is_excluded = false;
	database->questions = 0;
	code = sqlite3_prepare_v2(database->db, sql, -1, &statement, tail);
	if (database->is_excluded || (statement && !database->may_write &&
	                              (!sqlite3_stmt_readonly(statement) ||
	                               sqlite3_stmt_isexplain(statement))))
		reason = GAMUT_REASON_EXCLUDED;
	else if (database->questions >= QUESTIONS_MAX ||
	         code == SQLITE_TOOBIG || code == SQLITE_NOMEM)
		reason = GAMUT_REASON_TOO_LONG;
	else if (code != SQLITE_OK || !statement)
		reason = GAMUT_REASON_BAD_SYNTAX;
	sqlite3_finalize(statement);
	return reason;
}

/* Statements that only read and are no SELECT nonetheless: VACUUM, ... */
static bool begins_as_select(struct gamut_str sql)
{
	static const char *const words[] = { "select", "with", "values" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++) {
		size_t len = strlen(words[i]);

		if (sql.len > len &&
		    sqlite3_strnicmp(sql.ptr, words[i], (int)len) == 0)
			return true;
	}
	return false;
}

static enum gamut_reason judge(struct database *database, const char *sql,
                               struct gamut_str form)
{
	const char *tail = "";
	enum gamut_reason reason;

	pthread_mutex_lock(&database->lock);
	reason = prepare(database, sql, &tail);
	pthread_mutex_unlock(&database->lock);
	if (reason != GAMUT_REASON_VALID)
		return reason;
	if (!gamut_sql_is_blank(gamut_str_of(tail)))
		return GAMUT_REASON_EXTRA_TEXT;
	return database->may_write || begins_as_select(form) ?
	               GAMUT_REASON_VALID :
	               GAMUT_REASON_EXCLUDED;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	/* What changes in it is behind the lock. */
	struct database *database = *(struct database *const *)state;
	enum gamut_reason reason;
	struct gamut_str form;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_SQL_ANSWER_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	form = gamut_sql_canonical(answer, arena);
	if (memchr(answer.ptr, '\0', answer.len) || form.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_BAD_SYNTAX);
	if (gamut_sql_copies(answer, COPIES_MAX, arena) >= COPIES_MAX ||
	    gamut_sql_count(answer, "over", arena) > WINDOWS_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	reason = judge(database, gamut_arena_copy(arena, answer).ptr, form);
	return reason == GAMUT_REASON_VALID ? gamut_verdict_accept(form) :
	                                      gamut_verdict_reject(reason);
}

/* ------------------------------------------------------------------ opening */

static int stop(void *user)
{
	(void)user;
	return 1;
}

static size_t line_of(const char *text, const char *at)
{
	size_t line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

static enum gamut_status blame(struct database *database, const char *schema,
                               const char *at, struct gamut_err *err)
{
	struct gamut_buf shown = { 0 };
	int offset = sqlite3_error_offset(database->db);
	size_t line;

	at += offset > 0 ? offset : (int)strspn(at, " \t\r\n");
	line = line_of(schema, at);
	gamut_text_show(&shown, gamut_str_of(sqlite3_errmsg(database->db)),
	                200);
	gamut_error_set(err, GAMUT_EPARSE, "schema, line %zu: %s", line,
	                gamut_buf_cstr(&shown));
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

static enum gamut_status run_schema(struct database *database,
                                    const char *schema, struct gamut_err *err)
{
	const char *rest = schema;

	if (strlen(schema) > GAMUT_SQL_SCHEMA_MAX)
		return gamut_error(err, GAMUT_EPARSE,
		                   "schema: more than %d bytes",
		                   GAMUT_SQL_SCHEMA_MAX);
	sqlite3_progress_handler(database->db, SCHEMA_STEPS, stop, NULL);
	while (*rest != '\0') {
		sqlite3_stmt *statement = NULL;
		const char *tail = rest;
		int code;

		database->questions = 0;
		code = sqlite3_prepare_v2(database->db, rest, -1, &statement,
		                          &tail);
		while (statement && (code == SQLITE_OK || code == SQLITE_ROW))
			code = sqlite3_step(statement);
		sqlite3_finalize(statement);
		if (code != SQLITE_OK && code != SQLITE_DONE)
			return blame(database, schema, rest, err);
		rest = tail;
	}
	return GAMUT_OK;
}

static void configure(struct database *database)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(limits); i++)
		(void)sqlite3_limit(database->db, limits[i].id,
		                    limits[i].value);
	(void)sqlite3_db_config(database->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	(void)sqlite3_db_config(database->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	(void)sqlite3_set_authorizer(database->db, authorize, database);
}

static void free_database(struct database *database)
{
	(void)sqlite3_close(database->db);
	pthread_mutex_destroy(&database->lock);
	free(database);
}

static void close_rule(void *state)
{
	struct database **database = state;

	free_database(*database);
	free(database);
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_sql_rule *wanted = rule;
	struct database *database = gamut_alloc(sizeof(*database));
	struct database **opened;
	enum gamut_status status = GAMUT_OK;

	(void)lexicon;
	pthread_mutex_init(&database->lock, NULL);
	database->may_write = true;
	if (sqlite3_open_v2(":memory:", &database->db,
	                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
	                            SQLITE_OPEN_MEMORY,
	                    NULL) != SQLITE_OK) {
		free_database(database);
		return gamut_error(err, GAMUT_EIO,
		                   "SQLite cannot open a database in memory");
	}
	configure(database);
	if (wanted->schema)
		status = run_schema(database, wanted->schema, err);
	if (status) {
		free_database(database);
		return status;
	}
	database->may_write = wanted->statement == GAMUT_SQL_ANY;
	opened = gamut_alloc(sizeof(struct database *));
	*opened = database;
	*state = opened;
	return GAMUT_OK;
}

const struct gamut_verifier gamut_verifier_sql = {
	.name = "sql",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.close = close_rule,
};

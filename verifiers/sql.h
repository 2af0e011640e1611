#ifndef GAMUT_VERIFIERS_SQL_H
#define GAMUT_VERIFIERS_SQL_H

#include "verifiers/verifier.h"

enum gamut_sql_statement {
	/* SELECT, with WITH before it or not, and VALUES: what only reads. */
	GAMUT_SQL_SELECT,
	/* Any, but for ATTACH, PRAGMA, virtual tables and the like. */
	GAMUT_SQL_ANY,
};

/*
 * Is the answer one statement of SQL that SQLite understands?
 *
 * It is prepared against an empty database in memory with the tables of
 * `schema`, and never run. One semicolon may end it. Text in double quotes is a
 * name and never a string, so that a misspelt column is no string.
 *
 * BAD_SYNTAX: SQLite cannot prepare it: it does not parse, or names what is not
 * there. EXCLUDED: a statement of another kind. EXTRA_TEXT: more than one.
 * TOO_LONG: over GAMUT_SQL_ANSWER_MAX bytes, or too much work to prepare.
 *
 * The canonical form is the statement without comments and semicolon, with one
 * space for white space outside of quotes. No members.
 *
 * Threads wait for each other: there is one database.
 */
struct gamut_sql_rule {
	const char *schema; /* CREATE statements; NULL: none */
	enum gamut_sql_statement statement;
};

#define GAMUT_SQL_ANSWER_MAX 4096

/* The most bytes of a schema. */
#define GAMUT_SQL_SCHEMA_MAX 65536

extern const struct gamut_verifier gamut_verifier_sql;

#endif

/* sql: a statement of SQL that SQLite understands. */
#include "tasks/catalog/kind.h"
#include "verifiers/sql.h"

static const char *const statements[] = { "select", "any", NULL };

static const struct gamut_kind_key keys[] = {
	{ .name = "schema",
	  .type = GAMUT_KIND_TEXT,
	  .offset = offsetof(struct gamut_sql_rule, schema),
	  .help = "CREATE statements of the tables that may be named; none by "
	          "default" },
	{ .name = "statement",
	  .type = GAMUT_KIND_CHOICE,
	  .offset = offsetof(struct gamut_sql_rule, statement),
	  .choices = statements,
	  .help = "select, the default: what only reads; any: others too" },
	{ 0 },
};

const struct gamut_kind gamut_kind_sql = {
	.name = "sql",
	.help = "one statement of SQL that SQLite can prepare; it is not run",
	.verifier = &gamut_verifier_sql,
	.rule_size = sizeof(struct gamut_sql_rule),
	.keys = keys,
	.main = "schema",
	.is_optional = true,
	.finish = gamut_kind_finish_opened,
};

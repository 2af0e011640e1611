#include "tests/support/fuzz.h"

#include "verifiers/sql.h"

#define SCHEMA                                                    \
	"CREATE TABLE a(id INTEGER PRIMARY KEY, b TEXT, c REAL);" \
	"CREATE TABLE d(a_id INT, e UNIQUE);"
static const struct gamut_sql_rule reading = { .schema = SCHEMA };
static const struct gamut_sql_rule any = {
	.schema = SCHEMA,
	.statement = GAMUT_SQL_ANY,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_sql, &reading, data, size);
	gamut_fuzz_verifier(&gamut_verifier_sql, &any, data, size);
	return 0;
}

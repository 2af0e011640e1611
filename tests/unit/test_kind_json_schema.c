#include "tests/support/unit.h"

#include <time.h>

#include "tests/support/kind.h"

/* Tables are read by column. */
/* clang-format off */
#define SCHEMA(text) "json-schema: " text
#define ANY SCHEMA("true")
#define PERSON SCHEMA("{type: object, properties: {name: {type: string, " \
	"minLength: 1}, age: {type: integer, minimum: 0}}, required: [name], " \
	"additionalProperties: false}")
#define TREE SCHEMA("{$ref: '#/$defs/node', $defs: {node: {type: object, " \
	"properties: {kids: {type: array, items: {$ref: '#/$defs/node'}}}, " \
	"additionalProperties: false}}}")
#define OK GAMUT_REASON_VALID
#define NO GAMUT_REASON_BAD_SCHEMA
#define BAD GAMUT_REASON_NOT_JSON

static const struct gamut_verdict_row rows[] = {
	{ ANY, S("{\"b\" : 1.0, \"a\":[ 1e2, -0, 0.50 ,null,true]}"), OK,
	  "{\"a\":[100,0,0.5,null,true],\"b\":1}" },
	{ ANY, S("\"\\u00e9\\/\""), OK, "\"\303\251/\"" },
	{ ANY, S("9007199254740992"), OK, NULL },
	{ ANY, S(" 1\n"), OK, "1" },
	{ ANY, S(""), GAMUT_REASON_EMPTY, NULL },
	{ ANY, S("\"\xff\""), GAMUT_REASON_NOT_UTF8, NULL },
	{ ANY, S("1\0"), BAD, NULL },
	{ ANY, S("{"), BAD, NULL },
	{ ANY, S("[1,]"), BAD, NULL },
	{ ANY, S("{\"a\":1,}"), BAD, NULL },
	{ ANY, S("1 2"), BAD, NULL },
	{ ANY, S("01"), BAD, NULL },
	{ ANY, S("1."), BAD, NULL },
	{ ANY, S("-.5"), BAD, NULL },
	{ ANY, S("-"), BAD, NULL },
	{ ANY, S("+1"), BAD, NULL },
	{ ANY, S("1e"), BAD, NULL },
	{ ANY, S("1e999"), BAD, NULL },
	{ ANY, S("NaN"), BAD, NULL },
	{ ANY, S("'a'"), BAD, NULL },
	{ ANY, S("\"\\uzzzz\""), BAD, NULL },
	{ ANY, S("\"\\x41\""), BAD, NULL },
	{ ANY, S("\"a\nb\""), BAD, NULL },
	{ ANY, S("\xef\xbb\xbf" "1"), BAD, NULL },
	{ ANY, S("{\"a\":1,\"a\":1}"), BAD, NULL },
	{ ANY, S("[{\"a\":1,\"\\u0061\":2}]"), BAD, NULL },
	{ ANY, S("```json\n1\n```"), BAD, NULL },
	{ SCHEMA("false"), S("1"), NO, NULL },
	{ PERSON, S("{\"name\":\"Ann\",\"age\":3}"), OK,
	  "{\"age\":3,\"name\":\"Ann\"}" },
	{ PERSON, S("{\"name\":\"Ann\",\"age\":3.0}"), OK,
	  "{\"age\":3,\"name\":\"Ann\"}" },
	{ PERSON, S("{\"age\":3}"), NO, NULL },
	{ PERSON, S("{\"name\":\"\"}"), NO, NULL },
	{ PERSON, S("{\"name\":\"Ann\",\"age\":-1}"), NO, NULL },
	{ PERSON, S("{\"name\":\"Ann\",\"age\":1.5}"), NO, NULL },
	{ PERSON, S("{\"name\":\"Ann\",\"Age\":1}"), NO, NULL },
	{ PERSON, S("[]"), NO, NULL },
	{ SCHEMA("{type: [string, 'null']}"), S("null"), OK, NULL },
	{ SCHEMA("{type: [string, 'null']}"), S("0"), NO, NULL },
	{ SCHEMA("{type: number}"), S("1.5"), OK, NULL },
	{ SCHEMA("{type: integer}"), S("1e300"), OK, "1e+300" },
	{ SCHEMA("{enum: [1, a, [2, {x: 1.0}]]}"), S("[2,{\"x\":1}]"), OK,
	  NULL },
	{ SCHEMA("{enum: [1, a, true]}"), S("\"1\""), NO, NULL },
	{ SCHEMA("{const: false}"), S("0"), NO, NULL },
	{ SCHEMA("{const: 1, enum: [2]}"), S("1"), NO, NULL },
	{ SCHEMA("{minLength: 2, maxLength: 2}"), S("\"\\ud83d\\udca9\303\251\""),
	  OK, "\"\xf0\x9f\x92\xa9\303\251\"" },
	{ SCHEMA("{maxLength: 1}"), S("\"ab\""), NO, NULL },
	{ SCHEMA("{minLength: 5}"), S("12"), OK, NULL },
	{ SCHEMA("{pattern: 'a+$'}"), S("\"baa\""), OK, NULL },
	{ SCHEMA("{pattern: '^a+$'}"), S("\"aa\\n\""), NO, NULL },
	{ SCHEMA("{pattern: '^\\u0061$'}"), S("\"a\""), OK, NULL },
	{ SCHEMA("{minimum: 1, maximum: 2}"), S("2"), OK, NULL },
	{ SCHEMA("{exclusiveMaximum: 2}"), S("2"), NO, NULL },
	{ SCHEMA("{exclusiveMinimum: 2}"), S("2.5"), OK, NULL },
	{ SCHEMA("{multipleOf: 0.0001}"), S("0.0075"), OK, NULL },
	{ SCHEMA("{multipleOf: 0.0001}"), S("0.00751"), NO, NULL },
	{ SCHEMA("{multipleOf: 0.123456789}"), S("1e308"), NO, NULL },
	{ SCHEMA("{multipleOf: 1e-8}"), S("12391239123"), OK, NULL },
	{ SCHEMA("{multipleOf: 0.01}"), S("4.35"), OK, NULL },
	{ SCHEMA("{multipleOf: 0.1}"), S("1e300"), OK, "1e+300" },
	{ SCHEMA("{multipleOf: 1e-300}"), S("-1.5e300"), OK, "-1.5e+300" },
	{ SCHEMA("{multipleOf: 3}"), S("9007199254740991"), NO, NULL },
	{ SCHEMA("{multipleOf: 1.5}"), S("1e15"), NO, NULL },
	{ SCHEMA("{multipleOf: 1}"), S("1000000000000.3"), NO, NULL },
	{ SCHEMA("{multipleOf: 0.5}"), S("0"), OK, NULL },
	{ SCHEMA("{items: {type: integer}, minItems: 1, maxItems: 2}"),
	  S("[1,2]"), OK, NULL },
	{ SCHEMA("{items: {type: integer}, minItems: 1}"), S("[]"), NO, NULL },
	{ SCHEMA("{items: {type: integer}, maxItems: 2}"), S("[1,2,3]"), NO,
	  NULL },
	{ SCHEMA("{prefixItems: [{type: string}], items: false}"),
	  S("[\"a\"]"), OK, NULL },
	{ SCHEMA("{prefixItems: [{type: string}], items: false}"),
	  S("[\"a\",1]"), NO, NULL },
	{ SCHEMA("{prefixItems: [{type: string}]}"), S("[1]"), NO, NULL },
	{ SCHEMA("{uniqueItems: true}"),
	  S("[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0}]"), NO, NULL },
	{ SCHEMA("{uniqueItems: true}"), S("[0,false,\"0\",[0],null]"), OK,
	  NULL },
	{ SCHEMA("{minProperties: 1, maxProperties: 1}"), S("{\"a\":1}"), OK,
	  NULL },
	{ SCHEMA("{minProperties: 1}"), S("{}"), NO, NULL },
	{ SCHEMA("{additionalProperties: {type: string}}"), S("{\"a\":1}"), NO,
	  NULL },
	{ SCHEMA("{anyOf: [{type: string}, {minimum: 5}]}"), S("7"), OK, NULL },
	{ SCHEMA("{anyOf: [{type: string}, {minimum: 5}]}"), S("3"), NO, NULL },
	{ SCHEMA("{allOf: [{maximum: 5}, {minimum: 5}]}"), S("4"), NO, NULL },
	{ SCHEMA("{oneOf: [{multipleOf: 2}, {multipleOf: 3}]}"), S("4"), OK,
	  NULL },
	{ SCHEMA("{oneOf: [{multipleOf: 2}, {multipleOf: 3}]}"), S("6"), NO,
	  NULL },
	{ SCHEMA("{not: {type: integer}}"), S("1"), NO, NULL },
	{ SCHEMA("{not: {not: {type: integer}}}"), S("1"), OK, NULL },
	{ TREE, S("{\"kids\":[{},{\"kids\":[]}]}"), OK, NULL },
	{ TREE, S("{\"kids\":[{},{\"kid\":[]}]}"), NO, NULL },
	{ SCHEMA("{$defs: {a/b: {type: integer}}, items: {$ref: '#/$defs/a/b'}}"),
	  S("[\"x\"]"), NO, NULL },
	{ SCHEMA("{title: t, format: email, $comment: c, default: 1}"), S("1"),
	  OK, NULL },
	{ SCHEMA("{pattern: '^(a+)+$'}"),
	  S("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\""),
	  GAMUT_REASON_TOO_LONG, NULL },
};

static const struct {
	const char *check;
	const char *message;
} bads[] = {
	{ "json-schema",
	  "t.yaml:1:1: json-schema needs a value: json-schema: ..." },
	{ SCHEMA("[]"), "t.yaml:1:14: a schema is a mapping, true or false" },
	{ "json-schema:\n  properties:\n    a/b~c:\n      minimun: 1\n",
	  "t.yaml:4:7: 'minimun' is no keyword of the schemas that are known "
	  "here, did you mean 'minimum'?" },
	{ SCHEMA("{allOf: [true, {patternProperties: {}}]}"), NULL },
	{ SCHEMA("{type: text}"), "t.yaml:1:15: a type is null, boolean, "
	  "string, array, object, number or integer" },
	{ SCHEMA("{minItems: -1}"),
	  "t.yaml:1:15: a whole number, 0 or more, is wanted" },
	{ SCHEMA("{multipleOf: 0}"), "t.yaml:1:15: a number above 0 is wanted" },
	{ SCHEMA("{pattern: '('}"), "t.yaml:1:15: the pattern does not "
	  "compile: missing closing parenthesis, at offset 1" },
	{ SCHEMA("{required: [1]}"), "t.yaml:1:15: a list of names is wanted" },
	{ SCHEMA("{uniqueItems: 1}"), "t.yaml:1:15: true or false is wanted" },
	{ SCHEMA("{anyOf: []}"), "t.yaml:1:15: a list of schemas is wanted" },
	{ SCHEMA("{items: [true]}"),
	  "t.yaml:1:15: a schema is a mapping, true or false" },
	{ SCHEMA("{$ref: '#/$defs/x'}"), "t.yaml:1:15: '$ref' is '#' or "
	  "'#/$defs/NAME' of a schema that is there" },
	{ SCHEMA("{items: {$defs: {}}}"),
	  "t.yaml:1:23: '$defs' stands at the top of a schema" },
	{ SCHEMA("{$ref: '#'}"),
	  "t.yaml:1:14: the schema refers to itself without end" },
	{ SCHEMA("{$defs: {a: {anyOf: [{$ref: '#/$defs/a'}]}}, $ref: "
	  "'#/$defs/a'}"),
	  "t.yaml:1:14: the schema refers to itself without end" },
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

static void expect(const char *check, const struct gamut_buf *answer,
                   enum gamut_reason reason)
{
	struct gamut_test_kind kind = { 0 };

	ck_assert_int_eq(gamut_test_kind_read(&kind, check, "."), GAMUT_OK);
	ck_assert_str_eq(
		gamut_reason_name(
			gamut_test_kind_verify(&kind, gamut_buf_view(answer))
				.reason),
		gamut_reason_name(reason));
	gamut_test_kind_clear(&kind);
}

START_TEST(deep_and_wide_answers_have_an_end)
{
	struct gamut_buf answer = { 0 };

	for (int i = 0; i < 900; i++)
		gamut_buf_addf(&answer, "[");
	for (int i = 0; i < 900; i++)
		gamut_buf_addf(&answer, "]");
	expect(ANY, &answer, GAMUT_REASON_VALID);
	expect(SCHEMA("{items: {$ref: '#'}}"), &answer, GAMUT_REASON_TOO_LONG);
	expect(SCHEMA("{items: {$ref: '#'}, uniqueItems: true}"), &answer,
	       GAMUT_REASON_TOO_LONG);
	gamut_buf_clear(&answer);
	gamut_buf_addf(&answer, "[0");
	for (int i = 1; i < 10000; i++)
		gamut_buf_addf(&answer, ",%d", i);
	gamut_buf_addf(&answer, "]");
	expect(SCHEMA("{uniqueItems: true, items: {type: integer}}"), &answer,
	       GAMUT_REASON_VALID);
	gamut_buf_release(&answer);
}
END_TEST

/* Three looks at the whole of a long string, from each place: 9 s by steps. */
START_TEST(patterns_have_an_end)
{
	struct gamut_buf answer = { 0 };
	clock_t begin = clock();

	gamut_buf_add_char(&answer, '"');
	for (int i = 0; i < 65000; i++)
		gamut_buf_add_char(&answer, 'a');
	gamut_buf_add_char(&answer, '"');
	expect(SCHEMA("{not: {pattern: '(?>.*)b|(?>.*)c|(?>.*)d'}}"), &answer,
	       GAMUT_REASON_TOO_LONG);
	ck_assert_double_lt((double)(clock() - begin) / CLOCKS_PER_SEC, 1);
	expect(SCHEMA("{pattern: '^a+$'}"), &answer, GAMUT_REASON_VALID);
	gamut_buf_release(&answer);
}
END_TEST

START_TEST(hostile_answers_get_a_verdict)
{
	gamut_test_kind_hostile(PERSON, ".");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kind_json_schema");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, faults_have_a_place, 0,
	                    (int)GAMUT_ARRAY_LEN(bads));
	tcase_add_test(tc, deep_and_wide_answers_have_an_end);
	tcase_add_test(tc, patterns_have_an_end);
	tcase_add_test(tc, hostile_answers_get_a_verdict);
	suite_add_tcase(suite, tc);
	return suite;
}

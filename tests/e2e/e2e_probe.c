/* gamut probe against an endpoint whose answers follow from the seeds alone. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/program.h"
#include "tests/support/server.h"

#define KEY_TAIL "to-be-seen-anywhere"
#define KEY "sk/not/" KEY_TAIL

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static struct gamut_output probe(struct gamut_server *server, const char *rest)
{
	return gamut_program(
		&arena,
		gamut_arena_strf(&arena,
	                         "probe --endpoint http://127.0.0.1:%u/v1 "
	                         "--model m --seed 1%s",
	                         (unsigned)gamut_server_port(server), rest)
			.ptr);
}

static const char *text_of(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItem(object, key);

	ck_assert_msg(cJSON_IsString(item), "no text '%s'", key);
	return item->valuestring;
}

static const cJSON *check_of(const cJSON *root, const char *name)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, cJSON_GetObjectItem(root, "checks"))
	{
		if (strcmp(text_of(item, "name"), name) == 0)
			return item;
	}
	ck_abort_msg("no check '%s'", name);
}

static const struct finding {
	enum gamut_server_mode mode;
	uint32_t every;
	const char *options;
	const char *check;
	const char *result;
	const char *says;
	bool corrupts; /* a measurement; exit status 1 */
} findings[] = {
	{ GAMUT_SERVER_OK, 0, "", "n", "yes", "s, s + 1, s + 2", false },
	{ GAMUT_SERVER_OK, 0, "", "seed", "yes", "", false },
	{ GAMUT_SERVER_OK, 0, "", "temperature", "yes", "at 0 are the same",
	  false },
	{ GAMUT_SERVER_OK, 0, "", "independent", "yes", "all differ", false },
	{ GAMUT_SERVER_OK, 0, "", "distinct ids", "yes", "", false },
	{ GAMUT_SERVER_OK, 0, "", "strict", "no", "", false },
	{ GAMUT_SERVER_OK, 0, "", "settings", "unclear", "", false },
	{ GAMUT_SERVER_OK, 0, " --template completion", "stop", "not tried", "",
	  false },
	{ GAMUT_SERVER_OK, 0, " --profile mistral", "seed", "no", "", false },
	{ GAMUT_SERVER_OK, 0, " --profile openai-reasoning", "temperature",
	  "not tried", "cannot be set to 0", false },
	{ GAMUT_SERVER_OK, 0, " --profile openai-reasoning", "stop",
	  "not tried", "cannot be set to 0", false },
	{ GAMUT_SERVER_OK, 0, " --profile openai-reasoning", "max tokens",
	  "not tried", "cannot be set to 0", false },
	{ GAMUT_SERVER_OK, 0, " --profile openai-reasoning", "independent",
	  "yes", "at the server's own temperature", false },
	{ GAMUT_SERVER_OK, 0,
	  " --profile openai-reasoning --set temperature=0.7", "independent",
	  "yes", "at temperature 0.7", false },
	{ GAMUT_SERVER_OK, 0,
	  " --profile openai-reasoning --set temperature=0.7", "temperature",
	  "not tried", "cannot be set to 0", false },
	{ GAMUT_SERVER_OK, 0, " --unset temperature", "temperature",
	  "not tried", "cannot be set to 0", false },
	{ GAMUT_SERVER_OK, 0, " --profile anthropic", "n", "not tried",
	  "form anthropic has no n", false },
	{ GAMUT_SERVER_NEW_TEXT, 0, "", "seed", "no", "with one seed twice",
	  false },
	{ GAMUT_SERVER_FEWER, 0, "", "n", "no", "1 of 3", false },
	{ GAMUT_SERVER_SHUFFLED, 0, "", "n", "yes", "s, s + 1, s + 2", false },
	{ GAMUT_SERVER_LIMIT_MS, 2, "", "n", "yes", "", false },
	{ GAMUT_SERVER_NO_USAGE, 0, "", "usage", "no", "", false },
	{ GAMUT_SERVER_REASONING, 0, "", "reasoning", "yes", "apart", false },
	{ GAMUT_SERVER_SAME_IDS, 0, "", "distinct ids", "no", "came again",
	  true },
	{ GAMUT_SERVER_CACHED, 0, "", "cached", "yes", "", true },
	{ GAMUT_SERVER_MIXED_MODELS, 0, "", "one model", "no", "test-model-2",
	  true },
	{ GAMUT_SERVER_LONG_SAME, 0, "", "independent", "no", "", true },
};

START_TEST(what_the_endpoint_does_is_told)
{
	const struct finding *finding = &findings[_i];
	const struct gamut_server_options options = {
		.mode = finding->mode,
		.every = finding->every,
	};
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = probe(
		server,
		gamut_arena_strf(&arena, " --format json%s", finding->options)
			.ptr);
	cJSON *root;
	const cJSON *check;

	ck_assert_msg(got.code == (finding->corrupts ? 1 : 0), "%d: %s",
	              got.code, got.err);
	root = gamut_json_parse(gamut_str_of(got.out), NULL);
	check = check_of(root, finding->check);
	ck_assert_str_eq(text_of(check, "result"), finding->result);
	ck_assert_msg(strstr(text_of(check, "evidence"), finding->says), "%s",
	              text_of(check, "evidence"));
	ck_assert_int_eq(cJSON_IsTrue(cJSON_GetObjectItem(check, "corrupts")),
	                 finding->corrupts);
	cJSON_Delete(root);
	gamut_server_stop(server);
}
END_TEST

START_TEST(the_document_has_its_members)
{
	const struct gamut_server_options options = {
		.mode = GAMUT_SERVER_SAME_IDS,
	};
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = probe(server, " --format json");
	cJSON *root = gamut_json_parse(gamut_str_of(got.out), NULL);
	const cJSON *n = check_of(root, "n");
	int64_t format;

	ck_assert(gamut_json_get_int(root, "format", &format));
	ck_assert_int_eq(format, 1);
	ck_assert_str_eq(text_of(root, "model"), "m");
	ck_assert(cJSON_IsArray(cJSON_GetObjectItem(
		cJSON_GetObjectItem(root, "server"), "warnings")));
	ck_assert(cJSON_IsFalse(cJSON_GetObjectItem(n, "corrupts")));
	ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(
		check_of(root, "distinct ids"), "corrupts")));
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(root, "advice")), 1);
	cJSON_Delete(root);
	gamut_server_stop(server);
}
END_TEST

START_TEST(people_are_told_what_to_do)
{
	const struct gamut_server_options options = {
		.mode = GAMUT_SERVER_FEWER,
	};
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = probe(server, "");

	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "what to do:"));
	ck_assert_ptr_nonnull(strstr(got.out, "- --samples-per-request 1"));
	gamut_server_stop(server);
}
END_TEST

START_TEST(the_name_of_a_model_moves_no_cursor)
{
	const struct gamut_server_options options = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = probe(server, " --model m\x1b[2J\xc2\x9b");

	ck_assert_int_ne(got.code, 3);
	ck_assert_ptr_null(strchr(got.out, '\x1b'));
	ck_assert_msg(strstr(got.out, "m\\x1b[2J\\x9b at http://127."), "%s",
	              got.out);
	gamut_server_stop(server);
}
END_TEST

/* Endpoints that there is nothing to find out about, and why. */
static const struct {
	enum gamut_server_mode mode;
	const char *says;
} dead[] = {
	{ GAMUT_SERVER_UNAUTHORIZED, "HTTP 401 (invalid_api_key)" },
	{ GAMUT_SERVER_NOT_FOUND, "HTTP 404 (model_not_found)" },
	{ GAMUT_SERVER_QUOTA, "insufficient_quota" },
	{ GAMUT_SERVER_LIMIT_LONG, "it asks to wait 600 s or more" },
	{ GAMUT_SERVER_REDIRECT, "redirects are not followed" },
	{ GAMUT_SERVER_HTML, "not JSON" },
	{ GAMUT_SERVER_ECHO, "HTTP 400" },
};

START_TEST(the_reason_is_told)
{
	const struct gamut_server_options options = {
		.mode = dead[_i].mode,
		.redirect_to = "http://127.0.0.1:9/",
	};
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got;

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	got = probe(server, "");
	ck_assert_msg(got.code == 3, "%d: %s", got.code, got.err);
	ck_assert_msg(strstr(got.err, dead[_i].says), "%s", got.err);
	ck_assert_str_eq(got.out, "");
	ck_assert_ptr_null(strstr(got.err, KEY_TAIL));
	gamut_server_stop(server);
}
END_TEST

START_TEST(an_endpoint_that_is_not_there_is_told)
{
	struct gamut_output got = gamut_program(
		&arena, "probe --endpoint http://127.0.0.1:1/v1 --model m");

	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.err, "does not answer"));
}
END_TEST

/* A server that repeats the key wherever it says something. */
START_TEST(the_key_is_not_shown)
{
	const struct gamut_server_options options = {
		.mode = GAMUT_SERVER_PARROT,
	};
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got;

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	got = probe(server, " --format json");
	ck_assert_int_eq(got.code, 1);
	ck_assert_ptr_null(strstr(got.out, KEY_TAIL));
	ck_assert_ptr_null(strstr(got.err, KEY_TAIL));
	got = probe(server, "");
	ck_assert_ptr_null(strstr(got.out, KEY_TAIL));
	gamut_server_stop(server);
}
END_TEST

static const struct {
	const char *line;
	const char *says;
} mistakes[] = {
	{ "probe", "needs an --endpoint" },
	{ "probe --endpoint http://127.0.0.1:9/v1", "--model" },
	{ "probe --endpoint 127.0.0.1:9 --model m", "127.0.0.1:9" },
	{ "probe --endpoint http://127.0.0.1:9/v1 --model sim:base",
	  "simulated" },
	{ "probe --endpoint http://127.0.0.1:9/v1 --model m --profile vlm",
	  "did you mean 'vllm'?" },
	{ "probe --endpoint http://127.0.0.1:9/v1 --model m --template x",
	  "chat or completion" },
	{ "probe --endpoint http://127.0.0.1:9/v1 --model m --format csv",
	  "table or json" },
	{ "probe --endpoint http://127.0.0.1:9/v1 --model m --key-env NO_SUCH",
	  "'NO_SUCH' is not set" },
	{ "probe http://127.0.0.1:9/v1", "takes no operands" },
	{ "probe --endpoint http://127.0.0.1:9/v1 --model=", "--model" },
	{ "probe --endpoint= --model m", "needs an --endpoint" },
	{ "probe --endpoint http://127.0.0.1:9/v1 --model m "
	  "--endpoint http://127.0.0.1:8/v1",
	  "one --endpoint at a time" },
};

START_TEST(mistakes_are_named)
{
	struct gamut_output got = gamut_program(&arena, mistakes[_i].line);

	ck_assert_msg(got.code == 2, "%d: %s", got.code, got.err);
	ck_assert_msg(strstr(got.err, mistakes[_i].says), "%s", got.err);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("probe");
	TCase *tc = tcase_create("probe");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(tc, what_the_endpoint_does_is_told, 0,
	                    (int)GAMUT_ARRAY_LEN(findings));
	tcase_add_test(tc, the_document_has_its_members);
	tcase_add_test(tc, people_are_told_what_to_do);
	tcase_add_test(tc, the_name_of_a_model_moves_no_cursor);
	tcase_add_loop_test(tc, the_reason_is_told, 0,
	                    (int)GAMUT_ARRAY_LEN(dead));
	tcase_add_test(tc, an_endpoint_that_is_not_there_is_told);
	tcase_add_test(tc, the_key_is_not_shown);
	tcase_add_loop_test(tc, mistakes_are_named, 0,
	                    (int)GAMUT_ARRAY_LEN(mistakes));
	suite_add_tcase(suite, tc);
	return suite;
}

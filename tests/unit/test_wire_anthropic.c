#include "tests/support/unit.h"

#include <string.h>

#include "runner/sample/wire.h"
#include "runner/store/sample.h"

/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static struct gamut_manifest_cell cells[] = {
	{ .max_tokens = 8,
	  .prompt = S("[{\"role\":\"system\",\"content\":\"Be \\\"odd\\\".\"},"
	              "{\"role\":\"user\",\"content\":\"Hi\"}]") },
	{ .max_tokens = 8,
	  .prompt = S("[{\"role\":\"user\",\"content\":\"a\\nb\"},"
	              "{\"role\":\"system\",\"content\":\"x\"},"
	              "{\"role\":\"assistant\",\"content\":\"ok\"},"
	              "{\"role\":\"system\",\"content\":\"y\"},"
	              "{\"role\":\"user\",\"content\":\"go\"}]") },
	{ .max_tokens = 8,
	  .prompt = S("[{\"role\":\"user\",\"content\":\"Hi\"}]") },
};

static const char *const bodies[] = {
	"{\"model\":\"claude\",\"system\":\"Be \\\"odd\\\".\","
	"\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
	"\"temperature\":1,\"max_tokens\":8,\"stop_sequences\":[\"#\"]}",
	"{\"model\":\"claude\",\"system\":\"x\\n\\ny\","
	"\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\"},"
	"{\"role\":\"assistant\",\"content\":\"ok\"},"
	"{\"role\":\"user\",\"content\":\"go\"}],"
	"\"temperature\":1,\"max_tokens\":8,\"stop_sequences\":[\"#\"]}",
	"{\"model\":\"claude\","
	"\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
	"\"temperature\":1,\"max_tokens\":8,\"stop_sequences\":[\"#\"]}",
};
/* clang-format on */

static struct gamut_manifest manifest;
static struct gamut_arena arena;
static struct gamut_wire wire;

static void begin(void)
{
	struct gamut_dialect dialect =
		gamut_dialect_of(gamut_profile_find("anthropic"), true, &arena);

	dialect.stop = GAMUT_STR("[\"#\"]");
	manifest = (struct gamut_manifest){
		.model = GAMUT_STR("claude"),
		.sampling = GAMUT_STR("{\"temperature\":1}"),
		.request = gamut_dialect_encode(&dialect, &arena),
		.cells = cells,
		.cell_count = GAMUT_ARRAY_LEN(cells),
	};
	ck_assert_int_eq(gamut_wire_open(&wire, &manifest, NULL, NULL),
	                 GAMUT_OK);
}

static void end(void)
{
	gamut_wire_clear(&wire);
	gamut_arena_clear(&arena);
}

/* One completion a request: there is no n. */
START_TEST(requests_are_written)
{
	struct gamut_buf body = { 0 };

	begin();
	gamut_wire_encode(
		&wire, &body,
		&(struct gamut_request){ .cell = (size_t)_i, .count = 3 });
	ck_assert_str_eq(gamut_buf_cstr(&body), bodies[_i]);
	gamut_buf_release(&body);
	end();
}
END_TEST

START_TEST(paths_are_those_of_messages)
{
	begin();
	ck_assert_str_eq(gamut_wire_path(&wire, true), "/messages");
	ck_assert_ptr_null(gamut_wire_path(&wire, false));
	end();
}
END_TEST

/* `expected` is "text|reasoning|finish_reason|prompt tokens|completion tokens".
 */
/* clang-format off */
static const struct {
	struct gamut_str body;
	const char *expected;
} answers[] = {
	/* As in the reference of the API. */
	{ S("{\"content\":[{\"text\":\"Hi! My name is Claude.\","
	    "\"type\":\"text\"}],\"id\":\"msg_013Zva2CMHLNnXjNJJKqJ2EF\","
	    "\"model\":\"claude-2\",\"role\":\"assistant\","
	    "\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
	    "\"type\":\"message\",\"usage\":{\"input_tokens\":2095,"
	    "\"output_tokens\":503}}"),
	  "Hi! My name is Claude.||stop|2095|503" },
	{ S("{\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\","
	    "\"signature\":\"x\"},{\"type\":\"redacted_thinking\","
	    "\"data\":\"y\"},{\"type\":\"text\",\"text\":\"4\"},"
	    "{\"type\":\"text\",\"text\":\"2\"}],"
	    "\"stop_reason\":\"max_tokens\",\"usage\":{\"input_tokens\":5,"
	    "\"cache_creation_input_tokens\":10,"
	    "\"cache_read_input_tokens\":20,\"output_tokens\":3}}"),
	  "42|hm|length|35|3" },
	{ S("{\"content\":[{\"type\":\"text\",\"text\":\"a\"}],"
	    "\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"#\"}"),
	  "a||stop|-1|-1" },
	{ S("{\"content\":[],\"stop_reason\":\"refusal\"}"),
	  "||refusal|-1|-1" },
	{ S("{\"content\":[],\"stop_reason\":\"model_context_window_exceeded\"}"),
	  "||model_context_window_exceeded|-1|-1" },
	{ S("{\"content\":[{\"type\":\"text\",\"text\":7},{}],"
	    "\"stop_reason\":null,\"usage\":{\"input_tokens\":\"9\","
	    "\"cache_read_input_tokens\":20}}"),
	  "|||-1|-1" },
};

static const struct {
	int64_t status;
	struct gamut_str body;
	const char *says;
} faults[] = {
	{ 200, S("{\"content\":\"Hi\"}"), "no content" },
	{ 200, S("{\"content\":[7]}"), "no content" },
	{ 200, S("{\"choices\":[{\"message\":{\"content\":\"7\"}}]}"),
	  "no content" },
	{ 200, S("[]"), "no content" },
	{ 200, S("{\"type\":\"error\",\"error\":{"
	         "\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"),
	  "Overloaded" },
};
/* clang-format on */

START_TEST(answers_are_read)
{
	struct gamut_reply reply = { .request = { .count = 2 },
		                     .http_status = 200 };
	struct gamut_buf got = { 0 };
	const struct gamut_choice *choice;

	begin();
	gamut_wire_decode(&wire, &reply, answers[_i].body);
	ck_assert_msg(reply.outcome == GAMUT_ANSWERED, "%.*s",
	              GAMUT_STR_ARG(reply.message));
	ck_assert_uint_eq(reply.choice_count, 1);
	choice = reply.choices;
	ck_assert_uint_eq(choice->offset, 0);
	ck_assert_int_eq(choice->seed, GAMUT_UNKNOWN);
	gamut_buf_addf(&got, "%.*s|%.*s|%.*s|%lld|%lld",
	               GAMUT_STR_ARG(choice->text),
	               GAMUT_STR_ARG(choice->reasoning),
	               GAMUT_STR_ARG(choice->finish_reason),
	               (long long)reply.prompt_tokens,
	               (long long)reply.completion_tokens);
	ck_assert_str_eq(gamut_buf_cstr(&got), answers[_i].expected);
	gamut_buf_release(&got);
	end();
}
END_TEST

START_TEST(names_are_read)
{
	struct gamut_reply reply = { .request = { .count = 1 },
		                     .http_status = 200 };

	begin();
	gamut_wire_decode(&wire, &reply, answers[0].body);
	ck_assert(gamut_str_eq(reply.response_id,
	                       GAMUT_STR("msg_013Zva2CMHLNnXjNJJKqJ2EF")));
	ck_assert(gamut_str_eq(reply.model, GAMUT_STR("claude-2")));
	end();
}
END_TEST

START_TEST(what_is_no_message_is_tried_again)
{
	struct gamut_reply reply = { .request = { .count = 1 },
		                     .http_status = faults[_i].status };

	begin();
	gamut_wire_decode(&wire, &reply, faults[_i].body);
	ck_assert_int_eq(reply.outcome, GAMUT_RETRY);
	ck_assert_msg(strstr(reply.message.ptr, faults[_i].says), "%s",
	              reply.message.ptr);
	end();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("wire_anthropic");
	TCase *tc = tcase_create("wire_anthropic");

	tcase_add_loop_test(tc, requests_are_written, 0,
	                    (int)GAMUT_ARRAY_LEN(bodies));
	tcase_add_test(tc, paths_are_those_of_messages);
	tcase_add_loop_test(tc, answers_are_read, 0,
	                    (int)GAMUT_ARRAY_LEN(answers));
	tcase_add_test(tc, names_are_read);
	tcase_add_loop_test(tc, what_is_no_message_is_tried_again, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	suite_add_tcase(suite, tc);
	return suite;
}

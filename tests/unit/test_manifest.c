#include "tests/support/unit.h"

#include <string.h>

#include "base/buf.h"
#include "runner/store/manifest.h"

static struct gamut_arena arena;
static struct gamut_err err;
static struct gamut_manifest_cell cells[3];
static struct gamut_manifest manifest;

/* A manifest that every test may change. */
static void set_up(void)
{
	arena = (struct gamut_arena){ 0 };
	err = (struct gamut_err){ 0 };
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(cells); i++)
		cells[i] = (struct gamut_manifest_cell){
			.task = i < 2 ? GAMUT_STR("prime") : GAMUT_STR("state"),
			.setting = i == 1 ? GAMUT_STR("few-shot") :
			                    GAMUT_STR("zero-shot"),
			.task_hash = i < 2 ? GAMUT_STR("aa") : GAMUT_STR("bb"),
			.max_tokens = 20,
			.seed_base = UINT32_MAX - (uint32_t)i,
			.prompt = GAMUT_STR("\"Say a prime.\""),
		};
	cells[2].prompt = GAMUT_STR(
		"[{\"role\":\"user\",\"content\":\"Name one state of the USA, in the north.\"}]");
	manifest = (struct gamut_manifest){
		.version = GAMUT_STR("0.1.0"),
		.run_id = GAMUT_STR_EMPTY,
		.model = GAMUT_STR("gpt-4o"),
		.template = GAMUT_STR("chat"),
		.family = GAMUT_STR("qwen3"),
		.profile = GAMUT_STR("openai"),
		.preset = GAMUT_STR("pure"),
		.sampling = GAMUT_STR("{\"temperature\":1,\"top_p\":0.95}"),
		.request = GAMUT_STR("{\"stop\":[\"\\n\"]}"),
		.endpoint = GAMUT_STR("http://127.0.0.1:8000/v1"),
		.n = 100,
		.seed = GAMUT_SEED_MAX,
		.cells = cells,
		.cell_count = GAMUT_ARRAY_LEN(cells),
		.host = GAMUT_STR("{\"cores\":2}"),
		.created = GAMUT_STR("2026-11-23T12:51:07.123Z"),
	};
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
}

static enum gamut_status decode(struct gamut_manifest *out,
                                struct gamut_str text)
{
	return gamut_manifest_decode(out, text, &arena, &err);
}

static void check_str(struct gamut_str a, struct gamut_str b)
{
	ck_assert_msg(gamut_str_eq(a, b), "'%.*s' is not '%.*s'",
	              GAMUT_STR_ARG(a), GAMUT_STR_ARG(b));
}

START_TEST(the_form_is_the_documented_one)
{
	struct gamut_str text;

	manifest.cell_count = 2;
	text = gamut_manifest_encode(&manifest, &arena);
	check_str(text,
	          GAMUT_STR("{\n"
	                    "\t\"format\":1,\n"
	                    "\t\"run_id\":\"97cbc8c2d66448f2\",\n"
	                    "\t\"gamut\":\"0.1.0\",\n"
	                    "\t\"created\":\"2026-11-23T12:51:07.123Z\",\n"
	                    "\t\"condition\":{\n"
	                    "\t\t\"model\":\"gpt-4o\",\n"
	                    "\t\t\"template\":\"chat\",\n"
	                    "\t\t\"family\":\"qwen3\",\n"
	                    "\t\t\"profile\":\"openai\",\n"
	                    "\t\t\"preset\":\"pure\",\n"
	                    "\t\t\"sampling\":{\"temperature\":1,"
	                    "\"top_p\":0.95},\n"
	                    "\t\t\"request\":{\"stop\":[\"\\n\"]}\n"
	                    "\t},\n"
	                    "\t\"endpoint\":\"http://127.0.0.1:8000/v1\",\n"
	                    "\t\"simulated\":false,\n"
	                    "\t\"n\":100,\n"
	                    "\t\"seed\":9007199254740991,\n"
	                    "\t\"settings\":[\"zero-shot\",\"few-shot\"],\n"
	                    "\t\"tasks\":[\n"
	                    "\t\t{\"name\":\"prime\",\"hash\":\"aa\","
	                    "\"max_tokens\":20}\n"
	                    "\t],\n"
	                    "\t\"cells\":[\n"
	                    "\t\t{\"task\":\"prime\","
	                    "\"setting\":\"zero-shot\",\"task_hash\":\"aa\","
	                    "\"max_tokens\":20,\"seed_base\":4294967295,"
	                    "\"prompt\":\"Say a prime.\"},\n"
	                    "\t\t{\"task\":\"prime\","
	                    "\"setting\":\"few-shot\",\"task_hash\":\"aa\","
	                    "\"max_tokens\":20,\"seed_base\":4294967294,"
	                    "\"prompt\":\"Say a prime.\"}\n"
	                    "\t],\n"
	                    "\t\"host\":{\"cores\":2}\n"
	                    "}\n"));
}
END_TEST

START_TEST(everything_comes_back)
{
	struct gamut_str text = gamut_manifest_encode(&manifest, &arena);
	struct gamut_manifest again;

	ck_assert_msg(!decode(&again, text), "%s", err.msg);
	check_str(again.run_id, manifest.run_id);
	check_str(again.version, manifest.version);
	check_str(again.created, manifest.created);
	check_str(again.host, manifest.host);
	ck_assert_uint_eq(again.n, 100);
	ck_assert_msg(!gamut_manifest_match(&manifest, &again, &err), "%s",
	              err.msg);
	check_str(gamut_manifest_encode(&again, &arena), text);
}
END_TEST

START_TEST(endpoints_and_what_they_told_come_back)
{
	struct gamut_manifest again;

	manifest.endpoints = GAMUT_STR("[\"http://a/v1\",\"http://b/v1\"]");
	manifest.server = GAMUT_STR("{\"kind\":\"llama.cpp\"}");
	ck_assert_msg(!decode(&again, gamut_manifest_encode(&manifest, &arena)),
	              "%s", err.msg);
	check_str(again.endpoints, manifest.endpoints);
	check_str(again.server, manifest.server);

	/* The same model, asked today by a newer build of its server. */
	again.server = GAMUT_STR_EMPTY;
	ck_assert_msg(!gamut_manifest_match(&manifest, &again, &err), "%s",
	              err.msg);
}
END_TEST

/* Of a run that others sampled, prompts and sizes of cells may differ. */
START_TEST(an_imported_run_comes_back)
{
	struct gamut_manifest again;

	ck_assert(!gamut_manifest_require_sampled(&manifest, "f", &err));
	manifest.imported = GAMUT_STR("{\"from\":\"lm-eval\",\"skipped\":0}");
	cells[0].n = 100;
	cells[1].n = 7;
	cells[1].prompt = GAMUT_STR_EMPTY;
	ck_assert_msg(!decode(&again, gamut_manifest_encode(&manifest, &arena)),
	              "%s", err.msg);
	check_str(again.imported, manifest.imported);
	check_str(gamut_manifest_source(&again), GAMUT_STR("lm-eval"));
	ck_assert_uint_eq(again.cells[1].n, 7);
	ck_assert_uint_eq(again.cells[1].prompt.len, 0);
	check_str(again.cells[0].prompt, cells[0].prompt);
	ck_assert_uint_eq(again.cells[2].n, 0);
	ck_assert_int_eq(gamut_manifest_require_sampled(&again, "f", &err),
	                 GAMUT_EINVAL);

	cells[1].n = 101;
	ck_assert_int_eq(
		decode(&again, gamut_manifest_encode(&manifest, &arena)),
		GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "\"n\" is not in 1"));
	/* What we sampled ourselves, we asked for by a prompt. */
	cells[1].n = 0;
	manifest.imported = GAMUT_STR_EMPTY;
	ck_assert_int_eq(
		decode(&again, gamut_manifest_encode(&manifest, &arena)),
		GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "\"prompt\""));
}
END_TEST

START_TEST(an_empty_name_is_refused)
{
	struct gamut_str *const names[] = { &manifest.model, &manifest.template,
		                            &manifest.profile,
		                            &manifest.preset };
	static const char *const keys[] = { "\"model\"", "\"template\"",
		                            "\"profile\"", "\"preset\"" };
	struct gamut_manifest again;

	*names[_i] = GAMUT_STR_EMPTY;
	ck_assert_int_eq(
		decode(&again, gamut_manifest_encode(&manifest, &arena)),
		GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, keys[_i]) && strstr(err.msg, "empty"),
	              "%s", err.msg);
}
END_TEST

START_TEST(hostile_strings_come_back)
{
	struct gamut_manifest again;

	manifest.model = GAMUT_STR("\x1b[31m\"\\\n\xe2\x80\xac\xef\xbb\xbf");
	manifest.cells[0].prompt =
		GAMUT_STR("\"\\ufeff\\u2028\\u001b \xf0\x9f\x98\x80 \\\"\"");
	ck_assert(!decode(&again, gamut_manifest_encode(&manifest, &arena)));
	check_str(again.model, manifest.model);
	check_str(again.cells[0].prompt, manifest.cells[0].prompt);
	ck_assert(!gamut_manifest_match(&again, &manifest, &err));
}
END_TEST

START_TEST(simulated_runs_have_no_endpoint)
{
	struct gamut_manifest again;

	manifest.endpoint = GAMUT_STR_EMPTY;
	manifest.family = GAMUT_STR_EMPTY;
	manifest.request = GAMUT_STR_EMPTY;
	manifest.is_simulated = true;
	ck_assert(!decode(&again, gamut_manifest_encode(&manifest, &arena)));
	ck_assert(again.is_simulated);
	check_str(again.endpoint, GAMUT_STR_EMPTY);
	check_str(again.family, GAMUT_STR_EMPTY);
	check_str(again.request, GAMUT_STR("{}"));
	ck_assert(!gamut_manifest_match(&again, &manifest, &err));
}
END_TEST

START_TEST(every_changed_byte_is_seen)
{
	struct gamut_str text = gamut_manifest_encode(&manifest, &arena);
	struct gamut_buf buf = { 0 };
	struct gamut_manifest again;

	gamut_buf_add(&buf, text);
	for (size_t i = 0; i < buf.len; i++)
		for (int bit = 1; bit < 256; bit *= 2) {
			buf.ptr[i] = (char)(buf.ptr[i] ^ bit);
			ck_assert_int_eq(decode(&again, gamut_buf_view(&buf)),
			                 GAMUT_EPARSE);
			buf.ptr[i] = (char)(buf.ptr[i] ^ bit);
		}
	for (size_t len = 0; len < text.len; len++)
		ck_assert_int_eq(decode(&again, gamut_str_head(text, len)),
		                 GAMUT_EPARSE);
	ck_assert(!decode(&again, gamut_buf_view(&buf)));
	gamut_buf_release(&buf);
}
END_TEST

static const struct {
	const char *text;
	const char *why;
} refusals[] = {
	{ "{}", "no manifest of a run: no \"format\"" },
	{ "[1]", "no manifest of a run: no \"format\"" },
	{ "{\"format\":2}",
	  "the run has format 2, this program reads format 1 only" },
	{ "{\"format\":1}", "the run id does not fit: the file was changed" },
	{ "{", "not JSON from byte 0 on" },
};

START_TEST(refusals_say_why)
{
	struct gamut_manifest again;

	ck_assert_int_eq(decode(&again, gamut_str_of(refusals[_i].text)),
	                 GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, refusals[_i].why);
}
END_TEST

#define TOP                                                  \
	"\"gamut\":\"\",\"created\":\"\",\"endpoint\":null," \
	"\"simulated\":false,"

#define CONDITION                                            \
	"\"condition\":{\"model\":\"m\",\"template\":\"t\"," \
	"\"profile\":\"p\",\"preset\":\"pure\",\"sampling\":"

/* Lines behind the run id, sealed with the right one. */
static const char *const bodies[][2] = {
	{ "\"gamut\":1}", "\"gamut\" is not a string" },
	{ TOP "\"n\":0,\"seed\":1}", "\"host\" is not an object" },
	{ TOP "\"n\":0,\"seed\":1,\"host\":{}}", "\"n\" is not in 1 to 2^20" },
	{ TOP "\"n\":1048577,\"seed\":1,\"host\":{}}",
	  "\"n\" is not in 1 to 2^20" },
	{ TOP "\"n\":1,\"seed\":9007199254740994}",
	  "\"seed\" is not a whole number or null" },
	{ TOP "\"n\":1,\"seed\":1,\"host\":{},"
	      "\"condition\":[]}",
	  "\"model\" is not a string" },
	{ TOP "\"n\":1,\"seed\":1,\"host\":{}," CONDITION "[1]},\"cells\":[]}",
	  "\"sampling\" is not an object" },
	{ TOP "\"n\":1,\"seed\":1,\"host\":{}," CONDITION "{}},\"cells\":[]}",
	  "\"request\" is not an object" },
	{ TOP "\"n\":1,\"seed\":1,\"host\":{}," CONDITION
	      "{},\"request\":{}},\"cells\":[1]}",
	  "\"task\" is not a string" },
};

START_TEST(what_is_sealed_is_still_checked)
{
	struct gamut_digest digest;
	struct gamut_manifest again;
	char hex[GAMUT_DIGEST_SIZE];

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, gamut_str_of(bodies[_i][0]));
	gamut_digest_hex(&digest, hex);
	ck_assert_int_eq(
		decode(&again, gamut_arena_strf(&arena,
	                                        "{\n\t\"format\":1,\n\t"
	                                        "\"run_id\":\"%.16s\",\n%s",
	                                        hex, bodies[_i][0])),
		GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, bodies[_i][1]);
}
END_TEST

START_TEST(one_cell_twice_is_refused)
{
	struct gamut_manifest again;

	cells[1] = cells[0];
	ck_assert_int_eq(
		decode(&again, gamut_manifest_encode(&manifest, &arena)),
		GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, "\"cells\" has one cell twice");
}
END_TEST

START_TEST(what_may_differ_may_differ)
{
	struct gamut_manifest other = manifest;

	other.version = GAMUT_STR("9");
	other.run_id = GAMUT_STR("other");
	other.n = 7;
	other.host = GAMUT_STR("{}");
	other.created = GAMUT_STR("never");
	other.sampling = GAMUT_STR("{ \"top_p\":0.950, \"temperature\":1.0}");
	ck_assert_msg(!gamut_manifest_match(&manifest, &other, &err), "%s",
	              err.msg);
}
END_TEST

#define CHANGE(name, assignment)                   \
	static void name(struct gamut_manifest *m) \
	{                                          \
		assignment;                        \
	}

CHANGE(change_model, m->model = GAMUT_STR("a\x1b[31mb\n"))
CHANGE(change_endpoint, m->endpoint = GAMUT_STR_EMPTY)
CHANGE(change_endpoints, m->endpoints = GAMUT_STR("[\"a\",\"b\"]"))
CHANGE(change_temperature,
       m->sampling = GAMUT_STR("{\"temperature\":0.7,\"top_p\":0.95}"))
CHANGE(drop_top_p, m->sampling = GAMUT_STR("{\"temperature\":1}"))
CHANGE(change_family, m->family = GAMUT_STR("gemma3"))
CHANGE(change_stop, m->request = GAMUT_STR("{\"stop\":[]}"))
CHANGE(drop_stop, m->request = GAMUT_STR_EMPTY)
CHANGE(change_seed, m->seed = 0)
CHANGE(change_simulated, m->is_simulated = true)
CHANGE(change_hash, m->cells[2].task_hash = GAMUT_STR("cc"))
CHANGE(change_tokens, m->cells[1].max_tokens = 21)
CHANGE(change_seed_base, m->cells[1].seed_base = 0)
CHANGE(change_prompt, m->cells[0].prompt = GAMUT_STR("\"Say a prime!\""))
CHANGE(change_long_prompt,
       m->cells[2].prompt = GAMUT_STR(
	       "[{\"role\":\"user\",\"content\":"
	       "\"Name one state of the USA, in the south.\"}]"))
CHANGE(drop_cell, m->cell_count--)
CHANGE(drop_first_cell, m->cells++; m->cell_count--)
CHANGE(rename_cell, m->cells[2].setting = GAMUT_STR("\x1b[0m"))

static void swap_cells(struct gamut_manifest *m)
{
	struct gamut_manifest_cell first = m->cells[0];

	m->cells[0] = m->cells[1];
	m->cells[1] = first;
}

#define USE ": use another --out, or "

static const struct {
	void (*change)(struct gamut_manifest *m);
	const char *message;
} changes[] = {
	{ change_model, "the run was begun with model 'gpt-4o', not "
	                "'a\\x1b[31mb\\n'" USE "the same --model" },
	{ change_endpoint,
	  "the run was begun with endpoint 'http://127.0.0.1:8000/v1', not "
	  "''" USE "the same --endpoint, or --moved where the model is "
	  "there now" },
	{ change_endpoints,
	  "the run was begun with endpoints '', not "
	  "'[\"a\",\"b\"]'" USE "the same --endpoint, as often, or --moved" },
	{ change_temperature, "the run was begun with temperature '1', not "
	                      "'0.7'" USE "the same sampling options" },
	{ drop_top_p, "the run was begun with top_p '0.95', not 'none'" USE
	              "the same sampling options" },
	{ change_family, "the run was begun with family 'qwen3', not "
	                 "'gemma3'" USE "the same --family" },
	{ change_stop, "the run was begun with stop '[\"\\n\"]', not '[]'" USE
	               "the same options for requests" },
	{ drop_stop, "the run was begun with stop '[\"\\n\"]', not 'none'" USE
	             "the same options for requests" },
	{ change_seed, "the run was begun with seed '9007199254740991', "
	               "not '0'" USE "the same --seed" },
	{ change_simulated, "the run was begun with simulation 'no', not "
	                    "'yes'" USE "the same --model" },
	{ change_hash,
	  "state, zero-shot: the run was begun with task hash 'bb', not "
	  "'cc'" USE "the task and word lists as they were" },
	{ change_tokens,
	  "prime, few-shot: the run was begun with max_tokens '20', not "
	  "'21'" USE "the version that it was begun with" },
	{ change_seed_base,
	  "prime, few-shot: the run was begun with seed base '4294967294', "
	  "not '0'" USE "the version that it was begun with" },
	{ change_prompt,
	  "prime, zero-shot: the run was begun with prompt '\"Say a "
	  "prime.\"', not '\"Say a prime!\"'" USE "the same --template" },
	{ change_long_prompt, "state, zero-shot: the run was begun with prompt "
	                      "'\xe2\x80\xa6the USA, in the north.\"}]', not "
	                      "'\xe2\x80\xa6the USA, in the south.\"}]'" USE
	                      "the same --template" },
	{ drop_cell, "state, zero-shot: in the run, but not asked for now" USE
	             "the same --tasks and --settings" },
	{ swap_cells,
	  "prime, zero-shot: the run has this cell in another place: use "
	  "another --out, or the version that it was begun with" },
	{ drop_first_cell, "prime, zero-shot: in the run, but not asked for "
	                   "now" USE "the same --tasks and --settings" },
	{ rename_cell, "state, \\x1b[0m: not in the run" USE
	               "the same --tasks and --settings" },
};

START_TEST(differences_are_named)
{
	struct gamut_manifest_cell other_cells[3];
	struct gamut_manifest other = manifest;

	memcpy(other_cells, cells, sizeof(cells));
	other.cells = other_cells;
	changes[_i].change(&other);
	ck_assert_int_eq(gamut_manifest_match(&manifest, &other, &err),
	                 GAMUT_EMISMATCH);
	ck_assert_str_eq(err.msg, changes[_i].message);
	ck_assert_int_eq(gamut_manifest_match(&manifest, &other, NULL),
	                 GAMUT_EMISMATCH);
}
END_TEST

START_TEST(new_cells_are_named)
{
	struct gamut_manifest fewer = manifest;

	fewer.cell_count--;
	ck_assert_int_eq(gamut_manifest_match(&fewer, &manifest, &err),
	                 GAMUT_EMISMATCH);
	ck_assert_str_eq(err.msg, "state, zero-shot: not in the run" USE
	                          "the same --tasks and --settings");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("manifest");
	TCase *tc = tcase_create("manifest");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, the_form_is_the_documented_one);
	tcase_add_test(tc, everything_comes_back);
	tcase_add_test(tc, an_imported_run_comes_back);
	tcase_add_loop_test(tc, an_empty_name_is_refused, 0, 4);
	tcase_add_test(tc, hostile_strings_come_back);
	tcase_add_test(tc, simulated_runs_have_no_endpoint);
	tcase_add_test(tc, endpoints_and_what_they_told_come_back);
	tcase_add_test(tc, every_changed_byte_is_seen);
	tcase_add_loop_test(tc, refusals_say_why, 0,
	                    (int)GAMUT_ARRAY_LEN(refusals));
	tcase_add_loop_test(tc, what_is_sealed_is_still_checked, 0,
	                    (int)GAMUT_ARRAY_LEN(bodies));
	tcase_add_test(tc, one_cell_twice_is_refused);
	tcase_add_test(tc, what_may_differ_may_differ);
	tcase_add_loop_test(tc, differences_are_named, 0,
	                    (int)GAMUT_ARRAY_LEN(changes));
	tcase_add_test(tc, new_cells_are_named);
	suite_add_tcase(suite, tc);
	return suite;
}

#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "runner/cli/command.h"
#include "runner/cli/experiment.h"
#include "tests/support/temp.h"

struct values {
	struct gamut_texts endpoints;
	const char *model;
	const char *template;
	const char *tasks;
	const char *out;
	const char *preset;
	struct gamut_texts sets;
	struct gamut_texts headers;
	struct gamut_texts variables;
	uint32_t n;
	double temperature;
	double top_p;
	int64_t top_k;
	double max_cost;
	uint32_t max_time_s;
	uint32_t max_tokens;
	bool is_open;
	const char *format;
};

#define OPTION(name_, kind_, argument_, member)                \
	{                                                      \
		.name = (name_), .kind = GAMUT_OPTION_##kind_, \
		.argument = (argument_),                       \
		.offset = offsetof(struct values, member)      \
	}

static const struct gamut_option table[] = {
	OPTION("endpoint", TEXTS, "URL", endpoints),
	OPTION("model", TEXT, "NAME", model),
	OPTION("template", TEXT, "NAME", template),
	OPTION("tasks", TEXT, "GLOB,...", tasks),
	OPTION("out", TEXT, "DIR", out),
	OPTION("preset", TEXT, "NAME", preset),
	OPTION("set", TEXTS, "KEY=JSON", sets),
	OPTION("header", TEXTS, "'K: V'", headers),
	OPTION("header-env", TEXTS, "NAME=VAR", variables),
	{ .name = "samples",
	  .letter = 'n',
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .offset = offsetof(struct values, n) },
	OPTION("temperature", NUMBER, "T", temperature),
	OPTION("top-p", NUMBER, "P", top_p),
	OPTION("top-k", WHOLE, "K", top_k),
	OPTION("max-cost", NUMBER, "X", max_cost),
	OPTION("max-time", DURATION, "TIME", max_time_s),
	OPTION("max-tokens", COUNT, "N", max_tokens),
	OPTION("open", FLAG, NULL, is_open),
	OPTION("format", TEXT, "NAME", format),
	{ 0 },
};

static struct gamut_experiment *parse(const char *text)
{
	struct gamut_experiment *experiment;
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_experiment_parse(&experiment, "dir/Sweep 1.yaml",
	                                     gamut_str_of(text), table,
	                                     &err) == GAMUT_OK,
	              "%s", err.msg);
	return experiment;
}

static struct values apply(const struct gamut_experiment *experiment, size_t i)
{
	struct values values = { .temperature = -1, .top_p = -1, .top_k = -1 };
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_experiment_apply(experiment, i, &values, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
	return values;
}

static void release(struct values *values)
{
	free(values->endpoints.items);
	free(values->sets.items);
	free(values->headers.items);
	free(values->variables.items);
}

/* Are the conditions of `text` named `slugs`, separated by spaces? */
static void check_slugs(const char *text, const char *slugs)
{
	struct gamut_experiment *experiment = parse(text);
	struct gamut_buf have = { 0 };

	for (size_t i = 0; i < gamut_experiment_count(experiment); i++)
		gamut_buf_addf(&have, "%s%s", i ? " " : "",
		               gamut_experiment_slug(experiment, i));
	ck_assert_str_eq(gamut_buf_cstr(&have), slugs);
	gamut_buf_release(&have);
	gamut_experiment_free(experiment);
}

/* ------------------------------------------------------------------- values */

START_TEST(every_form_of_value_is_set)
{
	struct gamut_experiment *experiment = parse(
		"out: results/x\n"
		"n: 100\n"
		"tasks: [rng_*, us_states_*]\n"
		"max-cost: 1e1\n"
		"max_time: 2h\n"
		"open: true\n"
		"model: 5\n"
		"endpoint: [http://a, http://b]\n"
		"header: {K: v, L: 'w: x'}\n"
		"header_env: {X-Key: MY_KEY, X-2: 'true'}\n"
		"set: {provider: {order: [x]}, top_a: .5, s: '1'}\n");
	struct values values = apply(experiment, 0);

	ck_assert_uint_eq(gamut_experiment_count(experiment), 1);
	ck_assert_str_eq(values.out, "results/x/5-chat-t1");
	ck_assert_uint_eq(values.n, 100);
	ck_assert_str_eq(values.tasks, "rng_*,us_states_*");
	ck_assert_double_eq(values.max_cost, 10);
	ck_assert_uint_eq(values.max_time_s, 7200);
	ck_assert(values.is_open);
	ck_assert_str_eq(values.model, "5");
	ck_assert_uint_eq(values.endpoints.count, 2);
	ck_assert_str_eq(values.endpoints.items[1], "http://b");
	ck_assert_str_eq(values.headers.items[0], "K: v");
	ck_assert_str_eq(values.headers.items[1], "L: w: x");
	ck_assert_str_eq(values.variables.items[0], "X-Key=MY_KEY");
	ck_assert_str_eq(values.variables.items[1], "X-2=true");
	ck_assert_str_eq(values.sets.items[0], "provider={\"order\":[\"x\"]}");
	ck_assert_str_eq(values.sets.items[1], "top_a=0.5");
	ck_assert_str_eq(values.sets.items[2], "s=\"1\"");
	ck_assert_double_eq(values.temperature, -1);
	ck_assert_ptr_null(values.template);
	release(&values);
	gamut_experiment_free(experiment);
}
END_TEST

START_TEST(a_model_overrides_what_stands_above)
{
	struct gamut_experiment *experiment = parse(
		"n: 100\n"
		"open: true\n"
		"endpoint: http://a\n"
		"tasks: x\n"
		"templates: [chat, completion]\n"
		"sampling: {temperature: [0.5, 1], top_k: 40}\n"
		"models:\n"
		"  - model: a\n"
		"  - model: b\n"
		"    n: 5\n"
		"    open: false\n"
		"    endpoint: [http://b, http://c]\n"
		"    tasks: ~\n"
		"    template: spectrum\n"
		"    sampling: {temperature: 0, top_k: null}\n");
	struct values values;

	ck_assert_uint_eq(gamut_experiment_count(experiment), 5);
	values = apply(experiment, 1);
	ck_assert_str_eq(values.model, "a");
	ck_assert_str_eq(values.template, "chat");
	ck_assert(values.is_open && values.n == 100 && values.top_k == 40);
	ck_assert_double_eq(values.temperature, 1);
	release(&values);
	values = apply(experiment, 4);
	ck_assert_str_eq(values.model, "b");
	ck_assert_str_eq(values.template, "spectrum");
	ck_assert(!values.is_open && values.n == 5 && values.top_k == -1);
	ck_assert_double_eq(values.temperature, 0);
	ck_assert_ptr_null(values.tasks);
	ck_assert_uint_eq(values.endpoints.count, 2);
	ck_assert_str_eq(values.endpoints.items[0], "http://b");
	release(&values);
	gamut_experiment_free(experiment);
}
END_TEST

/* -------------------------------------------------------------------- names */

START_TEST(names_say_what_a_condition_is)
{
	struct gamut_experiment *experiment = parse(
		"templates: [chat, my/own.txt]\n"
		"sampling:\n"
		"  temperature: [0.50, 1]\n"
		"  top_p: [1, 0.9]\n"
		"models: [{model: Org/Model-7B, preset: hf-default}]\n");

	ck_assert_uint_eq(gamut_experiment_count(experiment), 8);
	ck_assert_str_eq(gamut_experiment_folder(experiment),
	                 "results/sweep-1");
	ck_assert_str_eq(gamut_experiment_slug(experiment, 0),
	                 "org-model-7b-chat-hf-default-t0.5");
	ck_assert_str_eq(gamut_experiment_slug(experiment, 7),
	                 "org-model-7b-my-own.txt-hf-default-t1-p0.9");
	ck_assert_str_eq(gamut_experiment_title(experiment, 7),
	                 "Org/Model-7B, my/own.txt, preset hf-default, "
	                 "temperature 1, top_p 0.9");
	ck_assert_str_eq(gamut_experiment_title(experiment, 0),
	                 "Org/Model-7B, chat, preset hf-default, "
	                 "temperature 0.5");
	gamut_experiment_free(experiment);
	check_slugs("n: 1", "sim-base-chat-t1");
}
END_TEST

/* Whoever goes on with an experiment finds the runs that are there. */
START_TEST(names_stay_as_an_experiment_grows)
{
	check_slugs("n: 1\nmodels: [{model: a}]", "a-chat-t1");
	check_slugs(
		"n: 2\nmodels: [{model: a}]\nsampling:\n"
		"  {temperature: [1, 0.5], top_p: [1.0, 0.9], preset: pure}",
		"a-chat-t1 a-chat-t1-p0.9 a-chat-t0.5 a-chat-t0.5-p0.9");
	check_slugs("models: [{model: a}, {model: b, n: 5}]",
	            "a-chat-t1 b-chat-t1");
}
END_TEST

/* A limit of the run makes no other condition, a limit of an answer does. */
START_TEST(what_is_asked_makes_a_condition)
{
	struct gamut_experiment *experiment =
		parse("models: [{model: a}, {model: a, max_tokens: 5}]");
	struct gamut_err err = { 0 };

	ck_assert_uint_eq(gamut_experiment_count(experiment), 2);
	gamut_experiment_free(experiment);
	ck_assert_int_eq(
		gamut_experiment_parse(
			&experiment, "x",
			GAMUT_STR("models: [{model: a}, "
	                          "{model: a, max_cost: 5, max_time: 1h}]"),
			table, &err),
		GAMUT_EPARSE);
	ck_assert(strstr(err.msg, "x:1:22: the condition 'a, chat' is here") !=
	          NULL);
}
END_TEST

START_TEST(names_that_collide_get_a_hash)
{
	char slugs[3][64];

	for (int n = 1; n <= 2; n++) {
		struct gamut_buf text = { 0 };
		struct gamut_experiment *experiment;

		gamut_buf_addf(&text,
		               "models:\n"
		               "  - {model: a, endpoint: http://x}\n"
		               "  - {model: a, endpoint: http://y, n: %d}\n"
		               "  - {model: A, endpoint: http://x}\n",
		               n);
		experiment = parse(gamut_buf_cstr(&text));
		gamut_buf_release(&text);
		for (size_t i = 0; i < 3; i++) {
			const char *slug = gamut_experiment_slug(experiment, i);

			/* The n of a model does not change its folder. */
			if (n == 2)
				ck_assert_str_eq(slugs[i], slug);
			snprintf(slugs[i], sizeof(slugs[i]), "%s", slug);
		}
		gamut_experiment_free(experiment);
	}
	ck_assert_str_eq(slugs[0], "a-chat-t1");
	ck_assert(strncmp(slugs[1], "a-chat-t1-", 10) == 0);
	ck_assert_uint_eq(strlen(slugs[1]), 10 + 8);
	ck_assert_uint_eq(strlen(slugs[2]), 10 + 8);
	ck_assert_str_ne(slugs[1], slugs[2]);
}
END_TEST

/* ----------------------------------------------------------------- mistakes */

static const struct bad {
	const char *text;
	const char *says;
} bad[] = {
	{ "- a", "x:1:1: a mapping" },
	{ "n: 1\ntemprature: 1",
	  "x:2:1: unknown key 'temprature', did you mean 'temperature'?" },
	{ "max_csot: 1", "did you mean 'max_cost'?" },
	{ "samplig: {}", "did you mean 'sampling'?" },
	{ "\"mod\\0el\": x", "x:1:1: unknown key 'mod'" },
	{ "n: 1\nsamples: 2", "x:2:1: 'samples' is given twice" },
	{ "max_cost: 1\nmax-cost: 1", "x:2:1: 'max-cost' is given twice" },
	{ "template: a\ntemplates: [b]", "x:2:1: 'template' is given twice" },
	{ "temperature: 1\nsampling: {temperature: 1}",
	  "x:2:12: 'temperature' is given twice" },
	{ "format: json", "x:1:1: --format belongs on the command line" },
	{ "n: 0", "x:1:4: --samples: '0' is not a whole number from 1" },
	{ "n: [1, 2]", "x:1:4: 'samples' takes one value, not a list" },
	{ "n:", "x:1:3: 'samples' has no value" },
	{ "n: {a: 1}", "x:1:4: 'samples' takes no mapping" },
	{ "max_time: 5w", "x:1:11: --max-time: '5w' is not a time" },
	{ "open: 1", "x:1:7: 'open' is true or false" },
	{ "open: 'true'", "x:1:7: 'open' is true or false" },
	{ "tasks: []", "x:1:8: nothing stands in it" },
	{ "tasks: [a, [b]]", "x:1:12: 'tasks' takes a single value here" },
	{ "tasks: [a, '']", "x:1:12: 'tasks' has no value" },
	{ "tasks: \"a\\0b\"", "x:1:8: a NUL within a value" },
	{ "header: [K: v]", "x:1:10: 'header' takes a single value here" },
	{ "header: {'K:': v}", "x:1:10: a key with ':' in it" },
	{ "header: {K: [v]}", "x:1:13: 'header' takes a single value" },
	{ "endpoint: {a: b}", "x:1:11: 'endpoint' takes no mapping" },
	{ "header_env: {K: [V]}", "x:1:17: 'header-env' takes a single" },
	{ "set: {'a=b': 1}", "x:1:7: a key with '=' in it" },
	{ "set: {}", "x:1:6: nothing stands in it" },
	{ "template: [a]", "x:1:11: 'template' takes one value; a list goes "
	                   "into 'templates'" },
	{ "temperature: [1]", "a list goes under 'sampling'" },
	{ "templates: []", "x:1:12: nothing stands in it" },
	{ "templates: [a, a]", "x:1:16: 'a' is given twice" },
	{ "sampling: [1]", "x:1:11: 'sampling' is a mapping" },
	{ "sampling: {}", "x:1:11: 'sampling' is a mapping" },
	{ "sampling: {top_p: [1, hot]}",
	  "x:1:23: --top-p: 'hot' is not a number" },
	{ "sampling: {temperature: [1, 1.0]}", "x:1:29: '1' is given twice" },
	{ "sampling: {n: 1}", "x:1:12: unknown key 'n' under 'sampling'" },
	{ "sampling: {template: a}",
	  "x:1:12: unknown key 'template' under 'sampling'" },
	{ "sampling: {top_o: 1}", "under 'sampling', did you mean 'top_p'?" },
	{ "models: []", "x:1:9: 'models' is a list" },
	{ "models: {model: a}", "x:1:9: 'models' is a list" },
	{ "models: [a]", "x:1:10: a mapping" },
	{ "models: [{n: 1}]", "x:1:10: 'model' is missing" },
	{ "models: [{model: ~}]", "x:1:10: 'model' is missing" },
	{ "model: a\nmodels: [{model: a}]", "x:2:9: there is 'model' too" },
	{ "models: [{model: a, out: b}]", "x:1:21: 'out' belongs above" },
	{ "models: [{model: a, models: []}]",
	  "x:1:21: unknown key 'models', did you mean 'model'?" },
	{ "models: [{model: a}, {model: a, n: 5}]",
	  "x:1:22: the condition 'a, chat' is here twice" },
	{ "models: [{model: a}, {model: a, sampling: {temperature: [2, 1]}}]",
	  "x:1:22: the condition 'a, chat, temperature 1' is here twice" },
};

START_TEST(what_is_wrong_is_placed)
{
	struct gamut_experiment *experiment;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_experiment_parse(&experiment, "x",
	                                        gamut_str_of(bad[_i].text),
	                                        table, &err),
	                 GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, bad[_i].says) != NULL, "%s", err.msg);
}
END_TEST

/* `count` values from 0 for `key`. */
static void add_grid(struct gamut_buf *out, const char *key, int count)
{
	gamut_buf_addf(out, "  %s: [0", key);
	for (int i = 1; i < count; i++)
		gamut_buf_addf(out, ",%d", i);
	gamut_buf_addf(out, "]\n");
}

START_TEST(grids_are_bounded)
{
	struct gamut_buf text = { 0 };
	struct gamut_experiment *experiment;
	struct gamut_err err = { 0 };

	gamut_buf_addf(&text, "sampling:\n");
	add_grid(&text, "temperature", 100);
	add_grid(&text, "top_k", 100);
	experiment = parse(gamut_buf_cstr(&text));
	ck_assert_uint_eq(gamut_experiment_count(experiment), 10000);
	gamut_experiment_free(experiment);
	gamut_buf_addf(&text, "models:\n  - model: a\n  - model: b\n");
	ck_assert_int_eq(gamut_experiment_parse(&experiment, "x",
	                                        gamut_buf_view(&text), table,
	                                        &err),
	                 GAMUT_EPARSE);
	ck_assert_str_eq(err.msg,
	                 "x:6:5: more than 10000 conditions, up to here");
	gamut_buf_release(&text);
}
END_TEST

START_TEST(files_are_read)
{
	struct gamut_experiment *experiment;
	struct gamut_err err = { 0 };
	const char *path = gamut_temp_write("big.exp.yaml", "model: m\n");

	ck_assert_msg(gamut_experiment_read(&experiment, path, table, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
	ck_assert_str_eq(gamut_experiment_folder(experiment),
	                 "results/big.exp");
	gamut_experiment_free(experiment);
	ck_assert_int_eq(gamut_experiment_read(&experiment,
	                                       gamut_temp_path("none"), table,
	                                       &err),
	                 GAMUT_ENOTFOUND);
}
END_TEST

/* ---------------------------------------------------------------- documents */

#define DOCS GAMUT_TEST_DATA "/../../docs/"

static struct gamut_str read_doc(const char *path, struct gamut_arena *arena)
{
	struct gamut_err err = { 0 };
	struct gamut_str text = { 0 };

	ck_assert_msg(gamut_file_read(&text, path, (size_t)1 << 20, arena,
	                              &err) == GAMUT_OK,
	              "%s", err.msg);
	return text;
}

START_TEST(the_schema_is_that_of_the_options)
{
	struct gamut_arena arena = { 0 };
	struct gamut_buf want = { 0 };
	struct gamut_str have = read_doc(DOCS "experiment.schema.json", &arena);

	gamut_experiment_schema(&want, gamut_command_run.options);
	ck_assert_msg(gamut_str_eq(have, gamut_buf_view(&want)),
	              "docs/experiment.schema.json is not that of the options "
	              "of run: write it anew with tests/support/gamut_schema");
	gamut_buf_release(&want);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(the_schema_knows_every_form)
{
	static const char *const parts[] = {
		"    \"set\": {\n      \"$ref\": \"#/definitions/set\"\n",
		"    \"n\": {\n      \"$ref\": \"#/definitions/samples\"\n",
		"\"pattern\": \"^[0-9]+[smhd]?$\"",
		"\"temperature_grid\": {",
		"\"additionalProperties\": false,",
	};
	struct gamut_buf schema = { 0 };
	cJSON *json;

	gamut_experiment_schema(&schema, table);
	json = gamut_json_parse(gamut_buf_view(&schema), NULL);
	ck_assert(cJSON_IsObject(json));
	cJSON_Delete(json);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts); i++)
		ck_assert_msg(strstr(gamut_buf_cstr(&schema), parts[i]) != NULL,
		              "no '%s'", parts[i]);
	ck_assert(strstr(gamut_buf_cstr(&schema), "format") == NULL);
	gamut_buf_release(&schema);
}
END_TEST

/* Does `text` read with the options of run, as so many conditions? */
static void check_example(struct gamut_str text, size_t count)
{
	struct gamut_experiment *experiment;
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_experiment_parse(&experiment, "example", text,
	                                     gamut_command_run.options,
	                                     &err) == GAMUT_OK,
	              "%s", err.msg);
	ck_assert_uint_eq(gamut_experiment_count(experiment), count);
	gamut_experiment_free(experiment);
}

START_TEST(the_examples_are_read)
{
	static const size_t counts[] = { 16, 6 }; /* as the text says */
	const struct gamut_str begin = GAMUT_STR("```yaml\n");
	struct gamut_arena arena = { 0 };
	struct gamut_str doc = read_doc(DOCS "experiments.md", &arena);
	size_t blocks = 0;
	size_t at;

	check_example(read_doc(DOCS "examples/sweep.yaml", &arena), 8);
	while ((at = gamut_str_find(doc, begin)) < doc.len) {
		doc = gamut_str_skip(doc, at + begin.len);
		at = gamut_str_find(doc, GAMUT_STR("```"));
		ck_assert_uint_lt(blocks, GAMUT_ARRAY_LEN(counts));
		check_example(gamut_str_head(doc, at), counts[blocks++]);
		doc = gamut_str_skip(doc, at);
	}
	ck_assert_uint_eq(blocks, GAMUT_ARRAY_LEN(counts));
	gamut_arena_clear(&arena);
}
END_TEST

/* Each member is looked for among those before it. */
START_TEST(members_are_bounded)
{
	struct gamut_experiment *experiment = NULL;
	struct gamut_buf text = { 0 };
	struct gamut_err err = { 0 };
	size_t count = 1000 + (size_t)_i;

	gamut_buf_addf(&text, "set:\n");
	for (size_t i = 0; i < count; i++)
		gamut_buf_addf(&text, "  a%zu: 1\n", i);
	ck_assert_int_eq(gamut_experiment_parse(&experiment, "x",
	                                        gamut_buf_view(&text), table,
	                                        &err),
	                 _i ? GAMUT_EPARSE : GAMUT_OK);
	if (_i)
		ck_assert_str_eq(err.msg, "x:2:3: 'set' has 1001 members, and "
		                          "may have 1000");
	gamut_experiment_free(experiment);
	gamut_buf_release(&text);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("experiment");
	TCase *tc = tcase_create("experiment");

	tcase_add_checked_fixture(tc, gamut_temp_make, gamut_temp_remove);
	tcase_add_test(tc, every_form_of_value_is_set);
	tcase_add_test(tc, a_model_overrides_what_stands_above);
	tcase_add_test(tc, names_say_what_a_condition_is);
	tcase_add_test(tc, names_stay_as_an_experiment_grows);
	tcase_add_test(tc, what_is_asked_makes_a_condition);
	tcase_add_test(tc, names_that_collide_get_a_hash);
	tcase_add_loop_test(tc, what_is_wrong_is_placed, 0,
	                    (int)GAMUT_ARRAY_LEN(bad));
	tcase_add_test(tc, grids_are_bounded);
	tcase_add_test(tc, files_are_read);
	tcase_add_test(tc, the_schema_is_that_of_the_options);
	tcase_add_test(tc, the_schema_knows_every_form);
	tcase_add_test(tc, the_examples_are_read);
	tcase_add_loop_test(tc, members_are_bounded, 0, 2);
	suite_add_tcase(suite, tc);
	return suite;
}

#include "tasks/builtin.h"
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "runner/plan/template.h"

static struct gamut_str render(const char *name, const char *family,
                               enum gamut_setting setting,
                               struct gamut_arena *arena)
{
	struct gamut_template template;
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_template_find(&template, name, family, "a-model",
	                                  arena, &err) == GAMUT_OK,
	              "%s", err.msg);
	return gamut_template_render(&template, &gamut_task_rng_1_10, setting,
	                             arena);
}

/* The prompts of the protocol, written out by hand from its definition. */
static const struct prompt {
	const char *template;
	const char *family;
	enum gamut_setting setting;
	const char *json;
} prompts[] = {
	{ "completion", NULL, GAMUT_ZERO_SHOT,
	  "\"Description: Generate a number between 1 and 10.\\n\\nOutput:\"" },
	{ "completion", NULL, GAMUT_FEW_SHOT,
	  "\"Output: 3\\n\\nOutput: 7\\n\\nOutput: 10\\n\\nOutput:\"" },
	{ "completion", NULL, GAMUT_FEW_SHOT_DESCRIBED,
	  "\"Description: Generate a number between 1 and 10.\\n\\n"
	  "Output: 3\\n\\nOutput: 7\\n\\nOutput: 10\\n\\nOutput:\"" },
	{ "spectrum", "gemma-3", GAMUT_ZERO_SHOT,
	  "\"<start_of_turn>description\\nGenerate a number between 1 and "
	  "10.<end_of_turn>\\n<start_of_turn>output\\n\"" },
	{ "spectrum", "gemma-3", GAMUT_FEW_SHOT,
	  "\"<start_of_turn>output\\n3<end_of_turn>\\n"
	  "<start_of_turn>output\\n7<end_of_turn>\\n"
	  "<start_of_turn>output\\n10<end_of_turn>\\n"
	  "<start_of_turn>output\\n\"" },
	{ "spectrum", "qwen3", GAMUT_ZERO_SHOT,
	  "\"<|im_start|>description\\nGenerate a number between 1 and "
	  "10.<|im_end|>\\n<|im_start|>output\\n\"" },
	{ "spectrum", "llama-3.1", GAMUT_ZERO_SHOT,
	  "\"<|start_header_id|>description<|end_header_id|>\\n\\n"
	  "Generate a number between 1 and 10.<|eot_id|>"
	  "<|start_header_id|>output<|end_header_id|>\\n\\n\"" },
	{ "spectrum", "llama-3.1", GAMUT_FEW_SHOT,
	  "\"<|start_header_id|>output<|end_header_id|>\\n\\n3<|eot_id|>"
	  "<|start_header_id|>output<|end_header_id|>\\n\\n7<|eot_id|>"
	  "<|start_header_id|>output<|end_header_id|>\\n\\n10<|eot_id|>"
	  "<|start_header_id|>output<|end_header_id|>\\n\\n\"" },
};

START_TEST(prompts_are_those_of_the_protocol)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str got = render(prompts[_i].template, prompts[_i].family,
	                              prompts[_i].setting, &arena);

	ck_assert_str_eq(gamut_arena_copy(&arena, got).ptr, prompts[_i].json);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(chat_shows_what_the_setting_shows)
{
	static const char description[] = "Generate a number between 1 and 10.";
	struct gamut_arena arena = { 0 };
	enum gamut_setting setting = (enum gamut_setting)_i;
	cJSON *messages =
		gamut_json_parse(render("chat", NULL, setting, &arena), NULL);
	struct gamut_str system;
	struct gamut_str role;

	ck_assert_int_eq(cJSON_GetArraySize(messages), 2);
	ck_assert(gamut_json_get_str(messages->child, "role", &role));
	ck_assert(gamut_str_eq(role, GAMUT_STR("system")));
	ck_assert(gamut_json_get_str(messages->child->next, "role", &role));
	ck_assert(gamut_str_eq(role, GAMUT_STR("user")));
	ck_assert(gamut_json_get_str(messages->child, "content", &system));
	ck_assert_int_eq(gamut_str_find(system, gamut_str_of(description)) <
	                         system.len,
	                 gamut_setting_has_description(setting));
	ck_assert_int_eq(gamut_str_find(system, GAMUT_STR("output: 10")) <
	                         system.len,
	                 gamut_setting_has_examples(setting));
	cJSON_Delete(messages);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(family_follows_from_the_model)
{
	static const struct {
		const char *model;
		const char *begins;
	} rows[] = {
		{ "tsor13/spectrum-Llama-3.1-8B-v1", "\"<|start_header_id|>" },
		{ "spectrum-gemma-3-12b", "\"<start_of_turn>" },
		{ "Spectrum-QWEN3-14B", "\"<|im_start|>" },
	};
	struct gamut_arena arena = { 0 };
	struct gamut_template template;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		ck_assert_int_eq(gamut_template_find(&template, "spectrum",
		                                     NULL, rows[i].model,
		                                     &arena, NULL),
		                 GAMUT_OK);
		ck_assert(gamut_str_starts_with(
			gamut_template_render(&template, &gamut_task_rng_1_10,
		                              GAMUT_ZERO_SHOT, &arena),
			gamut_str_of(rows[i].begins)));
	}
	ck_assert_int_eq(gamut_template_find(&template, "spectrum", NULL,
	                                     "mistral-7b", &arena, NULL),
	                 GAMUT_EINVAL);
	gamut_arena_clear(&arena);
}
END_TEST

static enum gamut_status find_file(struct gamut_template *template,
                                   const char *text, struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	char path[] = "./template.XXXXXX";
	int fd = mkstemp(path);
	enum gamut_status status;

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(gamut_file_write_all(fd, gamut_str_of(text), err),
	                 GAMUT_OK);
	close(fd);
	status = gamut_template_find(template, path, NULL, "m", arena, err);
	unlink(path);
	return status;
}

START_TEST(files_make_prompts_and_messages)
{
	struct gamut_arena arena = { 0 };
	struct gamut_template template;
	struct gamut_str got;

	ck_assert_int_eq(
		find_file(&template,
	                  "{{#examples}}- {{example}}\n{{/examples}}- \n",
	                  &arena, NULL),
		GAMUT_OK);
	got = gamut_template_render(&template, &gamut_task_rng_1_10,
	                            GAMUT_FEW_SHOT, &arena);
	ck_assert(gamut_str_eq(got, GAMUT_STR("\"- 3\\n- 7\\n- 10\\n- \"")));

	ck_assert_int_eq(find_file(&template,
	                           "[{\"role\":\"user\",\"content\":"
	                           "\"{{description}}\"}]",
	                           &arena, NULL),
	                 GAMUT_OK);
	got = gamut_template_render(&template, &gamut_task_rng_1_10,
	                            GAMUT_ZERO_SHOT, &arena);
	ck_assert(gamut_str_eq(
		got, GAMUT_STR("[{\"role\":\"user\",\"content\":\"Generate a "
	                       "number between 1 and 10.\"}]")));
	gamut_arena_clear(&arena);
}
END_TEST

static const char *const broken[] = {
	"{{desc}}",
	"{{example}}",
	"{{#examples}}{{example}}",
	"{{/examples}}",
	"{{}}",
	"[]",
	"[{\"role\":\"user\"}]",
	"[{\"role\":\"user\",\"content\":\"{{x}}\"}]",
	"[1,",
	"\xff",
};

START_TEST(broken_files_are_refused)
{
	struct gamut_arena arena = { 0 };
	struct gamut_template template;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(find_file(&template, broken[_i], &arena, &err),
	                 GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "./template."));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(unknown_names_are_met_with_the_nearest)
{
	struct gamut_arena arena = { 0 };
	struct gamut_template template;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_template_find(&template, "completions", NULL,
	                                     "m", &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "did you mean 'completion'"));
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("template");
	TCase *tc = tcase_create("template");

	tcase_add_loop_test(tc, prompts_are_those_of_the_protocol, 0,
	                    (int)GAMUT_ARRAY_LEN(prompts));
	tcase_add_loop_test(tc, chat_shows_what_the_setting_shows, 0,
	                    GAMUT_SETTING_COUNT);
	tcase_add_test(tc, family_follows_from_the_model);
	tcase_add_test(tc, files_make_prompts_and_messages);
	tcase_add_loop_test(tc, broken_files_are_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(broken));
	tcase_add_test(tc, unknown_names_are_met_with_the_nearest);
	suite_add_tcase(suite, tc);
	return suite;
}

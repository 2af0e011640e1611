#include "runner/cli/repeat.h"

#include "base/json.h"
#include "base/map.h"
#include "runner/cli/shell.h"
#include "tasks/catalog/registry.h"
#include "tasks/setting.h"

/* The sampling fields of requests, the options, and what needs no option. */
static const struct {
	const char *field;
	const char *option;
	double neutral;
} samplings[] = {
	{ "temperature", "temperature", 1 },
	{ "top_p", "top-p", 1 },
	{ "top_k", "top-k", 0 },
	{ "min_p", "min-p", 0 },
};

static void add(struct gamut_buf *out, const char *name, struct gamut_str value,
                struct gamut_arena *arena)
{
	if (value.len > 0)
		gamut_shell_add_option(out, name,
		                       gamut_arena_copy(arena, value).ptr);
}

static void add_sampling(struct gamut_buf *out, struct gamut_str sampling)
{
	cJSON *fields = gamut_json_parse(sampling, NULL);
	struct gamut_buf number = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(samplings); i++) {
		struct gamut_json json = { .out = &number };
		double value;

		/* Below 0 is what some servers call no limit. */
		if (!gamut_json_get_double(fields, samplings[i].field,
		                           &value) ||
		    value == samplings[i].neutral || value < 0)
			continue;
		gamut_buf_clear(&number);
		gamut_json_double(&json, value);
		gamut_shell_add_option(out, samplings[i].option,
		                       gamut_buf_cstr(&number));
	}
	gamut_buf_release(&number);
	cJSON_Delete(fields);
}

static struct gamut_str task_of(const struct gamut_manifest_cell *cell)
{
	return cell->task;
}

static struct gamut_str setting_of(const struct gamut_manifest_cell *cell)
{
	return cell->setting;
}

/* The different ones, unless there are `all` that there could be. */
static void add_names(
	struct gamut_buf *out, const char *option, size_t all,
	const struct gamut_manifest *manifest,
	struct gamut_str (*name_of)(const struct gamut_manifest_cell *))
{
	struct gamut_map seen = { 0 };
	struct gamut_buf names = { 0 };

	for (size_t i = 0; i < manifest->cell_count; i++) {
		struct gamut_str name = name_of(&manifest->cells[i]);

		if (gamut_map_put(&seen, name, i) != i)
			continue;
		if (names.len > 0)
			gamut_buf_add_char(&names, ',');
		gamut_buf_add(&names, name);
	}
	if (gamut_map_count(&seen) != all)
		gamut_shell_add_option(out, option, gamut_buf_cstr(&names));
	gamut_map_clear(&seen);
	gamut_buf_release(&names);
}

static void add_unless(struct gamut_buf *out, const char *name,
                       struct gamut_str value, const char *neutral,
                       struct gamut_arena *arena)
{
	if (!gamut_str_eq(value, gamut_str_of(neutral)))
		add(out, name, value, arena);
}

struct gamut_str gamut_repeat_rest(const char *folder,
                                   struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str command;

	gamut_buf_add(&out, GAMUT_STR("gamut run"));
	gamut_shell_add_option(&out, "out", folder);
	command = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return command;
}

struct gamut_str gamut_repeat_command(const struct gamut_manifest *manifest,
                                      struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str command;

	if (manifest->imported.len > 0)
		return GAMUT_STR_EMPTY;
	gamut_buf_add(&out, GAMUT_STR("gamut run"));
	add(&out, "endpoint", manifest->endpoint, arena);
	add(&out, "model", manifest->model, arena);
	add_unless(&out, "template", manifest->template, "chat", arena);
	add(&out, "family", manifest->family, arena);
	if (!manifest->is_simulated)
		add_unless(&out, "profile", manifest->profile, "generic",
		           arena);
	add_unless(&out, "preset", manifest->preset, "pure", arena);
	add_sampling(&out, manifest->sampling);
	add_names(&out, "tasks", gamut_task_count(), manifest, task_of);
	add_names(&out, "settings", GAMUT_SETTING_COUNT, manifest, setting_of);
	gamut_buf_addf(&out, " -n %u --seed %ju", manifest->n,
	               (uintmax_t)manifest->seed);
	command = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return command;
}

#include "runner/exchange/export/imported.h"

/* Of the files in a cell of a table; all are in run.json. */
#define NAMED 8

int64_t gamut_export_seed(const struct gamut_manifest *manifest)
{
	if (gamut_export_is_imported(manifest) && manifest->seed == 0)
		return GAMUT_UNKNOWN;
	return (int64_t)manifest->seed;
}

void gamut_export_add_limit(struct gamut_json *json, const char *key,
                            const struct gamut_export_cell *cell)
{
	if (gamut_export_is_imported(&cell->run->run->manifest) &&
	    cell->asked->max_tokens == 0)
		return;
	gamut_json_key(json, key);
	gamut_json_int(json, cell->asked->max_tokens);
}

void gamut_export_add_imported(struct gamut_json *json,
                               const struct gamut_manifest *manifest)
{
	gamut_json_key(json, "imported");
	if (gamut_export_is_imported(manifest))
		gamut_json_raw(json, manifest->imported);
	else
		gamut_json_null(json);
}

struct gamut_str gamut_export_imported_line(
	const struct gamut_manifest *manifest, struct gamut_arena *arena)
{
	cJSON *imported;
	const cJSON *file;
	struct gamut_buf line = { 0 };
	struct gamut_str name;
	size_t count = 0;

	if (!gamut_export_is_imported(manifest))
		return GAMUT_STR_EMPTY;
	imported = gamut_json_parse(manifest->imported, NULL);
	gamut_buf_add(&line, gamut_manifest_source(manifest));
	cJSON_ArrayForEach(file,
	                   cJSON_GetObjectItemCaseSensitive(imported, "files"))
	{
		if (!gamut_json_get_str(file, "name", &name) ||
		    count++ >= NAMED)
			continue;
		gamut_buf_addf(&line, "%s%.*s", count == 1 ? ": " : ", ",
		               GAMUT_STR_ARG(name));
	}
	if (count > NAMED)
		gamut_buf_addf(&line, " and %zu more", count - NAMED);
	name = gamut_arena_copy(arena, gamut_buf_view(&line));
	gamut_buf_release(&line);
	cJSON_Delete(imported);
	return name;
}

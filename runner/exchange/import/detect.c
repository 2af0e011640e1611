#include "base/text.h"
#include "runner/exchange/import/parts.h"
#include "runner/exchange/import/walk.h"

const struct gamut_import_format *const gamut_import_formats[] = {
	&gamut_import_lm_eval,   &gamut_import_inspect,
	&gamut_import_spectrum,  &gamut_import_noveltybench,
	&gamut_import_promptfoo, &gamut_import_jsonl,
	&gamut_import_csv,       NULL,
};

enum gamut_status gamut_import_format_find(
	const struct gamut_import_format **out, const char *name,
	struct gamut_err *err)
{
	const char *names[GAMUT_ARRAY_LEN(gamut_import_formats) - 1];

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++) {
		names[i] = gamut_import_formats[i]->name;
		if (gamut_str_eq(gamut_str_of(name), gamut_str_of(names[i]))) {
			*out = gamut_import_formats[i];
			return GAMUT_OK;
		}
	}
	return gamut_error(
		err, GAMUT_EINVAL,
		"--from: '%s' is no format%s; there are " GAMUT_IMPORT_FORMATS,
		name,
		gamut_text_hint(name, names, GAMUT_ARRAY_LEN(names)).text);
}

/* ------------------------------------------------------------------- telling
 */

/* What an object has that is of a format and of no other. */
static const struct {
	const struct gamut_import_format *format;
	const char *members[3];
} signs[] = {
	{ &gamut_import_spectrum, { "task_results" } },
	{ &gamut_import_inspect, { "version", "eval", "plan" } },
	{ &gamut_import_inspect, { "version", "eval", "samples" } },
	{ &gamut_import_lm_eval, { "resps", "filtered_resps", "doc" } },
	{ &gamut_import_promptfoo, { "results", "config", "evalId" } },
	{ &gamut_import_promptfoo, { "promptIdx", "testIdx", "provider" } },
	{ &gamut_import_noveltybench, { "id", "prompt", "generations" } },
	{ &gamut_import_jsonl, { "task", "text" } },
};

static const struct gamut_import_format *match(const struct gamut_map *members)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(signs); i++) {
		bool has_all = true;

		for (size_t k = 0; k < GAMUT_ARRAY_LEN(signs[i].members); k++)
			if (signs[i].members[k] &&
			    gamut_map_find(members,
			                   gamut_str_of(signs[i].members[k])) ==
			            GAMUT_MAP_ABSENT)
				has_all = false;
		if (has_all)
			return signs[i].format;
	}
	return NULL;
}

/*
 * By the members of the object in `text`; NULL where there is none, or it
 * cannot be read: then `*err` says why.
 */
static const struct gamut_import_format *match_object(struct gamut_str text,
                                                      const char *path,
                                                      struct gamut_err *err)
{
	struct gamut_map members = { 0 };
	struct gamut_walk walk = gamut_walk_begin(text, path, 1, err);
	const struct gamut_import_format *format = NULL;
	struct gamut_str key;

	gamut_walk_enter(&walk, '{', "it begins with no JSON object");
	while (gamut_walk_key(&walk, &key)) {
		gamut_map_put(&members, key, 1);
		gamut_walk_value(&walk);
	}
	if (!walk.status)
		format = match(&members);
	gamut_map_clear(&members);
	return format;
}

/* The first line that is not blank, in `arena`; empty where it is too long. */
static enum gamut_status first_line(struct gamut_import_file *file,
                                    struct gamut_str *text,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	struct gamut_lines *lines;
	struct gamut_line line;
	bool has_more = true;
	enum gamut_status status = gamut_lines_open(&lines, file->path,
	                                            GAMUT_IMPORT_LINE_MAX, err);

	*text = GAMUT_STR_EMPTY;
	if (status)
		return status;
	while (!status && text->len == 0) {
		status = gamut_import_line(file, lines, &line, &has_more, NULL);
		if (status || !has_more)
			break;
		*text = gamut_arena_copy(arena, gamut_str_trim(line.text));
	}
	gamut_lines_close(lines);
	/* A document may stand in one long line. */
	return status == GAMUT_EPARSE ? GAMUT_OK : status;
}

/* Why the format of `text`, all of the file, cannot be told. */
static enum gamut_status no_telling(const char *path, struct gamut_str text,
                                    const struct gamut_err *why,
                                    struct gamut_err *err)
{
	static const char remedy[] = "say --from " GAMUT_IMPORT_FORMATS;

	if (gamut_str_trim(text).len == 0)
		return gamut_error(err, GAMUT_EINVAL, "'%s' is empty", path);
	if (why->msg[0])
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s, so its format cannot be told: %s",
		                   why->msg, remedy);
	return gamut_error(err, GAMUT_EINVAL,
	                   "what '%s' holds is not told by its members: %s",
	                   path, remedy);
}

static bool is_mapped_lines(struct gamut_str name,
                            const struct gamut_import_map *map)
{
	return gamut_str_ends_with(name, GAMUT_STR(".jsonl")) &&
	       gamut_import_map_has_fields(map);
}

enum gamut_status gamut_import_detect(const struct gamut_import_format **out,
                                      const char *path,
                                      const struct gamut_import_map *map,
                                      struct gamut_err *err)
{
	struct gamut_import_file file = {
		.path = path,
		.name = gamut_import_base_name(path),
	};
	struct gamut_arena arena = { 0 };
	struct gamut_err why = { 0 };
	struct gamut_str text;
	enum gamut_status status;

	*out = NULL;
	if (gamut_str_ends_with(file.name, GAMUT_STR(".csv"))) {
		*out = &gamut_import_csv;
		return GAMUT_OK;
	}
	gamut_digest_init(&file.digest);
	status = first_line(&file, &text, &arena, err);
	if (!status)
		*out = match_object(text, path, NULL);
	if (!status && !*out && is_mapped_lines(file.name, map))
		*out = &gamut_import_jsonl;
	if (!status && !*out) {
		gamut_digest_init(&file.digest);
		status = gamut_import_document(&file, &text, &arena, err);
	}
	if (!status && !*out)
		*out = match_object(text, path, &why);
	if (!status && !*out)
		status = no_telling(path, text, &why, err);
	gamut_arena_clear(&arena);
	return status;
}

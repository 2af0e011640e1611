#include "base/file.h"
#include "base/text.h"
#include "runner/exchange/import/parts.h"
#include "runner/exchange/import/walk.h"

/* Columns of a reason that is stored. */
#define REASON_COLUMNS 200

struct gamut_import_item gamut_import_item_empty(void)
{
	return (struct gamut_import_item){
		.sample = { .seed = GAMUT_UNKNOWN,
		            .latency_ms = GAMUT_UNKNOWN,
		            .prompt_tokens = GAMUT_UNKNOWN,
		            .completion_tokens = GAMUT_UNKNOWN,
		            .reasoning_tokens = GAMUT_UNKNOWN },
	};
}

struct gamut_str gamut_import_reason(struct gamut_str text)
{
	struct gamut_str rest = gamut_str_trim(text);
	struct gamut_str line = GAMUT_STR_EMPTY;
	size_t len;

	gamut_str_take_line(&rest, &line);
	if (line.len == 0)
		return GAMUT_STR("an error without a message");
	len = line.len < REASON_COLUMNS ? line.len : REASON_COLUMNS;
	while (len < line.len && len > 0 && (line.ptr[len] & 0xc0) == 0x80)
		len--;
	return gamut_str_head(line, len);
}

struct gamut_str gamut_import_str(const cJSON *object, const char *key)
{
	struct gamut_str value = GAMUT_STR_EMPTY;

	gamut_json_get_str(object, key, &value);
	return value;
}

static void put(struct gamut_json *json, const cJSON *item)
{
	bool is_object = cJSON_IsObject(item);
	const cJSON *child;

	if (cJSON_IsString(item)) {
		gamut_json_cstr(json, item->valuestring);
	} else if (cJSON_IsNumber(item)) {
		gamut_json_double(json, item->valuedouble);
	} else if (cJSON_IsBool(item)) {
		gamut_json_bool(json, cJSON_IsTrue(item));
	} else if (cJSON_IsNull(item)) {
		gamut_json_null(json);
	} else {
		gamut_json_open(json, is_object ? '{' : '[');
		cJSON_ArrayForEach(child, item)
		{
			if (is_object)
				gamut_json_key(json, child->string);
			put(json, child);
		}
		gamut_json_close(json, is_object ? '}' : ']');
	}
}

struct gamut_str gamut_import_json(const cJSON *item, struct gamut_arena *arena)
{
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };
	struct gamut_str kept;

	if (!item || cJSON_IsNull(item))
		return GAMUT_STR_EMPTY;
	put(&json, item);
	kept = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return kept;
}

const char *gamut_import_kind(const cJSON *item)
{
	if (!item)
		return "not there";
	if (cJSON_IsString(item))
		return "a string";
	if (cJSON_IsNumber(item))
		return "a number";
	if (cJSON_IsBool(item))
		return "true or false";
	if (cJSON_IsNull(item))
		return "null";
	return cJSON_IsArray(item) ? "a list" : "an object";
}

struct gamut_str gamut_import_base_name(const char *path)
{
	struct gamut_str name = gamut_str_of(path);

	for (size_t i = name.len; i > 0; i--)
		if (name.ptr[i - 1] == '/')
			return gamut_str_skip(name, i);
	return name;
}

/* -------------------------------------------------------------------- lines */

enum gamut_status gamut_import_line(struct gamut_import_file *file,
                                    struct gamut_lines *lines,
                                    struct gamut_line *line, bool *has_more,
                                    struct gamut_err *err)
{
	static const struct gamut_str bom = { .ptr = "\xef\xbb\xbf", .len = 3 };
	enum gamut_status status = gamut_lines_next(lines, line, has_more, err);

	if (status || !*has_more)
		return status;
	if (line->is_too_long)
		return gamut_error(err, GAMUT_EPARSE,
		                   "%s:%zu: the line has more than %zu bytes",
		                   file->path, line->number,
		                   GAMUT_IMPORT_LINE_MAX);
	gamut_digest_bytes(&file->digest, line->text);
	if (line->is_ended)
		gamut_digest_bytes(&file->digest, GAMUT_STR("\n"));
	file->bytes += line->text.len + line->is_ended;
	if (line->number == 1 && gamut_str_starts_with(line->text, bom))
		line->text = gamut_str_skip(line->text, bom.len);
	return GAMUT_OK;
}

static enum gamut_status take_line(struct gamut_import_file *file,
                                   const struct gamut_line *line,
                                   gamut_import_object_fn *take, void *context,
                                   struct gamut_err *err)
{
	struct gamut_walk walk = gamut_walk_begin(line->text, file->path,
	                                          line->number, err);
	enum gamut_status status;
	cJSON *object = gamut_walk_tree(&walk);

	gamut_walk_end(&walk);
	if (!walk.status && !cJSON_IsObject(object))
		gamut_walk_fail(&walk, 0, "the line is no JSON object");
	status = walk.status;
	if (!status) {
		status = take(file, object, context, err);
		if (status && status != GAMUT_EIO)
			gamut_error_at(err, "%s:%zu", file->path, line->number);
	}
	cJSON_Delete(object);
	return status;
}

enum gamut_status gamut_import_each_line(struct gamut_import_file *file,
                                         gamut_import_object_fn *take,
                                         void *context, struct gamut_err *err)
{
	struct gamut_lines *lines;
	struct gamut_line line;
	bool has_more = true;
	enum gamut_status status = gamut_lines_open(&lines, file->path,
	                                            GAMUT_IMPORT_LINE_MAX, err);

	if (status)
		return status;
	while (!status) {
		status = gamut_import_line(file, lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		if (gamut_str_trim(line.text).len > 0)
			status = take_line(file, &line, take, context, err);
	}
	gamut_lines_close(lines);
	return status;
}

enum gamut_status gamut_import_each_item(struct gamut_import_file *file,
                                         const struct gamut_walk *whole,
                                         struct gamut_str list,
                                         const char *noun,
                                         gamut_import_object_fn *take,
                                         void *context)
{
	struct gamut_walk walk = gamut_walk_inside(whole, list);
	enum gamut_status status = GAMUT_OK;
	size_t number = 0;

	gamut_walk_enter(&walk, '[', "a list must be here");
	while (!status && gamut_walk_item(&walk)) {
		cJSON *object = gamut_walk_tree(&walk);

		number++;
		if (!walk.status)
			status = take(file, object, context, walk.err);
		if (status && status != GAMUT_EIO)
			gamut_error_at(walk.err, "%s: %s %zu", file->path, noun,
			               number);
		cJSON_Delete(object);
	}
	return status ? status : walk.status;
}

enum gamut_status gamut_import_document(struct gamut_import_file *file,
                                        struct gamut_str *text,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err)
{
	static const struct gamut_str bom = { .ptr = "\xef\xbb\xbf", .len = 3 };
	static const struct gamut_str zip = { .ptr = "PK\x03\x04", .len = 4 };
	enum gamut_status status = gamut_file_read(
		text, file->path, GAMUT_IMPORT_DOCUMENT_MAX, arena, err);

	if (status)
		return status;
	gamut_digest_bytes(&file->digest, *text);
	file->bytes = text->len;
	if (gamut_str_starts_with(*text, zip))
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is a zip, as inspect's .eval is: "
		                   "'inspect log convert --to json "
		                   "--output-dir DIR FILE' makes JSON of it",
		                   file->path);
	if (gamut_str_starts_with(*text, bom))
		*text = gamut_str_skip(*text, bom.len);
	return GAMUT_OK;
}

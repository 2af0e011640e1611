#include "runner/exchange/export/file.h"

#include "base/arena.h"

/* So much is written at a time. */
#define STEP_BYTES ((size_t)64 * 1024)

enum gamut_status gamut_export_file_open(struct gamut_export_file *file,
                                         const char *path,
                                         struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str folder = gamut_arena_copy(&arena, gamut_str_of(path));
	enum gamut_status status = GAMUT_OK;

	*file = (struct gamut_export_file){ 0 };
	gamut_digest_init(&file->digest);
	while (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
		folder.len--;
	if (folder.len > 1)
		status = gamut_file_make_folder(
			gamut_arena_copy(&arena,
		                         gamut_str_head(folder, folder.len - 1))
				.ptr,
			err);
	if (!status)
		status = gamut_draft_open(&file->draft, path, err);
	gamut_arena_clear(&arena);
	return status;
}

static void flush(struct gamut_export_file *file)
{
	struct gamut_str text = gamut_buf_view(&file->text);

	if (!file->status) {
		gamut_digest_bytes(&file->digest, text);
		file->status = gamut_draft_write(file->draft, text, &file->err);
	}
	gamut_buf_clear(&file->text);
}

void gamut_export_file_step(struct gamut_export_file *file)
{
	if (file->text.len >= STEP_BYTES)
		flush(file);
}

enum gamut_status gamut_export_file_publish(struct gamut_export_file *file,
                                            char *hex, struct gamut_err *err)
{
	char unused[GAMUT_DIGEST_SIZE];

	flush(file);
	if (file->status)
		return gamut_error(err, file->status, "%s", file->err.msg);
	gamut_digest_hex(&file->digest, hex ? hex : unused);
	return gamut_draft_publish(file->draft, err);
}

void gamut_export_file_close(struct gamut_export_file *file)
{
	gamut_draft_close(file->draft);
	gamut_buf_release(&file->text);
	*file = (struct gamut_export_file){ 0 };
}

static void break_line(struct gamut_buf *out, size_t depth)
{
	gamut_buf_add_char(out, '\n');
	for (size_t i = 0; i < depth; i++)
		gamut_buf_add(out, GAMUT_STR("  "));
}

/* How far the string at the front of `text` goes, with both quotes. */
static size_t string_length(struct gamut_str text)
{
	size_t i = 1;

	while (i < text.len && text.ptr[i] != '"')
		i += text.ptr[i] == '\\' ? 2 : 1;
	return i < text.len ? i + 1 : text.len;
}

/* Whether the last bracket has anything in it shows in what comes next. */
struct layout {
	size_t depth;
	bool is_empty;
};

static void lay_out(struct gamut_buf *out, char c, struct layout *layout)
{
	bool is_close = c == '}' || c == ']';

	if (is_close && layout->depth > 0)
		layout->depth--;
	if (is_close ? !layout->is_empty : layout->is_empty)
		break_line(out, layout->depth);
	gamut_buf_add_char(out, c);
	layout->is_empty = c == '{' || c == '[';
	if (layout->is_empty)
		layout->depth++;
	if (c == ':')
		gamut_buf_add_char(out, ' ');
	if (c == ',')
		break_line(out, layout->depth);
}

void gamut_export_pretty(struct gamut_buf *out, struct gamut_str text)
{
	struct layout layout = { 0 };

	while (text.len > 0) {
		size_t length = text.ptr[0] == '"' ? string_length(text) : 1;

		/* A run's own JSON may have white space in it. */
		if (!gamut_ascii_is_space(text.ptr[0]))
			lay_out(out, text.ptr[0], &layout);
		gamut_buf_add(out,
		              gamut_str_skip(gamut_str_head(text, length), 1));
		text = gamut_str_skip(text, length);
	}
}

#include "base/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/file.h"

#define CHUNK_BYTES ((size_t)64 * 1024)

struct gamut_lines {
	char *path;
	int fd;
	size_t max_bytes;
	size_t number;       /* of lines begun */
	size_t at;           /* in the chunk: where unread bytes begin */
	size_t end;          /* in the chunk: where they end */
	uint64_t passed;     /* bytes of the chunks that are gone */
	uint64_t line_begin; /* of the line that is being read */
	/* The line so far, where it began in a chunk that is gone. */
	struct gamut_buf spill;
	char chunk[CHUNK_BYTES];
};

enum gamut_status gamut_lines_open(struct gamut_lines **out, const char *path,
                                   size_t max_bytes, struct gamut_err *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : gamut_file_open(path, O_RDONLY);
	struct gamut_lines *lines;

	if (fd < 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	lines = gamut_alloc(sizeof(*lines));
	lines->path = gamut_strdup(path);
	lines->fd = fd;
	lines->max_bytes = max_bytes;
	lines->spill.max_bytes = max_bytes;
	*out = lines;
	return GAMUT_OK;
}

void gamut_lines_close(struct gamut_lines *lines)
{
	if (!lines)
		return;
	if (lines->fd != STDIN_FILENO)
		close(lines->fd);
	gamut_buf_release(&lines->spill);
	free(lines->path);
	free(lines);
}

/* Read the next chunk; it is empty at the end of the file. */
static enum gamut_status fill(struct gamut_lines *lines, struct gamut_err *err)
{
	ssize_t n;

	lines->passed += lines->end;
	do
		n = read(lines->fd, lines->chunk, CHUNK_BYTES);
	while (n < 0 && errno == EINTR);
	lines->at = 0;
	lines->end = n > 0 ? (size_t)n : 0;
	if (n < 0)
		return gamut_error_errno(err, errno, "cannot read '%s'",
		                         lines->path);
	return GAMUT_OK;
}

/* Take what the chunk has of the line; has its end been seen? */
static bool take_piece(struct gamut_lines *lines, struct gamut_str *piece)
{
	const char *begin = lines->chunk + lines->at;
	size_t len = lines->end - lines->at;
	const char *feed = memchr(begin, '\n', len);

	if (feed)
		len = (size_t)(feed - begin);
	*piece = (struct gamut_str){ .ptr = begin, .len = len };
	lines->at += len + (feed ? 1 : 0);
	return feed;
}

/* Make `*line` of what was spilled and of its last piece. */
static void finish(struct gamut_lines *lines, struct gamut_line *line,
                   struct gamut_str piece, bool is_ended)
{
	bool is_whole = lines->spill.len == 0 && !lines->spill.is_over;

	if (!is_whole && !lines->spill.is_over) {
		gamut_buf_add(&lines->spill, piece);
		piece = gamut_buf_view(&lines->spill);
	}
	*line = (struct gamut_line){
		.text = piece,
		.number = lines->number,
		.at = lines->line_begin,
		.is_ended = is_ended,
		.is_too_long = lines->spill.is_over ||
		               (lines->max_bytes > 0 &&
		                piece.len > lines->max_bytes),
	};
	if (line->is_too_long)
		line->text = GAMUT_STR_EMPTY;
}

enum gamut_status gamut_lines_next(struct gamut_lines *lines,
                                   struct gamut_line *line, bool *has_more,
                                   struct gamut_err *err)
{
	struct gamut_str piece = GAMUT_STR_EMPTY;
	bool is_ended = false;
	bool is_begun = false;

	gamut_buf_clear(&lines->spill);
	while (!is_ended) {
		if (lines->at == lines->end) {
			enum gamut_status status = fill(lines, err);

			piece = GAMUT_STR_EMPTY;
			if (status)
				return status;
			if (lines->end == 0)
				break;
		}
		if (!is_begun) {
			lines->number++;
			lines->line_begin = lines->passed + lines->at;
		}
		is_begun = true;
		is_ended = take_piece(lines, &piece);
		if (!is_ended && !lines->spill.is_over)
			gamut_buf_add(&lines->spill, piece);
	}
	*has_more = is_begun;
	if (is_begun)
		finish(lines, line, piece, is_ended);
	return GAMUT_OK;
}

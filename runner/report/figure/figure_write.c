#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/env.h"
#include "base/file.h"
#include "base/process.h"
#include "runner/report/figure/figure.h"

#define PICTURE_MAX ((size_t)256 << 20)

/* Pictures are made in a folder of their own, and put in place when done. */
struct workshop {
	const char *folder;
	const char *stem; /* of what is made in it */
	struct gamut_arena arena;
};

static const char *const extensions[] = { "tsv", "gp",
#define X(name, extension, bit) extension,
	                                  GAMUT_FIGURE_FORMAT_MAP(X)
#undef X
};

static const unsigned bits[] = { GAMUT_FIGURE_ALL, GAMUT_FIGURE_ALL,
#define X(name, extension, bit) bit,
	                         GAMUT_FIGURE_FORMAT_MAP(X)
#undef X
};

static enum gamut_status open_workshop(struct workshop *workshop,
                                       struct gamut_err *err)
{
	const char *above = gamut_env("TMPDIR");
	struct gamut_str path = gamut_arena_strf(&workshop->arena,
	                                         "%s/gamut-figure-XXXXXX",
	                                         above ? above : "/tmp");
	char *folder = gamut_strdup(path.ptr);
	enum gamut_status status = GAMUT_OK;

	if (mkdtemp(folder))
		workshop->folder = gamut_arena_copy(&workshop->arena,
		                                    gamut_str_of(folder))
		                           .ptr;
	else
		status = gamut_error_errno(
			err, errno, "cannot make a folder to draw in, '%s'",
			path.ptr);
	free(folder);
	return status;
}

/* Where a file of the picture is, while it is made. */
static const char *path_in(struct workshop *workshop, const char *extension)
{
	return gamut_arena_strf(&workshop->arena, "%s/%s.%s", workshop->folder,
	                        workshop->stem, extension)
	        .ptr;
}

static void close_workshop(struct workshop *workshop)
{
	if (workshop->folder) {
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(extensions); i++)
			unlink(path_in(workshop, extensions[i]));
		rmdir(workshop->folder);
	}
	gamut_arena_clear(&workshop->arena);
}

/* Cairo has the time in a PDF, and no way not to. */
static void undate(struct gamut_str *pdf, struct gamut_arena *arena)
{
	const struct gamut_str mark = GAMUT_STR("/CreationDate (D:");
	static const char date[] = "19700101000000";
	size_t at = gamut_str_find(*pdf, mark) + mark.len;
	char *bytes;

	if (at + sizeof(date) > pdf->len)
		return;
	bytes = gamut_arena_new(arena, char, pdf->len);
	memcpy(bytes, pdf->ptr, pdf->len);
	memcpy(bytes + at, date, sizeof(date) - 1);
	pdf->ptr = bytes;
}

static enum gamut_status put_parts(struct workshop *workshop,
                                   const struct gamut_figure *figure,
                                   unsigned formats, struct gamut_err *err)
{
	struct gamut_buf data = { 0 };
	struct gamut_buf script = { 0 };
	enum gamut_status status;

	gamut_figure_data(&data, figure);
	status = gamut_figure_script(
		&script, figure, gamut_str_of(workshop->stem), formats, err);
	if (!status)
		status = gamut_file_replace(path_in(workshop, "tsv"),
		                            gamut_buf_view(&data), err);
	if (!status)
		status = gamut_file_replace(path_in(workshop, "gp"),
		                            gamut_buf_view(&script), err);
	gamut_buf_release(&data);
	gamut_buf_release(&script);
	return status;
}

/* With -d nothing of a user's own settings is read. */
static enum gamut_status draw(struct workshop *workshop, struct gamut_err *err)
{
	const struct gamut_str script =
		gamut_arena_strf(&workshop->arena, "./%s.gp", workshop->stem);
	const char *const words[] = { "gnuplot", "-d", script.ptr, NULL };
	const struct gamut_process gnuplot = {
		.words = words,
		.folder = workshop->folder,
		.remedy = "apt-get install gnuplot-nox",
	};

	return gamut_process_run(&gnuplot, NULL, &workshop->arena, err);
}

static bool is_wanted(size_t i, unsigned formats)
{
	return (bits[i] & formats) != 0;
}

/* Put all in place: what was made is read first, whole. */
static enum gamut_status publish(struct workshop *workshop, const char *path,
                                 unsigned formats, struct gamut_err *err)
{
	struct gamut_str files[GAMUT_ARRAY_LEN(extensions)] = { 0 };
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(files) && !status; i++)
		if (is_wanted(i, formats))
			status = gamut_file_read(
				&files[i], path_in(workshop, extensions[i]),
				PICTURE_MAX, &workshop->arena, err);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(files) && !status; i++) {
		struct gamut_str to = gamut_arena_strf(
			&workshop->arena, "%s.%s", path, extensions[i]);

		if (!is_wanted(i, formats))
			continue;
		if (bits[i] == GAMUT_FIGURE_PDF)
			undate(&files[i], &workshop->arena);
		status = gamut_file_replace(to.ptr, files[i], err);
	}
	return status;
}

/* Before anything is drawn, and in words that name what the user named. */
static enum gamut_status check_folder(const char *path,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	const char *slash = strrchr(path, '/');
	struct gamut_str folder;

	if (!slash || slash == path)
		return GAMUT_OK;
	folder = gamut_arena_strf(arena, "%.*s", (int)(slash - path), path);
	if (gamut_file_is_folder(folder.ptr))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_ENOTFOUND,
	                   "there is no folder '%s' to put '%s' into",
	                   folder.ptr, slash + 1);
}

enum gamut_status gamut_figure_write(const struct gamut_figure *figure,
                                     const char *path, unsigned formats,
                                     struct gamut_err *err)
{
	const char *slash = strrchr(path, '/');
	struct workshop workshop = { .stem = slash ? slash + 1 : path };
	enum gamut_status status = check_folder(path, &workshop.arena, err);

	if (!status)
		status = open_workshop(&workshop, err);
	if (!status)
		status = put_parts(&workshop, figure, formats, err);
	if (!status)
		status = draw(&workshop, err);
	if (!status)
		status = publish(&workshop, path, formats, err);
	close_workshop(&workshop);
	return status;
}

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/rng.h"

int gamut_file_open(const char *path, int flags)
{
	int fd;

	do
		fd = open(path, flags | O_CLOEXEC, 0644);
	while (fd < 0 && errno == EINTR);
	return fd;
}

static int sync_fd(int fd)
{
	int failed;

	do
		failed = fsync(fd);
	while (failed && errno == EINTR);
	return failed;
}

/* Room for what the file is said to hold, so that nothing is moved. */
static void make_room(struct gamut_buf *buf, int fd)
{
	struct stat stat;

	if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode) ||
	    stat.st_size <= 0 || (uint64_t)stat.st_size > buf->max_bytes)
		return;
	gamut_buf_extend(buf, (size_t)stat.st_size);
	gamut_buf_clear(buf);
}

static enum gamut_status read_all(struct gamut_buf *buf, int fd,
                                  const char *path, struct gamut_err *err)
{
	static const size_t step = (size_t)64 * 1024;
	char *chunk = gamut_alloc(step);
	enum gamut_status status = GAMUT_OK;

	make_room(buf, fd);
	while (!buf->is_over) {
		ssize_t n = read(fd, chunk, step);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			status = gamut_error_errno(err, errno,
			                           "cannot read '%s'", path);
		if (n <= 0)
			break;
		gamut_buf_add(buf, (struct gamut_str){ .ptr = chunk,
		                                       .len = (size_t)n });
	}
	free(chunk);
	if (buf->is_over)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' has more than %zu bytes", path,
		                   buf->max_bytes);
	return status;
}

enum gamut_status gamut_file_read(struct gamut_str *out, const char *path,
                                  size_t max_bytes, struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	struct gamut_buf buf = { .max_bytes = max_bytes };
	bool is_stdin = strcmp(path, "-") == 0;
	enum gamut_status status;
	int fd = is_stdin ? STDIN_FILENO : gamut_file_open(path, O_RDONLY);

	if (fd < 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	status = read_all(&buf, fd, path, err);
	if (!status)
		*out = gamut_arena_copy(arena, gamut_buf_view(&buf));
	gamut_buf_release(&buf);
	if (!is_stdin)
		close(fd);
	return status;
}

enum gamut_status gamut_file_write_all(int fd, struct gamut_str text,
                                       struct gamut_err *err)
{
	while (text.len > 0) {
		ssize_t n = write(fd, text.ptr, text.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EPIPE)
			return gamut_error(err, GAMUT_EPIPE,
			                   "cannot write: the reader has gone");
		if (n < 0)
			return gamut_error_errno(err, errno, "cannot write");
		text = gamut_str_skip(text, (size_t)n);
	}
	return GAMUT_OK;
}

enum gamut_status gamut_file_sync_folder(const char *path,
                                         struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	int fd = gamut_file_open(path, O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	if (sync_fd(fd) != 0 && errno != EINVAL)
		status = gamut_error_errno(err, errno, "cannot sync '%s'",
		                           path);
	close(fd);
	return status;
}

/* The folder part of `path`, "." where it has none. */
static const char *folder_of(const char *path, struct gamut_arena *arena)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	if (slash == path)
		return "/";
	return gamut_arena_strf(arena, "%.*s", (int)(slash - path), path).ptr;
}

struct gamut_draft {
	char *path; /* where it will be */
	char *name; /* where it is */
	int fd;
};

enum gamut_status gamut_draft_open(struct gamut_draft **out, const char *path,
                                   struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_draft *draft;
	enum gamut_status status;
	const char *name;
	uint64_t noise;
	int fd;

	*out = NULL;
	/* A process on another machine may have the same id and folder. */
	status = gamut_rng_draw_seed(&noise, err);
	if (status)
		return status;
	name = gamut_arena_strf(&arena, "%s.%016" PRIx64 ".tmp", path, noise)
	               .ptr;
	fd = gamut_file_open(name, O_WRONLY | O_CREAT | O_EXCL);
	if (fd < 0) {
		status = gamut_error_errno(err, errno, "cannot create '%s'",
		                           name);
	} else {
		draft = gamut_alloc(sizeof(*draft));
		draft->path = gamut_strdup(path);
		draft->name = gamut_strdup(name);
		draft->fd = fd;
		*out = draft;
	}
	gamut_arena_clear(&arena);
	return status;
}

enum gamut_status gamut_draft_write(struct gamut_draft *draft,
                                    struct gamut_str text,
                                    struct gamut_err *err)
{
	struct gamut_err local = { 0 };
	enum gamut_status status;

	err = err ? err : &local;
	status = gamut_file_write_all(draft->fd, text, err);
	if (status)
		gamut_error_at(err, "%s", draft->name);
	return status;
}

void gamut_draft_close(struct gamut_draft *draft)
{
	if (!draft)
		return;
	if (draft->fd >= 0)
		close(draft->fd);
	if (draft->name)
		unlink(draft->name);
	free(draft->path);
	free(draft->name);
	free(draft);
}

/* Have what was written on disk, and close the file. */
static enum gamut_status finish(struct gamut_draft *draft,
                                struct gamut_err *err)
{
	struct gamut_err local = { 0 };
	enum gamut_status status = GAMUT_OK;

	err = err ? err : &local;
	if (sync_fd(draft->fd) != 0)
		status = gamut_error_errno(err, errno, "cannot sync");
	/* Closed it is after EINTR too, and synced it was. */
	if (close(draft->fd) != 0 && errno != EINTR && !status)
		status = gamut_error_errno(err, errno, "cannot close");
	draft->fd = -1;
	if (status)
		gamut_error_at(err, "%s", draft->name);
	return status;
}

/* Does the error `errnum` of link(2) say that hard links are not supported? */
static bool cannot_link(int errnum)
{
	return errnum == EPERM || errnum == EOPNOTSUPP || errnum == ENOSYS ||
	       errnum == EMLINK;
}

/*
 * Move `name` to `path` where no file is, without a link: whoever creates it
 * exclusively may rename over it. 0, or -1 and errno.
 */
static int claim(const char *name, const char *path)
{
	int fd = gamut_file_open(path, O_WRONLY | O_CREAT | O_EXCL);
	int failed;

	if (fd < 0)
		return -1;
	close(fd);
	failed = rename(name, path);
	if (failed) {
		int errnum = errno;

		unlink(path);
		errno = errnum;
	}
	return failed;
}

/* Give the file `name` the name `path` too, where no file is; likewise. */
static int place(const char *name, const char *path)
{
	struct stat st;
	int errnum;

	if (link(name, path) == 0)
		return 0;
	errnum = errno;
	if (cannot_link(errnum))
		return claim(name, path);
	/* Over NFS a request that was sent twice finds its own link. */
	if (errnum == EEXIST && stat(name, &st) == 0 && st.st_nlink == 2)
		return 0;
	errno = errnum;
	return -1;
}

/* Give the draft its name. */
static enum gamut_status publish(struct gamut_draft *draft, bool may_replace,
                                 struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const char *path = draft->path;
	enum gamut_status status = finish(draft, err);
	int failed;

	if (status)
		return status;
	failed = may_replace ? rename(draft->name, path) :
	                       place(draft->name, path);
	if (failed && errno == EEXIST)
		status = gamut_error(err, GAMUT_EMISMATCH,
		                     "'%s' is there already", path);
	else if (failed)
		status = gamut_error_errno(err, errno, "cannot create '%s'",
		                           path);
	if (!failed && may_replace) {
		free(draft->name);
		draft->name = NULL;
	}
	if (!status)
		status = gamut_file_sync_folder(folder_of(path, &arena), err);
	gamut_arena_clear(&arena);
	return status;
}

enum gamut_status gamut_draft_publish(struct gamut_draft *draft,
                                      struct gamut_err *err)
{
	return publish(draft, true, err);
}

static enum gamut_status put(const char *path, struct gamut_str text,
                             bool may_replace, struct gamut_err *err)
{
	struct gamut_draft *draft;
	enum gamut_status status = gamut_draft_open(&draft, path, err);

	if (!draft)
		return status;
	status = gamut_draft_write(draft, text, err);
	if (!status)
		status = publish(draft, may_replace, err);
	gamut_draft_close(draft);
	return status;
}

enum gamut_status gamut_file_replace(const char *path, struct gamut_str text,
                                     struct gamut_err *err)
{
	return put(path, text, true, err);
}

/* Write into what is there, or where it points to. */
static enum gamut_status write_into(const char *path, struct gamut_str text,
                                    struct gamut_err *err)
{
	int fd = gamut_file_open(path, O_WRONLY | O_CREAT | O_TRUNC);
	enum gamut_status status;

	if (fd < 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	status = gamut_file_write_all(fd, text, err);
	close(fd);
	return status ? gamut_error_at(err, "%s", path) : GAMUT_OK;
}

enum gamut_status gamut_file_put(const char *path, struct gamut_str text,
                                 struct gamut_err *err)
{
	struct stat st;

	if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return write_into(path, text, err);
	return gamut_file_replace(path, text, err);
}

enum gamut_status gamut_file_create(const char *path, struct gamut_str text,
                                    struct gamut_err *err)
{
	return put(path, text, false, err);
}

/*
 * Make one folder, durably where its parent can be opened: a folder that may
 * be entered but not listed is no reason to fail.
 */
static enum gamut_status make_one(const char *path, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status ignored;

	if (mkdir(path, 0777) != 0)
		return errno == EEXIST ?
		               GAMUT_OK :
		               gamut_error_errno(err, errno,
		                                 "cannot make folder '%s'",
		                                 path);
	ignored = gamut_file_sync_folder(folder_of(path, &arena), NULL);
	(void)ignored;
	gamut_arena_clear(&arena);
	return GAMUT_OK;
}

enum gamut_status gamut_file_make_folder(const char *path,
                                         struct gamut_err *err)
{
	char *part = gamut_strdup(path);
	enum gamut_status status = GAMUT_OK;

	for (char *p = part + 1; !status && part[0]; p++) {
		char end = *p;

		if (end != '/' && end != '\0')
			continue;
		*p = '\0';
		status = make_one(part, err);
		*p = end;
		if (end == '\0')
			break;
	}
	free(part);
	if (!status && !gamut_file_is_folder(path))
		status = gamut_error(err, GAMUT_EINVAL, "'%s' is not a folder",
		                     path);
	return status;
}

bool gamut_file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool gamut_file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

enum gamut_status gamut_file_program_folder(const char **out,
                                            struct gamut_arena *arena,
                                            struct gamut_err *err)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n < 0)
		return gamut_error_errno(err, errno,
		                         "cannot tell where this program is");
	path[n] = '\0';
	*out = folder_of(path, arena);
	return GAMUT_OK;
}

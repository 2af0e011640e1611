#include "runner/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/rng.h"
#include "runner/store/failure.h"

#ifndef HOST_NAME_MAX
#define HOST_NAME_MAX _POSIX_HOST_NAME_MAX
#endif

/* A file that is appended to, and what is to be appended next. */
struct part {
	const char *folder;
	const char *path;
	int fd; /* -1: not created yet */
	struct gamut_buf queue;
};

struct gamut_shard {
	struct gamut_arena arena; /* of names and paths */
	struct part samples;
	struct part failures;
	/* A write went wrong: the last line may be torn, and stays the last. */
	bool is_broken;
};

/* `name` with what might mean something in a file name replaced. */
static void sanitise(char *name)
{
	for (; *name; name++)
		if (!gamut_ascii_is_alpha(*name) &&
		    !gamut_ascii_is_digit(*name))
			*name = '-';
}

/* A name that no other process on any machine has, ever. */
static enum gamut_status make_name(struct gamut_str *name,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	char host[HOST_NAME_MAX + 1];
	enum gamut_status status;
	uint64_t noise;

	if (gethostname(host, sizeof(host)) != 0)
		host[0] = '\0';
	host[sizeof(host) - 1] = '\0';
	sanitise(host);
	status = gamut_rng_draw_seed(&noise, err);
	if (status)
		return status;
	*name = gamut_arena_strf(arena,
	                         "%s-%ld-%" PRId64 "-%016" PRIx64 ".jsonl",
	                         host[0] ? host : "host", (long)getpid(),
	                         gamut_clock_wall_ms(), noise);
	return GAMUT_OK;
}

static enum gamut_status prepare(struct part *part, const char *folder,
                                 const char *what, struct gamut_str name,
                                 struct gamut_arena *arena,
                                 struct gamut_err *err)
{
	enum gamut_status status;

	part->fd = -1;
	part->folder = gamut_arena_strf(arena, "%s/%s", folder, what).ptr;
	part->path = gamut_arena_strf(arena, "%s/%.*s", part->folder,
	                              GAMUT_STR_ARG(name))
	                     .ptr;
	status = gamut_file_make_folder(part->folder, err);
	if (!status && access(part->folder, W_OK | X_OK) != 0)
		status = gamut_error_errno(err, errno, "cannot write into '%s'",
		                           part->folder);
	return status;
}

enum gamut_status gamut_shard_open(struct gamut_shard **out, const char *folder,
                                   struct gamut_err *err)
{
	struct gamut_shard *shard = gamut_alloc(sizeof(*shard));
	struct gamut_str name;
	enum gamut_status status = make_name(&name, &shard->arena, err);

	if (!status)
		status = prepare(&shard->samples, folder, "shards", name,
		                 &shard->arena, err);
	if (!status)
		status = prepare(&shard->failures, folder, "failures", name,
		                 &shard->arena, err);
	if (status) {
		gamut_arena_clear(&shard->arena);
		free(shard);
		return status;
	}
	*out = shard;
	return GAMUT_OK;
}

void gamut_shard_append(struct gamut_shard *shard,
                        const struct gamut_sample *sample)
{
	gamut_sample_encode(&shard->samples.queue, sample);
}

void gamut_shard_fail(struct gamut_shard *shard,
                      const struct gamut_failure *failure)
{
	gamut_failure_encode(&shard->failures.queue, failure);
}

/* O_EXCL: whoever has a file of this name, it is not ours. */
static enum gamut_status create(struct part *part, struct gamut_err *err)
{
	int flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND;

	part->fd = gamut_file_open(part->path, flags);
	if (part->fd < 0)
		return gamut_error_errno(err, errno, "cannot create '%s'",
		                         part->path);
	return gamut_file_sync_folder(part->folder, err);
}

static int sync_data(int fd)
{
	int failed;

	do
		failed = fdatasync(fd);
	while (failed && errno == EINTR);
	return failed;
}

static enum gamut_status flush(struct part *part, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (part->queue.len == 0)
		return GAMUT_OK;
	if (part->fd < 0)
		status = create(part, err);
	if (status)
		return status;
	status = gamut_file_write_all(part->fd, gamut_buf_view(&part->queue),
	                              err);
	if (!status && sync_data(part->fd) != 0)
		status = gamut_error_errno(err, errno, "cannot sync");
	if (status)
		return gamut_error_at(err, "%s", part->path);
	gamut_buf_clear(&part->queue);
	return GAMUT_OK;
}

enum gamut_status gamut_shard_sync(struct gamut_shard *shard,
                                   struct gamut_err *err)
{
	struct gamut_err unwanted;
	enum gamut_status status;

	if (!err)
		err = &unwanted;
	if (shard->is_broken)
		return gamut_error(err, GAMUT_EIO,
		                   "'%s' could not be written before",
		                   shard->samples.path);
	status = flush(&shard->samples, err);
	if (!status)
		status = flush(&shard->failures, err);
	shard->is_broken = status != GAMUT_OK;
	return status;
}

static void release(struct part *part)
{
	if (part->fd >= 0)
		close(part->fd);
	gamut_buf_release(&part->queue);
}

void gamut_shard_close(struct gamut_shard *shard)
{
	if (!shard)
		return;
	release(&shard->samples);
	release(&shard->failures);
	gamut_arena_clear(&shard->arena);
	free(shard);
}

#ifndef GAMUT_BASE_FILE_H
#define GAMUT_BASE_FILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Read a whole file, of any kind that can be read to its end, into `arena`
 * and view it.
 *
 *   path       NUL-terminated; "-" is standard input
 *   max_bytes  longest file accepted
 *
 * GAMUT_ENOTFOUND if there is no such file, GAMUT_EINVAL if it is longer than
 * `max_bytes`, GAMUT_EIO otherwise. `*out` is set only on GAMUT_OK.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_read(struct gamut_str *out, const char *path,
                                  size_t max_bytes, struct gamut_arena *arena,
                                  struct gamut_err *err);

/*
 * open(2), again where a signal interrupts it; always close-on-exec, and with
 * mode 0644. -1, with errno set, where it fails.
 */
int gamut_file_open(const char *path, int flags);

/*
 * Put `text` at `path`, whole or not at all, and durably: a temporary file
 * beside it, fsync, rename, fsync of the folder. A file that was there is
 * replaced.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_replace(const char *path, struct gamut_str text,
                                     struct gamut_err *err);

/*
 * Put `text` where a user wants it: as gamut_file_replace() does, but a symbolic
 * link, a pipe or a device that is there is written to, not replaced.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_put(const char *path, struct gamut_str text,
                                 struct gamut_err *err);

/*
 * As gamut_file_replace(), but a file that is there stays as it is and gives
 * GAMUT_EMISMATCH: of several processes, one creates it. On a file system
 * without hard links it is there empty for a moment, and stays so if the
 * machine stops right then.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_create(const char *path, struct gamut_str text,
                                    struct gamut_err *err);

/*
 * A file that is put at its path as gamut_file_replace() does, but written
 * piece by piece: open, write any number of times, publish, close. What is
 * closed without having been published leaves nothing behind.
 */
struct gamut_draft;

/* On GAMUT_OK the caller owns `*out`, which is NULL otherwise. */
GAMUT_MUST_USE
enum gamut_status gamut_draft_open(struct gamut_draft **out, const char *path,
                                   struct gamut_err *err);

GAMUT_MUST_USE
enum gamut_status gamut_draft_write(struct gamut_draft *draft,
                                    struct gamut_str text,
                                    struct gamut_err *err);

/* Once, as the last thing before it is closed. */
GAMUT_MUST_USE
enum gamut_status gamut_draft_publish(struct gamut_draft *draft,
                                      struct gamut_err *err);
void gamut_draft_close(struct gamut_draft *draft); /* NULL is a no-op */

/* Make the folder `path` and those above it, where they are missing. */
GAMUT_MUST_USE
enum gamut_status gamut_file_make_folder(const char *path,
                                         struct gamut_err *err);

/*
 * fsync the folder `path`, so that a file created in it survives a crash. File
 * systems that cannot sync folders (EINVAL: CIFS, FUSE) are taken as they are.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_sync_folder(const char *path,
                                         struct gamut_err *err);

bool gamut_file_is_folder(const char *path);
bool gamut_file_exists(const char *path);

/* The folder of the running program, in `arena`, NUL-terminated. */
GAMUT_MUST_USE
enum gamut_status gamut_file_program_folder(const char **out,
                                            struct gamut_arena *arena,
                                            struct gamut_err *err);

/*
 * Write all of `text` to `fd`, going on after short writes and signals.
 * GAMUT_EPIPE where the reader of a pipe has gone, given that SIGPIPE is
 * ignored; GAMUT_EIO otherwise.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_write_all(int fd, struct gamut_str text,
                                       struct gamut_err *err);

#endif

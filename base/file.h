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
 * Put `text` at `path`, whole or not at all, and durably: a temporary file
 * beside it, fsync, rename, fsync of the folder. A file that was there is
 * replaced.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_replace(const char *path, struct gamut_str text,
                                     struct gamut_err *err);

/*
 * As gamut_file_replace(), but a file that is there stays as it is and gives
 * GAMUT_EMISMATCH: of several processes, one creates it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_file_create(const char *path, struct gamut_str text,
                                    struct gamut_err *err);

/* Make the folder `path` and those above it, where they are missing. */
GAMUT_MUST_USE
enum gamut_status gamut_file_make_folder(const char *path,
                                         struct gamut_err *err);

/* fsync the folder `path`, so that a file created in it survives a crash. */
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

/* Write all of `text` to `fd`, going on after short writes and signals. */
GAMUT_MUST_USE
enum gamut_status gamut_file_write_all(int fd, struct gamut_str text,
                                       struct gamut_err *err);

#endif

#ifndef GAMUT_EXCHANGE_EXPORT_FILE_H
#define GAMUT_EXCHANGE_EXPORT_FILE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"

/*
 * A file that is exported
 * -----------------------
 *	gamut_export_file_open(&file, path, err)
 *	... add to file.text, gamut_export_file_step(&file) now and then ...
 *	gamut_export_file_publish(&file, hex, err)
 *	gamut_export_file_close(&file), whatever came of it
 *
 * It is there whole or not at all. Memory is that of one step. `{0}` can be
 * closed.
 */
struct gamut_export_file {
	struct gamut_draft *draft;
	struct gamut_buf text; /* not written yet; to be added to */
	struct gamut_digest digest;
	uint64_t rows; /* for the caller to count */
	/* Of what was written: a failure is told when it is published. */
	enum gamut_status status;
	struct gamut_err err;
};

/* Make the folders above `path` too, where they are missing. */
GAMUT_MUST_USE
enum gamut_status gamut_export_file_open(struct gamut_export_file *file,
                                         const char *path,
                                         struct gamut_err *err);

/* Write `text` out where it has become long. */
void gamut_export_file_step(struct gamut_export_file *file);

/* Put it at its path; its SHA-256 goes into `hex` where that is not NULL. */
GAMUT_MUST_USE
enum gamut_status gamut_export_file_publish(struct gamut_export_file *file,
                                            char *hex, struct gamut_err *err);
void gamut_export_file_close(struct gamut_export_file *file);

/* Add the JSON `text` to `out` as Python's json.dumps(indent=2) lays it out. */
void gamut_export_pretty(struct gamut_buf *out, struct gamut_str text);

#endif

#ifndef GAMUT_EXCHANGE_IMPORT_PARTS_H
#define GAMUT_EXCHANGE_IMPORT_PARTS_H

#include "base/digest.h"
#include "base/json.h"
#include "base/lines.h"
#include "base/map.h"
#include "runner/exchange/import/import.h"
#include "runner/exchange/import/map.h"
#include "runner/store/store.h"

/*
 * The parts of an import. Private to the import_* files: a format (a reader)
 * finds generations in a file and hands them to the sink, which gives them to
 * cells and stores them.
 */

/* -------------------------------------------------------------- generations */

/* One generation as a source has it; views, valid during the call. */
struct gamut_import_item {
	struct gamut_str task;    /* as the source calls it */
	struct gamut_str setting; /* likewise; empty: not told */
	struct gamut_str model;   /* likewise */
	struct gamut_str prompt;  /* as JSON; empty: not told */
	/* Why there is no completion; empty: there is one. */
	struct gamut_str failure;
	uint32_t max_tokens; /* 0: not told */
	/* How many samples of its cell the source wanted; 0: not told. */
	uint32_t wanted;
	bool has_index; /* the source numbers it, see sample.index */
	struct gamut_sample sample; /* but for task, setting */
};

/* All of it not told. */
struct gamut_import_item gamut_import_item_empty(void);

/* The first line of `text`, cut, as the reason of a failure; never empty. */
struct gamut_str gamut_import_reason(struct gamut_str text);

/* ---------------------------------------------------------------- the sink */

struct gamut_import_sink;

/*
 * Take `item`. Names that are not known, and models that are too many, are
 * noted, so that all of them can be told at once. GAMUT_EINVAL where an index
 * is there twice or too large; the message says which and not where.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_take(struct gamut_import_sink *sink,
                                    const struct gamut_import_item *item,
                                    struct gamut_err *err);

/*
 * The source wanted `item->wanted` samples of the cell that `item` names by its
 * task, setting and model, whether or not one of them comes: what does not is
 * missing. Names that are not known are passed over. GAMUT_EINVAL as
 * gamut_import_take().
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_want(struct gamut_import_sink *sink,
                                    const struct gamut_import_item *item,
                                    struct gamut_err *err);

/*
 * `number` as a count of samples of a cell that a source wanted; 0 where it is
 * none.
 */
uint32_t gamut_import_wanted(const cJSON *number);

/*
 * The source says how it sampled: members of a JSON object, of which those that
 * are no sampling fields are left out. Where it says different things, nothing
 * is known.
 */
void gamut_import_tell_sampling(struct gamut_import_sink *sink,
                                const cJSON *members);

/*
 * When it sampled, ms since 1970: the earliest counts. 0, which is what exports
 * write where they do not know it, and what cannot be, are unknown.
 */
void gamut_import_tell_time(struct gamut_import_sink *sink, int64_t wall_ms);

/* The template that it names; a fact about the source, no template of ours. */
void gamut_import_tell_template(struct gamut_import_sink *sink,
                                struct gamut_str name);

/* A line for people, once however often it is told. */
void gamut_import_tell_line(struct gamut_import_sink *sink,
                            struct gamut_str line);

/* ------------------------------------------------------------------ formats */

/* A file that is being read. */
struct gamut_import_file {
	const char *path;
	struct gamut_str name; /* the last part of it */
	const struct gamut_import_map *map;
	struct gamut_import_sink *sink;
	struct gamut_digest digest; /* of what was read */
	uint64_t bytes;
};

struct gamut_import_format {
	const char *name;
	/* Of files in a folder. */
	const char *prefix;
	const char *suffix;
	/* All of a cell stands in one file: two are two runs. */
	bool has_whole_cells;
	/* `fields` of a mapping file say where the index stands. */
	bool maps_index;
	/* Fields by default, where the format has fields; see fields.h
	 */
	const char *const *fields;
	enum gamut_status (*read)(struct gamut_import_file *file,
	                          const struct gamut_import_format *format,
	                          struct gamut_err *err);
};

extern const struct gamut_import_format gamut_import_lm_eval;
extern const struct gamut_import_format gamut_import_inspect;
extern const struct gamut_import_format gamut_import_spectrum;
extern const struct gamut_import_format gamut_import_noveltybench;
extern const struct gamut_import_format gamut_import_promptfoo;
extern const struct gamut_import_format gamut_import_jsonl;
extern const struct gamut_import_format gamut_import_csv;

/* All of them; NULL behind the last. */
extern const struct gamut_import_format *const gamut_import_formats[];

/* The format of that name. GAMUT_EINVAL names the nearest, and all. */
GAMUT_MUST_USE
enum gamut_status gamut_import_format_find(
	const struct gamut_import_format **out, const char *name,
	struct gamut_err *err);

/*
 * The format of `path`, by its name and members; where `map` says where fields
 * stand, any other *.jsonl is jsonl. GAMUT_EINVAL: no telling, and why.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_detect(const struct gamut_import_format **out,
                                      const char *path,
                                      const struct gamut_import_map *map,
                                      struct gamut_err *err);

/* ------------------------------------------------------------ reading files */

/* The longest line, or row of CSV. */
#define GAMUT_IMPORT_LINE_MAX ((size_t)64 * 1024 * 1024)

/* The longest document that is one JSON value. */
#define GAMUT_IMPORT_DOCUMENT_MAX ((size_t)1024 * 1024 * 1024)

/*
 * The next line of `lines`, of `file`, noting its bytes; the byte order mark
 * before the first is not part of it. GAMUT_EPARSE where it is too long.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_line(struct gamut_import_file *file,
                                    struct gamut_lines *lines,
                                    struct gamut_line *line, bool *has_more,
                                    struct gamut_err *err);

/* What to do with one line that is not blank, as a tree. */
typedef enum gamut_status gamut_import_object_fn(struct gamut_import_file *file,
                                                 const cJSON *object,
                                                 void *context,
                                                 struct gamut_err *err);

/*
 * Call `take` for each line of `file`, which holds JSON objects. What it fails
 * with gets file and line before it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_each_line(struct gamut_import_file *file,
                                         gamut_import_object_fn *take,
                                         void *context, struct gamut_err *err);

struct gamut_walk;

/*
 * Call `take` for each item of `list`, which is a list and a view of the text
 * of `whole`. What it fails with gets the file and "NOUN NUMBER" before it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_each_item(struct gamut_import_file *file,
                                         const struct gamut_walk *whole,
                                         struct gamut_str list,
                                         const char *noun,
                                         gamut_import_object_fn *take,
                                         void *context);

/* All of `file`, in `arena`; GAMUT_EINVAL names what to do where it is a zip.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_document(struct gamut_import_file *file,
                                        struct gamut_str *text,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err);

/* ------------------------------------------------------------------- pieces */

/* The member `key` as a string, or empty. */
struct gamut_str gamut_import_str(const cJSON *object, const char *key);

/* `item` on one line, in `arena`, as a prompt is kept; empty for NULL, null. */
struct gamut_str gamut_import_json(const cJSON *item,
                                   struct gamut_arena *arena);

/*
 * ms since 1970 of "2026-11-23T12:51:07.123456+01:00" and its like; a time
 * without a zone is taken for UTC. GAMUT_UNKNOWN for anything else.
 */
int64_t gamut_import_time(struct gamut_str text);

/* "a string", "a number", ...: what `item` is; NULL: "not there". */
const char *gamut_import_kind(const cJSON *item);

/* The last part of `path`. */
struct gamut_str gamut_import_base_name(const char *path);

#endif

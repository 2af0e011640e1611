#ifndef GAMUT_EXCHANGE_IMPORT_WALK_H
#define GAMUT_EXCHANGE_IMPORT_WALK_H

#include "base/json.h"

/*
 * A large JSON document, member by member
 * ---------------------------------------
 * A tree of a whole log would take thirty times its size. This passes over a
 * document and makes trees only of the parts that are wanted. What is passed
 * over must have its brackets and strings in order; more is not asked of it.
 *
 * The first failure sets `status` and the message, with file, line and column;
 * from then on there is nothing more to walk, so it is asked for in the end.
 */
struct gamut_walk {
	struct gamut_str text;
	size_t at;
	const char *path; /* for messages */
	size_t line;      /* number of the text's first line */
	bool is_first;    /* of the members: no comma stands before it */
	enum gamut_status status;
	struct gamut_err *err;
};

/* Levels of lists and objects; beyond, a document is refused. */
#define GAMUT_WALK_DEPTH_MAX 512

/* Begin with `text`, line `line` of the file `path`; both outlive the walk. */
struct gamut_walk gamut_walk_begin(struct gamut_str text, const char *path,
                                   size_t line, struct gamut_err *err);

/* The first byte of the next value; NUL at the end or after a failure. */
char gamut_walk_peek(struct gamut_walk *walk);

/* Enter an object or a list: '{', '[', or fail with the message `otherwise`. */
void gamut_walk_enter(struct gamut_walk *walk, char bracket,
                      const char *otherwise);

/*
 * The next key of an object, as it stands in the text; false, having left the
 * object, at its end.
 */
bool gamut_walk_key(struct gamut_walk *walk, struct gamut_str *key);

/* Is there another item of a list? False, having left it, at its end. */
bool gamut_walk_item(struct gamut_walk *walk);

/* Pass over the next value, which is a view of the text. */
struct gamut_str gamut_walk_value(struct gamut_walk *walk);

/* The next value as a tree, to be deleted; NULL after a failure. */
cJSON *gamut_walk_tree(struct gamut_walk *walk);

/* Only white space must be left. */
void gamut_walk_end(struct gamut_walk *walk);

/* Fail at byte `at`: "FILE:LINE:COLUMN: WHAT". Keeps an earlier failure. */
void gamut_walk_fail(struct gamut_walk *walk, size_t at, const char *what);

/* Walk `value`, a view of the text of `walk`, by itself. */
struct gamut_walk gamut_walk_inside(const struct gamut_walk *walk,
                                    struct gamut_str value);

#endif

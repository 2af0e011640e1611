#ifndef GAMUT_TASKS_CATALOG_KIND_H
#define GAMUT_TASKS_CATALOG_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/yaml.h"
#include "verifiers/verifier.h"

/*
 * Kinds of check, as task files write them
 * ----------------------------------------
 *	check: email
 *	check: { regex: "[a-z]+" }
 *	check: { integer: { min: 1, max: 6 } }
 *	check: { all: [ ..., { not: ... } ] }
 *
 * A kind is one file, kind_<name>.c, that defines one constant: which verifier
 * it is, and the table of keys that fill the verifier's rule. Reading, messages
 * with file, line and column, the schema for editors, and the reference in
 * docs/kinds.md all follow from the table. kinds.def lists them.
 */

/* What a check comes to: a verifier with its rule. */
struct gamut_check {
	const struct gamut_verifier *verifier;
	const void *rule;

	/*
	 * Do the verifier's members make up all that is valid? Then the task's
	 * space is their number.
	 */
	bool lists_all;

	/* How many strings are accepted, where it is known; else 0. */
	uint64_t strings;
};

struct gamut_checks {
	struct gamut_check *list;
	size_t count;
};

struct gamut_words {
	const char **list; /* each UTF-8 without NUL */
	size_t count;
};

/* What reading a task file knows; tables' own functions are given it. */
struct gamut_kind_context {
	struct gamut_arena *arena;    /* as long as the task */
	const char *folder;           /* that relative paths start from */
	struct gamut_buf *definition; /* what the verdict depends on */
	unsigned depth;               /* of checks within checks */
	size_t file_bytes;            /* of all files that were read */
};

enum gamut_kind_type {
	GAMUT_KIND_BOOL,    /* bool */
	GAMUT_KIND_WHOLE,   /* uint64_t, from `min` to `max` (0: 2^53) */
	GAMUT_KIND_INTEGER, /* const char *: decimal digits of any number, with
	                       a "-" or not, no leading zero */
	GAMUT_KIND_NUMBER,  /* double */
	GAMUT_KIND_TEXT,    /* const char *: not empty, no NUL, UTF-8 */
	GAMUT_KIND_CHOICE,  /* int: the index in `choices` */
	GAMUT_KIND_WORDS,   /* struct gamut_words, at least one; a single text
	                       counts as a list of one */
	GAMUT_KIND_CHECK,   /* struct gamut_check */
	GAMUT_KIND_CHECKS,  /* struct gamut_checks, at least one */
	GAMUT_KIND_FILE,    /* struct gamut_str: what the file holds, UTF-8, at
	                       most GAMUT_TASK_LIST_MAX; its digest goes into
	                       the definition */
	GAMUT_KIND_JSON,    /* struct gamut_str: the node as JSON */
	GAMUT_KIND_OWN,     /* what take() makes of it */
};

struct gamut_kind_key {
	const char *name; /* NULL ends the table */
	enum gamut_kind_type type;
	bool is_required;
	size_t offset;       /* of the value in the rule */
	size_t given_offset; /* of a bool there that says it was given; or 0 */
	const char *help;    /* one line, for the docs and editors */
	uint64_t min;
	uint64_t max;
	const char *const *choices; /* ended by NULL */
	/* GAMUT_KIND_OWN: `at` is where the value belongs. */
	enum gamut_status (*take)(void *at, const struct gamut_yaml_node *node,
	                          struct gamut_kind_context *context,
	                          struct gamut_err *err);
	/* GAMUT_KIND_OWN: its JSON Schema; NULL: anything. */
	const char *schema;
};

struct gamut_kind {
	const char *name; /* "integer" */
	const char *help; /* one line: what it accepts */
	const struct gamut_verifier *verifier;
	size_t rule_size; /* 0: the verifier takes none, `check: gerund` */

	/* NULL where there are none. */
	const struct gamut_kind_key *keys;

	/*
	 * The key that a value which is no mapping stands for: "pattern" for
	 * `regex: "[a-z]+"`; NULL: a mapping is needed.
	 */
	const char *main;

	/* Every value, mappings too, stands for that key: `not`, `all`. */
	bool is_bare;

	/* May it stand alone, without a value: `check: email`? */
	bool is_optional;

	/* Values where nothing is given; NULL: all zero. */
	const void *defaults;

	/*
	 * See to what the table cannot say, once all keys are read: keys that
	 * exclude each other, `out->lists_all`, `out->strings`. `rule` is
	 * out->rule, to be changed; `node` is for gamut_yaml_error(). NULL:
	 * nothing to do.
	 */
	enum gamut_status (*finish)(struct gamut_check *out, void *rule,
	                            const struct gamut_yaml_node *node,
	                            struct gamut_kind_context *context,
	                            struct gamut_err *err);
};

/* The kinds there are, in alphabetical order. */
size_t gamut_kind_count(void);
const struct gamut_kind *gamut_kind_at(size_t i);

/*
 * Read a check: the name of a kind, or a mapping of one such name to its value.
 * GAMUT_EPARSE with the place and the nearest name; what take() and finish()
 * fail with.
 */
GAMUT_MUST_USE
enum gamut_status gamut_kind_read(struct gamut_check *out,
                                  const struct gamut_yaml_node *node,
                                  struct gamut_kind_context *context,
                                  struct gamut_err *err);

/*
 * Read the regular file `path`, relative to the context's folder, of at most
 * `max` bytes; its digest goes into the definition. For take(); the error has
 * the place of `node`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_kind_read_file(struct gamut_str *out, const char *path,
                                       size_t max,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err);

/*
 * Put the digest of that file into the definition, and keep nothing of it: it
 * may be of any size. For what the verdict depends on but others read.
 */
GAMUT_MUST_USE
enum gamut_status gamut_kind_define_file(const char *path,
                                         const struct gamut_yaml_node *node,
                                         struct gamut_kind_context *context,
                                         struct gamut_err *err);

/* A text that is not empty, is UTF-8 and has no NUL; in the arena. */
GAMUT_MUST_USE
enum gamut_status gamut_kind_read_text(const char **out,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err);

/*
 * A finish() for verifiers that read no word lists: open it once, so that what
 * is wrong with the rule, a pattern that does not compile, is told with its
 * place.
 */
GAMUT_MUST_USE
enum gamut_status gamut_kind_finish_opened(struct gamut_check *out, void *rule,
                                           const struct gamut_yaml_node *node,
                                           struct gamut_kind_context *context,
                                           struct gamut_err *err);

/* A declaration of each kind, for its file to be checked against. */
#define GAMUT_KIND(name) extern const struct gamut_kind gamut_kind_##name;
#include "tasks/catalog/kinds.def"
#undef GAMUT_KIND

#endif

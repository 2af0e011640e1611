#ifndef GAMUT_TESTS_KIND_H
#define GAMUT_TESTS_KIND_H

#include "tasks/catalog/kind.h"

/*
 * A check read from YAML, for tests of kinds; `{0}` is an empty one. Cleared by
 * gamut_test_kind_clear().
 */
struct gamut_test_kind {
	struct gamut_arena arena;
	struct gamut_buf definition;
	struct gamut_yaml *doc;
	struct gamut_check check;
	struct gamut_err err;
	struct gamut_lexicon *lexicon;
	void *state;
	bool is_open;
};

/*
 * Read `text`, the value of `check`, of a file "t.yaml" in `folder`, and open
 * its verifier. What either fails with; the message is in `kind->err`.
 */
enum gamut_status gamut_test_kind_read(struct gamut_test_kind *kind,
                                       const char *text, const char *folder);
void gamut_test_kind_clear(struct gamut_test_kind *kind);

/* The verdict on `answer`; its form lives as long as `kind`. */
struct gamut_verdict gamut_test_kind_verify(struct gamut_test_kind *kind,
                                            struct gamut_str answer);

/* One row of a table. */
struct gamut_test_kind_row {
	const char *check;
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical; /* NULL: none, or the answer itself */
};

/* Fail the test unless `row->check` gives the verdict of `row`. */
void gamut_test_kind_try(const struct gamut_test_kind_row *row,
                         const char *folder);

/*
 * Fail the test unless reading `text` fails with just `message`; NULL: with
 * any.
 */
void gamut_test_kind_expect(const char *text, const char *folder,
                            const char *message);

/*
 * Hold `verifier` with `rule` to its contract on the empty answer, NUL, bytes
 * that are not UTF-8, and a megabyte of each of a few texts.
 */
void gamut_test_hostile(const struct gamut_verifier *verifier,
                        const void *rule);

#endif

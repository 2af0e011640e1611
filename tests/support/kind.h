#ifndef GAMUT_TESTS_KIND_H
#define GAMUT_TESTS_KIND_H

#include "tasks/catalog/kind.h"
#include "tests/support/verdicts.h"

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

/* Fail the test unless the check `row->rule` gives the verdict of `row`. */
void gamut_test_kind_try(const struct gamut_verdict_row *row,
                         const char *folder);

/*
 * Fail the test unless reading `text` fails with just `message`; NULL: with
 * any.
 */
void gamut_test_kind_expect(const char *text, const char *folder,
                            const char *message);

/* Hold the verifier of `text` to its contract: gamut_expect_contract(). */
void gamut_test_kind_hostile(const char *text, const char *folder);

#endif

#ifndef GAMUT_TESTS_COMPARISON_H
#define GAMUT_TESTS_COMPARISON_H

#include "runner/report/compare/compare.h"

/* A comparison by hand, for tests of how it is told. */
struct gamut_test_comparison {
	enum gamut_gate verdict;
	/* In place of every name, model, answer; empty: such as are usual. */
	struct gamut_str stranger;
	struct gamut_str answer; /* the same for answers only */
	size_t cells;            /* at least 1 */
	size_t failing;          /* of these, in both metrics */
	size_t looked_at;        /* and behind them, in the yield */
	size_t settings;
	size_t changes; /* of a cell: half vanished, one rose, the rest new */
	size_t differences;
	size_t flips;
};

/*
 * The document, in `arena`. Validity 0.98 -> 0.71 and a yield of 45 -> 12 where
 * a cell fails, 41 -> 36.9 over all; n = 100.
 */
struct gamut_compare_document gamut_test_comparison_make(
	const struct gamut_test_comparison *spec, struct gamut_arena *arena);

/* Three cells: one fails, one is to be looked at. */
extern const struct gamut_test_comparison gamut_test_worse;
/* As many, in which nothing is to be seen. */
extern const struct gamut_test_comparison gamut_test_same;
extern const struct gamut_test_comparison gamut_test_unclear;

/* Either as text, for 80 columns, in `out`, which is emptied before. */
struct gamut_str gamut_test_told(struct gamut_buf *out,
                                 const struct gamut_compare_document *document,
                                 enum gamut_compare_format format);
struct gamut_str gamut_test_tell(struct gamut_buf *out,
                                 const struct gamut_test_comparison *spec,
                                 enum gamut_compare_format format,
                                 struct gamut_arena *arena);

/* How often `part` is in `text`. */
size_t gamut_test_count(struct gamut_str text, const char *part);

/* It is there; the test fails otherwise. */
void gamut_test_expect(struct gamut_str text, const char *part);

#endif

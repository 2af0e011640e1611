#ifndef GAMUT_REPORT_COMPARE_OVERLAP_GRIDS_H
#define GAMUT_REPORT_COMPARE_OVERLAP_GRIDS_H

#include "runner/report/compare/overlap.h"

/* What the formats of overlap.h share. */

/* What a condition is called where several are: A to Z, AA, AB, ... */
struct gamut_overlap_letters {
	char text[16];
};

struct gamut_overlap_letters gamut_overlap_letters(size_t condition);

/*
 * Rows of texts that the table and Markdown both show. Each fills `*grid`,
 * which the caller releases.
 */
void gamut_overlap_parties(struct gamut_grid *grid,
                           const struct gamut_overlap_document *document);
void gamut_overlap_matrix(struct gamut_grid *grid,
                          const struct gamut_overlap_document *document);
void gamut_overlap_pairs(struct gamut_grid *grid,
                         const struct gamut_overlap_document *document);

/* "zero-shot", or "-" where it was not told. */
struct gamut_str gamut_overlap_setting(struct gamut_str setting);

/* What is worth knowing of the parties, in `arena`: the n-th line, or false. */
bool gamut_overlap_note(struct gamut_str *note, size_t n,
                        const struct gamut_overlap_document *document,
                        struct gamut_arena *arena);

/* What these numbers are, one line each, NULL at the end. */
extern const char *const gamut_overlap_legend[];

#endif

#ifndef GAMUT_REPORT_COMPARE_POWER_TEXT_H
#define GAMUT_REPORT_COMPARE_POWER_TEXT_H

#include "runner/report/compare/power.h"

/* What the table, Markdown and JSON say in words. */

/*
 * What it comes to, for somebody who releases models; in `arena`. One sentence
 * and one for each drop that was asked for; the n-th, or false.
 */
bool gamut_power_sentence(struct gamut_str *sentence, size_t n,
                          const struct gamut_power_document *document,
                          struct gamut_arena *arena);

/* What else is worth knowing, in `arena`: the n-th line, or false. */
bool gamut_power_note(struct gamut_str *note, size_t n,
                      const struct gamut_power_document *document,
                      struct gamut_arena *arena);

/* What the tables say, one line each, NULL at the end. */
extern const char *const gamut_power_legend[];

#endif

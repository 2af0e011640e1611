#ifndef GAMUT_SAMPLE_PROBE_CHECKS_H
#define GAMUT_SAMPLE_PROBE_CHECKS_H

#include "runner/sample/probe.h"

/*
 * The judgement in parts: what is common to them, and each of them. They add
 * their checks in the order in which these are shown.
 */
struct gamut_probe_jury {
	struct gamut_probe *out;
	const struct gamut_probe_facts *facts;
	struct gamut_arena *arena;
};

/* Add a check; the evidence is formatted, the advice comes with the next. */
GAMUT_PRINTF(4, 5)
struct gamut_probe_check *gamut_probe_add(const struct gamut_probe_jury *jury,
                                          const char *name,
                                          enum gamut_probe_result result,
                                          const char *fmt, ...);

/* Say that the check just added spoils a measurement, and what to do. */
GAMUT_PRINTF(3, 4)
void gamut_probe_fault(const struct gamut_probe_jury *jury,
                       struct gamut_probe_check *check, const char *fmt, ...);

/* Was this asked and answered? */
bool gamut_probe_has(const struct gamut_probe_jury *jury,
                     enum gamut_probe_ask ask);

const struct gamut_reply *gamut_probe_reply_at(
	const struct gamut_probe_jury *jury, enum gamut_probe_ask ask);

/* The text of its first choice, as it came; empty where there is none. */
struct gamut_str gamut_probe_text(const struct gamut_probe_jury *jury,
                                  enum gamut_probe_ask ask);

/* `text` for a message, in single quotes and cut. */
const char *gamut_probe_quote(const struct gamut_probe_jury *jury,
                              struct gamut_str text);

/* Add `name` as not tried, or as refused with what was said; for a reply that
 * gamut_probe_has() does not have.
 */
struct gamut_probe_check *gamut_probe_add_missing(
	const struct gamut_probe_jury *jury, const char *name,
	enum gamut_probe_ask ask);

/* Is it so long that two of them are not the same by chance? */
bool gamut_probe_is_long(struct gamut_str text);

/* The server, its settings; what every reply has; how samples are drawn; what
 * ends an answer.
 */
void gamut_probe_judge_server(const struct gamut_probe_jury *jury);
void gamut_probe_judge_replies(const struct gamut_probe_jury *jury);
void gamut_probe_judge_sampling(const struct gamut_probe_jury *jury);
void gamut_probe_judge_ends(const struct gamut_probe_jury *jury);

#endif

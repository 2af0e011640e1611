#ifndef GAMUT_CLI_CHECKLIST_H
#define GAMUT_CLI_CHECKLIST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "runner/report/report.h"

/*
 * Checks and what came of them, for people and for programs: what probe and
 * doctor print. `{0}` is an empty list. Texts may be a stranger's.
 */
struct gamut_checklist_item {
	const char *name;   /* static */
	const char *result; /* static: "yes", "ok" */
	bool is_bad;        /* marked, and a reason to fail */
	struct gamut_str evidence;
	struct gamut_str advice; /* empty: nothing is to be done */
};

struct gamut_checklist {
	struct gamut_checklist_item *items;
	size_t count;
	size_t size;
	struct gamut_arena arena; /* of the texts */
};

/* Add an item; the evidence is formatted and kept. */
GAMUT_PRINTF(5, 6)
void gamut_checklist_add(struct gamut_checklist *list, const char *name,
                         const char *result, bool is_bad, const char *fmt, ...);

/* Say what is to be done about the item just added. */
GAMUT_PRINTF(2, 3)
void gamut_checklist_advise(struct gamut_checklist *list, const char *fmt, ...);

bool gamut_checklist_is_bad(const struct gamut_checklist *list);

/*
 * Add a line for each item, and under "what to do" each advice once: for a
 * terminal of `columns`, 0 for 80. Bad ones have a '!', bold where `is_bold`.
 */
void gamut_checklist_draw(struct gamut_buf *out,
                          const struct gamut_checklist *list, size_t columns,
                          bool is_bold);

/*
 * Write the members "checks" and "advice" into an open object. `flag` is what
 * a program finds `is_bad` under.
 */
void gamut_checklist_write(struct gamut_json *json,
                           const struct gamut_checklist *list,
                           const char *flag);

/* The format of `--format`: table, also where `name` is NULL, or json. */
GAMUT_MUST_USE
enum gamut_status gamut_checklist_format(enum gamut_format *out,
                                         const char *name,
                                         struct gamut_err *err);

void gamut_checklist_release(struct gamut_checklist *list);

#endif

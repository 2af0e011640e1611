#ifndef GAMUT_REPORT_HTML_PAGE_H
#define GAMUT_REPORT_HTML_PAGE_H

#include "base/json.h"
#include "runner/report/html/completions.h"
#include "runner/store/store.h"
#include "tasks/catalog/suite.h"

/*
 * A report as one HTML file
 * -------------------------
 * What is found is in the file as JSON, which a program in it, app/, turns into
 * tables and charts; docs/report.md describes both. It needs no network, and
 * its policy lets nothing run but that program and the charting library.
 * Documents that other commands print stand in it as they print them.
 */
struct gamut_page_run {
	struct gamut_str label; /* for people, different from the others' */
	const struct gamut_run *run;
	const struct gamut_summary *summary; /* of this run alone */
	struct gamut_str manifest;           /* JSON */
	struct gamut_str command; /* that repeats it; empty: none does */
	struct gamut_str rest;    /* that gets what it lacks; empty likewise */
};

/* The plane of validity and one diversity. */
struct gamut_page_plane {
	const char *name;         /* of the axis: "canonical_yield" */
	struct gamut_str front;   /* JSON; empty: it cannot be drawn */
	struct gamut_str refused; /* then, why */
	double ceiling;           /* or undefined */
};

/* A run against the baseline. */
struct gamut_page_comparison {
	size_t candidate;            /* which of the runs */
	struct gamut_str comparison; /* JSON; empty: they do not compare */
	struct gamut_str *refused;   /* then, why: one line each */
	size_t refused_count;
};

struct gamut_page {
	struct gamut_str title;
	const struct gamut_page_run *runs; /* at least one */
	size_t run_count;
	const struct gamut_page_plane *planes;
	size_t plane_count;
	/* Of all runs but the baseline; none: there is one run. */
	const struct gamut_page_comparison *comparisons;
	size_t comparison_count;
	size_t baseline; /* which of the runs, where there are comparisons */
	const struct gamut_suite *suite;
	/* Of all runs. */
	struct gamut_completions *completions;
};

/* False where the program was built without HTML reports. */
bool gamut_page_is_built(void);

/* Add the page to `out`: UTF-8, deterministic. */
void gamut_page_write(struct gamut_buf *out, const struct gamut_page *page);

/*
 * The data alone, a JSON document: what stands in the page, where each '<' is
 * \u003c, so that no text can end the element that it is in.
 */
void gamut_page_data(struct gamut_buf *out, const struct gamut_page *page);

/*
 * Its member "tasks": those of the suite that a run has, by name, with all
 * members of spaces that fit a picture.
 */
void gamut_page_tasks(struct gamut_json *json, const struct gamut_page *page);

#endif

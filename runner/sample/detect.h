#ifndef GAMUT_SAMPLE_DETECT_H
#define GAMUT_SAMPLE_DETECT_H

#include "base/arena.h"
#include "runner/sample/http.h"

/*
 * What the server tells of itself
 * -------------------------------
 * A few GETs, side by side: the list of models, and what each kind of server
 * has at a place of its own. docs/probing.md has the signs. Nothing here
 * changes what is sent; it says what is about to go wrong.
 */
enum gamut_told {
	GAMUT_TOLD_NOTHING,
	GAMUT_TOLD_NO,
	GAMUT_TOLD_YES,
};

#define GAMUT_DETECTION_MODELS 3
#define GAMUT_DETECTION_WARNINGS 8

/*
 * Strings of the server are shown as gamut_text_show() does, cut, and without
 * secrets.
 */
struct gamut_detection {
	/* The name of the profile for it; NULL where nothing told. */
	const char *kind;
	struct gamut_str version; /* empty: not told */
	/* "LiteLLM" and the like, which stand before a model; or NULL. */
	const char *proxy;
	/* Is the model that is asked for in the list of models? */
	enum gamut_told has_model;
	/* Of the list, the first few. */
	struct gamut_str models[GAMUT_DETECTION_MODELS];
	size_t model_count;  /* how many of them are set */
	size_t model_total;  /* how long the list is */
	int64_t max_context; /* tokens, or GAMUT_UNKNOWN */
	/* The samplers in effect where a request does not say: JSON, or empty.
	 */
	struct gamut_str samplers;
	/*
	 * What spoils a measurement of diversity, given what is sent: the
	 * fact, and behind the last ": " what to do about it.
	 */
	struct gamut_str warnings[GAMUT_DETECTION_WARNINGS];
	size_t warning_count;
	/* How many of them are sure; these come first. */
	size_t fault_count;
	/* All of it, for manifest->server: a JSON object below 4 KiB. */
	struct gamut_str told;
};

/*
 * Ask the first endpoint of `options->manifest`, of which model, profile and
 * sampling are looked at too. Takes two seconds at most, and less where
 * `options` has less. A server that is silent, hangs or talks nonsense is no
 * failure: nothing was told. Strings live in `arena`. Fails as
 * gamut_http_open() does, for options that cannot be.
 */
GAMUT_MUST_USE
enum gamut_status gamut_detect(struct gamut_detection *out,
                               const struct gamut_http_options *options,
                               struct gamut_arena *arena,
                               struct gamut_err *err);

#endif

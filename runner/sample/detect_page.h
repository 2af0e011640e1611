#ifndef GAMUT_SAMPLE_DETECT_PAGE_H
#define GAMUT_SAMPLE_DETECT_PAGE_H

#include "runner/sample/detect.h"

/*
 * The parts of detection: pages are fetched, read, and judged. The latter two
 * know of no network.
 */

/*
 * X(name, path, is_at_root): what is asked for. The root is the base URL
 * without "/v1" at its end.
 */
#define GAMUT_DETECT_PAGE_MAP(X)                                   \
	X(MODELS, "/models", false)                                \
	X(ROOT, "/", true)                      /* Ollama */       \
	X(PROPS, "/props", true)                /* llama.cpp */    \
	X(VERSION, "/version", true)            /* vLLM */         \
	X(OLLAMA_VERSION, "/api/version", true) /* Ollama */       \
	X(LM_STUDIO, "/api/v0/models", true)    /* LM Studio */    \
	X(SERVER_INFO, "/server_info", true)    /* SGLang */       \
	X(OLD_INFO, "/get_server_info", true)   /* its old name */ \
	X(INFO, "/info", true)                  /* TGI */

enum gamut_detect_page_id {
#define X(name, path, is_at_root) GAMUT_DETECT_PAGE_##name,
	GAMUT_DETECT_PAGE_MAP(X)
#undef X
	GAMUT_DETECT_PAGE_COUNT,
};

struct gamut_detect_page {
	struct gamut_str body;    /* empty unless it came whole, with 2xx */
	struct gamut_str headers; /* lines, of any reply */
};

/*
 * Fetch them all, or only the list of models where `is_known`. What does not
 * come stays empty. As gamut_detect() otherwise.
 */
GAMUT_MUST_USE
enum gamut_status gamut_detect_pages_fetch(
	struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT],
	const struct gamut_http_options *options, bool is_known,
	struct gamut_arena *arena, struct gamut_err *err);

/* The kind of the hosted service at `endpoint`, or NULL. */
const char *gamut_detect_hosted(struct gamut_str endpoint);

/* Set all of `out` but the warnings and `told` from `pages`. */
void gamut_detection_read(
	struct gamut_detection *out,
	const struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT],
	const struct gamut_manifest *manifest, struct gamut_arena *arena);

/* Then set the warnings, and then `told`. */
void gamut_detection_judge(struct gamut_detection *out,
                           const struct gamut_manifest *manifest,
                           struct gamut_arena *arena);

#endif

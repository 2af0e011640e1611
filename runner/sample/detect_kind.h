#ifndef GAMUT_SAMPLE_DETECT_KIND_H
#define GAMUT_SAMPLE_DETECT_KIND_H

#include "base/json.h"
#include "runner/sample/detect_page.h"

/*
 * Which server is it? Only what no other server says counts as a sign; the
 * signs are in docs/probing.md.
 */
struct gamut_reading {
	const struct gamut_detect_page *pages;
	const struct gamut_manifest *manifest;
	cJSON *roots[GAMUT_DETECT_PAGE_COUNT]; /* NULL where it is not JSON */
	const cJSON *models;                   /* an array, or NULL */
	const char *hosted;                    /* gamut_detect_hosted() */
	struct gamut_arena *arena;
};

/* The kind, static; NULL where nothing tells. */
const char *gamut_reading_kind(const struct gamut_reading *r);

/* What stands before the model, by its headers: "LiteLLM"; or NULL. */
const char *gamut_reading_proxy(const struct gamut_reading *r);

/* As the server of that kind wrote it; empty where it did not. */
struct gamut_str gamut_reading_version(const struct gamut_reading *r,
                                       const char *kind);

/* SGLang's own settings, at either of their places; or NULL. */
const cJSON *gamut_reading_sglang(const struct gamut_reading *r);

/* LM Studio's own list of models, which knows more; or NULL. */
const cJSON *gamut_reading_lm_studio(const struct gamut_reading *r);

/* Is `kind`, which may be NULL, that of this name? */
bool gamut_kind_is(const char *kind, const char *name);

#endif

#include "runner/sample/headers.h"

#include "base/compiler.h"
#include "runner/sample/retry.h"
#include "runner/store/sample.h"

static const struct {
	const char *remaining;
	const char *reset;
} limits[] = {
	{ "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests" },
	{ "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens" },
	{ "anthropic-ratelimit-requests-remaining",
	  "anthropic-ratelimit-requests-reset" },
	{ "anthropic-ratelimit-tokens-remaining",
	  "anthropic-ratelimit-tokens-reset" },
	{ "anthropic-ratelimit-input-tokens-remaining",
	  "anthropic-ratelimit-input-tokens-reset" },
	{ "anthropic-ratelimit-output-tokens-remaining",
	  "anthropic-ratelimit-output-tokens-reset" },
};

int64_t gamut_headers_retry_after_ms(gamut_header_fn *header, void *ctx,
                                     bool is_limit, int64_t now_wall_ms)
{
	int64_t used_up = GAMUT_UNKNOWN;
	int64_t any = GAMUT_UNKNOWN;
	int64_t after = gamut_retry_parse_after(header(ctx, "retry-after-ms"),
	                                        header(ctx, "retry-after"),
	                                        now_wall_ms);

	if (after != GAMUT_UNKNOWN || !is_limit)
		return after;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(limits); i++) {
		int64_t ms = gamut_retry_parse_reset(
			header(ctx, limits[i].reset), now_wall_ms);
		struct gamut_str left =
			gamut_str_trim(header(ctx, limits[i].remaining));

		any = ms > any ? ms : any;
		if (gamut_str_eq(left, GAMUT_STR("0")))
			used_up = ms > used_up ? ms : used_up;
	}
	return used_up != GAMUT_UNKNOWN ? used_up : any;
}

/* ------------------------------------------------------------------ caches */

/* Does `s` begin with `prefix`, which is in lower case, in any case? */
static bool begins(struct gamut_str s, struct gamut_str prefix)
{
	if (s.len < prefix.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++)
		if (gamut_ascii_lower(s.ptr[i]) != prefix.ptr[i])
			return false;
	return true;
}

/* A cache before another cache lists both: "MISS, HIT". */
static bool has_entry(struct gamut_str value, const char *entry)
{
	struct gamut_str field;

	while (gamut_str_take_field(&value, ',', &field))
		if (begins(gamut_str_trim(field), gamut_str_of(entry)))
			return true;
	return false;
}

bool gamut_headers_are_cached(gamut_header_fn *header, void *ctx)
{
	static const struct {
		const char *name;
		const char *entry; /* begins so; "": it is there at all */
	} rows[] = {
		{ "x-openrouter-cache-status", "hit" },
		{ "x-litellm-cache-hit", "true" },
		{ "x-litellm-cache-key", "" }, /* sent with hits only */
		{ "cf-aig-cache-status", "hit" },
		{ "cf-cache-status", "hit" },
		{ "x-cache", "hit" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		if (has_entry(header(ctx, rows[i].name), rows[i].entry))
			return true;
	return false;
}

#include "base/json.h"
#include "runner/store/manifest.h"

struct gamut_str gamut_manifest_source(const struct gamut_manifest *manifest)
{
	static const struct gamut_str begin = { .ptr = "{\"from\":\"",
		                                .len = 9 };
	struct gamut_str rest = manifest->imported;

	/* As decoding puts it down; a stranger's need not say it first. */
	if (!gamut_str_starts_with(rest, begin))
		return GAMUT_STR("elsewhere");
	rest = gamut_str_skip(rest, begin.len);
	return gamut_str_head(rest, gamut_str_find(rest, GAMUT_STR("\"")));
}

enum gamut_status gamut_manifest_require_sampled(
	const struct gamut_manifest *manifest, const char *folder,
	struct gamut_err *err)
{
	struct gamut_str source;

	if (manifest->imported.len == 0)
		return GAMUT_OK;
	source = gamut_manifest_source(manifest);
	return gamut_error(err, GAMUT_EINVAL,
	                   "the run in '%s' was imported from %.*s: how it was "
	                   "sampled is not known well enough to add to it; "
	                   "sample into another --out and compare the two",
	                   folder, GAMUT_STR_ARG(source));
}

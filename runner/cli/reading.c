#include "runner/cli/reading.h"

#include "base/file.h"
#include "runner/cli/command.h"
#include "runner/store/foreign.h"

static void tell_oddities(const struct gamut_run *run, const char *folder)
{
	if (run->manifest.imported.len > 0) {
		struct gamut_str source = gamut_manifest_source(&run->manifest);

		gamut_tell("%s: imported from %.*s, not sampled by gamut",
		           folder, GAMUT_STR_ARG(source));
	}
	if (run->duplicates)
		gamut_tell("%s: %zu sample%s came twice; the earliest counts",
		           folder, run->duplicates, GAMUT_S(run->duplicates));
	if (run->torn)
		gamut_tell("%s: %zu torn line%s at the end of a shard, left by "
		           "a process that was killed",
		           folder, run->torn, GAMUT_S(run->torn));
	if (run->damaged)
		gamut_tell("%s: %zu damaged records were left out", folder,
		           run->damaged);
	if (run->foreign)
		gamut_tell("%s: %zu records belong to no cell of the run and "
		           "were left out",
		           folder, run->foreign);
}

enum gamut_status gamut_reading_run(struct gamut_run **out, const char *folder,
                                    struct gamut_err *err)
{
	enum gamut_status status;

	if (!gamut_file_is_folder(folder) && gamut_file_exists(folder))
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is not a run directory; 'gamut score' "
		                   "reads files",
		                   folder);
	status = gamut_run_read(out, folder, err);
	if (!status)
		tell_oddities(*out, folder);
	return status;
}

enum gamut_status gamut_reading_file(struct gamut_score *score,
                                     const char *path, bool skips_bad_lines,
                                     struct gamut_err *err)
{
	struct gamut_foreign *foreign;
	struct gamut_sample sample;
	bool has_more = true;
	enum gamut_status status = gamut_foreign_open(&foreign, path,
	                                              skips_bad_lines, err);

	if (status)
		return status;
	while (!status) {
		status = gamut_foreign_next(foreign, &sample, &has_more, err);
		if (status || !has_more)
			break;
		status = gamut_score_add_later(score, sample.model, &sample,
		                               err);
		/* Other failures are not the line's. */
		if (status == GAMUT_EPARSE)
			status = gamut_foreign_refuse(foreign, err);
	}
	if (!status)
		status = gamut_score_flush(score, err);
	if (gamut_foreign_skipped(foreign))
		gamut_tell("%s: %zu bad lines were skipped", path,
		           gamut_foreign_skipped(foreign));
	gamut_foreign_close(foreign);
	return status;
}

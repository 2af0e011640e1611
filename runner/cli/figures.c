#include "runner/cli/figures.h"

#include "base/file.h"
#include "runner/cli/command.h"
#include "runner/cli/pareto_input.h"
#include "runner/cli/sides.h"
#include "runner/report/figure/overview.h"
#include "runner/report/figure/plane.h"

/* ----------------------------------------------------------- gamut pareto */

/* One of the paths, and the format it stands for. */
struct wanted {
	struct gamut_str stem; /* the path without its extension */
	const char *path;
	const char *extension;
	unsigned bit;
};

#define FORMATS 3

static size_t list_wanted(struct wanted wanted[FORMATS],
                          const struct gamut_figures_paths *paths)
{
	const struct wanted all[FORMATS] = {
		{ .path = paths->svg,
		  .extension = ".svg",
		  .bit = GAMUT_FIGURE_SVG },
		{ .path = paths->png,
		  .extension = ".png",
		  .bit = GAMUT_FIGURE_PNG },
		{ .path = paths->pdf,
		  .extension = ".pdf",
		  .bit = GAMUT_FIGURE_PDF },
	};
	size_t count = 0;

	for (size_t i = 0; i < FORMATS; i++) {
		struct gamut_str path;

		if (!all[i].path)
			continue;
		path = gamut_str_of(all[i].path);
		wanted[count] = all[i];
		if (gamut_str_ends_with(path, gamut_str_of(all[i].extension)))
			wanted[count].stem = gamut_str_head(path, path.len - 4);
		count++;
	}
	return count;
}

enum gamut_status gamut_figures_check(const struct gamut_figures_paths *paths,
                                      struct gamut_err *err)
{
	struct wanted wanted[FORMATS];
	size_t count = list_wanted(wanted, paths);

	for (size_t i = 0; i < count; i++) {
		struct gamut_str stem = wanted[i].stem;

		if (stem.len == 0 || stem.ptr[stem.len - 1] == '/')
			return gamut_error(err, GAMUT_EINVAL,
			                   "--%s: '%s' is no file that ends in "
			                   "%s",
			                   wanted[i].extension + 1,
			                   wanted[i].path, wanted[i].extension);
	}
	return GAMUT_OK;
}

static void tell_paths(const struct wanted *wanted, size_t count)
{
	struct gamut_buf list = { 0 };

	for (size_t i = 0; i < count; i++)
		gamut_buf_addf(&list, "%s'%s'", i > 0 ? ", " : "",
		               wanted[i].path);
	gamut_tell("the picture is %s", gamut_buf_cstr(&list));
	gamut_buf_release(&list);
}

enum gamut_status gamut_figures_plane(
	const struct gamut_figures_paths *paths,
	const struct gamut_front_document *document, uint64_t absent,
	struct gamut_err *err)
{
	struct wanted wanted[FORMATS];
	size_t count = list_wanted(wanted, paths);
	struct gamut_figure figure = { 0 };
	struct gamut_arena arena = { 0 };
	unsigned done = 0;
	enum gamut_status status = GAMUT_OK;

	if (count == 0)
		return GAMUT_OK;
	status = gamut_figure_plane(&figure, document, absent, err);
	for (size_t i = 0; i < count && !status; i++) {
		unsigned formats = 0;

		if (done & wanted[i].bit)
			continue;
		for (size_t k = i; k < count; k++)
			if (gamut_str_eq(wanted[k].stem, wanted[i].stem))
				formats |= wanted[k].bit;
		status = gamut_figure_write(
			&figure, gamut_arena_copy(&arena, wanted[i].stem).ptr,
			formats, err);
		done |= formats;
	}
	if (!status)
		tell_paths(wanted, count);
	gamut_figure_release(&figure);
	gamut_arena_clear(&arena);
	return status;
}

/* ---------------------------------------------------------- gamut report */

struct report {
	const char *folder;
	struct gamut_front_input input;
	uint64_t absent;
	size_t drawn; /* pictures */
	struct gamut_arena arena;
};

/* Draw `figure`, which is released, as `name` in the folder. */
static enum gamut_status put(struct report *report, struct gamut_figure *figure,
                             const char *name, struct gamut_err *err)
{
	struct gamut_str path = gamut_arena_strf(&report->arena, "%s/%s",
	                                         report->folder, name);
	enum gamut_status status = gamut_figure_write(figure, path.ptr,
	                                              GAMUT_FIGURE_ALL, err);

	gamut_figure_release(figure);
	report->drawn += status == GAMUT_OK;
	return status;
}

/* What cannot be drawn of such runs is told, and the rest is drawn. */
static enum gamut_status tell_lack(const char *names,
                                   const struct gamut_err *why)
{
	gamut_tell("left out, %s: %s", names, why->msg);
	return GAMUT_OK;
}

static enum gamut_status put_plane(struct report *report, enum gamut_axis y,
                                   const char *name, struct gamut_err *err)
{
	struct gamut_front_options options =
		gamut_front_defaults(GAMUT_AXIS_VALIDITY, y);
	struct gamut_front front;
	const struct gamut_front_document document = { .front = &front };
	struct gamut_figure figure = { 0 };
	struct gamut_err local = { 0 };
	enum gamut_status status;

	options.takes_common = true;
	options.takes_uneven = true;
	status = gamut_front_make(&front, &report->input, &options,
	                          &report->arena, &local);
	if (!status)
		status = gamut_figure_plane(&figure, &document, report->absent,
		                            &local);
	if (!status)
		return put(report, &figure, name, err);
	gamut_figure_release(&figure);
	return tell_lack(name, &local);
}

static enum gamut_status put_overviews(struct report *report,
                                       struct gamut_err *err)
{
	static const struct {
		const char *name;
		void (*make)(struct gamut_figure *figure,
		             struct gamut_overview *overview);
	} figures[] = { { "tasks", gamut_figure_tasks },
		        { "rarefaction", gamut_figure_rarefaction },
		        { "fates", gamut_figure_fates },
		        { "answers", gamut_figure_answers } };
	struct gamut_overview overview;
	struct gamut_err local = { 0 };
	enum gamut_status status = gamut_overview_open(
		&overview, &report->input, report->absent, &local);

	if (status) {
		gamut_overview_close(&overview);
		return tell_lack("tasks, rarefaction, fates and answers",
		                 &local);
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(figures) && !status; i++) {
		struct gamut_figure figure = { 0 };

		figures[i].make(&figure, &overview);
		status = put(report, &figure, figures[i].name, err);
	}
	gamut_overview_close(&overview);
	return status;
}

static enum gamut_status draw_all(struct report *report,
                                  const struct gamut_sides *sides,
                                  struct gamut_err *err)
{
	enum gamut_status status = gamut_pareto_input(&report->input, sides,
	                                              &report->arena, err);

	report->absent = gamut_pareto_absent(sides);
	if (!status && report->absent > 0)
		gamut_tell("the pictures are of incomplete runs: %llu samples "
		           "are missing",
		           (unsigned long long)report->absent);
	if (!status)
		status = gamut_file_make_folder(report->folder, err);
	if (!status)
		status = put_overviews(report, err);
	if (!status)
		status = put_plane(report, GAMUT_AXIS_RELATIVE_YIELD, "plane",
		                   err);
	if (!status)
		status = put_plane(report, GAMUT_AXIS_CANONICAL_YIELD,
		                   "plane-canonical", err);
	if (!status && report->drawn == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "no picture can be drawn of these runs");
	if (!status)
		gamut_tell("the pictures are in '%s'", report->folder);
	else if (report->drawn > 0)
		gamut_tell("not all pictures in '%s' are of these runs: "
		           "drawing ended early",
		           report->folder);
	return status;
}

enum gamut_status gamut_figures_report(const char *folder,
                                       const struct gamut_operands *runs,
                                       const struct gamut_texts *task_files,
                                       bool *is_incomplete,
                                       struct gamut_err *err)
{
	const char *const *paths = (const char *const *)runs->items;
	struct report report = { .folder = folder };
	struct gamut_sides sides = { .task_files = *task_files };
	enum gamut_status status =
		gamut_sides_require_different(paths, runs->count, err);

	if (!status)
		status = gamut_sides_open(&sides, paths, runs->count, err);
	if (!status)
		status = draw_all(&report, &sides, err);
	if (report.absent > 0)
		*is_incomplete = true;
	gamut_arena_clear(&report.arena);
	gamut_sides_close(&sides);
	return status;
}

#include "runner/cli/page.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "runner/cli/command.h"
#include "runner/cli/comparing.h"
#include "runner/cli/pareto_input.h"
#include "runner/cli/reference.h"
#include "runner/cli/repeat.h"
#include "runner/cli/sides.h"
#include "runner/report/compare/front.h"
#include "runner/report/html/page.h"

/* run.json with all its prompts, of which there are some hundred at most. */
#define MANIFEST_BYTES ((size_t)64 * 1024 * 1024)

/* The diversities that the plane can show. */
static const enum gamut_axis diversities[] = {
	GAMUT_AXIS_CANONICAL_YIELD,
	GAMUT_AXIS_YIELD,
	GAMUT_AXIS_RELATIVE_YIELD,
};

struct making {
	const struct gamut_page_wanted *wanted;
	struct gamut_sides sides; /* the baseline first */
	struct gamut_completions completions;
	struct gamut_front_input input; /* of the planes */
	struct gamut_pareto_notes notes;
	struct gamut_page page;
	struct gamut_arena arena;
};

/* The baseline, then the others; it may be among them, too. */
static const char *const *order_folders(const struct gamut_page_wanted *wanted,
                                        size_t *count,
                                        struct gamut_arena *arena)
{
	const char **list = gamut_arena_new(arena, const char *,
	                                    wanted->count + 1);

	*count = 0;
	if (wanted->baseline)
		list[(*count)++] = wanted->baseline;
	for (size_t i = 0; i < wanted->count; i++)
		if (!wanted->baseline ||
		    strcmp(wanted->folders[i], wanted->baseline) != 0)
			list[(*count)++] = wanted->folders[i];
	return list;
}

static enum gamut_status open_sides(struct making *making,
                                    struct gamut_err *err)
{
	size_t count;
	const char *const *folders = order_folders(making->wanted, &count,
	                                           &making->arena);
	enum gamut_status status = gamut_sides_require_different(folders, count,
	                                                         err);

	making->sides.task_files = making->wanted->task_files;
	making->sides.judged = gamut_completions_add;
	making->sides.context = &making->completions;
	if (!status)
		status = gamut_sides_open(&making->sides, folders, count, err);
	for (size_t i = 0; i < making->sides.count && !status; i++)
		if (!making->sides.list[i].run)
			status = gamut_error(err, GAMUT_EINVAL,
			                     "'%s' is no run directory: a "
			                     "report in HTML tells how a run "
			                     "was made; 'gamut import' makes "
			                     "a run of a file",
			                     folders[i]);
	return status;
}

/* Labels are told apart by a number where folders are called alike. */
static struct gamut_str label_of(const struct gamut_sides *sides, size_t i,
                                 struct gamut_arena *arena)
{
	struct gamut_str label = sides->list[i].label;
	size_t same = 1;

	for (size_t k = 0; k < i; k++)
		same += gamut_str_eq(sides->list[k].label, label);
	return same == 1 ? label :
	                   gamut_arena_strf(arena, "%.*s (%zu)",
	                                    GAMUT_STR_ARG(label), same);
}

/* run.json as plain JSON: read and written anew, for it may be a stranger's. */
static enum gamut_status read_manifest(struct gamut_str *out,
                                       const char *folder,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err)
{
	struct gamut_str path = gamut_arena_strf(arena, "%s/run.json", folder);
	struct gamut_str text;
	enum gamut_status status = gamut_file_read(&text, path.ptr,
	                                           MANIFEST_BYTES, arena, err);
	cJSON *tree = status ? NULL : gamut_json_parse(text, err);
	char *printed = cJSON_PrintUnformatted(tree);

	if (!status && !printed)
		status = gamut_error_at(err, "%s", path.ptr);
	else if (!status)
		*out = gamut_arena_copy(arena, gamut_str_of(printed));
	cJSON_free(printed);
	cJSON_Delete(tree);
	return status;
}

static enum gamut_status add_runs(struct making *making, struct gamut_err *err)
{
	size_t count = making->sides.count;
	struct gamut_page_run *runs =
		gamut_arena_new(&making->arena, struct gamut_page_run, count);
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < count && !status; i++) {
		const struct gamut_side *side = &making->sides.list[i];

		runs[i] = (struct gamut_page_run){
			.label = label_of(&making->sides, i, &making->arena),
			.run = side->run,
			.summary = side->summary,
			.command = gamut_repeat_command(&side->run->manifest,
			                                &making->arena),
		};
		if (!gamut_run_is_complete(side->run) &&
		    side->run->manifest.imported.len == 0)
			runs[i].rest = gamut_repeat_rest(side->path,
			                                 &making->arena);
		status = read_manifest(&runs[i].manifest, side->path,
		                       &making->arena, err);
	}
	making->page.runs = runs;
	making->page.run_count = count;
	making->page.suite = making->sides.suite;
	making->page.completions = &making->completions;
	return status;
}

/* Draw the plane of validity and `axis`, or say why it cannot be drawn. */
static void add_plane(struct making *making, enum gamut_axis axis,
                      struct gamut_page_plane *plane)
{
	struct gamut_front_options options =
		gamut_front_defaults(GAMUT_AXIS_VALIDITY, axis);
	struct gamut_front_reference *references = NULL;
	struct gamut_front front;
	struct gamut_front_document document = {
		.front = &front,
		.notes = making->notes.list,
		.note_count = making->notes.count,
	};
	struct gamut_buf text = { 0 };
	struct gamut_err err = { 0 };
	enum gamut_status status;

	plane->name = gamut_axis_name(axis);
	plane->ceiling = GAMUT_UNDEFINED;
	options.takes_common = true;
	options.takes_uneven = true;
	status = gamut_front_make(&front, &making->input, &options,
	                          &making->arena, &err);
	if (!status)
		status = gamut_reference_points(
			&references, &document.reference_count, &front,
			making->sides.suite, &making->arena, &err);
	if (status) {
		plane->refused = gamut_arena_copy(&making->arena,
		                                  gamut_str_of(err.msg));
		return;
	}
	plane->ceiling = gamut_front_ceiling(&front);
	document.references = references;
	gamut_front_json(&text, &document);
	plane->front = gamut_arena_copy(&making->arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
}

static enum gamut_status add_planes(struct making *making,
                                    struct gamut_err *err)
{
	struct gamut_page_plane *planes =
		gamut_arena_new(&making->arena, struct gamut_page_plane,
	                        GAMUT_ARRAY_LEN(diversities));
	enum gamut_status status = gamut_pareto_input(
		&making->input, &making->sides, &making->arena, err);

	if (status)
		return status;
	making->notes = gamut_pareto_notes(&making->sides, &making->arena);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(diversities); i++) {
		planes[i] = (struct gamut_page_plane){ 0 };
		add_plane(making, diversities[i], &planes[i]);
	}
	making->page.planes = planes;
	making->page.plane_count = GAMUT_ARRAY_LEN(diversities);
	return GAMUT_OK;
}

/* Why the two do not compare: all that differs, else the message itself. */
static void refuse(struct gamut_page_comparison *out,
                   const struct gamut_comparing *comparing,
                   const struct gamut_err *err, struct gamut_arena *arena)
{
	const struct gamut_differences *found = &comparing->differences;

	out->refused = gamut_arena_new(arena, struct gamut_str,
	                               found->count + 1);
	for (size_t i = 0; i < found->count; i++) {
		enum gamut_misfit misfit = found->list[i].misfit;

		if (misfit != GAMUT_MISFIT_COUNT &&
		    !comparing->is_allowed[misfit])
			out->refused[out->refused_count++] =
				gamut_arena_copy(arena, found->list[i].text);
	}
	if (out->refused_count == 0)
		out->refused[out->refused_count++] =
			gamut_arena_copy(arena, gamut_str_of(err->msg));
}

/*
 * Compare as `gamut compare` does by default. What is incomplete, or of another
 * n, is compared as far as both go: the page says so.
 */
static void compare(struct making *making, size_t candidate,
                    struct gamut_page_comparison *out)
{
	const char *const paths[2] = {
		making->sides.list[0].path,
		making->sides.list[candidate].path,
	};
	struct gamut_comparing comparing = {
		.options = GAMUT_COMPARING_DEFAULTS,
		.is_allowed[GAMUT_MISFIT_N] = true,
		.is_allowed[GAMUT_MISFIT_INCOMPLETE] = true,
		.is_quiet = true,
		.sides.task_files = making->wanted->task_files,
	};
	struct gamut_compare_document document;
	struct gamut_buf text = { 0 };
	struct gamut_err err = { 0 };

	*out = (struct gamut_page_comparison){ .candidate = candidate };
	if (gamut_comparing_open(&comparing, paths, &err)) {
		refuse(out, &comparing, &err, &making->arena);
	} else {
		document = gamut_comparing_document(&comparing);
		gamut_compare_write(&text, &document, GAMUT_COMPARE_FORMAT_JSON,
		                    &(struct gamut_report_options){ 0 });
		out->comparison = gamut_arena_copy(&making->arena,
		                                   gamut_buf_view(&text));
	}
	gamut_buf_release(&text);
	gamut_comparing_close(&comparing);
}

static void add_comparisons(struct making *making)
{
	size_t count = making->sides.count - 1;
	struct gamut_page_comparison *list = gamut_arena_new(
		&making->arena, struct gamut_page_comparison, count);

	for (size_t i = 0; i < count; i++)
		compare(making, i + 1, &list[i]);
	making->page.comparisons = list;
	making->page.comparison_count = count;
}

/* "sim:base", "sim:base and sim:instruct", "sim:base and 4 others" */
static struct gamut_str title_of(struct making *making)
{
	const struct gamut_side *list = making->sides.list;
	size_t count = making->sides.count;
	struct gamut_str first = list[0].run->manifest.model;

	if (making->wanted->title)
		return gamut_str_of(making->wanted->title);
	if (count == 1)
		return first;
	if (count == 2)
		return gamut_arena_strf(
			&making->arena, "%.*s and %.*s", GAMUT_STR_ARG(first),
			GAMUT_STR_ARG(list[1].run->manifest.model));
	return gamut_arena_strf(&making->arena, "%.*s and %zu others",
	                        GAMUT_STR_ARG(first), count - 1);
}

static enum gamut_status make(struct making *making, bool *is_incomplete,
                              struct gamut_err *err)
{
	struct gamut_buf text = { 0 };
	enum gamut_status status = open_sides(making, err);

	if (!status)
		status = add_runs(making, err);
	if (!status)
		status = add_planes(making, err);
	if (status)
		return status;
	making->page.title = title_of(making);
	add_comparisons(making);
	gamut_page_write(&text, &making->page);
	if (strcmp(making->wanted->file, "-") == 0)
		status = gamut_command_print(&text, err);
	else
		status = gamut_file_put(making->wanted->file,
		                        gamut_buf_view(&text), err);
	if (!status && strcmp(making->wanted->file, "-") != 0)
		gamut_tell("%s: %zu KiB, open it in a browser",
		           making->wanted->file, text.len / 1024);
	for (size_t i = 0; i < making->sides.count; i++)
		if (!gamut_run_is_complete(making->sides.list[i].run))
			*is_incomplete = true;
	gamut_buf_release(&text);
	return status;
}

enum gamut_status gamut_page_make(const struct gamut_page_wanted *wanted,
                                  bool *is_incomplete, struct gamut_err *err)
{
	struct making making = { .wanted = wanted };
	enum gamut_status status;

	if (!gamut_page_is_built())
		return gamut_error(err, GAMUT_EINVAL,
		                   "this build has no HTML reports: configure "
		                   "it with -DGAMUT_HTML=ON");
	status = make(&making, is_incomplete, err);
	gamut_sides_close(&making.sides);
	gamut_completions_release(&making.completions);
	gamut_arena_clear(&making.arena);
	return status;
}

/* gamut overlap: do models share their modes? */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "runner/cli/command.h"
#include "runner/cli/sides.h"
#include "runner/report/compare/overlap.h"

struct values {
	const char *format;
	const char *show;
	uint32_t at_least;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "at-least",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "K",
	  .help = "list answers that K models over-produce (2)",
	  .offset = offsetof(struct values, at_least) },
	{ .name = "show",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "pairs modes all",
	  .argument = "WHAT",
	  .help = "pairs, modes or all (default); CSV has one: pairs",
	  .offset = offsetof(struct values, show) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown",
	  .argument = "NAME",
	  .help = "table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

/* What is compared: each model of each side. */
struct conditions {
	struct gamut_overlap_side *sides;
	struct gamut_overlap_party *parties;
	size_t count;
	size_t side_size;
	size_t party_size;
};

static uint64_t absent_of(const struct gamut_summary_part *part)
{
	uint64_t absent = 0;

	for (size_t i = 0; i < part->cell_count; i++)
		absent += gamut_cell_summary_absent(&part->cells[i]);
	return absent;
}

static void add_condition(struct conditions *all, const struct gamut_side *side,
                          const struct gamut_summary_part *part)
{
	const struct gamut_cell_summary *first = &part->cells[0];

	all->sides = gamut_grow_array(all->sides, &all->side_size, all->count,
	                              sizeof(all->sides[0]));
	all->parties = gamut_grow_array(all->parties, &all->party_size,
	                                all->count, sizeof(all->parties[0]));
	all->sides[all->count] = (struct gamut_overlap_side){
		.cells = part->cells,
		.count = part->cell_count,
	};
	all->parties[all->count++] = (struct gamut_overlap_party){
		.path = gamut_str_of(side->path),
		.model = first->key.model,
		.run = first->key.run,
		.is_simulated = first->is_simulated,
		.is_imported = first->is_imported,
		.absent = absent_of(part),
	};
}

static enum gamut_status gather(struct conditions *all,
                                const struct gamut_sides *sides,
                                struct gamut_err *err)
{
	for (size_t i = 0; i < sides->count; i++) {
		struct gamut_summary_part part = { 0 };

		while (gamut_summary_next(sides->list[i].summary, &part))
			add_condition(all, &sides->list[i], &part);
	}
	if (all->count > GAMUT_OVERLAP_CONDITIONS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%zu models are too many, and each is "
		                   "compared with each: name at most %d, or "
		                   "keep the lines of fewer in a file",
		                   all->count, GAMUT_OVERLAP_CONDITIONS_MAX);
	if (all->count >= 2)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "'%s' holds one model: name another run to set it "
	                   "against",
	                   sides->list[0].path);
}

/* Say of the first two what they have, as nothing is in two of them. */
static enum gamut_status nothing_in_common(const struct conditions *all,
                                           struct gamut_err *err)
{
	const struct gamut_cell_key *a = &all->sides[0].cells[0].key;
	const struct gamut_cell_key *b = &all->sides[1].cells[0].key;

	return gamut_error(
		err, GAMUT_EINVAL,
		"no task and setting has completions in two of them: '%.*s' "
		"has %.*s (%.*s), '%.*s' has %.*s (%.*s); sample the same "
		"tasks and settings of both",
		GAMUT_STR_ARG(all->parties[0].path), GAMUT_STR_ARG(a->task),
		GAMUT_STR_ARG(a->setting.len ? a->setting :
	                                       GAMUT_STR("no setting")),
		GAMUT_STR_ARG(all->parties[1].path), GAMUT_STR_ARG(b->task),
		GAMUT_STR_ARG(b->setting.len ? b->setting :
	                                       GAMUT_STR("no setting")));
}

static enum gamut_status print(const struct gamut_overlap_document *document,
                               enum gamut_format format, struct gamut_err *err)
{
	const struct gamut_report_options how = gamut_command_look();
	struct gamut_buf text = { 0 };

	gamut_overlap_write(&text, document, format, &how);
	return gamut_command_print(&text, err);
}

static enum gamut_status compare(const struct gamut_sides *sides,
                                 const struct gamut_overlap_document *asked,
                                 enum gamut_format format,
                                 struct gamut_err *err)
{
	struct gamut_overlap_document document = *asked;
	struct conditions all = { 0 };
	struct gamut_arena arena = { 0 };
	enum gamut_status status = gather(&all, sides, err);
	struct gamut_overlap overlap = { 0 };

	if (!status && document.at_least > all.count)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "--at-least: %zu models are not among %zu",
		                     document.at_least, all.count);
	if (!status)
		overlap = gamut_overlap_of(all.sides, all.count,
		                           document.at_least, &arena);
	if (!status && overlap.place_count == 0)
		status = nothing_in_common(&all, err);
	if (!status) {
		document.overlap = &overlap;
		document.parties = all.parties;
		status = print(&document, format, err);
	}
	gamut_arena_clear(&arena);
	free(all.sides);
	free(all.parties);
	return status;
}

static enum gamut_status read_show(enum gamut_overlap_show *out,
                                   const char *word, struct gamut_err *err)
{
	static const char *const words[] = {
		[GAMUT_OVERLAP_SHOW_ALL] = "all",
		[GAMUT_OVERLAP_SHOW_PAIRS] = "pairs",
		[GAMUT_OVERLAP_SHOW_MODES] = "modes",
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++)
		if (!word || strcmp(word, words[i]) == 0) {
			*out = (enum gamut_overlap_show)i;
			return GAMUT_OK;
		}
	return gamut_error(err, GAMUT_EINVAL,
	                   "--show: '%s' is not pairs, modes or all", word);
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { .at_least = 2 };
	struct gamut_overlap_document document = { 0 };
	struct gamut_sides sides = { 0 };
	struct gamut_operands paths;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_format format;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_overlap,
	                         argc, argv))
		return code;
	sides.task_files = values.task_files;
	document.at_least = values.at_least;
	status = gamut_command_format(&format, values.format, &err);
	if (!status)
		status = read_show(&document.show, values.show, &err);
	if (!status && paths.count == 0)
		status =
			gamut_error(&err, GAMUT_EINVAL,
		                    "name run directories or JSONL files of at "
		                    "least two models");
	/* A sample against itself would seem to agree better than it can. */
	if (!status)
		status = gamut_sides_require_different(
			(const char *const *)paths.items, paths.count, &err);
	if (!status)
		status = gamut_sides_open(&sides,
		                          (const char *const *)paths.items,
		                          paths.count, &err);
	if (!status)
		status = compare(&sides, &document, format, &err);
	gamut_sides_close(&sides);
	free(values.task_files.items);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_overlap = {
	.name = "overlap",
	.synopsis = "RUN_OR_FILE... [options]",
	.summary = "do models share their modes? Compare their answers",
	.details =
		"Sets the valid answers of several models against each other, "
		"task by task and\nsetting by setting: how much two "
		"distributions have in common, and which answers\nseveral "
		"models over-produce. A RUN is a run directory; a FILE is as for "
		"'gamut\nscore', and may hold several models. docs/overlap.md "
		"says what the numbers mean.\n",
	.options = options,
	.run = run,
};

/* gamut power: what could a comparison with this base find? */
#include <math.h>
#include <stdlib.h>

#include "runner/cli/command.h"
#include "runner/cli/sides.h"
#include "runner/report/compare/power.h"

#define LEVEL 0.05

struct values {
	const char *format;
	double power;
	/* Of validity in points. */
	double drops[GAMUT_COMPARE_METRICS];
	double margins[GAMUT_COMPARE_METRICS];
	uint32_t samples;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "samples",
	  .letter = 'n',
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .help = "samples a cell of both runs (as the base has)",
	  .offset = offsetof(struct values, samples),
	  .max = GAMUT_SAMPLES_MAX },
	{ .name = "power",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "P",
	  .help = "the chance to find a drop (0.8, and 0.9 beside it)",
	  .offset = offsetof(struct values, power) },
	{ .name = "drop-validity",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "POINTS",
	  .help = "also tell the samples for a drop by 2 of 100 points, say",
	  .offset = offsetof(struct values, drops[GAMUT_COMPARE_VALIDITY]) },
	{ .name = "drop-yield",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "ANSWERS",
	  .help = "also tell the samples for a drop such as 1.5",
	  .offset = offsetof(struct values, drops[GAMUT_COMPARE_YIELD]) },
	{ .name = "margin-validity",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "POINTS",
	  .help = "the margin of the gate, of 100 points (2)",
	  .offset = offsetof(struct values, margins[GAMUT_COMPARE_VALIDITY]) },
	{ .name = "margin-yield",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "ANSWERS",
	  .help = "likewise (2)",
	  .offset = offsetof(struct values, margins[GAMUT_COMPARE_YIELD]) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown",
	  .argument = "NAME",
	  .help = "table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

static enum gamut_status check_values(const struct values *values,
                                      struct gamut_err *err)
{
	const struct range {
		const char *name;
		double value;
		double end;
	} ranges[] = {
		{ "drop-validity", values->drops[GAMUT_COMPARE_VALIDITY],
		  GAMUT_COMPARE_POINTS },
		{ "drop-yield", values->drops[GAMUT_COMPARE_YIELD], HUGE_VAL },
		{ "margin-validity", values->margins[GAMUT_COMPARE_VALIDITY],
		  GAMUT_COMPARE_POINTS },
		{ "margin-yield", values->margins[GAMUT_COMPARE_YIELD],
		  HUGE_VAL },
	};
	enum gamut_status status = GAMUT_OK;

	if (!isnan(values->power) &&
	    !(values->power >= 0.5 && values->power <= 0.999))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--power: %g is not from 0.5 to 0.999",
		                   values->power);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ranges) && !status; i++)
		if (!isnan(ranges[i].value))
			status = gamut_command_check_range(ranges[i].name,
			                                   ranges[i].value,
			                                   ranges[i].end, err);
	return status;
}

static enum gamut_status print(const struct gamut_power_document *document,
                               enum gamut_format format, struct gamut_err *err)
{
	const struct gamut_report_options how = gamut_command_look();
	struct gamut_buf text = { 0 };

	gamut_power_write(&text, document, format, &how);
	return gamut_command_print(&text, err);
}

/* A drop of all there is, or more, needs no samples to be told. */
static enum gamut_status check_drops(const struct gamut_power_base *base,
                                     const double *drops, struct gamut_err *err)
{
	static const char *const names[GAMUT_COMPARE_METRICS] = {
		[GAMUT_COMPARE_VALIDITY] = "validity",
		[GAMUT_COMPARE_YIELD] = "yield",
	};

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		struct gamut_power_noise noise = gamut_power_noise_of(
			base, (enum gamut_compare_metric)m, 0);

		if (drops[m] > noise.mean)
			return gamut_error(
				err, GAMUT_EINVAL,
				"--drop-%s: the base's mean %s is %g, from "
				"where it cannot drop by %g",
				names[m], names[m], noise.mean, drops[m]);
	}
	return GAMUT_OK;
}

static enum gamut_status tell(const struct gamut_side *side,
                              const struct values *values,
                              enum gamut_format format, struct gamut_err *err)
{
	const double powers[] = { isnan(values->power) ? 0.8 : values->power,
		                  0.9 };
	struct gamut_power_options how = {
		.level = LEVEL,
		.powers = powers,
		.power_count = isnan(values->power) ? 2 : 1,
		.samples = values->samples,
	};
	const struct gamut_cell_summary *first = &side->summary->cells[0];
	struct gamut_power_document document = {
		.path = gamut_str_of(side->path),
		.model = first->key.model,
		.run = first->key.run,
		.is_simulated = first->is_simulated,
	};
	struct gamut_arena arena = { 0 };
	struct gamut_power_base base = gamut_power_base_of(side->summary,
	                                                   &arena);
	enum gamut_status status = GAMUT_OK;
	struct gamut_power power;

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		double unit = m == GAMUT_COMPARE_VALIDITY ?
		                      GAMUT_COMPARE_POINTS :
		                      1;

		how.margins[m] = values->margins[m] / unit;
		how.drops[m] = values->drops[m] / unit;
	}
	for (size_t i = 0; i < side->summary->cell_count; i++)
		document.absent +=
			side->summary->cells[i].fates[GAMUT_FATE_FAILED] +
			side->summary->cells[i].fates[GAMUT_FATE_MISSING];
	if (base.count == 0)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "'%s' holds no completions", side->path);
	if (!status)
		status = check_drops(&base, how.drops, err);
	if (!status) {
		power = gamut_power_of(&base, &how, &arena);
		document.power = &power;
		status = print(&document, format, err);
	}
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = {
		.power = GAMUT_UNDEFINED,
		.drops = { GAMUT_UNDEFINED, GAMUT_UNDEFINED },
		.margins = { [GAMUT_COMPARE_VALIDITY] = 2,
		             [GAMUT_COMPARE_YIELD] = 2 },
	};
	struct gamut_sides sides = { 0 };
	struct gamut_operands paths;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_format format;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_power,
	                         argc, argv))
		return code;
	sides.task_files = values.task_files;
	status = gamut_command_format(&format, values.format, &err);
	if (!status)
		status = check_values(&values, &err);
	if (!status && paths.count != 1)
		status = gamut_error(&err, GAMUT_EINVAL,
		                     "name one base: a run directory or a "
		                     "JSONL file");
	if (!status)
		status = gamut_sides_open(
			&sides, (const char *const *)paths.items, 1, &err);
	if (!status)
		status = gamut_side_require_single(&sides.list[0], &err);
	if (!status)
		status = tell(&sides.list[0], &values, format, &err);
	gamut_sides_close(&sides);
	free(values.task_files.items);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_power = {
	.name = "power",
	.synopsis = "BASE [options]",
	.summary = "tell what a comparison with a base could find",
	.details =
		"How far validity and yield of a candidate must drop for 'gamut "
		"compare' to find\nit, how often an unchanged one passes its "
		"gate, and how many samples a drop takes.\nBASE is a run "
		"directory, or a file as for 'gamut score' of one model. "
		"docs/power.md\nsays what the numbers mean.\n",
	.options = options,
	.run = run,
};

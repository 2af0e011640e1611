/* gamut estimate: the estimators behind the reports, for given counts. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/lines.h"
#include "runner/cli/command.h"
#include "runner/cli/estimate_input.h"

/* Longer lines are malformed: a million counts are below it. */
#define LINE_MAX_BYTES ((size_t)64 * 1024 * 1024)

struct values {
	struct gamut_estimate_words words;
	const char *format;
};

static const struct gamut_option options[] = {
	{ .name = "counts",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "C,...",
	  .help = "how often each valid answer occurred",
	  .offset = offsetof(struct values, words.counts) },
	{ .name = "invalid",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "N",
	  .help = "completions that are not valid (0)",
	  .offset = offsetof(struct values, words.invalid) },
	{ .name = "space",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "M",
	  .help = "valid answers that there are (unbounded)",
	  .offset = offsetof(struct values, words.space) },
	{ .name = "at",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "K,...",
	  .help = "estimate the yield at K completions, too",
	  .offset = offsetof(struct values, words.at) },
	{ .name = "base-counts",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "C,...",
	  .help = "compare: counts of the same answers in another sample",
	  .offset = offsetof(struct values, words.base_counts) },
	{ .name = "base-invalid",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "N",
	  .help = "its completions that are not valid (0)",
	  .offset = offsetof(struct values, words.base_invalid) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "json (default), table, csv or markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

/* ------------------------------------------------------------- the fields */

enum kind {
	WHOLE,    /* uint64_t */
	NUMBER,   /* double */
	INTERVAL, /* struct gamut_interval */
	CURVE,    /* double *, one for each of `at` */
};

/* In the order in which they are printed; the names are a contract. */
static const struct field {
	const char *name;
	enum kind kind;
	bool needs_base;
	size_t offset;
} fields[] = {
#define FIELD(kind, member)                                                    \
	{                                                                      \
#member, kind, false, offsetof(struct gamut_estimates, member) \
	}
#define BASE_FIELD(kind, member)                                              \
	{                                                                     \
#member, kind, true, offsetof(struct gamut_estimates, member) \
	}
	FIELD(WHOLE, n),
	FIELD(WHOLE, valid),
	FIELD(NUMBER, validity),
	FIELD(INTERVAL, validity_ci95),
	FIELD(WHOLE, yield),
	FIELD(NUMBER, yield_se),
	FIELD(CURVE, yield_at),
	FIELD(CURVE, yield_at_se),
	FIELD(NUMBER, uniqueness),
	FIELD(NUMBER, collision),
	FIELD(NUMBER, collision_se),
	FIELD(NUMBER, entropy),
	FIELD(NUMBER, effective_number),
	FIELD(NUMBER, seen_mass),
	FIELD(NUMBER, chao1),
	FIELD(NUMBER, ceiling),
	FIELD(NUMBER, relative_yield),
	FIELD(NUMBER, distance_to_uniform),
	BASE_FIELD(NUMBER, validity_fisher_p),
	BASE_FIELD(INTERVAL, validity_newcombe_ci95),
	BASE_FIELD(NUMBER, yield_permutation_p),
	BASE_FIELD(NUMBER, yield_permutation_midp),
#undef FIELD
#undef BASE_FIELD
};

static const void *value_of(const struct gamut_estimates *estimates,
                            const struct field *field)
{
	return (const char *)estimates + field->offset;
}

static void write_interval(struct gamut_json *json,
                           const struct gamut_interval *interval)
{
	if (isnan(interval->low)) {
		gamut_json_null(json);
		return;
	}
	gamut_json_open(json, '[');
	gamut_json_double(json, interval->low);
	gamut_json_double(json, interval->high);
	gamut_json_close(json, ']');
}

/* Was this one of `at` there before? A key stands once in an object. */
static bool is_repeated(const struct gamut_estimate_input *input, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (input->at[i] == input->at[at])
			return true;
	return false;
}

static void write_curve(struct gamut_json *json,
                        const struct gamut_estimate_input *input,
                        const double *values)
{
	char key[24];

	gamut_json_open(json, '{');
	for (size_t i = 0; i < input->at_count; i++) {
		if (is_repeated(input, i))
			continue;
		snprintf(key, sizeof(key), "%" PRIu64, input->at[i]);
		gamut_json_key(json, key);
		gamut_json_double(json, values[i]);
	}
	gamut_json_close(json, '}');
}

static void write_object(struct gamut_buf *out,
                         const struct gamut_estimate_input *input,
                         const struct gamut_estimates *estimates)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fields); i++) {
		const struct field *field = &fields[i];
		const void *value = value_of(estimates, field);

		if (field->needs_base && !input->base_counts)
			continue;
		gamut_json_key(&json, field->name);
		switch (field->kind) {
		case WHOLE:
			gamut_json_int(&json,
			               (int64_t) * (const uint64_t *)value);
			break;
		case NUMBER:
			gamut_json_double(&json, *(const double *)value);
			break;
		case INTERVAL:
			write_interval(&json, value);
			break;
		case CURVE:
			write_curve(&json, input, *(double *const *)value);
			break;
		}
	}
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

/* ----------------------------------------------------------- for people */

static void add_number(struct gamut_grid *grid, double value)
{
	if (isnan(value))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.6g", value);
}

static void add_interval(struct gamut_grid *grid,
                         const struct gamut_interval *interval)
{
	if (isnan(interval->low))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.6g to %.6g", interval->low,
		                interval->high);
}

static void add_curve(struct gamut_grid *grid, const char *name,
                      const struct gamut_estimate_input *input,
                      const double *values)
{
	for (size_t i = 0; i < input->at_count; i++) {
		if (is_repeated(input, i))
			continue;
		gamut_grid_addf(grid, "%s %" PRIu64, name, input->at[i]);
		add_number(grid, values[i]);
	}
}

static void add_field(struct gamut_grid *grid, const struct field *field,
                      const struct gamut_estimate_input *input,
                      const void *value)
{
	if (field->kind == CURVE) {
		add_curve(grid, field->name, input, *(double *const *)value);
		return;
	}
	gamut_grid_add(grid, gamut_str_of(field->name));
	if (field->kind == WHOLE)
		gamut_grid_addf(grid, "%" PRIu64, *(const uint64_t *)value);
	else if (field->kind == NUMBER)
		add_number(grid, *(const double *)value);
	else
		add_interval(grid, value);
}

static void write_grid(struct gamut_buf *out, enum gamut_format format,
                       const struct gamut_estimate_input *input,
                       const struct gamut_estimates *estimates)
{
	struct gamut_grid grid = { .columns = 2 };

	gamut_grid_add(&grid, GAMUT_STR("estimate"));
	gamut_grid_add(&grid, GAMUT_STR("value"));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fields); i++)
		if (!fields[i].needs_base || input->base_counts)
			add_field(&grid, &fields[i], input,
			          value_of(estimates, &fields[i]));
	if (format == GAMUT_FORMAT_CSV)
		gamut_report_grid_csv(out, &grid);
	else if (format == GAMUT_FORMAT_MARKDOWN)
		gamut_report_grid_markdown(out, &grid);
	else
		gamut_grid_draw(out, &grid, 80, false);
	gamut_grid_release(&grid);
}

/* ------------------------------------------------------------ the command */

static enum gamut_status print_estimates(
	enum gamut_format format, const struct gamut_estimate_input *input,
	struct gamut_arena *arena, struct gamut_err *err)
{
	struct gamut_estimates estimates = gamut_estimates_of(input, arena);
	struct gamut_buf out = { 0 };
	enum gamut_status status;

	if (format == GAMUT_FORMAT_JSON)
		write_object(&out, input, &estimates);
	else
		write_grid(&out, format, input, &estimates);
	status = gamut_print(&out, err);
	gamut_buf_release(&out);
	return status;
}

static enum gamut_status estimate_words(const struct values *values,
                                        struct gamut_err *err)
{
	struct gamut_estimate_input input;
	struct gamut_arena arena = { 0 };
	enum gamut_format format;
	enum gamut_status status;

	status = gamut_command_format(
		&format, values->format ? values->format : "json", err);
	if (!status)
		status = gamut_estimate_read_words(&input, &values->words,
		                                   &arena, err);
	if (!status)
		status = print_estimates(format, &input, &arena, err);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status estimate_line(const struct gamut_line *line,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err)
{
	struct gamut_estimate_input input;
	enum gamut_status status;
	cJSON *object;

	if (line->is_too_long)
		return gamut_error(err, GAMUT_EPARSE,
		                   "the line has more than %zu bytes",
		                   LINE_MAX_BYTES);
	if (gamut_str_trim(line->text).len == 0)
		return GAMUT_OK;
	object = gamut_json_parse(line->text, err);
	if (!object)
		return GAMUT_EPARSE;
	status = gamut_estimate_read_object(&input, object, arena, err);
	cJSON_Delete(object);
	if (!status)
		status = print_estimates(GAMUT_FORMAT_JSON, &input, arena, err);
	gamut_arena_reset(arena);
	return status;
}

/* One object out for each, as soon as it is there. */
static enum gamut_status estimate_stdin(struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status;
	struct gamut_lines *lines;
	struct gamut_line line;
	bool has_more = true;

	status = gamut_lines_open(&lines, "-", LINE_MAX_BYTES, err);
	if (status)
		return status;
	while (!status) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		if (estimate_line(&line, &arena, err))
			status = gamut_error_at(err, "<stdin>:%zu",
			                        line.number);
	}
	gamut_lines_close(lines);
	gamut_arena_clear(&arena);
	return status;
}

/* Without --counts, what there is to estimate comes line by line. */
static enum gamut_status check_values(const struct values *values,
                                      const struct gamut_operands *operands,
                                      struct gamut_err *err)
{
	const struct gamut_estimate_words *words = &values->words;

	if (operands->count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "counts are given as --counts 18,12,9 or on "
		                   "standard input, but '%s' is an operand",
		                   operands->items[0]);
	if (!words->counts && (words->invalid || words->space || words->at ||
	                       words->base_counts || words->base_invalid))
		return gamut_error(
			err, GAMUT_EINVAL,
			"without --counts, all numbers are read "
			"from standard input: give --counts, or none "
			"of the options");
	if (!words->counts && values->format &&
	    strcmp(values->format, "json") != 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "lines on standard input give JSON Lines; "
		                   "--format goes with --counts");
	return GAMUT_OK;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_operands operands;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &operands,
	                         &gamut_command_estimate, argc, argv))
		return code;
	status = check_values(&values, &operands, &err);
	if (!status && values.words.counts)
		status = estimate_words(&values, &err);
	else if (!status)
		status = estimate_stdin(&err);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_estimate = {
	.name = "estimate",
	.synopsis = "--counts C,... [options], or JSON Lines on standard input",
	.summary = "compute the estimators for given counts",
	.details =
		"Prints validity, yield, and what follows from them, with their "
		"errors, as\ndocs/metrics.md explains them. Without --counts, "
		"reads lines such as\n\n"
		"  {\"counts\":[18,12,9,1,1],\"invalid\":9,\"space\":null,"
		"\"at\":[25]}\n\n"
		"and prints an object for each, in order; \"base_counts\" and "
		"\"base_invalid\" may\nbe there, too. What is undefined is "
		"null.\n",
	.options = options,
	.run = run,
};

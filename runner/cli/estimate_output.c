#include "runner/cli/estimate_output.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/json.h"
#include "runner/report/fields.h"

enum kind {
	GAMUT_FIELD_WHOLE,    /* uint64_t */
	GAMUT_FIELD_NUMBER,   /* double */
	GAMUT_FIELD_INTERVAL, /* struct gamut_interval */
	GAMUT_FIELD_CURVE,    /* double *, one for each of `at` */
	GAMUT_FIELD_BAND,     /* struct gamut_interval *, likewise */
	GAMUT_FIELD_TOPS,     /* double[], one for each of the tops */
	GAMUT_FIELD_WORD,     /* const char *, or NULL */
};

/* In the order in which they are printed; the names are a contract. */
#define MEMBER(name) #name, offsetof(struct gamut_estimates, name)
static const struct field {
	const char *name;
	size_t offset;
	enum kind kind;
	bool needs_base;
} fields[] = {
	{ MEMBER(n), GAMUT_FIELD_WHOLE, false },
	{ MEMBER(valid), GAMUT_FIELD_WHOLE, false },
	{ MEMBER(validity), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(validity_ci95), GAMUT_FIELD_INTERVAL, false },
	{ MEMBER(yield), GAMUT_FIELD_WHOLE, false },
	{ MEMBER(yield_se), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(yield_at), GAMUT_FIELD_CURVE, false },
	{ MEMBER(yield_at_se), GAMUT_FIELD_CURVE, false },
	{ MEMBER(uniqueness), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(collision), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(collision_se), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(entropy), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(effective_number), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(seen_mass), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(chao1), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(ceiling), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(relative_yield), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(distance_to_uniform), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(validity_fisher_p), GAMUT_FIELD_NUMBER, true },
	{ MEMBER(validity_newcombe_ci95), GAMUT_FIELD_INTERVAL, true },
	{ MEMBER(yield_permutation_p), GAMUT_FIELD_NUMBER, true },
	{ MEMBER(yield_permutation_midp), GAMUT_FIELD_NUMBER, true },
	{ MEMBER(yield_ci95), GAMUT_FIELD_INTERVAL, false },
	{ MEMBER(yield_variance_good_toulmin), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(uniqueness_at), GAMUT_FIELD_CURVE, false },
	{ MEMBER(yield_at_ci95), GAMUT_FIELD_BAND, false },
	{ MEMBER(collision_ci95), GAMUT_FIELD_INTERVAL, false },
	{ MEMBER(effective_number_2), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(top_share), GAMUT_FIELD_TOPS, false },
	{ MEMBER(distance_to_uniform_p), GAMUT_FIELD_NUMBER, false },
	{ MEMBER(distance_to_uniform_p_method), GAMUT_FIELD_WORD, false },
};
#undef MEMBER

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

/* Numbers, or else intervals, for several k: those of `at`, or the tops. */
struct curve {
	const uint64_t *at;
	size_t count;
	const double *values;              /* or NULL */
	const struct gamut_interval *band; /* or NULL */
};

static struct curve curve_of(const struct field *field, const void *value,
                             const struct gamut_estimate_input *input)
{
	if (field->kind == GAMUT_FIELD_TOPS)
		return (struct curve){ .at = gamut_estimates_tops,
			               .count = GAMUT_ESTIMATES_TOPS,
			               .values = value };
	if (field->kind == GAMUT_FIELD_BAND)
		return (struct curve){
			.at = input->at,
			.count = input->at_count,
			.band = *(struct gamut_interval *const *)value,
		};
	return (struct curve){ .at = input->at,
		               .count = input->at_count,
		               .values = *(double *const *)value };
}

/* Was this k there before? A key stands once in an object. */
static bool is_repeated(const struct curve *curve, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (curve->at[i] == curve->at[at])
			return true;
	return false;
}

static void write_curve(struct gamut_json *json, const struct curve *curve)
{
	char key[24];

	gamut_json_open(json, '{');
	for (size_t i = 0; i < curve->count; i++) {
		if (is_repeated(curve, i))
			continue;
		snprintf(key, sizeof(key), "%" PRIu64, curve->at[i]);
		gamut_json_key(json, key);
		if (curve->values)
			gamut_json_double(json, curve->values[i]);
		else if (curve->band)
			write_interval(json, &curve->band[i]);
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
		struct curve curve;

		if (field->needs_base && !input->base_counts)
			continue;
		gamut_json_key(&json, field->name);
		switch (field->kind) {
		case GAMUT_FIELD_WHOLE:
			gamut_json_int(&json,
			               (int64_t) * (const uint64_t *)value);
			break;
		case GAMUT_FIELD_NUMBER:
			gamut_json_double(&json, *(const double *)value);
			break;
		case GAMUT_FIELD_INTERVAL:
			write_interval(&json, value);
			break;
		case GAMUT_FIELD_CURVE:
		case GAMUT_FIELD_BAND:
		case GAMUT_FIELD_TOPS:
			curve = curve_of(field, value, input);
			write_curve(&json, &curve);
			break;
		case GAMUT_FIELD_WORD:
			gamut_json_cstr(&json, *(const char *const *)value);
			break;
		}
	}
	if (input->target)
		gamut_fields_target(&json, &estimates->target);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

/* ----------------------------------------------------------- for people */

/* The rows, and what stands there for what is undefined. */
struct sheet {
	struct gamut_grid grid;
	struct gamut_str undefined;
};

static void add_number(struct sheet *sheet, double value)
{
	if (isnan(value))
		gamut_grid_add(&sheet->grid, sheet->undefined);
	else
		gamut_grid_addf(&sheet->grid, "%.6g", value);
}

static void add_interval(struct sheet *sheet,
                         const struct gamut_interval *interval)
{
	if (isnan(interval->low))
		gamut_grid_add(&sheet->grid, sheet->undefined);
	else
		gamut_grid_addf(&sheet->grid, "%.6g to %.6g", interval->low,
		                interval->high);
}

static void add_curve(struct sheet *sheet, const char *name,
                      const struct curve *curve)
{
	for (size_t i = 0; i < curve->count; i++) {
		if (is_repeated(curve, i))
			continue;
		gamut_grid_addf(&sheet->grid, "%s %" PRIu64, name,
		                curve->at[i]);
		if (curve->values)
			add_number(sheet, curve->values[i]);
		else if (curve->band)
			add_interval(sheet, &curve->band[i]);
	}
}

static void add_word(struct sheet *sheet, const char *word)
{
	gamut_grid_add(&sheet->grid,
	               word ? gamut_str_of(word) : sheet->undefined);
}

static void add_field(struct sheet *sheet, const struct field *field,
                      const struct gamut_estimate_input *input,
                      const void *value)
{
	struct curve curve;

	if (field->kind == GAMUT_FIELD_CURVE ||
	    field->kind == GAMUT_FIELD_BAND ||
	    field->kind == GAMUT_FIELD_TOPS) {
		curve = curve_of(field, value, input);
		add_curve(sheet, field->name, &curve);
		return;
	}
	gamut_grid_add(&sheet->grid, gamut_str_of(field->name));
	if (field->kind == GAMUT_FIELD_WHOLE)
		gamut_grid_addf(&sheet->grid, "%" PRIu64,
		                *(const uint64_t *)value);
	else if (field->kind == GAMUT_FIELD_NUMBER)
		add_number(sheet, *(const double *)value);
	else if (field->kind == GAMUT_FIELD_INTERVAL)
		add_interval(sheet, value);
	else
		add_word(sheet, *(const char *const *)value);
}

/* The members of "target", a row each. */
static void add_target(struct sheet *sheet,
                       const struct gamut_target_distance *target)
{
	const struct {
		const char *name;
		double value;
	} rows[] = {
		{ "total_variation", target->total_variation },
		{ "null_mean", target->null_mean },
		{ "null_q95", target->null_q95 },
		{ "p", target->p },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		gamut_grid_addf(&sheet->grid, "target %s", rows[i].name);
		add_number(sheet, rows[i].value);
	}
	gamut_grid_add(&sheet->grid, GAMUT_STR("target p_method"));
	add_word(sheet, gamut_null_method_name(target->method));
	gamut_grid_add(&sheet->grid, GAMUT_STR("target outside"));
	gamut_grid_addf(&sheet->grid, "%" PRIu64, target->outside);
}

static void write_grid(struct gamut_buf *out, enum gamut_format format,
                       const struct gamut_estimate_input *input,
                       const struct gamut_estimates *estimates)
{
	struct sheet sheet = { .grid = { .columns = 2 } };

	if (format != GAMUT_FORMAT_CSV)
		sheet.undefined = GAMUT_STR("-");
	gamut_grid_add(&sheet.grid, GAMUT_STR("estimate"));
	gamut_grid_add(&sheet.grid, GAMUT_STR("value"));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fields); i++)
		if (!fields[i].needs_base || input->base_counts)
			add_field(&sheet, &fields[i], input,
			          value_of(estimates, &fields[i]));
	if (input->target)
		add_target(&sheet, &estimates->target);
	if (format == GAMUT_FORMAT_CSV)
		gamut_report_grid_csv(out, &sheet.grid);
	else if (format == GAMUT_FORMAT_MARKDOWN)
		gamut_report_grid_markdown(out, &sheet.grid);
	else
		gamut_grid_draw(out, &sheet.grid, 80, false);
	gamut_grid_release(&sheet.grid);
}

void gamut_estimate_write(struct gamut_buf *out, enum gamut_format format,
                          const struct gamut_estimate_input *input,
                          const struct gamut_estimates *estimates)
{
	if (format == GAMUT_FORMAT_JSON)
		write_object(out, input, estimates);
	else
		write_grid(out, format, input, estimates);
}

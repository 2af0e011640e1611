#include "tests/support/comparison.h"

#include <check.h>

const struct gamut_test_comparison gamut_test_worse = {
	.verdict = GAMUT_GATE_REGRESSION,
	.cells = 3,
	.failing = 1,
	.looked_at = 1,
	.settings = 2,
	.changes = 24,
	.differences = 2,
	.flips = 2,
};

const struct gamut_test_comparison gamut_test_same = {
	.verdict = GAMUT_GATE_PASS,
	.cells = 3,
	.settings = 1,
};

const struct gamut_test_comparison gamut_test_unclear = {
	.verdict = GAMUT_GATE_UNDECIDED,
	.cells = 3,
	.settings = 1,
};

static struct gamut_str name_of(const struct gamut_test_comparison *spec,
                                struct gamut_str usual)
{
	return spec->stranger.len > 0 ? spec->stranger : usual;
}

static struct gamut_str answer_of(const struct gamut_test_comparison *spec,
                                  struct gamut_str usual)
{
	return spec->answer.len > 0 ? spec->answer : name_of(spec, usual);
}

static struct gamut_compare_mean mean_of(double base, double candidate,
                                         double se, size_t cells)
{
	double difference = candidate - base;

	return (struct gamut_compare_mean){
		.cells = cells,
		.base = base,
		.candidate = candidate,
		.difference = difference,
		.se = se,
		.ci95 = { difference - 2 * se, difference + 2 * se },
		.worst = difference - 1.5 * se,
		.z = difference / se,
		.p = difference < -4 * se ? 0.0001 : 0.25,
	};
}

static struct gamut_compare_aggregate aggregate_of(
	struct gamut_compare_mean mean, double margin, enum gamut_gate verdict)
{
	return (struct gamut_compare_aggregate){
		.mean = mean,
		.over_tasks = { .tasks = 22,
		                .difference = mean.difference,
		                .se = 2 * mean.se,
		                .ci95 = { mean.difference - 4 * mean.se,
		                          mean.difference + 4 * mean.se },
		                .p = 0.5 },
		.margin = margin,
		.holm = 2 * mean.p,
		.verdict = verdict,
		.n_needed = verdict == GAMUT_GATE_UNDECIDED ? 400 : 0,
	};
}

static const struct gamut_cell_summary *side_of(
	const struct gamut_test_comparison *spec, uint64_t invalid,
	struct gamut_arena *arena)
{
	struct gamut_cell_summary *side =
		gamut_arena_new(arena, struct gamut_cell_summary, 1);

	side->key.task = name_of(spec, GAMUT_STR("us_states"));
	side->key.setting = name_of(spec, GAMUT_STR("zero-shot"));
	side->metrics.of[GAMUT_METRIC_N] = 100;
	side->fates[GAMUT_FATE_VALID_NEW] = 100 - invalid;
	side->fates[GAMUT_FATE_INVALID] = invalid / 2;
	side->fates[GAMUT_FATE_TRUNCATED] = invalid - invalid / 2;
	return side;
}

static void add_answers(struct gamut_compare_cell *cell,
                        const struct gamut_test_comparison *spec,
                        struct gamut_arena *arena)
{
	struct gamut_compare_change *changes = gamut_arena_new(
		arena, struct gamut_compare_change, spec->changes);
	struct gamut_compare_invalid *invalid =
		gamut_arena_new(arena, struct gamut_compare_invalid, 30);

	for (size_t i = 0; i < spec->changes; i++) {
		struct gamut_compare_change *change = &changes[i];
		bool is_last = i + 1 == spec->changes;

		change->text = name_of(spec,
		                       gamut_arena_strf(arena, "State %zu", i));
		change->shown = change->text;
		if (i < spec->changes / 2) {
			change->base = spec->changes - i;
			cell->vanished++;
		} else if (!is_last) {
			change->candidate = i;
			cell->appeared++;
		} else {
			change->base = 12;
			change->candidate = 88 + spec->changes;
		}
	}
	for (size_t i = 0; i < 30; i++) {
		struct gamut_str text =
			answer_of(spec, gamut_arena_strf(arena, "Town %zu", i));

		invalid[i] = (struct gamut_compare_invalid){
			.change = { .text = text,
			            .shown = text,
			            .candidate = 30 - i },
			.reason = GAMUT_REASON_NOT_LISTED,
		};
	}
	cell->changes = changes;
	cell->change_count = spec->changes;
	cell->invalid = invalid;
	cell->invalid_count = 30;
}

static void make_cell(struct gamut_compare_cell *cell,
                      const struct gamut_test_comparison *spec,
                      enum gamut_compare_mark mark, struct gamut_arena *arena)
{
	double validity = mark == GAMUT_MARK_FAIL ? 0.71 : 0.98;
	double yield = mark == GAMUT_MARK_NONE ? 45 : 12;

	cell->base = side_of(spec, 2, arena);
	cell->candidate = side_of(spec, mark == GAMUT_MARK_FAIL ? 29 : 2,
	                          arena);
	cell->of[GAMUT_COMPARE_VALIDITY] = (struct gamut_compare_test){
		.base = 0.98,
		.candidate = validity,
		.difference = validity - 0.98,
		.ci95 = { -0.36, -0.18 },
		.p = 0.00001,
		.holm = 0.0002,
		.benjamini_hochberg = 0.0001,
		.mark = mark == GAMUT_MARK_FAIL ? mark : GAMUT_MARK_NONE,
	};
	cell->of[GAMUT_COMPARE_YIELD] = (struct gamut_compare_test){
		.base = 45,
		.candidate = yield,
		.difference = yield - 45,
		.ci95 = { GAMUT_UNDEFINED, GAMUT_UNDEFINED },
		.p = 0.0002,
		.holm = 0.004,
		.benjamini_hochberg = 0.003,
		.mark = mark,
	};
	add_answers(cell, spec, arena);
}

static const struct gamut_compare_cell *make_cells(
	const struct gamut_test_comparison *spec, struct gamut_arena *arena)
{
	struct gamut_compare_cell *cells =
		gamut_arena_new(arena, struct gamut_compare_cell, spec->cells);

	for (size_t i = 0; i < spec->cells; i++) {
		enum gamut_compare_mark mark = GAMUT_MARK_NONE;

		if (i < spec->failing)
			mark = GAMUT_MARK_FAIL;
		else if (i < spec->failing + spec->looked_at)
			mark = GAMUT_MARK_LOOK;
		make_cell(&cells[i], spec, mark, arena);
	}
	return cells;
}

static const struct gamut_compare_setting *make_settings(
	const struct gamut_test_comparison *spec, struct gamut_arena *arena)
{
	struct gamut_compare_setting *settings = gamut_arena_new(
		arena, struct gamut_compare_setting, spec->settings);

	for (size_t i = 0; i < spec->settings; i++)
		settings[i] = (struct gamut_compare_setting){
			.setting = name_of(spec, GAMUT_STR("zero-shot")),
			.of = { mean_of(0.85, 0.85, 0.005, 22),
			        mean_of(41, 36.9, 0.5, 22) },
		};
	return settings;
}

static const struct gamut_differences *make_differences(
	const struct gamut_test_comparison *spec, struct gamut_arena *arena)
{
	struct gamut_differences *made =
		gamut_arena_new(arena, struct gamut_differences, 1);

	made->list = gamut_arena_new(arena, struct gamut_difference,
	                             spec->differences);
	made->count = spec->differences;
	for (size_t i = 0; i < made->count; i++)
		made->list[i] = (struct gamut_difference){
			.text = name_of(spec, GAMUT_STR("prompts of 3 cells")),
			.misfit = i == 0 ? GAMUT_MISFIT_PROMPTS :
			                   GAMUT_MISFIT_COUNT,
		};
	return made;
}

static const struct gamut_flips *make_flips(
	const struct gamut_test_comparison *spec, struct gamut_arena *arena)
{
	struct gamut_flips *made = gamut_arena_new(arena, struct gamut_flips,
	                                           1);

	made->list = gamut_arena_new(arena, struct gamut_flip, spec->flips);
	made->count = spec->flips;
	made->is_asked = spec->flips > 0;
	made->base_is_silent = true;
	for (size_t i = 0; i < made->count; i++)
		made->list[i] = (struct gamut_flip){
			.is_candidate = i > 0,
			.task = name_of(spec, GAMUT_STR("us_states")),
			.setting = name_of(spec, GAMUT_STR("zero-shot")),
			.answer = answer_of(spec, GAMUT_STR("Puerto Rico")),
			.is_valid = i > 0,
			.reason = i > 0 ? GAMUT_REASON_VALID :
			                  GAMUT_REASON_NOT_LISTED,
			.count = 4,
		};
	return made;
}

struct gamut_compare_document gamut_test_comparison_make(
	const struct gamut_test_comparison *spec, struct gamut_arena *arena)
{
	struct gamut_comparison *made =
		gamut_arena_new(arena, struct gamut_comparison, 1);
	double yield = spec->verdict == GAMUT_GATE_PASS ? 40.8 : 36.9;

	*made = (struct gamut_comparison){
		.options = { .margins = { 0.02, 2 },
		             .level = 0.05,
		             .form = GAMUT_FORM_CANONICAL },
		.verdict = spec->verdict,
		.of = { aggregate_of(mean_of(0.852, 0.852, 0.005, spec->cells),
		                     0.02, GAMUT_GATE_PASS),
		        aggregate_of(mean_of(41, yield, 0.5, spec->cells), 2,
		                     spec->verdict) },
		.settings = make_settings(spec, arena),
		.setting_count = spec->settings,
		.cells = make_cells(spec, arena),
		.cell_count = spec->cells,
	};
	return (struct gamut_compare_document){
		.comparison = made,
		.base = { name_of(spec, GAMUT_STR("old")),
		          name_of(spec, GAMUT_STR("sim:base")),
		          name_of(spec, GAMUT_STR("0123456789abcdef")),
		          name_of(spec, GAMUT_STR("2026-11-23T12:51:07.123Z")),
		          true },
		.candidate = { .label = name_of(spec, GAMUT_STR("new")) },
		.differences = make_differences(spec, arena),
		.flips = make_flips(spec, arena),
	};
}

struct gamut_str gamut_test_told(struct gamut_buf *out,
                                 const struct gamut_compare_document *document,
                                 enum gamut_compare_format format)
{
	const struct gamut_report_options options = { .columns = 80 };

	gamut_buf_clear(out);
	gamut_compare_write(out, document, format, &options);
	ck_assert_uint_gt(out->len, 0);
	ck_assert_int_eq(out->ptr[out->len - 1], '\n');
	return gamut_buf_view(out);
}

struct gamut_str gamut_test_tell(struct gamut_buf *out,
                                 const struct gamut_test_comparison *spec,
                                 enum gamut_compare_format format,
                                 struct gamut_arena *arena)
{
	struct gamut_compare_document document =
		gamut_test_comparison_make(spec, arena);

	return gamut_test_told(out, &document, format);
}

size_t gamut_test_count(struct gamut_str text, const char *part)
{
	struct gamut_str what = gamut_str_of(part);
	size_t count = 0;
	size_t at = gamut_str_find(text, what);

	while (at < text.len) {
		count++;
		text = gamut_str_skip(text, at + what.len);
		at = gamut_str_find(text, what);
	}
	return count;
}

void gamut_test_expect(struct gamut_str text, const char *part)
{
	ck_assert_msg(gamut_test_count(text, part) > 0, "no \"%s\" in\n%.*s",
	              part, GAMUT_STR_ARG(text));
}

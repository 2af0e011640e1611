#include "base/json.h"
#include "runner/report/compare/front.h"
#include "runner/report/fields.h"

static void add_count(struct gamut_json *json, const char *key, uint64_t count)
{
	gamut_json_key(json, key);
	gamut_json_int(json, (int64_t)count);
}

static void add_bool(struct gamut_json *json, const char *key, bool value)
{
	gamut_json_key(json, key);
	gamut_json_bool(json, value);
}

static void add_cstr(struct gamut_json *json, const char *key,
                     const char *value)
{
	gamut_json_key(json, key);
	gamut_json_cstr(json, value);
}

/* Ids of the points `list`. */
static void add_ids(struct gamut_json *json, const char *key,
                    const struct gamut_front *front, const size_t *list,
                    size_t count)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		gamut_json_cstr(json, front->points[list[i]].id);
	gamut_json_close(json, ']');
}

static void add_doubles(struct gamut_json *json, const char *key,
                        const double *values, size_t count)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		gamut_json_double(json, values[i]);
	gamut_json_close(json, ']');
}

/* Begin an item of a list whose items stand on lines of their own. */
static struct gamut_json begin(struct gamut_buf *out, size_t i)
{
	struct gamut_json json = { .out = out };

	gamut_buf_add(out, i > 0 ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
	gamut_json_open(&json, '{');
	return json;
}

static void add_axis(struct gamut_json *json, const char *key,
                     enum gamut_axis axis, double tolerance)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	add_cstr(json, "name", gamut_axis_name(axis));
	add_cstr(json, "title", gamut_axis_title(axis));
	add_bool(json, "percent", gamut_axis_is_share(axis));
	gamut_fields_double(json, "tolerance", tolerance);
	gamut_json_close(json, '}');
}

/* What a document is about: all that stands before its lists. */
static void add_head(struct gamut_buf *out, const struct gamut_front *front)
{
	const struct gamut_front_options *options = &front->options;
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	add_count(&json, "format", 1);
	add_axis(&json, "x", options->axes[0], options->tolerance.x);
	add_axis(&json, "y", options->axes[1], options->tolerance.y);
	add_cstr(&json, "by",
	         options->by == GAMUT_FRONT_BY_SETTING ? "setting" :
	                                                 "condition");
	gamut_fields_double(&json, "level", options->level);
	add_count(&json, "cells", front->cells);
	add_count(&json, "resamples", GAMUT_FRONT_RESAMPLES);
	gamut_json_key(&json, "tasks");
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < front->task_count; i++)
		gamut_json_str(&json, front->tasks[i].name);
	gamut_json_close(&json, ']');
	gamut_json_key(&json, "left_out");
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < front->left_out_count; i++)
		gamut_json_str(&json, front->left_out[i]);
	gamut_json_close(&json, ']');
	add_bool(&json, "uneven", front->is_uneven);
}

static void add_mean(struct gamut_json *json, const char *key,
                     const struct gamut_front_mean *mean)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	gamut_fields_double(json, "mean", mean->value);
	gamut_fields_double(json, "se", mean->se);
	gamut_fields_interval(json, "ci95", mean->ci95);
	gamut_fields_double(json, "over_tasks_se", mean->over_tasks_se);
	gamut_fields_interval(json, "over_tasks_ci95", mean->over_tasks_ci95);
	gamut_json_close(json, '}');
}

static void add_ellipse(struct gamut_json *json,
                        const struct gamut_front_ellipse *ellipse)
{
	gamut_json_key(json, "ellipse95");
	gamut_json_open(json, '{');
	gamut_fields_double(json, "major", ellipse->major);
	gamut_fields_double(json, "minor", ellipse->minor);
	gamut_fields_double(json, "angle", ellipse->angle);
	gamut_json_close(json, '}');
}

static void add_point(struct gamut_buf *out, const struct gamut_front *front,
                      size_t i)
{
	const struct gamut_front_point *point = &front->points[i];
	const struct gamut_front_condition *condition = point->condition;
	struct gamut_json json = begin(out, i);

	add_cstr(&json, "id", point->id);
	gamut_fields_name(&json, "label", condition->label);
	gamut_fields_name(&json, "model", condition->model);
	gamut_fields_name(&json, "run", condition->run);
	gamut_fields_name(&json, "path", condition->path);
	gamut_fields_name(&json, "setting", point->setting);
	add_bool(&json, "simulated", condition->is_simulated);
	gamut_fields_double(&json, "temperature", condition->temperature);
	gamut_fields_name(&json, "sampling", condition->sampling);
	add_count(&json, "line", condition->line);
	add_count(&json, "completions", point->n);
	add_mean(&json, "x", &point->x);
	add_mean(&json, "y", &point->y);
	gamut_fields_double(&json, "covariance", point->place.cov);
	add_ellipse(&json, &point->ellipse);
	add_bool(&json, "on_front", point->is_on_front);
	add_ids(&json, "worse_than", front, point->worse_than.list,
	        point->worse_than.count);
	add_ids(&json, "about_worse_than", front, point->about_worse_than.list,
	        point->about_worse_than.count);
	gamut_json_close(&json, '}');
}

static const char *verdict_name(enum gamut_front_verdict verdict)
{
	switch (verdict) {
	case GAMUT_FRONT_FIRST:
		return "first";
	case GAMUT_FRONT_SECOND:
		return "second";
	case GAMUT_FRONT_ABOUT_FIRST:
		return "about-first";
	case GAMUT_FRONT_ABOUT_SECOND:
		return "about-second";
	case GAMUT_FRONT_INCOMPARABLE:
		break;
	}
	return "incomparable";
}

static void add_pair(struct gamut_buf *out, const struct gamut_front *front,
                     size_t i)
{
	const struct gamut_front_pair *pair = &front->pairs[i];
	struct gamut_json json = begin(out, i);

	add_cstr(&json, "first", front->points[pair->first].id);
	add_cstr(&json, "second", front->points[pair->second].id);
	gamut_fields_double(&json, "dx", pair->difference.x);
	gamut_fields_double(&json, "dy", pair->difference.y);
	gamut_fields_double(&json, "p_first_dominates", pair->first_dominates);
	gamut_fields_double(&json, "p_second_dominates",
	                    pair->second_dominates);
	add_cstr(&json, "verdict", verdict_name(pair->verdict));
	gamut_json_close(&json, '}');
}

static void add_attainment(struct gamut_json *json,
                           const struct gamut_front_attainment *attainment)
{
	size_t count = attainment->count;

	gamut_json_key(json, "attainment");
	if (count == 0) {
		gamut_json_null(json);
		return;
	}
	gamut_json_open(json, '{');
	add_doubles(json, "x", attainment->x, count);
	add_doubles(json, "y05", attainment->low, count);
	add_doubles(json, "y50", attainment->median, count);
	add_doubles(json, "y95", attainment->high, count);
	gamut_json_close(json, '}');
}

static void add_line(struct gamut_buf *out, const struct gamut_front *front,
                     size_t i)
{
	const struct gamut_front_line *line = &front->lines[i];
	struct gamut_json json = begin(out, i);

	gamut_fields_name(&json, "label", line->label);
	add_ids(&json, "points", front, line->points, line->count);
	gamut_fields_double(&json, "hypervolume", line->hypervolume);
	gamut_fields_interval(&json, "hypervolume_over_tasks_ci95",
	                      line->over_tasks);
	gamut_fields_double(&json, "difference", line->difference);
	gamut_fields_interval(&json, "difference_over_tasks_ci95",
	                      line->difference_over_tasks);
	add_attainment(&json, &line->attainment);
	gamut_json_close(&json, '}');
}

static void add_reference(struct gamut_buf *out,
                          const struct gamut_front_reference *reference,
                          size_t i)
{
	struct gamut_json json = begin(out, i);

	gamut_fields_name(&json, "label", reference->label);
	add_bool(&json, "simulated", true);
	gamut_fields_double(&json, "x", reference->at.x);
	gamut_fields_double(&json, "y", reference->at.y);
	gamut_json_close(&json, '}');
}

static void add_lists(struct gamut_buf *out,
                      const struct gamut_front_document *document)
{
	const struct gamut_front *front = document->front;

	gamut_buf_add(out, GAMUT_STR(",\n\"points\":["));
	for (size_t i = 0; i < front->count; i++)
		add_point(out, front, i);
	gamut_buf_add(out, GAMUT_STR("],\n\"lines\":["));
	for (size_t i = 0; i < front->line_count; i++)
		add_line(out, front, i);
	gamut_buf_add(out, GAMUT_STR("],\n\"references\":["));
	for (size_t i = 0; i < document->reference_count; i++)
		add_reference(out, &document->references[i], i);
	gamut_buf_add(out, front->pairs ? GAMUT_STR("],\n\"pairs\":[") :
	                                  GAMUT_STR("],\n\"pairs\":null"));
	for (size_t i = 0; front->pairs && i < front->pair_count; i++)
		add_pair(out, front, i);
	if (front->pairs)
		gamut_buf_add_char(out, ']');
}

/* One item a line, so that documents can be compared line by line. */
void gamut_front_json(struct gamut_buf *out,
                      const struct gamut_front_document *document)
{
	const struct gamut_front *front = document->front;
	struct gamut_json json = { .out = out, .wants_comma = true };

	add_head(out, front);
	add_ids(&json, "front", front, front->front, front->front_count);
	add_count(&json, "incomparable", front->incomparable_count);
	add_lists(out, document);
	gamut_buf_add(out, GAMUT_STR(",\n"));
	json.wants_comma = false;
	gamut_json_key(&json, "notes");
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < document->note_count; i++)
		gamut_json_str(&json, document->notes[i]);
	gamut_json_close(&json, ']');
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

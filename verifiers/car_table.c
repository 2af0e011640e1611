#include "verifiers/car_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "verifiers/car_name.h"

struct reader {
	struct gamut_car_table *table;
	struct gamut_map makes; /* names as spelled -> index */
	struct gamut_str text;  /* the whole list */
	struct gamut_str line;  /* the one being read */
	struct gamut_arena scratch;
	struct gamut_err *err;
};

/* Number of line feeds in `s`. */
static size_t count_lines(struct gamut_str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += s.ptr[i] == '\n';
	return count;
}

static enum gamut_status malformed(const struct reader *r, const char *what,
                                   struct gamut_str name)
{
	struct gamut_str before = {
		.ptr = r->text.ptr,
		.len = (size_t)(r->line.ptr - r->text.ptr),
	};

	return gamut_error(r->err, GAMUT_EPARSE,
	                   "%s line %zu: '%.*s' %s; restore the file, or make "
	                   "it with wordlists/make_cars.sh",
	                   GAMUT_CAR_LIST, count_lines(before) + 1,
	                   GAMUT_STR_ARG(name), what);
}

/* Let `name` mean `value` in `map`, whose longest key has `*words` words. */
static enum gamut_status put(struct reader *r, struct gamut_map *map,
                             size_t *words, struct gamut_str name, size_t value)
{
	size_t count = gamut_map_count(map);
	struct gamut_car_name folded;

	if (gamut_car_name_read(&folded, name, &r->scratch) !=
	    GAMUT_REASON_VALID)
		return malformed(r, "is not a name", name);
	gamut_map_put(map, gamut_car_name_key(&folded, 0, folded.words), value);
	if (gamut_map_count(map) == count)
		return malformed(r, "is there twice", name);
	if (folded.words > *words)
		*words = folded.words;
	return GAMUT_OK;
}

static enum gamut_status read_make(struct reader *r, struct gamut_str rest)
{
	struct gamut_car_table *t = r->table;
	struct gamut_str name = GAMUT_STR_EMPTY;
	struct gamut_str alias;
	enum gamut_status status;

	gamut_str_take_field(&rest, '\t', &name);
	status = put(r, &t->starts, &t->start_words, name, t->make_count);
	while (!status && gamut_str_take_field(&rest, '|', &alias))
		status = put(r, &t->starts, &t->start_words, alias,
		             t->make_count);
	gamut_map_put(&r->makes, name, t->make_count);
	t->makes[t->make_count++].name = name;
	return status;
}

/* "MAKE MODEL"; ten thousand of them, so without a format. */
static struct gamut_str join(struct gamut_str make, struct gamut_str model,
                             struct gamut_arena *arena)
{
	size_t len = make.len + 1 + model.len;
	char *text = gamut_arena_new(arena, char, len);

	memcpy(text, make.ptr, make.len);
	text[make.len] = ' ';
	memcpy(text + make.len + 1, model.ptr, model.len);
	return (struct gamut_str){ .ptr = text, .len = len };
}

static enum gamut_status read_model(struct reader *r, struct gamut_str rest)
{
	struct gamut_car_table *t = r->table;
	struct gamut_str make = GAMUT_STR_EMPTY;
	struct gamut_str name = GAMUT_STR_EMPTY;
	struct gamut_str alias;
	struct gamut_map *models;
	enum gamut_status status;
	size_t i;

	gamut_str_take_field(&rest, '\t', &make);
	gamut_str_take_field(&rest, '\t', &name);
	i = gamut_map_find(&r->makes, make);
	if (i == GAMUT_MAP_ABSENT)
		return malformed(r, "is not a make of a line above", make);
	models = &t->makes[i].models;
	status = put(r, models, &t->model_words, name, t->model_count);
	while (!status && gamut_str_take_field(&rest, '|', &alias)) {
		if (gamut_str_starts_with(alias, GAMUT_STR("+")))
			status = put(r, &t->starts, &t->start_words,
			             gamut_str_skip(alias, 1),
			             GAMUT_CAR_WHOLE + t->model_count);
		else
			status = put(r, models, &t->model_words, alias,
			             t->model_count);
	}
	t->models[t->model_count++] = join(make, name, &t->arena);
	return status;
}

static enum gamut_status read_line(struct reader *r)
{
	struct gamut_car_table *t = r->table;
	struct gamut_str rest = r->line;
	struct gamut_str kind = GAMUT_STR_EMPTY;

	gamut_str_take_field(&rest, '\t', &kind);
	if (gamut_str_eq(kind, GAMUT_STR("make")))
		return read_make(r, rest);
	if (gamut_str_eq(kind, GAMUT_STR("model")))
		return read_model(r, rest);
	if (gamut_str_eq(kind, GAMUT_STR("trim")))
		return put(r, &t->trims, &t->trim_words, rest,
		           gamut_map_count(&t->trims));
	return malformed(r, "is no kind of line", kind);
}

enum gamut_status gamut_car_table_open(struct gamut_car_table **out,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err)
{
	struct reader r = { .err = err };
	struct gamut_car_table *table;
	enum gamut_status status;
	struct gamut_str rest;
	size_t lines;

	status = gamut_lexicon_read(&r.text, lexicon, GAMUT_CAR_LIST, err);
	if (status)
		return status;

	lines = count_lines(r.text) + 1;
	table = gamut_alloc(sizeof(*table));
	table->makes = gamut_alloc_array(lines, sizeof(*table->makes));
	table->models = gamut_alloc_array(lines, sizeof(*table->models));
	r.table = table;
	rest = r.text;
	while (!status && gamut_lexicon_take_line(&rest, &r.line))
		status = read_line(&r);
	if (!status && table->model_count == 0)
		status = gamut_error(err, GAMUT_EPARSE,
		                     "%s holds no model; restore the file, or "
		                     "make it with wordlists/make_cars.sh",
		                     GAMUT_CAR_LIST);

	gamut_map_clear(&r.makes);
	gamut_arena_clear(&r.scratch);
	if (status)
		gamut_car_table_free(table);
	else
		*out = table;
	return status;
}

void gamut_car_table_free(struct gamut_car_table *table)
{
	if (!table)
		return;
	for (size_t i = 0; i < table->make_count; i++)
		gamut_map_clear(&table->makes[i].models);
	gamut_map_clear(&table->starts);
	gamut_map_clear(&table->trims);
	gamut_arena_clear(&table->arena);
	free(table->makes);
	free(table->models);
	free(table);
}

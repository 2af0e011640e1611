/* csv: RFC 4180, with a header row; each row is a flat record. */
#include <string.h>

#include "runner/exchange/csv.h"
#include "runner/exchange/import/fields.h"

/* More columns than any table of generations has. */
#define COLUMNS_MAX 1000

/* A table that is being read, a row at a time. */
struct table {
	struct gamut_import_file *file;
	struct gamut_lines *lines;
	struct gamut_line line;
	size_t row_line; /* number of the row's first line */
	struct gamut_buf
		row; /* fields, one behind the other, each with a NUL */
	size_t columns;
	struct gamut_buf header; /* likewise */
	size_t header_columns;
	bool is_ours;     /* samples.csv, as gamut exports it */
	bool has_escapes; /* a text that was, or has, a backslash */
};

static enum gamut_status fault(const struct table *table, const char *what,
                               struct gamut_err *err)
{
	return gamut_error(err, GAMUT_EPARSE, "%s:%zu: %s", table->file->path,
	                   table->row_line, what);
}

/* Add `c` to the row, which is bounded. */
static void add(struct table *table, char c)
{
	gamut_buf_add_char(&table->row, c);
}

/* Go on with the next line within quotes. */
static enum gamut_status continue_quoted(struct table *table,
                                         struct gamut_str *rest,
                                         struct gamut_err *err)
{
	bool was_ended = table->line.is_ended;
	bool has_more = false;
	enum gamut_status status = GAMUT_OK;

	if (was_ended)
		status = gamut_import_line(table->file, table->lines,
		                           &table->line, &has_more, err);
	if (status)
		return status;
	if (!has_more)
		return fault(table, "a quoted field has no end", err);
	add(table, '\n');
	if (table->row.len + table->line.text.len > GAMUT_IMPORT_LINE_MAX)
		return fault(table, "the row is too long: is a quote missing?",
		             err);
	*rest = table->line.text;
	return GAMUT_OK;
}

/* Take a field in quotes, of which the first is cut off already. */
static enum gamut_status take_quoted(struct table *table,
                                     struct gamut_str *rest,
                                     struct gamut_err *err)
{
	enum gamut_status status;

	for (;;) {
		size_t quote = gamut_str_find(*rest, GAMUT_STR("\""));

		gamut_buf_add(&table->row, gamut_str_head(*rest, quote));
		if (quote == rest->len) {
			status = continue_quoted(table, rest, err);
			if (status)
				return status;
			continue;
		}
		*rest = gamut_str_skip(*rest, quote + 1);
		if (rest->len == 0 || rest->ptr[0] != '"')
			break;
		add(table, '"');
		*rest = gamut_str_skip(*rest, 1);
	}
	/* The end of a line may have a carriage return. */
	if (rest->len > 0 && rest->ptr[0] != ',' &&
	    !gamut_str_eq(*rest, GAMUT_STR("\r")))
		return fault(table,
		             "text behind a quoted field: quotes within one "
		             "are written twice",
		             err);
	return GAMUT_OK;
}

static enum gamut_status take_field(struct table *table, struct gamut_str *rest,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	size_t comma;

	if (rest->len > 0 && rest->ptr[0] == '"') {
		*rest = gamut_str_skip(*rest, 1);
		status = take_quoted(table, rest, err);
		if (gamut_str_eq(*rest, GAMUT_STR("\r")))
			*rest = GAMUT_STR_EMPTY;
	} else {
		comma = gamut_str_find(*rest, GAMUT_STR(","));
		gamut_buf_add(&table->row, gamut_str_head(*rest, comma));
		*rest = gamut_str_skip(*rest, comma);
		if (rest->len == 0 && table->row.len > 0 &&
		    table->row.ptr[table->row.len - 1] == '\r')
			table->row.len--;
	}
	add(table, '\0');
	table->columns++;
	if (!status && table->columns > COLUMNS_MAX)
		status = fault(table, "the row has more than 1000 columns",
		               err);
	return status;
}

/* The next row that is not blank. */
static enum gamut_status next_row(struct table *table, bool *has_more,
                                  struct gamut_err *err)
{
	struct gamut_str rest;
	enum gamut_status status;

	do {
		status = gamut_import_line(table->file, table->lines,
		                           &table->line, has_more, err);
		if (status || !*has_more)
			return status;
	} while (gamut_str_trim(table->line.text).len == 0);
	table->row_line = table->line.number;
	table->columns = 0;
	gamut_buf_clear(&table->row);
	rest = table->line.text;
	for (;;) {
		status = take_field(table, &rest, err);
		if (status || rest.len == 0)
			return status;
		/* What a field stops at is a comma: another one follows. */
		rest = gamut_str_skip(rest, 1);
	}
}

static enum gamut_status read_header(struct table *table, struct gamut_err *err)
{
	bool has_more = true;
	enum gamut_status status = next_row(table, &has_more, err);

	if (status)
		return status;
	if (!has_more)
		return gamut_error(err, GAMUT_EPARSE,
		                   "%s: nothing is in it: a first row of "
		                   "column names is wanted",
		                   table->file->path);
	gamut_buf_add(&table->header, gamut_buf_view(&table->row));
	table->header_columns = table->columns;
	table->is_ours = gamut_str_eq(gamut_str_trim(table->line.text),
	                              GAMUT_STR(GAMUT_EXCHANGE_CSV_SAMPLES));
	if (table->columns == 1)
		return fault(table,
		             "the header has one column: columns are parted by "
		             "commas, not by semicolons or tabs",
		             err);
	return GAMUT_OK;
}

/* A field that stands in two columns is in neither. */
static enum gamut_status check_header(const struct table *table,
                                      const struct gamut_import_fields *fields,
                                      struct gamut_err *err)
{
	for (size_t f = 0; f < GAMUT_IMPORT_FIELD_COUNT; f++) {
		const char *name = table->header.ptr;
		size_t found = 0;

		for (size_t i = 0; i < table->header_columns; i++) {
			struct gamut_str column = gamut_str_of(name);

			found += column.len > 0 &&
			         gamut_str_eq(column, fields->path[f]);
			name += column.len + 1;
		}
		if (found > 1)
			return gamut_error(
				err, GAMUT_EPARSE,
				"%s:%zu: there are %zu columns '%.*s': which "
				"one has the %s?",
				table->file->path, table->row_line, found,
				GAMUT_STR_ARG(fields->path[f]),
				gamut_import_field_names[f]);
	}
	return GAMUT_OK;
}

/*
 * Without the mark that our export sets before what a spreadsheet would
 * compute. A text that began with both comes back without it as well.
 */
static const char *unguard(struct table *table, const char *value)
{
	if (!table->is_ours)
		return value;
	if (strchr(value, '\\'))
		table->has_escapes = true;
	if (value[0] == '\'' &&
	    ((value[1] && strchr("=+-@", value[1])) ||
	     (value[1] == '\\' && (value[2] == 't' || value[2] == 'r'))))
		return value + 1;
	return value;
}

/* The row as an object of strings, with the header's names. */
static cJSON *make_object(struct table *table)
{
	cJSON *object = cJSON_CreateObject();
	const char *name = gamut_buf_cstr(&table->header);
	const char *value = gamut_buf_cstr(&table->row);

	for (size_t i = 0; i < table->columns; i++) {
		struct gamut_str name_of = gamut_str_of(name);
		struct gamut_str value_of = gamut_str_of(value);

		if (!cJSON_HasObjectItem(object, name))
			cJSON_AddStringToObject(object, name,
			                        unguard(table, value));
		name += name_of.len + 1;
		value += value_of.len + 1;
	}
	return object;
}

static bool has_nul(const struct table *table)
{
	size_t count = 0;

	for (size_t i = 0; i < table->row.len; i++)
		count += table->row.ptr[i] == '\0';
	return count != table->columns;
}

static enum gamut_status take_row(struct table *table,
                                  const struct gamut_import_fields *fields,
                                  struct gamut_err *err)
{
	enum gamut_status status;
	cJSON *object;

	if (table->columns != table->header_columns)
		return gamut_error(err, GAMUT_EPARSE,
		                   "%s:%zu: the row has %zu column%s, the "
		                   "header %zu",
		                   table->file->path, table->row_line,
		                   table->columns, GAMUT_S(table->columns),
		                   table->header_columns);
	if (has_nul(table))
		return fault(table, "a NUL is in the row", err);
	object = make_object(table);
	status = gamut_import_take_object(table->file, object, fields, err);
	if (status && status != GAMUT_EIO)
		gamut_error_at(err, "%s:%zu", table->file->path,
		               table->row_line);
	cJSON_Delete(object);
	return status;
}

static enum gamut_status read(struct gamut_import_file *file,
                              const struct gamut_import_format *format,
                              struct gamut_err *err)
{
	struct gamut_import_fields fields = gamut_import_fields_of(file,
	                                                           format);
	struct table table = { .file = file };
	bool has_more = true;
	enum gamut_status status = gamut_lines_open(&table.lines, file->path,
	                                            GAMUT_IMPORT_LINE_MAX, err);

	if (status)
		return status;
	status = read_header(&table, err);
	if (!status)
		status = check_header(&table, &fields, err);
	while (!status) {
		status = next_row(&table, &has_more, err);
		if (status || !has_more)
			break;
		status = take_row(&table, &fields, err);
	}
	if (table.has_escapes)
		gamut_import_tell_line(
			file->sink,
			GAMUT_STR(
				"line feeds and control characters are "
				"shown in gamut's CSV, as \\n or \\x1b, and stay "
				"so: samples.jsonl and the other formats have "
				"them as they were"));
	gamut_lines_close(table.lines);
	gamut_buf_release(&table.row);
	gamut_buf_release(&table.header);
	return status;
}

const struct gamut_import_format gamut_import_csv = {
	.name = "csv",
	.prefix = "",
	.suffix = ".csv",
	.maps_index = true,
	.read = read,
};

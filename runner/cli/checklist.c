#include "runner/cli/checklist.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

#define COLUMNS_DEFAULT 80
#define GAP 2

/* The least room for evidence beside the names. */
#define EVIDENCE_MIN 24

void gamut_checklist_add(struct gamut_checklist *list, const char *name,
                         const char *result, bool is_bad, const char *fmt, ...)
{
	va_list args;

	list->items = gamut_grow_array(list->items, &list->size, list->count,
	                               sizeof(list->items[0]));
	va_start(args, fmt);
	list->items[list->count++] = (struct gamut_checklist_item){
		.name = name,
		.result = result,
		.is_bad = is_bad,
		.evidence = gamut_arena_vstrf(&list->arena, fmt, args),
	};
	va_end(args);
}

void gamut_checklist_advise(struct gamut_checklist *list, const char *fmt, ...)
{
	va_list args;

	if (list->count == 0)
		GAMUT_BUG("advice about nothing");
	va_start(args, fmt);
	list->items[list->count - 1].advice = gamut_arena_vstrf(&list->arena,
	                                                        fmt, args);
	va_end(args);
}

bool gamut_checklist_is_bad(const struct gamut_checklist *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].is_bad)
			return true;
	return false;
}

/* -------------------------------------------------------------- for people */

static void add_spaces(struct gamut_buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_buf_add_char(out, ' ');
}

static void add_padded(struct gamut_buf *out, const char *text, size_t width)
{
	gamut_buf_add(out, gamut_str_of(text));
	add_spaces(out, width > strlen(text) ? width - strlen(text) : 0);
}

/* Words of `text`, shown, in lines up to `columns` that begin at `indent`. */
static void add_wrapped(struct gamut_buf *out, struct gamut_str text,
                        size_t indent, size_t columns)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;
	struct gamut_str word;
	size_t at = indent;

	gamut_text_show(&shown, text, 0);
	rest = gamut_buf_view(&shown);
	while (gamut_str_take_field(&rest, ' ', &word)) {
		size_t width = gamut_text_columns(word);

		if (at > indent && at + 1 + width > columns) {
			gamut_buf_add_char(out, '\n');
			add_spaces(out, indent);
			at = indent;
		}
		if (at > indent) {
			gamut_buf_add_char(out, ' ');
			at++;
		}
		gamut_buf_add(out, word);
		at += width;
	}
	gamut_buf_add_char(out, '\n');
	gamut_buf_release(&shown);
}

static void draw_item(struct gamut_buf *out,
                      const struct gamut_checklist_item *item,
                      const size_t widths[2], size_t columns, bool is_bold)
{
	bool is_marked = item->is_bad && is_bold;
	size_t indent = widths[0] + GAP + 2 + widths[1] + GAP;

	if (is_marked)
		gamut_buf_add(out, GAMUT_STR("\x1b[1m"));
	add_padded(out, item->name, widths[0] + GAP);
	gamut_buf_add(out, item->is_bad ? GAMUT_STR("! ") : GAMUT_STR("  "));
	add_padded(out, item->result, widths[1] + GAP);
	if (is_marked)
		gamut_buf_add(out, GAMUT_STR("\x1b[0m"));
	add_wrapped(out, item->evidence, indent,
	            columns > indent + EVIDENCE_MIN ? columns :
	                                              indent + EVIDENCE_MIN);
}

/* Is the advice of item `i` there, and not said before? */
static bool is_new_advice(const struct gamut_checklist *list, size_t i)
{
	struct gamut_str advice = list->items[i].advice;

	for (size_t k = 0; k < i; k++)
		if (gamut_str_eq(list->items[k].advice, advice))
			return false;
	return advice.len > 0;
}

void gamut_checklist_draw(struct gamut_buf *out,
                          const struct gamut_checklist *list, size_t columns,
                          bool is_bold)
{
	size_t widths[2] = { 0 };
	bool is_first = true;

	if (columns == 0)
		columns = COLUMNS_DEFAULT;
	for (size_t i = 0; i < list->count; i++) {
		size_t name = strlen(list->items[i].name);
		size_t result = strlen(list->items[i].result);

		widths[0] = name > widths[0] ? name : widths[0];
		widths[1] = result > widths[1] ? result : widths[1];
	}
	for (size_t i = 0; i < list->count; i++)
		draw_item(out, &list->items[i], widths, columns, is_bold);
	for (size_t i = 0; i < list->count; i++) {
		if (!is_new_advice(list, i))
			continue;
		if (is_first)
			gamut_buf_addf(out, "\nwhat to do:\n");
		is_first = false;
		gamut_buf_addf(out, "- ");
		add_wrapped(out, list->items[i].advice, 2, columns);
	}
}

/* ------------------------------------------------------------ for programs */

void gamut_checklist_write(struct gamut_json *json,
                           const struct gamut_checklist *list, const char *flag)
{
	gamut_json_key(json, "checks");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < list->count; i++) {
		const struct gamut_checklist_item *item = &list->items[i];

		gamut_json_open(json, '{');
		gamut_json_key(json, "name");
		gamut_json_cstr(json, item->name);
		gamut_json_key(json, "result");
		gamut_json_cstr(json, item->result);
		gamut_json_key(json, flag);
		gamut_json_bool(json, item->is_bad);
		gamut_json_key(json, "evidence");
		gamut_json_str(json, item->evidence);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
	gamut_json_key(json, "advice");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < list->count; i++)
		if (is_new_advice(list, i))
			gamut_json_str(json, list->items[i].advice);
	gamut_json_close(json, ']');
}

enum gamut_status gamut_checklist_format(enum gamut_format *out,
                                         const char *name,
                                         struct gamut_err *err)
{
	*out = GAMUT_FORMAT_TABLE;
	if (!name ||
	    (gamut_format_find(out, gamut_str_of(name)) &&
	     (*out == GAMUT_FORMAT_TABLE || *out == GAMUT_FORMAT_JSON)))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "--format: '%s' is not table or json", name);
}

void gamut_checklist_release(struct gamut_checklist *list)
{
	free(list->items);
	gamut_arena_clear(&list->arena);
	*list = (struct gamut_checklist){ 0 };
}

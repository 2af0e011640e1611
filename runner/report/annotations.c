#include "runner/report/annotations.h"

/* As the runner decodes it; `is_property`: what stands before the text. */
static void add_escaped(struct gamut_buf *out, struct gamut_str text,
                        bool is_property)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool is_special = c == '%' || c == '\r' || c == '\n' ||
		                  (is_property && (c == ':' || c == ','));

		if (is_special)
			gamut_buf_addf(out, "%%%02X", (unsigned)c);
		else
			gamut_buf_add_char(out, c);
	}
}

void gamut_annotations_command(struct gamut_buf *out, const char *kind,
                               struct gamut_str title, struct gamut_str text)
{
	gamut_buf_addf(out, "::%s title=", kind);
	add_escaped(out, title, true);
	gamut_buf_add(out, GAMUT_STR("::"));
	add_escaped(out, text, false);
	gamut_buf_add_char(out, '\n');
}

void gamut_annotations_add(struct gamut_annotations *of, struct gamut_str title,
                           struct gamut_str text)
{
	bool is_all = of->total <= GAMUT_ANNOTATIONS_MAX;

	of->count++;
	if (is_all || of->count < GAMUT_ANNOTATIONS_MAX)
		gamut_annotations_command(of->out, of->kind, title, text);
	else if (of->count == GAMUT_ANNOTATIONS_MAX)
		gamut_annotations_command(
			of->out, of->kind, gamut_str_of(of->title),
			gamut_arena_strf(
				of->arena, "and %zu more, which the report has",
				of->total - GAMUT_ANNOTATIONS_MAX + 1));
}

#include "runner/report/wrap.h"

#include "base/text.h"
#include "runner/report/inert.h"

/* Columns of a paragraph; as many as a screen has, and more. */
#define TEXT_MAX ((size_t)8000)

/* A paragraph on its way. */
struct paragraph {
	struct gamut_buf *out;
	size_t indent;
	size_t columns;
	size_t used; /* of the line at hand */
};

static void break_line(struct paragraph *of)
{
	gamut_buf_add_char(of->out, '\n');
	for (size_t i = 0; i < of->indent; i++)
		gamut_buf_add_char(of->out, ' ');
	of->used = of->indent;
}

/* No line begins with what a runner of jobs would obey. */
static bool take_command(struct paragraph *of, struct gamut_str *word)
{
	size_t at = gamut_inert_command(*word);

	if (of->used > of->indent || at == word->len)
		return false;
	gamut_buf_add(of->out, gamut_str_head(*word, at));
	gamut_buf_add(of->out, GAMUT_STR("\\x3a:"));
	of->used += gamut_text_columns(gamut_str_head(*word, at)) + 5;
	*word = gamut_str_skip(*word, at + 2);
	return true;
}

/* As much of a word as fits into what is left of the line; a character or
 * more. */
static struct gamut_str head_of(const struct paragraph *of,
                                struct gamut_str word)
{
	struct gamut_str rest = word;
	size_t len = 0;

	if (of->used + gamut_text_columns(word) <= of->columns)
		return word;

	while (rest.len > 0) {
		gamut_text_take(&rest);
		if (len > 0 && of->used + gamut_text_columns(gamut_str_head(
						  word, word.len - rest.len)) >
		                       of->columns)
			break;
		len = word.len - rest.len;
	}
	return gamut_str_head(word, len);
}

static void add_word(struct paragraph *of, struct gamut_str word)
{
	size_t width = gamut_text_columns(word);
	bool is_first = of->used == of->indent;

	if (!is_first && of->used + 1 + width > of->columns) {
		break_line(of);
	} else if (!is_first) {
		gamut_buf_add_char(of->out, ' ');
		of->used++;
	}
	while (word.len > 0) {
		struct gamut_str head;

		if (take_command(of, &word))
			continue;
		head = head_of(of, word);
		gamut_buf_add(of->out, head);
		of->used += gamut_text_columns(head);
		word = gamut_str_skip(word, head.len);
		if (word.len > 0)
			break_line(of);
	}
}

void gamut_wrap(struct gamut_buf *out, const char *head, struct gamut_str text,
                size_t columns)
{
	size_t indent = gamut_text_columns(gamut_str_of(head));
	struct paragraph paragraph = {
		.out = out,
		.indent = indent,
		.columns = columns > indent + 8 ? columns : indent + 8,
		.used = indent,
	};
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;
	struct gamut_str word;

	gamut_inert_show(&shown, text, TEXT_MAX);
	rest = gamut_buf_view(&shown);
	gamut_buf_add(out, gamut_str_of(head));
	while (gamut_str_take_field(&rest, ' ', &word))
		if (word.len > 0)
			add_word(&paragraph, word);
	gamut_buf_add_char(out, '\n');
	gamut_buf_release(&shown);
}

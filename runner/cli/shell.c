#include "runner/cli/shell.h"

#include <stdbool.h>
#include <string.h>

static bool is_plain(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./:+,@%=-";

	return word[0] && word[strspn(word, plain)] == '\0';
}

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

static bool has_controls(const char *word)
{
	for (; *word; word++)
		if (is_control(*word))
			return true;
	return false;
}

/* Octal numbers of three digits end whatever digits follow. */
static void add_escaped(struct gamut_buf *out, const char *word)
{
	gamut_buf_add(out, GAMUT_STR("$'"));
	for (; *word; word++)
		if (*word == '\n')
			gamut_buf_add(out, GAMUT_STR("\\n"));
		else if (*word == '\t')
			gamut_buf_add(out, GAMUT_STR("\\t"));
		else if (is_control(*word))
			gamut_buf_addf(out, "\\%03o", (unsigned)*word);
		else if (*word == '\'' || *word == '\\')
			gamut_buf_addf(out, "\\%c", *word);
		else
			gamut_buf_add_char(out, *word);
	gamut_buf_add_char(out, '\'');
}

void gamut_shell_add(struct gamut_buf *out, const char *word)
{
	gamut_buf_add_char(out, ' ');
	if (is_plain(word)) {
		gamut_buf_add(out, gamut_str_of(word));
		return;
	}
	if (has_controls(word)) {
		add_escaped(out, word);
		return;
	}
	gamut_buf_add_char(out, '\'');
	for (; *word; word++)
		if (*word == '\'')
			gamut_buf_add(out, GAMUT_STR("'\\''"));
		else
			gamut_buf_add_char(out, *word);
	gamut_buf_add_char(out, '\'');
}

void gamut_shell_add_option(struct gamut_buf *out, const char *name,
                            const char *value)
{
	if (!value)
		return;
	gamut_buf_addf(out, " --%s", name);
	gamut_shell_add(out, value);
}

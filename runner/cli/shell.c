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

void gamut_shell_add(struct gamut_buf *out, const char *word)
{
	gamut_buf_add_char(out, ' ');
	if (is_plain(word)) {
		gamut_buf_add(out, gamut_str_of(word));
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

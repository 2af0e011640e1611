#include "base/json.h"

static void add_line(struct gamut_buf *out, unsigned depth)
{
	gamut_buf_add_char(out, '\n');
	while (depth-- > 0)
		gamut_buf_addf(out, "  ");
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The end of the string that begins at `i`. */
static size_t end_of_string(struct gamut_str json, size_t i)
{
	for (i++; i < json.len && json.ptr[i] != '"'; i++)
		if (json.ptr[i] == '\\')
			i++;
	return i < json.len ? i + 1 : json.len;
}

void gamut_json_indent(struct gamut_buf *out, struct gamut_str json)
{
	unsigned depth = 0;
	char before = '\0';

	for (size_t i = 0; i < json.len; i++) {
		char c = json.ptr[i];
		bool is_close = c == '}' || c == ']';

		if (is_space(c))
			continue;
		if (is_close && depth > 0)
			depth--;
		if (is_close ? before != '{' && before != '[' :
		               before == '{' || before == '[' || before == ',')
			add_line(out, depth);
		if (c == '"') {
			size_t end = end_of_string(json, i);

			gamut_buf_add(out, (struct gamut_str){ json.ptr + i,
			                                       end - i });
			i = end - 1;
		} else {
			gamut_buf_add_char(out, c);
		}
		if (c == ':')
			gamut_buf_add_char(out, ' ');
		if (c == '{' || c == '[')
			depth++;
		before = c;
	}
	gamut_buf_add_char(out, '\n');
}

#include "runner/report/xml.h"

#include "base/text.h"

void gamut_xml_add(struct gamut_buf *out, struct gamut_str text)
{
	while (text.len > 0) {
		struct gamut_str before = text;
		int32_t code = gamut_text_take(&text);

		switch (code) {
		case '&':
			gamut_buf_add(out, GAMUT_STR("&amp;"));
			break;
		case '<':
			gamut_buf_add(out, GAMUT_STR("&lt;"));
			break;
		case '>':
			gamut_buf_add(out, GAMUT_STR("&gt;"));
			break;
		case '"':
			gamut_buf_add(out, GAMUT_STR("&quot;"));
			break;
		case -1:
		case 0xfffe:
		case 0xffff:
			gamut_buf_add(out, GAMUT_STR("\xef\xbf\xbd"));
			break;
		default:
			gamut_buf_add(
				out,
				gamut_str_head(before, before.len - text.len));
		}
	}
}

void gamut_xml_attribute(struct gamut_buf *out, const char *name,
                         struct gamut_str value)
{
	gamut_buf_addf(out, " %s=\"", name);
	gamut_xml_add(out, value);
	gamut_buf_add_char(out, '"');
}

void gamut_xml_outcome(struct gamut_buf *out, const char *element,
                       struct gamut_str message, struct gamut_str text)
{
	gamut_buf_addf(out, "<%s type=\"gamut\"", element);
	gamut_xml_attribute(out, "message", message);
	gamut_buf_add_char(out, '>');
	gamut_xml_add(out, text);
	gamut_buf_addf(out, "</%s>", element);
}

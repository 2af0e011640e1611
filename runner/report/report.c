#include "runner/report/report.h"

static const char *const names[] = {
#define X(name, text, separator) text,
	GAMUT_FORMAT_MAP(X)
#undef X
};

const char *gamut_format_list(void)
{
#define X(name, text, separator) text separator
	return GAMUT_FORMAT_MAP(X);
#undef X
}

bool gamut_format_find(enum gamut_format *out, struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (gamut_str_eq(gamut_str_of(names[i]), name)) {
			*out = (enum gamut_format)i;
			return true;
		}
	return false;
}

void gamut_report_write(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        enum gamut_format format,
                        const struct gamut_report_options *options)
{
	switch (format) {
	case GAMUT_FORMAT_TABLE:
		gamut_report_table(out, summary, options);
		return;
	case GAMUT_FORMAT_JSON:
		gamut_report_json(out, summary);
		return;
	case GAMUT_FORMAT_CSV:
		gamut_report_csv(out, summary);
		return;
	case GAMUT_FORMAT_MARKDOWN:
		gamut_report_markdown(out, summary);
		return;
	}
	GAMUT_BUG("no format %d", (int)format);
}

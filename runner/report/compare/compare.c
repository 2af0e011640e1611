#include "runner/report/compare/compare.h"

#include "runner/report/compare/compare_formats.h"

static const char *const names[] = {
#define X(name, text, separator) text,
	GAMUT_COMPARE_FORMAT_MAP(X)
#undef X
};

const char *gamut_compare_format_list(void)
{
#define X(name, text, separator) text separator
	return GAMUT_COMPARE_FORMAT_MAP(X);
#undef X
}

bool gamut_compare_format_find(enum gamut_compare_format *out,
                               struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (gamut_str_eq(gamut_str_of(names[i]), name)) {
			*out = (enum gamut_compare_format)i;
			return true;
		}
	return false;
}

void gamut_compare_write(struct gamut_buf *out,
                         const struct gamut_compare_document *document,
                         enum gamut_compare_format format,
                         const struct gamut_report_options *options)
{
	switch (format) {
	case GAMUT_COMPARE_FORMAT_TABLE:
		gamut_compare_table(out, document, options);
		break;
	case GAMUT_COMPARE_FORMAT_JSON:
		gamut_compare_json(out, document);
		break;
	case GAMUT_COMPARE_FORMAT_CSV:
		gamut_compare_csv(out, document);
		break;
	case GAMUT_COMPARE_FORMAT_MARKDOWN:
		gamut_compare_markdown(out, document);
		break;
	case GAMUT_COMPARE_FORMAT_JUNIT:
		gamut_compare_junit(out, document);
		break;
	case GAMUT_COMPARE_FORMAT_GITHUB:
		gamut_compare_github(out, document);
		break;
	}
}

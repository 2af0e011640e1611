#include "runner/report/compare/diff.h"

#include "runner/report/compare/diff_formats.h"

void gamut_diff_write(struct gamut_buf *out,
                      const struct gamut_diff_document *document,
                      enum gamut_format format,
                      const struct gamut_report_options *options)
{
	switch (format) {
	case GAMUT_FORMAT_TABLE:
		gamut_diff_table(out, document, options);
		return;
	case GAMUT_FORMAT_JSON:
		gamut_diff_json(out, document);
		return;
	case GAMUT_FORMAT_CSV:
		gamut_diff_csv(out, document);
		return;
	case GAMUT_FORMAT_MARKDOWN:
		gamut_diff_markdown(out, document);
		return;
	}
	GAMUT_BUG("no format %d", (int)format);
}

#include "runner/report/compare/overlap.h"

void gamut_overlap_write(struct gamut_buf *out,
                         const struct gamut_overlap_document *document,
                         enum gamut_format format,
                         const struct gamut_report_options *options)
{
	switch (format) {
	case GAMUT_FORMAT_TABLE:
		gamut_overlap_table(out, document, options);
		break;
	case GAMUT_FORMAT_JSON:
		gamut_overlap_json(out, document);
		break;
	case GAMUT_FORMAT_CSV:
		gamut_overlap_csv(out, document);
		break;
	case GAMUT_FORMAT_MARKDOWN:
		gamut_overlap_markdown(out, document);
		break;
	}
}

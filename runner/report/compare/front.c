#include "runner/report/compare/front.h"

void gamut_front_write(struct gamut_buf *out,
                       const struct gamut_front_document *document,
                       enum gamut_format format,
                       const struct gamut_report_options *options)
{
	switch (format) {
	case GAMUT_FORMAT_TABLE:
		gamut_front_table(out, document, options);
		return;
	case GAMUT_FORMAT_JSON:
		gamut_front_json(out, document);
		return;
	case GAMUT_FORMAT_CSV:
		gamut_front_csv(out, document);
		return;
	case GAMUT_FORMAT_MARKDOWN:
		gamut_front_markdown(out, document);
		return;
	}
}

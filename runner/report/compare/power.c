#include "runner/report/compare/power.h"

#include "runner/report/compare/power_formats.h"

void gamut_power_write(struct gamut_buf *out,
                       const struct gamut_power_document *document,
                       enum gamut_format format,
                       const struct gamut_report_options *options)
{
	switch (format) {
	case GAMUT_FORMAT_TABLE:
		gamut_power_table(out, document, options);
		break;
	case GAMUT_FORMAT_JSON:
		gamut_power_json(out, document);
		break;
	case GAMUT_FORMAT_CSV:
		gamut_power_csv(out, document);
		break;
	case GAMUT_FORMAT_MARKDOWN:
		gamut_power_markdown(out, document);
		break;
	}
}

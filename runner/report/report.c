#include "runner/report/report.h"

static const char *const names[] = {
#define X(name, text, separator) text,
	GAMUT_FORMAT_MAP(X)
#undef X
};

const char *gamut_format_name(enum gamut_format format)
{
	return names[format];
}

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

static void write_json(struct gamut_buf *out,
                       const struct gamut_summary *summary,
                       const struct gamut_report_options *options)
{
	(void)options;
	gamut_report_json(out, summary);
}

static void write_csv(struct gamut_buf *out,
                      const struct gamut_summary *summary,
                      const struct gamut_report_options *options)
{
	(void)options;
	gamut_report_csv(out, summary);
}

gamut_report_fn *gamut_report_find(struct gamut_str name)
{
	static const struct {
		const char *name;
		gamut_report_fn *write;
	} formats[] = {
		{ "table", gamut_report_table },
		{ "json", write_json },
		{ "csv", write_csv },
		{ "markdown", gamut_report_markdown },
		{ "junit", gamut_report_junit },
		{ "github", gamut_report_github },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(formats); i++)
		if (gamut_str_eq(gamut_str_of(formats[i].name), name))
			return formats[i].write;
	return NULL;
}

struct gamut_str gamut_report_remedy_of(
	const struct gamut_report_options *options, struct gamut_str run)
{
	for (size_t i = 0; i < options->run_count; i++)
		if (gamut_str_eq(options->runs[i].run, run))
			return options->runs[i].remedy;
	return GAMUT_STR_EMPTY;
}

static size_t count_label(const struct gamut_report_options *options,
                          struct gamut_str label)
{
	size_t count = 0;

	for (size_t i = 0; i < options->run_count; i++)
		count += gamut_str_eq(options->runs[i].label, label);
	return count;
}

struct gamut_str gamut_report_label_of(
	const struct gamut_report_options *options, struct gamut_str run)
{
	for (size_t i = 0; i < options->run_count; i++) {
		struct gamut_str label = options->runs[i].label;

		if (gamut_str_eq(options->runs[i].run, run))
			return label.len > 0 && count_label(options, label) ==
			                                1 ?
			               label :
			               run;
	}
	return run;
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
		gamut_report_markdown(out, summary, options);
		return;
	}
	GAMUT_BUG("no format %d", (int)format);
}

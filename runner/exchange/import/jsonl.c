/* jsonl: an object a line. noveltybench: the same by other names. */
#include "runner/exchange/import/fields.h"

static enum gamut_status take(struct gamut_import_file *file,
                              const cJSON *object, void *context,
                              struct gamut_err *err)
{
	return gamut_import_take_object(file, object, context, err);
}

static enum gamut_status read(struct gamut_import_file *file,
                              const struct gamut_import_format *format,
                              struct gamut_err *err)
{
	struct gamut_import_fields fields = gamut_import_fields_of(file,
	                                                           format);

	return gamut_import_each_line(file, take, &fields, err);
}

const struct gamut_import_format gamut_import_jsonl = {
	.name = "jsonl",
	.prefix = "",
	.suffix = ".jsonl",
	.maps_index = true,
	.read = read,
};

static const char *const noveltybench[GAMUT_IMPORT_FIELD_COUNT] = {
	[GAMUT_IMPORT_FIELD_TASK] = "id",
	[GAMUT_IMPORT_FIELD_TEXT] = "generations",
};

const struct gamut_import_format gamut_import_noveltybench = {
	.name = "noveltybench",
	.prefix = "",
	.suffix = ".jsonl",
	.maps_index = true,
	.fields = noveltybench,
	.read = read,
};

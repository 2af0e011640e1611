#include "tasks/catalog/plugin_file.h"

enum gamut_status gamut_plugin_file_load(struct gamut_plugin_file **out,
                                         const char *path,
                                         struct gamut_err *err)
{
	(void)out;
	return gamut_error(err, GAMUT_EINVAL, "cannot load '%s'", path);
}
size_t gamut_plugin_file_count(const struct gamut_plugin_file *file)
{
	(void)file;
	return 0;
}
const struct gamut_task *gamut_plugin_file_task(
	const struct gamut_plugin_file *file, size_t i)
{
	(void)file;
	(void)i;
	return NULL;
}
void gamut_plugin_file_free(struct gamut_plugin_file *file)
{
	(void)file;
}

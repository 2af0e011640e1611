#include "runner/cli/known.h"

enum gamut_status gamut_known_open(struct gamut_catalog **out,
                                   const struct gamut_texts *files,
                                   struct gamut_err *err)
{
	struct gamut_catalog *catalog = gamut_catalog_open();
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < files->count && !status; i++)
		status = gamut_catalog_add(catalog, files->items[i], err);
	if (status)
		gamut_catalog_free(catalog);
	else
		*out = catalog;
	return status;
}

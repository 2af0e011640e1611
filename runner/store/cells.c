#include "runner/store/cells.h"

/* Names hold no NUL, so no two pairs make one key. */
static struct gamut_str make_key(struct gamut_cells *cells,
                                 struct gamut_str task,
                                 struct gamut_str setting)
{
	gamut_buf_clear(&cells->key);
	gamut_buf_add(&cells->key, task);
	gamut_buf_add_char(&cells->key, '\0');
	gamut_buf_add(&cells->key, setting);
	return gamut_buf_view(&cells->key);
}

bool gamut_cells_init(struct gamut_cells *cells,
                      const struct gamut_manifest *manifest)
{
	bool is_unique = true;

	for (size_t i = 0; i < manifest->cell_count; i++) {
		const struct gamut_manifest_cell *cell = &manifest->cells[i];

		if (gamut_map_put(&cells->map,
		                  make_key(cells, cell->task, cell->setting),
		                  i) != i)
			is_unique = false;
	}
	return is_unique;
}

size_t gamut_cells_find(struct gamut_cells *cells, struct gamut_str task,
                        struct gamut_str setting)
{
	return gamut_map_find(&cells->map, make_key(cells, task, setting));
}

void gamut_cells_release(struct gamut_cells *cells)
{
	gamut_map_clear(&cells->map);
	gamut_buf_release(&cells->key);
}

enum gamut_status gamut_cells_check(const struct gamut_manifest *manifest,
                                    struct gamut_err *err)
{
	struct gamut_cells cells = { 0 };
	bool is_unique = gamut_cells_init(&cells, manifest);

	gamut_cells_release(&cells);
	if (!is_unique)
		return gamut_error(err, GAMUT_EPARSE,
		                   "\"cells\" has one cell twice");
	return GAMUT_OK;
}

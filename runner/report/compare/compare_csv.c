#include <inttypes.h>
#include <math.h>

#include "base/json.h"
#include "runner/report/compare/compare_formats.h"
#include "runner/report/compare/compare_words.h"

/* A comma and a number as in JSON, or nothing where it is undefined. */
static void add_number(struct gamut_buf *out, double value)
{
	struct gamut_json json = { .out = out };

	gamut_buf_add_char(out, ',');
	if (!isnan(value))
		gamut_json_double(&json, value);
}

/*
 * The texts that a row begins with. Numbers are not for a grid: there a minus
 * is taken for the beginning of a formula.
 */
static void add_names(struct gamut_buf *out, const struct gamut_cell_key *key,
                      enum gamut_compare_metric metric)
{
	struct gamut_grid grid = { .columns = 3 };

	gamut_grid_add(&grid, key->task);
	gamut_grid_add(&grid, key->setting);
	gamut_grid_add(&grid, gamut_str_of(gamut_words_metric(metric)));
	gamut_report_grid_csv(out, &grid);
	/* The row goes on. */
	out->len--;
	gamut_grid_release(&grid);
}

static void add_row(struct gamut_buf *out,
                    const struct gamut_compare_cell *cell,
                    enum gamut_compare_metric metric)
{
	const struct gamut_compare_test *test = &cell->of[metric];

	add_names(out, &cell->candidate->key, metric);
	gamut_buf_addf(out, ",%" PRIu64, gamut_words_n(cell));
	add_number(out, test->base);
	add_number(out, test->candidate);
	add_number(out, test->difference);
	add_number(out, test->ci95.low);
	add_number(out, test->ci95.high);
	add_number(out, test->p);
	add_number(out, test->holm);
	add_number(out, test->benjamini_hochberg);
	gamut_buf_addf(out, ",%s,%zu,%zu\n", gamut_words_mark(test->mark),
	               cell->vanished, cell->appeared);
}

void gamut_compare_csv(struct gamut_buf *out,
                       const struct gamut_compare_document *document)
{
	const struct gamut_comparison *comparison = document->comparison;

	gamut_buf_add(out, GAMUT_STR("task,setting,metric,n,base,candidate,"
	                             "difference,ci95_low,ci95_high,p,holm,"
	                             "benjamini_hochberg,mark,vanished,"
	                             "appeared\n"));
	for (size_t i = 0; i < comparison->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			add_row(out, &comparison->cells[i],
			        (enum gamut_compare_metric)m);
}

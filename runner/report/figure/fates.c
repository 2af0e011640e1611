#include <string.h>

#include "base/text.h"
#include "runner/report/figure/overview.h"

/*
 * Dark and light, plain and hatched, so that grey tells them apart as well.
 * "valid-new" is what is wanted: the darkest.
 */
static const char *const fills[GAMUT_FATE_COUNT] = {
	[GAMUT_FATE_VALID_NEW] = "fs solid 1 noborder fc rgb 0x00568A",
	[GAMUT_FATE_VALID_DUPLICATE] = "fs solid 1 noborder fc rgb 0x85C3EA",
	[GAMUT_FATE_INVALID] = "fs pattern 4 noborder fc rgb 0xD55E00",
	[GAMUT_FATE_EMPTY] = "fs solid 1 noborder fc rgb 0x999999",
	[GAMUT_FATE_REFUSAL] = "fs solid 1 noborder fc rgb 0xE69F00",
	[GAMUT_FATE_TRUNCATED] = "fs pattern 1 noborder fc rgb 0x009E73",
	[GAMUT_FATE_REASONING_ONLY] = "fs pattern 6 noborder fc rgb 0xCC79A7",
	[GAMUT_FATE_FAILED] = "fs solid 1 noborder fc rgb 0x000000",
	[GAMUT_FATE_MISSING] = "fs solid 1 noborder fc rgb 0xEEEEEE",
};

static const char *const columns[] = { "fate", "count", "share", "from", "to" };

static void add_cell(struct gamut_figure *figure,
                     const struct gamut_overview *overview,
                     const struct gamut_cell_summary *cell,
                     const struct gamut_overview_row *row)
{
	struct gamut_overview_row one = *row;
	uint64_t sum = 0;
	double from = 0;

	(void)overview;
	for (size_t f = 0; f < GAMUT_FATE_COUNT; f++)
		sum += cell->fates[f];
	for (size_t f = 0; f < GAMUT_FATE_COUNT; f++) {
		double share = 100 * (double)cell->fates[f] / (double)sum;
		const double of[] = { (double)f + 1, (double)cell->fates[f],
			              share, from, from + share };

		if (cell->fates[f] == 0)
			continue;
		one.label = gamut_str_of(gamut_fate_name((enum gamut_fate)f));
		one.of = of;
		gamut_overview_add(figure, &one);
		from += share;
	}
}

static const struct gamut_overview_data data = {
	.kind = "fate",
	.columns = columns,
	.column_count = GAMUT_ARRAY_LEN(columns),
	.add = add_cell,
};

static bool occurs(const struct gamut_overview *overview, enum gamut_fate fate)
{
	for (size_t c = 0; c < overview->input->count; c++)
		for (size_t i = 0;
		     i < overview->input->conditions[c].cell_count; i++)
			if (overview->input->conditions[c]
			            .cells[i]
			            .fates[fate] > 0)
				return true;
	return false;
}

void gamut_figure_fates(struct gamut_figure *figure,
                        struct gamut_overview *overview)
{
	struct gamut_legend legend = {
		.width = GAMUT_FIGURE_PAGE_MM * GAMUT_FIGURE_PT_PER_MM,
	};
	struct gamut_buf bars = { 0 };
	const char *separator = "      plot";

	figure->what = "What became of all samples, in percent";
	gamut_overview_each(figure, overview, &data);
	gamut_overview_script(figure, overview);
	gamut_overview_panel(&bars, "fate");
	for (size_t f = 0; f < GAMUT_FATE_COUNT; f++) {
		const char *name = gamut_fate_name((enum gamut_fate)f);

		if (!occurs(overview, (enum gamut_fate)f))
			continue;
		gamut_buf_addf(&bars, GAMUT_OVERVIEW_BAR, separator, f + 1,
		               fills[f]);
		separator = ", \\\n     ";
		gamut_legend_add(&legend,
		                 &(struct gamut_legend_item){
					 .text = gamut_arena_strf(&legend.arena,
		                                                  "'%s'", name)
		                                         .ptr,
					 .box = fills[f],
					 .columns = strlen(name),
				 });
	}
	gamut_buf_add_char(&bars, '\n');
	gamut_overview_bars(figure, overview, &legend, gamut_buf_cstr(&bars),
	                    0);
	gamut_buf_release(&bars);
	gamut_legend_release(&legend);
}

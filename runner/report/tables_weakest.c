#include <math.h>

#include "runner/report/tables.h"

/* Tasks that are named, and what is not worth naming. */
#define NAMED ((size_t)3)
#define WELL 0.9

/* The least of a metric, the first one least. */
struct least {
	enum gamut_metric metric;
	struct gamut_str tasks[NAMED];
	double means[NAMED];
	size_t count;
};

static void add_task(struct least *least, struct gamut_str task, double mean)
{
	size_t at = least->count;

	if (!(mean < WELL))
		return;
	while (at > 0 && mean < least->means[at - 1])
		at--;
	if (at == NAMED)
		return;
	if (least->count < NAMED)
		least->count++;
	for (size_t i = least->count - 1; i > at; i--) {
		least->tasks[i] = least->tasks[i - 1];
		least->means[i] = least->means[i - 1];
	}
	least->tasks[at] = task;
	least->means[at] = mean;
}

/* Of each task the mean of its settings. */
static void find(struct least *least, const struct gamut_summary_part *part)
{
	size_t i = 0;

	while (i < part->cell_count) {
		struct gamut_str task = part->cells[i].key.task;
		double sum = 0;
		size_t count = 0;

		for (; i < part->cell_count &&
		       gamut_str_eq(part->cells[i].key.task, task);
		     i++) {
			double of = part->cells[i].metrics.of[least->metric];

			if (isnan(of))
				continue;
			sum += of;
			count++;
		}
		if (count > 0)
			add_task(least, task, sum / (double)count);
	}
}

static void add_least(struct gamut_buf *out, const struct least *least,
                      const char *head)
{
	if (least->count == 0)
		return;
	gamut_buf_addf(out, "%s%s", out->len > 0 ? "; " : "", head);
	for (size_t i = 0; i < least->count; i++)
		gamut_buf_addf(out, "%s%.*s (%.1f %%)", i > 0 ? ", " : " ",
		               GAMUT_STR_ARG(least->tasks[i]),
		               100 * least->means[i]);
}

struct gamut_str gamut_tables_weakest(const struct gamut_summary_part *part,
                                      struct gamut_arena *arena)
{
	struct least diverse = { .metric = GAMUT_METRIC_RELATIVE_YIELD };
	struct least valid = { .metric = GAMUT_METRIC_VALIDITY };
	struct gamut_buf text = { 0 };
	struct gamut_str sentence;

	find(&diverse, part);
	find(&valid, part);
	add_least(&text, &diverse, "furthest below their ceiling:");
	add_least(&text, &valid, "least valid:");
	sentence = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return sentence;
}

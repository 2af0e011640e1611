#include "runner/measure/estimate/multiple.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/estimate/metrics.h"

/* A p-value, and where it stood. */
struct placed {
	double p;
	size_t place;
};

static int by_p(const void *left, const void *right)
{
	const struct placed *a = left;
	const struct placed *b = right;

	if (a->p != b->p)
		return a->p < b->p ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* Those that are defined, `*count` of them at last, by size; to be freed. */
static struct placed *sorted(double *adjusted, const double *p, size_t *count)
{
	struct placed *list = gamut_alloc_array(*count, sizeof(*list));
	size_t defined = 0;

	for (size_t i = 0; i < *count; i++) {
		if (!isnan(p[i]))
			list[defined++] = (struct placed){ p[i], i };
		adjusted[i] = GAMUT_UNDEFINED;
	}
	if (defined > 0)
		qsort(list, defined, sizeof(*list), by_p);
	*count = defined;
	return list;
}

void gamut_multiple_holm(double *adjusted, const double *p, size_t count)
{
	struct placed *list = sorted(adjusted, p, &count);
	double worst = 0;

	for (size_t i = 0; i < count; i++) {
		worst = fmax(worst, (double)(count - i) * list[i].p);
		adjusted[list[i].place] = fmin(1, worst);
	}
	free(list);
}

void gamut_multiple_benjamini_hochberg(double *adjusted, const double *p,
                                       size_t count)
{
	struct placed *list = sorted(adjusted, p, &count);
	double best = 1;

	for (size_t i = count; i-- > 0;) {
		best = fmin(best, (double)count * list[i].p / ((double)i + 1));
		adjusted[list[i].place] = best;
	}
	free(list);
}

#include "runner/measure/compare/attainment.h"

#include <math.h>

double gamut_attainment_best(const struct gamut_place *places, size_t count,
                             double x)
{
	double best = -(double)INFINITY;

	for (size_t i = 0; i < count; i++)
		if (places[i].x >= x && places[i].y > best)
			best = places[i].y;
	return best;
}

static void swap(double *a, double *b)
{
	double kept = *a;

	*a = *b;
	*b = kept;
}

double gamut_attainment_quantile(double *values, size_t count, double p)
{
	/* 0.05 x 2000 may come out above 100 by a rounding. */
	size_t rank = (size_t)ceil(p * (double)count - 1e-9);
	size_t wanted = rank > 0 ? rank - 1 : 0;
	size_t low = 0;
	size_t high = count - 1;

	while (low < high) {
		double pivot = values[low + (high - low) / 2];
		size_t i = low;
		size_t j = high;

		while (true) {
			while (values[i] < pivot)
				i++;
			while (values[j] > pivot)
				j--;
			if (i >= j)
				break;
			swap(&values[i++], &values[j--]);
		}
		/* None up to j is above the pivot, none behind it below. */
		if (wanted <= j)
			high = j;
		else
			low = j + 1;
	}
	return values[wanted];
}

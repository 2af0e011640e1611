#include "runner/measure/compare/hypervolume.h"

#include <stdlib.h>

static int place_cmp(const void *a, const void *b)
{
	double x_a = ((const struct gamut_place *)a)->x;
	double x_b = ((const struct gamut_place *)b)->x;

	return (x_a < x_b) - (x_a > x_b);
}

double gamut_hypervolume(struct gamut_place *places, size_t count)
{
	double area = 0;
	double height = 0;

	qsort(places, count, sizeof(places[0]), place_cmp);
	for (size_t i = 0; i < count && places[i].x > 0; i++)
		if (places[i].y > height) {
			area += places[i].x * (places[i].y - height);
			height = places[i].y;
		}
	return area;
}

#include "runner/measure/estimate/normal.h"

#include <math.h>

/* Quantiles are searched up to here; beyond 38 no double is left of a tail. */
#define NORMAL_MOST 40
#define STUDENT_MOST 1000 /* above the 0.999 point of one degree of freedom */

double gamut_normal_tail(double z)
{
	return erfc(z / sqrt(2)) / 2;
}

/* The x in [0, most] with tail(x, df) = p; `tail` falls. */
static double search(double (*tail)(double x, uint64_t df), uint64_t df,
                     double p, double most)
{
	double low = 0;
	double high = most;
	double middle = most / 2;

	while (low < middle && middle < high) {
		if (tail(middle, df) > p)
			low = middle;
		else
			high = middle;
		middle = low + (high - low) / 2;
	}
	return middle;
}

static double normal_tail(double z, uint64_t df)
{
	(void)df;
	return gamut_normal_tail(z);
}

double gamut_normal_quantile(double p)
{
	return p < 0.5 ? -search(normal_tail, 0, p, NORMAL_MOST) :
	                 search(normal_tail, 0, 1 - p, NORMAL_MOST);
}

double gamut_student_tail(double t, uint64_t df)
{
	double theta = atan(t / sqrt((double)df));
	double cos2 = cos(theta) * cos(theta);
	double term = df % 2 ? cos(theta) : 1;
	double sum = df > 1 ? term : 0;

	for (uint64_t i = df % 2 ? 3 : 2; i < df; i += 2) {
		term *= cos2 * ((double)i - 1) / (double)i;
		sum += term;
	}
	sum *= sin(theta);
	return df % 2 ? 0.5 - (theta + sum) / GAMUT_PI : (1 - sum) / 2;
}

double gamut_student_quantile(double p, uint64_t df)
{
	return p < 0.5 ? -search(gamut_student_tail, df, p, STUDENT_MOST) :
	                 search(gamut_student_tail, df, 1 - p, STUDENT_MOST);
}

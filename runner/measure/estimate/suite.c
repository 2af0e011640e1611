#include "runner/measure/estimate/suite.h"

#include <math.h>

#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/yield.h"

double gamut_suite_yield_variance(const struct gamut_spectrum *spectra,
                                  size_t count)
{
	double good_toulmin = 0;
	double guarded = 0;

	for (size_t i = 0; i < count; i++) {
		good_toulmin += gamut_yield_variance_good_toulmin(&spectra[i]);
		guarded += gamut_yield_variance_guarded(&spectra[i]);
	}
	/* fmax() would pass over what is undefined. */
	if (count == 0 || isnan(guarded))
		return GAMUT_UNDEFINED;
	return count < GAMUT_SUITE_CELLS ? guarded :
	                                   fmax(good_toulmin, guarded / 4);
}

#ifndef GAMUT_VERIFIERS_CAR_H
#define GAMUT_VERIFIERS_CAR_H

#include <stdbool.h>

#include "verifiers/verifier.h"

/*
 * Is the answer a car, or the brand of one?
 *
 * By the list cars.tsv, and nothing beyond it: makes with their models, the
 * other names of both ("VW", "Chevy"), and the words that may follow a model.
 * Case, accents, apostrophes and hyphens do not count, nor whether what they
 * part is written apart ("F-150" = "F 150" = "f150").
 *
 * A brand is a make. A car is a make, then a model of that make, then at most
 * five words of trim, body, drive or engine ("LX", "4x4", "2.0T"), none of them
 * twice; the model is the longest that lets the rest be trim. One model year,
 * 1880 to 2039, may lead, or stand among the trim. A few models are their own
 * make ("Mazda3", "Range Rover Sport").
 *
 * The answer is judged as it stands: white space at either end, a trailing
 * full stop, a leading article, a sentence or a second car make it invalid.
 * Between words any number of spaces, hyphens and slashes may stand.
 *
 * The canonical form is the list's own spelling of the make, and for a car of
 * "make model" ("Volkswagen Golf"); year and trim are dropped. What the list
 * has as models of their own stay apart: 328i and 3 Series, Golf and Golf R.
 *
 * Members: the whole list, in its order.
 */
struct gamut_car_rule {
	bool is_brand; /* a make alone, and not a car */
};

extern const struct gamut_verifier gamut_verifier_car;

#endif

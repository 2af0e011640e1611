#ifndef GAMUT_PLAN_PRICE_H
#define GAMUT_PLAN_PRICE_H

#include <stdbool.h>

#include "base/status.h"

/*
 * What tokens cost
 * ----------------
 * Gamut knows no prices: a user writes down those of the models in use, in a
 * YAML file.
 *
 *	currency: USD                 # the default
 *	models:                       # per million tokens
 *	  gpt-5-mini: {input: 0.25, output: 2}
 *	  "gpt-5*":   {input: 1.25, output: 10}
 *
 * A model's own name goes before shell patterns, and these go in the file's
 * order; in a pattern, * and ? match any character. Tokens of reasoning cost
 * what output costs.
 *
 * A list never changes: several threads may ask it.
 */
struct gamut_prices;

/* Of one token, in the list's currency; not negative. */
struct gamut_price {
	double input;
	double output;
};

/*
 * Read the list in the file `path`. GAMUT_EPARSE names line and column of what
 * is wrong with it; otherwise as gamut_yaml_read(). The caller frees `*out`,
 * which is set only on GAMUT_OK.
 */
GAMUT_MUST_USE
enum gamut_status gamut_prices_read(struct gamut_prices **out, const char *path,
                                    struct gamut_err *err);

/* Release `prices`; NULL is nothing. */
void gamut_prices_free(struct gamut_prices *prices);

/* The price of `model`; false, `*out` untouched, where the list has none. */
bool gamut_prices_find(const struct gamut_prices *prices, const char *model,
                       struct gamut_price *out);

/* ASCII letters, such as "USD"; lives as long as `prices`. */
const char *gamut_prices_currency(const struct gamut_prices *prices);

#endif

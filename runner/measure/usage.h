#ifndef GAMUT_MEASURE_USAGE_H
#define GAMUT_MEASURE_USAGE_H

#include <stddef.h>

#include "runner/store/sample.h"

/*
 * What completions took
 * ---------------------
 * As their requests were billed: the prompt once a request, the completion
 * tokens of all its choices. Only requests that brought a completion that
 * counts are known here, not those that failed or were sent again.
 */
struct gamut_usage {
	int64_t requests;
	/*
	 * Each GAMUT_UNKNOWN where one of the requests did not tell: a sum of
	 * a part would be taken for the whole. So is a sum beyond 2^53.
	 */
	int64_t prompt_tokens;
	int64_t completion_tokens; /* those of reasoning are among them */
	int64_t reasoning_tokens;
};

/* Nothing is known, not even the requests: completions of no run. */
extern const struct gamut_usage gamut_usage_unknown;

/*
 * A number that two samples of one cell share exactly where one request
 * brought both.
 */
uint64_t gamut_usage_request(const struct gamut_sample *sample);

/* A request of several completions. Private to usage.c. */
struct gamut_usage_request {
	size_t cell;
	uint64_t request;
	uint32_t index; /* of the sample that told: the first by index */
	struct gamut_usage usage;
};

/*
 * What samples of several cells took, which come in any order:
 *
 *	gamut_usages_init() -> gamut_usages_add(), any number of times ->
 *	gamut_usages_finish() -> gamut_usages_release()
 *
 * Memory is some words for each cell and for each request that brought several
 * completions.
 */
struct gamut_usages {
	struct gamut_usage *of; /* of each cell, once finished */
	struct gamut_usage_request *requests;
	size_t count;
	size_t size;
};

void gamut_usages_init(struct gamut_usages *usages, size_t cell_count);

/* Add a sample of `cell`; each at most once. */
void gamut_usages_add(struct gamut_usages *usages, size_t cell,
                      const struct gamut_sample *sample);

/* Sum up: `usages->of` is right now. O(requests log requests). */
void gamut_usages_finish(struct gamut_usages *usages);
void gamut_usages_release(struct gamut_usages *usages);

/* Add `more`, of other requests, to `*sum`. */
void gamut_usage_add(struct gamut_usage *sum, const struct gamut_usage *more);

/* What one token costs, in `currency`. */
struct gamut_usage_price {
	double prompt_token;
	double completion_token;
	struct gamut_str currency; /* "USD"; empty where nobody says */
};

/*
 * What it cost, in the price's currency; NAN where `price` is NULL or a number
 * of tokens that it is for is not known.
 */
double gamut_usage_cost(const struct gamut_usage *usage,
                        const struct gamut_usage_price *price);

#endif

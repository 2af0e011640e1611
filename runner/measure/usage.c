#include "runner/measure/usage.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

const struct gamut_usage gamut_usage_unknown = {
	.requests = GAMUT_UNKNOWN,
	.prompt_tokens = GAMUT_UNKNOWN,
	.completion_tokens = GAMUT_UNKNOWN,
	.reasoning_tokens = GAMUT_UNKNOWN,
};

/*
 * The number of choices is part of it: of a request that was sent twice, by two
 * processes, each answer may count for some of its samples.
 */
uint64_t gamut_usage_request(const struct gamut_sample *sample)
{
	if (sample->request_choices == 0)
		return (uint64_t)sample->index << 32;
	return (uint64_t)sample->request_index << 32 | sample->request_choices;
}

size_t gamut_usage_span(const struct gamut_sample *samples, size_t count)
{
	size_t n = 0;

	while (n < count && gamut_str_eq(samples[n].task, samples[0].task) &&
	       gamut_str_eq(samples[n].setting, samples[0].setting))
		n++;
	return n;
}

static int request_cmp(const void *left, const void *right)
{
	const struct gamut_sample *const *a = left;
	const struct gamut_sample *const *b = right;
	uint64_t request_a = gamut_usage_request(*a);
	uint64_t request_b = gamut_usage_request(*b);

	if (request_a != request_b)
		return request_a < request_b ? -1 : 1;
	return ((*a)->index > (*b)->index) - ((*a)->index < (*b)->index);
}

/* Of the request that brought `sample`. */
static struct gamut_usage usage_of_request(const struct gamut_sample *sample)
{
	bool is_single = sample->request_choices == 0;

	return (struct gamut_usage){
		.requests = 1,
		.prompt_tokens = sample->prompt_tokens,
		.completion_tokens = is_single ?
		                             sample->completion_tokens :
		                             sample->request_completion_tokens,
		.reasoning_tokens = is_single ?
		                            sample->reasoning_tokens :
		                            sample->request_reasoning_tokens,
	};
}

struct gamut_usage gamut_usage_of(const struct gamut_sample *samples,
                                  size_t count)
{
	const struct gamut_sample **sorted =
		gamut_alloc_array(count, sizeof(const struct gamut_sample *));
	struct gamut_usage sum = { 0 };

	for (size_t i = 0; i < count; i++)
		sorted[i] = &samples[i];
	if (count > 0)
		qsort(sorted, count, sizeof(const struct gamut_sample *),
		      request_cmp);
	for (size_t i = 0; i < count; i++) {
		struct gamut_usage one = usage_of_request(sorted[i]);

		if (i == 0 || gamut_usage_request(sorted[i]) !=
		                      gamut_usage_request(sorted[i - 1]))
			gamut_usage_add(&sum, &one);
	}
	free(sorted);
	return sum;
}

static void add(int64_t *sum, int64_t more)
{
	if (*sum < 0 || more < 0 || more > GAMUT_SAMPLE_NUMBER_MAX - *sum)
		*sum = GAMUT_UNKNOWN;
	else
		*sum += more;
}

void gamut_usage_add(struct gamut_usage *sum, const struct gamut_usage *more)
{
	add(&sum->requests, more->requests);
	add(&sum->prompt_tokens, more->prompt_tokens);
	add(&sum->completion_tokens, more->completion_tokens);
	add(&sum->reasoning_tokens, more->reasoning_tokens);
}

double gamut_usage_cost(const struct gamut_usage *usage,
                        const struct gamut_usage_price *price)
{
	if (!price || usage->prompt_tokens == GAMUT_UNKNOWN ||
	    usage->completion_tokens == GAMUT_UNKNOWN)
		return (double)NAN;
	return (double)usage->prompt_tokens * price->prompt_token +
	       (double)usage->completion_tokens * price->completion_token;
}

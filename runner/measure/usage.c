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

void gamut_usages_init(struct gamut_usages *usages, size_t cell_count)
{
	*usages = (struct gamut_usages){
		.of = gamut_alloc_array(cell_count, sizeof(usages->of[0])),
	};
}

void gamut_usages_release(struct gamut_usages *usages)
{
	free(usages->of);
	free(usages->requests);
}

void gamut_usages_add(struct gamut_usages *usages, size_t cell,
                      const struct gamut_sample *sample)
{
	struct gamut_usage usage = usage_of_request(sample);
	uint64_t request = gamut_usage_request(sample);
	struct gamut_usage_request *last;

	if (sample->request_choices == 0) {
		gamut_usage_add(&usages->of[cell], &usage);
		return;
	}
	/* What came together mostly stands together. */
	last = usages->count ? &usages->requests[usages->count - 1] : NULL;
	if (!last || last->cell != cell || last->request != request) {
		usages->requests = gamut_grow_array(
			usages->requests, &usages->size, usages->count,
			sizeof(usages->requests[0]));
		last = &usages->requests[usages->count++];
		*last = (struct gamut_usage_request){ .cell = cell,
			                              .request = request,
			                              .index = UINT32_MAX };
	}
	if (sample->index <= last->index) {
		last->index = sample->index;
		last->usage = usage;
	}
}

static bool is_same(const struct gamut_usage_request *a,
                    const struct gamut_usage_request *b)
{
	return a->cell == b->cell && a->request == b->request;
}

static int request_cmp(const void *left, const void *right)
{
	const struct gamut_usage_request *a = left;
	const struct gamut_usage_request *b = right;

	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	if (a->request != b->request)
		return a->request < b->request ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void gamut_usages_finish(struct gamut_usages *usages)
{
	const struct gamut_usage_request *requests = usages->requests;

	if (usages->count > 0)
		qsort(usages->requests, usages->count, sizeof(requests[0]),
		      request_cmp);
	for (size_t i = 0; i < usages->count; i++)
		if (i == 0 || !is_same(&requests[i - 1], &requests[i]))
			gamut_usage_add(&usages->of[requests[i].cell],
			                &requests[i].usage);
	usages->count = 0;
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

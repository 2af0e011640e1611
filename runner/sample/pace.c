#include "runner/sample/pace.h"

#include <stdlib.h>

#include "base/alloc.h"

/* So many more than may be under way can wait before no new ones are begun. */
#define SPARE_DELAYED 16

/* A request between two attempts, as it is to be sent. */
struct gamut_delayed {
	struct gamut_request request;
	int64_t due_us;
};

void gamut_pace_init(struct gamut_pace *pace, uint32_t concurrency)
{
	*pace = (struct gamut_pace){
		.concurrency = concurrency,
		.width = concurrency,
	};
}

void gamut_pace_release(struct gamut_pace *pace)
{
	free(pace->delayed);
	*pace = (struct gamut_pace){ 0 };
}

void gamut_pace_answer(struct gamut_pace *pace, int64_t now_us)
{
	pace->has_answer = true;
	/* Those sent before the pause say nothing of what follows it. */
	if (pace->width < pace->concurrency && now_us >= pace->paused_until_us)
		pace->width++;
}

bool gamut_pace_lose(struct gamut_pace *pace)
{
	return !pace->has_answer && ++pace->lost >= GAMUT_TRIAL_REQUESTS;
}

void gamut_pace_pause(struct gamut_pace *pace, int64_t named_us, int64_t due_us)
{
	/* The first refusal draws the time for those that were sent with it. */
	if (named_us > pace->paused_until_us)
		pace->paused_until_us = due_us;
	pace->width = 1;
}

void gamut_pace_delay(struct gamut_pace *pace,
                      const struct gamut_request *request, int64_t due_us)
{
	pace->delayed = gamut_grow_array(pace->delayed, &pace->delayed_size,
	                                 pace->delayed_count,
	                                 sizeof(*pace->delayed));
	pace->delayed[pace->delayed_count++] = (struct gamut_delayed){
		.request = *request,
		.due_us = due_us,
	};
}

static bool has_room(const struct gamut_pace *pace, uint64_t in_flight)
{
	return in_flight < pace->width &&
	       (pace->has_answer || in_flight < GAMUT_TRIAL_REQUESTS);
}

bool gamut_pace_is_open(const struct gamut_pace *pace, uint64_t in_flight,
                        int64_t now_us)
{
	return now_us >= pace->paused_until_us && has_room(pace, in_flight);
}

/* Which of the delayed requests is due first; there must be one. */
static size_t find_earliest(const struct gamut_pace *pace)
{
	size_t best = 0;

	for (size_t i = 1; i < pace->delayed_count; i++)
		if (pace->delayed[i].due_us < pace->delayed[best].due_us)
			best = i;
	return best;
}

bool gamut_pace_take_due(struct gamut_pace *pace, struct gamut_request *request,
                         int64_t now_us)
{
	size_t i;

	if (pace->delayed_count == 0)
		return false;
	i = find_earliest(pace);
	if (pace->delayed[i].due_us > now_us)
		return false;
	*request = pace->delayed[i].request;
	pace->delayed[i] = pace->delayed[--pace->delayed_count];
	return true;
}

bool gamut_pace_takes_new(const struct gamut_pace *pace, uint64_t in_flight)
{
	if (!pace->has_answer)
		return in_flight + pace->delayed_count + pace->lost <
		       GAMUT_TRIAL_REQUESTS;
	return pace->delayed_count < (size_t)pace->concurrency + SPARE_DELAYED;
}

int64_t gamut_pace_next_us(const struct gamut_pace *pace, uint64_t in_flight,
                           bool has_new)
{
	int64_t next_us = INT64_MAX;

	if (!has_room(pace, in_flight))
		return next_us;
	if (has_new && gamut_pace_takes_new(pace, in_flight))
		next_us = 0;
	else if (pace->delayed_count > 0)
		next_us = pace->delayed[find_earliest(pace)].due_us;
	return next_us > pace->paused_until_us ? next_us :
	                                         pace->paused_until_us;
}

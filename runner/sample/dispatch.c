#include "runner/sample/dispatch.h"

#include <stdlib.h>

#include "base/alloc.h"

/* So many more than may be under way can wait before no new ones are begun. */
#define SPARE_WAITING 16

uint64_t gamut_dispatch_init(struct gamut_dispatch *dispatch,
                             const struct gamut_run *run,
                             const struct gamut_budget_limits *limits,
                             const struct gamut_lane_options *lane,
                             size_t lane_count)
{
	*dispatch = (struct gamut_dispatch){
		.lanes = gamut_alloc_array(lane_count,
		                           sizeof(struct gamut_lane)),
		.lane_count = lane_count,
		.samples_per_request = 1,
	};
	for (size_t i = 0; i < lane_count; i++)
		gamut_lane_init(&dispatch->lanes[i], lane);
	gamut_budget_init(&dispatch->budget, limits, run);
	return gamut_outstanding_init(&dispatch->todo, run);
}

void gamut_dispatch_release(struct gamut_dispatch *dispatch)
{
	gamut_outstanding_release(&dispatch->todo);
	gamut_waiting_release(&dispatch->waiting);
	gamut_budget_release(&dispatch->budget);
	free(dispatch->lanes);
}

/*
 * May a lane be given new requests? Not where so many wait for another attempt
 * that an endpoint that died would see the whole plan before the first is given
 * up; and of one that nobody knows to be there, not more than the trial's.
 */
static bool takes_new(const struct gamut_dispatch *dispatch,
                      const struct gamut_lane *lane)
{
	size_t waiting = dispatch->waiting.count;

	if (!lane->is_alive)
		return lane->in_flight + waiting < GAMUT_LANE_TRIAL_REQUESTS;
	return waiting < (size_t)lane->options.concurrency + SPARE_WAITING;
}

/* How full a lane is; nearer to 1 than all others where `request` failed. */
static double load_of(const struct gamut_dispatch *dispatch, size_t i,
                      const struct gamut_request *request)
{
	const struct gamut_lane *lane = &dispatch->lanes[i];
	double load = lane->in_flight / lane->width;

	return request && request->lane == i ? 1 + load : load;
}

/*
 * The open lane with the most room for `request`, or for a new one where that
 * is NULL; the number of lanes where none is open.
 */
static size_t choose_lane(const struct gamut_dispatch *dispatch,
                          const struct gamut_request *request, int64_t now_us)
{
	size_t best = dispatch->lane_count;

	for (size_t i = 0; i < dispatch->lane_count; i++) {
		const struct gamut_lane *lane = &dispatch->lanes[i];

		if (!gamut_lane_is_open(lane, now_us) ||
		    (!request && !takes_new(dispatch, lane)))
			continue;
		if (best == dispatch->lane_count ||
		    load_of(dispatch, i, request) <
		            load_of(dispatch, best, request))
			best = i;
	}
	return best;
}

static bool take_waiting(struct gamut_dispatch *dispatch,
                         struct gamut_request *request, int64_t now_us)
{
	bool is_open = false;

	for (size_t i = 0; i < dispatch->lane_count && !is_open; i++)
		is_open = gamut_lane_is_open(&dispatch->lanes[i], now_us);
	if (!is_open ||
	    !gamut_waiting_take(&dispatch->waiting, request, now_us))
		return false;
	request->lane = choose_lane(dispatch, request, now_us);
	return true;
}

static bool take_new(struct gamut_dispatch *dispatch,
                     struct gamut_request *request, int64_t now_us)
{
	size_t lane = choose_lane(dispatch, NULL, now_us);
	struct gamut_span span;

	if (lane == dispatch->lane_count ||
	    !gamut_outstanding_take(&dispatch->todo, &span,
	                            dispatch->samples_per_request))
		return false;
	*request = (struct gamut_request){
		.cell = span.cell,
		.lane = lane,
		.index = span.index,
		.count = span.count,
		.attempts = 1,
	};
	return true;
}

bool gamut_dispatch_next(struct gamut_dispatch *dispatch,
                         struct gamut_request *request, int64_t now_us)
{
	struct gamut_budget *budget = &dispatch->budget;
	enum gamut_budget_verdict verdict;
	struct gamut_tokens tokens;

	if (dispatch->used_up || dispatch->is_short ||
	    (!take_waiting(dispatch, request, now_us) &&
	     !take_new(dispatch, request, now_us)))
		return false;
	verdict = gamut_budget_judge(budget, request);
	if (verdict != GAMUT_BUDGET_FITS) {
		gamut_waiting_add(&dispatch->waiting, request, now_us);
		dispatch->is_short = true;
		if (verdict == GAMUT_BUDGET_USED_UP)
			dispatch->used_up = gamut_budget_bound(budget, request);
		return false;
	}
	tokens = gamut_budget_estimate(budget, request);
	gamut_budget_begin(budget, request);
	gamut_lane_begin(&dispatch->lanes[request->lane],
	                 tokens.prompt + tokens.completion, now_us);
	return true;
}

void gamut_dispatch_end(struct gamut_dispatch *dispatch,
                        const struct gamut_reply *reply)
{
	struct gamut_lane *lane = &dispatch->lanes[reply->request.lane];

	gamut_lane_end(lane);
	gamut_lane_resend(lane, reply->resends);
	gamut_budget_end(&dispatch->budget, reply);
	dispatch->is_short = false;
}

int64_t gamut_dispatch_next_us(const struct gamut_dispatch *dispatch)
{
	int64_t due_us = gamut_waiting_next_us(&dispatch->waiting);
	int64_t next_us = INT64_MAX;

	if (dispatch->used_up || dispatch->is_short)
		return next_us;
	for (size_t i = 0; i < dispatch->lane_count; i++) {
		const struct gamut_lane *lane = &dispatch->lanes[i];
		bool has_new = dispatch->todo.count > 0 &&
		               takes_new(dispatch, lane);
		int64_t open_us = gamut_lane_next_us(lane);
		int64_t work_us = has_new ? 0 : due_us;

		if (open_us < work_us)
			open_us = work_us;
		if (open_us < next_us)
			next_us = open_us;
	}
	return next_us;
}

bool gamut_dispatch_is_done(const struct gamut_dispatch *dispatch)
{
	return dispatch->todo.count == 0 && dispatch->waiting.count == 0;
}

bool gamut_dispatch_is_alive(const struct gamut_dispatch *dispatch)
{
	for (size_t i = 0; i < dispatch->lane_count; i++)
		if (dispatch->lanes[i].is_alive)
			return true;
	return false;
}

bool gamut_dispatch_is_hopeless(const struct gamut_dispatch *dispatch)
{
	for (size_t i = 0; i < dispatch->lane_count; i++)
		if (!gamut_lane_is_hopeless(&dispatch->lanes[i]))
			return false;
	return true;
}

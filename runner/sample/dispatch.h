#ifndef GAMUT_SAMPLE_DISPATCH_H
#define GAMUT_SAMPLE_DISPATCH_H

#include "runner/sample/budget.h"
#include "runner/sample/lane.h"
#include "runner/sample/outstanding.h"
#include "runner/sample/waiting.h"

/*
 * What to ask next, and whom
 * --------------------------
 * What is due for another attempt goes before what is new; it goes to the lane
 * with the most room, and rather not to the one that it failed at. Of engine.c
 * and its own file only, which both look inside.
 */
struct gamut_dispatch {
	struct gamut_outstanding todo;
	struct gamut_waiting waiting;
	struct gamut_budget budget;
	struct gamut_lane *lanes;
	size_t lane_count;
	uint32_t samples_per_request;
	const char *used_up; /* the option whose bound is reached, or NULL */
	/* The budget waits for what is under way. */
	bool is_short;
};

/* Queue what `run` lacks; returns how many samples that is. */
uint64_t gamut_dispatch_init(struct gamut_dispatch *dispatch,
                             const struct gamut_run *run,
                             const struct gamut_budget_limits *limits,
                             const struct gamut_lane_options *lane,
                             size_t lane_count);
void gamut_dispatch_release(struct gamut_dispatch *dispatch);

/*
 * The next request that can begin now, begun as far as lanes and budget go;
 * false where none can.
 */
bool gamut_dispatch_next(struct gamut_dispatch *dispatch,
                         struct gamut_request *request, int64_t now_us);

/* A request has ended; its lane is told separately how. */
void gamut_dispatch_end(struct gamut_dispatch *dispatch,
                        const struct gamut_reply *reply);

/* When one may, as far as is known; INT64_MAX: not before one ends. */
int64_t gamut_dispatch_next_us(const struct gamut_dispatch *dispatch);

/* Is nothing left to ask for? */
bool gamut_dispatch_is_done(const struct gamut_dispatch *dispatch);

/* Did any lane show a sign of life? */
bool gamut_dispatch_is_alive(const struct gamut_dispatch *dispatch);

/* Are all lanes hopeless? */
bool gamut_dispatch_is_hopeless(const struct gamut_dispatch *dispatch);

#endif

#ifndef GAMUT_TESTS_SCRIPT_H
#define GAMUT_TESTS_SCRIPT_H

#include <signal.h>
#include <stdbool.h>

#include "runner/sample/backend.h"

#define GAMUT_SCRIPT_QUEUE 256

/* What becomes of a request; the first matching step of a script decides. */
struct gamut_step {
	enum gamut_outcome outcome;
	uint32_t choices; /* 0: as many as asked for */
	int64_t status;   /* HTTP's; 0: there is no such step */
	int64_t retry_after_ms;
	size_t from_poll; /* answered no earlier than in this poll */
	size_t cell;
	size_t lane;
	uint32_t before;    /* only attempts before this one; 0: all */
	uint32_t times;     /* so often; 0: always */
	bool is_first_only; /* only first attempts */
	bool has_cell;      /* only requests of `cell` */
	bool has_lane;      /* only requests to `lane` */
	bool is_group;      /* only requests for several samples */
	bool has_holes;     /* the first of each three of these does not come */
	bool is_mute;       /* the request never ends */
};

/* A backend that answers from a script, in the order it was asked. */
struct gamut_script {
	struct gamut_backend backend;
	struct gamut_step steps[4];
	struct gamut_request queue[GAMUT_SCRIPT_QUEUE];
	size_t queued;
	size_t most_queued;
	size_t polls;
	size_t submitted;
	size_t submitted_to[2]; /* each of two lanes */
	uint32_t most_attempts;
	uint32_t most_count;
	size_t first_cells[8];      /* of the first requests */
	size_t first_queued[16];    /* how many were under way with each then */
	int64_t first_us[16];       /* and when */
	volatile sig_atomic_t stop; /* raised when `stop_after` were asked */
	size_t stop_after;
};

/* Two endpoints, where a script has so many. */
extern const char *const gamut_script_lanes[2];

/* The operations of a script's backend; with Check's assertions in them. */
extern const struct gamut_backend_ops gamut_script_ops;

#endif

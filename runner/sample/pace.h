#ifndef GAMUT_SAMPLE_PACE_H
#define GAMUT_SAMPLE_PACE_H

#include "runner/sample/backend.h"

/*
 * Before the first answer, while nobody knows whether anyone is there: so many
 * requests are tried, so often each.
 */
#define GAMUT_TRIAL_REQUESTS 4
#define GAMUT_TRIAL_ATTEMPTS 4

/*
 * When requests go out
 * --------------------
 * How many may be under way, until when all pause, and which ones wait for
 * another attempt, with the time of each. Until the first answer there are no
 * more than GAMUT_TRIAL_REQUESTS of both together, with those that were lost.
 * Knows no clock: times are those of gamut_clock_us(), and the caller's. Of
 * engine.c and its own file only.
 */
struct gamut_pace {
	uint32_t concurrency;
	bool has_answer; /* the trial is over */
	uint32_t lost;   /* in the trial */
	uint32_t width;  /* so many requests may be under way, for now */
	int64_t paused_until_us;
	struct gamut_delayed *delayed;
	size_t delayed_count;
	size_t delayed_size;
};

/* With `concurrency`, at least 1, at most under way. */
void gamut_pace_init(struct gamut_pace *pace, uint32_t concurrency);
void gamut_pace_release(struct gamut_pace *pace);

/* An answer came: the trial is over, and one more may be under way. */
void gamut_pace_answer(struct gamut_pace *pace, int64_t now_us);

/* All attempts of a request failed; true: so did the trial. */
bool gamut_pace_lose(struct gamut_pace *pace);

/*
 * HTTP 429: whoever asks now is refused, and counted against the limit. The
 * server named `named_us`, or now; `due_us` is when the request itself is due.
 */
void gamut_pace_pause(struct gamut_pace *pace, int64_t named_us,
                      int64_t due_us);

/* Keep `request` for another attempt at `due_us`. */
void gamut_pace_delay(struct gamut_pace *pace,
                      const struct gamut_request *request, int64_t due_us);

/* May a request begin now, where `in_flight` are under way? */
bool gamut_pace_is_open(const struct gamut_pace *pace, uint64_t in_flight,
                        int64_t now_us);

/* Take the delayed request that is due first, where one is due. */
bool gamut_pace_take_due(struct gamut_pace *pace, struct gamut_request *request,
                         int64_t now_us);

/*
 * May it be a new one? Not where so many wait for another attempt that an
 * endpoint that died would see the whole plan before the first is given up.
 */
bool gamut_pace_takes_new(const struct gamut_pace *pace, uint64_t in_flight);

/*
 * When the next request can begin as far as is known now, where `in_flight`
 * are under way; INT64_MAX: not before one ends.
 */
int64_t gamut_pace_next_us(const struct gamut_pace *pace, uint64_t in_flight,
                           bool has_new);

#endif

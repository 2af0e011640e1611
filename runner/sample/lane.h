#ifndef GAMUT_SAMPLE_LANE_H
#define GAMUT_SAMPLE_LANE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rng.h"

/* Before the first sign of life: so many requests are under way at most. */
#define GAMUT_LANE_TRIAL_REQUESTS 4

/* So many attempts may fail in a row, of an endpoint that never answered ... */
#define GAMUT_LANE_TRIAL_FAILURES 16

/* ... and of one that did, until it is asked by single requests only. */
#define GAMUT_LANE_FAILURES 10

/* So many of these may fail in turn before nothing is hoped for any more. */
#define GAMUT_LANE_PROBES 6

/*
 * One endpoint, as the engine knows it
 * ------------------------------------
 * How many requests may be under way there, and when the next one may begin.
 * Knows no clock: times are those of gamut_clock_us(), and the caller's. Three
 * things hold requests back:
 *
 * - Congestion. After HTTP 429 all pause: whoever asks meanwhile is refused,
 *   and counted against the limit. Then one request goes, and with each answer
 *   one more may be under way, up to 0.7 of what was too much; from there on,
 *   one more for each round of answers, up to the bound that the user set
 *   (additive increase, multiplicative decrease, after RFC 5681).
 * - A circuit breaker. When attempts fail in a row, all pause likewise, 5 s and
 *   then twice as long each time up to a minute, and one request is the probe.
 * - The user's rates: requests and tokens a minute, evenly spaced, so that no
 *   minute sees more than that, wherever it begins.
 */
struct gamut_lane_options {
	uint32_t concurrency; /* requests under way at most, at least 1 */
	/* A minute; 0: no such bound. */
	uint32_t max_requests;
	uint32_t max_tokens;
	int64_t backoff_base_ms; /* of the first pause, at least 1 */
};

struct gamut_lane {
	struct gamut_lane_options options;
	uint32_t in_flight;
	uint64_t requests; /* begun */
	uint64_t answers;
	double width;      /* so many requests may be under way, for now */
	double threshold;  /* growth is careful from here on */
	bool is_alive;     /* someone is there: an answer, a 429, a 503 */
	bool is_refused;   /* for good: a wrong key, no money */
	uint32_t failures; /* attempts in a row */
	uint32_t probes;   /* of the open circuit, in a row; 0: it is closed */
	uint32_t limits;   /* pauses for 429 in a row */
	int64_t heard_us;  /* last reply, or since when one is waited for */
	int64_t paused_until_us;
	int64_t next_us; /* by the user's rates */
};

void gamut_lane_init(struct gamut_lane *lane,
                     const struct gamut_lane_options *options);

/* May a request begin now? */
bool gamut_lane_is_open(const struct gamut_lane *lane, int64_t now_us);

/* When one may, as far as is known now; INT64_MAX: not before one ends. */
int64_t gamut_lane_next_us(const struct gamut_lane *lane);

/* A request of about `tokens`, those of its answer included, begins. */
void gamut_lane_begin(struct gamut_lane *lane, uint64_t tokens, int64_t now_us);

/* A request has ended: call this first, then one of the next three. */
void gamut_lane_end(struct gamut_lane *lane);

void gamut_lane_answer(struct gamut_lane *lane, int64_t now_us);

/* The library sent it `count` times more than it was asked to. */
void gamut_lane_resend(struct gamut_lane *lane, uint32_t count);

/* Is something under way of which nothing was heard for `silence_us`? */
bool gamut_lane_is_silent(const struct gamut_lane *lane, int64_t silence_us,
                          int64_t now_us);

/* What is under way is abandoned: with the first failure the circuit opens. */
void gamut_lane_abandon(struct gamut_lane *lane);

/* Someone is there, though a request was refused: the trial is over. */
void gamut_lane_greet(struct gamut_lane *lane);

/* No request will be answered any more: a wrong key, no money. */
void gamut_lane_refuse(struct gamut_lane *lane);

/*
 * HTTP 429; `retry_after_ms` as the server asks, or GAMUT_UNKNOWN. Of several
 * refused together the first draws the time, unless another names a later one.
 */
void gamut_lane_limit(struct gamut_lane *lane, int64_t retry_after_ms,
                      int64_t now_us, struct gamut_rng *rng);

/* An attempt failed; `is_sign_of_life`: but someone is there (HTTP 503). */
void gamut_lane_fail(struct gamut_lane *lane, bool is_sign_of_life,
                     int64_t now_us, struct gamut_rng *rng);

/*
 * Is nothing to be hoped for any more? Such a lane is still probed where others
 * keep the run going, unless it was refused.
 */
bool gamut_lane_is_hopeless(const struct gamut_lane *lane);

#endif

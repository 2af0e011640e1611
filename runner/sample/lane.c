#include "runner/sample/lane.h"

#include "runner/sample/retry.h"

#define MINUTE_US INT64_C(60000000)

/* What the first pause of an open circuit is, in first pauses of a request. */
#define PROBE_BASE 5

#define DECREASE 0.7

void gamut_lane_init(struct gamut_lane *lane,
                     const struct gamut_lane_options *options)
{
	*lane = (struct gamut_lane){
		.options = *options,
		.width = options->concurrency,
		.threshold = options->concurrency,
	};
}

static bool has_room(const struct gamut_lane *lane)
{
	return !lane->is_refused && lane->in_flight + 1 <= lane->width &&
	       (lane->is_alive || lane->in_flight < GAMUT_LANE_TRIAL_REQUESTS);
}

int64_t gamut_lane_next_us(const struct gamut_lane *lane)
{
	if (!has_room(lane))
		return INT64_MAX;
	return lane->next_us > lane->paused_until_us ? lane->next_us :
	                                               lane->paused_until_us;
}

bool gamut_lane_is_open(const struct gamut_lane *lane, int64_t now_us)
{
	return gamut_lane_next_us(lane) <= now_us;
}

/* Rounded up: a minute never sees one more. */
static int64_t request_gap_us(const struct gamut_lane *lane)
{
	uint32_t bound = lane->options.max_requests;

	return bound ? (MINUTE_US + bound - 1) / bound : 0;
}

static int64_t token_gap_us(const struct gamut_lane *lane, uint64_t tokens)
{
	uint32_t bound = lane->options.max_tokens;

	if (!bound)
		return 0;
	/* What is more than an hour's worth was no number of tokens. */
	if (tokens > UINT64_C(60) * bound)
		tokens = UINT64_C(60) * bound;
	return (int64_t)((tokens * (uint64_t)MINUTE_US + bound - 1) / bound);
}

void gamut_lane_begin(struct gamut_lane *lane, uint64_t tokens, int64_t now_us)
{
	int64_t gap_us = request_gap_us(lane);

	if (lane->in_flight == 0)
		lane->heard_us = now_us;
	lane->in_flight++;
	lane->requests++;
	if (gap_us < token_gap_us(lane, tokens))
		gap_us = token_gap_us(lane, tokens);
	lane->next_us = (now_us > lane->next_us ? now_us : lane->next_us) +
	                gap_us;
}

void gamut_lane_resend(struct gamut_lane *lane, uint32_t count)
{
	lane->requests += count;
	lane->next_us += count * request_gap_us(lane);
}

bool gamut_lane_is_silent(const struct gamut_lane *lane, int64_t silence_us,
                          int64_t now_us)
{
	return lane->in_flight > 0 && now_us - lane->heard_us >= silence_us;
}

void gamut_lane_abandon(struct gamut_lane *lane)
{
	lane->failures = GAMUT_LANE_TRIAL_FAILURES;
}

void gamut_lane_greet(struct gamut_lane *lane)
{
	lane->is_alive = true;
}

void gamut_lane_refuse(struct gamut_lane *lane)
{
	lane->is_refused = true;
}

void gamut_lane_end(struct gamut_lane *lane)
{
	lane->in_flight--;
}

void gamut_lane_answer(struct gamut_lane *lane, int64_t now_us)
{
	lane->answers++;
	lane->heard_us = now_us;
	lane->is_alive = true;
	lane->failures = 0;
	/* Those sent before a pause say nothing of what follows it. */
	if (now_us < lane->paused_until_us)
		return;
	lane->probes = 0;
	lane->limits = 0;
	lane->width += lane->width < lane->threshold ? 1 : 1 / lane->width;
	if (lane->width > lane->options.concurrency)
		lane->width = lane->options.concurrency;
}

/* From now on careful, and one request at a time. */
static void narrow(struct gamut_lane *lane, double threshold)
{
	lane->threshold = threshold > 1 ? threshold : 1;
	lane->width = 1;
}

void gamut_lane_limit(struct gamut_lane *lane, int64_t retry_after_ms,
                      int64_t now_us, struct gamut_rng *rng)
{
	bool is_named = retry_after_ms > 0;
	int64_t named_us = now_us + (is_named ? retry_after_ms * 1000 : 0);
	bool is_first = now_us >= lane->paused_until_us;

	lane->heard_us = now_us;
	lane->is_alive = true;
	if (is_first) {
		lane->limits++;
		narrow(lane, lane->width * DECREASE);
	}
	/* Whoever names a time is not doubted by longer and longer pauses. */
	if (is_first || named_us > lane->paused_until_us)
		lane->paused_until_us =
			now_us + 1000 * gamut_retry_delay_ms(
						is_named ? 1 : lane->limits,
						lane->options.backoff_base_ms,
						retry_after_ms, rng);
}

void gamut_lane_fail(struct gamut_lane *lane, bool is_sign_of_life,
                     int64_t now_us, struct gamut_rng *rng)
{
	uint32_t granted;
	int64_t half_ms;

	lane->heard_us = now_us;
	lane->is_alive |= is_sign_of_life;
	lane->failures++;
	/* What is overloaded is not cut, but not asked for more either. */
	if (lane->threshold > lane->width)
		lane->threshold = lane->width;
	granted = lane->is_alive ? GAMUT_LANE_FAILURES :
	                           GAMUT_LANE_TRIAL_FAILURES;
	/* Those that were under way when the circuit opened change nothing. */
	if (lane->failures < granted || now_us < lane->paused_until_us)
		return;
	lane->probes++;
	narrow(lane, lane->width);
	/* Half of the window at least: a probe at once would be wasted. */
	half_ms = gamut_retry_window_ms(lane->probes,
	                                PROBE_BASE *
	                                        lane->options.backoff_base_ms) /
	          2;
	half_ms += (int64_t)gamut_rng_below(rng, (uint64_t)half_ms + 1);
	lane->paused_until_us = now_us + half_ms * 1000;
}

bool gamut_lane_is_hopeless(const struct gamut_lane *lane)
{
	return lane->is_refused ||
	       lane->probes > (lane->is_alive ? GAMUT_LANE_PROBES : 0);
}

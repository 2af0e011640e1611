#include "runner/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "runner/cli/command.h"
#include "runner/cli/terminal.h"

#define TERMINAL_EVERY_US INT64_C(100000)
#define LOG_EVERY_US INT64_C(10000000)

static void count(void *context, const struct gamut_cell_key *key,
                  const struct gamut_sample *sample,
                  const struct gamut_judgement *judgement)
{
	struct gamut_progress *progress = context;

	(void)key;
	(void)sample;
	progress->judged++;
	if (judgement->fate == GAMUT_FATE_VALID_NEW)
		progress->valid_new++;
	if (judgement->fate == GAMUT_FATE_VALID_NEW ||
	    judgement->fate == GAMUT_FATE_VALID_DUPLICATE)
		progress->valid++;
}

static void tell(const struct gamut_progress *progress, const char *text)
{
	if (progress->is_terminal)
		fprintf(stderr, "\r\x1b[K");
	gamut_tell("%s", text);
}

/*
 * A checker that fails stops no sampling: what it costs is kept, and can be
 * scored once the checker works. From then on nothing is judged.
 */
static void see(struct gamut_progress *progress, enum gamut_status status,
                const struct gamut_err *err)
{
	if (!status)
		return;
	progress->is_blind = true;
	tell(progress, err->msg);
	tell(progress, "sampling goes on, and nothing of it is lost: see to "
	               "the checker, then score the run");
}

static void judge(struct gamut_progress *progress,
                  const struct gamut_sample *sample)
{
	struct gamut_err err = { 0 };

	if (!progress->is_blind)
		see(progress,
		    gamut_score_add_later(progress->score, GAMUT_STR_EMPTY,
		                          sample, &err),
		    &err);
}

/* Judge what waits for it. */
static void catch_up(struct gamut_progress *progress)
{
	struct gamut_err err = { 0 };

	if (!progress->is_blind)
		see(progress, gamut_score_flush(progress->score, &err), &err);
}

static enum gamut_status judge_stored(void *context, size_t cell,
                                      const struct gamut_sample *sample,
                                      struct gamut_err *err)
{
	(void)cell;
	(void)err;
	judge(context, sample);
	return GAMUT_OK;
}

enum gamut_status gamut_progress_begin(struct gamut_progress *progress,
                                       const struct gamut_suite *suite,
                                       const struct gamut_run *run,
                                       const volatile sig_atomic_t *stop,
                                       struct gamut_err *err)
{
	*progress = (struct gamut_progress){
		.stop = stop,
		.score = gamut_score_open(suite),
		.is_terminal = gamut_terminal_has_cursor(STDERR_FILENO),
		.shown_us = gamut_clock_us(),
		.cells = run->manifest.cell_count,
	};
	gamut_score_watch(progress->score, count, progress);
	return gamut_run_each(run, judge_stored, progress, err);
}

static double per(uint64_t part, uint64_t whole)
{
	return whole ? (double)part / (double)whole : 0;
}

/* "1:05", "2:03:09"; "-:--" where it cannot be told. */
static void show_duration(struct gamut_buf *out, double seconds)
{
	int64_t s;

	if (!(seconds < 360000)) {
		gamut_buf_addf(out, "-:--");
		return;
	}
	s = (int64_t)(seconds + 0.5);
	if (s >= 3600)
		gamut_buf_addf(out, "%" PRId64 ":%02" PRId64 ":%02" PRId64,
		               s / 3600, s / 60 % 60, s % 60);
	else
		gamut_buf_addf(out, "%" PRId64 ":%02" PRId64, s / 60, s % 60);
}

static void write_state(struct gamut_buf *out,
                        const struct gamut_progress *progress,
                        const struct gamut_account *account)
{
	uint64_t done = account->had + account->sampled;
	double elapsed_s = (double)(gamut_clock_us() - account->started_us) /
	                   1e6;
	double rate = (double)account->sampled / (elapsed_s + 1e-9);

	gamut_buf_addf(out, "%" PRIu64 "/%" PRIu64 " samples, %.0f/s, ", done,
	               account->wanted, rate);
	if (done < account->wanted) {
		gamut_buf_addf(out, "ETA ");
		show_duration(out, (double)(account->wanted - done) / rate);
	} else {
		gamut_buf_addf(out, "in ");
		show_duration(out, elapsed_s);
	}
	if (account->retries)
		gamut_buf_addf(out, ", %" PRIu64 " retr%s", account->retries,
		               account->retries == 1 ? "y" : "ies");
	if (account->failed)
		gamut_buf_addf(out, ", %" PRIu64 " failed", account->failed);
	gamut_buf_addf(out, ", valid %.1f %%, yield %.1f",
	               100 * per(progress->valid, progress->judged),
	               per(progress->valid_new, progress->cells));
}

static void show(struct gamut_progress *progress,
                 const struct gamut_account *account)
{
	size_t columns = gamut_terminal_columns(STDERR_FILENO);
	struct gamut_buf state = { 0 };

	write_state(&state, progress, account);
	/* A line that wraps could not be overwritten. */
	if (progress->is_terminal && columns > 1 && state.len >= columns)
		state.len = columns - 1;
	fprintf(stderr, progress->is_terminal ? "\r\x1b[K%s" : "gamut: %s\n",
	        gamut_buf_cstr(&state));
	fflush(stderr);
	gamut_buf_release(&state);
	progress->shown_us = gamut_clock_us();
}

static void on_sample(void *context, size_t cell,
                      const struct gamut_sample *sample)
{
	(void)cell;
	judge(context, sample);
}

static void on_turn(void *context, const struct gamut_account *account)
{
	struct gamut_progress *progress = context;
	int64_t every_us = progress->is_terminal ? TERMINAL_EVERY_US :
	                                           LOG_EVERY_US;

	catch_up(progress);
	if (*progress->stop && !progress->is_stopping) {
		progress->is_stopping = true;
		tell(progress, "stopping: waiting for the requests under way; "
		               "interrupt again to leave them");
	}
	if (gamut_clock_us() - progress->shown_us >= every_us)
		show(progress, account);
}

static void on_message(void *context, struct gamut_str message)
{
	struct gamut_arena arena = { 0 };

	tell(context, gamut_arena_copy(&arena, message).ptr);
	gamut_arena_clear(&arena);
}

struct gamut_watch gamut_progress_watch(struct gamut_progress *progress)
{
	return (struct gamut_watch){
		.ctx = progress,
		.on_sample = on_sample,
		.on_turn = on_turn,
		.on_message = on_message,
	};
}

void gamut_progress_end(struct gamut_progress *progress,
                        const struct gamut_account *account)
{
	catch_up(progress);
	if (account->wanted) {
		show(progress, account);
		if (progress->is_terminal)
			fputc('\n', stderr);
	}
	gamut_score_free(progress->score);
}

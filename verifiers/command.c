#include "verifiers/command_state.h"

#include <stdlib.h>
#include <sys/wait.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/text.h"
#include "verifiers/reply.h"

/* An answer that crashes a program twice will do so again. */
#define ATTEMPTS_MAX 2

static enum gamut_status open(void **state, const void *rule,
                              struct gamut_lexicon *lexicon,
                              struct gamut_err *err)
{
	struct gamut_command_checker *checker = gamut_alloc(sizeof(*checker));

	(void)lexicon;
	(void)err;
	checker->rule = rule;
	checker->next_id = 1;
	pthread_mutex_init(&checker->mutex, NULL);
	*state = checker;
	return GAMUT_OK;
}

static void close_checker(void *state)
{
	struct gamut_command_checker *checker = state;

	gamut_talk_release(&checker->talk);
	pthread_mutex_destroy(&checker->mutex);
	free(checker);
}

/* ----------------------------------------------------------------- asking */

static enum gamut_status start(struct gamut_command_batch *batch)
{
	struct gamut_command_checker *checker = batch->checker;
	struct gamut_err err = { 0 };
	struct gamut_buf text = { 0 };

	batch->asked = batch->replied;
	batch->head_id = checker->next_id;
	batch->head_us = gamut_clock_us();
	checker->has_replied = false;
	if (!gamut_talk_begin(&checker->talk, &checker->rule->sandbox, &err))
		return GAMUT_OK;
	gamut_command_add_words(&text, checker->rule);
	gamut_error_set(&checker->why, err.status, "%s cannot be started: %s",
	                gamut_buf_cstr(&text), err.msg);
	gamut_buf_release(&text);
	return checker->why.status;
}

/* One that ended by mistake since it was last asked is started anew. */
static enum gamut_status make_ready(struct gamut_command_batch *batch)
{
	struct gamut_talk *talk = &batch->checker->talk;

	batch->head_id = batch->checker->next_id;
	batch->head_us = gamut_clock_us();
	if (talk->process.pid == 0)
		return start(batch);
	if (gamut_talk_has_more(talk))
		return gamut_command_fail(
			batch, "said something before it was asked",
			"one line for each request; " GAMUT_COMMAND_TRY);
	if (!talk->is_closed)
		return GAMUT_OK;
	gamut_talk_end(talk);
	return start(batch);
}

/* One that fails is asked alone, so that the failure is its own. */
static void send_requests(struct gamut_command_batch *batch)
{
	struct gamut_command_checker *checker = batch->checker;
	size_t end = batch->attempts ? batch->replied + 1 : batch->count;
	struct gamut_buf *room;

	while (batch->asked < end && (room = gamut_talk_room(&checker->talk)))
		gamut_request_add(
			room, checker->next_id++,
			batch->answers[batch->places[batch->asked++]]);
}

/* Has the answer at the head another attempt? Then start anew. */
static bool may_retry(struct gamut_command_batch *batch)
{
	return ++batch->attempts < ATTEMPTS_MAX;
}

static enum gamut_status take_reply(struct gamut_command_batch *batch,
                                    struct gamut_str line)
{
	struct gamut_command_checker *checker = batch->checker;
	struct gamut_err wrong = { 0 };

	if (gamut_reply_read(&batch->verdicts[batch->places[batch->replied]],
	                     line, batch->head_id, gamut_command_head(batch),
	                     batch->arena, &wrong))
		return gamut_command_fail_reply(batch, line, &wrong);
	checker->has_replied = true;
	batch->replied++;
	batch->attempts = 0;
	batch->head_id++;
	batch->head_us = gamut_clock_us();
	return GAMUT_OK;
}

/* No line came, for whatever reason. */
static enum gamut_status recover(struct gamut_command_batch *batch,
                                 enum gamut_talk_event event, double waited_s)
{
	struct gamut_command_checker *checker = batch->checker;
	bool is_late = event == GAMUT_TALK_LATE;
	int how;

	if (event == GAMUT_TALK_TOO_LONG)
		return gamut_command_fail(batch,
		                          "replied a line of more than 1 MiB",
		                          GAMUT_COMMAND_TRY);
	if (event == GAMUT_TALK_CLOSED)
		return gamut_command_fail(batch, "closed its standard output",
		                          GAMUT_COMMAND_TRY);
	if (is_late && gamut_clock_us() >= batch->end_us)
		return gamut_command_fail(
			batch, "has not come to the end of a batch in time",
			"raise 'batch_timeout', or make it faster");
	how = gamut_talk_end(&checker->talk);
	if (!is_late && WIFEXITED(how) && WEXITSTATUS(how) == 0)
		return gamut_command_fail_ended(batch, how);
	if (may_retry(batch))
		return start(batch);
	return is_late ? gamut_command_fail_late(batch, waited_s) :
	                 gamut_command_fail_ended(batch, how);
}

static int64_t in_us(double seconds)
{
	return (int64_t)(seconds * 1e6);
}

/*
 * As many lines as were wanted: were they replies? Those that came before their
 * requests could be read are none, nor is there any telling which are.
 */
static enum gamut_status check_count(struct gamut_command_batch *batch)
{
	struct gamut_talk *talk = &batch->checker->talk;
	bool is_early = batch->asked < batch->count ||
	                gamut_talk_has_unsent(talk);

	if (!is_early && !gamut_talk_has_more(talk))
		return GAMUT_OK;
	batch->replied--;
	return gamut_command_fail(
		batch,
		is_early ? "replied before it was asked" :
			   "replied more than it was asked",
		"one line for each request; " GAMUT_COMMAND_TRY);
}

static enum gamut_status ask_batch(struct gamut_command_batch *batch)
{
	const struct gamut_command_rule *rule = batch->checker->rule;
	enum gamut_status status = make_ready(batch);

	batch->end_us = batch->head_us + in_us(rule->batch_timeout_s);
	while (!status && batch->replied < batch->count) {
		double limit_s = batch->checker->has_replied ?
		                         rule->timeout_s :
		                         rule->start_timeout_s;
		int64_t deadline_us = batch->head_us + in_us(limit_s);
		struct gamut_str line;
		enum gamut_talk_event event;

		send_requests(batch);
		event = gamut_talk_line(&batch->checker->talk, &line,
		                        deadline_us < batch->end_us ?
		                                deadline_us :
		                                batch->end_us);
		status = event == GAMUT_TALK_LINE ?
		                 take_reply(batch, line) :
		                 recover(batch, event, limit_s);
	}
	return status ? status : check_count(batch);
}

static void ask(struct gamut_command_batch *batch)
{
	enum gamut_status status;

	pthread_mutex_lock(&batch->checker->mutex);
	status = ask_batch(batch);
	pthread_mutex_unlock(&batch->checker->mutex);
	for (size_t i = batch->replied; status && i < batch->count; i++)
		batch->verdicts[batch->places[i]] =
			gamut_verdict_reject(GAMUT_REASON_UNCHECKED);
}

/* -------------------------------------------------------------- the verifier
 */

/* What no checker is bothered with; VALID for all else. */
static enum gamut_reason judge_alone(const struct gamut_command_rule *rule,
                                     struct gamut_str answer)
{
	if (answer.len == 0)
		return GAMUT_REASON_EMPTY;
	if (answer.len > rule->max_length)
		return GAMUT_REASON_TOO_LONG;
	return gamut_text_is_utf8(answer) ? GAMUT_REASON_VALID :
	                                    GAMUT_REASON_NOT_UTF8;
}

/* The state is lent as const; what is in it is the mutex's to guard. */
static struct gamut_command_checker *checker_of(const void *state)
{
	union {
		const void *in;
		struct gamut_command_checker *out;
	} lent = { .in = state };

	return lent.out;
}

static void ask_all(struct gamut_command_checker *checker,
                    struct gamut_verdict *verdicts,
                    const struct gamut_str *answers, size_t count,
                    size_t *places, struct gamut_arena *arena)
{
	struct gamut_command_batch batch = {
		.checker = checker,
		.verdicts = verdicts,
		.answers = answers,
		.places = places,
		.arena = arena,
	};

	for (size_t i = 0; i < count; i++) {
		enum gamut_reason reason = judge_alone(checker->rule,
		                                       answers[i]);

		if (reason == GAMUT_REASON_VALID)
			places[batch.count++] = i;
		else
			verdicts[i] = gamut_verdict_reject(reason);
	}
	if (batch.count > 0)
		ask(&batch);
}

static void verify_all(const void *state, struct gamut_verdict *verdicts,
                       const struct gamut_str *answers, size_t count,
                       struct gamut_arena *arena)
{
	size_t *places = gamut_alloc_array(count, sizeof(*places));

	ask_all(checker_of(state), verdicts, answers, count, places, arena);
	free(places);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	struct gamut_verdict verdict = { 0 };
	size_t place;

	ask_all(checker_of(state), &verdict, &answer, 1, &place, arena);
	return verdict;
}

static enum gamut_status fault(const void *state, struct gamut_err *err)
{
	struct gamut_command_checker *checker = checker_of(state);
	struct gamut_err why;

	pthread_mutex_lock(&checker->mutex);
	why = checker->why;
	pthread_mutex_unlock(&checker->mutex);
	if (!why.status)
		return gamut_error(err, GAMUT_EIO, "the checker did not fail");
	return gamut_error(err, why.status, "%s", why.msg);
}

const struct gamut_verifier gamut_verifier_command = {
	.name = "command",
	.revision = 1,
	.open = open,
	.verify = verify,
	.close = close_checker,
	.verify_all = verify_all,
	.fault = fault,
};

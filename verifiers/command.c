#include "verifiers/command.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/text.h"
#include "verifiers/reply.h"
#include "verifiers/talk.h"

/* An answer that crashes a program twice will do so again. */
#define ATTEMPTS_MAX 2

/* Columns of strangers' texts in messages. */
#define COMMAND_COLUMNS 120
#define ANSWER_COLUMNS 80
#define SAID_COLUMNS 200

struct checker {
	const struct gamut_command_rule *rule;
	pthread_mutex_t mutex; /* of all below */
	struct gamut_talk talk;
	bool has_replied;     /* since it was started */
	uint64_t next_id;     /* of the next request, from 1 */
	struct gamut_err why; /* of the last fault */
};

/* What is asked at once: the answers that are not judged without asking. */
struct batch {
	struct checker *checker;
	struct gamut_verdict *verdicts;
	const struct gamut_str *answers;
	const size_t *places; /* in both, of those to ask; `count` of them */
	size_t count;
	size_t asked;
	size_t replied;    /* the next one is at the head */
	unsigned attempts; /* at the head that failed */
	uint64_t head_id;
	int64_t head_us; /* since when it is at the head */
	int64_t end_us;  /* of the batch */
	struct gamut_arena *arena;
};

static enum gamut_status open(void **state, const void *rule,
                              struct gamut_lexicon *lexicon,
                              struct gamut_err *err)
{
	struct checker *checker = gamut_alloc(sizeof(*checker));

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
	struct checker *checker = state;

	gamut_talk_release(&checker->talk);
	pthread_mutex_destroy(&checker->mutex);
	free(checker);
}

/* -------------------------------------------------------------- messages */

static struct gamut_str head_of(const struct batch *batch)
{
	return batch->answers[batch->places[batch->replied]];
}

static void add_quoted(struct gamut_buf *out, const char *before,
                       struct gamut_str text, size_t columns)
{
	gamut_buf_add(out, gamut_str_of(before));
	gamut_buf_add_char(out, '\'');
	gamut_text_show(out, text, columns);
	gamut_buf_add_char(out, '\'');
}

static void add_command(struct gamut_buf *out,
                        const struct gamut_command_rule *rule)
{
	const char *const *words = rule->sandbox.words;
	struct gamut_buf all = { 0 };

	for (size_t i = 0; words[i]; i++)
		gamut_buf_addf(&all, "%s%s", i ? " " : "", words[i]);
	add_quoted(out, "the checker ", gamut_buf_view(&all), COMMAND_COLUMNS);
	gamut_buf_release(&all);
}

/*
 * There is no verdict on what is asked: remember why, in the words of `what`
 * ("replied too late"), and end the program, which cannot be trusted any more.
 */
static enum gamut_status fail(struct batch *batch, const char *what,
                              const char *remedy)
{
	struct checker *checker = batch->checker;
	struct gamut_buf text = { 0 };
	struct gamut_str said;

	gamut_talk_end(&checker->talk);
	add_command(&text, checker->rule);
	gamut_buf_addf(&text, " %s", what);
	if (batch->replied < batch->count)
		add_quoted(&text, ", asked for ", head_of(batch),
		           ANSWER_COLUMNS);
	said = gamut_talk_last_words(&checker->talk);
	if (said.len > 0)
		add_quoted(&text, ", and says ", said, SAID_COLUMNS);
	gamut_buf_addf(&text, ": %s", remedy);
	gamut_error_set(&checker->why, GAMUT_EIO, "%s", gamut_buf_cstr(&text));
	gamut_buf_release(&text);
	return GAMUT_EIO;
}

#define CHECK_TASK "run 'gamut check-task FILE' to try it"

static enum gamut_status fail_late(struct batch *batch, double seconds)
{
	char what[64];

	snprintf(what, sizeof(what), "has not replied for %g s", seconds);
	return fail(
		batch, what,
		"does it flush its output after each line, and begin before "
		"its input ends? " CHECK_TASK);
}

static const char *remedy_of_signal(int number)
{
	if (number == SIGXCPU)
		return "it has used up 'cpu_seconds'; " CHECK_TASK;
	if (number == SIGXFSZ)
		return "it may not write files; " CHECK_TASK;
	return CHECK_TASK;
}

/* `how` it ended, as waitpid() has it. */
static enum gamut_status fail_ended(struct batch *batch, int how)
{
	char what[64];

	if (WIFSIGNALED(how)) {
		snprintf(what, sizeof(what), "was ended by signal %d",
		         WTERMSIG(how));
		return fail(batch, what, remedy_of_signal(WTERMSIG(how)));
	}
	snprintf(what, sizeof(what), "ended with status %d", WEXITSTATUS(how));
	if (WEXITSTATUS(how) == 0)
		return fail(batch, what,
		            "it must go on until its input ends; " CHECK_TASK);
	return fail(batch, what,
	            "it has no environment, and starts no processes but with "
	            "'processes: true'; " CHECK_TASK);
}

static enum gamut_status fail_reply(struct batch *batch, struct gamut_str line,
                                    const struct gamut_err *wrong)
{
	struct gamut_buf what = { 0 };
	enum gamut_status status;

	add_quoted(&what, "replied ", line, ANSWER_COLUMNS);
	gamut_buf_addf(&what, " (%s)", wrong->msg);
	status = fail(batch, gamut_buf_cstr(&what), CHECK_TASK);
	gamut_buf_release(&what);
	return status;
}

/* ----------------------------------------------------------------- asking */

static enum gamut_status start(struct batch *batch)
{
	struct checker *checker = batch->checker;
	struct gamut_err err = { 0 };
	struct gamut_buf text = { 0 };

	batch->asked = batch->replied;
	batch->head_id = checker->next_id;
	batch->head_us = gamut_clock_us();
	checker->has_replied = false;
	if (!gamut_talk_begin(&checker->talk, &checker->rule->sandbox, &err))
		return GAMUT_OK;
	add_command(&text, checker->rule);
	gamut_error_set(&checker->why, err.status, "%s cannot be started: %s",
	                gamut_buf_cstr(&text), err.msg);
	gamut_buf_release(&text);
	return checker->why.status;
}

/* One that ended by mistake since it was last asked is started anew. */
static enum gamut_status make_ready(struct batch *batch)
{
	struct gamut_talk *talk = &batch->checker->talk;

	batch->head_id = batch->checker->next_id;
	batch->head_us = gamut_clock_us();
	if (talk->process.pid == 0)
		return start(batch);
	if (gamut_talk_has_more(talk))
		return fail(batch, "said something before it was asked",
		            "one line for each request; " CHECK_TASK);
	if (!talk->is_closed)
		return GAMUT_OK;
	gamut_talk_end(talk);
	return start(batch);
}

/* One that fails is asked alone, so that the failure is its own. */
static void send_requests(struct batch *batch)
{
	struct checker *checker = batch->checker;
	size_t end = batch->attempts ? batch->replied + 1 : batch->count;
	struct gamut_buf *room;

	while (batch->asked < end && (room = gamut_talk_room(&checker->talk)))
		gamut_request_add(
			room, checker->next_id++,
			batch->answers[batch->places[batch->asked++]]);
}

/* Has the answer at the head another attempt? Then start anew. */
static bool may_retry(struct batch *batch)
{
	return ++batch->attempts < ATTEMPTS_MAX;
}

static enum gamut_status take_reply(struct batch *batch, struct gamut_str line)
{
	struct checker *checker = batch->checker;
	struct gamut_err wrong = { 0 };

	if (gamut_reply_read(&batch->verdicts[batch->places[batch->replied]],
	                     line, batch->head_id, head_of(batch), batch->arena,
	                     &wrong))
		return fail_reply(batch, line, &wrong);
	checker->has_replied = true;
	batch->replied++;
	batch->attempts = 0;
	batch->head_id++;
	batch->head_us = gamut_clock_us();
	return GAMUT_OK;
}

/* No line came, for whatever reason. */
static enum gamut_status recover(struct batch *batch,
                                 enum gamut_talk_event event, double waited_s)
{
	struct checker *checker = batch->checker;
	bool is_late = event == GAMUT_TALK_LATE;
	int how;

	if (event == GAMUT_TALK_TOO_LONG)
		return fail(batch, "replied a line of more than 1 MiB",
		            CHECK_TASK);
	if (event == GAMUT_TALK_CLOSED)
		return fail(batch, "closed its standard output", CHECK_TASK);
	if (is_late && gamut_clock_us() >= batch->end_us)
		return fail(batch, "has not come to the end of a batch in time",
		            "raise 'batch_timeout', or make it faster");
	how = gamut_talk_end(&checker->talk);
	if (!is_late && WIFEXITED(how) && WEXITSTATUS(how) == 0)
		return fail_ended(batch, how);
	if (may_retry(batch))
		return start(batch);
	return is_late ? fail_late(batch, waited_s) : fail_ended(batch, how);
}

static int64_t in_us(double seconds)
{
	return (int64_t)(seconds * 1e6);
}

/*
 * As many lines as were wanted: were they replies? Those that came before their
 * requests could be read are none, nor is there any telling which are.
 */
static enum gamut_status check_count(struct batch *batch)
{
	struct gamut_talk *talk = &batch->checker->talk;
	bool is_early = batch->asked < batch->count ||
	                gamut_talk_has_unsent(talk);

	if (!is_early && !gamut_talk_has_more(talk))
		return GAMUT_OK;
	batch->replied--;
	return fail(batch,
	            is_early ? "replied before it was asked" :
	                       "replied more than it was asked",
	            "one line for each request; " CHECK_TASK);
}

static enum gamut_status ask_batch(struct batch *batch)
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

static void ask(struct batch *batch)
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
static struct checker *checker_of(const void *state)
{
	union {
		const void *in;
		struct checker *out;
	} lent = { .in = state };

	return lent.out;
}

static void ask_all(struct checker *checker, struct gamut_verdict *verdicts,
                    const struct gamut_str *answers, size_t count,
                    size_t *places, struct gamut_arena *arena)
{
	struct batch batch = {
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
	struct checker *checker = checker_of(state);
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

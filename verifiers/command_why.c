#include "verifiers/command_state.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "base/text.h"

/* Columns of strangers' texts in messages. */
#define COMMAND_COLUMNS 120
#define ANSWER_COLUMNS 80
#define SAID_COLUMNS 200

struct gamut_str gamut_command_head(const struct gamut_command_batch *batch)
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

void gamut_command_add_words(struct gamut_buf *out,
                             const struct gamut_command_rule *rule)
{
	const char *const *words = rule->sandbox.words;
	struct gamut_buf all = { 0 };

	for (size_t i = 0; words[i]; i++)
		gamut_buf_addf(&all, "%s%s", i ? " " : "", words[i]);
	add_quoted(out, "the checker ", gamut_buf_view(&all), COMMAND_COLUMNS);
	gamut_buf_release(&all);
}

enum gamut_status gamut_command_fail(struct gamut_command_batch *batch,
                                     const char *what, const char *remedy)
{
	struct gamut_command_checker *checker = batch->checker;
	struct gamut_buf text = { 0 };
	struct gamut_str said;

	gamut_talk_end(&checker->talk);
	gamut_command_add_words(&text, checker->rule);
	gamut_buf_addf(&text, " %s", what);
	if (batch->replied < batch->count)
		add_quoted(&text, ", asked for ", gamut_command_head(batch),
		           ANSWER_COLUMNS);
	said = gamut_talk_last_words(&checker->talk);
	if (said.len > 0)
		add_quoted(&text, ", and says ", said, SAID_COLUMNS);
	gamut_buf_addf(&text, ": %s", remedy);
	gamut_error_set(&checker->why, GAMUT_EIO, "%s", gamut_buf_cstr(&text));
	gamut_buf_release(&text);
	return GAMUT_EIO;
}

enum gamut_status gamut_command_fail_late(struct gamut_command_batch *batch,
                                          double seconds)
{
	char what[64];

	snprintf(what, sizeof(what), "has not replied for %g s", seconds);
	return gamut_command_fail(
		batch, what,
		"does it flush its output after each line, and begin before "
		"its input ends? " GAMUT_COMMAND_TRY);
}

static const char *remedy_of_signal(int number)
{
	if (number == SIGXCPU)
		return "it has used up 'cpu_seconds'; " GAMUT_COMMAND_TRY;
	if (number == SIGXFSZ)
		return "it may not write files; " GAMUT_COMMAND_TRY;
	return GAMUT_COMMAND_TRY;
}

enum gamut_status gamut_command_fail_ended(struct gamut_command_batch *batch,
                                           int how)
{
	char what[64];

	if (WIFSIGNALED(how)) {
		snprintf(what, sizeof(what), "was ended by signal %d",
		         WTERMSIG(how));
		return gamut_command_fail(batch, what,
		                          remedy_of_signal(WTERMSIG(how)));
	}
	snprintf(what, sizeof(what), "ended with status %d", WEXITSTATUS(how));
	if (WEXITSTATUS(how) == 0)
		return gamut_command_fail(
			batch, what,
			"it must go on until its input ends; " GAMUT_COMMAND_TRY);
	return gamut_command_fail(
		batch, what,
		"it has no environment, and starts no processes but with "
		"'processes: true'; " GAMUT_COMMAND_TRY);
}

enum gamut_status gamut_command_fail_reply(struct gamut_command_batch *batch,
                                           struct gamut_str line,
                                           const struct gamut_err *wrong)
{
	struct gamut_buf what = { 0 };
	enum gamut_status status;

	add_quoted(&what, "replied ", line, ANSWER_COLUMNS);
	gamut_buf_addf(&what, " (%s)", wrong->msg);
	status = gamut_command_fail(batch, gamut_buf_cstr(&what),
	                            GAMUT_COMMAND_TRY);
	gamut_buf_release(&what);
	return status;
}

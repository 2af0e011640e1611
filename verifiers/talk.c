#include "verifiers/talk.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "verifiers/reply.h"

/* Enough to keep a pipe full. */
#define ROOM ((size_t)64 << 10)
#define CHUNK ((size_t)64 << 10)

/* How long a program that has closed its output may take to end. */
#define FAREWELL_MS 1000

enum gamut_status gamut_talk_begin(struct gamut_talk *talk,
                                   const struct gamut_sandbox *sandbox,
                                   struct gamut_err *err)
{
	gamut_buf_clear(&talk->unsent);
	gamut_buf_clear(&talk->heard);
	gamut_buf_clear(&talk->said);
	talk->sent = 0;
	talk->taken = 0;
	talk->scanned = 0;
	talk->is_closed = false;
	return gamut_sandbox_start(&talk->process, sandbox, err);
}

/* Keep the end of what is said on standard error. */
static void hear_errors(struct gamut_talk *talk)
{
	char chunk[4096];
	struct gamut_buf *said = &talk->said;
	ssize_t n = read(talk->process.errors, chunk, sizeof(chunk));

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
		close(talk->process.errors);
		talk->process.errors = -1;
	}
	if (n <= 0)
		return;
	gamut_buf_add(said, (struct gamut_str){ chunk, (size_t)n });
	if (said->len > GAMUT_TALK_SAID_MAX) {
		memmove(said->ptr, said->ptr + said->len - GAMUT_TALK_SAID_MAX,
		        GAMUT_TALK_SAID_MAX);
		said->len = GAMUT_TALK_SAID_MAX;
	}
}

int gamut_talk_end(struct gamut_talk *talk)
{
	if (talk->process.pid > 0 && talk->process.errors >= 0)
		hear_errors(talk);
	return gamut_sandbox_end(&talk->process);
}

void gamut_talk_release(struct gamut_talk *talk)
{
	gamut_talk_end(talk);
	gamut_buf_release(&talk->unsent);
	gamut_buf_release(&talk->heard);
	gamut_buf_release(&talk->said);
}

struct gamut_buf *gamut_talk_room(struct gamut_talk *talk)
{
	struct gamut_buf *unsent = &talk->unsent;

	if (unsent->len - talk->sent >= ROOM)
		return NULL;
	if (talk->sent == unsent->len) {
		gamut_buf_clear(unsent);
		talk->sent = 0;
	} else if (talk->sent >= ROOM) {
		memmove(unsent->ptr, unsent->ptr + talk->sent,
		        unsent->len - talk->sent);
		unsent->len -= talk->sent;
		talk->sent = 0;
	}
	return unsent;
}

bool gamut_talk_has_unsent(const struct gamut_talk *talk)
{
	return talk->unsent.len - talk->sent > 1;
}

/*
 * write(2) to a pipe that nobody may read any more, without the signal: who
 * calls a library need not have thought of that.
 */
static ssize_t write_quietly(int fd, const char *bytes, size_t len)
{
	static const struct timespec at_once;
	sigset_t broken;
	sigset_t before;
	sigset_t pending;
	ssize_t n;
	int errnum;

	sigemptyset(&broken);
	sigaddset(&broken, SIGPIPE);
	sigpending(&pending);
	pthread_sigmask(SIG_BLOCK, &broken, &before);
	n = write(fd, bytes, len);
	errnum = errno;
	if (n < 0 && errnum == EPIPE && !sigismember(&pending, SIGPIPE))
		while (sigtimedwait(&broken, NULL, &at_once) < 0 &&
		       errno == EINTR)
			;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = errnum;
	return n;
}

/* What it does not read any more it may still have read enough of to reply. */
static void send(struct gamut_talk *talk)
{
	ssize_t n = write_quietly(talk->process.in,
	                          talk->unsent.ptr + talk->sent,
	                          talk->unsent.len - talk->sent);

	if (n > 0)
		talk->sent += (size_t)n;
	if (n < 0 && errno != EAGAIN && errno != EINTR) {
		close(talk->process.in);
		talk->process.in = -1;
	}
}

/* Read once; false where there was nothing to be read. */
static bool hear(struct gamut_talk *talk)
{
	struct gamut_buf *heard = &talk->heard;
	size_t before;
	ssize_t n;
	char *to;

	if (talk->taken > 0) {
		memmove(heard->ptr, heard->ptr + talk->taken,
		        heard->len - talk->taken);
		heard->len -= talk->taken;
		talk->scanned -= talk->taken;
		talk->taken = 0;
	}
	before = heard->len;
	to = gamut_buf_extend(heard, CHUNK);
	n = read(talk->process.out, to, CHUNK);
	heard->len = before + (n > 0 ? (size_t)n : 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0)
		talk->is_closed = true;
	return n > 0;
}

static bool take_line(struct gamut_talk *talk, struct gamut_str *line)
{
	const struct gamut_buf *heard = &talk->heard;
	const char *start;
	const char *end;

	if (talk->scanned == heard->len)
		return false;
	start = heard->ptr + talk->taken;
	end = memchr(heard->ptr + talk->scanned, '\n',
	             heard->len - talk->scanned);
	if (!end) {
		talk->scanned = heard->len;
		return false;
	}
	*line = (struct gamut_str){ start, (size_t)(end - start) };
	talk->taken = (size_t)(end - heard->ptr) + 1;
	talk->scanned = talk->taken;
	return true;
}

/* Wait until something can be done, or so long, and do it. */
static void turn(struct gamut_talk *talk, int wait_ms, bool *has_ended)
{
	const struct gamut_sandboxed *process = &talk->process;
	bool wants_out = talk->sent < talk->unsent.len;
	struct pollfd fds[] = {
		{ .fd = process->out, .events = POLLIN },
		{ .fd = wants_out ? process->in : -1, .events = POLLOUT },
		{ .fd = process->errors, .events = POLLIN },
		{ .fd = process->end, .events = POLLIN },
	};

	if (poll(fds, GAMUT_ARRAY_LEN(fds), wait_ms) <= 0)
		return;
	if (fds[2].revents)
		hear_errors(talk);
	if (fds[1].revents)
		send(talk);
	/*
	 * Once it has ended, nothing is added to the pipe by it; another
	 * process may hold the other end open for ever.
	 */
	if (fds[0].revents)
		hear(talk);
	else if (fds[3].revents)
		*has_ended = !hear(talk);
}

/* It has closed its output: is that because it ended? */
static enum gamut_talk_event take_leave(struct gamut_talk *talk)
{
	struct pollfd end = { .fd = talk->process.end, .events = POLLIN };

	if (end.fd < 0 || poll(&end, 1, FAREWELL_MS) == 1)
		return GAMUT_TALK_ENDED;
	return GAMUT_TALK_CLOSED;
}

enum gamut_talk_event gamut_talk_line(struct gamut_talk *talk,
                                      struct gamut_str *line,
                                      int64_t deadline_us)
{
	bool has_ended = false;

	for (;;) {
		int64_t left_us;

		if (take_line(talk, line))
			return line->len > GAMUT_REPLY_MAX ?
			               GAMUT_TALK_TOO_LONG :
			               GAMUT_TALK_LINE;
		if (talk->heard.len - talk->taken > GAMUT_REPLY_MAX)
			return GAMUT_TALK_TOO_LONG;
		if (talk->is_closed)
			return take_leave(talk);
		if (has_ended)
			return GAMUT_TALK_ENDED;
		left_us = deadline_us - gamut_clock_us();
		if (left_us <= 0)
			return GAMUT_TALK_LATE;
		turn(talk, (int)((left_us + 999) / 1000), &has_ended);
	}
}

bool gamut_talk_has_more(struct gamut_talk *talk)
{
	if (talk->heard.len > talk->taken)
		return true;
	return !talk->is_closed && hear(talk);
}

struct gamut_str gamut_talk_last_words(const struct gamut_talk *talk)
{
	struct gamut_str rest = gamut_buf_view(&talk->said);
	struct gamut_str last = GAMUT_STR_EMPTY;
	struct gamut_str line;

	while (gamut_str_take_line(&rest, &line))
		if (gamut_str_trim(line).len > 0)
			last = gamut_str_trim(line);
	return last;
}

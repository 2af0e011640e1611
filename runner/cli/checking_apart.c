/* Checking tasks in processes of their own. */
#include "runner/cli/checking_apart.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "runner/cli/checking.h"

/* What the process has to say of one task, whole. */
#define SAID_MAX ((size_t)64 << 20)

/* What stands before that. */
struct said {
	enum gamut_status status;
	size_t faults;
	size_t weak;
};

/* -------------------------------------------------------- in its own process
 */

static void render(struct gamut_buf *out, const struct gamut_checking *checking,
                   const struct gamut_checking_plan *plan)
{
	if (plan->is_json)
		gamut_checking_json(out, checking);
	else
		gamut_checking_text(out, checking, plan->has_prompts);
}

static enum gamut_status check(struct gamut_buf *out, struct said *said,
                               struct gamut_checking *checking,
                               const struct gamut_checking_plan *plan,
                               struct gamut_err *err)
{
	struct gamut_checker *checker;
	enum gamut_status status = gamut_checker_open(&checker, checking->task,
	                                              plan->lexicon, err);

	if (status) {
		gamut_error_at(err, "task %s", checking->task->name);
		return status;
	}
	checking->checker = checker;
	status = gamut_checking_run(checking, err);
	if (!status)
		render(out, checking, plan);
	said->faults = checking->counts[GAMUT_FINDING_FAULT];
	said->weak = checking->counts[GAMUT_FINDING_WEAK];
	gamut_checker_free(checker);
	gamut_checking_release(checking);
	return status;
}

static void be_bounded(const struct gamut_task *task)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_CPU, &limit) == 0) {
		limit.rlim_cur = GAMUT_CHECKING_CPU_S;
		setrlimit(RLIMIT_CPU, &limit);
	}
	alarm(task->verifier->verify_all ? GAMUT_CHECKING_SLOW_S :
	                                   GAMUT_CHECKING_S);
}

/* Never returns. */
static void work(int fd, struct gamut_checking *checking,
                 const struct gamut_checking_plan *plan)
{
	struct gamut_buf text = { 0 };
	struct gamut_err err = { 0 };
	struct said said = { 0 };
	bool is_sent;

	be_bounded(checking->task);
	said.status = check(&text, &said, checking, plan, &err);
	if (said.status) {
		gamut_buf_clear(&text);
		gamut_buf_add(&text, gamut_str_of(err.msg));
	}
	is_sent = !gamut_file_write_all(fd,
	                                (struct gamut_str){ (const char *)&said,
	                                                    sizeof(said) },
	                                &err) &&
	          !gamut_file_write_all(fd, gamut_buf_view(&text), &err);
	gamut_buf_release(&text);
	_exit(is_sent ? 0 : 1);
}

/* -------------------------------------------------------------------- in ours
 */

static void read_all(struct gamut_buf *out, int fd)
{
	char part[4096];
	ssize_t got;

	out->max_bytes = SAID_MAX;
	do {
		got = read(fd, part, sizeof(part));
		if (got > 0)
			gamut_buf_add(out,
			              (struct gamut_str){ part, (size_t)got });
	} while (got > 0 || (got < 0 && errno == EINTR));
}

static const char *name_end(int how)
{
	if (WIFEXITED(how))
		return "ended the program";
	switch (WTERMSIG(how)) {
	case SIGSEGV:
	case SIGBUS:
		return "crashed (a memory fault)";
	case SIGABRT:
		return "crashed (aborted)";
	case SIGFPE:
	case SIGILL:
		return "crashed (an instruction that cannot be done)";
	case SIGXCPU:
	case SIGALRM:
		return "did not end in time";
	default:
		return "was killed";
	}
}

/* It ended otherwise than it should: that is the fault. */
static void tell_end(struct gamut_buf *out, struct gamut_checking *checking,
                     const struct gamut_checking_plan *plan, int how)
{
	const struct gamut_watch *watch = checking->watch;
	struct gamut_str text = { .ptr = watch->text,
		                  .len = watch->len < GAMUT_WATCH_BYTES ?
		                                 watch->len :
		                                 GAMUT_WATCH_BYTES };

	if (watch->is_judging)
		gamut_checking_add(checking, GAMUT_FINDING_FAULT,
		                   "the verifier %s, at the latest on '%s' "
		                   "(%zu byte%s)",
		                   name_end(how),
		                   gamut_checking_show(checking, text),
		                   watch->len, GAMUT_S(watch->len));
	else
		gamut_checking_add(checking, GAMUT_FINDING_FAULT,
		                   "the verifier %s while it was opened",
		                   name_end(how));
	render(out, checking, plan);
	gamut_checking_release(checking);
}

static enum gamut_status take(struct gamut_buf *out, struct said *said, int fd,
                              pid_t pid, int *how, struct gamut_err *err)
{
	struct gamut_buf text = { 0 };
	struct gamut_str rest;
	enum gamut_status status = GAMUT_OK;

	read_all(&text, fd);
	while (waitpid(pid, how, 0) < 0)
		if (errno != EINTR) {
			gamut_buf_release(&text);
			return gamut_error_errno(err, errno,
			                         "cannot wait for a process");
		}
	rest = gamut_buf_view(&text);
	if (WIFEXITED(*how) && WEXITSTATUS(*how) == 0 &&
	    rest.len >= sizeof(*said)) {
		memcpy(said, rest.ptr, sizeof(*said));
		rest = gamut_str_skip(rest, sizeof(*said));
		status = said->status;
		if (status)
			gamut_error_set(err, status, "%.*s",
			                GAMUT_STR_ARG(rest));
		else
			gamut_buf_add(out, rest);
		*how = 0;
	} else if (*how == 0) {
		*how = 1
		       << 8; /* said nothing, and so did not come to its end */
	}
	gamut_buf_release(&text);
	return status;
}

static enum gamut_status start(pid_t *pid, int ends[2], struct gamut_err *err)
{
	if (pipe(ends) != 0)
		return gamut_error_errno(err, errno, "cannot make a pipe");
	fflush(NULL);
	*pid = fork();
	if (*pid >= 0)
		return GAMUT_OK;
	gamut_error_errno(err, errno, "cannot start a process");
	close(ends[0]);
	close(ends[1]);
	return GAMUT_EIO;
}

static enum gamut_status run(struct gamut_buf *out, struct said *said,
                             struct gamut_checking *checking,
                             const struct gamut_checking_plan *plan,
                             struct gamut_err *err)
{
	int ends[2];
	int how = 0;
	pid_t pid = -1;
	enum gamut_status status = start(&pid, ends, err);

	if (status)
		return status;
	if (pid == 0) {
		close(ends[0]);
		work(ends[1], checking, plan);
	}
	close(ends[1]);
	status = take(out, said, ends[0], pid, &how, err);
	close(ends[0]);
	if (!status && how != 0) {
		*said = (struct said){ .faults = 1 };
		tell_end(out, checking, plan, how);
	}
	return status;
}

enum gamut_status gamut_checking_apart(struct gamut_buf *out, size_t *faults,
                                       size_t *weak,
                                       const struct gamut_task *task,
                                       const struct gamut_checking_plan *plan,
                                       struct gamut_err *err)
{
	struct gamut_watch *watch = mmap(NULL, sizeof(*watch),
	                                 PROT_READ | PROT_WRITE,
	                                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct gamut_checking checking = {
		.task = task,
		.origin = gamut_catalog_origin(plan->catalog, task),
		.catalog = plan->catalog,
		.watch = watch,
	};
	struct said said = { 0 };
	enum gamut_status status;

	if (watch == MAP_FAILED)
		return gamut_error_errno(err, errno, "cannot share memory");
	status = run(out, &said, &checking, plan, err);
	munmap(watch, sizeof(*watch));
	*faults = said.faults;
	*weak = said.weak;
	return status;
}

#include "verifiers/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

/* Files that it may have open, and processes beyond those of the user. */
#define FILES_MAX 64
#define PROCESSES_MAX 64

/* Where close_range() is not there, as many descriptors are looked at. */
#define DESCRIPTORS_MAX 4096

/* What a child got to when it failed; in the order in which it goes on. */
enum stage {
	GAMUT_STAGE_STREAMS,
	GAMUT_STAGE_FOLDER,
	GAMUT_STAGE_LIMITS,
	GAMUT_STAGE_FILTER,
	GAMUT_STAGE_PROGRAM,
};

struct failure {
	enum stage stage;
	int errnum;
};

/* All that the child needs, made before it is there: it may not allocate. */
struct birth {
	const struct gamut_sandbox *sandbox;
	char *const *words;
	struct rlimit processes;
	pid_t parent;
	int ends[3]; /* of its streams */
	int report;  /* where failures are told; closed by success */
};

/* ---------------------------------------------------------------- the child */

static _Noreturn void give_up(const struct birth *birth, enum stage stage,
                              int errnum)
{
	struct failure failure = { .stage = stage, .errnum = errnum };
	ssize_t n = write(birth->report, &failure, sizeof(failure));

	_exit(n == (ssize_t)sizeof(failure) ? 126 : 127);
}

/* Signals as programs expect them, whatever this one does with them. */
static void reset_signals(void)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		sigaction(i, &usual, NULL);
	sigemptyset(&none);
	pthread_sigmask(SIG_SETMASK, &none, NULL);
}

/* Keep the program from all descriptors but its streams. */
static void hide_descriptors(void)
{
	if (syscall(436 /* close_range */, 3u, ~0u, 4u /* on exec */) == 0)
		return;
	for (int fd = 3; fd < DESCRIPTORS_MAX; fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
}

static bool limit(int which, uint64_t soft, uint64_t hard)
{
	struct rlimit wanted = { .rlim_cur = soft, .rlim_max = hard };
	struct rlimit has;

	if (getrlimit((unsigned)which, &has) != 0)
		return false;
	/* What is lower already is kept: raising it is not allowed. */
	if (wanted.rlim_max > has.rlim_max)
		wanted.rlim_max = has.rlim_max;
	if (wanted.rlim_cur > wanted.rlim_max)
		wanted.rlim_cur = wanted.rlim_max;
	return setrlimit((unsigned)which, &wanted) == 0;
}

static bool set_limits(const struct birth *birth)
{
	const struct gamut_sandbox *sandbox = birth->sandbox;
	uint64_t bytes = sandbox->memory_mib << 20;

	return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_FSIZE, 0, 0) &&
	       limit(RLIMIT_NOFILE, FILES_MAX, FILES_MAX) &&
	       limit(RLIMIT_NPROC, birth->processes.rlim_cur,
	             birth->processes.rlim_max) &&
	       limit(RLIMIT_AS, bytes, bytes) &&
	       limit(RLIMIT_CPU, sandbox->cpu_seconds,
	             sandbox->cpu_seconds + 1);
}

static _Noreturn void become(const struct birth *birth)
{
	static char *const nothing[] = { NULL };
	int errnum;

	if (setsid() < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		give_up(birth, GAMUT_STAGE_STREAMS, errno);
	/* Its parent may have died before it could be told of that. */
	if (getppid() != birth->parent)
		_exit(127);
	reset_signals();
	for (int i = 0; i < 3; i++)
		if (dup2(birth->ends[i], i) < 0)
			give_up(birth, GAMUT_STAGE_STREAMS, errno);
	hide_descriptors();
	if (chdir(birth->sandbox->folder) != 0)
		give_up(birth, GAMUT_STAGE_FOLDER, errno);
	if (!set_limits(birth))
		give_up(birth, GAMUT_STAGE_LIMITS, errno);
	errnum = birth->sandbox->allows_processes ? 0 : gamut_sandbox_filter();
	if (errnum)
		give_up(birth, GAMUT_STAGE_FILTER, errnum);
	execve(birth->words[0], birth->words, nothing);
	give_up(birth, GAMUT_STAGE_PROGRAM, errno);
}

/* --------------------------------------------------------------- the parent */

/* How many processes and threads this user has, which the limit counts. */
static uint64_t count_processes(void)
{
	DIR *all = opendir("/proc");
	uint64_t count = 0;
	struct dirent *entry;

	if (!all)
		return 0;
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): nobody shares `all`. */
	while ((entry = readdir(all))) {
		char path[64];
		struct stat found;

		if (!gamut_ascii_is_digit(entry->d_name[0]))
			continue;
		snprintf(path, sizeof(path), "/proc/%.20s/task", entry->d_name);
		if (stat(path, &found) == 0 && found.st_uid == getuid() &&
		    found.st_nlink > 2)
			count += found.st_nlink - 2;
	}
	closedir(all);
	return count;
}

/*
 * A pipe, both ends above the standard streams, which a program may have been
 * started without.
 */
static int open_pipe(int ends[2])
{
	int raw[2];
	int errnum;

	if (pipe2(raw, O_CLOEXEC) != 0)
		return errno;
	ends[0] = fcntl(raw[0], F_DUPFD_CLOEXEC, 3);
	ends[1] = fcntl(raw[1], F_DUPFD_CLOEXEC, 3);
	errnum = ends[0] < 0 || ends[1] < 0 ? errno : 0;
	close(raw[0]);
	close(raw[1]);
	return errnum;
}

static void close_all(int *fds, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
		fds[i] = -1;
	}
}

static enum gamut_status explain(const struct gamut_sandbox *sandbox,
                                 struct failure failure, struct gamut_err *err)
{
	const char *program = sandbox->words[0];

	switch (failure.stage) {
	case GAMUT_STAGE_FOLDER:
		return gamut_error_errno(err, failure.errnum,
		                         "cannot work in '%s'",
		                         sandbox->folder);
	case GAMUT_STAGE_LIMITS:
		return gamut_error_errno(err, failure.errnum,
		                         "cannot limit what '%s' may use",
		                         program);
	case GAMUT_STAGE_FILTER:
		return gamut_error_errno(
			err, failure.errnum,
			"this system cannot keep '%s' from processes and "
			"network (seccomp); say 'processes: true' to run it "
			"all the same",
			program);
	case GAMUT_STAGE_PROGRAM:
		if (failure.errnum == ENOEXEC)
			return gamut_error(err, GAMUT_EIO,
			                   "'%s' is no program: begin it with "
			                   "'#!', or name what runs it first",
			                   program);
		return gamut_error_errno(err, failure.errnum, "cannot run '%s'",
		                         program);
	case GAMUT_STAGE_STREAMS:
		break;
	}
	return gamut_error_errno(err, failure.errnum, "cannot start '%s'",
	                         program);
}

/* Wait until the child is the program, or has failed to become it. */
static enum gamut_status await(pid_t pid, int report,
                               const struct gamut_sandbox *sandbox,
                               struct gamut_err *err)
{
	struct failure failure;
	ssize_t n;

	do
		n = read(report, &failure, sizeof(failure));
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return GAMUT_OK;
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	if (n != (ssize_t)sizeof(failure))
		failure = (struct failure){ GAMUT_STAGE_STREAMS, EIO };
	return explain(sandbox, failure, err);
}

/* Fork, with no allocation behind it in the child: there may be threads. */
static enum gamut_status begin(struct gamut_sandboxed *out, struct birth *birth,
                               int reports[2], struct gamut_err *err)
{
	pid_t pid;

	birth->report = reports[1];
	birth->parent = getpid();
	pid = fork();
	if (pid < 0)
		return gamut_error_errno(err, errno, "cannot start '%s'",
		                         birth->words[0]);
	if (pid == 0)
		become(birth);
	close(reports[1]);
	reports[1] = -1;
	out->pid = pid;
	return await(pid, reports[0], birth->sandbox, err);
}

/* Our ends of its streams, and theirs in `birth`. */
static int open_streams(struct gamut_sandboxed *out, struct birth *birth)
{
	int *ours[] = { &out->in, &out->out, &out->errors };

	for (int i = 0; i < 3; i++) {
		int ends[2] = { -1, -1 };
		int errnum = open_pipe(ends);
		bool is_input = i == STDIN_FILENO;

		*ours[i] = ends[is_input];
		birth->ends[i] = ends[!is_input];
		if (!errnum && fcntl(*ours[i], F_SETFL, O_NONBLOCK) != 0)
			errnum = errno;
		if (errnum)
			return errnum;
	}
	return 0;
}

enum gamut_status gamut_sandbox_start(struct gamut_sandboxed *out,
                                      const struct gamut_sandbox *sandbox,
                                      struct gamut_err *err)
{
	/* execve(2) leaves alone what it does not call const. */
	union {
		const char *const *in;
		char *const *out;
	} words = { .in = sandbox->words };
	struct birth birth = {
		.sandbox = sandbox,
		.words = words.out,
		.ends = { -1, -1, -1 },
	};
	struct gamut_sandboxed made = { 0, -1, -1, -1, -1 };
	uint64_t processes = count_processes();
	int reports[2] = { -1, -1 };
	enum gamut_status status = GAMUT_OK;
	int errnum = open_streams(&made, &birth);

	birth.processes.rlim_cur = processes ? processes + PROCESSES_MAX :
	                                       RLIM_INFINITY;
	birth.processes.rlim_max = birth.processes.rlim_cur;
	if (!errnum)
		errnum = open_pipe(reports);
	if (errnum)
		status = gamut_error_errno(err, errnum, "cannot start '%s'",
		                           sandbox->words[0]);
	if (!status)
		status = begin(&made, &birth, reports, err);
	close_all(birth.ends, 3);
	close_all(reports, 2);
	if (status) {
		int fds[] = { made.in, made.out, made.errors };

		close_all(fds, 3);
		return status;
	}
	made.end = (int)syscall(434 /* pidfd_open */, made.pid, 0u);
	*out = made;
	return GAMUT_OK;
}

int gamut_sandbox_end(struct gamut_sandboxed *process)
{
	int fds[] = { process->in, process->out, process->errors,
		      process->end };
	int how = 0;

	if (process->pid <= 0)
		return 0;
	/* Not yet waited for, so that nobody else can have its number. */
	kill(-process->pid, SIGKILL);
	while (waitpid(process->pid, &how, 0) < 0 && errno == EINTR)
		;
	close_all(fds, 4);
	*process = (struct gamut_sandboxed){ 0, -1, -1, -1, -1 };
	return how;
}

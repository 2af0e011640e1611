/*
 * Checkers that misbehave, each in its way: what the sandbox is tried on. Built
 * without sanitizers, which want more memory than it gives.
 *
 * usage: gamut_hostile MODE
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static char request[65536];

static bool take(void)
{
	return fgets(request, sizeof(request), stdin) != NULL;
}

static void accept_as(const char *form)
{
	printf("{\"valid\":true,\"canonical\":\"%s\"}\n", form);
	fflush(stdout);
}

static void say(const char *line)
{
	puts(line);
	fflush(stdout);
}

/* Say how a call went that ought to be refused. */
static void tell(long result)
{
	accept_as(result >= 0 ? "allowed" : strerrorname_np(errno));
}

static void wait_for_ever(void)
{
	for (;;)
		pause();
}

static _Noreturn void burn(void)
{
	for (volatile unsigned i = 0;; i++)
		;
}

static void *idle(void *context)
{
	return context;
}

/* ------------------------------------------------------- what it tries to do
 */

static void try_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	tell(pid);
}

static void try_vfork(void)
{
#ifdef SYS_vfork
	/* Never returns twice: it is refused. */
	tell(syscall(SYS_vfork));
#else
	errno = EPERM;
	tell(-1);
#endif
}

static void try_clone3(void)
{
	tell(syscall(SYS_clone3, NULL, 0));
}

static void try_thread(void)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, idle, NULL);
	if (!errno)
		pthread_join(thread, NULL);
	tell(errno ? -1 : 0);
}

static void try_socket(void)
{
	tell(socket(AF_INET, SOCK_STREAM, 0));
}

static void try_kill(void)
{
	tell(kill(getppid(), 0));
}

static void try_limit(void)
{
	struct rlimit more = { RLIM_INFINITY, RLIM_INFINITY };

	tell(setrlimit(RLIMIT_AS, &more));
}

static void try_memory(void)
{
	void *much = malloc((size_t)512 << 20);

	tell(much ? 0 : -1);
	free(much);
}

static void try_descriptors(void)
{
	for (int fd = 3; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0) {
			accept_as("allowed");
			return;
		}
	accept_as("none");
}

static void try_environment(void)
{
	accept_as(environ[0] ? "allowed" : "none");
}

static void try_write(void)
{
	int fd = open("written", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	tell(write(fd, "x", 1));
}

static const struct attempt {
	const char *mode;
	void (*run)(void);
} attempts[] = {
	{ "fork", try_fork },
	{ "vfork", try_vfork },
	{ "clone3", try_clone3 },
	{ "thread", try_thread },
	{ "socket", try_socket },
	{ "kill", try_kill },
	{ "limit", try_limit },
	{ "memory", try_memory },
	{ "descriptors", try_descriptors },
	{ "environment", try_environment },
	{ "write", try_write },
};

/* ----------------------------------------------------------- how it replies */

static void flood(FILE *where, const char *text)
{
	while (fputs(text, where) >= 0)
		;
}

static void answer_noisily(void)
{
	for (int i = 0; i < 20000; i++)
		fputs("a line of much that nobody wants to know\n", stderr);
	accept_as("noisy");
}

static void answer_hugely(void)
{
	for (int i = 0; i < 3 << 20; i++)
		putchar('a');
	say("");
}

static void answer_nul(void)
{
	fwrite("{\"valid\":\0true}\n", 1, 16, stdout);
	fflush(stdout);
}

static void answer_and_crash(void)
{
	static int replies;

	say("{\"valid\":true}");
	if (++replies == 3)
		raise(SIGSEGV);
}

static void answer_and_burn(void)
{
	static int replies;

	if (++replies == 3)
		burn();
	say("{\"valid\":true}");
}

static void answer_but(void)
{
	if (strstr(request, "crash"))
		abort();
	if (strstr(request, "hang"))
		wait_for_ever();
	say("{\"valid\":true}");
}

static void answer_and_leave(void)
{
	say("{\"valid\":true}");
	_exit(0);
}

static void answer_and_close(void)
{
	say("{\"valid\":true}");
	fclose(stdout);
	wait_for_ever();
}

static void answer_twice(void)
{
	puts("{\"valid\":true}");
	say("{\"valid\":true}");
}

static void answer_pid(void)
{
	char text[32];

	snprintf(text, sizeof(text), "%ld", (long)getpid());
	accept_as(text);
}

/* It would not notice that nobody asks any more. */
static void answer_and_stay(void)
{
	answer_pid();
	wait_for_ever();
}

/* A child that keeps all streams open, and lives. */
static void answer_child(void)
{
	pid_t pid = fork();
	char text[32];

	if (pid == 0)
		wait_for_ever();
	snprintf(text, sizeof(text), "%ld", (long)pid);
	accept_as(text);
	_exit(9);
}

static void answer_wrong_id(void)
{
	say("{\"id\":77,\"valid\":true}");
}

static const struct attempt answers[] = {
	{ "noisy", answer_noisily },     { "huge", answer_hugely },
	{ "nul", answer_nul },           { "moody", answer_and_crash },
	{ "burn", answer_and_burn },     { "but", answer_but },
	{ "leave", answer_and_leave },   { "close", answer_and_close },
	{ "twice", answer_twice },       { "pid", answer_pid },
	{ "stay", answer_and_stay },     { "child", answer_child },
	{ "wrong_id", answer_wrong_id },
};

/* What does not even read. */
static void misbehave(const char *mode)
{
	if (strcmp(mode, "deaf") == 0)
		wait_for_ever();
	if (strcmp(mode, "stillborn") == 0) {
		fputs("first\nno \x1b[31mlicence\n\n", stderr);
		_exit(3);
	}
	if (strcmp(mode, "flood") == 0)
		flood(stdout,
		      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
	if (strcmp(mode, "lines") == 0)
		flood(stdout, "{\"valid\":true}\n");
	if (strcmp(mode, "complain") == 0)
		flood(stderr, "this is all your fault\n");
	if (strcmp(mode, "silent") == 0)
		while (take())
			;
	if (strcmp(mode, "late") == 0) {
		int count = 0;

		while (take())
			count++;
		while (count-- > 0)
			puts("{\"valid\":true}");
	}
	if (strcmp(mode, "burn_at_once") == 0)
		burn();
	/* As many replies as it will be asked for, and then it reads. */
	if (strcmp(mode, "eager") == 0) {
		for (int i = 0; i < 20000; i++)
			puts("{\"valid\":true}");
		fflush(stdout);
		while (take())
			;
	}
}

static const struct attempt *find(const struct attempt *all, size_t count,
                                  const char *mode)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i].mode, mode) == 0)
			return &all[i];
	return NULL;
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";
	const struct attempt *found;

	found = find(attempts, sizeof(attempts) / sizeof(*attempts), mode);
	if (!found)
		found = find(answers, sizeof(answers) / sizeof(*answers), mode);
	if (!found)
		misbehave(mode);
	while (found && take())
		found->run();
	return 0;
}

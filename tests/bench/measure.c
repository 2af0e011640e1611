/*
 * Runs a command and tells what it took. Its output goes nowhere, its messages
 * to stderr.
 *
 * usage: gamut_bench_measure COMMAND [ARGUMENT...]
 *
 * Prints "WALL_S CPU_S PEAK_KIB START_NS": CPU time of user and system, the
 * peak of resident memory, and the wall clock when it began. Exits with 1
 * where the command could not be run or did not exit with 0.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int64_t read_ns(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t actions;
	struct rusage usage;
	int64_t start_ns;
	int64_t begin_ns;
	int64_t wall_ns;
	pid_t pid;
	int status;

	if (argc < 2)
		return 2;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
	                                 O_WRONLY, 0);
	start_ns = read_ns(CLOCK_REALTIME);
	begin_ns = read_ns(CLOCK_MONOTONIC);
	if (posix_spawnp(&pid, argv[1], &actions, NULL, argv + 1, environ) !=
	            0 ||
	    waitpid(pid, &status, 0) < 0)
		return EXIT_FAILURE;
	wall_ns = read_ns(CLOCK_MONOTONIC) - begin_ns;
	getrusage(RUSAGE_CHILDREN, &usage);
	posix_spawn_file_actions_destroy(&actions);
	printf("%.6f %.6f %ld %" PRId64 "\n", (double)wall_ns / 1e9,
	       seconds(usage.ru_utime) + seconds(usage.ru_stime),
	       usage.ru_maxrss, start_ns);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? EXIT_SUCCESS :
	                                                       EXIT_FAILURE;
}

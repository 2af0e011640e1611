#include "tests/support/unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "tests/support/temp.h"

/*
 * A file system with peculiarities: these stand in front of the C library's.
 * What they shall fail with is 0 for not at all.
 */
static int link_errno;
static bool link_is_made; /* although it fails */
static int fsync_errno;
static int fsync_failures; /* how often still */

/* NOLINTBEGIN(readability-identifier-naming) */
int link(const char *from, const char *to)
{
	if (!link_errno || link_is_made)
		if (linkat(AT_FDCWD, from, AT_FDCWD, to, 0))
			return -1;
	errno = link_errno;
	return link_errno ? -1 : 0;
}

int fsync(int fd)
{
	if (fsync_failures > 0) {
		fsync_failures--;
		errno = fsync_errno;
		return -1;
	}
	return fdatasync(fd);
}
/* NOLINTEND(readability-identifier-naming) */

static struct gamut_err err;
static struct gamut_arena kept;

static void tear_down(void)
{
	gamut_arena_clear(&kept);
	gamut_temp_remove();
}

/* What the file holds, until the end of the test. */
static const char *content(const char *path)
{
	struct gamut_str text;

	if (gamut_file_read(&text, path, 1000, &kept, &err))
		return NULL;
	ck_assert_int_eq(text.ptr[text.len], '\0');
	return text.ptr;
}

static int count_files(void)
{
	struct dirent **entries;
	int count = scandir(gamut_temp_folder(), &entries, NULL, NULL);

	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	return count - 2;
}

START_TEST(reading_keeps_the_limit)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str text = GAMUT_STR("kept");
	const char *path = gamut_temp_write("f", "12345");

	ck_assert_int_eq(gamut_file_read(&text, path, 4, &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_int_eq(gamut_file_read(&text, gamut_temp_path("none"), 4,
	                                 &arena, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert_int_eq(
		gamut_file_read(&text, gamut_temp_folder(), 4, &arena, &err),
		GAMUT_EIO);
	ck_assert(gamut_str_eq(text, GAMUT_STR("kept")));
	ck_assert_int_eq(gamut_file_read(&text, path, 5, &arena, &err),
	                 GAMUT_OK);
	ck_assert(gamut_str_eq(text, GAMUT_STR("12345")));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(replacing_and_creating_leave_one_file)
{
	const char *path = gamut_temp_path("f");

	ck_assert(!gamut_file_create(path, GAMUT_STR("one"), &err));
	ck_assert_int_eq(gamut_file_create(path, GAMUT_STR("two"), &err),
	                 GAMUT_EMISMATCH);
	ck_assert_str_eq(content(path), "one");
	ck_assert(!gamut_file_replace(path, GAMUT_STR("three"), &err));
	ck_assert_str_eq(content(path), "three");
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(drafts_appear_when_they_are_published)
{
	const char *path = gamut_temp_write("f", "old");

	for (int is_published = 0; is_published < 2; is_published++) {
		struct gamut_draft *draft;

		ck_assert(!gamut_draft_open(&draft, path, &err));
		ck_assert(!gamut_draft_write(draft, GAMUT_STR("one, "), &err));
		ck_assert(!gamut_draft_write(draft, GAMUT_STR("two"), &err));
		ck_assert_str_eq(content(path), "old");
		if (is_published)
			ck_assert(!gamut_draft_publish(draft, &err));
		gamut_draft_close(draft);
		ck_assert_int_eq(count_files(), 1);
	}
	ck_assert_str_eq(content(path), "one, two");
}
END_TEST

/* A full disk: the file that was there stays, and nothing beside it. */
START_TEST(a_failed_write_changes_nothing)
{
	const char *path = gamut_temp_write("f", "old");
	const struct rlimit limit = { .rlim_cur = 10, .rlim_max = 10 };

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	ck_assert_int_eq(
		gamut_file_replace(path, GAMUT_STR("longer than ten"), &err),
		GAMUT_EIO);
	ck_assert_str_eq(content(path), "old");
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(of_many_processes_one_creates)
{
	const char *path = gamut_temp_path("f");
	int created = 0;
	int status;

	for (int i = 0; i < 8; i++)
		if (fork() == 0)
			_exit(gamut_file_create(path, GAMUT_STR("x"), NULL) ==
			      GAMUT_OK);
	while (wait(&status) > 0)
		created += WEXITSTATUS(status);
	ck_assert_int_eq(created, 1);
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

static const int unlinkable[] = { EPERM, EOPNOTSUPP, ENOSYS, EMLINK };

START_TEST(hard_links_are_not_needed)
{
	const char *path = gamut_temp_path("f");

	link_errno = unlinkable[_i];
	ck_assert_msg(!gamut_file_create(path, GAMUT_STR("one"), &err), "%s",
	              err.msg);
	ck_assert_int_eq(gamut_file_create(path, GAMUT_STR("two"), &err),
	                 GAMUT_EMISMATCH);
	ck_assert_str_eq(content(path), "one");
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(a_link_that_was_made_after_all_counts)
{
	const char *path = gamut_temp_path("f");

	link_errno = EEXIST;
	link_is_made = true;
	ck_assert_msg(!gamut_file_create(path, GAMUT_STR("one"), &err), "%s",
	              err.msg);
	ck_assert_str_eq(content(path), "one");
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(other_trouble_with_links_is_told)
{
	link_errno = EDQUOT;
	ck_assert_int_eq(
		gamut_file_create(gamut_temp_path("f"), GAMUT_STR("one"), &err),
		GAMUT_EIO);
	ck_assert_ptr_nonnull(strstr(err.msg, "quota"));
	ck_assert_int_eq(count_files(), 0);
}
END_TEST

START_TEST(interrupted_syncs_go_on)
{
	fsync_errno = EINTR;
	fsync_failures = 2;
	ck_assert_msg(!gamut_file_replace(gamut_temp_path("f"),
	                                  GAMUT_STR("one"), &err),
	              "%s", err.msg);
	ck_assert_int_eq(fsync_failures, 0);
}
END_TEST

START_TEST(folders_that_cannot_be_synced_are_let_pass)
{
	fsync_errno = EINVAL;
	fsync_failures = 1;
	ck_assert(!gamut_file_sync_folder(gamut_temp_folder(), &err));
	ck_assert_int_eq(fsync_failures, 0);
	fsync_errno = EIO;
	fsync_failures = 1;
	ck_assert_int_eq(gamut_file_sync_folder(gamut_temp_folder(), &err),
	                 GAMUT_EIO);
}
END_TEST

static int enough[2]; /* a pipe: enough alarms have come */
static volatile sig_atomic_t alarms;

static void count_alarm(int signal_number)
{
	(void)signal_number;
	alarms = alarms + 1;
	if (alarms == 3 && write(enough[1], "", 1) != 1)
		_exit(1);
}

/* Opening a pipe waits for its writer, and signals come meanwhile. */
START_TEST(interrupted_opens_go_on)
{
	const char *path = gamut_temp_path("pipe");
	const struct sigaction action = { .sa_handler = count_alarm };
	const struct itimerval often = { .it_interval.tv_usec = 10000,
		                         .it_value.tv_usec = 10000 };
	struct gamut_str text;

	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert_int_eq(pipe(enough), 0);
	if (fork() == 0) {
		char go;
		int fd;

		/* The other side is in its open() until this one opens. */
		if (read(enough[0], &go, 1) != 1)
			_exit(1);
		fd = open(path, O_WRONLY | O_CLOEXEC);
		_exit((int)gamut_file_write_all(fd, GAMUT_STR("x"), NULL));
	}
	ck_assert_int_eq(sigaction(SIGALRM, &action, NULL), 0);
	ck_assert_int_eq(setitimer(ITIMER_REAL, &often, NULL), 0);
	ck_assert_msg(!gamut_file_read(&text, path, 10, &kept, &err), "%s",
	              err.msg);
	ck_assert(gamut_str_eq(text, GAMUT_STR("x")));
	ck_assert_int_ge(alarms, 3);
}
END_TEST

START_TEST(a_reader_that_has_gone_is_known)
{
	int ends[2];

	signal(SIGPIPE, SIG_IGN);
	ck_assert_int_eq(pipe(ends), 0);
	close(ends[0]);
	ck_assert_int_eq(gamut_file_write_all(ends[1], GAMUT_STR("x"), &err),
	                 GAMUT_EPIPE);
	close(ends[1]);
}
END_TEST

START_TEST(folders_are_made_with_those_above)
{
	const char *deep = gamut_temp_path("a/b//c/");

	ck_assert(!gamut_file_make_folder(deep, &err));
	ck_assert(!gamut_file_make_folder(deep, &err));
	ck_assert(gamut_file_is_folder(deep));
	ck_assert(!gamut_file_sync_folder(deep, &err));
	ck_assert_int_eq(
		gamut_file_make_folder(gamut_temp_write("f", ""), &err),
		GAMUT_EINVAL);
	ck_assert(gamut_file_make_folder(gamut_temp_path("f/below"), &err));
	ck_assert(gamut_file_exists(gamut_temp_path("f")));
	ck_assert(!gamut_file_exists(gamut_temp_path("g")));
}
END_TEST

/* A pipe takes what fits and no more at a time. */
START_TEST(short_writes_go_on)
{
	static const size_t len = 1000000;
	size_t got = 0;
	char *text = gamut_alloc(len);
	int ends[2];
	ssize_t n;

	ck_assert_int_eq(pipe(ends), 0);
	if (fork() == 0)
		_exit((int)gamut_file_write_all(
			ends[1], (struct gamut_str){ .ptr = text, .len = len },
			NULL));
	close(ends[1]);
	while ((n = read(ends[0], text, len)) > 0)
		got += (size_t)n;
	ck_assert_uint_eq(got, len);
	close(ends[0]);
	free(text);
}
END_TEST

START_TEST(a_full_device_is_an_error)
{
	int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	ck_assert_int_eq(gamut_file_write_all(fd, GAMUT_STR("x"), &err),
	                 GAMUT_EIO);
	close(fd);
}
END_TEST

START_TEST(the_program_has_a_folder)
{
	struct gamut_arena arena = { 0 };
	const char *folder;

	ck_assert(!gamut_file_program_folder(&folder, &arena, &err));
	ck_assert(gamut_file_is_folder(folder));
	ck_assert(gamut_file_exists(
		gamut_arena_strf(&arena, "%s/test_file", folder).ptr));
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("file");
	TCase *tc = tcase_create("file");

	tcase_add_checked_fixture(tc, gamut_temp_make, tear_down);
	tcase_add_test(tc, reading_keeps_the_limit);
	tcase_add_test(tc, replacing_and_creating_leave_one_file);
	tcase_add_test(tc, drafts_appear_when_they_are_published);
	tcase_add_test(tc, a_failed_write_changes_nothing);
	tcase_add_test(tc, of_many_processes_one_creates);
	tcase_add_loop_test(tc, hard_links_are_not_needed, 0,
	                    (int)GAMUT_ARRAY_LEN(unlinkable));
	tcase_add_test(tc, a_link_that_was_made_after_all_counts);
	tcase_add_test(tc, other_trouble_with_links_is_told);
	tcase_add_test(tc, interrupted_syncs_go_on);
	tcase_add_test(tc, folders_that_cannot_be_synced_are_let_pass);
	tcase_add_test(tc, interrupted_opens_go_on);
	tcase_add_test(tc, a_reader_that_has_gone_is_known);
	tcase_add_test(tc, folders_are_made_with_those_above);
	tcase_add_test(tc, short_writes_go_on);
	tcase_add_test(tc, a_full_device_is_an_error);
	tcase_add_test(tc, the_program_has_a_folder);
	suite_add_tcase(suite, tc);
	return suite;
}

#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/env.h"
#include "base/file.h"
#include "runner/cli/doctor.h"
#include "runner/cli/terminal.h"

/* Descriptors that are no connections: shards, standard streams, libraries. */
#define OTHER_FILES 32

/* The default of --concurrency, and the most that it may be. */
#define CONCURRENCY 16
#define CONCURRENCY_MAX 4096

#define MIB (UINT64_C(1) << 20)

/* Room for a run of the usual size, of some twenty megabytes, and more. */
#define FREE_MIN (100 * MIB)

#define RUNS "results"

/* ---------------------------------------------------------------- gathering */

static uint64_t limit_of(int resource)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return 0;
	return limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : limit.rlim_cur;
}

/* Those of `names` that are set. Their values are nobody's business. */
static struct gamut_str set_of(const char *const *names, size_t count,
                               struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str set;

	for (size_t i = 0; i < count; i++)
		if (gamut_env(names[i]))
			gamut_buf_addf(&out, "%s%s", out.len > 0 ? " " : "",
			               names[i]);
	set = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return set;
}

static const char *find_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (gamut_env(names[i]))
			return gamut_env(names[i]);
	return NULL;
}

static bool is_installed(const char *name)
{
	locale_t locale = newlocale(LC_ALL_MASK, name, (locale_t)0);

	if (locale == (locale_t)0)
		return false;
	freelocale(locale);
	return true;
}

/*
 * Can a run be made in `folder`? Permissions do not tell: to the superuser
 * they allow all, and a file system may be read-only or, as /proc is, no place
 * for files.
 */
static bool can_make_folder(const char *folder)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str path =
		gamut_arena_strf(&arena, "%s/.gamut-doctor-XXXXXX", folder);
	char *name = gamut_arena_new(&arena, char, path.len + 1);
	bool is_made;

	memcpy(name, path.ptr, path.len + 1); /* and the NUL */
	is_made = mkdtemp(name) != NULL;
	if (is_made)
		rmdir(name);
	gamut_arena_clear(&arena);
	return is_made;
}

struct gamut_doctor_system gamut_doctor_find_system(struct gamut_arena *arena)
{
	static const char *const proxies[] = {
		"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
		"ALL_PROXY",  "no_proxy",    "NO_PROXY",
	};
	static const char *const keys[] = {
		"OPENAI_API_KEY",     "ANTHROPIC_API_KEY",    "AZURE_API_KEY",
		"FIREWORKS_API_KEY",  "GEMINI_API_KEY",       "GOOGLE_API_KEY",
		"MISTRAL_API_KEY",    "TOGETHER_API_KEY",     "HF_TOKEN",
		"OPENROUTER_API_KEY", "AZURE_OPENAI_API_KEY",
	};
	const char *locale = find_locale();
	const char *runs = gamut_file_exists(RUNS) ? RUNS : ".";
	struct gamut_doctor_system found = {
		.max_files = limit_of(RLIMIT_NOFILE),
		.locale = locale,
		.has_locale = locale && is_installed(locale),
		.runs = runs,
		.is_writable = can_make_folder(runs),
		.proxies = set_of(proxies, GAMUT_ARRAY_LEN(proxies), arena),
		.keys = set_of(keys, GAMUT_ARRAY_LEN(keys), arena),
	};
	struct statvfs disk;

	if (statvfs(runs, &disk) == 0)
		found.free_bytes = (uint64_t)disk.f_bavail * disk.f_frsize;
	return found;
}

/* ------------------------------------------------------------------ judging */

static void judge_files(struct gamut_checklist *list, uint64_t max)
{
	uint64_t room = max > OTHER_FILES ? max - OTHER_FILES : 0;
	bool is_bad = room < CONCURRENCY;

	if (room > CONCURRENCY_MAX)
		room = CONCURRENCY_MAX;
	gamut_checklist_add(list, "open files",
	                    is_bad                 ? GAMUT_DOCTOR_PROBLEM :
	                    room < CONCURRENCY_MAX ? GAMUT_DOCTOR_NOTE :
	                                             GAMUT_DOCTOR_OK,
	                    is_bad, "enough for --concurrency %" PRIu64, room);
	if (is_bad)
		gamut_checklist_advise(list, "raise the limit of open files: "
		                             "ulimit -n 4096");
}

static void judge_runs(struct gamut_checklist *list,
                       const struct gamut_doctor_system *found)
{
	gamut_checklist_add(list, "run folder",
	                    found->is_writable ? GAMUT_DOCTOR_OK :
	                                         GAMUT_DOCTOR_PROBLEM,
	                    !found->is_writable, "'%s' is %swritable",
	                    found->runs, found->is_writable ? "" : "not ");
	if (!found->is_writable)
		gamut_checklist_advise(list,
		                       "'%s', where new runs go, cannot be "
		                       "written: go elsewhere, or give --out",
		                       found->runs);
	gamut_checklist_add(list, "free disk",
	                    found->free_bytes < FREE_MIN ?
	                            GAMUT_DOCTOR_PROBLEM :
	                            GAMUT_DOCTOR_OK,
	                    found->free_bytes < FREE_MIN, "%" PRIu64 " MiB",
	                    found->free_bytes / MIB);
	if (found->free_bytes < FREE_MIN)
		gamut_checklist_advise(list, "make room on the disk: a run of "
		                             "the whole benchmark takes some "
		                             "20 MiB");
}

static void judge_locale(struct gamut_checklist *list,
                         const struct gamut_doctor_system *found)
{
	const char *locale = found->locale;

	if (locale && found->has_locale && gamut_terminal_is_utf8(locale))
		gamut_checklist_add(list, "locale", GAMUT_DOCTOR_OK, false,
		                    "%s", locale);
	else
		gamut_checklist_add(
			list, "locale", GAMUT_DOCTOR_NOTE, false, "%s%s: %s",
			locale ? locale : "none",
			locale && !found->has_locale ? " is not installed" : "",
			locale && !gamut_terminal_is_utf8(locale) ?
				"reports are ASCII, all else is "
				"UTF-8" :
				"output is UTF-8 all the same");
}

static void judge_names(struct gamut_checklist *list, const char *name,
                        struct gamut_str names, const char *none)
{
	if (names.len > 0)
		gamut_checklist_add(list, name, GAMUT_DOCTOR_NOTE, false,
		                    "set: %.*s", GAMUT_STR_ARG(names));
	else
		gamut_checklist_add(list, name, GAMUT_DOCTOR_OK, false, "%s",
		                    none);
}

void gamut_doctor_judge_system(struct gamut_checklist *list,
                               const struct gamut_doctor_system *found)
{
	judge_files(list, found->max_files);
	judge_runs(list, found);
	judge_locale(list, found);
	judge_names(list, "proxies", found->proxies, "no variable names one");
	judge_names(list, "keys", found->keys, "no usual variable holds one");
}

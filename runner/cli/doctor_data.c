#include <string.h>

#include "base/env.h"
#include "base/file.h"
#include "runner/cli/doctor.h"
#include "tasks/catalog/registry.h"
#include "tasks/checker.h"

/* A dictionary is as long as that, or it is none. */
#define MAX_BYTES ((size_t)64 * 1024 * 1024)

/* More than all tasks read between them. */
#define RESOURCES_MAX 64

/* The start of a SHA-256 that tells two files apart. */
#define HASH_DIGITS 12

struct data {
	struct gamut_checklist *list;
	struct gamut_lexicon *lexicon;
	bool has_folder; /* of word lists */
};

/* --------------------------------------------------------------- resources */

static bool is_dictionary(const char *name)
{
	struct gamut_str s = gamut_str_of(name);

	return gamut_str_ends_with(s, GAMUT_STR(".dic")) ||
	       gamut_str_ends_with(s, GAMUT_STR(".aff"));
}

/* What is wrong, without what to do about it, which is said once for all. */
static struct gamut_str fact_of(const struct gamut_err *err)
{
	static const char *const remedies[] = { ": install the package ",
		                                "; set GAMUT_WORDLISTS " };
	struct gamut_str fact = gamut_str_of(err->msg);

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(remedies); i++)
		fact = gamut_str_head(
			fact, gamut_str_find(fact, gamut_str_of(remedies[i])));
	return fact;
}

/* Without a folder, all word lists fail alike, and so do their tasks. */
static bool is_told(const struct data *data, struct gamut_str fact)
{
	for (size_t i = 0; i < data->list->count; i++)
		if (gamut_str_eq(data->list->items[i].evidence, fact))
			return true;
	return false;
}

static void advise_missing(struct data *data, const char *name,
                           struct gamut_str remedy)
{
	if (!is_dictionary(name))
		gamut_checklist_advise(
			data->list,
			"word lists are part of gamut: install it whole, or "
			"set GAMUT_WORDLISTS to the folder that holds them");
	else if (gamut_str_starts_with(remedy, GAMUT_STR(": ")))
		gamut_checklist_advise(
			data->list, "%.*s",
			GAMUT_STR_ARG(gamut_str_skip(remedy, 2)));
	else
		gamut_checklist_advise(
			data->list,
			"install the dictionary's package anew, or set "
			"GAMUT_DICTIONARIES to the folder that holds it");
}

static void add_missing(struct data *data, const char *name,
                        const struct gamut_err *err)
{
	bool is_folder = !data->has_folder && !is_dictionary(name);
	struct gamut_str fact = fact_of(err);

	if (is_told(data, fact))
		return;
	gamut_checklist_add(data->list, is_folder ? "word lists" : name,
	                    GAMUT_DOCTOR_PROBLEM, true, "%.*s",
	                    GAMUT_STR_ARG(fact));
	advise_missing(data, name,
	               gamut_str_skip(gamut_str_of(err->msg), fact.len));
}

/* The number of words that the first line of a dictionary states. */
static enum gamut_status count_words(struct gamut_str *count, const char *path,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	struct gamut_str text;
	enum gamut_status status = gamut_file_read(&text, path, MAX_BYTES,
	                                           arena, err);

	*count = GAMUT_STR_EMPTY;
	if (status)
		return status;
	/* A byte order mark may stand before it. */
	while (text.len > 0 && !gamut_ascii_is_digit(text.ptr[0]))
		text = gamut_str_skip(text, 1);
	while (count->len < text.len &&
	       gamut_ascii_is_digit(text.ptr[count->len]))
		*count = gamut_str_head(text, count->len + 1);
	return GAMUT_OK;
}

static void check_dictionary(struct data *data, const char *name)
{
	bool has_count = gamut_str_ends_with(gamut_str_of(name),
	                                     GAMUT_STR(".dic"));
	struct gamut_arena arena = { 0 };
	struct gamut_str count = GAMUT_STR_EMPTY;
	struct gamut_err err = { 0 };
	enum gamut_status status;
	const char *path;
	const char *hex;

	status = gamut_lexicon_dictionary(&path, data->lexicon, name, &err);
	if (!status)
		status = gamut_lexicon_digest(&hex, data->lexicon, name, &err);
	if (!status && has_count)
		status = count_words(&count, path, &arena, &err);
	if (status)
		add_missing(data, name, &err);
	else
		gamut_checklist_add(data->list, name, GAMUT_DOCTOR_OK, false,
		                    "%.*s%s%s, SHA-256 %.*s",
		                    GAMUT_STR_ARG(count),
		                    has_count ? " entries in " : "", path,
		                    HASH_DIGITS, hex);
	gamut_arena_clear(&arena);
}

static void check_list(struct data *data, const char *name)
{
	struct gamut_err err = { 0 };
	enum gamut_status status;
	struct gamut_str text;
	struct gamut_str line;
	const char *hex;
	size_t count = 0;

	status = gamut_lexicon_read(&text, data->lexicon, name, &err);
	if (!status)
		status = gamut_lexicon_digest(&hex, data->lexicon, name, &err);
	if (status) {
		add_missing(data, name, &err);
		return;
	}
	while (gamut_lexicon_take_line(&text, &line))
		count++;
	gamut_checklist_add(data->list, name, GAMUT_DOCTOR_OK, false,
	                    "%zu entries, SHA-256 %.*s", count, HASH_DIGITS,
	                    hex);
}

static void check_resource(struct data *data, const char *name)
{
	if (is_dictionary(name))
		check_dictionary(data, name);
	else
		check_list(data, name);
}

/* Where word lists are looked for: the order of lexicon.h. */
static void tell_folder(struct data *data)
{
	const char *asked = gamut_env("GAMUT_WORDLISTS");
	struct gamut_arena arena = { 0 };
	const char *program;
	struct gamut_str folder;

	if (asked) {
		folder = gamut_str_of(asked);
	} else if (!gamut_file_program_folder(&program, &arena, NULL)) {
		folder = gamut_arena_strf(&arena, "%s/wordlists", program);
		if (!gamut_file_is_folder(folder.ptr))
			folder = gamut_arena_strf(
				&arena, "%s/../share/gamut/wordlists", program);
	} else {
		return;
	}
	data->has_folder =
		gamut_file_is_folder(gamut_arena_copy(&arena, folder).ptr);
	if (data->has_folder)
		gamut_checklist_add(data->list, "word lists", GAMUT_DOCTOR_OK,
		                    false, "%.*s", GAMUT_STR_ARG(folder));
	gamut_arena_clear(&arena);
}

/* Each resource of any task, once. */
static void check_resources(struct data *data)
{
	const char *seen[RESOURCES_MAX];
	size_t count = 0;

	for (size_t i = 0; i < gamut_task_count(); i++) {
		const struct gamut_task *task = gamut_task_at(i);
		const char *names[GAMUT_NEEDS_MAX];
		size_t needs = 0;

		if (task->verifier->needs)
			needs = task->verifier->needs(task->rule, names);
		for (size_t k = 0; k < needs; k++) {
			size_t at = 0;

			while (at < count && strcmp(seen[at], names[k]) != 0)
				at++;
			if (at < count)
				continue;
			if (count == RESOURCES_MAX)
				GAMUT_BUG("more than %d resources",
				          RESOURCES_MAX);
			seen[count++] = names[k];
			check_resource(data, names[k]);
		}
	}
}

/* ------------------------------------------------------------------- tasks */

/* The first case that `checker` judges wrongly, or NULL; counts them all. */
static const char *find_misjudged(const struct gamut_checker *checker,
                                  size_t *cases)
{
	const struct gamut_task *task = gamut_checker_task(checker);
	struct gamut_arena arena = { 0 };
	const char *wrong = NULL;

	for (size_t i = 0; task->accepts[i].answer; i++, ++*cases) {
		const struct gamut_accept_case *row = &task->accepts[i];
		struct gamut_verdict got = gamut_checker_verify(
			checker, gamut_str_of(row->answer), &arena);

		if (!gamut_verdict_is_valid(got) ||
		    !gamut_str_eq(got.canonical, gamut_str_of(row->canonical)))
			wrong = row->answer;
	}
	for (size_t i = 0; task->rejects[i].answer; i++, ++*cases) {
		const struct gamut_reject_case *row = &task->rejects[i];
		struct gamut_verdict got = gamut_checker_verify(
			checker, gamut_str_of(row->answer), &arena);

		if (got.reason != row->reason)
			wrong = row->answer;
	}
	gamut_arena_clear(&arena);
	return wrong;
}

/* Is this task judged as it says? Otherwise a line says why not. */
static bool check_task(struct data *data, const struct gamut_task *task,
                       size_t *cases)
{
	struct gamut_checker *checker;
	struct gamut_err err = { 0 };
	const char *wrong;

	if (gamut_checker_open(&checker, task, data->lexicon, &err)) {
		add_missing(data, task->name, &err);
		return false;
	}
	wrong = find_misjudged(checker, cases);
	gamut_checker_free(checker);
	if (!wrong)
		return true;
	gamut_checklist_add(data->list, task->name, GAMUT_DOCTOR_PROBLEM, true,
	                    "its own case '%s' is judged wrongly", wrong);
	gamut_checklist_advise(data->list,
	                       "%s does not judge as it was made to: a word "
	                       "list or dictionary is not the one it was "
	                       "tested with",
	                       task->name);
	return false;
}

static void check_tasks(struct data *data)
{
	size_t total = gamut_task_count();
	struct gamut_buf unsound = { 0 };
	size_t sound = 0;
	size_t cases = 0;

	for (size_t i = 0; i < total; i++) {
		const struct gamut_task *task = gamut_task_at(i);

		if (check_task(data, task, &cases))
			sound++;
		else
			gamut_buf_addf(&unsound, "%s%s",
			               unsound.len > 0 ? ", " : "; not ",
			               task->name);
	}
	gamut_checklist_add(
		data->list, "tasks",
		sound == total ? GAMUT_DOCTOR_OK : GAMUT_DOCTOR_PROBLEM,
		sound < total, "%zu of %zu judge their own %zu cases rightly%s",
		sound, total, cases, gamut_buf_cstr(&unsound));
	gamut_buf_release(&unsound);
}

void gamut_doctor_check_data(struct gamut_checklist *list)
{
	struct data data = {
		.list = list,
		.lexicon = gamut_lexicon_open(),
	};

	tell_folder(&data);
	check_resources(&data);
	check_tasks(&data);
	gamut_lexicon_free(data.lexicon);
}

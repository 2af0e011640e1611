#include "tests/support/endpoint.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "tests/support/collect.h"

const char *gamut_endpoint_line(struct gamut_arena *arena,
                                const struct gamut_server *server,
                                const char *rest)
{
	return gamut_arena_strf(arena,
	                        "run --endpoint %s --model m --out r --seed 1 "
	                        "%s",
	                        gamut_server_url(server), rest)
	        .ptr;
}

struct gamut_output gamut_endpoint_run(struct gamut_arena *arena,
                                       const struct gamut_server *server,
                                       const char *rest)
{
	const char *all =
		gamut_arena_strf(arena, "--tasks rng_1_100 %s", rest).ptr;

	return gamut_program(arena, gamut_endpoint_line(arena, server, all));
}

struct gamut_run *gamut_endpoint_read(void)
{
	struct gamut_err err = { 0 };
	struct gamut_run *run;

	ck_assert_msg(gamut_run_read(&run, "r", &err) == GAMUT_OK, "%s",
	              err.msg);
	return run;
}

void gamut_endpoint_check_clean(const struct gamut_run *run)
{
	ck_assert_uint_eq(
		run->duplicates + run->torn + run->damaged + run->foreign, 0);
}

void gamut_endpoint_check_whole(uint32_t n)
{
	struct gamut_run *run = gamut_endpoint_read();
	struct gamut_collection all;

	ck_assert(gamut_run_is_complete(run));
	ck_assert_uint_eq(run->count, n * run->manifest.cell_count);
	gamut_endpoint_check_clean(run);
	gamut_collect(&all, run);
	for (size_t i = 0; i < all.count; i++) {
		const struct gamut_sample *s = &all.samples[i];
		char want[16];

		snprintf(want, sizeof(want), "%d",
		         gamut_server_answer(s->seed));
		ck_assert_int_eq(s->seed,
		                 (int64_t)run->manifest.cells[i / n].seed_base +
		                         s->index);
		ck_assert(gamut_str_eq(gamut_str_trim(s->text),
		                       gamut_str_of(want)));
	}
	gamut_collect_release(&all);
	gamut_run_free(run);
}

/* ------------------------------------------------------------------ bytes */

static bool file_has(const char *path, struct gamut_str needle)
{
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_str text;
	bool is_found = false;

	ck_assert_msg(gamut_file_read(&text, path, (size_t)1 << 30, &arena,
	                              &err) == GAMUT_OK,
	              "%s", err.msg);
	for (size_t i = 0; i + needle.len <= text.len && !is_found; i++)
		is_found = memcmp(text.ptr + i, needle.ptr, needle.len) == 0;
	gamut_arena_clear(&arena);
	return is_found;
}

static bool is_self_or_parent(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

bool gamut_endpoint_has(const char *folder, const char *text)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	bool is_found = false;

	ck_assert_ptr_nonnull(dir);
	/* Nobody else reads this stream. */
	/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
	while ((entry = readdir(dir))) {
		struct gamut_arena arena = { 0 };
		const char *path;

		if (is_self_or_parent(entry->d_name))
			continue;
		path = gamut_arena_strf(&arena, "%s/%s", folder, entry->d_name)
		               .ptr;
		if (gamut_file_is_folder(path))
			is_found |= gamut_endpoint_has(path, text);
		else
			is_found |= file_has(path, gamut_str_of(text));
		gamut_arena_clear(&arena);
	}
	closedir(dir);
	return is_found;
}

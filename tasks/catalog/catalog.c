#include "tasks/catalog/catalog_state.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tasks/catalog/registry.h"

/* The index of `name`, or where it would be. */
static size_t index_of(const struct gamut_catalog *catalog,
                       struct gamut_str name)
{
	size_t low = 0;
	size_t high = catalog->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (gamut_str_cmp(
			    gamut_str_of(catalog->entries[middle].task->name),
			    name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct gamut_entry *gamut_catalog_entry(
	const struct gamut_catalog *catalog, struct gamut_str name)
{
	size_t at = index_of(catalog, name);

	if (at == catalog->count ||
	    !gamut_str_eq(gamut_str_of(catalog->entries[at].task->name), name))
		return NULL;
	return &catalog->entries[at];
}

/* Is it the very file that is there already? */
static bool is_same(const struct gamut_entry *a, const struct gamut_entry *b)
{
	return a->place && b->place && strcmp(a->place, b->place) == 0;
}

enum gamut_status gamut_catalog_put(struct gamut_catalog *catalog,
                                    const struct gamut_entry *entry,
                                    struct gamut_err *err)
{
	struct gamut_str name = gamut_str_of(entry->task->name);
	const struct gamut_entry *there = gamut_catalog_entry(catalog, name);
	size_t at = index_of(catalog, name);

	if (there && is_same(there, entry))
		return GAMUT_OK;
	if (there)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: the name '%s' is taken by %s: give the "
		                   "task another",
		                   entry->path, entry->task->name,
		                   there->path ? there->path :
		                                 "a built-in task");
	catalog->entries = gamut_grow_array(catalog->entries, &catalog->size,
	                                    catalog->count,
	                                    sizeof(catalog->entries[0]));
	memmove(&catalog->entries[at + 1], &catalog->entries[at],
	        (catalog->count - at) * sizeof(catalog->entries[0]));
	catalog->entries[at] = *entry;
	catalog->count++;
	return GAMUT_OK;
}

struct gamut_catalog *gamut_catalog_open(void)
{
	struct gamut_catalog *catalog = gamut_alloc(sizeof(*catalog));

	catalog->lexicon = gamut_lexicon_open();
	catalog->is_chosen[GAMUT_ORIGIN_CORE] = true;
	catalog->size = catalog->count = gamut_task_count();
	catalog->entries = gamut_alloc_array(catalog->count,
	                                     sizeof(catalog->entries[0]));
	for (size_t i = 0; i < catalog->count; i++)
		catalog->entries[i].task = gamut_task_at(i);
	return catalog;
}

void gamut_catalog_free(struct gamut_catalog *catalog)
{
	if (!catalog)
		return;
	for (size_t i = 0; i < catalog->holder_count; i++) {
		gamut_task_file_free(catalog->holders[i].file);
		gamut_plugin_file_free(catalog->holders[i].plugin);
	}
	free(catalog->holders);
	free(catalog->entries);
	gamut_lexicon_free(catalog->lexicon);
	gamut_arena_clear(&catalog->arena);
	free(catalog);
}

struct gamut_lexicon *gamut_catalog_lexicon(struct gamut_catalog *catalog)
{
	return catalog->lexicon;
}

/* ----------------------------------------------------------------- answers */

size_t gamut_catalog_count(const struct gamut_catalog *catalog)
{
	return catalog->count;
}

const struct gamut_task *gamut_catalog_at(const struct gamut_catalog *catalog,
                                          size_t i)
{
	if (i >= catalog->count)
		GAMUT_BUG("task %zu out of range", i);
	return catalog->entries[i].task;
}

const char *gamut_catalog_origin(const struct gamut_catalog *catalog,
                                 const struct gamut_task *task)
{
	for (size_t i = 0; i < catalog->count; i++)
		if (catalog->entries[i].task == task)
			return catalog->entries[i].path;
	return NULL;
}

const struct gamut_task *gamut_catalog_find(struct gamut_catalog *catalog,
                                            struct gamut_str name)
{
	const struct gamut_task *task;

	return gamut_catalog_look_up(&task, catalog, name, NULL) ? NULL : task;
}

enum gamut_status gamut_catalog_require(const struct gamut_task **out,
                                        struct gamut_catalog *catalog,
                                        struct gamut_str name,
                                        struct gamut_err *err)
{
	struct gamut_buf shown = { 0 };
	enum gamut_status status = gamut_catalog_look_up(out, catalog, name,
	                                                 err);

	if (status || *out)
		return status;
	gamut_text_show(&shown, name, 64);
	gamut_error_set(
		err, GAMUT_EPARSE, "unknown task '%s'%s",
		gamut_buf_cstr(&shown),
		gamut_catalog_hint(catalog, gamut_buf_cstr(&shown)).text);
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

struct gamut_hint gamut_catalog_hint(const struct gamut_catalog *catalog,
                                     const char *name)
{
	const char **names = gamut_alloc_array(catalog->count, sizeof(*names));
	struct gamut_hint hint;

	for (size_t i = 0; i < catalog->count; i++)
		names[i] = catalog->entries[i].task->name;
	hint = gamut_text_hint(name, names, catalog->count);
	free(names);
	if (hint.text[0] == '\0')
		return (struct gamut_hint){
			": 'gamut tasks' lists those there are; your own come "
			"by --task-file"
		};
	return hint;
}

#include "base/str.h"
#include "runner/exchange/import/map.h"
#include "tasks/setting.h"

/* Names of the paper's tasks that differ from ours. */
static const struct {
	const char *theirs;
	const char *ours;
} renamed[] = {
	{ "claude_gerunds", "gerunds" },
};

/* What may stand between the parts of a name. */
static bool is_separator(char c)
{
	return c == '_' || c == '-' || c == '/' || c == '.' || c == ':' ||
	       c == ' ' || c == '|' || c == ',';
}

static struct gamut_str skip_separators(struct gamut_str s)
{
	while (s.len > 0 && is_separator(s.ptr[0]))
		s = gamut_str_skip(s, 1);
	return s;
}

/* Are they equal but for '_' and '-'? */
static bool is_spelling_of(struct gamut_str ours, struct gamut_str typed)
{
	if (typed.len != ours.len)
		return false;
	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.ptr[i] == '_' ? '-' : typed.ptr[i];

		if (gamut_ascii_lower(c) != ours.ptr[i])
			return false;
	}
	return true;
}

struct gamut_str gamut_import_name_setting(struct gamut_str name)
{
	for (int i = 0; i < GAMUT_SETTING_COUNT; i++) {
		struct gamut_str ours =
			gamut_str_of(gamut_setting_name((enum gamut_setting)i));

		if (is_spelling_of(ours, name))
			return ours;
	}
	return name;
}

/* Does `name` begin with the task's, and what it has behind it say? */
static bool is_of(struct gamut_import_place *place, struct gamut_str name,
                  const struct gamut_task *task, struct gamut_str spelling)
{
	enum gamut_setting ignored;
	struct gamut_str rest;

	if (!gamut_str_starts_with(name, spelling))
		return false;
	rest = gamut_str_skip(name, spelling.len);
	if (rest.len > 0) {
		if (!is_separator(rest.ptr[0]))
			return false;
		rest = gamut_import_name_setting(skip_separators(rest));
		if (!gamut_setting_find(&ignored, rest))
			return false;
	}
	*place = (struct gamut_import_place){ .task = task, .setting = rest };
	return true;
}

static bool find_known(struct gamut_import_place *place,
                       const struct gamut_catalog *catalog,
                       struct gamut_str name)
{
	for (size_t i = 0; i < gamut_catalog_count(catalog); i++) {
		const struct gamut_task *task = gamut_catalog_at(catalog, i);

		if (is_of(place, name, task, gamut_str_of(task->name)))
			return true;
	}
	return false;
}

static bool find(struct gamut_import_place *place,
                 struct gamut_catalog *catalog, struct gamut_str name)
{
	if (find_known(place, catalog, name))
		return true;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(renamed); i++) {
		const struct gamut_task *task = gamut_catalog_find(
			catalog, gamut_str_of(renamed[i].ours));

		if (is_of(place, name, task, gamut_str_of(renamed[i].theirs)))
			return true;
	}
	/* The extended suite is only read where it may be meant. */
	return !gamut_catalog_use_suite(catalog, "all", NULL) &&
	       find_known(place, catalog, name);
}

struct gamut_import_place gamut_import_name(struct gamut_catalog *catalog,
                                            struct gamut_str name)
{
	struct gamut_import_place place = { 0 };
	static const struct gamut_str prefix = { .ptr = "gamut", .len = 5 };

	if (find(&place, catalog, name))
		return place;
	if (gamut_str_starts_with(name, prefix) && name.len > prefix.len &&
	    is_separator(name.ptr[prefix.len]))
		find(&place, catalog,
		     skip_separators(gamut_str_skip(name, prefix.len)));
	return place;
}

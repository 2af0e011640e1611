/* list: one of a list of texts, of the task file, a file or a shipped one. */
#include <string.h>

#include "base/text.h"
#include "tasks/catalog/kind.h"
#include "tasks/catalog/task_file.h"
#include "verifiers/list.h"

/* The verifier's rule, and what is needed to find fault with its parts. */
struct list_rule {
	struct gamut_list_rule rule; /* first: the verifier sees only this */
	const struct gamut_yaml_node *values;
	const struct gamut_yaml_node *file;
	const struct gamut_yaml_node *wordlist;
	const struct gamut_yaml_node *columns;
	const struct gamut_yaml_node **places; /* of each line of the values */
};

/* ------------------------------------------------------------------- values */

/* What becomes of `values`: lines of the rule's text, and their places. */
struct lines {
	struct gamut_buf text;
	const struct gamut_yaml_node **places;
	size_t count;
	struct gamut_kind_context *context;
};

/* Add one spelling: the first of a line where `place` says whose. */
static enum gamut_status add_text(struct lines *lines,
                                  const struct gamut_yaml_node *node,
                                  const struct gamut_yaml_node *place,
                                  struct gamut_err *err)
{
	const char *text;
	enum gamut_status status = gamut_kind_read_text(&text, node,
	                                                lines->context, err);

	if (status)
		return status;
	if (text[strcspn(text, "\t\n")] != '\0')
		return gamut_yaml_error(node, err,
		                        "a value of a list has no tab or line "
		                        "feed in it");
	if (strlen(text) > GAMUT_LIST_FIELD_MAX)
		return gamut_yaml_error(node, err,
		                        "a value of a list has at most %d "
		                        "bytes",
		                        GAMUT_LIST_FIELD_MAX);
	if (place)
		lines->places[lines->count++] = place;
	gamut_buf_addf(&lines->text, "%s%s",
	               !place           ? "\t" :
	               lines->count > 1 ? "\n" :
	                                  "",
	               text);
	return GAMUT_OK;
}

/*
 * The spellings of a line, a text or a list of them; where `place` is NULL,
 * more of the line before.
 */
static enum gamut_status add_spellings(struct lines *lines,
                                       const struct gamut_yaml_node *node,
                                       const struct gamut_yaml_node *place,
                                       struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST)
		return add_text(lines, node, place, err);
	if (place && gamut_yaml_count(node) == 0)
		return gamut_yaml_error(node, err,
		                        "this value has no spelling");
	for (size_t i = 0; i < gamut_yaml_count(node) && !status; i++)
		status = add_text(lines, gamut_yaml_item(node, i),
		                  i == 0 ? place : NULL, err);
	return status;
}

static enum gamut_status add_map(struct lines *lines,
                                 const struct gamut_yaml_node *map,
                                 struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < gamut_yaml_count(map) && !status; i++) {
		const struct gamut_yaml_node *key = gamut_yaml_key_node(map, i);

		status = add_text(lines, key, key, err);
		if (!status)
			status = add_spellings(lines, gamut_yaml_value(map, i),
			                       NULL, err);
	}
	return status;
}

static enum gamut_status add_item(struct lines *lines,
                                  const struct gamut_yaml_node *item,
                                  struct gamut_err *err)
{
	if (gamut_yaml_kind(item) == GAMUT_YAML_MAP)
		return add_map(lines, item, err);
	return add_spellings(lines, item, item, err);
}

static size_t count_lines(const struct gamut_yaml_node *node)
{
	size_t count = gamut_yaml_count(node);
	size_t lines = 0;

	if (gamut_yaml_kind(node) == GAMUT_YAML_MAP)
		return count;
	for (size_t i = 0; i < count; i++) {
		const struct gamut_yaml_node *item = gamut_yaml_item(node, i);

		lines += gamut_yaml_kind(item) == GAMUT_YAML_MAP ?
		                 gamut_yaml_count(item) :
		                 1;
	}
	return lines;
}

static enum gamut_status take_values(void *at,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_kind_context *context,
                                     struct gamut_err *err)
{
	struct list_rule *list = at;
	struct lines lines = { .context = context };
	enum gamut_status status = GAMUT_OK;
	size_t count = count_lines(node);

	if (gamut_yaml_kind(node) == GAMUT_YAML_SCALAR || count == 0)
		return gamut_yaml_error(node, err,
		                        "'values' is a list such as [red, "
		                        "[grey, gray]] or {grey: gray}");
	lines.places = gamut_arena_new(context->arena,
	                               const struct gamut_yaml_node *, count);
	if (gamut_yaml_kind(node) == GAMUT_YAML_MAP)
		status = add_map(&lines, node, err);
	else
		for (size_t i = 0; i < gamut_yaml_count(node) && !status; i++)
			status = add_item(&lines, gamut_yaml_item(node, i),
			                  err);
	if (!status)
		list->rule.text = gamut_arena_copy(context->arena,
		                                   gamut_buf_view(&lines.text));
	list->values = node;
	list->places = lines.places;
	gamut_buf_release(&lines.text);
	return status;
}

/* -------------------------------------------------------------------- files */

/*
 * The lines of `text` without comments, "\r" and a byte order mark; lines stay
 * where they are, so that they keep their numbers.
 */
static struct gamut_str clean(struct gamut_str text, struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str line;
	struct gamut_str kept;
	bool is_empty = true;

	if (gamut_str_starts_with(text, GAMUT_STR("\xef\xbb\xbf")))
		text = gamut_str_skip(text, 3);
	while (gamut_str_take_line(&text, &line)) {
		if (gamut_str_starts_with(line, GAMUT_STR("#")))
			line.len = 0;
		is_empty = is_empty && line.len == 0;
		gamut_buf_add(&out, line);
		gamut_buf_add_char(&out, '\n');
	}
	kept = is_empty ? GAMUT_STR_EMPTY :
	                  gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return kept;
}

static enum gamut_status take_file(void *at, const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	struct list_rule *list = at;
	struct gamut_buf shown = { 0 };
	struct gamut_str text;
	const char *path;
	enum gamut_status status = gamut_kind_read_text(&path, node, context,
	                                                err);

	if (!status)
		status = gamut_kind_read_file(&text, path, GAMUT_TASK_LIST_MAX,
		                              node, context, err);
	if (status)
		return status;
	gamut_text_show(&shown, gamut_str_of(path), 0);
	list->file = node;
	list->rule.file =
		gamut_arena_copy(context->arena, gamut_buf_view(&shown)).ptr;
	gamut_buf_release(&shown);
	if (!gamut_text_is_utf8(text) ||
	    gamut_str_find(text, GAMUT_STR("\0")) < text.len)
		return gamut_yaml_error(node, err, "'%s' is not UTF-8 text",
		                        list->rule.file);
	list->rule.text = clean(text, context->arena);
	if (list->rule.text.len == 0)
		return gamut_yaml_error(node, err, "'%s' has no entry",
		                        list->rule.file);
	return GAMUT_OK;
}

static enum gamut_status take_wordlist(void *at,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	struct list_rule *list = at;
	const char *name;
	enum gamut_status status = gamut_kind_read_text(&name, node, context,
	                                                err);

	if (status)
		return status;
	if (strchr(name, '/') || name[0] == '.' ||
	    !gamut_str_ends_with(gamut_str_of(name), GAMUT_STR(".tsv")))
		return gamut_yaml_error(node, err,
		                        "'wordlist' is the name of a word list "
		                        "that is shipped, such as "
		                        "us_states.tsv; a list of your own is "
		                        "a 'file'");
	list->wordlist = node;
	list->rule.file = name;
	return GAMUT_OK;
}

static enum gamut_status take_columns(void *at,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	struct list_rule *list = at;
	bool is_list = gamut_yaml_kind(node) == GAMUT_YAML_LIST;
	size_t count = is_list ? gamut_yaml_count(node) : 1;

	(void)context;
	if (count == 0)
		return gamut_yaml_error(node, err,
		                        "'columns' names at least one field");
	list->columns = node;
	list->rule.columns = 0;
	for (size_t i = 0; i < count; i++) {
		const struct gamut_yaml_node *item =
			is_list ? gamut_yaml_item(node, i) : node;
		double column;

		if (!gamut_yaml_get_double(item, &column) ||
		    !(column >= 1 && column <= 32) ||
		    column != (double)(unsigned)column)
			return gamut_yaml_error(item, err,
			                        "a column is a whole number "
			                        "from 1 to 32");
		list->rule.columns |= UINT32_C(1) << ((unsigned)column - 1);
	}
	return GAMUT_OK;
}

/* --------------------------------------------------------------------- rule */

static const char *const cases[] = { "exact", "any", NULL };

static const struct gamut_kind_key keys[] = {
	{ .name = "values",
	  .type = GAMUT_KIND_OWN,
	  .take = take_values,
	  .schema = "{\"type\":[\"array\",\"object\"],\"minItems\":1,"
	            "\"minProperties\":1,\"items\":{\"type\":[\"string\","
	            "\"number\",\"boolean\",\"array\",\"object\"]}}",
	  .help = "the list itself: each item a text, or [canonical, alias, "
	          "...], or {canonical: alias}" },
	{ .name = "file",
	  .type = GAMUT_KIND_OWN,
	  .take = take_file,
	  .schema = "{\"type\":\"string\"}",
	  .help = "a file of the list, one entry a line, the canonical form "
	          "and its aliases with tabs between them; # begins a comment" },
	{ .name = "wordlist",
	  .type = GAMUT_KIND_OWN,
	  .take = take_wordlist,
	  .schema = "{\"type\":\"string\",\"pattern\":\"^[^./][^/]*[.]tsv$\"}",
	  .help = "a word list that is shipped, such as us_states.tsv" },
	{ .name = "columns",
	  .type = GAMUT_KIND_OWN,
	  .take = take_columns,
	  .schema = "{\"type\":[\"integer\",\"array\"],\"minimum\":1,"
	            "\"maximum\":32,\"minItems\":1,\"items\":{\"type\":"
	            "\"integer\",\"minimum\":1,\"maximum\":32}}",
	  .help = "the fields of a file or word list that are accepted "
	          "spellings, from 1; all by default" },
	{ .name = "case",
	  .type = GAMUT_KIND_CHOICE,
	  .offset = offsetof(struct list_rule, rule.match),
	  .choices = cases,
	  .help = "whether upper and lower case matter, exact by default" },
	{ .name = "length",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = offsetof(struct list_rule, rule.length),
	  .min = 1,
	  .max = GAMUT_LIST_FIELD_MAX,
	  .help = "only entries of a file or word list whose first field has "
	          "so many characters" },
	{ 0 },
};

static const struct list_rule defaults = {
	.rule = { .columns = GAMUT_LIST_COLUMNS(0, 31) },
};

static enum gamut_status check_keys(const struct list_rule *list,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_err *err)
{
	int count = !!list->values + !!list->file + !!list->wordlist;

	if (count != 1)
		return gamut_yaml_error(node, err,
		                        "list needs %s: 'values', 'file' or "
		                        "'wordlist'",
		                        count ? "only one of these" :
		                                "one of these");
	if (list->values && list->columns)
		return gamut_yaml_error(list->columns, err,
		                        "'columns' is for 'file' and "
		                        "'wordlist': of 'values' all count");
	if (list->values && list->rule.length > 0)
		return gamut_yaml_error(node, err,
		                        "'length' is for 'file' and "
		                        "'wordlist'");
	return GAMUT_OK;
}

/* Put the place before what is wrong with the list. */
static enum gamut_status blame(const struct list_rule *list, size_t line,
                               struct gamut_err *err)
{
	if (list->values)
		return gamut_yaml_error_at(
			line > 0 ? list->places[line - 1] : list->values, err);
	if (list->file && line > 0 && err)
		gamut_error_at(err, "%s:%zu", list->rule.file, line);
	return gamut_yaml_error_at(list->file ? list->file : list->wordlist,
	                           err);
}

/* The list is read here, and once more when it is opened, to tell the place. */
static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct list_rule *list = rule;
	struct gamut_list_survey survey;
	struct gamut_lexicon *lexicon = NULL;
	enum gamut_status status = check_keys(list, node, err);

	(void)context;
	if (status)
		return status;
	if (list->wordlist)
		lexicon = gamut_lexicon_open();
	status = gamut_list_survey(&survey, &list->rule, lexicon, err);
	gamut_lexicon_free(lexicon);
	if (status)
		return blame(list, survey.line, err);
	out->lists_all = true;
	if (list->rule.match == GAMUT_LIST_EXACT)
		out->strings = survey.spellings;
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_list = {
	.name = "list",
	.help = "one of a list of texts, each with its aliases",
	.verifier = &gamut_verifier_list,
	.rule_size = sizeof(struct list_rule),
	.keys = keys,
	.main = "values",
	.defaults = &defaults,
	.finish = finish,
};

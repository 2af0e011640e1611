#include "verifiers/list.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/text.h"
#include "verifiers/list_key.h"
#include "verifiers/list_state.h"

/* The spelling that `answer` is in some case, or GAMUT_MAP_ABSENT. */
static size_t find_in_any_case(const struct gamut_list *list,
                               const struct gamut_map *map,
                               struct gamut_str answer,
                               struct gamut_arena *arena)
{
	struct gamut_list_key key;
	size_t ascii;
	size_t found;

	if (!gamut_list_key_make(&key, &ascii, answer, list->rule.match, arena))
		return GAMUT_MAP_ABSENT;
	found = gamut_map_find(map, gamut_list_key_view(&key));
	if (found == GAMUT_MAP_ABSENT || ascii < list->spellings[found].ascii)
		return GAMUT_MAP_ABSENT;
	return found;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_list *list = state;
	bool is_exact = list->rule.match == GAMUT_LIST_EXACT;
	size_t found;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > list->answer_max)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!gamut_list_is_ascii(answer) && !gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);

	found = is_exact ? gamut_map_find(&list->keys, answer) :
	                   find_in_any_case(list, &list->keys, answer, arena);
	if (found != GAMUT_MAP_ABSENT) {
		size_t entry = list->spellings[found].entry;

		return gamut_verdict_accept(list->entries[entry].canonical);
	}
	if (is_exact && find_in_any_case(list, &list->folded, answer, arena) !=
	                        GAMUT_MAP_ABSENT)
		return gamut_verdict_reject(GAMUT_REASON_WRONG_CASE);
	return gamut_verdict_reject(GAMUT_REASON_NOT_LISTED);
}

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	const struct gamut_list_rule *list_rule = rule;

	if (list_rule->text.len > 0)
		return 0;
	names[0] = list_rule->file;
	return 1;
}

/* Tasks with equal rules share a shipped list, which the lexicon keeps. */
static enum gamut_status open_shipped(struct gamut_list **out,
                                      const struct gamut_list_rule *wanted,
                                      struct gamut_lexicon *lexicon,
                                      struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct gamut_buf key = { 0 };
	struct gamut_list *list;
	size_t line;

	gamut_buf_addf(&key, "list %s %" PRIx32 " %d %" PRIu64, wanted->file,
	               wanted->columns, (int)wanted->match, wanted->length);
	list = gamut_lexicon_find_shared(lexicon, gamut_buf_view(&key));
	if (!list) {
		status = gamut_list_read(&list, wanted, lexicon, &line, err);
		if (!status)
			gamut_lexicon_share(lexicon, gamut_buf_view(&key), list,
			                    gamut_list_free);
	}
	if (!status)
		*out = list;
	gamut_buf_release(&key);
	return status;
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_list_rule *wanted = rule;
	enum gamut_status status;
	struct gamut_list *list = NULL;
	size_t line = 0;

	if (wanted->text.len == 0) {
		status = open_shipped(&list, wanted, lexicon, err);
	} else {
		status = gamut_list_read(&list, wanted, NULL, &line, err);
		if (status && line > 0 && err)
			gamut_error_at(err, "%s:%zu",
			               wanted->file ? wanted->file : "list",
			               line);
	}
	if (!status)
		*state = list;
	return status;
}

/* What is shipped is the lexicon's. */
static void close_rule(void *state)
{
	struct gamut_list *list = state;

	if (gamut_list_is_own(list))
		gamut_list_free(list);
}

enum gamut_status gamut_list_survey(struct gamut_list_survey *out,
                                    const struct gamut_list_rule *rule,
                                    struct gamut_lexicon *lexicon,
                                    struct gamut_err *err)
{
	struct gamut_list *list = NULL;
	enum gamut_status status;

	*out = (struct gamut_list_survey){ 0 };
	status = rule->text.len > 0 ?
	                 gamut_list_read(&list, rule, NULL, &out->line, err) :
	                 open_shipped(&list, rule, lexicon, err);
	if (status)
		return status;
	out->spellings = gamut_map_count(&list->keys);
	close_rule(list);
	return GAMUT_OK;
}

static uint64_t member_count(const void *state)
{
	const struct gamut_list *list = state;

	return gamut_map_count(&list->forms);
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct gamut_list *list = state;

	(void)arena;
	return list->entries[i].member;
}

const struct gamut_verifier gamut_verifier_list = {
	.name = "list",
	.revision = 1,
	.needs = needs,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};

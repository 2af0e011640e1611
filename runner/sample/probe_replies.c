/* What the server is, and what all its replies have. */
#include <inttypes.h>

#include "base/json.h"
#include "runner/sample/probe_checks.h"
#include "runner/store/sample.h"

/* ----------------------------------------------------------------- server */

/* Cut what to do off a warning of detection, which ends in it. */
static struct gamut_str cut_remedy(struct gamut_str *warning)
{
	struct gamut_str remedy = *warning;
	struct gamut_str mark = GAMUT_STR(": ");
	size_t at = gamut_str_find(remedy, mark);

	while (at < remedy.len) {
		remedy = gamut_str_skip(remedy, at + mark.len);
		at = gamut_str_find(remedy, mark);
	}
	if (remedy.len < warning->len)
		warning->len -= remedy.len + mark.len;
	return remedy;
}

static void judge_warning(const struct gamut_probe_jury *jury, size_t i)
{
	struct gamut_str warning = jury->facts->detection->warnings[i];
	struct gamut_str remedy = cut_remedy(&warning);
	bool is_sure = i < jury->facts->detection->fault_count;
	struct gamut_probe_check *check;

	check = gamut_probe_add(jury, "settings",
	                        is_sure ? GAMUT_PROBE_NO : GAMUT_PROBE_UNCLEAR,
	                        "%.*s", GAMUT_STR_ARG(warning));
	if (is_sure)
		gamut_probe_fault(jury, check, "%.*s", GAMUT_STR_ARG(remedy));
	else
		check->advice = remedy;
}

static void judge_samplers(const struct gamut_probe_jury *jury)
{
	cJSON *told = gamut_json_parse(jury->facts->detection->samplers, NULL);
	struct gamut_buf list = { 0 };
	const cJSON *item;

	cJSON_ArrayForEach(item, told)
	{
		gamut_buf_addf(&list, "%s%s ", list.len > 0 ? ", " : "",
		               item->string);
		if (cJSON_IsNumber(item))
			gamut_buf_addf(&list, "%g", item->valuedouble);
		else if (cJSON_IsString(item))
			gamut_buf_addf(&list, "%s", item->valuestring);
	}
	if (list.len > 0)
		gamut_probe_add(jury, "samplers", GAMUT_PROBE_YES,
		                "where a request does not say: %s",
		                gamut_buf_cstr(&list));
	else
		gamut_probe_add(jury, "samplers", GAMUT_PROBE_UNCLEAR,
		                "the server does not tell them");
	gamut_buf_release(&list);
	cJSON_Delete(told);
}

void gamut_probe_judge_server(const struct gamut_probe_jury *jury)
{
	const struct gamut_detection *told = jury->facts->detection;

	for (size_t i = 0; i < told->warning_count; i++)
		judge_warning(jury, i);
	if (!told->kind)
		gamut_probe_add(jury, "settings", GAMUT_PROBE_UNCLEAR,
		                "the server does not tell what it is, nor "
		                "whether it truncates on its own");
	else if (told->warning_count == 0)
		gamut_probe_add(jury, "settings", GAMUT_PROBE_YES,
		                "the profile speaks as %s wants it",
		                told->kind);
	judge_samplers(jury);
}

/* ----------------------------------------------------------------- answer */

static void judge_answer(const struct gamut_probe_jury *jury)
{
	const struct gamut_reply *reply =
		gamut_probe_reply_at(jury, GAMUT_PROBE_PLAIN);
	struct gamut_str text = gamut_probe_text(jury, GAMUT_PROBE_PLAIN);
	struct gamut_probe_check *check;

	if (!gamut_probe_has(jury, GAMUT_PROBE_PLAIN)) {
		gamut_probe_add_missing(jury, "answer", GAMUT_PROBE_PLAIN);
		return;
	}
	check = gamut_probe_add(
		jury, "answer",
		gamut_str_trim(text).len > 0 ? GAMUT_PROBE_YES : GAMUT_PROBE_NO,
		"%s, finish reason %s, after %" PRId64 " ms",
		gamut_probe_quote(jury, text),
		gamut_probe_quote(jury, reply->choices[0].finish_reason),
		reply->latency_ms);
	if (check->result == GAMUT_PROBE_NO)
		gamut_probe_fault(jury, check,
		                  "the answer is empty: see 'reasoning', or "
		                  "try another --template");
	if (reply->completion_tokens != GAMUT_UNKNOWN)
		gamut_probe_add(jury, "usage", GAMUT_PROBE_YES,
		                "%" PRId64 " tokens of prompt, %" PRId64
		                " of completion",
		                reply->prompt_tokens, reply->completion_tokens);
	else
		gamut_probe_add(jury, "usage", GAMUT_PROBE_NO,
		                "token counts are not told");
}

/* -------------------------------------------------------------- reasoning */

static bool is_inline(struct gamut_str text)
{
	return gamut_str_starts_with(gamut_str_trim(text),
	                             GAMUT_STR("<think>"));
}

/* Thought that the token limit cut off, so that no answer came. */
static bool is_lost_in_thought(const struct gamut_choice *choice)
{
	struct gamut_str text = gamut_str_trim(choice->text);
	struct gamut_str end = GAMUT_STR("</think>");

	if (is_inline(text))
		return gamut_str_find(text, end) + end.len >= text.len;
	return text.len == 0;
}

static void judge_reasoning(const struct gamut_probe_jury *jury)
{
	const struct gamut_reply *reply =
		gamut_probe_reply_at(jury, GAMUT_PROBE_PLAIN);
	const struct gamut_choice *choice;
	struct gamut_probe_check *check;
	const char *where = NULL;

	if (!gamut_probe_has(jury, GAMUT_PROBE_PLAIN))
		return;
	choice = &reply->choices[0];
	if (choice->reasoning.len > 0)
		where = "apart from the answer";
	else if (is_inline(choice->text))
		where = "in the answer, as <think>";
	else if (reply->reasoning_tokens > 0)
		where = "unseen, by the count of reasoning tokens";
	if (!where) {
		gamut_probe_add(jury, "reasoning", GAMUT_PROBE_NO, "none came");
		return;
	}
	check = gamut_probe_add(jury, "reasoning", GAMUT_PROBE_YES, "%s",
	                        where);
	if (is_lost_in_thought(choice))
		gamut_probe_fault(jury, check,
		                  "the model thinks until its tokens are used "
		                  "up: switch thinking off, or use a profile "
		                  "with a reasoning effort");
}

/* -------------------------------------------------------------- one model */

/* What differs from the first non-empty one among all replies, or nothing. */
static struct gamut_str find_other(
	const struct gamut_probe_jury *jury, struct gamut_str *first,
	struct gamut_str (*of)(const struct gamut_reply *))
{
	*first = GAMUT_STR_EMPTY;
	for (size_t i = 0; i < GAMUT_PROBE_ASK_COUNT; i++) {
		struct gamut_str it;

		if (!gamut_probe_has(jury, (enum gamut_probe_ask)i))
			continue;
		it = of(&jury->facts->replies[i].reply);
		if (first->len == 0)
			*first = it;
		else if (it.len > 0 && !gamut_str_eq(it, *first))
			return it;
	}
	return GAMUT_STR_EMPTY;
}

static struct gamut_str model_of(const struct gamut_reply *reply)
{
	return reply->model;
}

static struct gamut_str fingerprint_of(const struct gamut_reply *reply)
{
	return reply->fingerprint;
}

static void judge_model(const struct gamut_probe_jury *jury)
{
	struct gamut_str model;
	struct gamut_str other = find_other(jury, &model, model_of);
	struct gamut_str print;
	struct gamut_str other_print = find_other(jury, &print, fingerprint_of);
	struct gamut_probe_check *check;

	if (other.len > 0) {
		check = gamut_probe_add(jury, "one model", GAMUT_PROBE_NO,
		                        "%s and %s answered",
		                        gamut_probe_quote(jury, model),
		                        gamut_probe_quote(jury, other));
		gamut_probe_fault(jury, check,
		                  "several models answer to this name: ask "
		                  "for one version, or pin the provider");
	} else if (other_print.len > 0) {
		gamut_probe_add(jury, "one model", GAMUT_PROBE_UNCLEAR,
		                "%s, with the fingerprints %s and %s",
		                gamut_probe_quote(jury, model),
		                gamut_probe_quote(jury, print),
		                gamut_probe_quote(jury, other_print));
	} else if (model.len == 0) {
		gamut_probe_add(jury, "one model", GAMUT_PROBE_UNCLEAR,
		                "replies name no model");
	} else {
		gamut_probe_add(jury, "one model", GAMUT_PROBE_YES,
		                "every reply is from %s%s%s%s",
		                gamut_probe_quote(jury, model),
		                gamut_str_eq(model, jury->facts->model) ?
		                        "" :
		                        ", which is another name",
		                print.len > 0 ? ", fingerprint " : "",
		                print.len > 0 ? gamut_probe_quote(jury, print) :
		                                "");
	}
}

/* ------------------------------------------------------- copies of replies */

/*
 * May this reply be a copy? The second of two requests that are alike in all,
 * the seed too: a run sends no two of these.
 */
static bool may_repeat(const struct gamut_probe_jury *jury, size_t i)
{
	return i == GAMUT_PROBE_AGAIN && jury->facts->has_seed;
}

/* The reply, from `i` on, that has the id of an earlier one; or the count. */
static size_t find_copy(const struct gamut_probe_jury *jury, size_t i,
                        size_t *told)
{
	for (; i < GAMUT_PROBE_ASK_COUNT; i++) {
		struct gamut_str id = jury->facts->replies[i].reply.response_id;

		if (!gamut_probe_has(jury, (enum gamut_probe_ask)i) ||
		    id.len == 0)
			continue;
		++*told;
		for (size_t k = 0; k < i; k++)
			if (gamut_str_eq(
				    id,
				    jury->facts->replies[k].reply.response_id))
				return i;
	}
	return i;
}

#define NO_CACHE "answers come from a cache: switch it off"

static void judge_ids(const struct gamut_probe_jury *jury)
{
	size_t told = 0;
	size_t copy = find_copy(jury, 0, &told);
	struct gamut_probe_check *check;

	/* One that harms may hide behind one that does not. */
	if (copy < GAMUT_PROBE_ASK_COUNT && may_repeat(jury, copy)) {
		size_t next = find_copy(jury, copy + 1, &told);

		copy = next < GAMUT_PROBE_ASK_COUNT ? next : copy;
	}
	if (copy < GAMUT_PROBE_ASK_COUNT) {
		check = gamut_probe_add(
			jury, "distinct ids", GAMUT_PROBE_NO, "%s came again%s",
			gamut_probe_quote(
				jury,
				jury->facts->replies[copy].reply.response_id),
			may_repeat(jury, copy) ?
				", for the same request with the same seed" :
				"");
		if (!may_repeat(jury, copy))
			gamut_probe_fault(jury, check, NO_CACHE);
	} else if (told == 0) {
		gamut_probe_add(jury, "distinct ids", GAMUT_PROBE_UNCLEAR,
		                "replies have no ids");
	} else {
		gamut_probe_add(jury, "distinct ids", GAMUT_PROBE_YES,
		                "%zu replies, %zu ids", told, told);
	}
}

static void judge_cache(const struct gamut_probe_jury *jury)
{
	struct gamut_probe_check *check;
	bool is_cached = false;
	bool is_harmful = false;

	for (size_t i = 0; i < GAMUT_PROBE_ASK_COUNT; i++) {
		if (!gamut_probe_has(jury, (enum gamut_probe_ask)i) ||
		    !jury->facts->replies[i].reply.is_cached)
			continue;
		is_cached = true;
		is_harmful |= !may_repeat(jury, i);
	}
	if (!is_cached) {
		gamut_probe_add(jury, "cached", GAMUT_PROBE_NO,
		                "no reply says so");
		return;
	}
	check = gamut_probe_add(jury, "cached", GAMUT_PROBE_YES, "%s",
	                        is_harmful ?
	                                "replies say that they are" :
	                                "the same request with the same seed "
	                                "is answered from a cache");
	if (is_harmful)
		gamut_probe_fault(jury, check, NO_CACHE);
}

void gamut_probe_judge_replies(const struct gamut_probe_jury *jury)
{
	judge_answer(jury);
	judge_reasoning(jury);
	judge_model(jury);
	judge_ids(jury);
	judge_cache(jury);
}

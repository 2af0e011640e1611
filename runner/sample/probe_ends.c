/* What ends an answer, and whether a misspelt field is noticed. */
#include <inttypes.h>

#include "runner/sample/probe_checks.h"
#include "runner/store/sample.h"

/* ------------------------------------------------------------------- stop */

static void judge_stop(const struct gamut_probe_jury *jury)
{
	struct gamut_str text = gamut_probe_text(jury, GAMUT_PROBE_STOP);
	struct gamut_str whole = gamut_probe_text(jury, GAMUT_PROBE_COLD);
	struct gamut_str word = jury->facts->stop;
	struct gamut_probe_check *check;

	if (!gamut_probe_has(jury, GAMUT_PROBE_STOP)) {
		gamut_probe_add_missing(jury, "stop", GAMUT_PROBE_STOP);
		return;
	}
	text = gamut_str_trim(text);
	whole = gamut_str_trim(whole);
	if (gamut_str_find(text, word) + word.len < text.len) {
		check = gamut_probe_add(jury, "stop", GAMUT_PROBE_NO,
		                        "the answer goes on behind %s: %s",
		                        gamut_probe_quote(jury, word),
		                        gamut_probe_quote(jury, text));
		/* Chats are sent none. */
		if (!jury->facts->is_chat)
			gamut_probe_fault(jury, check,
			                  "completions do not stop at a line "
			                  "break and run into the token limit: "
			                  "use --template chat");
	} else if (gamut_str_starts_with(whole, text) && text.len < whole.len) {
		gamut_probe_add(jury, "stop", GAMUT_PROBE_YES,
		                "the answer ends where %s would stand",
		                gamut_probe_quote(jury, word));
	} else {
		gamut_probe_add(jury, "stop", GAMUT_PROBE_UNCLEAR,
		                "%s does not come in this answer: %s",
		                gamut_probe_quote(jury, word),
		                gamut_probe_quote(jury, text));
	}
}

/* ------------------------------------------------------------- max tokens */

static bool says_length(const struct gamut_choice *choice)
{
	return gamut_str_eq(choice->finish_reason, GAMUT_STR("length")) ||
	       gamut_str_eq(choice->finish_reason, GAMUT_STR("max_tokens"));
}

/* More text than so many tokens can hold, also where these are not counted. */
static bool is_beyond(const struct gamut_reply *reply, uint32_t limit)
{
	if (reply->completion_tokens != GAMUT_UNKNOWN)
		return reply->completion_tokens > (int64_t)limit;
	return gamut_probe_is_long(reply->choices[0].text);
}

static void judge_limit(const struct gamut_probe_jury *jury)
{
	const struct gamut_reply *reply =
		gamut_probe_reply_at(jury, GAMUT_PROBE_LIMIT);
	struct gamut_str whole = gamut_probe_text(jury, GAMUT_PROBE_COLD);
	struct gamut_str text = gamut_probe_text(jury, GAMUT_PROBE_LIMIT);
	struct gamut_probe_check *check;

	if (!gamut_probe_has(jury, GAMUT_PROBE_LIMIT)) {
		check = gamut_probe_add_missing(jury, "max tokens",
		                                GAMUT_PROBE_LIMIT);
		if (check->result == GAMUT_PROBE_NO)
			gamut_probe_fault(jury, check,
			                  "some tasks allow four tokens only, "
			                  "which this endpoint refuses: leave "
			                  "them out by --tasks");
	} else if (is_beyond(reply, jury->facts->limit)) {
		gamut_probe_add(jury, "max tokens", GAMUT_PROBE_NO,
		                "%u were allowed, and %s came",
		                (unsigned)jury->facts->limit,
		                gamut_probe_quote(jury, text));
	} else if (says_length(&reply->choices[0])) {
		gamut_probe_add(jury, "max tokens", GAMUT_PROBE_YES,
		                "cut at %s, and says so",
		                gamut_probe_quote(jury, text));
	} else if (text.len < whole.len && text.len > 0 &&
	           gamut_str_starts_with(whole, text)) {
		check = gamut_probe_add(
			jury, "max tokens", GAMUT_PROBE_NO,
			"cut at %s, yet the finish reason is %s",
			gamut_probe_quote(jury, text),
			gamut_probe_quote(jury,
		                          reply->choices[0].finish_reason));
		gamut_probe_fault(jury, check,
		                  "answers that are cut pass for whole ones: "
		                  "raise the tasks' limits or ask another "
		                  "server");
	} else {
		gamut_probe_add(jury, "max tokens", GAMUT_PROBE_UNCLEAR,
		                "the answer is shorter than the limit: %s",
		                gamut_probe_quote(jury, text));
	}
}

/* ---------------------------------------------------------- unknown fields */

static void judge_unknown(const struct gamut_probe_jury *jury)
{
	const struct gamut_probe_reply *asked =
		&jury->facts->replies[GAMUT_PROBE_UNKNOWN];

	if (gamut_probe_has(jury, GAMUT_PROBE_UNKNOWN))
		gamut_probe_add(jury, "strict", GAMUT_PROBE_NO,
		                "a field that there is not is ignored: a "
		                "misspelt one passes unseen");
	else if (asked->is_sent && asked->reply.outcome == GAMUT_REJECTED)
		gamut_probe_add(jury, "strict", GAMUT_PROBE_YES,
		                "a field that there is not is refused: %.*s",
		                GAMUT_STR_ARG(asked->reply.message));
	else
		gamut_probe_add_missing(jury, "strict", GAMUT_PROBE_UNKNOWN);
}

void gamut_probe_judge_ends(const struct gamut_probe_jury *jury)
{
	judge_stop(jury);
	judge_limit(jury);
	judge_unknown(jury);
}

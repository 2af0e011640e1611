#include "runner/sample/scan.h"

#include <string.h>

#include "base/tokens.h"
#include "runner/sample/wire_form.h"
#include "runner/store/sample.h"

struct scan {
	struct gamut_tokens t;
	struct gamut_arena *arena;
	bool is_chat;
};

static bool is(struct gamut_str key, struct gamut_str name)
{
	return key.len == name.len && memcmp(key.ptr, name.ptr, name.len) == 0;
}

/*
 * A member came, which is the bit-th of those we read in its object. Of equal
 * keys the first would count: fail at the second.
 */
static void see(struct scan *scan, unsigned *seen, unsigned bit)
{
	if (*seen & 1U << bit)
		gamut_tokens_fail(&scan->t);
	*seen |= 1U << bit;
}

/* A string, or null: empty. */
static struct gamut_str take_told(struct scan *scan)
{
	if (gamut_tokens_take_null(&scan->t))
		return GAMUT_STR_EMPTY;
	return gamut_tokens_take_str(&scan->t, scan->arena);
}

static int64_t take_count(struct scan *scan)
{
	if (gamut_tokens_take_null(&scan->t))
		return GAMUT_UNKNOWN;
	return gamut_tokens_take_int(&scan->t);
}

static void read_message(struct scan *scan, struct gamut_choice *choice)
{
	struct gamut_str strings[4] = { GAMUT_STR_EMPTY, GAMUT_STR_EMPTY,
		                        GAMUT_STR_EMPTY, GAMUT_STR_EMPTY };
	static const struct gamut_str names[] = {
		{ "content", 7 },
		{ "reasoning_content", 17 },
		{ "reasoning", 9 },
		{ "refusal", 7 },
	};
	struct gamut_str key;
	unsigned seen = 0;

	gamut_tokens_open(&scan->t, '{');
	while (gamut_tokens_take_key(&scan->t, &key)) {
		unsigned i = 0;

		while (i < GAMUT_ARRAY_LEN(names) && !is(key, names[i]))
			i++;
		if (i == GAMUT_ARRAY_LEN(names)) {
			gamut_tokens_skip(&scan->t);
			continue;
		}
		see(scan, &seen, i);
		strings[i] = take_told(scan);
	}
	choice->text = strings[0];
	choice->reasoning = strings[1].len > 0 ? strings[1] : strings[2];
	/* What comes of it is for wire.c to say, in one place. */
	if (strings[3].len > 0)
		gamut_tokens_fail(&scan->t);
}

static void read_choice(struct scan *scan, struct gamut_choice *choice)
{
	enum {
		GAMUT_CHOICE_INDEX,
		GAMUT_CHOICE_TEXT,
		GAMUT_CHOICE_FINISH,
	};
	struct gamut_str text_name = scan->is_chat ? GAMUT_STR("message") :
	                                             GAMUT_STR("text");
	struct gamut_str key;
	unsigned seen = 0;
	int64_t index = 0;

	*choice = (struct gamut_choice){ .text = GAMUT_STR_EMPTY,
		                         .reasoning = GAMUT_STR_EMPTY,
		                         .finish_reason = GAMUT_STR_EMPTY,
		                         .seed = GAMUT_UNKNOWN };
	gamut_tokens_open(&scan->t, '{');
	while (gamut_tokens_take_key(&scan->t, &key)) {
		if (is(key, GAMUT_STR("index"))) {
			see(scan, &seen, GAMUT_CHOICE_INDEX);
			index = gamut_tokens_take_int(&scan->t);
		} else if (is(key, GAMUT_STR("finish_reason"))) {
			see(scan, &seen, GAMUT_CHOICE_FINISH);
			choice->finish_reason = take_told(scan);
			if (gamut_wire_is_cut_off(choice->finish_reason))
				gamut_tokens_fail(&scan->t);
		} else if (is(key, text_name)) {
			see(scan, &seen, GAMUT_CHOICE_TEXT);
			if (scan->is_chat)
				read_message(scan, choice);
			else
				choice->text = take_told(scan);
		} else if (is(key, GAMUT_STR("error"))) {
			gamut_tokens_fail(&scan->t);
		} else {
			gamut_tokens_skip(&scan->t);
		}
	}
	if (!(seen & 1U << GAMUT_CHOICE_INDEX) ||
	    !(seen & 1U << GAMUT_CHOICE_TEXT) || index > UINT32_MAX)
		gamut_tokens_fail(&scan->t);
	choice->offset = (uint32_t)index;
}

static void read_choices(struct scan *scan, struct gamut_reply *reply,
                         struct gamut_choice *choices)
{
	uint32_t n = 0;
	uint32_t next = 0; /* the lowest index that may come */

	gamut_tokens_open(&scan->t, '[');
	while (gamut_tokens_take_item(&scan->t)) {
		if (n == reply->request.count) {
			gamut_tokens_fail(&scan->t);
			break;
		}
		read_choice(scan, &choices[n]);
		if (choices[n].offset < next ||
		    choices[n].offset >= reply->request.count)
			gamut_tokens_fail(&scan->t);
		next = choices[n].offset + 1;
		n++;
	}
	reply->choices = choices;
	reply->choice_count = n;
}

static void read_details(struct scan *scan, struct gamut_reply *reply)
{
	struct gamut_str key;
	unsigned seen = 0;

	if (gamut_tokens_take_null(&scan->t))
		return;
	gamut_tokens_open(&scan->t, '{');
	while (gamut_tokens_take_key(&scan->t, &key))
		if (is(key, GAMUT_STR("reasoning_tokens"))) {
			see(scan, &seen, 0);
			reply->reasoning_tokens = take_count(scan);
		} else {
			gamut_tokens_skip(&scan->t);
		}
}

static void read_usage(struct scan *scan, struct gamut_reply *reply)
{
	struct gamut_str key;
	unsigned seen = 0;

	if (gamut_tokens_take_null(&scan->t))
		return;
	gamut_tokens_open(&scan->t, '{');
	while (gamut_tokens_take_key(&scan->t, &key))
		if (is(key, GAMUT_STR("prompt_tokens"))) {
			see(scan, &seen, 0);
			reply->prompt_tokens = take_count(scan);
		} else if (is(key, GAMUT_STR("completion_tokens"))) {
			see(scan, &seen, 1);
			reply->completion_tokens = take_count(scan);
		} else if (is(key, GAMUT_STR("completion_tokens_details"))) {
			see(scan, &seen, 2);
			read_details(scan, reply);
		} else {
			gamut_tokens_skip(&scan->t);
		}
}

/* Read the value of a member of the whole. */
static void read_member(struct scan *scan, struct gamut_reply *reply,
                        struct gamut_choice *choices, struct gamut_str key,
                        unsigned *seen)
{
	if (is(key, GAMUT_STR("id"))) {
		see(scan, seen, 0);
		reply->response_id = take_told(scan);
	} else if (is(key, GAMUT_STR("model"))) {
		see(scan, seen, 1);
		reply->model = take_told(scan);
	} else if (is(key, GAMUT_STR("system_fingerprint"))) {
		see(scan, seen, 2);
		reply->fingerprint = take_told(scan);
	} else if (is(key, GAMUT_STR("usage"))) {
		see(scan, seen, 3);
		read_usage(scan, reply);
	} else if (is(key, GAMUT_STR("choices"))) {
		see(scan, seen, 4);
		read_choices(scan, reply, choices);
	} else {
		gamut_tokens_skip(&scan->t);
	}
}

bool gamut_scan_reply(struct gamut_reply *reply, struct gamut_choice *choices,
                      struct gamut_str body, bool is_chat,
                      struct gamut_arena *arena)
{
	struct scan scan = { .t = gamut_tokens_begin(body),
		             .arena = arena,
		             .is_chat = is_chat };
	struct gamut_str key;
	unsigned seen = 0;

	reply->choice_count = 0;
	reply->response_id = GAMUT_STR_EMPTY;
	reply->model = GAMUT_STR_EMPTY;
	reply->fingerprint = GAMUT_STR_EMPTY;
	reply->prompt_tokens = GAMUT_UNKNOWN;
	reply->completion_tokens = GAMUT_UNKNOWN;
	reply->reasoning_tokens = GAMUT_UNKNOWN;
	gamut_tokens_open(&scan.t, '{');
	while (gamut_tokens_take_key(&scan.t, &key)) {
		/* A success with an error in it is for wire.c to judge. */
		if (is(key, GAMUT_STR("error")))
			return false;
		read_member(&scan, reply, choices, key, &seen);
	}
	return gamut_tokens_end(&scan.t) && reply->choice_count > 0;
}

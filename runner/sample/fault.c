#include "runner/sample/fault.h"

#include <inttypes.h>
#include <stdbool.h>

#include "base/text.h"

/* How much of what a server says a message repeats. */
#define QUOTE_COLUMNS 300
#define CODE_COLUMNS 60

/* What an error body says; empty where it does not. */
struct fault {
	struct gamut_str message;
	struct gamut_str type;
	struct gamut_str code;
	int64_t status; /* an HTTP status that the body carries, or 0 */
};

/* Does `s` contain `part`, which is in lower case, in any case? */
static bool mentions(struct gamut_str s, const char *part)
{
	struct gamut_str p = gamut_str_of(part);

	for (size_t at = 0; at + p.len <= s.len; at++) {
		size_t i = 0;

		while (i < p.len &&
		       gamut_ascii_lower(s.ptr[at + i]) == p.ptr[i])
			i++;
		if (i == p.len)
			return true;
	}
	return false;
}

/*
 * Errors come as {"error":{"message":..}} (OpenAI, Anthropic), in a list
 * (Gemini), {"error":".."} (Ollama), {"message":..} (older vLLM) and
 * {"detail":".."} (FastAPI).
 */
static struct fault read_fault(const cJSON *root)
{
	struct fault fault = { GAMUT_STR_EMPTY, GAMUT_STR_EMPTY,
		               GAMUT_STR_EMPTY, 0 };
	const cJSON *error;
	const cJSON *object;

	if (cJSON_IsArray(root))
		root = root->child;
	error = cJSON_GetObjectItemCaseSensitive(root, "error");
	object = cJSON_IsObject(error) ? error : root;
	gamut_json_get_str(root, "detail", &fault.message);
	gamut_json_get_str(root, "error", &fault.message);
	gamut_json_get_str(object, "message", &fault.message);
	gamut_json_get_str(object, "type", &fault.type);
	gamut_json_get_str(object, "code", &fault.code);
	if (gamut_json_get_int(object, "code", &fault.status) &&
	    (fault.status < 400 || fault.status > 599))
		fault.status = 0;
	return fault;
}

static bool is_money(const struct fault *fault)
{
	static const char *const words[] = { "insufficient_quota", "billing",
		                             "credit", "spend" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++)
		if (mentions(fault->code, words[i]) ||
		    mentions(fault->type, words[i]))
			return !mentions(fault->code, "suspended");
	/* Anthropic says so under a type that says nothing. */
	return mentions(fault->message, "credit balance is too low") ||
	       mentions(fault->message, "specified api usage limits");
}

bool gamut_fault_is_filtered(int64_t http_status, const cJSON *root)
{
	struct fault fault = read_fault(root);

	/* Routers put the moderation of a provider into a 403. */
	if (http_status == 403)
		return mentions(fault.code, "moderation") ||
		       mentions(fault.message, "moderation") ||
		       mentions(fault.message, "was flagged");
	return http_status == 400 &&
	       (mentions(fault.code, "content_filter") ||
	        mentions(fault.message, "blocked by content filtering policy"));
}

/* "This model's maximum context length is ..." is not about the model. */
static bool is_wrong_model(const struct fault *fault)
{
	if (mentions(fault->code, "model_not_found") ||
	    mentions(fault->code, "invalid_model") ||
	    mentions(fault->type, "invalid_model"))
		return true;
	return mentions(fault->message, "model") &&
	       (mentions(fault->message, "not found") ||
	        mentions(fault->message, "does not exist") ||
	        mentions(fault->message, "invalid model") ||
	        mentions(fault->message, "not a valid model"));
}

static enum gamut_outcome classify(int64_t status, const struct fault *fault)
{
	switch (status) {
	case 401:
	case 402:
	case 403:
	case 404:
	case 405:
	case 410:
		return GAMUT_FATAL;
	case 400:
		return is_wrong_model(fault) || is_money(fault) ?
		               GAMUT_FATAL :
		               GAMUT_REJECTED;
	case 429:
		return is_money(fault) ? GAMUT_FATAL : GAMUT_RETRY;
	case 408:
	case 409:
	case 425:
	case 500:
	case 502:
	case 503:
	case 504:
	case 520:
	case 521:
	case 522:
	case 523:
	case 524:
	case 529:
		return GAMUT_RETRY;
	default:
		break;
	}
	if (status >= 200 && status < 300)
		return GAMUT_RETRY;
	return status >= 300 && status < 400 ? GAMUT_FATAL : GAMUT_REJECTED;
}

/*
 * `s` as a terminal may see it, in at most `columns`. Secrets go first: of what
 * is cut or escaped, they could no longer be told.
 */
static struct gamut_str show(struct gamut_str s, size_t columns,
                             const struct gamut_secrets *secrets,
                             struct gamut_arena *arena)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str copy = gamut_secrets_hide(secrets, s, arena);

	gamut_text_show(&shown, gamut_str_trim(copy), columns);
	copy = gamut_arena_copy(arena, gamut_buf_view(&shown));
	gamut_buf_release(&shown);
	return copy;
}

struct gamut_str gamut_fault_quote(const char *what, struct gamut_str text,
                                   const struct gamut_secrets *secrets,
                                   struct gamut_arena *arena)
{
	struct gamut_str shown = show(text, QUOTE_COLUMNS, secrets, arena);

	return gamut_arena_strf(arena, "%s%s%.*s", what,
	                        shown.len > 0 ? ": " : "",
	                        GAMUT_STR_ARG(shown));
}

static bool is_html(struct gamut_str body)
{
	struct gamut_str start = gamut_str_trim(body);

	start = gamut_str_head(start, start.len < 200 ? start.len : 200);
	return start.len > 0 && start.ptr[0] == '<' &&
	       (mentions(start, "<html") || mentions(start, "<!doctype html"));
}

/* What kind of body this is, or "" where its text says more. */
static const char *kind_of(struct gamut_str body, bool is_success,
                           const struct fault *fault, const char *complaint)
{
	if (is_html(body))
		return "an HTML page, not JSON";
	if (gamut_str_trim(body).len == 0)
		return "an empty body";
	if (!is_success)
		return "";
	return fault->message.len > 0 ? "an error in place of choices" :
	                                complaint;
}

void gamut_fault_decode(struct gamut_reply *reply, struct gamut_str body,
                        const cJSON *root, const char *complaint,
                        const struct gamut_secrets *secrets,
                        struct gamut_arena *arena)
{
	struct fault fault = read_fault(root);
	bool is_success = reply->http_status >= 200 && reply->http_status < 300;
	struct gamut_str code = fault.code.len > 0 ? fault.code : fault.type;
	const char *kind = kind_of(body, is_success, &fault, complaint);
	/* Routers put the status of the provider behind them into a 200. */
	int64_t status = is_success && fault.status ? fault.status :
	                                              reply->http_status;
	struct gamut_str what;

	reply->outcome = classify(status, &fault);
	reply->is_limit = reply->outcome == GAMUT_RETRY && status == 429;
	code = show(code, CODE_COLUMNS, secrets, arena);
	what = gamut_arena_strf(arena, "HTTP %" PRId64 "%s%s%s%.*s%s",
	                        reply->http_status, kind[0] ? ": " : "", kind,
	                        code.len > 0 ? " (" : "", GAMUT_STR_ARG(code),
	                        code.len > 0 ? ")" : "");
	reply->message = gamut_fault_quote(
		what.ptr, fault.message.len > 0 ? fault.message : body, secrets,
		arena);
}

/* The test server's replies that need no answer: errors and nonsense. */
#include <pthread.h>
#include <time.h>
#include <zlib.h>

#include "base/alloc.h"
#include "base/status.h"
#include "tests/support/server_reply.h"

#define BIG_HEADER_BYTES ((size_t)1 << 20)
#define BOMB_BYTES ((size_t)64 << 20)

static void write_error(struct gamut_server_reply *reply, unsigned status,
                        const char *code, const char *message)
{
	struct gamut_json json = { .out = &reply->body };

	reply->status = status;
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "error");
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "message");
	gamut_json_cstr(&json, message);
	gamut_json_key(&json, "type");
	gamut_json_cstr(&json, "test_error");
	gamut_json_key(&json, "param");
	gamut_json_null(&json);
	gamut_json_key(&json, "code");
	gamut_json_cstr(&json, code);
	gamut_json_close(&json, '}');
	gamut_json_close(&json, '}');
}

static void write_unauthorized(struct gamut_server_reply *reply,
                               const struct gamut_server_call *call)
{
	struct gamut_buf message = { 0 };
	const char *key = call->key ? call->key : "none";

	gamut_buf_addf(&message, "Incorrect API key provided: %s", key);
	write_error(reply, 401, "invalid_api_key", gamut_buf_cstr(&message));
	gamut_buf_release(&message);
}

/*
 * Repeat the key as it is and in JSON's escapes, in one kind of body after the
 * other: an error, JSON that is none, and JSON that is torn. And in a header.
 */
static void write_echo(struct gamut_server_reply *reply,
                       const struct gamut_server_call *call)
{
	static const struct {
		const char *head; /* before the key, for a code */
		const char *middle;
		const char *tail;
	} kinds[] = {
		{ "{\"error\":{\"code\":\"", "\",\"message\":\"", "\"}}" },
		{ "{\"detail\":[{\"", "\":\"", "\"}]}" },
		{ "{", "", "" },
	};
	const char *key = call->key ? call->key : "none";
	size_t kind = call->number % GAMUT_ARRAY_LEN(kinds);
	struct gamut_buf *body = &reply->body;

	reply->status = 400;
	gamut_buf_addf(&reply->text, "%s", key);
	gamut_server_reply_header(reply, "x-request-id",
	                          gamut_buf_cstr(&reply->text));
	gamut_buf_addf(body, "%s%s%s%s, or ", kinds[kind].head, key,
	               kinds[kind].middle, key);
	for (const char *c = key; *c; c++)
		gamut_buf_addf(body, "%s%c", *c == '/' ? "\\" : "", *c);
	gamut_buf_addf(body, ", or ");
	for (const char *c = key; *c; c++)
		gamut_buf_addf(body, *c == 's' ? "\\u0073" : "%c", *c);
	gamut_buf_addf(body, "%s", kinds[kind].tail);
}

/* ------------------------------------------------------------------ limits */

/* The next second, as HTTP writes dates. */
static void write_date(struct gamut_buf *out)
{
	time_t next = time(NULL) + 1;
	struct tm tm;
	char text[64];

	gmtime_r(&next, &tm);
	if (strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm) == 0)
		GAMUT_BUG("strftime");
	gamut_buf_addf(out, "%s", text);
}

static bool write_limit(struct gamut_server_reply *reply,
                        enum gamut_server_mode mode)
{
	switch ((int)mode) {
	case GAMUT_SERVER_LIMIT:
		gamut_server_reply_header(reply, "Retry-After", "0");
		break;
	case GAMUT_SERVER_LIMIT_MS:
		gamut_server_reply_header(reply, "retry-after-ms", "5");
		break;
	case GAMUT_SERVER_LIMIT_BARE:
		break;
	case GAMUT_SERVER_LIMIT_LONG:
		gamut_server_reply_header(reply, "Retry-After", "3600");
		break;
	case GAMUT_SERVER_LIMIT_DATE:
		write_date(&reply->text);
		gamut_server_reply_header(reply, "Retry-After",
		                          gamut_buf_cstr(&reply->text));
		break;
	case GAMUT_SERVER_LIMIT_RESET:
		gamut_server_reply_header(reply, "x-ratelimit-limit-requests",
		                          "60");
		gamut_server_reply_header(
			reply, "x-ratelimit-remaining-requests", "0");
		gamut_server_reply_header(reply, "x-ratelimit-reset-requests",
		                          "20ms");
		break;
	default:
		return false;
	}
	write_error(reply, 429, "rate_limit_exceeded", "Rate limit reached");
	return true;
}

/* ------------------------------------------------------------------- errors */

/* Modes that are an error body with a status; false for the others. */
static bool write_status(struct gamut_server_reply *reply,
                         enum gamut_server_mode mode)
{
	static const struct {
		enum gamut_server_mode mode;
		unsigned status;
		const char *code;
		const char *message;
	} errors[] = {
		{ GAMUT_SERVER_ERROR, 500, NULL, "The server had an error" },
		{ GAMUT_SERVER_OVERLOADED, 529, "overloaded_error",
		  "Overloaded" },
		{ GAMUT_SERVER_FORBIDDEN, 403, "unsupported_country",
		  "Not here" },
		{ GAMUT_SERVER_NOT_FOUND, 404, "model_not_found",
		  "The model does not exist" },
		{ GAMUT_SERVER_TOO_LONG, 400, "context_length_exceeded",
		  "This model's maximum context length is 8 tokens" },
		{ GAMUT_SERVER_FILTER, 400, "content_filter",
		  "The prompt triggered the content management policy" },
		{ GAMUT_SERVER_QUOTA, 429, "insufficient_quota",
		  "You exceeded your current quota" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(errors); i++)
		if (errors[i].mode == mode) {
			write_error(reply, errors[i].status, errors[i].code,
			            errors[i].message);
			return true;
		}
	return false;
}

static bool write_fault(struct gamut_server_reply *reply,
                        const struct gamut_server_call *call,
                        enum gamut_server_mode mode,
                        const struct gamut_server_options *options)
{
	switch ((int)mode) {
	case GAMUT_SERVER_OVERLOAD:
		reply->status = 503;
		reply->type = "text/plain";
		gamut_buf_addf(&reply->body, "loading\nthe model");
		return true;
	case GAMUT_SERVER_WRAPPED:
		gamut_buf_addf(&reply->body, "{\"error\":{\"code\":502,"
		                             "\"message\":\"No provider\"}}");
		return true;
	case GAMUT_SERVER_ERROR_ESCAPES:
		reply->status = 400;
		gamut_buf_addf(&reply->body,
		               "{\"error\":{\"code\":%s,\"message\":%s}}",
		               GAMUT_SERVER_UNSAFE, GAMUT_SERVER_UNSAFE);
		return true;
	case GAMUT_SERVER_UNAUTHORIZED:
		write_unauthorized(reply, call);
		return true;
	case GAMUT_SERVER_ECHO:
		write_echo(reply, call);
		return true;
	case GAMUT_SERVER_REDIRECT:
		reply->status = 307;
		gamut_server_reply_header(reply, "Location",
		                          options->redirect_to);
		return true;
	default:
		return write_limit(reply, mode) || write_status(reply, mode);
	}
}

/* ----------------------------------------------------------------- nonsense */

static struct gamut_buf bomb;

/* 64 MB, in 64 KB. */
static void make_bomb(void)
{
	static char zeros[1 << 20];
	z_stream stream = { 0 };
	char packed[1 << 14];

	/* 16 and more: with gzip's head and tail. */
	if (deflateInit2(&stream, 9, Z_DEFLATED, 16 + 15, 9,
	                 Z_DEFAULT_STRATEGY) != Z_OK)
		GAMUT_BUG("deflateInit2");
	for (size_t sent = 0; sent <= BOMB_BYTES; sent += sizeof(zeros)) {
		bool is_last = sent == BOMB_BYTES;

		stream.next_in = (Bytef *)zeros;
		stream.avail_in = is_last ? 0 : (uInt)sizeof(zeros);
		do {
			struct gamut_str bytes = { .ptr = packed };

			stream.next_out = (Bytef *)packed;
			stream.avail_out = (uInt)sizeof(packed);
			deflate(&stream, is_last ? Z_FINISH : Z_NO_FLUSH);
			bytes.len = sizeof(packed) - stream.avail_out;
			gamut_buf_add(&bomb, bytes);
		} while (stream.avail_out == 0);
	}
	deflateEnd(&stream);
}

/* Made once: that takes longer than a test should. */
static void write_bomb(struct gamut_server_reply *reply)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_bomb);
	gamut_buf_add(&reply->body, gamut_buf_view(&bomb));
	gamut_server_reply_header(reply, "Content-Encoding", "gzip");
}

static void write_big_header(struct gamut_server_reply *reply)
{
	for (size_t i = 0; i < BIG_HEADER_BYTES; i++)
		gamut_buf_add_char(&reply->text, 'x');
	gamut_server_reply_header(reply, "x-big", gamut_buf_cstr(&reply->text));
	gamut_buf_addf(&reply->body, "{}");
}

/* Replies that no client of this protocol expects; false for other modes. */
static bool write_nonsense(struct gamut_server_reply *reply,
                           enum gamut_server_mode mode)
{
	switch ((int)mode) {
	case GAMUT_SERVER_RESET:
		reply->delivery = GAMUT_RESET;
		return true;
	case GAMUT_SERVER_HANG:
		reply->delivery = GAMUT_HUNG;
		return true;
	case GAMUT_SERVER_GARBAGE:
		reply->delivery = GAMUT_RAW;
		gamut_buf_addf(&reply->body, "SSH-2.0-\x1b[2J\r\n");
		return true;
	case GAMUT_SERVER_HTML:
		reply->type = "text/html";
		gamut_buf_addf(&reply->body, "<!DOCTYPE html>\n<html>"
		                             "Sign in</html>");
		return true;
	case GAMUT_SERVER_NOT_JSON:
		gamut_buf_addf(&reply->body, "{\"choices\":[\x1b[2J");
		return true;
	case GAMUT_SERVER_NO_BODY:
		return true;
	case GAMUT_SERVER_HUGE:
		reply->delivery = GAMUT_ENDLESS;
		gamut_buf_addf(&reply->body, "{\"padding\":\"xxxxxx");
		return true;
	case GAMUT_SERVER_GZIP_BOMB:
		write_bomb(reply);
		return true;
	case GAMUT_SERVER_BIG_HEADER:
		write_big_header(reply);
		return true;
	default:
		return false;
	}
}

bool gamut_server_fault(struct gamut_server_reply *reply,
                        const struct gamut_server_call *call,
                        enum gamut_server_mode mode,
                        const struct gamut_server_options *options)
{
	return write_fault(reply, call, mode, options) ||
	       write_nonsense(reply, mode);
}

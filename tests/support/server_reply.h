#ifndef GAMUT_TESTS_SERVER_REPLY_H
#define GAMUT_TESTS_SERVER_REPLY_H

#include "base/buf.h"
#include "base/json.h"
#include "tests/support/server.h"

/* How a reply gets onto the wire. */
enum gamut_delivery {
	GAMUT_WHOLE,
	GAMUT_TORN,    /* half of it, then the connection ends */
	GAMUT_OVER,    /* all of it, but more was promised */
	GAMUT_UNDER,   /* all of it, but half was promised, and the end */
	GAMUT_CHUNKED, /* in small chunks */
	GAMUT_DRIPPED, /* byte by byte */
	GAMUT_STALLED, /* half of it, then nothing */
	GAMUT_HUNG,    /* nothing */
	GAMUT_ENDLESS, /* the body over and over, 50 MB of it */
	GAMUT_RAW,     /* the body alone, without HTTP's head, and the end */
	GAMUT_RESET,   /* nothing, and the connection is reset */
};

#define GAMUT_SERVER_HEADERS_MAX 4

struct gamut_server_reply {
	unsigned status;
	const char *type;
	struct gamut_server_header {
		const char *name;
		const char *value;
	} headers[GAMUT_SERVER_HEADERS_MAX];
	size_t header_count;
	enum gamut_delivery delivery;
	struct gamut_buf body;
	struct gamut_buf text; /* what a header's value points to */
	int64_t *seeds;        /* of the choices */
	size_t choice_count;
};

/* What a request is answered with. */
struct gamut_server_call {
	struct gamut_str path;
	struct gamut_str body;
	const char *key; /* Authorization, or x-api-key, or NULL */
	uint64_t number; /* of the request, from 0 */
};

/* The reply to `call` in `mode`; the caller releases it. */
void gamut_server_reply_make(struct gamut_server_reply *reply,
                             const struct gamut_server_call *call,
                             enum gamut_server_mode mode,
                             const struct gamut_server_options *options);

/* The reply to a GET of `path`. */
void gamut_server_reply_get(struct gamut_server_reply *reply,
                            struct gamut_str path,
                            const struct gamut_server_options *options);

void gamut_server_reply_release(struct gamut_server_reply *reply);

/* Strings are borrowed. */
void gamut_server_reply_header(struct gamut_server_reply *reply,
                               const char *name, const char *value);

/* ------------------------------------------------------ parts of the maker */

/* Faults that need no answer; false, with nothing done, for other modes. */
bool gamut_server_fault(struct gamut_server_reply *reply,
                        const struct gamut_server_call *call,
                        enum gamut_server_mode mode,
                        const struct gamut_server_options *options);

/* Text with ESC, C1 controls, and a change of direction, as JSON. */
#define GAMUT_SERVER_UNSAFE                          \
	"\"\\u001b[2J\\u009b31m\xc2\x9b\xe2\x80\xae" \
	"7\xe2\x80\xac\""

enum gamut_server_shape {
	GAMUT_SERVER_CHAT,
	GAMUT_SERVER_COMPLETION,
	GAMUT_SERVER_MESSAGE,
};

/* A request, and how its answers are to look. */
struct gamut_server_question {
	enum gamut_server_mode mode;
	enum gamut_server_shape shape;
	int64_t seed;
	bool is_greedy; /* a temperature of 0 */
	uint32_t count;
	uint64_t number;
	const char *key; /* what GAMUT_SERVER_PARROT says; or NULL */
	uint32_t gap; /* which choice of each three GAMUT_SERVER_HOLES lacks */
};

/* The content of the choice that was sampled with `seed`, a JSON value. */
void gamut_server_content(struct gamut_json *json,
                          const struct gamut_server_question *q, int64_t seed);

/* Its finish reason, in the words of the question's shape. */
void gamut_server_finish(struct gamut_json *json,
                         const struct gamut_server_question *q);

/* "id", "model" and, outside Anthropic's form, "system_fingerprint". */
void gamut_server_names(struct gamut_json *json,
                        const struct gamut_server_question *q);

/* ------------------------------------------------------------------- cache */

/* First answers, for GAMUT_SERVER_CACHED. `{0}` is an empty one. */
struct gamut_server_cache {
	struct gamut_server_cached {
		struct gamut_buf prompt;
		struct gamut_buf body;
	} * items;
	size_t count;
};

/* Keep the first `reply` to the prompt of `call`, and put it for later ones. */
void gamut_server_cache_serve(struct gamut_server_cache *cache,
                              const struct gamut_server_call *call,
                              struct gamut_server_reply *reply);
void gamut_server_cache_release(struct gamut_server_cache *cache);

#endif

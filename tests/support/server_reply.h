#ifndef GAMUT_TESTS_SERVER_REPLY_H
#define GAMUT_TESTS_SERVER_REPLY_H

#include "base/buf.h"
#include "tests/support/server.h"

/* How a reply gets onto the wire. */
enum gamut_delivery {
	GAMUT_WHOLE,
	GAMUT_TORN,    /* half of it, then the connection ends */
	GAMUT_ENDLESS, /* the body over and over, 50 MB of it */
	GAMUT_RESET,   /* nothing, and the connection is reset */
};

struct gamut_server_reply {
	unsigned status;
	const char *type;
	const char *header; /* one more, or NULL */
	const char *value;
	enum gamut_delivery delivery;
	struct gamut_buf body; /* the caller's to release */
	int64_t *seeds;        /* of the choices; the caller's to free */
	size_t choice_count;
};

/* What a request is answered with. */
struct gamut_server_call {
	struct gamut_str path;
	struct gamut_str body;
	const char *authorization; /* or NULL */
	uint64_t number;           /* of the request, from 0 */
};

/* The reply to `call` in `mode`. */
void gamut_server_reply_make(struct gamut_server_reply *reply,
                             const struct gamut_server_call *call,
                             enum gamut_server_mode mode,
                             const struct gamut_server_options *options);

#endif

#ifndef GAMUT_TESTS_SERVER_H
#define GAMUT_TESTS_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * An endpoint that does as it is told
 * -----------------------------------
 * Speaks chat completions and completions on a loopback port that the kernel
 * chooses, in a thread of its own. Its answers follow from the seeds alone. It
 * never waits.
 */

/* X(name, text): how a request is treated; text is what --mode takes. */
#define GAMUT_SERVER_MODE_MAP(X)                                 \
	X(OK, "ok")                                              \
	X(LIMIT, "429")         /* Retry-After: 0 */             \
	X(LIMIT_MS, "429-ms")   /* retry-after-ms: 5 */          \
	X(ERROR, "500")         /* with OpenAI's error */        \
	X(OVERLOAD, "503")      /* with plain text */            \
	X(RESET, "reset")       /* the connection is torn */     \
	X(HALF, "half")         /* of the promised length */     \
	X(HTML, "html")         /* with 200 */                   \
	X(NOT_JSON, "not-json") /* with 200 */                   \
	X(FEWER, "fewer")       /* one choice only */            \
	X(MORE, "more")         /* one choice too many */        \
	X(SHUFFLED, "shuffled") /* choices, last one first */    \
	X(HOLES, "holes")       /* a third does not come */      \
	X(BLANKS, "blanks")     /* a third has no text */        \
	X(NULL_CONTENT, "null") /* content is null */            \
	X(PARTS, "parts")       /* content comes in parts */     \
	X(REFUSAL, "refusal")                                    \
	X(REASONING, "reasoning") /* apart from the content */   \
	X(NO_CHOICES, "no-choices")                              \
	X(NO_USAGE, "no-usage")                                  \
	X(TRAPS, "traps")      /* NUL, lone surrogate */         \
	X(UNAUTHORIZED, "401") /* repeats the key */             \
	X(ECHO, "echo")        /* 400, key in three spellings */ \
	X(PARROT, "parrot")    /* the key is all it says */      \
	X(FORBIDDEN, "403")                                      \
	X(NOT_FOUND, "404") /* no such model */                  \
	X(TOO_LONG, "400")  /* context length */                 \
	X(QUOTA, "quota")   /* 429, insufficient_quota */        \
	X(REDIRECT, "redirect")                                  \
	X(HUGE, "huge") /* a body without an end */

enum gamut_server_mode {
#define X(name, text) GAMUT_SERVER_##name,
	GAMUT_SERVER_MODE_MAP(X)
#undef X
};

/* The mode that `text` names; false, leaving `*mode` alone, for another. */
bool gamut_server_mode_find(enum gamut_server_mode *mode, const char *text);

struct gamut_server_options {
	enum gamut_server_mode mode;
	/*
	 * Each so manieth request gets `mode`, the others are answered; 0 or
	 * 1: all get it.
	 */
	uint32_t every;
	uint32_t stop_after;     /* so many got `mode`; 0: it never ends */
	const char *redirect_to; /* URL, for GAMUT_SERVER_REDIRECT */
	bool forgets;            /* keep no record, for measuring */
};

struct gamut_server;

/* A running server, never NULL; `options` outlives it. */
struct gamut_server *gamut_server_start(
	const struct gamut_server_options *options);
void gamut_server_stop(struct gamut_server *server);

/* From now on, treat the requests so. */
void gamut_server_set_mode(struct gamut_server *server,
                           enum gamut_server_mode mode);

uint16_t gamut_server_port(const struct gamut_server *server);

/* What it was asked so far. */
size_t gamut_server_request_count(struct gamut_server *server);

/* How many choices it was asked to sample with `seed`, and answered. */
size_t gamut_server_seed_count(struct gamut_server *server, int64_t seed);

/* Of request `i`, valid while the server lives; NULL: was not sent. */
const char *gamut_server_body(struct gamut_server *server, size_t i);
const char *gamut_server_path(struct gamut_server *server, size_t i);
const char *gamut_server_header(struct gamut_server *server, size_t i,
                                const char *name);

/* What it answers for `seed`: a number from 1 to 100, in decimal. */
int gamut_server_answer(int64_t seed);

#endif

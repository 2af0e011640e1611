#ifndef GAMUT_TESTS_SERVER_H
#define GAMUT_TESTS_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * An endpoint that does as it is told
 * -----------------------------------
 * Speaks chat completions, completions and Anthropic's messages (by the end of
 * the path) on a loopback port that the kernel chooses, in a thread of its own.
 * Its answers follow from the seeds alone; at a temperature of 0 they are all
 * that of seed 0. It never waits.
 */

/* X(name, text): how a request is treated; text is what --mode takes. */
#define GAMUT_SERVER_MODE_MAP(X)                                               \
	X(OK, "ok")                                                            \
	/* Faults by status. */                                                \
	X(LIMIT, "429")             /* Retry-After: 0 */                       \
	X(LIMIT_MS, "429-ms")       /* retry-after-ms: 5 */                    \
	X(LIMIT_BARE, "429-bare")   /* names no time */                        \
	X(LIMIT_LONG, "429-long")   /* Retry-After: 3600 */                    \
	X(LIMIT_DATE, "429-date")   /* Retry-After: the next second */         \
	X(LIMIT_RESET, "429-reset") /* x-ratelimit-reset-requests: 20ms */     \
	X(ERROR, "500")             /* with OpenAI's error */                  \
	X(OVERLOAD, "503")          /* with plain text */                      \
	X(OVERLOADED, "529")        /* as Anthropic says it */                 \
	X(WRAPPED, "wrapped")       /* 200 with an error of code 502 */        \
	X(UNAUTHORIZED, "401")      /* repeats the key */                      \
	X(ECHO, "echo")             /* 400, key in three spellings */          \
	X(FORBIDDEN, "403")                                                    \
	X(NOT_FOUND, "404") /* no such model */                                \
	X(TOO_LONG, "400")  /* context length */                               \
	X(FILTER, "filter") /* 400, content_filter */                          \
	X(QUOTA, "quota")   /* 429, insufficient_quota */                      \
	X(REDIRECT, "redirect")                                                \
	X(ERROR_ESCAPES, "error-escapes") /* 400 with terminal controls */     \
	/* Faults of the transfer. */                                          \
	X(RESET, "reset")               /* the connection is torn */           \
	X(HALF, "half")                 /* of the promised length */           \
	X(LENGTH_OVER, "length-over")   /* 64 bytes more are promised */       \
	X(LENGTH_UNDER, "length-under") /* half is promised, all comes */      \
	X(GARBAGE, "garbage")           /* bytes that are not HTTP */          \
	X(CHUNKED, "chunked")           /* of 7 bytes: no fault */             \
	X(DRIP, "drip")                 /* byte by byte: no fault */           \
	X(HANG, "hang")             /* nothing comes until the server stops */ \
	X(STALL, "stall")           /* half comes, then as above */            \
	X(HUGE, "huge")             /* 50 MB, as chunks */                     \
	X(GZIP_BOMB, "gzip-bomb")   /* 64 MB, packed though nobody asked */    \
	X(BIG_HEADER, "big-header") /* of 1 MB; only at the start */           \
	/* Bodies that are no completion. */                                   \
	X(HTML, "html")           /* with 200 */                               \
	X(NOT_JSON, "not-json")   /* with 200 */                               \
	X(MALFORMED, "malformed") /* a comma too many */                       \
	X(TRUNCATED, "truncated") /* JSON that ends in the middle */           \
	X(NO_BODY, "no-body")     /* with 200 */                               \
	X(NO_CHOICES, "no-choices")                                            \
	X(JSON_BOMB, "json-bomb") /* ten million zeros in a completion */      \
	X(DEEP, "deep")           /* 100,000 brackets in a completion */       \
	/* Choices that are not quite what was asked for. */                   \
	X(FEWER, "fewer")       /* one choice only */                          \
	X(MORE, "more")         /* one choice too many */                      \
	X(SHUFFLED, "shuffled") /* choices, last one first */                  \
	X(HOLES, "holes")       /* a third does not come */                    \
	X(BLANKS, "blanks")     /* a third has no text */                      \
	/* Texts and what stands beside them. */                               \
	X(NULL_CONTENT, "null") /* content is null */                          \
	X(EMPTY, "empty")       /* content is "" */                            \
	X(PARTS, "parts")       /* content comes in parts */                   \
	X(REFUSAL, "refusal")                                                  \
	X(FILTERED, "filtered")   /* null, finish reason content_filter */     \
	X(LENGTH, "length")       /* finish reason length */                   \
	X(REASONING, "reasoning") /* apart from the content */                 \
	X(THINK, "think")         /* within the content */                     \
	X(UNCLOSED, "unclosed")   /* the same, cut by the token limit */       \
	X(NO_USAGE, "no-usage")                                                \
	X(TRAPS, "traps")       /* NUL, lone surrogate */                      \
	X(BIG_INTS, "big-ints") /* in usage, beyond what a double holds */     \
	X(DUPLICATE_KEYS, "duplicate-keys") /* the first content counts */     \
	X(ESCAPES, "escapes") /* terminal controls in all strings */           \
	X(PARROT, "parrot")   /* the key is all it says */                     \
	/* What ruins a measurement and is no fault. */                        \
	X(SAME_IDS, "same-ids")         /* of all responses */                 \
	X(SEED_IGNORED, "seed-ignored") /* one text whatever the seed */       \
	X(NEW_TEXT, "new-text")         /* another one each time */            \
	X(LONG_SAME, "long-same")       /* one text of 60 words */             \
	X(CACHED, "cached") /* a prompt's first answer, x-cache: HIT */        \
	X(MIXED_MODELS, "mixed-models") /* two in turns, with fingerprints */  \
	/*                                                                     \
	 * Ten faults in turns: LIMIT, ERROR, OVERLOAD, RESET, HALF,           \
	 * MALFORMED, HTML, TRUNCATED, NO_CHOICES, FEWER. Where `every` is 0,  \
	 * it is 5: 20 % of the requests fail.                                 \
	 */                                                                    \
	X(MIXED, "mixed")

enum gamut_server_mode {
#define X(name, text) GAMUT_SERVER_##name,
	GAMUT_SERVER_MODE_MAP(X)
#undef X
};

/* The mode that `text` names; false, leaving `*mode` alone, for another. */
bool gamut_server_mode_find(enum gamut_server_mode *mode, const char *text);

/* What a GET of `path` is answered with, always with 200. */
struct gamut_server_route {
	const char *path;   /* such as "/props" */
	const char *body;   /* JSON */
	const char *header; /* one more, or NULL */
	const char *value;
};

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
	bool is_tls;             /* https, by a certificate of its own making */
	bool is_strict;          /* GETs are treated in the mode, too */
	/*
	 * GETs that are answered; others get a 404. By default /v1/models,
	 * with a list of "m".
	 */
	const struct gamut_server_route *routes;
	size_t route_count;
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

/* Its base URL, without a slash at the end; valid while the server lives. */
const char *gamut_server_url(const struct gamut_server *server);

/* Of a server with `is_tls`: its certificate, which signs itself, as PEM. */
const char *gamut_server_certificate(const struct gamut_server *server);

/* What it was asked so far, other than by GET. */
size_t gamut_server_request_count(struct gamut_server *server);

/* Of these, how many got the mode and not an answer. */
size_t gamut_server_fault_count(struct gamut_server *server);

/* How many choices that were asked for it sent whole. */
size_t gamut_server_choice_count(struct gamut_server *server);

/* How many choices it was asked to sample with `seed`, and answered. */
size_t gamut_server_seed_count(struct gamut_server *server, int64_t seed);

/* Of request `i`, valid while the server lives; NULL: was not sent. */
const char *gamut_server_body(struct gamut_server *server, size_t i);
const char *gamut_server_path(struct gamut_server *server, size_t i);
const char *gamut_server_header(struct gamut_server *server, size_t i,
                                const char *name);

/* The same of the GETs, which are counted apart. */
size_t gamut_server_get_count(struct gamut_server *server);
const char *gamut_server_get_path(struct gamut_server *server, size_t i);
const char *gamut_server_get_header(struct gamut_server *server, size_t i,
                                    const char *name);

/* What it answers for `seed`: a number from 1 to 100, in decimal. */
int gamut_server_answer(int64_t seed);

#endif

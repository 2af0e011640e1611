#ifndef GAMUT_SAMPLE_PROBE_H
#define GAMUT_SAMPLE_PROBE_H

#include "runner/sample/detect.h"

/*
 * What an endpoint really does
 * ----------------------------
 * A dozen small requests, and what can be concluded from the replies.
 * docs/probing.md says what each is for.
 */

/* X(NAME): the requests, in the order in which they are sent. */
#define GAMUT_PROBE_ASK_MAP(X)                                    \
	X(PLAIN)   /* a short question */                         \
	X(COLD)    /* a list of words at temperature 0 */         \
	X(COLDER)  /* again, with another seed */                 \
	X(HOT)     /* at temperature 1, with a seed s */          \
	X(AGAIN)   /* the same request again */                   \
	X(HOT_1)   /* with seed s + 1 */                          \
	X(HOT_2)   /* with seed s + 2 */                          \
	X(MANY)    /* three choices, with seed s */               \
	X(STOP)    /* as COLD, to stop at a word that COLD has */ \
	X(LIMIT)   /* as COLD, but of a few tokens */             \
	X(UNKNOWN) /* with a field that no server knows */

enum gamut_probe_ask {
#define X(NAME) GAMUT_PROBE_##NAME,
	GAMUT_PROBE_ASK_MAP(X)
#undef X
	GAMUT_PROBE_ASK_COUNT,
};

/* How many choices MANY asks for. */
#define GAMUT_PROBE_CHOICES 3

/* What came of a request. */
struct gamut_probe_reply {
	bool is_sent; /* otherwise the rest is empty */
	/* Its message says why not, where it was not GAMUT_ANSWERED. */
	struct gamut_reply reply;
};

/* What the replies are judged by. */
struct gamut_probe_facts {
	struct gamut_probe_reply replies[GAMUT_PROBE_ASK_COUNT];
	struct gamut_str model; /* as asked for */
	struct gamut_str stop;  /* the word of STOP; empty: not sent */
	uint32_t limit;         /* tokens that LIMIT allows */
	bool is_chat;
	bool has_seed; /* the profile sends one */
	bool has_heat; /* HOT has a temperature: */
	double heat;
	bool has_cold; /* 0 can be asked for */
	const struct gamut_detection *detection;
};

enum gamut_probe_result {
	GAMUT_PROBE_YES,
	GAMUT_PROBE_NO,
	GAMUT_PROBE_UNCLEAR,
	GAMUT_PROBE_NOT_TRIED,
};

/* "yes", "no", "unclear", "not tried". */
const char *gamut_probe_result_name(enum gamut_probe_result result);

struct gamut_probe_check {
	const char *name; /* static */
	enum gamut_probe_result result;
	bool corrupts;             /* a measurement of diversity */
	struct gamut_str evidence; /* one line, safe to show */
	/* What to do about it; empty: nothing. */
	struct gamut_str advice;
};

#define GAMUT_PROBE_CHECKS_MAX 24

struct gamut_probe {
	struct gamut_detection detection;
	struct gamut_probe_check checks[GAMUT_PROBE_CHECKS_MAX];
	size_t check_count;
	bool corrupts; /* any of them */
};

/*
 * Conclude from `facts`: fills in the checks. Without any network; strings live
 * in `arena`.
 */
void gamut_probe_judge(struct gamut_probe *out,
                       const struct gamut_probe_facts *facts,
                       struct gamut_arena *arena);

struct gamut_probe_options {
	const char *endpoint; /* base URL */
	const char *model;
	const struct gamut_profile *profile;
	const char *template;   /* "chat" or "completion" */
	const char *const *set; /* as in struct gamut_plan_options */
	size_t set_count;
	const char *const *unset;
	size_t unset_count;
	/* As for gamut_http_open(), but for the manifest. */
	struct gamut_http_options http;
	uint64_t seed;    /* of all that is asked */
	int64_t pause_ms; /* first pause before a request is tried again */
};

/*
 * Ask, one request after the other, and judge. GAMUT_EENDPOINT where the first
 * is not answered, with the reason; GAMUT_EINVAL for options that cannot be. A
 * later request that is refused is a result.
 */
GAMUT_MUST_USE
enum gamut_status gamut_probe_run(struct gamut_probe *out,
                                  const struct gamut_probe_options *options,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err);

/*
 * Letters of `text` that a request could stop at, for GAMUT_PROBE_STOP: a word
 * behind the first, or the end of the only one; empty where there are none that
 * stand there for the first time.
 */
struct gamut_str gamut_probe_stop_word(struct gamut_str text);

#endif

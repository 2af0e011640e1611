#ifndef GAMUT_CLI_CONNECTION_H
#define GAMUT_CLI_CONNECTION_H

#include "base/buf.h"
#include "runner/cli/credentials.h"
#include "runner/cli/session.h"
#include "runner/sample/backend.h"

/* How `gamut run` reaches the model of a session. */
struct gamut_connection_options {
	struct gamut_credentials_options credentials;
	uint32_t samples_per_request; /* 0: as many as is usual */
	uint32_t concurrency;
	uint32_t timeout_s;
	uint32_t connect_timeout_s;
	const char *ca_file; /* certificates to trust, or NULL */
	bool allows_http;    /* secrets may go unencrypted */
};

/*
 * Rows of a table of options (options.h) for keys and safety, which each
 * command that sends takes: `base` is the offset of a struct
 * gamut_connection_options in the command's values, `heading` the section that
 * they begin, or NULL.
 */
#define GAMUT_CONNECTION_ROWS(heading, base)                                          \
	{ .section = (heading),                                                       \
	  .name = "key-env",                                                          \
	  .kind = GAMUT_OPTION_TEXT,                                                  \
	  .argument = "VAR",                                                          \
	  .help = "environment variable that holds the API key (the "                 \
		  "profile's, mostly OPENAI_API_KEY)",                                \
	  .offset = GAMUT_CONNECTION_AT(base, credentials.key_env) },                 \
		{ .name = "header",                                                   \
		  .kind = GAMUT_OPTION_TEXTS,                                         \
		  .argument = "'K: V'",                                               \
		  .help = "send this header too, over https or to this machine; may " \
		          "be repeated",                                              \
		  .offset = GAMUT_CONNECTION_AT(base, credentials.headers) },         \
		{ .name = "header-env",                                               \
		  .kind = GAMUT_OPTION_TEXTS,                                         \
		  .argument = "NAME=VAR",                                             \
		  .help = "send a header whose value an environment variable holds; " \
		          "may be repeated",                                          \
		  .offset = GAMUT_CONNECTION_AT(base,                                 \
		                                credentials.header_env) },            \
		{ .name = "ca-file",                                                  \
		  .kind = GAMUT_OPTION_TEXT,                                          \
		  .argument = "FILE",                                                 \
		  .help = "certificates to trust, in place of the system's",          \
		  .offset = GAMUT_CONNECTION_AT(base, ca_file) },                     \
	{                                                                             \
		.name = "allow-http", .kind = GAMUT_OPTION_FLAG,                      \
		.help = "let the key and headers go unencrypted to another machine",  \
		.offset = GAMUT_CONNECTION_AT(base, allows_http)                      \
	}

/* Of those rows: a member's place in the command's values. */
#define GAMUT_CONNECTION_AT(base, member) \
	((base) + offsetof(struct gamut_connection_options, member))

/*
 * The backend for the session's model, simulated or behind its endpoint. On
 * GAMUT_OK the caller frees `*out`, before the session is closed. The endpoint
 * of a new run is asked what it is, and the session's manifest gets the answer.
 * GAMUT_EINVAL, before anything is sent, for an option that cannot be, a
 * variable that is not set, more requests at once than files can be open, and
 * for secrets that would go where only the run directory says (trust.h).
 */
GAMUT_MUST_USE
enum gamut_status gamut_connection_open(
	struct gamut_backend **out, struct gamut_session *session,
	const struct gamut_connection_options *options, struct gamut_err *err);

/* Find all that it would refuse before anything is sent; sends nothing. */
GAMUT_MUST_USE
enum gamut_status gamut_connection_check(
	struct gamut_session *session,
	const struct gamut_connection_options *options, struct gamut_err *err);

/*
 * Does a secret of the user's go to an endpoint of the session that may have it
 * only if the user names it?
 */
bool gamut_connection_wants_endpoints(
	struct gamut_session *session,
	const struct gamut_connection_options *options);

/*
 * How many samples one request asks for: as the options say, else as the
 * endpoint's profile does; all of a cell of a simulated model.
 */
uint32_t gamut_connection_samples_per_request(
	const struct gamut_session *session,
	const struct gamut_connection_options *options);

/* Tell what is about to be sampled, from whom, and what is there already. */
void gamut_connection_announce(const struct gamut_session *session,
                               const struct gamut_run *run);

/* Add " --endpoint URL" for each of the session's to `out`, for a shell. */
void gamut_connection_add_endpoints(struct gamut_buf *out,
                                    const struct gamut_session *session);

#endif

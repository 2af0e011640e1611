#include "runner/cli/connection.h"

#include "base/env.h"
#include "runner/cli/command.h"
#include "runner/sample/http.h"
#include "runner/sample/sim.h"

#define DEFAULT_KEY "OPENAI_API_KEY"

/* A longer reply is no completion of a short answer. */
#define MAX_REPLY_BYTES ((size_t)32 * 1024 * 1024)

/* The endpoint's key, or NULL where none is set. */
static enum gamut_status find_key(const char **key, const char *variable,
                                  struct gamut_err *err)
{
	*key = gamut_env(variable ? variable : DEFAULT_KEY);
	if (!*key && variable)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--key-env: the environment variable '%s' "
		                   "is not set",
		                   variable);
	return GAMUT_OK;
}

enum gamut_status gamut_connection_open(
	struct gamut_backend **out, const struct gamut_session *session,
	const struct gamut_connection_options *options, struct gamut_err *err)
{
	const struct gamut_manifest *manifest = &session->manifest;
	struct gamut_http_options http = {
		.manifest = manifest,
		.profile = session->profile,
		.headers = options->headers.items,
		.header_count = options->headers.count,
		.concurrency = options->concurrency,
		.timeout_ms = (int64_t)options->timeout_s * 1000,
		.connect_timeout_ms = (int64_t)options->connect_timeout_s *
		                      1000,
		.max_reply_bytes = MAX_REPLY_BYTES,
	};
	enum gamut_status status;

	if (manifest->is_simulated)
		return gamut_sim_open(out, manifest, session->suite, err);
	status = find_key(&http.key, options->key_env, err);
	if (status)
		return status;
	/* The endpoint may come from a run directory that others made. */
	if (http.key)
		gamut_tell("the key in %s goes to %.*s",
		           options->key_env ? options->key_env : DEFAULT_KEY,
		           GAMUT_STR_ARG(manifest->endpoint));
	return gamut_http_open(out, &http, err);
}

uint32_t gamut_connection_samples_per_request(
	const struct gamut_session *session,
	const struct gamut_connection_options *options)
{
	if (options->samples_per_request)
		return options->samples_per_request;
	if (session->manifest.is_simulated)
		return session->manifest.n;
	return session->profile->samples_per_request;
}

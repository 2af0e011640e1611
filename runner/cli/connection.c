#include "runner/cli/connection.h"

#include <inttypes.h>
#include <string.h>

#include "runner/cli/command.h"
#include "runner/sample/detect.h"
#include "runner/sample/http.h"
#include "runner/sample/sim.h"

/* A longer reply is no completion of a short answer. */
#define MAX_REPLY_BYTES ((size_t)32 * 1024 * 1024)

/* The endpoint may come from a run directory that others made. */
static void announce_key(const struct gamut_session *session,
                         const struct gamut_credentials *credentials)
{
	if (!credentials->key)
		return;
	for (size_t i = 0; i < session->endpoint_count; i++)
		gamut_tell("the key in %s goes to %s", credentials->variable,
		           session->endpoints[i]);
}

/*
 * Ask a new run's endpoint what it is, for the manifest, and tell what that
 * means for the run. Nothing that is sent depends on it.
 */
static enum gamut_status detect(struct gamut_session *session,
                                const struct gamut_http_options *http,
                                struct gamut_err *err)
{
	struct gamut_detection found = { 0 };
	enum gamut_status status = gamut_detect(&found, http, &session->arena,
	                                        err);

	if (status)
		return status;
	if (found.kind || found.proxy || found.version.len > 0 ||
	    found.has_model != GAMUT_TOLD_NOTHING)
		session->manifest.server = found.told;
	if (found.kind)
		gamut_tell("the server is %s%s%.*s", found.kind,
		           found.version.len > 0 ? " " : "",
		           GAMUT_STR_ARG(found.version));
	for (size_t i = 0; i < found.warning_count; i++)
		gamut_tell("warning: %.*s", GAMUT_STR_ARG(found.warnings[i]));
	return GAMUT_OK;
}

enum gamut_status gamut_connection_open(
	struct gamut_backend **out, struct gamut_session *session,
	const struct gamut_connection_options *options, struct gamut_err *err)
{
	const struct gamut_manifest *manifest = &session->manifest;
	struct gamut_http_options http = {
		.manifest = manifest,
		.endpoints = session->endpoints,
		.endpoint_count = session->endpoint_count,
		.concurrency = options->concurrency,
		.timeout_ms = (int64_t)options->timeout_s * 1000,
		.ca_file = options->ca_file,
		.allows_http = options->allows_http,
		.connect_timeout_ms = (int64_t)options->connect_timeout_s *
		                      1000,
		.max_reply_bytes = MAX_REPLY_BYTES,
	};
	struct gamut_credentials credentials;
	enum gamut_status status;

	if (manifest->is_simulated)
		return gamut_sim_open(out, manifest, session->suite, err);
	status = gamut_profile_check_n(
		session->profile,
		gamut_connection_samples_per_request(session, options), err);
	if (!status)
		status = gamut_credentials_read(
			&credentials, &options->credentials, session->profile,
			&session->arena, err);
	if (status)
		return status;
	http.key = credentials.key;
	http.headers = credentials.headers;
	http.header_count = credentials.header_count;
	status = gamut_http_open(out, &http, err);
	if (status)
		return status;
	announce_key(session, &credentials);
	if (!session->is_new)
		return GAMUT_OK;
	status = detect(session, &http, err);
	if (status)
		(*out)->ops->free(*out);
	return status;
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

void gamut_connection_announce(const struct gamut_session *session,
                               const struct gamut_run *run)
{
	const struct gamut_manifest *manifest = &session->manifest;

	gamut_tell("%s%.*s%s%.*s, %zu cell%s of %u sample%s, in %s",
	           manifest->is_simulated ? "simulated model " : "",
	           GAMUT_STR_ARG(manifest->model),
	           manifest->is_simulated ? "" : " at ",
	           GAMUT_STR_ARG(manifest->endpoint), manifest->cell_count,
	           manifest->cell_count == 1 ? "" : "s", (unsigned)manifest->n,
	           manifest->n == 1 ? "" : "s", session->folder);
	if (!manifest->is_simulated && session->profile->impurity)
		gamut_tell("profile %s: %s", session->profile->name,
		           session->profile->impurity);
	if (run->count > 0)
		gamut_tell("%zu of %" PRIu64 " samples are there already",
		           run->count,
		           (uint64_t)manifest->n * manifest->cell_count);
}

/* Would a shell take `word` for itself and nothing else? */
static bool is_plain_word(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_./:+,@%-";

	return word[0] && word[strspn(word, plain)] == '\0';
}

void gamut_connection_advise(const struct gamut_session *session,
                             const struct gamut_connection_options *options)
{
	const struct gamut_credentials_options *secret = &options->credentials;
	const char *quote = is_plain_word(session->folder) ? "" : "'";
	bool has_header = secret->headers.count + secret->header_env.count > 0;

	gamut_tell("nothing that came is lost; when that is put right, go on "
	           "with");
	gamut_tell("  gamut run --out %s%s%s%s%s%s", quote, session->folder,
	           quote, secret->key_env ? " --key-env " : "",
	           secret->key_env ? secret->key_env : "",
	           has_header ? " and the same headers" : "");
}

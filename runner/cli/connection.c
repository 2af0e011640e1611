#include "runner/cli/connection.h"

#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/buf.h"
#include "runner/cli/command.h"
#include "runner/cli/descriptors.h"
#include "runner/cli/shell.h"
#include "runner/cli/trust.h"
#include "runner/sample/detect.h"
#include "runner/sample/http.h"
#include "runner/sample/sim.h"

/* A longer reply is no completion of a short answer. */
#define MAX_REPLY_BYTES ((size_t)32 * 1024 * 1024)

/* ---------------------------------------------------------------- secrets */

/* "X-Team, X-Api-Key": of the headers given, never more than their names. */
static void add_names(struct gamut_buf *out,
                      const struct gamut_credentials *credentials)
{
	for (size_t i = 0; i < credentials->header_count; i++) {
		struct gamut_str rest = gamut_str_of(credentials->headers[i]);
		struct gamut_str name;

		gamut_str_take_field(&rest, ':', &name);
		gamut_buf_addf(out, "%s%.*s", i ? ", " : "",
		               GAMUT_STR_ARG(name));
	}
}

/* "the key in OPENAI_API_KEY, the headers X-Team"; empty where none is sent. */
static struct gamut_str name_secrets(
	const struct gamut_credentials *credentials, struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str names;

	if (credentials->key)
		gamut_buf_addf(&out, "the key in %s", credentials->variable);
	if (credentials->key && credentials->header_count > 0)
		gamut_buf_addf(&out, " and ");
	if (credentials->header_count > 0)
		gamut_buf_addf(&out, "the header%s ",
		               credentials->header_count > 1 ? "s" : "");
	add_names(&out, credentials);
	names = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return names;
}

/* The endpoint may come from a run directory that others made. */
static void announce_secrets(struct gamut_session *session,
                             const struct gamut_credentials *credentials)
{
	struct gamut_str names = name_secrets(credentials, &session->arena);

	for (size_t i = 0; i < session->endpoint_count && names.len > 0; i++)
		gamut_tell("sending %.*s to %s", GAMUT_STR_ARG(names),
		           session->endpoints[i]);
}

/* The first endpoint that has no secret unless the user names it, or NULL. */
static const char *find_stranger(const struct gamut_session *session)
{
	for (size_t i = 0; i < session->endpoint_count; i++)
		if (!gamut_trust_endpoint(session->endpoints[i],
		                          session->profile->name))
			return session->endpoints[i];
	return NULL;
}

static enum gamut_status check_destination(
	struct gamut_session *session,
	const struct gamut_credentials *credentials, struct gamut_err *err)
{
	struct gamut_str names = name_secrets(credentials, &session->arena);
	const char *stranger = find_stranger(session);
	struct gamut_buf options = { 0 };

	if (!session->has_foreign_endpoint || !stranger || names.len == 0)
		return GAMUT_OK;
	gamut_connection_add_endpoints(&options, session);
	gamut_error_set(err, GAMUT_EINVAL,
	                "%.*s would go to %s, which only the run directory "
	                "names: give%s to say that this is right, or send no "
	                "secret",
	                GAMUT_STR_ARG(names), stranger,
	                gamut_buf_cstr(&options));
	gamut_buf_release(&options);
	return GAMUT_EINVAL;
}

bool gamut_connection_wants_endpoints(
	struct gamut_session *session,
	const struct gamut_connection_options *options)
{
	struct gamut_credentials credentials;

	return !session->manifest.is_simulated && find_stranger(session) &&
	       !gamut_credentials_read(&credentials, &options->credentials,
	                               session->profile, &session->arena,
	                               NULL) &&
	       name_secrets(&credentials, &session->arena).len > 0;
}

void gamut_connection_add_endpoints(struct gamut_buf *out,
                                    const struct gamut_session *session)
{
	for (size_t i = 0; i < session->endpoint_count; i++)
		gamut_shell_add_option(out, "endpoint", session->endpoints[i]);
}

/* ---------------------------------------------------------------- opening */

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

static enum gamut_status check_ca_file(const char *path, struct gamut_err *err)
{
	if (!path || access(path, R_OK) == 0)
		return GAMUT_OK;
	return gamut_error_errno(err, errno, "--ca-file: cannot read '%s'",
	                         path);
}

/* What cannot be in what the user says of the connection. */
static enum gamut_status check(struct gamut_session *session,
                               const struct gamut_connection_options *options,
                               const struct gamut_credentials *credentials,
                               struct gamut_err *err)
{
	enum gamut_status status = gamut_profile_check_n(
		session->profile,
		gamut_connection_samples_per_request(session, options), err);

	if (!status)
		status = check_ca_file(options->ca_file, err);
	if (!status)
		status = check_destination(session, credentials, err);
	if (!status)
		status = gamut_descriptors_reserve(
			options->concurrency, session->endpoint_count, err);
	return status;
}

/* How a model that is not simulated is reached. */
struct reach {
	struct gamut_credentials credentials;
	struct gamut_http_options http;
};

static enum gamut_status make(struct gamut_backend **out, struct reach *reach,
                              struct gamut_session *session,
                              const struct gamut_connection_options *options,
                              struct gamut_err *err)
{
	const struct gamut_credentials *credentials = &reach->credentials;
	enum gamut_status status = gamut_credentials_read(
		&reach->credentials, &options->credentials, session->profile,
		&session->arena, err);

	if (!status)
		status = check(session, options, credentials, err);
	if (status)
		return status;
	reach->http = (struct gamut_http_options){
		.manifest = &session->manifest,
		.endpoints = session->endpoints,
		.endpoint_count = session->endpoint_count,
		.key = credentials->key,
		.headers = credentials->headers,
		.header_count = credentials->header_count,
		.secret_header_count = credentials->secret_header_count,
		.concurrency = options->concurrency,
		.timeout_ms = (int64_t)options->timeout_s * 1000,
		.ca_file = options->ca_file,
		.allows_http = options->allows_http,
		.connect_timeout_ms = (int64_t)options->connect_timeout_s *
		                      1000,
		.max_reply_bytes = MAX_REPLY_BYTES,
	};
	return gamut_http_open(out, &reach->http, err);
}

enum gamut_status gamut_connection_check(
	struct gamut_session *session,
	const struct gamut_connection_options *options, struct gamut_err *err)
{
	struct gamut_backend *backend;
	enum gamut_status status;
	struct reach reach;

	if (session->manifest.is_simulated)
		return GAMUT_OK;
	status = make(&backend, &reach, session, options, err);
	if (!status)
		backend->ops->free(backend);
	return status;
}

enum gamut_status gamut_connection_open(
	struct gamut_backend **out, struct gamut_session *session,
	const struct gamut_connection_options *options, struct gamut_err *err)
{
	enum gamut_status status;
	struct reach reach;

	if (session->manifest.is_simulated)
		return gamut_sim_open(out, &session->manifest, session->suite,
		                      err);
	status = make(out, &reach, session, options, err);
	if (status)
		return status;
	announce_secrets(session, &reach.credentials);
	if (!session->is_new)
		return GAMUT_OK;
	status = detect(session, &reach.http, err);
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
	uint64_t wanted = 0;

	for (size_t i = 0; i < manifest->cell_count; i++) {
		const struct gamut_stop *stop = gamut_run_stop(run, i);

		wanted += stop ? stop->n : manifest->n;
	}
	/* Where it is now, which may not be where the run began. */
	gamut_tell("%s%.*s%s%s%s, %zu cell%s of %u sample%s, in %s",
	           manifest->is_simulated ? "simulated model " : "",
	           GAMUT_STR_ARG(manifest->model),
	           manifest->is_simulated ? "" : " at ",
	           manifest->is_simulated ? "" : session->endpoints[0],
	           session->endpoint_count > 1 ? " and others" : "",
	           manifest->cell_count, manifest->cell_count == 1 ? "" : "s",
	           (unsigned)manifest->n, manifest->n == 1 ? "" : "s",
	           session->folder);
	if (!manifest->is_simulated && session->profile->impurity)
		gamut_tell("profile %s: %s", session->profile->name,
		           session->profile->impurity);
	if (run->count > 0)
		gamut_tell("%zu of %" PRIu64 " samples are there already",
		           run->count, wanted);
}

#include "runner/cli/advice.h"

#include <math.h>

#include "base/env.h"
#include "base/json.h"
#include "runner/cli/command.h"
#include "runner/cli/shell.h"
#include "runner/plan/template.h"

/* What the run directory names, but must not be believed in. */
static void add_named(struct gamut_buf *out, struct gamut_session *session,
                      const struct gamut_run_values *values)
{
	const struct gamut_session_options *given = &values->session;

	if (given->template && !gamut_template_is_builtin(given->template))
		gamut_shell_add_option(out, "template", given->template);
	if (given->profile && !gamut_profile_find(given->profile))
		gamut_shell_add_option(out, "profile", given->profile);
	if (given->is_moved ||
	    gamut_connection_wants_endpoints(session, &values->connection))
		gamut_connection_add_endpoints(out, session);
	if (given->is_moved)
		gamut_shell_add(out, "--moved");
}

/* What it does not name. */
static void add_connection(struct gamut_buf *out,
                           const struct gamut_connection_options *options)
{
	const struct gamut_credentials_options *secret = &options->credentials;

	gamut_shell_add_option(out, "key-env", secret->key_env);
	for (size_t i = 0; i < secret->header_env.count; i++)
		gamut_shell_add_option(out, "header-env",
		                       secret->header_env.items[i]);
	gamut_shell_add_option(out, "ca-file", options->ca_file);
	if (options->allows_http)
		gamut_shell_add(out, "--allow-http");
	if (secret->headers.count > 0)
		gamut_buf_add(out, GAMUT_STR(" and the same --header"));
}

/* An endpoint that refuses may want the key that nobody gave. */
static void tell_of_key(const struct gamut_session *session,
                        const struct gamut_credentials_options *secret,
                        enum gamut_status sampled)
{
	const char *variable = secret->key_env ? secret->key_env :
	                                         session->profile->key_env;

	if (sampled == GAMUT_EENDPOINT && !gamut_env(variable))
		gamut_tell("no key was sent: %s is not set", variable);
}

/* By what cells are stopped early; no run says that. */
static void add_stopping(struct gamut_buf *out,
                         const struct gamut_stopping_options *options)
{
	struct gamut_buf number = { 0 };
	struct gamut_json json = { .out = &number };

	if (!isnan(options->halfwidth)) {
		gamut_json_double(&json, options->halfwidth);
		gamut_shell_add_option(out, "until-halfwidth",
		                       gamut_buf_cstr(&number));
	}
	gamut_shell_add_option(out, "stop-if-worse-than", options->baseline);
	gamut_buf_release(&number);
}

void gamut_advise(struct gamut_session *session,
                  const struct gamut_run_values *values,
                  enum gamut_status sampled)
{
	struct gamut_buf command = { 0 };

	gamut_shell_add_option(&command, "out", session->folder);
	add_named(&command, session, values);
	add_stopping(&command, &values->stopping);
	add_connection(&command, &values->connection);
	tell_of_key(session, &values->connection.credentials, sampled);
	gamut_tell("nothing that came is lost; go on with");
	gamut_tell("  gamut run%s", gamut_buf_cstr(&command));
	gamut_buf_release(&command);
}

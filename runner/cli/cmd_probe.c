/* gamut probe: what an endpoint really does, in a dozen requests. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/rng.h"
#include "base/text.h"
#include "runner/cli/checklist.h"
#include "runner/cli/command.h"
#include "runner/cli/connection.h"
#include "runner/cli/terminal.h"
#include "runner/plan/profile_file.h"
#include "runner/sample/probe.h"
#include "runner/store/sample.h"

/* A longer reply is no answer to what is asked here. */
#define MAX_REPLY_BYTES ((size_t)4 * 1024 * 1024)

struct values {
	struct gamut_texts endpoints;
	const char *endpoint; /* the only one of them */
	const char *model;
	const char *profile;
	const char *template;
	struct gamut_texts set;
	struct gamut_texts unset;
	struct gamut_connection_options connection;
	uint64_t seed;
	bool has_seed;
	const char *format;
};

static const struct gamut_option options[] = {
	{ .name = "endpoint",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "URL",
	  .help = "base URL, such as http://127.0.0.1:8000/v1",
	  .offset = offsetof(struct values, endpoints) },
	{ .name = "model",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "the endpoint's name for it",
	  .offset = offsetof(struct values, model) },
	{ .name = "profile",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "how to speak to the endpoint: generic (default), openai, "
	          "vllm, llama.cpp, ...",
	  .offset = offsetof(struct values, profile) },
	{ .name = "template",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "chat completion",
	  .argument = "NAME",
	  .help = "chat (default) or completion",
	  .offset = offsetof(struct values, template) },
	{ .name = "seed",
	  .kind = GAMUT_OPTION_SEED,
	  .argument = "N",
	  .help = "of all that is asked (random)",
	  .offset = offsetof(struct values, seed),
	  .given_offset = offsetof(struct values, has_seed) },
	{ .name = "timeout",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "SECONDS",
	  .help = "for one request (60)",
	  .offset = offsetof(struct values, connection.timeout_s),
	  .max = 86400 },
	{ .name = "connect-timeout",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "SECONDS",
	  .help = "to reach the endpoint (5)",
	  .offset = offsetof(struct values, connection.connect_timeout_s),
	  .max = 3600 },
	{ .name = "set",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "KEY=JSON",
	  .help = "send this field in every request; may be repeated",
	  .offset = offsetof(struct values, set) },
	{ .name = "unset",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "KEY",
	  .help = "leave this field out of every request; may be repeated",
	  .offset = offsetof(struct values, unset) },
	GAMUT_CONNECTION_ROWS(NULL, offsetof(struct values, connection)),
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json",
	  .argument = "NAME",
	  .help = "table (default) or json",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

/* ------------------------------------------------------------------ result */

static void fill(struct gamut_checklist *list, const struct gamut_probe *probe)
{
	for (size_t i = 0; i < probe->check_count; i++) {
		const struct gamut_probe_check *check = &probe->checks[i];

		gamut_checklist_add(list, check->name,
		                    gamut_probe_result_name(check->result),
		                    check->corrupts, "%.*s",
		                    GAMUT_STR_ARG(check->evidence));
		if (check->advice.len > 0)
			gamut_checklist_advise(list, "%.*s",
			                       GAMUT_STR_ARG(check->advice));
	}
}

static void write_json(struct gamut_buf *out, const struct values *values,
                       const struct gamut_probe *probe,
                       const struct gamut_checklist *list)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "format");
	gamut_json_int(&json, 1);
	gamut_json_key(&json, "endpoint");
	gamut_json_cstr(&json, values->endpoint);
	gamut_json_key(&json, "model");
	gamut_json_cstr(&json, values->model);
	gamut_json_key(&json, "profile");
	gamut_json_cstr(&json, values->profile);
	gamut_json_key(&json, "template");
	gamut_json_cstr(&json, values->template);
	gamut_json_key(&json, "server");
	gamut_json_raw(&json, probe->detection.told);
	gamut_checklist_write(&json, list, "corrupts");
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

/* "m at URL, profile generic, template chat": the user's words, pasted perhaps.
 */
static void write_title(struct gamut_buf *out, const struct values *values)
{
	struct gamut_buf title = { 0 };

	gamut_buf_addf(&title, "%s at %s, profile %s, template %s",
	               values->model, values->endpoint, values->profile,
	               values->template);
	gamut_text_show(out, gamut_buf_view(&title), 0);
	gamut_buf_add_char(out, '\n');
	gamut_buf_release(&title);
}

static void write_table(struct gamut_buf *out, const struct values *values,
                        const struct gamut_probe *probe,
                        const struct gamut_checklist *list)
{
	const struct gamut_detection *told = &probe->detection;

	write_title(out, values);
	gamut_buf_addf(out, "server: %s", told->kind ? told->kind : "unknown");
	if (told->version.len > 0)
		gamut_buf_addf(out, " %.*s", GAMUT_STR_ARG(told->version));
	if (told->proxy)
		gamut_buf_addf(out, " behind %s", told->proxy);
	if (told->max_context != GAMUT_UNKNOWN)
		gamut_buf_addf(out, ", context of %lld tokens",
		               (long long)told->max_context);
	gamut_buf_addf(out, "\n\n");
	gamut_checklist_draw(out, list, gamut_terminal_columns(STDOUT_FILENO),
	                     gamut_terminal_has_colour(STDOUT_FILENO));
	gamut_buf_addf(out, "\n%s\n",
	               probe->corrupts ?
	                       "What is marked with ! spoils a measurement of "
	                       "diversity." :
	                       "Nothing was found that spoils a measurement of "
	                       "diversity.");
}

static enum gamut_status print(const struct values *values,
                               const struct gamut_probe *probe,
                               enum gamut_format format, struct gamut_err *err)
{
	struct gamut_checklist list = { 0 };
	struct gamut_buf out = { 0 };
	enum gamut_status status;

	fill(&list, probe);
	if (format == GAMUT_FORMAT_JSON)
		write_json(&out, values, probe, &list);
	else
		write_table(&out, values, probe, &list);
	status = gamut_command_print(&out, err);
	gamut_checklist_release(&list);
	return status;
}

/* ------------------------------------------------------------------- input */

static enum gamut_status check(struct values *values,
                               const struct gamut_operands *words,
                               struct gamut_err *err)
{
	if (words->count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is not an option: probe takes no "
		                   "operands",
		                   words->items[0]);
	if (values->endpoints.count > 1)
		return gamut_error(err, GAMUT_EINVAL,
		                   "probe looks at one --endpoint at a time: "
		                   "call it once for each");
	if (values->endpoints.count == 1)
		values->endpoint = values->endpoints.items[0];
	if (!values->endpoint || !*values->endpoint)
		return gamut_error(err, GAMUT_EINVAL,
		                   "probe needs an --endpoint, such as "
		                   "http://127.0.0.1:8000/v1");
	if (!values->model || !*values->model)
		return gamut_error(err, GAMUT_EINVAL,
		                   "probe needs the --model to ask for");
	if (strncmp(values->model, "sim:", strlen("sim:")) == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--model: '%s' is simulated; there is "
		                   "nothing to find out",
		                   values->model);
	if (strcmp(values->template, "chat") != 0 &&
	    strcmp(values->template, "completion") != 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--template: '%s' is not chat or completion",
		                   values->template);
	return GAMUT_OK;
}

static enum gamut_status probe(struct gamut_probe *out,
                               const struct values *values,
                               struct gamut_arena *arena, struct gamut_err *err)
{
	struct gamut_probe_options how = {
		.endpoint = values->endpoint,
		.model = values->model,
		.template = values->template,
		.set = values->set.items,
		.set_count = values->set.count,
		.unset = values->unset.items,
		.unset_count = values->unset.count,
		.http = {
			.ca_file = values->connection.ca_file,
			.allows_http = values->connection.allows_http,
			.timeout_ms = (int64_t)values->connection.timeout_s * 1000,
			.connect_timeout_ms =
				(int64_t)values->connection.connect_timeout_s * 1000,
			.max_reply_bytes = MAX_REPLY_BYTES,
		},
		.seed = values->seed,
		.pause_ms = 500,
	};
	struct gamut_credentials credentials = { 0 };
	enum gamut_status status =
		gamut_profile_load(&how.profile, values->profile, arena, err);

	if (!status)
		status = gamut_credentials_read(&credentials,
		                                &values->connection.credentials,
		                                how.profile, arena, err);
	how.http.key = credentials.key;
	how.http.headers = credentials.headers;
	how.http.header_count = credentials.header_count;
	how.http.secret_header_count = credentials.secret_header_count;
	if (!status && !values->has_seed)
		status = gamut_rng_draw_seed(&how.seed, err);
	if (status)
		return status;
	gamut_tell("asking %s about a dozen times", values->model);
	return gamut_probe_run(out, &how, arena, err);
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { .profile = "generic",
		                 .template = "chat",
		                 .connection = { .timeout_s = 60,
		                                 .connect_timeout_s = 5 } };
	struct gamut_arena arena = { 0 };
	struct gamut_probe found = { 0 };
	struct gamut_operands words;
	struct gamut_err err = { 0 };
	enum gamut_exit code;
	enum gamut_format format;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &words, &gamut_command_probe,
	                         argc, argv))
		goto out;
	status = gamut_checklist_format(&format, values.format, &err);
	if (!status)
		status = check(&values, &words, &err);
	if (!status)
		status = probe(&found, &values, &arena, &err);
	if (!status)
		status = print(&values, &found, format, &err);
	if (status)
		code = gamut_fail(status, &err);
	else
		code = found.corrupts ? GAMUT_EXIT_CHECK_FAILED :
		                        GAMUT_EXIT_DONE;
out:
	gamut_arena_clear(&arena);
	free(values.endpoints.items);
	free(values.set.items);
	free(values.unset.items);
	free(values.connection.credentials.headers.items);
	free(values.connection.credentials.header_env.items);
	return code;
}

const struct gamut_command gamut_command_probe = {
	.name = "probe",
	.synopsis = "--endpoint URL --model NAME [options]",
	.summary = "find out what an endpoint really does",
	.details =
		"Sends about a dozen small requests and says whether the "
		"endpoint heeds n, seed,\ntemperature, stop and the token "
		"limit, repeats itself, or truncates on its own.\nExit status "
		"1 where something spoils a measurement of diversity, 3 where "
		"the\nendpoint does not answer.\n",
	.options = options,
	.run = run,
};

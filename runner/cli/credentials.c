#include "runner/cli/credentials.h"

#include "base/env.h"

/* "Name=VARIABLE" as a header, in `arena`. */
static enum gamut_status read_header(const char **out, const char *text,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	struct gamut_str variable = gamut_str_of(text);
	struct gamut_str name;
	const char *value;

	gamut_str_take_field(&variable, '=', &name);
	if (name.len == 0 || name.len == gamut_str_of(text).len ||
	    variable.len == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--header-env '%s': expected NAME=VARIABLE, "
		                   "such as X-Api-Key=MY_KEY",
		                   text);
	/* It ends where `text` does. */
	value = gamut_env(variable.ptr);
	if (!value)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--header-env: the environment variable "
		                   "'%s' is not set",
		                   variable.ptr);
	*out = gamut_arena_strf(arena, "%.*s: %s", GAMUT_STR_ARG(name), value)
	               .ptr;
	return GAMUT_OK;
}

enum gamut_status gamut_credentials_read(
	struct gamut_credentials *out,
	const struct gamut_credentials_options *options,
	const struct gamut_profile *profile, struct gamut_arena *arena,
	struct gamut_err *err)
{
	size_t plain = options->headers.count;
	size_t count = plain + options->header_env.count;
	const char **headers = gamut_arena_new(arena, const char *,
	                                       count ? count : 1);
	enum gamut_status status = GAMUT_OK;

	*out = (struct gamut_credentials){
		.headers = headers,
		.header_count = count,
		.secret_header_count = count - plain,
	};
	out->variable = options->key_env ? options->key_env : profile->key_env;
	out->key = gamut_env(out->variable);
	if (!out->key && options->key_env)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--key-env: the environment variable '%s' "
		                   "is not set",
		                   options->key_env);
	for (size_t i = 0; i < plain; i++)
		headers[i] = options->headers.items[i];
	for (size_t i = plain; !status && i < count; i++)
		status = read_header(&headers[i],
		                     options->header_env.items[i - plain],
		                     arena, err);
	return status;
}

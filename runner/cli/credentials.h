#ifndef GAMUT_CLI_CREDENTIALS_H
#define GAMUT_CLI_CREDENTIALS_H

#include "base/arena.h"
#include "runner/cli/options.h"
#include "runner/plan/profile.h"

/* Where a command's options say that secrets are. */
struct gamut_credentials_options {
	const char *key_env;           /* variable; NULL: the profile's */
	struct gamut_texts headers;    /* "Name: value" */
	struct gamut_texts header_env; /* "Name=VARIABLE" */
};

struct gamut_credentials {
	const char *key;      /* NULL where the variable is not set */
	const char *variable; /* that it came from, for messages */
	const char *const *headers;
	size_t header_count;
	/* How many of them, the last, came from variables. */
	size_t secret_header_count;
};

/*
 * Read them from the environment. What is on a command line, every user of the
 * machine can see: a header whose value is secret belongs into a variable.
 * GAMUT_EINVAL names a variable that was asked for and is not set. Strings live
 * in `arena`, in the environment, or as long as the options.
 */
GAMUT_MUST_USE
enum gamut_status gamut_credentials_read(
	struct gamut_credentials *out,
	const struct gamut_credentials_options *options,
	const struct gamut_profile *profile, struct gamut_arena *arena,
	struct gamut_err *err);

#endif

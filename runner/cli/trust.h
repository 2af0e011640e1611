#ifndef GAMUT_CLI_TRUST_H
#define GAMUT_CLI_TRUST_H

#include <stdbool.h>

/*
 * May a secret go to `endpoint`, a base URL that a run directory names and the
 * user did not? To this machine, and by https to the service that the profile
 * of that name is for, "openai-reasoning" as well as "openai". A URL of any odd
 * form may not: what it means is libcurl's to say.
 */
bool gamut_trust_endpoint(const char *endpoint, const char *profile);

#endif

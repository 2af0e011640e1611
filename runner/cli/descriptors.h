#ifndef GAMUT_CLI_DESCRIPTORS_H
#define GAMUT_CLI_DESCRIPTORS_H

#include <stddef.h>

#include "base/status.h"

/*
 * Have room for the sockets of `concurrency` requests at each of `endpoints`,
 * beside a run's own files: raises the soft limit of open files
 * (RLIMIT_NOFILE), as far as the hard one allows. GAMUT_EINVAL where that does
 * not suffice: what came could not be stored.
 */
GAMUT_MUST_USE
enum gamut_status gamut_descriptors_reserve(size_t concurrency,
                                            size_t endpoints,
                                            struct gamut_err *err);

#endif

#include "runner/cli/descriptors.h"

#include <sys/resource.h>

/* Shards, failures, word lists, certificates, and what we were started with. */
#define OWN 64

/* A connection that is being made takes some for a moment: names, two tries. */
#define MOST_PER_REQUEST 4

enum gamut_status gamut_descriptors_reserve(size_t concurrency,
                                            size_t endpoints,
                                            struct gamut_err *err)
{
	rlim_t requests = (rlim_t)concurrency * endpoints;
	rlim_t wanted = MOST_PER_REQUEST * requests + OWN;
	rlim_t needed = requests + OWN;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
		return GAMUT_OK;
	if (limit.rlim_max >= needed) {
		limit.rlim_cur = wanted < limit.rlim_max ? wanted :
		                                           limit.rlim_max;
		if (setrlimit(RLIMIT_NOFILE, &limit) == 0)
			return GAMUT_OK;
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= needed)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "--concurrency %zu at %zu endpoint%s needs %llu "
	                   "open files, and this process may have %llu: give a "
	                   "smaller --concurrency, or allow more ('ulimit -n')",
	                   concurrency, endpoints, endpoints == 1 ? "" : "s",
	                   (unsigned long long)needed,
	                   (unsigned long long)limit.rlim_max);
}

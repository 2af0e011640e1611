#ifndef GAMUT_SAMPLE_PROBE_SEND_H
#define GAMUT_SAMPLE_PROBE_SEND_H

#include "base/rng.h"
#include "runner/sample/probe.h"

/* How long to wait before a request is sent again. */
struct gamut_probe_pace {
	int64_t pause_ms; /* the first time, unless the server names one */
	struct gamut_rng *rng;
};

/*
 * Ask `backend`, which has nothing under way, for `count` choices, up to four
 * times where it fails for a while, and keep in `*into` what came; strings live
 * in `arena`. A server that wants longer pauses than half a minute is not asked
 * again: the message says how long it wants.
 */
void gamut_probe_send(struct gamut_probe_reply *into,
                      struct gamut_backend *backend, uint32_t count,
                      const struct gamut_probe_pace *pace,
                      struct gamut_arena *arena);

#endif

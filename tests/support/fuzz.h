#ifndef GAMUT_TESTS_FUZZ_H
#define GAMUT_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "verifiers/verifier.h"

/* The entry point that libFuzzer and fuzz/replay.c call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Hold `verifier`, with `rule`, to its contract on one input: a verdict, the
 * same one twice, a canonical form that is UTF-8 and there exactly when the
 * answer is valid. Opened once and kept. Aborts on a breach.
 */
void gamut_fuzz_verifier(const struct gamut_verifier *verifier,
                         const void *rule, const uint8_t *data, size_t size);

#endif

#include "tests/support/fuzz.h"

#include "verifiers/chess.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_fen, NULL, data, size);
	return 0;
}

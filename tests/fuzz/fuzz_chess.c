#include "tests/support/fuzz.h"

#include "verifiers/chess.h"

static const struct gamut_chess_rule plain = { .min_plies = 1 };
static const struct gamut_chess_rule special = {
	.fen = "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1",
	.min_plies = 2,
	.max_plies = 6
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_chess, &plain, data, size);
	gamut_fuzz_verifier(&gamut_verifier_chess, &special, data, size);
	return 0;
}

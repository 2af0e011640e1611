/* fen: a position of chess. */
#include "tasks/catalog/kind.h"
#include "verifiers/chess.h"

const struct gamut_kind gamut_kind_fen = {
	.name = "fen",
	.help = "a chess position in Forsyth-Edwards Notation, all six fields",
	.verifier = &gamut_verifier_fen,
	.is_optional = true,
};

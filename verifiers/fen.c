#include "verifiers/chess.h"

#include "verifiers/chess_board.h"

/* Can a pawn be taken on the en passant square? */
static bool has_en_passant(const struct gamut_chess *board)
{
	struct gamut_chess_move moves[GAMUT_CHESS_MOVES_MAX];
	size_t count;

	if (board->en_passant == GAMUT_CHESS_NOWHERE)
		return false;
	count = gamut_chess_moves(board, moves);
	for (size_t i = 0; i < count; i++)
		/* Nothing stands there, so only a pawn takes. */
		if (moves[i].to == board->en_passant &&
		    gamut_chess_takes(board, moves[i]))
			return true;
	return false;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	struct gamut_chess board;
	enum gamut_reason reason = gamut_chess_read(&board, answer);

	(void)state;
	if (reason != GAMUT_REASON_VALID)
		return gamut_verdict_reject(reason);
	if (!has_en_passant(&board))
		board.en_passant = GAMUT_CHESS_NOWHERE;
	return gamut_verdict_accept(gamut_chess_write(&board, arena));
}

const struct gamut_verifier gamut_verifier_fen = {
	.name = "fen",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

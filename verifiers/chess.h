#ifndef GAMUT_VERIFIERS_CHESS_H
#define GAMUT_VERIFIERS_CHESS_H

#include "verifiers/verifier.h"

/*
 * Is the answer a sequence of legal moves?
 *
 * Moves in SAN as chess_san.h reads it, with spaces or line ends between them.
 * A move may have its number before it, joined or apart: "1. e4", "1.e4", and
 * "1... e5" for black's; it must be the right one, as counted from the start
 * position's. No results, comments or "!" and "?". The verdict is about the
 * first token that is wrong; how many moves there are comes last, but nothing
 * is read behind the most that may be.
 *
 * The canonical form is the movetext of PGN: "1. e4 e5 2. Nf3", minimal SAN
 * with right suffixes, a number before each move of white's and before a first
 * one of black's.
 *
 * gamut_verifier_chess knows no members. gamut_verifier_chess_listed is the
 * same for rules of few moves, with members: all sequences of exactly
 * `min_plies`, which is 1 or 2, in the order of the squares that pieces move
 * from; opening it fails where there are none.
 */
#define GAMUT_CHESS_PLIES_MAX 1000u
#define GAMUT_CHESS_LISTED_MAX 2u

struct gamut_chess_rule {
	const char *fen;    /* a valid one; NULL: the usual start */
	uint64_t min_plies; /* halfmoves; 0 counts as 1 */
	uint64_t max_plies; /* 0: GAMUT_CHESS_PLIES_MAX, which it is at most */
};

extern const struct gamut_verifier gamut_verifier_chess;
extern const struct gamut_verifier gamut_verifier_chess_listed;

/*
 * Is the answer the FEN of a position that a game could have come to?
 *
 * As gamut_chess_read() in chess_board.h says, with its reasons; whether a game
 * truly leads there is not asked. The canonical form has the rights to castle
 * in the order KQkq and an en passant square only where a pawn can be taken
 * there, as those are one position. No rule, no members.
 */
extern const struct gamut_verifier gamut_verifier_fen;

#endif

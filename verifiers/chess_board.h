#ifndef GAMUT_VERIFIERS_CHESS_BOARD_H
#define GAMUT_VERIFIERS_CHESS_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "verifiers/verdict.h"

/*
 * Chess: positions and moves
 * --------------------------
 * By the FIDE Laws of Chess (2023), articles 1 to 5. Draws that must be
 * claimed or that end a game by counting (repetition, 50 and 75 moves) are left
 * out: play may go on.
 */

/* Squares count from a1, b1, ... h1, a2, ... to h8. */
#define GAMUT_CHESS_SQUARES 64
#define GAMUT_CHESS_NOWHERE (-1)

/* No position has more than 218 legal moves. */
#define GAMUT_CHESS_MOVES_MAX 256

/* No FEN is longer, in bytes. */
#define GAMUT_CHESS_FEN_MAX 100

#define GAMUT_CHESS_START \
	"rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1"

enum gamut_chess_right {
	GAMUT_CHESS_WHITE_SHORT = 1,
	GAMUT_CHESS_WHITE_LONG = 2,
	GAMUT_CHESS_BLACK_SHORT = 4,
	GAMUT_CHESS_BLACK_LONG = 8,
};

struct gamut_chess {
	char squares[GAMUT_CHESS_SQUARES]; /* of "KQRBNPkqrbnp", '.': none */
	bool is_black;                     /* to move */
	unsigned rights;                   /* of enum gamut_chess_right */
	int en_passant;  /* the square behind a pawn that just moved by two, or
	                    GAMUT_CHESS_NOWHERE */
	unsigned quiet;  /* plies since the last capture or pawn's move */
	unsigned number; /* of the move, from 1 */
};

struct gamut_chess_move {
	uint8_t from;
	uint8_t to;     /* of the king, in castling */
	char promotion; /* of "QRBN", or 0 */
};

/*
 * Read a FEN of six fields with one space between them (PGN standard, 16.1).
 * GAMUT_REASON_VALID; EMPTY; TOO_LONG; BAD_SYNTAX where it is not of that form;
 * BAD_FORMAT where no game could come to it: not one king a side, a pawn on the
 * first or last rank, more pawns and promoted pieces than eight a side, the
 * side not to move in check, more than two checks, a right to castle with king
 * or rook not at home, or no pawn that just moved by two where an en passant
 * square is named. Rights may come in any order. `*board` is set when valid.
 */
enum gamut_reason gamut_chess_read(struct gamut_chess *board,
                                   struct gamut_str fen);

/* The FEN of `board`, with rights in the order KQkq; in the arena. */
struct gamut_str gamut_chess_write(const struct gamut_chess *board,
                                   struct gamut_arena *arena);

/* Write all legal moves to `moves` and return how many there are. */
size_t gamut_chess_moves(const struct gamut_chess *board,
                         struct gamut_chess_move moves[GAMUT_CHESS_MOVES_MAX]);

/* Make a move, which is legal. */
void gamut_chess_play(struct gamut_chess *board, struct gamut_chess_move move);

/* Is the side to move in check? */
bool gamut_chess_is_check(const struct gamut_chess *board);

/* How many pieces of a side attack `square`. */
unsigned gamut_chess_attackers(const struct gamut_chess *board, int square,
                               bool by_black);

/* Where a side's king is; GAMUT_CHESS_NOWHERE where it has none. */
int gamut_chess_king(const struct gamut_chess *board, bool is_black);

/* Would the move take a piece, en passant included? */
bool gamut_chess_takes(const struct gamut_chess *board,
                       struct gamut_chess_move move);

/* The square `files` to the right of and `ranks` above `square`, or
 * GAMUT_CHESS_NOWHERE. */
int gamut_chess_step(int square, int files, int ranks);

#endif

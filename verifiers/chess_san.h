#ifndef GAMUT_VERIFIERS_CHESS_SAN_H
#define GAMUT_VERIFIERS_CHESS_SAN_H

#include "verifiers/chess_board.h"

/*
 * Standard Algebraic Notation (PGN standard, 8.2.3)
 * -------------------------------------------------
 * "e4", "Nf3", "exd5", "Nbd2", "R1e2", "Qh4xe1#", "e8=Q+", "O-O"; "0-0" too.
 */

/* Room for the longest, "Qa1xb2=Q#" and a NUL and more. */
#define GAMUT_CHESS_SAN_SIZE 12

/*
 * Find the legal move that `san` names. GAMUT_REASON_VALID, with `*move` set;
 * BAD_FORMAT where it is no SAN, which "e2e4", "e8Q", "e4!" and "exd6 e.p." are
 * not; ILLEGAL_MOVE where no legal move is meant, or more than one, where "x"
 * is there without a capture or not with one, or where "+" or "#" is wrong:
 * they may be left out, and a mate is "#" only. More may be said of where a
 * piece comes from than is needed.
 */
enum gamut_reason gamut_chess_san_read(struct gamut_chess_move *move,
                                       const struct gamut_chess *board,
                                       struct gamut_str san);

/*
 * The one right way to write `move`, which is legal on `board`: no more said of
 * where it comes from than is needed, and "+" or "#".
 */
void gamut_chess_san_write(char out[GAMUT_CHESS_SAN_SIZE],
                           const struct gamut_chess *board,
                           struct gamut_chess_move move);

#endif

#include "verifiers/chess_board.h"

#include <string.h>

#include "base/compiler.h"

struct ray {
	int files;
	int ranks;
};

/* First those of the rook, then those of the bishop. */
static const struct ray rays[] = { { 1, 0 }, { 0, 1 },  { -1, 0 },  { 0, -1 },
	                           { 1, 1 }, { -1, 1 }, { -1, -1 }, { 1, -1 } };
static const struct ray leaps[] = { { 1, 2 },  { 2, 1 },   { 2, -1 },
	                            { 1, -2 }, { -1, -2 }, { -2, -1 },
	                            { -2, 1 }, { -1, 2 } };

struct list {
	const struct gamut_chess *board;
	struct gamut_chess_move *moves;
	size_t count;
};

static char piece_of(char letter, bool is_black)
{
	return is_black ? (char)(letter - 'A' + 'a') : letter;
}

static bool is_of(char piece, bool is_black)
{
	return is_black ? piece >= 'a' : piece >= 'A' && piece <= 'Z';
}

static char letter_of(char piece)
{
	return piece >= 'a' ? (char)(piece - 'a' + 'A') : piece;
}

int gamut_chess_step(int square, int files, int ranks)
{
	int file = square % 8 + files;
	int rank = square / 8 + ranks;

	if (file < 0 || file > 7 || rank < 0 || rank > 7)
		return GAMUT_CHESS_NOWHERE;
	return rank * 8 + file;
}

/* Does `square` lie that far off, with `piece` on it? */
static bool has_at(const struct gamut_chess *board, int square, struct ray ray,
                   char piece)
{
	int at = gamut_chess_step(square, ray.files, ray.ranks);

	return at != GAMUT_CHESS_NOWHERE && board->squares[at] == piece;
}

/* The first piece that is met from `square`; '.' for none. */
static char look(const struct gamut_chess *board, int square, struct ray ray)
{
	do
		square = gamut_chess_step(square, ray.files, ray.ranks);
	while (square != GAMUT_CHESS_NOWHERE && board->squares[square] == '.');
	return square == GAMUT_CHESS_NOWHERE ? '.' : board->squares[square];
}

unsigned gamut_chess_attackers(const struct gamut_chess *board, int square,
                               bool by_black)
{
	/* Pawns attack towards the other side: look back from there. */
	int back = by_black ? 1 : -1;
	char queen = piece_of('Q', by_black);
	unsigned count = 0;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(leaps); i++)
		count += has_at(board, square, leaps[i],
		                piece_of('N', by_black));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rays); i++) {
		char met = look(board, square, rays[i]);
		char slider = piece_of(i < 4 ? 'R' : 'B', by_black);

		count += met == queen || met == slider;
		count += has_at(board, square, rays[i],
		                piece_of('K', by_black));
	}
	for (int side = -1; side <= 1; side += 2)
		count += has_at(board, square, (struct ray){ side, back },
		                piece_of('P', by_black));
	return count;
}

int gamut_chess_king(const struct gamut_chess *board, bool is_black)
{
	const char *at = memchr(board->squares, is_black ? 'k' : 'K',
	                        sizeof(board->squares));

	return at ? (int)(at - board->squares) : GAMUT_CHESS_NOWHERE;
}

bool gamut_chess_is_check(const struct gamut_chess *board)
{
	return gamut_chess_attackers(board,
	                             gamut_chess_king(board, board->is_black),
	                             !board->is_black) > 0;
}

bool gamut_chess_takes(const struct gamut_chess *board,
                       struct gamut_chess_move move)
{
	return board->squares[move.to] != '.' ||
	       (letter_of(board->squares[move.from]) == 'P' &&
	        move.to == board->en_passant);
}

/* ------------------------------------------------------------------ playing */

/* The rights that end once a piece leaves `square`, or one comes to it. */
static unsigned rights_of(int square)
{
	switch (square) {
	case 0:
		return GAMUT_CHESS_WHITE_LONG;
	case 4:
		return GAMUT_CHESS_WHITE_LONG | GAMUT_CHESS_WHITE_SHORT;
	case 7:
		return GAMUT_CHESS_WHITE_SHORT;
	case 56:
		return GAMUT_CHESS_BLACK_LONG;
	case 60:
		return GAMUT_CHESS_BLACK_LONG | GAMUT_CHESS_BLACK_SHORT;
	case 63:
		return GAMUT_CHESS_BLACK_SHORT;
	default:
		return 0;
	}
}

static void shift(struct gamut_chess *board, int from, int to)
{
	board->squares[to] = board->squares[from];
	board->squares[from] = '.';
}

void gamut_chess_play(struct gamut_chess *board, struct gamut_chess_move move)
{
	char letter = letter_of(board->squares[move.from]);
	int forth = board->is_black ? -8 : 8;
	int far = move.to - move.from;
	bool is_quiet = letter != 'P' && board->squares[move.to] == '.';

	if (letter == 'P' && move.to == board->en_passant)
		board->squares[move.to - forth] = '.';
	if (letter == 'K' && far == 2)
		shift(board, move.to + 1, move.to - 1);
	if (letter == 'K' && far == -2)
		shift(board, move.to - 2, move.to + 1);
	shift(board, move.from, move.to);
	if (move.promotion)
		board->squares[move.to] = piece_of(move.promotion,
		                                   board->is_black);

	board->rights &= ~(rights_of(move.from) | rights_of(move.to));
	board->en_passant = letter == 'P' && far == 2 * forth ?
	                            move.from + forth :
	                            GAMUT_CHESS_NOWHERE;
	board->quiet = is_quiet ? board->quiet + 1 : 0;
	board->number += board->is_black;
	board->is_black = !board->is_black;
}

/* -------------------------------------------------------------------- moves */

/* Add the move unless it leaves the own king in check. */
static void add(struct list *list, int from, int to, char promotion)
{
	struct gamut_chess_move move = { .from = (uint8_t)from,
		                         .to = (uint8_t)to,
		                         .promotion = promotion };
	struct gamut_chess next = *list->board;

	gamut_chess_play(&next, move);
	if (gamut_chess_attackers(&next,
	                          gamut_chess_king(&next, !next.is_black),
	                          next.is_black) == 0 &&
	    list->count < GAMUT_CHESS_MOVES_MAX)
		list->moves[list->count++] = move;
}

/* From `from` along `ray`, at most `most` squares far. */
static void add_along(struct list *list, int from, struct ray ray, int most)
{
	const struct gamut_chess *board = list->board;
	int to = from;

	for (int i = 0; i < most; i++) {
		to = gamut_chess_step(to, ray.files, ray.ranks);
		if (to == GAMUT_CHESS_NOWHERE ||
		    is_of(board->squares[to], board->is_black))
			return;
		add(list, from, to, 0);
		if (board->squares[to] != '.')
			return;
	}
}

static void add_pawn_to(struct list *list, int from, int to)
{
	static const char promotions[] = "QRBN";

	if (to / 8 != 0 && to / 8 != 7) {
		add(list, from, to, 0);
		return;
	}
	for (size_t i = 0; i < sizeof(promotions) - 1; i++)
		add(list, from, to, promotions[i]);
}

static void add_pawn(struct list *list, int from)
{
	const struct gamut_chess *board = list->board;
	int forth = board->is_black ? -1 : 1;
	int to = gamut_chess_step(from, 0, forth);

	if (board->squares[to] == '.') {
		add_pawn_to(list, from, to);
		to += 8 * forth;
		if (from / 8 == (board->is_black ? 6 : 1) &&
		    board->squares[to] == '.')
			add_pawn_to(list, from, to);
	}
	for (int side = -1; side <= 1; side += 2) {
		to = gamut_chess_step(from, side, forth);
		if (to != GAMUT_CHESS_NOWHERE &&
		    (to == board->en_passant ||
		     is_of(board->squares[to], !board->is_black)))
			add_pawn_to(list, from, to);
	}
}

/* The king goes by two squares towards a rook, none of the three attacked. */
static void add_castling(struct list *list, int from, int side)
{
	const struct gamut_chess *board = list->board;
	int between = side > 0 ? 2 : 3;

	for (int i = 1; i <= between; i++)
		if (board->squares[from + side * i] != '.')
			return;
	for (int i = 0; i <= 2; i++)
		if (gamut_chess_attackers(board, from + side * i,
		                          !board->is_black))
			return;
	add(list, from, from + 2 * side, 0);
}

static void add_king(struct list *list, int from)
{
	unsigned rights = list->board->rights;

	if (list->board->is_black)
		rights >>= 2;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rays); i++)
		add_along(list, from, rays[i], 1);
	if (rights & GAMUT_CHESS_WHITE_SHORT)
		add_castling(list, from, 1);
	if (rights & GAMUT_CHESS_WHITE_LONG)
		add_castling(list, from, -1);
}

static void add_piece(struct list *list, int from, char letter)
{
	size_t first = letter == 'B' ? 4 : 0;
	size_t last = letter == 'R' ? 4 : GAMUT_ARRAY_LEN(rays);

	if (letter == 'P') {
		add_pawn(list, from);
	} else if (letter == 'K') {
		add_king(list, from);
	} else if (letter == 'N') {
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(leaps); i++)
			add_along(list, from, leaps[i], 1);
	} else {
		for (size_t i = first; i < last; i++)
			add_along(list, from, rays[i], 7);
	}
}

size_t gamut_chess_moves(const struct gamut_chess *board,
                         struct gamut_chess_move moves[GAMUT_CHESS_MOVES_MAX])
{
	struct list list = { .board = board, .moves = moves };

	for (int from = 0; from < GAMUT_CHESS_SQUARES; from++)
		if (is_of(board->squares[from], board->is_black))
			add_piece(&list, from, letter_of(board->squares[from]));
	return list.count;
}

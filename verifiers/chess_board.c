#include "verifiers/chess_board.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What each letter stands for, white's. */
static const char *const officers = "KQRBN";

/* How many of each a side begins with. */
static const unsigned at_start[] = { 1, 1, 2, 2, 2 };

static const struct home {
	char letter; /* in a FEN */
	enum gamut_chess_right right;
	int king;
	int rook;
	char king_letter;
	char rook_letter;
} homes[] = {
	{ 'K', GAMUT_CHESS_WHITE_SHORT, 4, 7, 'K', 'R' },
	{ 'Q', GAMUT_CHESS_WHITE_LONG, 4, 0, 'K', 'R' },
	{ 'k', GAMUT_CHESS_BLACK_SHORT, 60, 63, 'k', 'r' },
	{ 'q', GAMUT_CHESS_BLACK_LONG, 60, 56, 'k', 'r' },
};

/* ------------------------------------------------------------------ fields */

static bool read_rank(char *squares, struct gamut_str field)
{
	bool was_digit = false;
	int file = 0;

	for (size_t i = 0; i < field.len; i++) {
		char c = field.ptr[i];
		bool is_digit = c >= '1' && c <= '8';

		if (is_digit && was_digit)
			return false;
		was_digit = is_digit;
		if (is_digit)
			file += c - '0';
		else if (file < 8 && c != '\0' && strchr("KQRBNPkqrbnp", c))
			squares[file++] = c;
		else
			return false;
		if (file > 8)
			return false;
	}
	return file == 8;
}

static bool read_squares(struct gamut_chess *board, struct gamut_str field)
{
	struct gamut_str part;

	memset(board->squares, '.', sizeof(board->squares));
	for (int rank = 7; rank >= 0; rank--) {
		size_t end = gamut_str_find(field, GAMUT_STR("/"));

		if ((rank == 0) != (end == field.len))
			return false;
		part = gamut_str_head(field, end);
		if (!read_rank(&board->squares[(size_t)rank * 8], part))
			return false;
		field = gamut_str_skip(field, rank == 0 ? end : end + 1);
	}
	return true;
}

static bool read_rights(struct gamut_chess *board, struct gamut_str field)
{
	board->rights = 0;
	if (gamut_str_eq(field, GAMUT_STR("-")))
		return true;
	for (size_t i = 0; i < field.len; i++) {
		const struct home *home = NULL;

		for (size_t k = 0; k < GAMUT_ARRAY_LEN(homes); k++)
			if (homes[k].letter == field.ptr[i])
				home = &homes[k];
		if (!home || (board->rights & home->right))
			return false;
		board->rights |= home->right;
	}
	return field.len > 0;
}

static bool read_en_passant(struct gamut_chess *board, struct gamut_str field)
{
	board->en_passant = GAMUT_CHESS_NOWHERE;
	if (gamut_str_eq(field, GAMUT_STR("-")))
		return true;
	if (field.len != 2 || field.ptr[0] < 'a' || field.ptr[0] > 'h' ||
	    field.ptr[1] != (board->is_black ? '3' : '6'))
		return false;
	board->en_passant = field.ptr[0] - 'a' + (field.ptr[1] - '1') * 8;
	return true;
}

/* At most four digits, without leading zeros. */
static bool read_count(unsigned *out, struct gamut_str field)
{
	unsigned value = 0;

	if (field.len == 0 || field.len > 4 ||
	    (field.len > 1 && field.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < field.len; i++) {
		if (!gamut_ascii_is_digit(field.ptr[i]))
			return false;
		value = value * 10 + (unsigned)(field.ptr[i] - '0');
	}
	*out = value;
	return true;
}

static bool read_fields(struct gamut_chess *board, struct gamut_str fen)
{
	struct gamut_str fields[6];

	for (size_t i = 0; i < 6; i++) {
		size_t end = gamut_str_find(fen, GAMUT_STR(" "));

		if ((i == 5) != (end == fen.len))
			return false;
		fields[i] = gamut_str_head(fen, end);
		fen = gamut_str_skip(fen, i == 5 ? end : end + 1);
	}
	board->is_black = gamut_str_eq(fields[1], GAMUT_STR("b"));
	if (!board->is_black && !gamut_str_eq(fields[1], GAMUT_STR("w")))
		return false;
	return read_squares(board, fields[0]) &&
	       read_rights(board, fields[2]) &&
	       read_en_passant(board, fields[3]) &&
	       read_count(&board->quiet, fields[4]) &&
	       read_count(&board->number, fields[5]) && board->number > 0;
}

/* --------------------------------------------------------------- soundness */

static unsigned count_of(const struct gamut_chess *board, char piece)
{
	unsigned count = 0;

	for (int i = 0; i < GAMUT_CHESS_SQUARES; i++)
		count += board->squares[i] == piece;
	return count;
}

/* One king, and no more pieces than promotions can have made. */
static bool has_sound_army(const struct gamut_chess *board, bool is_black)
{
	char to_case = is_black ? 'a' - 'A' : 0;
	unsigned used = count_of(board, (char)('P' + to_case));

	if (count_of(board, (char)('K' + to_case)) != 1)
		return false;
	for (size_t i = 1; i < GAMUT_ARRAY_LEN(at_start); i++) {
		unsigned count = count_of(board, (char)(officers[i] + to_case));

		used += count > at_start[i] ? count - at_start[i] : 0;
	}
	return used <= 8;
}

static bool has_sound_pawns(const struct gamut_chess *board)
{
	for (int file = 0; file < 8; file++)
		for (int rank = 0; rank < 8; rank += 7)
			if (board->squares[rank * 8 + file] == 'P' ||
			    board->squares[rank * 8 + file] == 'p')
				return false;
	return true;
}

static bool has_sound_rights(const struct gamut_chess *board)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(homes); i++)
		if ((board->rights & homes[i].right) &&
		    (board->squares[homes[i].king] != homes[i].king_letter ||
		     board->squares[homes[i].rook] != homes[i].rook_letter))
			return false;
	return true;
}

/* Has a pawn just come past the square, from where there is nothing now? */
static bool has_sound_en_passant(const struct gamut_chess *board)
{
	int forth = board->is_black ? 8 : -8;
	int square = board->en_passant;

	if (square == GAMUT_CHESS_NOWHERE)
		return true;
	return board->squares[square] == '.' &&
	       board->squares[square - forth] == '.' &&
	       board->squares[square + forth] ==
	               (board->is_black ? 'P' : 'p') &&
	       board->quiet == 0;
}

static bool has_sound_checks(const struct gamut_chess *board)
{
	int own = gamut_chess_king(board, board->is_black);
	int other = gamut_chess_king(board, !board->is_black);

	return gamut_chess_attackers(board, other, board->is_black) == 0 &&
	       gamut_chess_attackers(board, own, !board->is_black) <= 2;
}

enum gamut_reason gamut_chess_read(struct gamut_chess *board,
                                   struct gamut_str fen)
{
	struct gamut_chess read;

	if (fen.len == 0)
		return GAMUT_REASON_EMPTY;
	if (fen.len > GAMUT_CHESS_FEN_MAX)
		return GAMUT_REASON_TOO_LONG;
	if (!read_fields(&read, fen))
		return GAMUT_REASON_BAD_SYNTAX;
	if (!has_sound_army(&read, false) || !has_sound_army(&read, true) ||
	    !has_sound_pawns(&read) || !has_sound_rights(&read) ||
	    !has_sound_en_passant(&read) || !has_sound_checks(&read))
		return GAMUT_REASON_BAD_FORMAT;
	*board = read;
	return GAMUT_REASON_VALID;
}

/* ------------------------------------------------------------------ writing */

static size_t write_squares(char *out, const struct gamut_chess *board)
{
	size_t len = 0;

	for (int rank = 7; rank >= 0; rank--) {
		int gap = 0;

		for (int file = 0; file < 8; file++) {
			char piece = board->squares[rank * 8 + file];

			if (piece == '.') {
				gap++;
				continue;
			}
			if (gap)
				out[len++] = (char)('0' + gap);
			gap = 0;
			out[len++] = piece;
		}
		if (gap)
			out[len++] = (char)('0' + gap);
		if (rank > 0)
			out[len++] = '/';
	}
	return len;
}

struct gamut_str gamut_chess_write(const struct gamut_chess *board,
                                   struct gamut_arena *arena)
{
	char squares[GAMUT_CHESS_FEN_MAX] = "";
	char rights[GAMUT_ARRAY_LEN(homes) + 1] = "-";
	char en_passant[3] = "-";
	size_t len = 0;

	squares[write_squares(squares, board)] = '\0';
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(homes); i++)
		if (board->rights & homes[i].right)
			rights[len++] = homes[i].letter;
	if (board->en_passant != GAMUT_CHESS_NOWHERE) {
		en_passant[0] = (char)('a' + board->en_passant % 8);
		en_passant[1] = (char)('1' + board->en_passant / 8);
	}
	return gamut_arena_strf(arena, "%s %c %s %s %u %u", squares,
	                        board->is_black ? 'b' : 'w', rights, en_passant,
	                        board->quiet, board->number);
}

#include "verifiers/chess_san.h"

#include <string.h>

#include "base/compiler.h"

#define ANY (-1)

/* What a SAN says. */
struct said {
	char letter;   /* of "KQRBNP" */
	int from_file; /* or ANY */
	int from_rank;
	int to;
	int castling; /* squares the king goes, 2 or -2, or 0 */
	bool takes;
	char promotion; /* or 0 */
	char suffix;    /* '+', '#' or 0 */
};

static char letter_at(const struct gamut_chess *board, int square)
{
	char piece = board->squares[square];

	return piece >= 'a' ? (char)(piece - 'a' + 'A') : piece;
}

static bool is_castling(const struct gamut_chess *board,
                        struct gamut_chess_move move)
{
	int far = move.to - move.from;

	return letter_at(board, move.from) == 'K' && (far == 2 || far == -2);
}

/* ------------------------------------------------------------------ reading */

static bool take(struct gamut_str *s, const char *set, char *out)
{
	if (s->len == 0 || s->ptr[0] == '\0' || !strchr(set, s->ptr[0]))
		return false;
	*out = s->ptr[0];
	*s = gamut_str_skip(*s, 1);
	return true;
}

/* The same from the end. */
static bool take_last(struct gamut_str *s, const char *set, char *out)
{
	if (s->len == 0 || s->ptr[s->len - 1] == '\0' ||
	    !strchr(set, s->ptr[s->len - 1]))
		return false;
	*out = s->ptr[s->len - 1];
	s->len--;
	return true;
}

static bool read_castling(struct said *said, struct gamut_str san)
{
	if (gamut_str_eq(san, GAMUT_STR("O-O")) ||
	    gamut_str_eq(san, GAMUT_STR("0-0")))
		said->castling = 2;
	else if (gamut_str_eq(san, GAMUT_STR("O-O-O")) ||
	         gamut_str_eq(san, GAMUT_STR("0-0-0")))
		said->castling = -2;
	return said->castling != 0;
}

/* From the end, as what comes first may be left out. */
static bool read_squares(struct said *said, struct gamut_str san)
{
	char file;
	char rank;
	char c;

	if (!take_last(&san, "12345678", &rank) ||
	    !take_last(&san, "abcdefgh", &file))
		return false;
	said->to = file - 'a' + (rank - '1') * 8;
	said->takes = take_last(&san, "x", &c);
	if (said->letter != 'P' && take_last(&san, "12345678", &rank))
		said->from_rank = rank - '1';
	if ((said->letter != 'P' || said->takes) &&
	    take_last(&san, "abcdefgh", &file))
		said->from_file = file - 'a';
	/* A pawn that takes is known by its file. */
	return san.len == 0 &&
	       (said->letter != 'P' || !said->takes || said->from_file != ANY);
}

static bool read_said(struct said *said, struct gamut_str san)
{
	char c;

	*said = (struct said){ .letter = 'P',
		               .from_file = ANY,
		               .from_rank = ANY };
	take_last(&san, "+#", &said->suffix);
	if (read_castling(said, san))
		return true;
	if (take_last(&san, "QRBN", &said->promotion) &&
	    !take_last(&san, "=", &c))
		return false;
	if (take(&san, "KQRBN", &said->letter) && said->promotion)
		return false;
	return read_squares(said, san);
}

static bool is_meant(const struct said *said, const struct gamut_chess *board,
                     struct gamut_chess_move move)
{
	if (is_castling(board, move))
		return said->castling == move.to - move.from;
	return !said->castling && letter_at(board, move.from) == said->letter &&
	       move.to == said->to && move.promotion == said->promotion &&
	       (said->from_file == ANY || move.from % 8 == said->from_file) &&
	       (said->from_rank == ANY || move.from / 8 == said->from_rank) &&
	       gamut_chess_takes(board, move) == said->takes;
}

/* '+', '#' or 0: what the move brings about. */
static char suffix_of(const struct gamut_chess *board,
                      struct gamut_chess_move move)
{
	struct gamut_chess_move replies[GAMUT_CHESS_MOVES_MAX];
	struct gamut_chess next = *board;

	gamut_chess_play(&next, move);
	if (!gamut_chess_is_check(&next))
		return 0;
	return gamut_chess_moves(&next, replies) > 0 ? '+' : '#';
}

enum gamut_reason gamut_chess_san_read(struct gamut_chess_move *move,
                                       const struct gamut_chess *board,
                                       struct gamut_str san)
{
	struct gamut_chess_move moves[GAMUT_CHESS_MOVES_MAX];
	struct said said;
	size_t count;
	size_t meant = 0;

	if (!read_said(&said, san))
		return GAMUT_REASON_BAD_FORMAT;
	count = gamut_chess_moves(board, moves);
	for (size_t i = 0; i < count; i++) {
		if (!is_meant(&said, board, moves[i]))
			continue;
		*move = moves[i];
		meant++;
	}
	if (meant != 1 ||
	    (said.suffix && said.suffix != suffix_of(board, *move)))
		return GAMUT_REASON_ILLEGAL_MOVE;
	return GAMUT_REASON_VALID;
}

/* ------------------------------------------------------------------ writing */

/* Write what tells the piece from others of its kind that could go there. */
static size_t write_origin(char *out, const struct gamut_chess *board,
                           struct gamut_chess_move move)
{
	struct gamut_chess_move moves[GAMUT_CHESS_MOVES_MAX];
	size_t count = gamut_chess_moves(board, moves);
	bool is_alone = true;
	bool has_file = false; /* does another come from the same file? */
	bool has_rank = false;
	size_t len = 0;

	for (size_t i = 0; i < count; i++) {
		if (moves[i].to != move.to || moves[i].from == move.from ||
		    board->squares[moves[i].from] != board->squares[move.from])
			continue;
		is_alone = false;
		has_file = has_file || moves[i].from % 8 == move.from % 8;
		has_rank = has_rank || moves[i].from / 8 == move.from / 8;
	}
	if (!is_alone && (!has_file || has_rank))
		out[len++] = (char)('a' + move.from % 8);
	if (has_file)
		out[len++] = (char)('1' + move.from / 8);
	return len;
}

static size_t write_plain(char *out, const struct gamut_chess *board,
                          struct gamut_chess_move move)
{
	char letter = letter_at(board, move.from);
	bool takes = gamut_chess_takes(board, move);
	size_t len = 0;

	if (letter == 'P') {
		if (takes)
			out[len++] = (char)('a' + move.from % 8);
	} else {
		out[len++] = letter;
		len += write_origin(&out[len], board, move);
	}
	if (takes)
		out[len++] = 'x';
	out[len++] = (char)('a' + move.to % 8);
	out[len++] = (char)('1' + move.to / 8);
	if (move.promotion) {
		out[len++] = '=';
		out[len++] = move.promotion;
	}
	return len;
}

void gamut_chess_san_write(char out[GAMUT_CHESS_SAN_SIZE],
                           const struct gamut_chess *board,
                           struct gamut_chess_move move)
{
	char suffix = suffix_of(board, move);
	size_t len;

	if (is_castling(board, move)) {
		len = move.to > move.from ? 3 : 5;
		memcpy(out, "O-O-O", len);
	} else {
		len = write_plain(out, board, move);
	}
	if (suffix)
		out[len++] = suffix;
	out[len] = '\0';
}

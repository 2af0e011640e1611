#include "verifiers/chess.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "verifiers/chess_board.h"
#include "verifiers/chess_san.h"

/* More than any move with its number and a line end takes. */
#define BYTES_PER_PLY 24

/* Of a number before a move: FENs count to 9999, and games go on. */
#define DIGITS_MAX 5

/* A game of as many moves as members have. */
struct line {
	struct gamut_chess_move moves[GAMUT_CHESS_LISTED_MAX];
};

struct game {
	struct gamut_chess start;
	uint64_t min_plies;
	uint64_t max_plies;
	struct line *lines; /* NULL where none are listed */
	size_t count;
};

/* A game that is being read or written. */
struct play {
	struct gamut_chess board;
	uint64_t plies;
	struct gamut_buf *text; /* the canonical form so far */
};

static void play_move(struct play *play, struct gamut_chess_move move)
{
	char san[GAMUT_CHESS_SAN_SIZE];

	gamut_chess_san_write(san, &play->board, move);
	if (play->plies > 0)
		gamut_buf_add_char(play->text, ' ');
	if (!play->board.is_black)
		gamut_buf_addf(play->text, "%u. ", play->board.number);
	else if (play->plies == 0)
		gamut_buf_addf(play->text, "%u... ", play->board.number);
	gamut_buf_add(play->text, gamut_str_of(san));
	gamut_chess_play(&play->board, move);
	play->plies++;
}

/* ------------------------------------------------------------------ reading */

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

static struct gamut_str take_token(struct gamut_str *rest)
{
	struct gamut_str token;
	size_t len = 0;

	while (len < rest->len && !is_blank(rest->ptr[len]))
		len++;
	token = gamut_str_head(*rest, len);
	while (len < rest->len && is_blank(rest->ptr[len]))
		len++;
	*rest = gamut_str_skip(*rest, len);
	return token;
}

/*
 * Cut the number off the front of `*token`: false where it is a wrong one. A
 * token without dots has none: "0-0" begins with a digit too.
 */
static bool take_number(struct gamut_str *token,
                        const struct gamut_chess *board)
{
	size_t digits = 0;
	size_t dots = 0;
	unsigned number = 0;

	while (digits < token->len && gamut_ascii_is_digit(token->ptr[digits]))
		digits++;
	while (digits + dots < token->len && token->ptr[digits + dots] == '.')
		dots++;
	if (dots == 0)
		return true;
	if (digits == 0 || digits > DIGITS_MAX || token->ptr[0] == '0')
		return false;
	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (unsigned)(token->ptr[i] - '0');
	*token = gamut_str_skip(*token, digits + dots);
	return number == board->number && dots == (board->is_black ? 3 : 1);
}

/* The next move of the answer, with its number where it has one. */
static enum gamut_reason take_move(struct gamut_chess_move *move,
                                   struct gamut_str *rest,
                                   const struct gamut_chess *board)
{
	struct gamut_str token = take_token(rest);
	size_t len = token.len;

	if (!take_number(&token, board))
		return GAMUT_REASON_BAD_FORMAT;
	/* A number that stands alone has its move behind it. */
	if (token.len == 0 && len > 0)
		token = take_token(rest);
	return gamut_chess_san_read(move, board, token);
}

static enum gamut_reason read_game(struct play *play, const struct game *game,
                                   struct gamut_str rest)
{
	struct gamut_chess_move move;
	enum gamut_reason reason;

	if (is_blank(rest.ptr[0]) || is_blank(rest.ptr[rest.len - 1]))
		return GAMUT_REASON_BAD_FORMAT;
	while (rest.len > 0) {
		if (play->plies == game->max_plies)
			return GAMUT_REASON_TOO_LONG;
		reason = take_move(&move, &rest, &play->board);
		if (reason != GAMUT_REASON_VALID)
			return reason;
		play_move(play, move);
	}
	return play->plies < game->min_plies ? GAMUT_REASON_TOO_SHORT :
	                                       GAMUT_REASON_VALID;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct game *game = state;
	struct gamut_buf text = { 0 };
	struct play play = { .board = game->start, .text = &text };
	struct gamut_verdict verdict;
	enum gamut_reason reason;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > game->max_plies * BYTES_PER_PLY)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	reason = read_game(&play, game, answer);
	verdict = reason == GAMUT_REASON_VALID ?
	                  gamut_verdict_accept(gamut_arena_copy(
				  arena, gamut_buf_view(&text))) :
	                  gamut_verdict_reject(reason);
	gamut_buf_release(&text);
	return verdict;
}

/* -------------------------------------------------------------------- state */

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_chess_rule *chess = rule;
	const char *fen = chess->fen ? chess->fen : GAMUT_CHESS_START;
	uint64_t min = chess->min_plies ? chess->min_plies : 1;
	uint64_t max = chess->max_plies ? chess->max_plies :
	                                  GAMUT_CHESS_PLIES_MAX;
	struct gamut_chess start;
	struct game *game;

	(void)lexicon;
	if (gamut_chess_read(&start, gamut_str_of(fen)) != GAMUT_REASON_VALID)
		return gamut_error(err, GAMUT_EINVAL,
		                   "chess: the start is not the FEN of a "
		                   "position: write one of six fields");
	if (min > max || max > GAMUT_CHESS_PLIES_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "a chess game has between 1 and %u plies, "
		                   "and at least as many at most as at least",
		                   GAMUT_CHESS_PLIES_MAX);
	game = gamut_alloc(sizeof(*game));
	*game = (struct game){
		.start = start,
		.min_plies = min,
		.max_plies = max,
	};
	*state = game;
	return GAMUT_OK;
}

static void close_rule(void *state)
{
	struct game *game = state;

	free(game->lines);
	free(game);
}

/* All games of the least length, which is 1 or 2. */
static void list_lines(struct game *game)
{
	struct gamut_chess_move first[GAMUT_CHESS_MOVES_MAX];
	struct gamut_chess_move second[GAMUT_CHESS_MOVES_MAX];
	size_t count = gamut_chess_moves(&game->start, first);
	bool is_single = game->min_plies == 1;

	game->lines = gamut_alloc_array(
		count * (is_single ? 1 : GAMUT_CHESS_MOVES_MAX) + 1,
		sizeof(*game->lines));
	for (size_t i = 0; i < count; i++) {
		struct gamut_chess next = game->start;
		size_t replies = 1;

		gamut_chess_play(&next, first[i]);
		if (!is_single)
			replies = gamut_chess_moves(&next, second);
		for (size_t k = 0; k < replies; k++) {
			struct line *line = &game->lines[game->count++];

			line->moves[0] = first[i];
			if (!is_single)
				line->moves[1] = second[k];
		}
	}
}

static enum gamut_status open_listed(void **state, const void *rule,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err)
{
	void *opened;
	struct game *game;
	enum gamut_status status = open_rule(&opened, rule, lexicon, err);

	if (status)
		return status;
	game = opened;
	if (game->min_plies <= GAMUT_CHESS_LISTED_MAX)
		list_lines(game);
	if (game->count == 0) {
		close_rule(game);
		return gamut_error(err, GAMUT_EINVAL,
		                   "chess: no games can be listed from there");
	}
	*state = game;
	return GAMUT_OK;
}

static uint64_t member_count(const void *state)
{
	const struct game *game = state;

	return game->count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct game *game = state;
	struct gamut_buf text = { 0 };
	struct play play = { .board = game->start, .text = &text };
	struct gamut_str copy;

	for (uint64_t k = 0; k < game->min_plies; k++)
		play_move(&play, game->lines[i].moves[k]);
	copy = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return copy;
}

const struct gamut_verifier gamut_verifier_chess = {
	.name = "chess",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.close = close_rule,
};

const struct gamut_verifier gamut_verifier_chess_listed = {
	.name = "chess",
	.revision = 1,
	.open = open_listed,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};

#include "tests/support/unit.h"

#include "verifiers/chess_board.h"

#define KIWIPETE \
	"r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1"
#define ENDGAME "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1"
#define PROMOTING \
	"r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1"
#define FIFTH "rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8"

/*
 * Games of so many plies, as the Chess Programming Wiki has them ("Perft
 * Results"): what every rule of moving bears on.
 */
static const struct perft {
	const char *fen;
	int depth;
	uint64_t games;
} perfts[] = {
	{ GAMUT_CHESS_START, 1, 20 },
	{ GAMUT_CHESS_START, 2, 400 },
	{ GAMUT_CHESS_START, 3, 8902 },
	{ GAMUT_CHESS_START, 4, 197281 },
	{ KIWIPETE, 1, 48 },
	{ KIWIPETE, 2, 2039 },
	{ KIWIPETE, 3, 97862 },
	{ ENDGAME, 1, 14 },
	{ ENDGAME, 2, 191 },
	{ ENDGAME, 3, 2812 },
	{ ENDGAME, 4, 43238 },
	{ PROMOTING, 1, 6 },
	{ PROMOTING, 2, 264 },
	{ PROMOTING, 3, 9467 },
	{ FIFTH, 1, 44 },
	{ FIFTH, 2, 1486 },
	{ FIFTH, 3, 62379 },
};

static uint64_t count_games(const struct gamut_chess *board, int depth)
{
	struct gamut_chess_move moves[GAMUT_CHESS_MOVES_MAX];
	size_t count = gamut_chess_moves(board, moves);
	uint64_t games = 0;

	if (depth == 1)
		return count;
	for (size_t i = 0; i < count; i++) {
		struct gamut_chess next = *board;

		gamut_chess_play(&next, moves[i]);
		games += count_games(&next, depth - 1);
	}
	return games;
}

START_TEST(counts_of_games)
{
	struct gamut_chess board;

	ck_assert_int_eq(gamut_chess_read(&board, gamut_str_of(perfts[_i].fen)),
	                 GAMUT_REASON_VALID);
	ck_assert_uint_eq(count_games(&board, perfts[_i].depth),
	                  perfts[_i].games);
}
END_TEST

START_TEST(writes_what_it_read)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str fen = gamut_str_of(perfts[_i].fen);
	struct gamut_chess board;

	ck_assert_int_eq(gamut_chess_read(&board, fen), GAMUT_REASON_VALID);
	ck_assert(gamut_str_eq(gamut_chess_write(&board, &arena), fen));
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("chess_board");
	TCase *tc = tcase_create("moves");

	tcase_add_loop_test(tc, counts_of_games, 0,
	                    (int)GAMUT_ARRAY_LEN(perfts));
	tcase_add_loop_test(tc, writes_what_it_read, 0,
	                    (int)GAMUT_ARRAY_LEN(perfts));
	suite_add_tcase(suite, tc);
	return suite;
}

#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/chess.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_chess_rule game = { .min_plies = 1 };
static const struct gamut_chess_rule three = { .min_plies = 3, .max_plies = 4 };
static const struct gamut_chess_rule one = { .min_plies = 1, .max_plies = 1 };
static const struct gamut_chess_rule two = { .min_plies = 2, .max_plies = 2 };
static const struct gamut_chess_rule castling = {
	.fen = "r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1" };
static const struct gamut_chess_rule black = {
	.fen = "rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq - 0 1" };
static const struct gamut_chess_rule promotion = {
	.fen = "3r3k/2P5/8/8/8/8/8/K7 w - - 0 40" };
/* Knights on b1, f1 and f5, rooks on a1 and a5: all that can be ambiguous. */
static const struct gamut_chess_rule twins = {
	.fen = "7k/8/8/R4N2/8/8/6K1/RN3N2 w - - 0 1" };
/* Queens on a1, a3 and c1. */
static const struct gamut_chess_rule queens = {
	.fen = "8/6pk/8/8/8/Q7/8/Q1Q1K3 w - - 0 1" };
static const struct gamut_chess_rule passing = {
	.fen = "4k3/3p4/8/4P3/8/8/8/4K3 b - - 0 1" };
static const struct gamut_chess_rule mated = {
	.fen = "7k/6Q1/6K1/8/8/8/8/8 b - - 0 1" };

#define BAD GAMUT_REASON_BAD_FORMAT
#define ILLEGAL GAMUT_REASON_ILLEGAL_MOVE
#define VALID GAMUT_REASON_VALID

static const struct gamut_verdict_row rows[] = {
	/* One game in all its transcriptions. */
	{ &game, S("1. e4 e5 2. Nf3 Nc6"), VALID, "1. e4 e5 2. Nf3 Nc6" },
	{ &game, S("1.e4 e5 2.Nf3 Nc6"),   VALID, "1. e4 e5 2. Nf3 Nc6" },
	{ &game, S("e4 e5 Nf3 Nc6"),       VALID, "1. e4 e5 2. Nf3 Nc6" },
	{ &game, S("1. e4\n1... e5\n2. Ngf3  2...Nb8c6"), VALID,
	  "1. e4 e5 2. Nf3 Nc6" },
	{ &game, S("1. e4 e5 2. Bc4 Nc6 3. Qh5 Nf6 4. Qxf7#"), VALID,
	  "1. e4 e5 2. Bc4 Nc6 3. Qh5 Nf6 4. Qxf7#" },
	{ &game, S("1. e4 e5 2. Bc4 Nc6 3. Qh5 Nf6 4. Qxf7"), VALID,
	  "1. e4 e5 2. Bc4 Nc6 3. Qh5 Nf6 4. Qxf7#" },
	{ &game, S("1. e4 e5 2. Bc4 Nc6 3. Qh5 Nf6 4. Qxf7+"), ILLEGAL, "" },
	{ &game, S("1. e4+"), ILLEGAL, "" },
	{ &game, S("1. f3 e5 2. g4 Qh4# 3. a3"), ILLEGAL, "" },
	{ &game, S("1. e4 d5 2. exd5 Qxd5 3. Nc3"), VALID,
	  "1. e4 d5 2. exd5 Qxd5 3. Nc3" },
	/* En passant, at once or not at all. */
	{ &game, S("1. e4 a6 2. e5 d5 3. exd6"), VALID,
	  "1. e4 a6 2. e5 d5 3. exd6" },
	{ &game, S("1. e4 a6 2. e5 d5 3. a3 a5 4. exd6"), ILLEGAL, "" },
	{ &game, S("1. e4 a6 2. e5 d5 3. exd6 e.p."), BAD, "" },
	{ &passing, S("1... d5 2. exd6 Kd7 3. Kd2 Kxd6"), VALID,
	  "1... d5 2. exd6 Kd7 3. Kd2 Kxd6" },
	/* Not SAN. */
	{ &game, S(""), GAMUT_REASON_EMPTY, "" },
	{ &game, S("e2e4"), BAD, "" },
	{ &game, S("e2-e4"), BAD, "" },
	{ &game, S("1. e4!"), BAD, "" },
	{ &game, S("1. e4 e5 *"), BAD, "" },
	{ &game, S("1. f3 e5 2. g4 Qh4# 0-1"), BAD, "" },
	{ &game, S("1 e4"), BAD, "" },
	{ &game, S("1."), BAD, "" },
	{ &game, S("1. 1. e4"), BAD, "" },
	{ &game, S(". e4"), BAD, "" },
	{ &game, S("01. e4"), BAD, "" },
	{ &game, S("2. e4"), BAD, "" },
	{ &game, S("1... e4"), BAD, "" },
	{ &game, S("1. e4 1. e5"), BAD, "" },
	{ &game, S("1. e4 2. e5"), BAD, "" },
	{ &game, S("99999999999999999999. e4"), BAD, "" },
	{ &game, S(" e4"), BAD, "" },
	{ &game, S("e4 "), BAD, "" },
	{ &game, S("Pe4"), BAD, "" },
	{ &game, S("nf3"), BAD, "" },
	{ &game, S("I would play e4"), BAD, "" },
	{ &game, S("1. e4 {best} e5"), BAD, "" },
	/* Not legal. */
	{ &game, S("e5"), ILLEGAL, "" },
	{ &game, S("e4 e4"), ILLEGAL, "" },
	{ &game, S("Nxf3"), ILLEGAL, "" },
	{ &game, S("Bc4"), ILLEGAL, "" },
	{ &game, S("O-O"), ILLEGAL, "" },
	{ &game, S("e4 d5 ed5"), BAD, "" },
	{ &game, S("e4 d5 d5"), ILLEGAL, "" },
	{ &game, S("Nbf3"), ILLEGAL, "" },
	{ &mated, S("Kg8"), ILLEGAL, "" },
	/* How many. */
	{ &three, S("e4 e5"), GAMUT_REASON_TOO_SHORT, "" },
	{ &three, S("e4 e5 d4"), VALID, "1. e4 e5 2. d4" },
	{ &three, S("e4 e5 d4 d5 a3"), GAMUT_REASON_TOO_LONG, "" },
	{ &three, S("e4 e5 d4 d5 rubbish"), GAMUT_REASON_TOO_LONG, "" },
	{ &three, S("e4 e4"), ILLEGAL, "" },
	/* From elsewhere. */
	/* The rook that came along looks at the way of the other king. */
	{ &castling, S("O-O O-O"), ILLEGAL, "" },
	{ &castling, S("O-O-O O-O-O"), ILLEGAL, "" },
	{ &castling, S("O-O O-O-O"), VALID, "1. O-O O-O-O" },
	{ &castling, S("0-0 Kd7"), VALID, "1. O-O Kd7" },
	{ &castling, S("1. 0-0-0 Ke7"), VALID, "1. O-O-O Ke7" },
	{ &castling, S("Kg1"), ILLEGAL, "" },
	{ &castling, S("O-0"), BAD, "" },
	{ &castling, S("Rxh8+ Kd7"), VALID, "1. Rxh8+ Kd7" },
	{ &castling, S("Rxh8+ O-O-O"), ILLEGAL, "" },
	{ &castling, S("Ke2 Ke7 Ke1 Ke8 O-O"), ILLEGAL, "" },
	{ &black, S("1... e5 2. Nf3"), VALID, "1... e5 2. Nf3" },
	{ &black, S("e5 2.Nf3"), VALID, "1... e5 2. Nf3" },
	{ &black, S("1. e5"), BAD, "" },
	{ &promotion, S("c8=Q"), VALID, "40. c8=Q" },
	{ &promotion, S("cxd8=R+"), VALID, "40. cxd8=R+" },
	{ &promotion, S("40. cxd8=N"), VALID, "40. cxd8=N" },
	{ &promotion, S("c8"), ILLEGAL, "" },
	{ &promotion, S("c8=K"), BAD, "" },
	{ &promotion, S("c8Q"), BAD, "" },
	{ &promotion, S("c8="), BAD, "" },
	{ &promotion, S("Kb2=Q"), BAD, "" },
	{ &twins, S("Nd2"), ILLEGAL, "" },
	{ &twins, S("Nbd2"), VALID, "1. Nbd2" },
	{ &twins, S("Nb1d2"), VALID, "1. Nbd2" },
	{ &twins, S("Nfd2"), VALID, "1. Nfd2" },
	{ &twins, S("N1d2"), ILLEGAL, "" },
	{ &twins, S("Ng3"), ILLEGAL, "" },
	{ &twins, S("N1g3"), VALID, "1. N1g3" },
	{ &twins, S("Nf5g3"), VALID, "1. N5g3" },
	{ &twins, S("Nfg3"), ILLEGAL, "" },
	{ &twins, S("R1a3"), VALID, "1. R1a3" },
	{ &twins, S("Ra1a3"), VALID, "1. R1a3" },
	{ &queens, S("Qa1b2"), VALID, "1. Qa1b2" },
	{ &queens, S("Q3b2"), VALID, "1. Q3b2" },
	{ &queens, S("Qcb2"), VALID, "1. Qcb2" },
	{ &queens, S("Qab2"), ILLEGAL, "" },
};
/* clang-format on */

START_TEST(verdicts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		gamut_expect_verdict(&gamut_verifier_chess, &rows[i]);
}
END_TEST

START_TEST(hostile)
{
	gamut_expect_hostile(&gamut_verifier_chess, &game, "1. e4 e5 2. Nf3");
	gamut_expect_hostile(&gamut_verifier_chess_listed, &two, "e4 e5");
}
END_TEST

START_TEST(members)
{
	gamut_expect_members(&gamut_verifier_chess_listed, &one, 20, 1);
	gamut_expect_members(&gamut_verifier_chess_listed, &two, 400, 1);
}
END_TEST

START_TEST(the_longest_game)
{
	static const char *const cycle[] = { "Nf3", "Nf6", "Ng1", "Ng8" };
	struct gamut_verdict_row row = { .rule = &game, .canonical = "" };
	char text[4 * GAMUT_CHESS_PLIES_MAX + 8];
	char *at = text;

	for (unsigned i = 0; i < GAMUT_CHESS_PLIES_MAX + 1; i++) {
		for (const char *c = cycle[i % 4]; *c; c++)
			*at++ = *c;
		*at++ = ' ';
	}
	at[-1] = '\0';
	row.answer = gamut_str_of(text);
	row.reason = GAMUT_REASON_TOO_LONG;
	gamut_expect_verdict(&gamut_verifier_chess, &row);
}
END_TEST

START_TEST(refuses_a_start_that_is_none)
{
	static const struct gamut_chess_rule bad[] = {
		{ .fen = "8/8/8/8/8/8/8/8 w - - 0 1" },
		{ .min_plies = 3, .max_plies = 2 },
		{ .max_plies = GAMUT_CHESS_PLIES_MAX + 1 },
		{ .min_plies = 3, .max_plies = 3 },
		{ .fen = "7k/6Q1/6K1/8/8/8/8/8 b - - 0 1" },
	};
	void *state = NULL;

	ck_assert_int_eq(
		gamut_verifier_chess_listed.open(&state, &bad[_i], NULL, NULL),
		GAMUT_EINVAL);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("chess");
	TCase *tc = tcase_create("verify");

	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, hostile);
	tcase_add_test(tc, members);
	tcase_add_test(tc, the_longest_game);
	tcase_add_loop_test(tc, refuses_a_start_that_is_none, 0, 5);
	suite_add_tcase(suite, tc);
	return suite;
}

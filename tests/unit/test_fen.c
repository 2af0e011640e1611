#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/chess.h"
#include "verifiers/chess_board.h"

#define AFTER_E4(square) \
	"rnbqkbnr/pppppppp/8/8/4P3/8/PPPP1PPP/RNBQKBNR b KQkq " square " 0 1"
#define BAD GAMUT_REASON_BAD_FORMAT
#define UNREAD GAMUT_REASON_BAD_SYNTAX

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_verdict_row rows[] = {
	{ NULL, S(GAMUT_CHESS_START), GAMUT_REASON_VALID, GAMUT_CHESS_START },
	{ NULL, S("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w qkQK - 0 1"),
	  GAMUT_REASON_VALID, GAMUT_CHESS_START },
	/* Nobody can take on e3. */
	{ NULL, S(AFTER_E4("e3")), GAMUT_REASON_VALID, AFTER_E4("-") },
	{ NULL, S(AFTER_E4("-")),  GAMUT_REASON_VALID, AFTER_E4("-") },
	{ NULL, S("4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 9"), GAMUT_REASON_VALID,
	  "4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 9" },
	/* The pawn that could take is pinned. */
	{ NULL, S("4r1k1/8/8/3pP3/8/8/8/4K3 w - d6 0 9"), GAMUT_REASON_VALID,
	  "4r1k1/8/8/3pP3/8/8/8/4K3 w - - 0 9" },
	{ NULL, S(""), GAMUT_REASON_EMPTY, "" },
	{ NULL, S("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR"), UNREAD, "" },
	{ NULL, S("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -"), UNREAD, "" },
	{ NULL, S(GAMUT_CHESS_START " "), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K7 W - - 0 1"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K7  w - - 0 1"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K7 w - - 00 1"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K7 w - - 0 0"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K7 w - - 0 10000"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K7 w - e3 0 1"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/K7 w - - 0 1"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/8/K7 w - - 0 1"), UNREAD, "" },
	{ NULL, S("k8/8/8/8/8/8/8/K7 w - - 0 1"), UNREAD, "" },
	{ NULL, S("k6/8/8/8/8/8/8/K7 w - - 0 1"), UNREAD, "" },
	{ NULL, S("k7/44/8/8/8/8/8/K7 w - - 0 1"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/X7 w - - 0 1"), UNREAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K7 w KK - 0 1"), UNREAD, "" },
	{ NULL, S("8/8/8/8/8/8/8/8 w - - 0 1"), BAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/KK6 w - - 0 1"), BAD, "" },
	{ NULL, S("k6P/8/8/8/8/8/8/K7 w - - 0 1"), BAD, "" },
	{ NULL, S("k7/8/8/8/8/8/8/K6p w - - 0 1"), BAD, "" },
	{ NULL, S("kK6/8/8/8/8/8/8/8 w - - 0 1"), BAD, "" },
	{ NULL, S("k6R/8/8/8/8/8/8/K7 w - - 0 1"), BAD, "" }, /* black's in check */
	{ NULL, S("k6R/8/8/8/8/8/8/K7 b - - 0 1"), GAMUT_REASON_VALID,
	  "k6R/8/8/8/8/8/8/K7 b - - 0 1" },
	{ NULL, S("k7/8/8/8/8/8/8/K7 w K - 0 1"), BAD, "" },
	{ NULL, S("4k3/8/8/8/8/8/8/4K2R w Q - 0 1"), BAD, "" },
	{ NULL, S("4k3/8/8/4P3/8/8/8/4K3 w - d6 0 9"), BAD, "" },
	{ NULL, S("4k3/8/8/3pP3/8/8/8/4K3 w - d6 3 9"), BAD, "" },
	{ NULL, S("4k3/3p4/8/3pP3/8/8/8/4K3 w - d6 0 9"), BAD, "" },
	{ NULL, S("k7/8/8/8/P7/P7/PPPPPPPP/K7 w - - 0 1"), BAD, "" },
	{ NULL, S("k7/8/8/8/8/8/PPPPPPPP/KQQ5 w - - 0 1"), BAD, "" },
	{ NULL, S("k7/8/8/8/8/8/1PPPPPPP/KQQ5 w - - 0 1"), GAMUT_REASON_VALID,
	  "k7/8/8/8/8/8/1PPPPPPP/KQQ5 w - - 0 1" },
};
/* clang-format on */

START_TEST(verdicts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		gamut_expect_verdict(&gamut_verifier_fen, &rows[i]);
}
END_TEST

START_TEST(hostile)
{
	gamut_expect_hostile(&gamut_verifier_fen, NULL, GAMUT_CHESS_START);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("fen");
	TCase *tc = tcase_create("verify");

	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, hostile);
	suite_add_tcase(suite, tc);
	return suite;
}

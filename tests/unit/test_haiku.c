#include "tests/support/unit.h"

#include <string.h>

#include "base/arena.h"
#include "tests/support/verdicts.h"
#include "verifiers/haiku.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_haiku_rule haiku = {
	.lines = { .syllables = { 5, 7, 5 }, .count = 3 },
	.separator = "/",
	.max_unknown = 1,
};
static const struct gamut_haiku_rule strict = {
	.lines = { .syllables = { 5, 7, 5 }, .count = 3 },
	.separator = "/",
};
static const struct gamut_haiku_rule tanka = {
	.lines = { .syllables = { 5, 7, 5, 7, 7 }, .count = 5 },
	.separator = "|",
};

/* Counted by ear and by hand. Basho's frog in a translation of our own. */
static const char *const poems[] = {
	"An old silent pond / a frog jumps into the pond / splash! Silence again",
	"autumn moonlight falls / on a worm that digs its way / into the chestnut",
	"The light of a star / travels for a thousand years / just to find your eyes",
	"Snow on the mailbox / no one has written for weeks / only the sparrow",
	"Morning coffee steam / rises past the open page / I lose my place twice",
	"Grandmother's garden / still knows the names of her hands / each bean on its string",
	"Rain on a tin roof / the dog dreams of the ocean / his paws dig the sand",
	"Winter afternoon / the radiator ticking / like a patient clock",
	"crows on the wires / the field holds nothing but wind / and one yellow boot",
	"A lantern goes out / the mountain is suddenly / closer than it was",
	"First day of the thaw / under the bridge the river / remembers its name",
	"Empty train platform / a paper cup rolls in place / waiting for someone",
	"Dragonfly at dusk / it lands on the fishing line / and the fish lets go",
	"The old cat asleep / in the only patch of sun / moves as the sun moves",
	"Cherry petals drift / the gravedigger leans his spade / against a young tree",
	"Midnight library / the books breathe in and breathe out / dust settles again",
	"Tide pool at low moon / a hermit crab tries the door / of an empty shell",
	"Frost on the window / a child draws a sailing ship / and sails it away",
	"Two bicycles lean / against each other all night / behind the old barn",
	"Summer thunderstorm / every leaf is listening / to a different drum",
	"Spider rebuilding / the web I walked through at dawn / we both start again",
	"Fire in the stove / the kettle begins to sing / somebody is home",
	"Harvest is over / the scarecrow has nothing left / to be afraid of",
	"New Year's Eve fireworks / the deaf man feels them rumble / in his wooden chair",
};

static const struct gamut_verdict_row rows[] = {
	/* Form: punctuation, case, marks, hyphens, apostrophes. */
	{ &haiku, S("Caf\xc3\xa9 lights at dusk / \xe2\x80\x9cstay,\xe2\x80\x9d says the rain \xe2\x80\x94 and I stay\xe2\x80\xa6 / Don\xe2\x80\x99t wake the old cat"),
	  GAMUT_REASON_VALID,
	  "cafe lights at dusk / stay says the rain and i stay / don't wake the old cat" },
	{ &haiku, S("moss-covered old stones/the well-worn path remembers/every barefoot child."),
	  GAMUT_REASON_VALID,
	  "moss covered old stones / the well worn path remembers / every barefoot child" },
	{ &haiku, S("  'tis the old oak's shade / 'round which the children gather / 'till' the bell has rung "),
	  GAMUT_REASON_VALID,
	  "tis the old oak's shade / round which the children gather / till the bell has rung" },
	{ &haiku, S("the rose's last bloom / the foxes' den by the stream / the church's old bell"),
	  GAMUT_REASON_VALID,
	  "the rose's last bloom / the foxes den by the stream / the church's old bell" },
	/* Letters that are no words of their own. */
	{ &haiku, S("e lights the old pond / a frog jumps into the pond / splash silence again"),
	  GAMUT_REASON_NOT_A_WORD, "" },
	/* One line is made right by "fire" in one syllable, another in two. */
	{ &haiku, S("the fire has gone cold / fire under the old black pot / the fire the fire"),
	  GAMUT_REASON_VALID,
	  "the fire has gone cold / fire under the old black pot / the fire the fire" },
	/* A word that no dictionary has: one is let pass. */
	{ &haiku, S("deep in the moonglimmer / x"), GAMUT_REASON_LINE_COUNT, "" },
	{ &haiku, S("in the frogglimmer / an old man sits by the pond / and counts to seven"),
	  GAMUT_REASON_VALID,
	  "in the frogglimmer / an old man sits by the pond / and counts to seven" },
	{ &strict, S("in the frogglimmer / an old man sits by the pond / and counts to seven"),
	  GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("in the frogglimmer / a zorpling sits by the pond / and counts to seven"),
	  GAMUT_REASON_NOT_A_WORD, "" },

	/* Wrong counts: one too few, one too many, in each line. */
	{ &haiku, S("an old still pond / a frog jumps into the pond / splash! Silence again"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("an old and silent pond / a frog jumps into the pond / splash! Silence again"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("an old silent pond / a frog jumps in the pond / splash! Silence again"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("an old silent pond / a green frog jumps into the pond / splash! Silence again"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("an old silent pond / a frog jumps into the pond / splash! Silence"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("an old silent pond / a frog jumps into the pond / splash! Silence once again"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("an old silent pond / / splash! Silence again"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("... / --- / ' ' '"), GAMUT_REASON_SYLLABLES, "" },
	{ &haiku, S("a frog jumps into the pond / an old silent pond / splash! Silence again"), GAMUT_REASON_SYLLABLES, "" },

	/* Wrong lines. */
	{ &haiku, S("an old silent pond"), GAMUT_REASON_LINE_COUNT, "" },
	{ &haiku, S("an old silent pond / a frog jumps into the pond"), GAMUT_REASON_LINE_COUNT, "" },
	{ &haiku, S("an old silent pond / a frog jumps into the pond / splash! Silence again /"), GAMUT_REASON_LINE_COUNT, "" },
	{ &haiku, S("an old silent pond | a frog jumps into the pond | splash! Silence again"), GAMUT_REASON_LINE_COUNT, "" },
	{ &haiku, S("//////////////////////////////////////"), GAMUT_REASON_LINE_COUNT, "" },

	/* No words. */
	{ &haiku, S("5 syllables here / a frog jumps into the pond / splash! Silence again"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("you & I are here / a frog jumps into the pond / splash! Silence again"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("b c d e f / g h i j k l m / n o p q r"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("asdf qwer zxcv / hjkl uiop vbnm / dfgh erty cvbn"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("bla blu ble bli blo / gla glu gle gli glo gla glu / tra tru tre tri tro"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("an old silent hmmm / a frog jumps into the pond / splash! Silence again"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa / b / c"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("\xe5\x8f\xa4\xe6\xb1\xa0\xe3\x82\x84 / \xe8\x9b\x99 / \xe6\xb0\xb4"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("an old silent pond\n / a frog jumps into the pond / splash! Silence again"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &haiku, S("an old\0silent pond / a frog jumps into the pond / splash! Silence again"), GAMUT_REASON_NOT_A_WORD, "" },

	{ &haiku, S(""), GAMUT_REASON_EMPTY, "" },
	{ &haiku, S(" \t "), GAMUT_REASON_EMPTY, "" },
	{ &haiku, S("an old silent p\xffond / a / b"), GAMUT_REASON_NOT_UTF8, "" },

	/* Other forms. */
	{ &tanka, S("an old silent pond|a frog jumps into the pond|splash! Silence again|the moon comes back piece by piece|and the frog sings to the moon"),
	  GAMUT_REASON_VALID,
	  "an old silent pond / a frog jumps into the pond / splash silence again / the moon comes back piece by piece / and the frog sings to the moon" },
	{ &tanka, S("an old silent pond|a frog jumps into the pond|splash! Silence again"), GAMUT_REASON_LINE_COUNT, "" },
};
/* clang-format on */

static struct gamut_arena arena;

static void set_up(void)
{
	gamut_verdicts_begin(&gamut_verifier_haiku, &haiku);
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_verdicts_end();
}

static struct gamut_verdict judge(const struct gamut_haiku_rule *rule,
                                  struct gamut_str answer)
{
	return gamut_judge(&gamut_verifier_haiku, rule, answer, &arena);
}

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_haiku, &rows[_i]);
}
END_TEST

/* With no word unknown, and twice: the canonical form is a haiku as well. */
START_TEST(real_haiku_are_valid)
{
	struct gamut_verdict got = judge(&strict, gamut_str_of(poems[_i]));
	struct gamut_verdict again;

	ck_assert_msg(got.reason == GAMUT_REASON_VALID, "%s: %s", poems[_i],
	              gamut_reason_name(got.reason));
	again = judge(&strict, got.canonical);
	ck_assert_str_eq(gamut_reason_name(again.reason), "valid");
	ck_assert(gamut_str_eq(got.canonical, again.canonical));
}
END_TEST

START_TEST(what_is_long_is_not_read)
{
	char text[501];
	struct gamut_str answer = { .ptr = text, .len = sizeof(text) };

	memset(text, 'a', sizeof(text));
	ck_assert_str_eq(gamut_reason_name(judge(&haiku, answer).reason),
	                 "too-long");
	answer.len--;
	ck_assert_str_eq(gamut_reason_name(judge(&haiku, answer).reason),
	                 "line-count");
}
END_TEST

/* As many syllables as 500 bytes hold: sums that no set has room for. */
START_TEST(sums_do_not_wrap_around)
{
	struct gamut_str line = GAMUT_STR_EMPTY;

	for (size_t i = 0; i < 240; i++)
		line = gamut_arena_strf(&arena, "%.*sa ", GAMUT_STR_ARG(line));
	line = gamut_arena_strf(&arena, "%.*s/a/a", GAMUT_STR_ARG(line));
	ck_assert_str_eq(gamut_reason_name(judge(&haiku, line).reason),
	                 "syllables");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("haiku");
	TCase *tc = tcase_create("verify");

	tcase_add_unchecked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, real_haiku_are_valid, 0,
	                    (int)GAMUT_ARRAY_LEN(poems));
	tcase_add_test(tc, what_is_long_is_not_read);
	tcase_add_test(tc, sums_do_not_wrap_around);
	suite_add_tcase(suite, tc);
	return suite;
}

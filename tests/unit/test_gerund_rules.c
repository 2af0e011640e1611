#include "tests/support/unit.h"

#include "verifiers/gerund_rules.h"

/* Tables are read by column. */
/* clang-format off */
static const struct row {
	const char *verb;
	const char *certain;   /* "" where there is none */
	const char *uncertain; /* likewise, space-separated */
} rows[] = {
	{ "walk",      "walking",      "" },
	{ "play",      "playing",      "" },
	{ "ski",       "skiing",       "" },
	{ "go",        "going",        "" },
	{ "hymn",      "hymning",      "" },
	{ "row",       "rowing",       "" },
	{ "fix",       "fixing",       "" },
	{ "run",       "running",      "" },
	{ "quit",      "quitting",     "" },
	{ "gyp",       "gypping",      "" },
	{ "up",        "upping",       "" },
	{ "heat",      "heating",      "" },
	{ "dial",      "dialing",      "dialling" },
	{ "visit",     "",             "visiting visitting" },
	{ "begin",     "",             "begining beginning" },
	{ "panic",     "panicking",    "" },
	{ "arc",       "arcing",       "" },
	{ "make",      "making",       "makeing" },
	{ "queue",     "queuing",      "queueing" },
	{ "singe",     "singing",      "singeing" },
	{ "see",       "seeing",       "seing" },
	{ "hoe",       "hoeing",       "hoing" },
	{ "dye",       "dyeing",       "dying" },
	{ "be",        "being",        "bing" },
	{ "die",       "dying",        "" },
	{ "birdie",    "",             "birdying birdieing" },
	{ "pinch-hit", "pinch-hitting", "" },
	{ "saut\xc3\xa9", "saut\xc3\xa9ing", "" },
	{ "b",         "bing",         "" },
	{ "bc",        "bcing",        "" },
	{ "e",         "eing",         "ing" },
};

static const struct { const char *verb, *form, *past; } pasts[] = {
	{ "walk",  "walking",   "walked" },
	{ "bake",  "baking",    "baked" },
	{ "singe", "singeing",  "singed" },
	{ "tie",   "tying",     "tied" },
	{ "dye",   "dyeing",    "dyed" },
	{ "stop",  "stopping",  "stopped" },
	{ "panic", "panicking", "panicked" },
	{ "cry",   "crying",    "cried" },
	{ "play",  "playing",   "played" },
};

static const struct { const char *word, *base; } bases[] = {
	{ "walking",   "walk" },
	{ "making",    "make" },
	{ "running",   "run" },
	{ "panicking", "panic" },
	{ "dying",     "die" },
	{ "being",     "be" },
	{ "runing",    "run" },
	{ "makeing",   "make" },
	{ "writting",  "write" },
	{ "studing",   "study" },
};
/* clang-format on */

START_TEST(forms)
{
	const struct row *row = &rows[_i];
	struct gamut_gerund_word got[GAMUT_GERUND_FORMS_MAX];
	size_t count = gamut_gerund_forms(gamut_str_of(row->verb), got);
	struct gamut_str rest = gamut_str_of(row->uncertain);
	struct gamut_str want;
	size_t next = 0;

	if (row->certain[0]) {
		ck_assert_uint_ge(count, 1);
		ck_assert(got[0].is_certain);
		ck_assert_str_eq(got[next++].text, row->certain);
	}
	while (gamut_str_take_field(&rest, ' ', &want)) {
		ck_assert_uint_gt(count, next);
		ck_assert(!got[next].is_certain);
		ck_assert(gamut_str_eq(gamut_gerund_view(&got[next]), want));
		next++;
	}
	ck_assert_uint_eq(count, next);
}
END_TEST

START_TEST(past)
{
	struct gamut_gerund_word got;

	gamut_gerund_past(&got, gamut_str_of(pasts[_i].verb),
	                  gamut_str_of(pasts[_i].form));
	ck_assert_str_eq(got.text, pasts[_i].past);
}
END_TEST

START_TEST(base_is_found)
{
	struct gamut_gerund_word got[GAMUT_GERUND_BASES_MAX];
	size_t count = gamut_gerund_bases(gamut_str_of(bases[_i].word), got);
	size_t found = 0;

	ck_assert_uint_le(count, GAMUT_GERUND_BASES_MAX);
	for (size_t i = 0; i < count; i++)
		found += gamut_str_eq(gamut_gerund_view(&got[i]),
		                      gamut_str_of(bases[_i].base));
	ck_assert_uint_eq(found, 1);
}
END_TEST

START_TEST(lengths)
{
	struct gamut_gerund_word got[GAMUT_GERUND_FORMS_MAX];
	char verb[GAMUT_GERUND_WORD_MAX + 1];
	struct gamut_str s = { .ptr = verb, .len = GAMUT_GERUND_WORD_MAX };

	ck_assert_uint_eq(gamut_gerund_forms(GAMUT_STR_EMPTY, got), 0);
	for (size_t i = 0; i < sizeof(verb); i++)
		verb[i] = i % 2 ? 't' : 'a';
	ck_assert_uint_eq(gamut_gerund_forms(s, got), 2);
	ck_assert_uint_eq(got[1].len, GAMUT_GERUND_WORD_MAX + 4);
	s.len++;
	ck_assert_uint_eq(gamut_gerund_forms(s, got), 0);
}
END_TEST

START_TEST(stems)
{
	ck_assert(gamut_gerund_has_stem(GAMUT_STR("being")));
	ck_assert(gamut_gerund_has_stem(GAMUT_STR("trying")));
	ck_assert(!gamut_gerund_has_stem(GAMUT_STR("king")));
	ck_assert(!gamut_gerund_has_stem(GAMUT_STR("string")));
	ck_assert(!gamut_gerund_has_stem(GAMUT_STR("ing")));
	ck_assert(!gamut_gerund_has_stem(GAMUT_STR("over-king")));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("gerund_rules");
	TCase *tc = tcase_create("rules");

	tcase_add_loop_test(tc, forms, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, past, 0, (int)GAMUT_ARRAY_LEN(pasts));
	tcase_add_loop_test(tc, base_is_found, 0, (int)GAMUT_ARRAY_LEN(bases));
	tcase_add_test(tc, lengths);
	tcase_add_test(tc, stems);
	suite_add_tcase(suite, tc);
	return suite;
}

#include "tests/support/unit.h"

#include "base/map.h"
#include "verifiers/list.h"
#include "verifiers/wordbook.h"

static struct gamut_lexicon *lexicon;
static struct gamut_arena arena;
static struct gamut_err err;

static void set_up(void)
{
	lexicon = gamut_lexicon_open();
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_lexicon_free(lexicon);
}

static struct gamut_str read_list(const char *name)
{
	struct gamut_str text;

	ck_assert_msg(!gamut_lexicon_read(&text, lexicon, name, &err), "%s",
	              err.msg);
	return text;
}

/* Spellings but those of the second column, which says what they belong to. */
#define BUT_SECOND (GAMUT_LIST_COLUMNS(0, 31) & ~GAMUT_LIST_COLUMNS(1, 1))

static const struct gamut_list_rule countries = {
	.file = "countries.tsv",
	.columns = GAMUT_LIST_COLUMNS(0, 31),
	.match = GAMUT_LIST_ANY_CASE,
};
static const struct gamut_list_rule capitals = {
	.file = "capitals.tsv",
	.columns = BUT_SECOND,
	.match = GAMUT_LIST_ANY_CASE,
};
static const struct gamut_list_rule names = {
	.file = "given_names.tsv",
	.columns = GAMUT_LIST_COLUMNS(0, 0),
	.match = GAMUT_LIST_ANY_CASE,
};

static const struct {
	const struct gamut_list_rule *rule;
	uint64_t members;
} sizes[] = {
	{ &countries, 197 }, /* 193 members, 2 observers, 2 others */
	{ &capitals, 203 },
	{ &names, 9047 },
};

static void *open_rule(const struct gamut_list_rule *rule)
{
	void *state = NULL;

	ck_assert_msg(!gamut_verifier_list.open(&state, rule, lexicon, &err),
	              "%s", err.msg);
	return state;
}

/* No spelling means two things: a list that does would not open. */
START_TEST(lists_have_as_many_entries_as_they_say)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(sizes); i++) {
		void *state = open_rule(sizes[i].rule);

		ck_assert_uint_eq(gamut_verifier_list.member_count(state),
		                  sizes[i].members);
		gamut_verifier_list.close(state);
	}
}
END_TEST

static const struct {
	const struct gamut_list_rule *rule;
	const char *answer;
	const char *canonical; /* "": not listed */
} facts[] = {
	{ &countries, "usa", "United States" },
	{ &countries, "United States of America", "United States" },
	{ &countries, "U.S.", "United States" },
	{ &countries, "Czech Republic", "Czechia" },
	{ &countries, "C\xc3\xb4te d\xe2\x80\x99Ivoire", "Ivory Coast" },
	{ &countries, "T\xc3\xbcrkiye", "Turkey" },
	{ &countries, "Burma", "Myanmar" },
	{ &countries, "Holy See", "Vatican City" },
	{ &countries, "kosovo", "Kosovo" },
	{ &countries, "Swaziland", "Eswatini" },
	{ &countries, "The Netherlands", "Netherlands" },
	{ &countries, "DR Congo", "Democratic Republic of the Congo" },
	{ &countries, "Republic of the Congo", "Congo" },
	{ &countries, "Scotland", "" },
	{ &countries, "Greenland", "" },
	{ &countries, "Yugoslavia", "" },
	{ &capitals, "Kiev", "Kyiv" },
	{ &capitals, "Washington DC", "Washington, D.C." },
	{ &capitals, "Bogota", "Bogot\xc3\xa1" },
	{ &capitals,
	  "nuku\xe2\x80\x99"
	  "alofa",
	  "Nuku'alofa" },
	{ &capitals, "Cape Town", "Cape Town" },
	{ &capitals, "Astana", "Astana" },
	{ &capitals, "Gitega", "Gitega" },
	{ &capitals, "Sucre", "Sucre" },
	{ &capitals, "Bujumbura", "" },
	{ &capitals, "The Hague", "" },
	{ &capitals, "Sydney", "" },
	{ &capitals, "Nusantara", "" },
	{ &capitals, "Putrajaya", "" },
	{ &capitals, "Yangon", "" },
	{ &capitals, "Dar es Salaam", "" },
	{ &capitals, "Abidjan", "" },
	{ &capitals, "Bolivia", "" },
	{ &names, "anna", "Anna" },
	{ &names, "Ann-Marie", "Ann-Marie" },
	{ &names, "Ervin", "Ervin" },
	{ &names, "fm", "" },
};

/* Facts of one list stand together, so that it is opened once. */
START_TEST(lists_know_facts)
{
	void *state = NULL;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(facts); i++) {
		struct gamut_verdict got;

		if (i == 0 || facts[i].rule != facts[i - 1].rule) {
			if (state)
				gamut_verifier_list.close(state);
			state = open_rule(facts[i].rule);
		}
		got = gamut_verifier_list.verify(
			state, gamut_str_of(facts[i].answer), &arena);
		ck_assert_msg(gamut_str_eq(got.canonical,
		                           gamut_str_of(facts[i].canonical)),
		              "'%s' is '%.*s'", facts[i].answer,
		              GAMUT_STR_ARG(got.canonical));
	}
	gamut_verifier_list.close(state);
}
END_TEST

/* Every country has a capital, and every capital a country of the list. */
START_TEST(countries_and_capitals_agree)
{
	struct gamut_map known = { 0 };
	struct gamut_map served = { 0 };
	struct gamut_str text = read_list("countries.tsv");
	struct gamut_str line;
	struct gamut_str field;

	while (gamut_lexicon_take_line(&text, &line)) {
		gamut_str_take_field(&line, '\t', &field);
		gamut_map_put(&known, field, 0);
	}
	text = read_list("capitals.tsv");
	while (gamut_lexicon_take_line(&text, &line)) {
		gamut_str_take_field(&line, '\t', &field);
		gamut_str_take_field(&line, '\t', &field);
		ck_assert_msg(gamut_map_find(&known, field) == 0, "%.*s",
		              GAMUT_STR_ARG(field));
		gamut_map_put(&served, field, 0);
	}
	ck_assert_uint_eq(gamut_map_count(&known), 197);
	ck_assert_uint_eq(gamut_map_count(&served), 197);
	gamut_map_clear(&known);
	gamut_map_clear(&served);
}
END_TEST

START_TEST(words_are_of_both_englishes_and_no_names)
{
	static const char *const known[] = { "cafe", "color", "colour",
		                             "organise", "organize" };
	static const char *const unknown[] = { "a", "kb", "paris", "xyzzy" };
	const struct gamut_sorted *words = NULL;

	ck_assert_msg(!gamut_wordbook_open(&words, lexicon, &err), "%s",
	              err.msg);
	ck_assert_uint_eq(gamut_sorted_count(words), 114326);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(known); i++)
		ck_assert(gamut_wordbook_has(words, gamut_str_of(known[i])));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(unknown); i++)
		ck_assert(!gamut_wordbook_has(words, gamut_str_of(unknown[i])));
}
END_TEST

START_TEST(names_are_of_women_men_or_both)
{
	struct gamut_str text = read_list("given_names.tsv");
	struct gamut_str line;
	struct gamut_str name;
	size_t count[3] = { 0 };

	while (gamut_lexicon_take_line(&text, &line)) {
		ck_assert(gamut_str_take_field(&line, '\t', &name));
		ck_assert(name.ptr[0] >= 'A' && name.ptr[0] <= 'Z');
		if (gamut_str_eq(line, GAMUT_STR("f")))
			count[0]++;
		else if (gamut_str_eq(line, GAMUT_STR("m")))
			count[1]++;
		else if (gamut_str_eq(line, GAMUT_STR("fm")))
			count[2]++;
		else
			ck_abort_msg("%.*s", GAMUT_STR_ARG(line));
	}
	ck_assert_uint_eq(count[0], 4795);
	ck_assert_uint_eq(count[1], 3792);
	ck_assert_uint_eq(count[2], 460);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("wordlists");
	TCase *tc = tcase_create("facts");

	tcase_add_unchecked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, lists_have_as_many_entries_as_they_say);
	tcase_add_test(tc, lists_know_facts);
	tcase_add_test(tc, countries_and_capitals_agree);
	tcase_add_test(tc, words_are_of_both_englishes_and_no_names);
	tcase_add_test(tc, names_are_of_women_men_or_both);
	suite_add_tcase(suite, tc);
	return suite;
}

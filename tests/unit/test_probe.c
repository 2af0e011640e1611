/* What is concluded from the replies of endpoints, good and bad. */
#include "tests/support/unit.h"

#include <string.h>

#include "runner/sample/probe.h"
#include "runner/store/sample.h"

/* Long enough that two of them are not the same by chance. */
#define WORDS_A                                               \
	"copper window lantern river mountain pepper violin " \
	"cactus engine velvet marble orchid"
#define WORDS_B                                             \
	"copper saddle thunder pebble garden quilt ladder " \
	"hammer candle forest bottle ticket"
#define WORDS_C                                             \
	"basket harbor meadow pencil rocket silver turnip " \
	"umbrella wagon yellow zebra anchor"
#define WORDS_COLD                                           \
	"apple banana cherry dragon elephant flower guitar " \
	"hammer island jungle kitten lemon"

static struct gamut_arena arena;
static struct gamut_probe_facts facts;
static struct gamut_detection detection;
static struct gamut_choice *first_choices[GAMUT_PROBE_ASK_COUNT];

/* ---------------------------------------------- an endpoint without faults */

static void answer(enum gamut_probe_ask ask, const char *const *texts,
                   uint32_t count, const char *finish)
{
	struct gamut_choice *choices =
		gamut_arena_new(&arena, struct gamut_choice, count);

	for (uint32_t i = 0; i < count; i++)
		choices[i] = (struct gamut_choice){
			.offset = i,
			.text = gamut_str_of(texts[i]),
			.finish_reason = gamut_str_of(finish),
		};
	first_choices[ask] = choices;
	facts.replies[ask] = (struct gamut_probe_reply){
		.is_sent = true,
		.reply = {
			.outcome = GAMUT_ANSWERED,
			.choices = choices,
			.choice_count = count,
			.model = GAMUT_STR("m-1"),
			.response_id = gamut_arena_strf(&arena, "id-%d",
		                                        (int)ask),
			.fingerprint = GAMUT_STR("fp"),
			.prompt_tokens = 10,
			.completion_tokens = 4,
			.reasoning_tokens = GAMUT_UNKNOWN,
		},
	};
}

static void say(enum gamut_probe_ask ask, const char *text)
{
	answer(ask, &text, 1, "stop");
}

static void refuse(enum gamut_probe_ask ask)
{
	facts.replies[ask] = (struct gamut_probe_reply){
		.is_sent = true,
		.reply = { .outcome = GAMUT_REJECTED,
		           .http_status = 400,
		           .message = GAMUT_STR("HTTP 400: no") },
	};
}

static void set_up(void)
{
	static const char *const many[] = { WORDS_A, WORDS_B, WORDS_C };
	static const char *const cut = "apple banana";

	detection = (struct gamut_detection){ .kind = "vllm" };
	facts = (struct gamut_probe_facts){
		.model = GAMUT_STR("m"),
		.stop = GAMUT_STR("dragon"),
		.limit = 5,
		.is_chat = true,
		.has_seed = true,
		.has_heat = true,
		.heat = 1,
		.has_cold = true,
		.detection = &detection,
	};
	say(GAMUT_PROBE_PLAIN, "Texas");
	say(GAMUT_PROBE_COLD, WORDS_COLD);
	say(GAMUT_PROBE_COLDER, WORDS_COLD);
	say(GAMUT_PROBE_HOT, WORDS_A);
	say(GAMUT_PROBE_AGAIN, WORDS_A);
	say(GAMUT_PROBE_HOT_1, WORDS_B);
	say(GAMUT_PROBE_HOT_2, WORDS_C);
	answer(GAMUT_PROBE_MANY, many, 3, "stop");
	say(GAMUT_PROBE_STOP, "apple banana cherry ");
	answer(GAMUT_PROBE_LIMIT, &cut, 1, "length");
	refuse(GAMUT_PROBE_UNKNOWN);
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
}

/* ----------------------------------------------------------------- faults */

static void three_times_the_same(void)
{
	say(GAMUT_PROBE_HOT_1, WORDS_A);
	say(GAMUT_PROBE_HOT_2, WORDS_A);
}

static void once_more_the_same(void)
{
	say(GAMUT_PROBE_HOT_2, WORDS_B);
}

static void always_short(void)
{
	say(GAMUT_PROBE_HOT, "7");
	say(GAMUT_PROBE_HOT_1, "7");
	say(GAMUT_PROBE_HOT_2, "7");
	say(GAMUT_PROBE_AGAIN, "7");
}

static void greedy(void)
{
	say(GAMUT_PROBE_HOT, WORDS_COLD);
	say(GAMUT_PROBE_HOT_1, WORDS_COLD);
	say(GAMUT_PROBE_HOT_2, WORDS_COLD);
}

static void hot_at_zero(void)
{
	say(GAMUT_PROBE_COLDER, WORDS_C);
}

static void nearly_greedy(void)
{
	say(GAMUT_PROBE_COLDER, "apple banana cherry plum");
}

static void no_zero(void)
{
	refuse(GAMUT_PROBE_COLD);
	refuse(GAMUT_PROBE_COLDER);
}

static void other_each_time(void)
{
	say(GAMUT_PROBE_AGAIN, WORDS_C);
}

static void no_seed(void)
{
	facts.has_seed = false;
}

static void no_heat(void)
{
	facts.has_heat = false;
}

static void no_heat_and_the_same(void)
{
	no_heat();
	three_times_the_same();
}

static void another_heat(void)
{
	facts.heat = 0.7;
}

static void one_choice(void)
{
	static const char *const one[] = { WORDS_A };

	answer(GAMUT_PROBE_MANY, one, 1, "stop");
}

static void copied_choices(void)
{
	static const char *const many[] = { WORDS_A, WORDS_A, WORDS_A };

	answer(GAMUT_PROBE_MANY, many, 3, "stop");
}

static void no_n(void)
{
	refuse(GAMUT_PROBE_MANY);
}

static void endless(void)
{
	say(GAMUT_PROBE_STOP, WORDS_COLD);
}

static void endless_completion(void)
{
	facts.is_chat = false;
	endless();
}

static void stops_elsewhere(void)
{
	say(GAMUT_PROBE_STOP, "plum peach pear");
}

static void stops_behind(void)
{
	say(GAMUT_PROBE_STOP, "apple banana cherry dragon");
}

static void cut_unsaid(void)
{
	say(GAMUT_PROBE_LIMIT, "apple banana");
}

static void beyond_the_limit(void)
{
	say(GAMUT_PROBE_LIMIT, WORDS_COLD);
	facts.replies[GAMUT_PROBE_LIMIT].reply.completion_tokens = 40;
}

static void beyond_uncounted(void)
{
	say(GAMUT_PROBE_LIMIT, WORDS_COLD);
	facts.replies[GAMUT_PROBE_LIMIT].reply.completion_tokens =
		GAMUT_UNKNOWN;
}

static void no_small_limit(void)
{
	refuse(GAMUT_PROBE_LIMIT);
}

static void copied_id(void)
{
	facts.replies[GAMUT_PROBE_HOT_2].reply.response_id =
		facts.replies[GAMUT_PROBE_HOT_1].reply.response_id;
}

static void copied_id_of_the_same(void)
{
	facts.replies[GAMUT_PROBE_AGAIN].reply.response_id =
		facts.replies[GAMUT_PROBE_HOT].reply.response_id;
}

static void two_copied_ids(void)
{
	copied_id_of_the_same();
	copied_id();
}

static void no_ids(void)
{
	for (size_t i = 0; i < GAMUT_PROBE_ASK_COUNT; i++)
		facts.replies[i].reply.response_id = GAMUT_STR_EMPTY;
}

static void cached(void)
{
	facts.replies[GAMUT_PROBE_HOT_1].reply.is_cached = true;
}

static void cached_the_same(void)
{
	facts.replies[GAMUT_PROBE_AGAIN].reply.is_cached = true;
}

static void cached_without_seed(void)
{
	cached_the_same();
	facts.has_seed = false;
}

static void two_models(void)
{
	facts.replies[GAMUT_PROBE_HOT_1].reply.model = GAMUT_STR("m-2");
}

static void two_fingerprints(void)
{
	facts.replies[GAMUT_PROBE_HOT_1].reply.fingerprint = GAMUT_STR("fq");
}

static void thinks_apart(void)
{
	first_choices[GAMUT_PROBE_PLAIN]->reasoning = GAMUT_STR("Hm.");
}

static void thinks_inline(void)
{
	first_choices[GAMUT_PROBE_PLAIN]->text =
		GAMUT_STR("<think>Hm.</think>\n\nTexas");
}

static void thinks_only(void)
{
	first_choices[GAMUT_PROBE_PLAIN]->text =
		GAMUT_STR("<think>Hm, a state");
}

static void thinks_unseen(void)
{
	first_choices[GAMUT_PROBE_PLAIN]->text = GAMUT_STR_EMPTY;
	facts.replies[GAMUT_PROBE_PLAIN].reply.reasoning_tokens = 40;
}

static void ignores_unknown(void)
{
	say(GAMUT_PROBE_UNKNOWN, "Texas");
}

static void overloaded(void)
{
	refuse(GAMUT_PROBE_UNKNOWN);
	facts.replies[GAMUT_PROBE_UNKNOWN].reply.outcome = GAMUT_RETRY;
}

static void not_sent(void)
{
	facts.replies[GAMUT_PROBE_STOP].is_sent = false;
}

static void truncates(void)
{
	detection.warnings[0] = GAMUT_STR("a: top_k 40: use it");
	detection.warning_count = 1;
	detection.fault_count = 1;
}

static void tells_samplers(void)
{
	detection.samplers = GAMUT_STR("{\"top_k\":40,\"from\":\"model\"}");
}

static void behind_a_proxy(void)
{
	detection.warnings[0] = GAMUT_STR("LiteLLM: switch it off");
	detection.warning_count = 1;
}

static void silent(void)
{
	detection.kind = NULL;
}

static void nothing_wrong(void)
{
}

#define YES GAMUT_PROBE_YES
#define NO GAMUT_PROBE_NO
#define UNCLEAR GAMUT_PROBE_UNCLEAR
#define UNTRIED GAMUT_PROBE_NOT_TRIED

/* clang-format off */
static const struct fault {
	void (*make)(void);
	const char *check;
	enum gamut_probe_result result;
	bool corrupts; /* that check; what others say is another row's */
	const char *says;
} faults[] = {
	{ nothing_wrong,         "settings",     YES,     false, "vllm" },
	{ nothing_wrong,         "answer",       YES,     false, "'Texas'" },
	{ nothing_wrong,         "usage",        YES,     false, "4 of completion" },
	{ nothing_wrong,         "reasoning",    NO,      false, "none" },
	{ nothing_wrong,         "one model",    YES,     false, "'m-1', which is another name, fingerprint 'fp'" },
	{ nothing_wrong,         "distinct ids", YES,     false, "10 replies" },
	{ nothing_wrong,         "cached",       NO,      false, "" },
	{ nothing_wrong,         "temperature",  YES,     false, "3 of 3" },
	{ nothing_wrong,         "independent",  YES,     false, "3 answers" },
	{ nothing_wrong,         "seed",         YES,     false, "" },
	{ nothing_wrong,         "n",            YES,     false, "s, s + 1, s + 2" },
	{ nothing_wrong,         "stop",         YES,     false, "'dragon'" },
	{ nothing_wrong,         "max tokens",   YES,     false, "says so" },
	{ nothing_wrong,         "strict",       YES,     false, "HTTP 400" },
	{ three_times_the_same,  "independent",  NO,      true,  "only 1 differ" },
	{ three_times_the_same,  "seed",         UNCLEAR, false, "" },
	{ once_more_the_same,    "independent",  NO,      true,  "only 2 differ" },
	{ no_heat,               "independent",  YES,     false, "3 answers at the server's own temperature all differ" },
	{ no_heat_and_the_same,  "independent",  NO,      true,  "3 answers at the server's own temperature, each" },
	{ another_heat,          "independent",  YES,     false, "3 answers at temperature 0.7 all" },
	{ always_short,          "independent",  UNCLEAR, false, "by chance" },
	{ greedy,                "temperature",  NO,      true,  "those at 0" },
	{ hot_at_zero,           "temperature",  NO,      true,  "two answers at 0 differ" },
	{ nearly_greedy,         "temperature",  UNCLEAR, false, "after 20 bytes" },
	{ no_zero,               "temperature",  NO,      false, "refused: HTTP 400" },
	{ other_each_time,       "seed",         NO,      false, "drawn again" },
	{ no_seed,               "seed",         UNTRIED, false, "sends none" },
	{ one_choice,            "n",            NO,      false, "1 of 3" },
	{ copied_choices,        "n",            NO,      true,  "only 1 differ" },
	{ no_n,                  "n",            NO,      false, "refused: HTTP 400" },
	{ endless,               "stop",         NO,      false, "goes on behind 'dragon'" },
	{ endless_completion,    "stop",         NO,      true,  "goes on" },
	{ stops_elsewhere,       "stop",         UNCLEAR, false, "" },
	{ stops_behind,          "stop",         YES,     false, "" },
	{ not_sent,              "stop",         UNTRIED, false, "" },
	{ cut_unsaid,            "max tokens",   NO,      true,  "yet the finish reason is 'stop'" },
	{ beyond_the_limit,      "max tokens",   NO,      false, "5 were allowed" },
	{ beyond_uncounted,      "max tokens",   NO,      false, "5 were allowed" },
	{ no_small_limit,        "max tokens",   NO,      true,  "refused" },
	{ copied_id,             "distinct ids", NO,      true,  "'id-5' came again" },
	{ copied_id_of_the_same, "distinct ids", NO,      false, "same seed" },
	{ two_copied_ids,        "distinct ids", NO,      true,  "'id-5'" },
	{ no_ids,                "distinct ids", UNCLEAR, false, "" },
	{ cached,                "cached",       YES,     true,  "" },
	{ cached_the_same,       "cached",       YES,     false, "same seed" },
	{ cached_without_seed,   "cached",       YES,     true,  "" },
	{ two_models,            "one model",    NO,      true,  "'m-1' and 'm-2'" },
	{ two_fingerprints,      "one model",    UNCLEAR, false, "'fq'" },
	{ thinks_apart,          "reasoning",    YES,     false, "apart" },
	{ thinks_inline,         "reasoning",    YES,     false, "<think>" },
	{ thinks_only,           "reasoning",    YES,     true,  "<think>" },
	{ thinks_unseen,         "reasoning",    YES,     true,  "unseen" },
	{ thinks_unseen,         "answer",       NO,      true,  "" },
	{ ignores_unknown,       "strict",       NO,      false, "misspelt" },
	{ overloaded,            "strict",       UNCLEAR, false, "no answer" },
	{ truncates,             "settings",     NO,      true,  "a: top_k 40" },
	{ tells_samplers,        "samplers",     YES,     false, "say: top_k 40, from model" },
	{ nothing_wrong,         "samplers",     UNCLEAR, false, "not tell" },
	{ behind_a_proxy,        "settings",     UNCLEAR, false, "LiteLLM" },
	{ silent,                "settings",     UNCLEAR, false, "does not tell" },
};
/* clang-format on */

static const struct gamut_probe_check *find(const struct gamut_probe *probe,
                                            const char *name)
{
	for (size_t i = 0; i < probe->check_count; i++)
		if (strcmp(probe->checks[i].name, name) == 0)
			return &probe->checks[i];
	ck_abort_msg("no check '%s'", name);
}

START_TEST(faults_are_found)
{
	const struct fault *fault = &faults[_i];
	const struct gamut_probe_check *check;
	struct gamut_probe probe;

	fault->make();
	gamut_probe_judge(&probe, &facts, &arena);
	check = find(&probe, fault->check);
	ck_assert_msg(check->result == fault->result, "%s: %s: %s",
	              fault->check, gamut_probe_result_name(check->result),
	              check->evidence.ptr);
	ck_assert_int_eq(check->corrupts, fault->corrupts);
	ck_assert_msg(strstr(check->evidence.ptr, fault->says), "'%s'",
	              check->evidence.ptr);
	if (fault->corrupts) {
		ck_assert(probe.corrupts);
		ck_assert_uint_gt(check->advice.len, 0);
	}
}
END_TEST

/* "What is wrong: what to do" is told in its two parts. */
START_TEST(the_remedy_is_advice)
{
	struct gamut_probe probe;

	truncates();
	gamut_probe_judge(&probe, &facts, &arena);
	ck_assert_str_eq(probe.checks[0].evidence.ptr, "a: top_k 40");
	ck_assert_str_eq(probe.checks[0].advice.ptr, "use it");
}
END_TEST

START_TEST(nothing_is_found_where_nothing_is_wrong)
{
	struct gamut_probe probe;

	gamut_probe_judge(&probe, &facts, &arena);
	ck_assert(!probe.corrupts);
	for (size_t i = 0; i < probe.check_count; i++) {
		ck_assert(!probe.checks[i].corrupts);
		ck_assert_uint_eq(probe.checks[i].advice.len, 0);
	}
}
END_TEST

/* Every later request refused, or not sent, or answered with nothing. */
START_TEST(any_replies_are_judged)
{
	struct gamut_probe probe;

	for (size_t i = 1; i < GAMUT_PROBE_ASK_COUNT; i++)
		refuse((enum gamut_probe_ask)i);
	gamut_probe_judge(&probe, &facts, &arena);
	for (size_t i = 0; i < GAMUT_PROBE_ASK_COUNT; i++)
		facts.replies[i] = (struct gamut_probe_reply){ 0 };
	gamut_probe_judge(&probe, &facts, &arena);
	for (size_t i = 0; i < GAMUT_PROBE_ASK_COUNT; i++)
		say((enum gamut_probe_ask)i, "");
	gamut_probe_judge(&probe, &facts, &arena);
	ck_assert(probe.corrupts);
}
END_TEST

/* What a server sends cannot act on a terminal. */
START_TEST(evidence_is_safe_to_show)
{
	struct gamut_probe probe;

	say(GAMUT_PROBE_PLAIN, "\x1b[2J\n\xff");
	first_choices[GAMUT_PROBE_PLAIN]->finish_reason = GAMUT_STR("\x07\r");
	gamut_probe_judge(&probe, &facts, &arena);
	for (size_t i = 0; i < probe.check_count; i++)
		ck_assert_ptr_null(strpbrk(probe.checks[i].evidence.ptr,
		                           "\x1b\n\r\x07\xff"));
}
END_TEST

static const struct {
	const char *text;
	const char *word;
} stops[] = {
	{ "apple banana cherry", "banana" },
	{ "apple, apple, plum.", "plum" },
	{ "\n cat cat cat dog", "dog" },
	{ "rosemary", "ary" },
	{ "a1 b2 c3", "" },
	{ "\xf0\x9f\x98\x80 \xf0\x9f\x98\x80", "" },
	{ "one \"two\" three", "three" },
	{ "abc", "" },
	{ "", "" },
};

START_TEST(a_word_to_stop_at_is_found)
{
	struct gamut_str word =
		gamut_probe_stop_word(gamut_str_of(stops[_i].text));

	ck_assert_msg(gamut_str_eq(word, gamut_str_of(stops[_i].word)),
	              "'%.*s' of '%s'", GAMUT_STR_ARG(word), stops[_i].text);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("probe");
	TCase *tc = tcase_create("judgement");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, faults_are_found, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	tcase_add_test(tc, the_remedy_is_advice);
	tcase_add_test(tc, nothing_is_found_where_nothing_is_wrong);
	tcase_add_test(tc, any_replies_are_judged);
	tcase_add_test(tc, evidence_is_safe_to_show);
	tcase_add_loop_test(tc, a_word_to_stop_at_is_found, 0,
	                    (int)GAMUT_ARRAY_LEN(stops));
	suite_add_tcase(suite, tc);
	return suite;
}

/* How samples are drawn: temperature, seeds, several at once. */
#include "runner/sample/probe_checks.h"

/* Where two texts part, in bytes. */
static size_t parting(struct gamut_str a, struct gamut_str b)
{
	size_t i = 0;

	while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
		i++;
	return i;
}

/* Do they begin with the same word? */
static bool begin_alike(struct gamut_str a, struct gamut_str b)
{
	struct gamut_str first = GAMUT_STR_EMPTY;
	struct gamut_str other = GAMUT_STR_EMPTY;

	a = gamut_str_trim(a);
	b = gamut_str_trim(b);
	gamut_str_take_field(&a, ' ', &first);
	gamut_str_take_field(&b, ' ', &other);
	return gamut_str_eq(first, other);
}

/* ------------------------------------------------------------ temperature */

/* Two greedy answers that differ. */
static void judge_warm_cold(const struct gamut_probe_jury *jury)
{
	struct gamut_str cold = gamut_probe_text(jury, GAMUT_PROBE_COLD);
	struct gamut_str colder = gamut_probe_text(jury, GAMUT_PROBE_COLDER);
	struct gamut_probe_check *check;

	if (begin_alike(cold, colder)) {
		gamut_probe_add(jury, "temperature", GAMUT_PROBE_UNCLEAR,
		                "two answers at 0 part after %zu bytes: the "
		                "server's arithmetic is not quite repeatable",
		                parting(cold, colder));
		return;
	}
	check = gamut_probe_add(jury, "temperature", GAMUT_PROBE_NO,
	                        "two answers at 0 differ: %s and %s",
	                        gamut_probe_quote(jury, cold),
	                        gamut_probe_quote(jury, colder));
	gamut_probe_fault(jury, check,
	                  "the server does not heed the temperature: look "
	                  "for a setting that overrides it, or ask another "
	                  "server");
}

static void judge_temperature(const struct gamut_probe_jury *jury)
{
	static const enum gamut_probe_ask hot[] = { GAMUT_PROBE_HOT,
		                                    GAMUT_PROBE_HOT_1,
		                                    GAMUT_PROBE_HOT_2 };
	struct gamut_str cold = gamut_probe_text(jury, GAMUT_PROBE_COLD);
	struct gamut_probe_check *check;
	size_t same = 0;
	size_t count = 0;

	if (!gamut_probe_has(jury, GAMUT_PROBE_COLD)) {
		gamut_probe_add_missing(jury, "temperature", GAMUT_PROBE_COLD);
		return;
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(hot); i++) {
		struct gamut_str text = gamut_probe_text(jury, hot[i]);

		count += gamut_probe_has(jury, hot[i]);
		same += gamut_probe_has(jury, hot[i]) &&
		        gamut_str_eq(text, cold);
	}
	if (count == 0 || !gamut_probe_has(jury, GAMUT_PROBE_COLDER)) {
		gamut_probe_add(jury, "temperature", GAMUT_PROBE_UNCLEAR,
		                "there is nothing to compare with");
	} else if (!gamut_str_eq(cold,
	                         gamut_probe_text(jury, GAMUT_PROBE_COLDER))) {
		judge_warm_cold(jury);
	} else if (same < count) {
		gamut_probe_add(jury, "temperature", GAMUT_PROBE_YES,
		                "two answers at 0 are the same, and %zu of "
		                "%zu at 1 are others",
		                count - same, count);
	} else if (!gamut_probe_is_long(cold)) {
		gamut_probe_add(jury, "temperature", GAMUT_PROBE_UNCLEAR,
		                "all answers, at 0 and 1, are %s: too short "
		                "to tell",
		                gamut_probe_quote(jury, cold));
	} else {
		check = gamut_probe_add(
			jury, "temperature", GAMUT_PROBE_NO,
			"all %zu answers at 1 are those at 0: %s", count,
			gamut_probe_quote(jury, cold));
		gamut_probe_fault(jury, check,
		                  "the server samples greedily whatever the "
		                  "temperature, or caches: look for a setting "
		                  "that overrides it, or ask another server");
	}
}

/* ----------------------------------------------------------- independence */

/* The temperature of the hot ones, in words. */
static const char *heat(const struct gamut_probe_jury *jury)
{
	if (!jury->facts->has_heat)
		return "the server's own temperature";
	return gamut_arena_strf(jury->arena, "temperature %g",
	                        jury->facts->heat)
	        .ptr;
}

static void judge_independence(const struct gamut_probe_jury *jury)
{
	static const enum gamut_probe_ask hot[] = { GAMUT_PROBE_HOT,
		                                    GAMUT_PROBE_HOT_1,
		                                    GAMUT_PROBE_HOT_2 };
	struct gamut_str texts[GAMUT_ARRAY_LEN(hot)];
	struct gamut_str repeated = GAMUT_STR_EMPTY;
	struct gamut_probe_check *check;
	size_t count = 0;
	size_t distinct = 0;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(hot); i++) {
		size_t k = 0;

		if (!gamut_probe_has(jury, hot[i]))
			continue;
		texts[count] = gamut_probe_text(jury, hot[i]);
		while (!gamut_str_eq(texts[k], texts[count]))
			k++;
		if (k == count)
			distinct++;
		else if (texts[count].len > repeated.len)
			repeated = texts[count];
		count++;
	}
	if (count < 2) {
		gamut_probe_add_missing(jury, "independent", GAMUT_PROBE_HOT);
	} else if (distinct == count) {
		gamut_probe_add(jury, "independent", GAMUT_PROBE_YES,
		                "%zu answers at %s all differ", count,
		                heat(jury));
	} else if (!gamut_probe_is_long(repeated)) {
		gamut_probe_add(jury, "independent",
		                distinct > 1 ? GAMUT_PROBE_YES :
		                               GAMUT_PROBE_UNCLEAR,
		                "%zu of %zu answers at %s differ; short ones "
		                "repeat by chance",
		                distinct, count, heat(jury));
	} else {
		check = gamut_probe_add(
			jury, "independent", GAMUT_PROBE_NO,
			"of %zu answers at %s%s only %zu differ: %s came again",
			count, heat(jury),
			jury->facts->has_seed ? ", each with its own seed," :
						"",
			distinct, gamut_probe_quote(jury, repeated));
		gamut_probe_fault(jury, check,
		                  "long answers repeat: a cache, a seed that "
		                  "is fixed, or a temperature that is "
		                  "ignored; do not measure this endpoint");
	}
}

/* ------------------------------------------------------------------- seed */

static void judge_seed(const struct gamut_probe_jury *jury)
{
	struct gamut_str hot = gamut_probe_text(jury, GAMUT_PROBE_HOT);
	struct gamut_str again = gamut_probe_text(jury, GAMUT_PROBE_AGAIN);
	struct gamut_str other = gamut_probe_text(jury, GAMUT_PROBE_HOT_1);

	if (!jury->facts->has_seed)
		gamut_probe_add(jury, "seed", GAMUT_PROBE_NOT_TRIED,
		                "this profile sends none");
	else if (!gamut_probe_has(jury, GAMUT_PROBE_HOT))
		gamut_probe_add_missing(jury, "seed", GAMUT_PROBE_HOT);
	else if (!gamut_probe_has(jury, GAMUT_PROBE_AGAIN))
		gamut_probe_add_missing(jury, "seed", GAMUT_PROBE_AGAIN);
	else if (!gamut_str_eq(hot, again))
		gamut_probe_add(jury, "seed", GAMUT_PROBE_NO,
		                "with one seed twice, the answers part after "
		                "%zu bytes: samples cannot be drawn again",
		                parting(hot, again));
	else if (gamut_probe_has(jury, GAMUT_PROBE_HOT_1) &&
	         !gamut_str_eq(hot, other))
		gamut_probe_add(jury, "seed", GAMUT_PROBE_YES,
		                "the same seed gives the same text, another "
		                "another");
	else
		gamut_probe_add(jury, "seed", GAMUT_PROBE_UNCLEAR,
		                "the same text comes with the same and with "
		                "another seed");
}

/* ---------------------------------------------------------------- several */

/* How many of the choices differ from all before them. */
static size_t count_distinct(const struct gamut_reply *reply)
{
	size_t distinct = 0;

	for (size_t i = 0; i < reply->choice_count; i++) {
		size_t k = 0;

		while (!gamut_str_eq(reply->choices[k].text,
		                     reply->choices[i].text))
			k++;
		distinct += k == i;
	}
	return distinct;
}

/* Is choice i what a request of its own gives with seed s + i? */
static bool has_seeds_in_row(const struct gamut_probe_jury *jury)
{
	static const enum gamut_probe_ask alone[GAMUT_PROBE_CHOICES] = {
		GAMUT_PROBE_HOT, GAMUT_PROBE_HOT_1, GAMUT_PROBE_HOT_2
	};
	const struct gamut_reply *many = gamut_probe_reply_at(jury,
	                                                      GAMUT_PROBE_MANY);

	for (size_t i = 0; i < many->choice_count; i++) {
		uint32_t offset = many->choices[i].offset;

		if (offset >= GAMUT_PROBE_CHOICES ||
		    !gamut_str_eq(many->choices[i].text,
		                  gamut_probe_text(jury, alone[offset])))
			return false;
	}
	return jury->facts->has_seed;
}

#define ASK_SINGLY "--samples-per-request 1"

static void judge_several(const struct gamut_probe_jury *jury)
{
	const struct gamut_reply *many = gamut_probe_reply_at(jury,
	                                                      GAMUT_PROBE_MANY);
	struct gamut_probe_check *check;
	size_t distinct;

	if (!gamut_probe_has(jury, GAMUT_PROBE_MANY)) {
		check = gamut_probe_add_missing(jury, "n", GAMUT_PROBE_MANY);
		if (check->result == GAMUT_PROBE_NO)
			check->advice = GAMUT_STR(ASK_SINGLY
			                          ": the server refuses n");
		return;
	}
	distinct = count_distinct(many);
	if (distinct < many->choice_count &&
	    gamut_probe_is_long(many->choices[0].text)) {
		check = gamut_probe_add(
			jury, "n", GAMUT_PROBE_NO,
			"of %u choices in one reply only %zu differ: %s",
			(unsigned)many->choice_count, distinct,
			gamut_probe_quote(jury, many->choices[0].text));
		gamut_probe_fault(jury, check,
		                  ASK_SINGLY ": choices of one request are "
		                             "copies of each other");
	} else if (many->choice_count < GAMUT_PROBE_CHOICES) {
		check = gamut_probe_add(
			jury, "n", GAMUT_PROBE_NO, "%u of %d choices came",
			(unsigned)many->choice_count, GAMUT_PROBE_CHOICES);
		check->advice = GAMUT_STR(
			ASK_SINGLY
			": more than the server returns are asked for in vain");
	} else {
		gamut_probe_add(jury, "n", GAMUT_PROBE_YES,
		                "%d choices came, %zu of them different%s",
		                GAMUT_PROBE_CHOICES, distinct,
		                has_seeds_in_row(jury) ?
		                        ", with the seeds s, s + 1, s + 2" :
		                        "");
	}
}

void gamut_probe_judge_sampling(const struct gamut_probe_jury *jury)
{
	judge_temperature(jury);
	judge_independence(jury);
	judge_seed(jury);
	judge_several(jury);
}

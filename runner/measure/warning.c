#include "runner/measure/warning.h"

#include <stdlib.h>

/* The share of a cell from which a fate is worth a warning. */
#define NOTABLE 0.02

static const struct matter {
	const char *headline;
	const char *advice;
} matters[] = {
	[GAMUT_WARNING_DUPLICATE_RESPONSE_IDS] = {
		.headline = "requests with the response id of another",
		.advice = "a cache may answer in the model's place: turn it "
		          "off and sample again, unless the server's ids are "
		          "not unique anyway, as Ollama's",
	},
	[GAMUT_WARNING_IDENTICAL_COMPLETIONS] = {
		.headline = "long completions with the text of another",
		.advice = "independent draws hardly agree at such length: look "
		          "for a cache, a fixed seed, or a temperature that is "
		          "not heeded",
	},
	[GAMUT_WARNING_SEVERAL_MODELS] = {
		.headline = "completions of several models",
		.advice = "they are draws from different distributions: name "
		          "one model at one provider",
	},
	[GAMUT_WARNING_SEVERAL_FINGERPRINTS] = {
		.headline = "completions of several system fingerprints",
		.advice = "what answers has changed on the way: sample again "
		          "in one go where it matters",
	},
	[GAMUT_WARNING_CACHED] = {
		.headline = "completions out of a cache",
		.advice = "they were not drawn anew: turn the cache off and "
		          "sample again",
	},
	[GAMUT_WARNING_REPEATED_SEEDS] = {
		.headline = "samples with the seed of another",
		.advice = "each should have its own: was the run put together "
		          "by hand?",
	},
	[GAMUT_WARNING_SERVER] = { .headline = "", .advice = "" },
	[GAMUT_WARNING_TRUNCATED] = {
		.headline = "completions cut off by the token limit",
		.advice = "allow more with --max-tokens, or with "
		          "--thinking-tokens where the model thinks first",
	},
	[GAMUT_WARNING_REASONING_ONLY] = {
		.headline = "completions that are all reasoning",
		.advice = "allow more with --thinking-tokens, or turn "
		          "reasoning off",
	},
	[GAMUT_WARNING_EMPTY] = {
		.headline = "empty completions",
		.advice = "look at the template, the profile and the stop "
		          "strings",
	},
	[GAMUT_WARNING_REFUSAL] = {
		.headline = "refusals",
		.advice = "they are no wrong answers: look at what was "
		          "declined, and at the template",
	},
	[GAMUT_WARNING_FAILED] = {
		.headline = "samples whose requests were given up",
		.advice = "what fails may not be a random part: the reasons "
		          "are in the run's failures/",
	},
};

static const char *const codes[] = {
#define X(name, text) text,
	GAMUT_WARNING_MAP(X)
#undef X
};

static const struct {
	enum gamut_fate fate;
	enum gamut_warning_code code;
} fates[] = {
	{ GAMUT_FATE_TRUNCATED, GAMUT_WARNING_TRUNCATED },
	{ GAMUT_FATE_REASONING_ONLY, GAMUT_WARNING_REASONING_ONLY },
	{ GAMUT_FATE_EMPTY, GAMUT_WARNING_EMPTY },
	{ GAMUT_FATE_REFUSAL, GAMUT_WARNING_REFUSAL },
	{ GAMUT_FATE_FAILED, GAMUT_WARNING_FAILED },
};

static void check(enum gamut_warning_code code)
{
	if (code < 0 || code >= GAMUT_WARNING_COUNT)
		GAMUT_BUG("no warning %d", (int)code);
}

const char *gamut_warning_code_name(enum gamut_warning_code code)
{
	check(code);
	return codes[code];
}

const char *gamut_warning_headline(enum gamut_warning_code code)
{
	check(code);
	return matters[code].headline;
}

const char *gamut_warning_advice(enum gamut_warning_code code)
{
	check(code);
	return matters[code].advice;
}

static int warning_cmp(const void *left, const void *right)
{
	const struct gamut_warning *a = left;
	const struct gamut_warning *b = right;
	int order = gamut_str_cmp(a->key.model, b->key.model);

	if (!order)
		order = gamut_str_cmp(a->key.run, b->key.run);
	if (!order)
		order = (a->code > b->code) - (a->code < b->code);
	if (!order)
		order = gamut_cell_key_cmp(&a->key, &b->key);
	return order ? order : gamut_str_cmp(a->detail, b->detail);
}

static void add_fates(struct gamut_summary *summary,
                      const struct gamut_cell_summary *cell,
                      struct gamut_arena *arena)
{
	uint64_t n = 0;
	uint64_t wanted;

	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		n += cell->fates[i];
	wanted = n;
	n -= cell->fates[GAMUT_FATE_FAILED] + cell->fates[GAMUT_FATE_MISSING];
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fates); i++) {
		uint64_t count = cell->fates[fates[i].fate];
		uint64_t of = fates[i].fate == GAMUT_FATE_FAILED ? wanted : n;

		if (!((double)count > NOTABLE * (double)of))
			continue;
		summary->warnings[summary->warning_count++] =
			(struct gamut_warning){
				.code = fates[i].code,
				.key = cell->key,
				.count = count,
				.of = of,
				.detail = gamut_arena_strf(arena, "%ju of %ju",
			                                   (uintmax_t)count,
			                                   (uintmax_t)of),
			};
	}
}

static void add_text(struct gamut_warning *warning, struct gamut_arena *arena)
{
	const struct matter *matter = &matters[warning->code];

	warning->text = *matter->headline ?
	                        gamut_arena_strf(arena, "%s (%.*s): %s",
	                                         matter->headline,
	                                         GAMUT_STR_ARG(warning->detail),
	                                         matter->advice) :
	                        warning->detail;
}

void gamut_warnings_make(struct gamut_summary *summary,
                         const struct gamut_warning *given, size_t given_count,
                         struct gamut_arena *arena)
{
	size_t most = given_count +
	              summary->cell_count * GAMUT_ARRAY_LEN(fates);

	summary->warnings = gamut_arena_new(arena, struct gamut_warning, most);
	summary->warning_count = 0;
	for (size_t i = 0; i < given_count; i++)
		summary->warnings[summary->warning_count++] = given[i];
	for (size_t i = 0; i < summary->cell_count; i++)
		add_fates(summary, &summary->cells[i], arena);
	if (summary->warning_count > 0)
		qsort(summary->warnings, summary->warning_count,
		      sizeof(summary->warnings[0]), warning_cmp);
	for (size_t i = 0; i < summary->warning_count; i++)
		add_text(&summary->warnings[i], arena);
}

/* What a task accepts, or tells apart, that it perhaps should not. */
#include <string.h>

#include "base/rng.h"
#include "runner/cli/checking.h"

#define RANDOM_TRIALS ((size_t)200)
#define VARIED_MAX ((size_t)150)

/* ------------------------------------------------------------ anything goes */

static void add_word(struct gamut_buf *out, struct gamut_rng *rng)
{
	size_t len = 2 + (size_t)gamut_rng_below(rng, 8);

	while (len-- > 0)
		gamut_buf_add_char(out, (char)('a' + gamut_rng_below(rng, 26)));
}

/*
 * A word, two, or a number; there are few enough numbers that a task which
 * asks for any number does not seem to take anything.
 */
static struct gamut_str make_random(struct gamut_rng *rng,
                                    struct gamut_arena *arena)
{
	struct gamut_buf text = { 0 };
	struct gamut_str result;
	uint64_t kind = gamut_rng_below(rng, 20);

	if (kind < 2) {
		gamut_buf_addf(&text, "%llu",
		               (unsigned long long)gamut_rng_below(
				       rng, UINT64_C(1000000000)));
	} else {
		add_word(&text, rng);
		if (kind < 10) {
			gamut_buf_addf(&text, " ");
			add_word(&text, rng);
		}
	}
	result = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return result;
}

/* Does it take a good part of random texts? */
static bool takes_anything(struct gamut_checking *checking)
{
	struct gamut_rng rng = { .state = 20 };
	struct gamut_trial trials[RANDOM_TRIALS];
	size_t count = gamut_checking_bound(checking, RANDOM_TRIALS);
	size_t valid = 0;
	const struct gamut_trial *first = &trials[0];

	for (size_t i = 0; i < count; i++)
		trials[i].text = make_random(&rng, &checking->arena);
	if (!gamut_checking_judge(checking, trials, count))
		return false;
	for (size_t i = 0; i < count; i++)
		if (gamut_verdict_is_valid(trials[i].verdict) && valid++ == 0)
			first = &trials[i];
	if ((double)valid <= GAMUT_CHECKING_ANY * (double)count)
		return false;
	gamut_checking_add(checking, GAMUT_FINDING_WEAK,
	                   "accepts %zu of %zu random texts, such as '%s': "
	                   "what is valid says little",
	                   valid, count,
	                   gamut_checking_show(checking, first->text));
	return true;
}

/* ------------------------------------------------------------------- around */

/* What models put around an answer, and echo instead of one. */
static const struct wrap {
	const char *what;
	const char *before;
	const char *behind;
} wraps[] = {
	{ "a sentence around an answer", "The answer is ", "." },
	{ "an answer with a label", "Output: ", "" },
	{ "an answer with a greeting", "Sure! ", "" },
	{ "an answer in quotes", "\"", "\"" },
	{ "an answer in Markdown's bold", "**", "**" },
	{ "an answer in backquotes", "`", "`" },
	{ "an answer with a full stop", "", "." },
	{ "an answer as an item of a list", "- ", "" },
	{ "two answers", "", ", and so on" },
};

static struct gamut_trial wrap_one(struct gamut_checking *checking,
                                   const struct wrap *wrap, const char *answer)
{
	return (struct gamut_trial){
		.text = gamut_arena_strf(&checking->arena, "%s%s%s",
		                         wrap->before, answer, wrap->behind),
	};
}

static void try_wraps(struct gamut_checking *checking)
{
	struct gamut_trial trials[GAMUT_ARRAY_LEN(wraps) * GAMUT_TASK_EXAMPLES];
	size_t count = 0;

	for (size_t w = 0; w < GAMUT_ARRAY_LEN(wraps); w++)
		for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
			trials[count++] = wrap_one(checking, &wraps[w],
			                           checking->task->examples[i]);
	if (!gamut_checking_judge(checking, trials, count))
		return;
	for (size_t i = 0; i < count; i++) {
		if (!gamut_verdict_is_valid(trials[i].verdict))
			continue;
		gamut_checking_add(
			checking, GAMUT_FINDING_WEAK,
			"accepts %s: '%s', as '%s'",
			wraps[i / GAMUT_TASK_EXAMPLES].what,
			gamut_checking_show(checking, trials[i].text),
			gamut_checking_show(checking,
		                            trials[i].verdict.canonical));
		/* One of a kind will do. */
		i += GAMUT_TASK_EXAMPLES - 1 - i % GAMUT_TASK_EXAMPLES;
	}
}

/* What a model says that does not answer. */
static void try_echoes(struct gamut_checking *checking)
{
	const char *const echoes[] = { checking->task->description,
		                       "Output:",
		                       "Answer:",
		                       "Example",
		                       "none",
		                       "I cannot answer that.",
		                       "..." };
	struct gamut_trial trials[GAMUT_ARRAY_LEN(echoes)];

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(echoes); i++)
		trials[i].text = gamut_str_of(echoes[i]);
	if (!gamut_checking_judge(checking, trials, GAMUT_ARRAY_LEN(echoes)))
		return;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(echoes); i++)
		if (gamut_verdict_is_valid(trials[i].verdict))
			gamut_checking_add(
				checking, GAMUT_FINDING_WEAK, "accepts %s'%s'",
				i == 0 ? "its own description, " : "",
				gamut_checking_show(checking, trials[i].text));
}

/* ----------------------------------------------------------------- variants */

static void add_upper(struct gamut_buf *out, struct gamut_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		gamut_buf_add_char(out,
		                   c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
	}
}

static void add_lower(struct gamut_buf *out, struct gamut_str text)
{
	for (size_t i = 0; i < text.len; i++)
		gamut_buf_add_char(out, gamut_ascii_lower(text.ptr[i]));
}

static void add_wide(struct gamut_buf *out, struct gamut_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == ' ')
			gamut_buf_add_char(out, ' ');
		gamut_buf_add_char(out, text.ptr[i]);
	}
}

static void add_padded(struct gamut_buf *out, struct gamut_str text)
{
	gamut_buf_add_char(out, ' ');
	gamut_buf_add(out, text);
	gamut_buf_add_char(out, ' ');
}

static void add_stop(struct gamut_buf *out, struct gamut_str text)
{
	gamut_buf_add(out, text);
	gamut_buf_add_char(out, '.');
}

/* Of a number alone: elsewhere it is another word. */
static void add_zero(struct gamut_buf *out, struct gamut_str text)
{
	bool is_number = true;

	for (size_t i = 0; i < text.len; i++)
		is_number = is_number && gamut_ascii_is_digit(text.ptr[i]);
	if (is_number)
		gamut_buf_add_char(out, '0');
	gamut_buf_add(out, text);
}

/* Spellings of what mostly is one thing. */
static const struct variant {
	const char *what;
	void (*add)(struct gamut_buf *out, struct gamut_str text);
} variants[] = {
	{ "capitals", add_upper },          { "small letters", add_lower },
	{ "two blanks for one", add_wide }, { "blanks around", add_padded },
	{ "a full stop behind", add_stop }, { "a zero before", add_zero },
};

static struct gamut_str vary(struct gamut_checking *checking,
                             const struct variant *variant,
                             struct gamut_str text)
{
	struct gamut_buf varied = { 0 };
	struct gamut_str result;

	variant->add(&varied, text);
	result = gamut_arena_copy(&checking->arena, gamut_buf_view(&varied));
	gamut_buf_release(&varied);
	return result;
}

/* Is `a` another form than `b`, where both are valid? */
static bool is_apart(const struct gamut_trial *a, const struct gamut_trial *b)
{
	return gamut_verdict_is_valid(a->verdict) &&
	       gamut_verdict_is_valid(b->verdict) &&
	       !gamut_str_eq(a->verdict.canonical, b->verdict.canonical);
}

/* Does that variant of an answer count as another answer? */
static void try_variant(struct gamut_checking *checking,
                        const struct variant *variant,
                        const struct gamut_trial *good, size_t count)
{
	struct gamut_trial trials[VARIED_MAX];
	size_t first = count;
	size_t apart = 0;

	for (size_t i = 0; i < count; i++)
		trials[i].text = vary(checking, variant, good[i].text);
	if (!gamut_checking_judge(checking, trials, count))
		return;
	for (size_t i = count; i-- > 0;)
		if (is_apart(&trials[i], &good[i])) {
			first = i;
			apart++;
		}
	if (apart > 0)
		gamut_checking_add(
			checking, GAMUT_FINDING_WEAK,
			"'%s' and '%s' are both valid and count as two, '%s' "
			"and '%s' (%s; so for %zu of %zu): a model that "
			"repeats itself seems not to",
			gamut_checking_show(checking, good[first].text),
			gamut_checking_show(checking, trials[first].text),
			gamut_checking_show(checking,
		                            good[first].verdict.canonical),
			gamut_checking_show(checking,
		                            trials[first].verdict.canonical),
			variant->what, apart, count);
}

/* ---------------------------------------------------------- canonical forms */

/* Is a canonical form an answer itself, and of that form? */
static void try_forms(struct gamut_checking *checking,
                      const struct gamut_trial *good, size_t count)
{
	struct gamut_trial trials[VARIED_MAX];
	const struct gamut_trial *refused = NULL;
	const struct gamut_trial *other = NULL;

	for (size_t i = 0; i < count; i++)
		trials[i].text = gamut_verdict_is_valid(good[i].verdict) ?
		                         good[i].verdict.canonical :
		                         good[i].text;
	if (!gamut_checking_judge(checking, trials, count))
		return;
	for (size_t i = count; i-- > 0;) {
		if (!gamut_verdict_is_valid(good[i].verdict))
			continue;
		if (is_apart(&trials[i], &good[i]))
			other = &trials[i];
		else if (!gamut_verdict_is_valid(trials[i].verdict))
			refused = &trials[i];
	}
	if (other)
		gamut_checking_add(
			checking, GAMUT_FINDING_WEAK,
			"the canonical form '%s' is an answer of another form, "
			"'%s'",
			gamut_checking_show(checking, other->text),
			gamut_checking_show(checking,
		                            other->verdict.canonical));
	if (refused)
		gamut_checking_add(
			checking, GAMUT_FINDING_NOTE,
			"the canonical form '%s' is not accepted as an answer",
			gamut_checking_show(checking, refused->text));
}

/* Few-shot prompts that show one thing three times teach to repeat. */
static void try_examples(struct gamut_checking *checking,
                         const struct gamut_trial *good)
{
	for (size_t i = 1; i < GAMUT_TASK_EXAMPLES; i++)
		for (size_t k = 0; k < i; k++)
			if (gamut_verdict_is_valid(good[i].verdict) &&
			    gamut_str_eq(good[i].verdict.canonical,
			                 good[k].verdict.canonical))
				gamut_checking_add(
					checking, GAMUT_FINDING_WEAK,
					"the examples '%s' and '%s' have one "
					"canonical form",
					gamut_checking_show(checking,
				                            good[k].text),
					gamut_checking_show(checking,
				                            good[i].text));
}

void gamut_checking_weak(struct gamut_checking *checking)
{
	size_t count;
	struct gamut_trial *good = gamut_checking_good(checking, &count);

	if (count > VARIED_MAX)
		count = VARIED_MAX;
	if (!gamut_checking_judge(checking, good, count))
		return;
	try_examples(checking, good);
	try_forms(checking, good, count);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(variants); i++)
		try_variant(checking, &variants[i], good, count);
	/* Where anything goes, all of the others follow. */
	if (takes_anything(checking))
		return;
	try_echoes(checking);
	try_wraps(checking);
}

/* The contract of a task's verifier, on what nobody thought of. */
#include <string.h>

#include "base/clock.h"
#include "base/rng.h"
#include "runner/cli/checking.h"

/* Texts that are judged; the time is for tasks that take ages. */
#define TRIALS 3000
#define AT_ONCE ((size_t)100)
#define TIME_US INT64_C(3000000)

#define SEEDS_MAX 200
#define MEMBERS_MAX 50
#define BYTES_MAX 400
#define EDITS_MAX 4

/* What mutations begin with. */
struct corpus {
	struct gamut_str seeds[SEEDS_MAX];
	size_t count;
	struct gamut_rng rng;
};

static void add_seed(struct corpus *corpus, struct gamut_str text)
{
	if (corpus->count < SEEDS_MAX)
		corpus->seeds[corpus->count++] = text;
}

static void fill(struct corpus *corpus, struct gamut_checking *checking)
{
	const struct gamut_task *task = checking->task;
	uint64_t members = gamut_checker_member_count(checking->checker);
	uint64_t step = members / MEMBERS_MAX + 1;

	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		add_seed(corpus, gamut_str_of(task->examples[i]));
	for (uint64_t i = 0; i < members; i += step)
		add_seed(corpus, gamut_checker_member(checking->checker, i,
		                                      &checking->arena));
	for (size_t i = 0; i < checking->accepts; i++)
		add_seed(corpus, gamut_str_of(task->accepts[i].answer));
	for (size_t i = 0; i < checking->rejects; i++)
		add_seed(corpus, gamut_str_of(task->rejects[i].answer));
}

static size_t below(struct corpus *corpus, size_t bound)
{
	return (size_t)gamut_rng_below(&corpus->rng, bound);
}

static char any_byte(struct corpus *corpus)
{
	static const char likely[] =
		"0123456789 .,-+*/()[]{}<>@#:;'\"\\\n\tazAZ"
		"\x7f\x80\xc3\xe2\xff";

	if (below(corpus, 4) == 0)
		return (char)below(corpus, 256);
	return likely[below(corpus, sizeof(likely))]; /* its NUL, too */
}

/* Change one thing of the `len` bytes of `text`; the new length. */
static size_t edit(struct corpus *corpus, char text[BYTES_MAX], size_t len)
{
	size_t at = below(corpus, len + 1);
	const struct gamut_str *other =
		&corpus->seeds[below(corpus, corpus->count)];
	size_t room = BYTES_MAX - len;
	size_t part;

	switch (below(corpus, 5)) {
	case 0: /* change a byte */
		if (at < len)
			text[at] = any_byte(corpus);
		return len;
	case 1: /* put one in */
		if (room == 0)
			return len;
		memmove(text + at + 1, text + at, len - at);
		text[at] = any_byte(corpus);
		return len + 1;
	case 2: /* take one out */
		if (at == len)
			return len;
		memmove(text + at, text + at + 1, len - at - 1);
		return len - 1;
	case 3: /* cut it */
		return at;
	default: /* go on as another does */
		part = other->len < room ? other->len : room;
		if (part > 0)
			memcpy(text + len, other->ptr, part);
		return len + part;
	}
}

static struct gamut_str mutate(struct corpus *corpus, struct gamut_arena *arena)
{
	struct gamut_str seed = corpus->seeds[below(corpus, corpus->count)];
	size_t edits = 1 + below(corpus, EDITS_MAX);
	char text[BYTES_MAX];
	size_t len = seed.len < BYTES_MAX ? seed.len : BYTES_MAX;

	if (below(corpus, 10) == 0) {
		len = below(corpus, 40);
		for (size_t i = 0; i < len; i++)
			text[i] = (char)below(corpus, 256);
	} else if (len > 0) {
		memcpy(text, seed.ptr, len);
	}
	for (size_t i = 0; i < edits; i++)
		len = edit(corpus, text, len);
	return gamut_arena_copy(arena, (struct gamut_str){ text, len });
}

void gamut_checking_fuzz(struct gamut_checking *checking)
{
	struct corpus corpus = { .rng = { .state = 6 } };
	struct gamut_trial trials[AT_ONCE];
	size_t most = gamut_checking_bound(checking, TRIALS);
	int64_t end = gamut_clock_us() + TIME_US;
	size_t done = 0;

	fill(&corpus, checking);
	while (done < most && gamut_clock_us() < end) {
		size_t count = most - done < AT_ONCE ? most - done : AT_ONCE;

		for (size_t i = 0; i < count; i++)
			trials[i].text = mutate(&corpus, &checking->scratch);
		if (!gamut_checking_judge(checking, trials, count))
			return;
		gamut_arena_reset(&checking->scratch);
		done += count;
	}
}

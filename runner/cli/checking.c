/* The contract of a task's verifier, on what it must take. */
#include "runner/cli/checking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/text.h"
#include "tasks/catalog/selftest.h"

#define SHOWN_COLUMNS 60

/* Of one sort of trials, where each is a round trip. */
#define SLOW_TRIALS 48

/* An answer that takes longer holds up a run. */
#define PATIENCE_US INT64_C(1000000)

#define LONG_BYTES ((size_t)1 << 20)

/* ----------------------------------------------------------------- findings */

void gamut_checking_add(struct gamut_checking *checking,
                        enum gamut_finding_level level, const char *fmt, ...)
{
	struct gamut_finding *finding;
	va_list args;

	checking->findings = gamut_grow_array(checking->findings,
	                                      &checking->size, checking->count,
	                                      sizeof(checking->findings[0]));
	finding = &checking->findings[checking->count++];
	finding->level = level;
	va_start(args, fmt);
	finding->text = gamut_arena_vstrf(&checking->arena, fmt, args).ptr;
	va_end(args);
	checking->counts[level]++;
}

const char *gamut_checking_show(struct gamut_checking *checking,
                                struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	const char *result;

	gamut_text_show(&shown, text, SHOWN_COLUMNS);
	if (text.len > LONG_BYTES / 2)
		gamut_buf_addf(&shown, " (%zu bytes)", text.len);
	result = gamut_arena_copy(&checking->arena, gamut_buf_view(&shown)).ptr;
	gamut_buf_release(&shown);
	return result;
}

size_t gamut_checking_bound(const struct gamut_checking *checking, size_t most)
{
	bool is_slow = gamut_checker_is_slow(checking->checker);

	return is_slow && most > SLOW_TRIALS ? SLOW_TRIALS : most;
}

/* ------------------------------------------------------------------ judging */

static void watch(struct gamut_checking *checking, struct gamut_str text)
{
	struct gamut_watch *seen = checking->watch;
	size_t len = text.len < GAMUT_WATCH_BYTES ? text.len :
	                                            GAMUT_WATCH_BYTES;

	if (!seen)
		return;
	if (len > 0)
		memcpy(seen->text, text.ptr, len);
	seen->len = text.len;
	seen->is_judging = true;
}

/* Does the verifier's own verdict on `text` keep the contract? */
static bool is_sound(struct gamut_checking *checking, struct gamut_str text,
                     struct gamut_verdict verdict)
{
	const char *shown;
	bool is_valid = gamut_verdict_is_valid(verdict);

	if (verdict.reason != GAMUT_REASON_UNSET &&
	    is_valid == (verdict.canonical.len > 0) &&
	    gamut_text_is_utf8(verdict.canonical))
		return true;
	shown = gamut_checking_show(checking, text);
	checking->is_broken = true;
	if (verdict.reason == GAMUT_REASON_UNSET)
		gamut_checking_add(checking, GAMUT_FINDING_FAULT,
		                   "the verifier gives no verdict on '%s'",
		                   shown);
	else if (is_valid && verdict.canonical.len == 0)
		gamut_checking_add(checking, GAMUT_FINDING_FAULT,
		                   "'%s' is valid and has no canonical form",
		                   shown);
	else if (!is_valid && verdict.canonical.len > 0)
		gamut_checking_add(checking, GAMUT_FINDING_FAULT,
		                   "'%s' is not valid, and has a canonical "
		                   "form",
		                   shown);
	else
		gamut_checking_add(checking, GAMUT_FINDING_FAULT,
		                   "the canonical form of '%s' is not UTF-8",
		                   shown);
	return false;
}

/* Was it the same twice? */
static bool is_steady(struct gamut_checking *checking, struct gamut_str text,
                      struct gamut_verdict a, struct gamut_verdict b)
{
	if (a.reason == b.reason && (checking->task->canonical ||
	                             gamut_str_eq(a.canonical, b.canonical)))
		return true;
	checking->is_broken = true;
	gamut_checking_add(checking, GAMUT_FINDING_FAULT,
	                   "'%s' is judged as %s (%s), and then as %s (%s)",
	                   gamut_checking_show(checking, text),
	                   gamut_reason_name(a.reason),
	                   gamut_checking_show(checking, a.canonical),
	                   gamut_reason_name(b.reason),
	                   gamut_checking_show(checking, b.canonical));
	return false;
}

static void note_time(struct gamut_checking *checking, struct gamut_str text,
                      int64_t us)
{
	if (checking->slowest_on && us <= checking->slowest_us)
		return;
	checking->slowest_us = us;
	checking->slowest_on = gamut_checking_show(checking, text);
}

/*
 * The verifier is asked itself first: the checker takes a breach for a bug of
 * this program, and ends it.
 */
static bool judge_one(struct gamut_checking *checking,
                      struct gamut_trial *trial)
{
	const struct gamut_checker *checker = checking->checker;
	struct gamut_verdict own;
	int64_t begin = gamut_clock_us();
	int64_t middle;
	int64_t end;

	watch(checking, trial->text);
	own = checking->task->verifier->verify(gamut_checker_state(checker),
	                                       trial->text, &checking->scratch);
	if (!is_sound(checking, trial->text, own))
		return false;
	middle = gamut_clock_us();
	trial->verdict = gamut_checker_verify(checker, trial->text,
	                                      &checking->scratch);
	end = gamut_clock_us();
	if (own.reason == GAMUT_REASON_UNCHECKED ||
	    trial->verdict.reason == GAMUT_REASON_UNCHECKED) {
		checking->is_unchecked = true;
		return false;
	}
	/* The quicker of the two: the machine does other things as well. */
	note_time(checking, trial->text,
	          end - middle < middle - begin ? end - middle :
	                                          middle - begin);
	return is_steady(checking, trial->text, own, trial->verdict) &&
	       is_sound(checking, trial->text, trial->verdict);
}

/* The same for a verifier that is slow to ask: all at once, twice. */
static bool judge_slow(struct gamut_checking *checking,
                       struct gamut_trial *trials, size_t count)
{
	struct gamut_arena *scratch = &checking->scratch;
	struct gamut_str *texts = gamut_arena_new(scratch, struct gamut_str,
	                                          count);
	struct gamut_verdict *own =
		gamut_arena_new(scratch, struct gamut_verdict, count);
	struct gamut_verdict *then =
		gamut_arena_new(scratch, struct gamut_verdict, count);

	for (size_t i = 0; i < count; i++)
		texts[i] = trials[i].text;
	checking->task->verifier->verify_all(
		gamut_checker_state(checking->checker), own, texts, count,
		scratch);
	for (size_t i = 0; i < count; i++) {
		checking->is_unchecked = own[i].reason ==
		                         GAMUT_REASON_UNCHECKED;
		if (checking->is_unchecked ||
		    !is_sound(checking, texts[i], own[i]))
			return false;
	}
	gamut_checker_verify_all(checking->checker, then, texts, count,
	                         scratch);
	for (size_t i = 0; i < count; i++) {
		checking->is_unchecked = then[i].reason ==
		                         GAMUT_REASON_UNCHECKED;
		if (checking->is_unchecked ||
		    !is_steady(checking, texts[i], own[i], then[i]))
			return false;
		trials[i].verdict = then[i];
	}
	return true;
}

bool gamut_checking_judge(struct gamut_checking *checking,
                          struct gamut_trial *trials, size_t count)
{
	bool is_fine = !checking->is_broken && !checking->is_unchecked;

	if (is_fine && gamut_checker_is_slow(checking->checker))
		is_fine = judge_slow(checking, trials, count);
	else
		for (size_t i = 0; i < count && is_fine; i++)
			is_fine = judge_one(checking, &trials[i]);
	checking->tried += is_fine ? count : 0;
	return is_fine;
}

struct gamut_trial *gamut_checking_good(struct gamut_checking *checking,
                                        size_t *count)
{
	const struct gamut_task *task = checking->task;
	struct gamut_trial *trials =
		gamut_arena_new(&checking->arena, struct gamut_trial,
	                        GAMUT_TASK_EXAMPLES + checking->accepts);

	*count = GAMUT_TASK_EXAMPLES + checking->accepts;
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		trials[i].text = gamut_str_of(task->examples[i]);
	for (size_t i = 0; i < checking->accepts; i++)
		trials[GAMUT_TASK_EXAMPLES + i].text =
			gamut_str_of(task->accepts[i].answer);
	*count = gamut_checking_bound(checking, *count);
	return trials;
}

/* ----------------------------------------------------------------- contract */

static void tell_fault(void *context, const char *fault)
{
	gamut_checking_add(context, GAMUT_FINDING_FAULT, "%s", fault);
}

/* The task's own tests; the contract comes first, see judge_one(). */
static void try_own(struct gamut_checking *checking, struct gamut_err *err)
{
	size_t count;
	struct gamut_trial *good = gamut_checking_good(checking, &count);
	struct gamut_trial *bad = gamut_arena_new(
		&checking->arena, struct gamut_trial, checking->rejects);
	size_t faults;

	for (size_t i = 0; i < checking->rejects; i++)
		bad[i].text = gamut_str_of(checking->task->rejects[i].answer);
	if (!gamut_checking_judge(checking, good, count) ||
	    !gamut_checking_judge(
		    checking, bad,
		    gamut_checking_bound(checking, checking->rejects)))
		return;
	/* What was slow because it was the first is not the slowest. */
	checking->slowest_on = NULL;
	if (gamut_selftest(&faults, checking->checker, tell_fault, checking,
	                   err))
		checking->is_unchecked = true;
}

/* Texts that no answer should be; `around` an example, or alone. */
static const struct hostile {
	const char *what;
	struct gamut_str text;
	size_t repeat; /* until there are so many bytes */
	bool is_around;
} hostiles[] = {
	{ "an empty answer", { "", 0 }, 0, false },
	{ "a blank", { " ", 1 }, 0, false },
	{ "a line break", { "\n", 1 }, 0, false },
	{ "a NUL character", { "\0", 1 }, 0, false },
	{ "an escape sequence", { "\x1b[2J", 4 }, 0, false },
	{ "bytes that are not UTF-8", { "\xff\xfe", 2 }, 0, false },
	{ "half a character", { "\xc3", 1 }, 0, false },
	{ "a surrogate", { "\xed\xa0\x80", 3 }, 0, false },
	{ "a code beyond Unicode", { "\xf4\x90\x80\x80", 4 }, 0, false },
	{ "a bidi control", { "\xe2\x80\xae\xe2\x80\xac", 6 }, 0, false },
	{ "a byte order mark", { "\xef\xbb\xbf", 3 }, 0, false },
	{ "a megabyte of 'a'", { "a", 1 }, LONG_BYTES, false },
	{ "a million digits", { "7", 1 }, 1000000, false },
	{ "a megabyte of brackets", { "([{", 3 }, LONG_BYTES, false },
	{ "a megabyte of marks", { "\xcc\x81", 2 }, LONG_BYTES, false },
	{ "a megabyte of words", { "ab ", 3 }, LONG_BYTES, false },
	{ "a megabyte of bytes", { "\xfe", 1 }, LONG_BYTES, false },
	{ "an answer and a NUL character", { "\0", 1 }, 0, true },
	{ "an answer and an escape sequence", { "\x1b[0m", 4 }, 0, true },
	{ "an answer and a bidi control",
	  { "\xe2\x80\xae\xe2\x80\xac", 6 },
	  0,
	  true },
	{ "an answer and bytes that are not UTF-8", { "\xff", 1 }, 0, true },
	{ "an answer and another line", { "\nx", 2 }, 0, true },
};

static struct gamut_str make_hostile(struct gamut_checking *checking,
                                     const struct hostile *hostile)
{
	struct gamut_buf text = { 0 };
	struct gamut_str result;

	if (hostile->is_around)
		gamut_buf_add(&text, gamut_str_of(checking->task->examples[0]));
	gamut_buf_add(&text, hostile->text);
	while (text.len < hostile->repeat)
		gamut_buf_add(&text, hostile->text);
	result = gamut_arena_copy(&checking->arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return result;
}

static void try_hostile(struct gamut_checking *checking)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(hostiles); i++) {
		struct gamut_trial trial = {
			.text = make_hostile(checking, &hostiles[i]),
		};

		if (!gamut_checking_judge(checking, &trial, 1))
			return;
		if (gamut_verdict_is_valid(trial.verdict))
			gamut_checking_add(checking, GAMUT_FINDING_WEAK,
			                   "accepts %s", hostiles[i].what);
		gamut_arena_reset(&checking->scratch);
	}
	if (checking->slowest_us > PATIENCE_US)
		gamut_checking_add(checking, GAMUT_FINDING_WEAK,
		                   "takes %.1f s to judge '%s'",
		                   (double)checking->slowest_us / 1e6,
		                   checking->slowest_on);
}

/* -------------------------------------------------------------------- whole */

static void count_cases(struct gamut_checking *checking)
{
	const struct gamut_task *task = checking->task;

	while (task->accepts && task->accepts[checking->accepts].answer)
		checking->accepts++;
	while (task->rejects && task->rejects[checking->rejects].answer)
		checking->rejects++;
}

enum gamut_status gamut_checking_run(struct gamut_checking *checking,
                                     struct gamut_err *err)
{
	static void (*const parts[])(struct gamut_checking *) = {
		try_hostile,
		gamut_checking_fuzz,
		gamut_checking_weak,
		gamut_checking_figures,
	};

	checking->covered = (double)NAN;
	count_cases(checking);
	try_own(checking, err);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts); i++) {
		gamut_arena_reset(&checking->scratch);
		if (!checking->is_broken && !checking->is_unchecked)
			parts[i](checking);
	}
	gamut_arena_reset(&checking->scratch);
	if (checking->is_unchecked)
		return gamut_checker_fault(checking->checker, err);
	gamut_checking_texts(checking);
	return GAMUT_OK;
}

void gamut_checking_release(struct gamut_checking *checking)
{
	free(checking->findings);
	gamut_arena_clear(&checking->scratch);
	gamut_arena_clear(&checking->arena);
	*checking = (struct gamut_checking){ 0 };
}

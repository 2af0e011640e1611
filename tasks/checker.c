#include "tasks/checker.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"

struct gamut_checker {
	const struct gamut_task *task;
	void *state;
	char hash[GAMUT_DIGEST_SIZE];
};

static void hash_number(struct gamut_digest *digest, uint64_t value)
{
	struct gamut_arena arena = { 0 };

	gamut_digest_field(digest, gamut_arena_strf(&arena, "%" PRIu64, value));
	gamut_arena_clear(&arena);
}

/* Lists that are missing, as tests have it, are empty. */
static void hash_cases(struct gamut_digest *digest,
                       const struct gamut_task *task)
{
	const struct gamut_accept_case *good = task->accepts;
	const struct gamut_reject_case *bad = task->rejects;
	uint64_t count;

	for (count = 0; good && good[count].answer; count++) {
		gamut_digest_field(digest, gamut_str_of(good[count].answer));
		gamut_digest_field(digest, gamut_str_of(good[count].canonical));
	}
	hash_number(digest, count);
	for (count = 0; bad && bad[count].answer; count++) {
		const char *reason = gamut_reason_name(bad[count].reason);

		gamut_digest_field(digest, gamut_str_of(bad[count].answer));
		gamut_digest_field(digest, gamut_str_of(reason));
	}
	hash_number(digest, count);
}

static void hash_descriptor(struct gamut_digest *digest,
                            const struct gamut_task *task)
{
	gamut_digest_field(digest, gamut_str_of(task->name));
	gamut_digest_field(digest, gamut_str_of(task->description));
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		gamut_digest_field(digest, gamut_str_of(task->examples[i]));
	hash_number(digest, task->max_tokens);
	hash_number(digest, task->revision);
	gamut_digest_field(digest, gamut_str_of(task->verifier->name));
	hash_number(digest, task->verifier->revision);
	hash_number(digest, task->space);
	hash_number(digest, task->strings);
	hash_cases(digest, task);
}

static enum gamut_status make_hash(struct gamut_checker *checker,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_verifier *verifier = checker->task->verifier;
	const char *names[GAMUT_NEEDS_MAX];
	struct gamut_digest digest;
	size_t count = 0;

	gamut_digest_init(&digest);
	hash_descriptor(&digest, checker->task);
	hash_number(&digest, gamut_checker_member_count(checker));
	if (verifier->needs)
		count = verifier->needs(checker->task->rule, names);
	for (size_t i = 0; i < count; i++) {
		const char *hex;
		enum gamut_status status = gamut_lexicon_digest(&hex, lexicon,
		                                                names[i], err);

		if (status)
			return status;
		gamut_digest_field(&digest, gamut_str_of(names[i]));
		gamut_digest_field(&digest, gamut_str_of(hex));
	}
	gamut_digest_hex(&digest, checker->hash);
	return GAMUT_OK;
}

enum gamut_status gamut_checker_open(struct gamut_checker **out,
                                     const struct gamut_task *task,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err)
{
	struct gamut_checker *checker = gamut_alloc(sizeof(*checker));
	enum gamut_status status;

	checker->task = task;
	status = task->verifier->open(&checker->state, task->rule, lexicon,
	                              err);
	if (!status) {
		status = make_hash(checker, lexicon, err);
		if (status)
			task->verifier->close(checker->state);
	}
	if (status) {
		free(checker);
		return status;
	}
	*out = checker;
	return GAMUT_OK;
}

void gamut_checker_free(struct gamut_checker *checker)
{
	if (!checker)
		return;
	checker->task->verifier->close(checker->state);
	free(checker);
}

const struct gamut_task *gamut_checker_task(const struct gamut_checker *checker)
{
	return checker->task;
}

struct gamut_verdict gamut_checker_verify(const struct gamut_checker *checker,
                                          struct gamut_str answer,
                                          struct gamut_arena *arena)
{
	struct gamut_verdict verdict;

	verdict = checker->task->verifier->verify(checker->state, answer,
	                                          arena);
	if (verdict.reason == GAMUT_REASON_UNSET ||
	    gamut_verdict_is_valid(verdict) != (verdict.canonical.len > 0))
		GAMUT_BUG("task %s: reason '%s' with %zu bytes of canonical "
		          "form",
		          checker->task->name,
		          gamut_reason_name(verdict.reason),
		          verdict.canonical.len);
	return verdict;
}

uint64_t gamut_checker_member_count(const struct gamut_checker *checker)
{
	return checker->task->verifier->member_count(checker->state);
}

struct gamut_str gamut_checker_member(const struct gamut_checker *checker,
                                      uint64_t i, struct gamut_arena *arena)
{
	if (i >= gamut_checker_member_count(checker))
		GAMUT_BUG("task %s: no member %" PRIu64, checker->task->name,
		          i);
	return checker->task->verifier->member(checker->state, i, arena);
}

const char *gamut_checker_hash(const struct gamut_checker *checker)
{
	return checker->hash;
}

#include "tasks/checker.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "tasks/members.h"

struct gamut_checker {
	struct gamut_opened opened;
	struct gamut_members *members; /* NULL: the verifier's own are right */
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
		gamut_digest_field(digest,
		                   gamut_str_of(good[count].canonical ?
		                                        good[count].canonical :
		                                        ""));
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
	/* Built-in tasks have none, and their hashes are published. */
	if (task->definition)
		gamut_digest_field(digest, gamut_str_of(task->definition));
}

static enum gamut_status make_hash(struct gamut_checker *checker,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_verifier *verifier = checker->opened.task->verifier;
	const char *names[GAMUT_NEEDS_MAX];
	struct gamut_digest digest;
	size_t count = 0;

	gamut_digest_init(&digest);
	hash_descriptor(&digest, checker->opened.task);
	hash_number(&digest, gamut_checker_member_count(checker));
	if (verifier->needs)
		count = verifier->needs(checker->opened.task->rule, names);
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

/* What comes after the verifier is open; the caller frees `checker`. */
static enum gamut_status prepare(struct gamut_checker *checker,
                                 struct gamut_lexicon *lexicon,
                                 struct gamut_err *err)
{
	const struct gamut_task *task = checker->opened.task;
	enum gamut_status status = GAMUT_OK;

	if (task->canonical)
		status = gamut_canonical_open(&checker->opened.canonical,
		                              task->canonical, err);
	/* A plugin's may have found that it can list none. */
	if (!status &&
	    (checker->opened.canonical || !task->verifier->member ||
	     task->verifier->member_count(checker->opened.state) == 0))
		status = gamut_members_make(&checker->members, &checker->opened,
		                            err);
	return status ? status : make_hash(checker, lexicon, err);
}

enum gamut_status gamut_checker_open(struct gamut_checker **out,
                                     const struct gamut_task *task,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err)
{
	struct gamut_checker *checker = gamut_alloc(sizeof(*checker));
	enum gamut_status status;

	checker->opened.task = task;
	status = task->verifier->open(&checker->opened.state, task->rule,
	                              lexicon, err);
	if (status) {
		free(checker);
		return status;
	}
	status = prepare(checker, lexicon, err);
	if (status)
		gamut_checker_free(checker);
	else
		*out = checker;
	return status;
}

void gamut_checker_free(struct gamut_checker *checker)
{
	if (!checker)
		return;
	gamut_members_free(checker->members);
	gamut_canonical_free(checker->opened.canonical);
	checker->opened.task->verifier->close(checker->opened.state);
	free(checker);
}

const struct gamut_task *gamut_checker_task(const struct gamut_checker *checker)
{
	return checker->opened.task;
}

struct gamut_verdict gamut_checker_verify(const struct gamut_checker *checker,
                                          struct gamut_str answer,
                                          struct gamut_arena *arena)
{
	return gamut_opened_verify(&checker->opened, answer, arena);
}

void gamut_checker_verify_all(const struct gamut_checker *checker,
                              struct gamut_verdict *verdicts,
                              const struct gamut_str *answers, size_t count,
                              struct gamut_arena *arena)
{
	const struct gamut_verifier *verifier = checker->opened.task->verifier;

	if (verifier->verify_all)
		verifier->verify_all(checker->opened.state, verdicts, answers,
		                     count, arena);
	for (size_t i = 0; i < count; i++)
		verdicts[i] = verifier->verify_all ?
		                      gamut_opened_finish(&checker->opened,
		                                          verdicts[i], arena) :
		                      gamut_checker_verify(checker, answers[i],
		                                           arena);
}

bool gamut_checker_is_slow(const struct gamut_checker *checker)
{
	return checker->opened.task->verifier->verify_all != NULL;
}

enum gamut_status gamut_checker_fault(const struct gamut_checker *checker,
                                      struct gamut_err *err)
{
	enum gamut_status status = gamut_opened_why(&checker->opened, err);

	if (err)
		gamut_error_at(err, "task %s", checker->opened.task->name);
	return status;
}

uint64_t gamut_checker_member_count(const struct gamut_checker *checker)
{
	if (checker->members)
		return gamut_members_count(checker->members);
	return checker->opened.task->verifier->member_count(
		checker->opened.state);
}

struct gamut_str gamut_checker_member(const struct gamut_checker *checker,
                                      uint64_t i, struct gamut_arena *arena)
{
	if (i >= gamut_checker_member_count(checker))
		GAMUT_BUG("task %s: no member %" PRIu64,
		          checker->opened.task->name, i);
	if (checker->members)
		return gamut_members_at(checker->members, i, arena);
	return checker->opened.task->verifier->member(checker->opened.state, i,
	                                              arena);
}

const void *gamut_checker_state(const struct gamut_checker *checker)
{
	return checker->opened.state;
}

const char *gamut_checker_hash(const struct gamut_checker *checker)
{
	return checker->hash;
}

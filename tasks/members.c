#include "tasks/members.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/map.h"

struct gamut_members {
	const struct gamut_opened *opened;
	/* Of the verifier's: which; NULL where `texts` has them. */
	uint32_t *places;
	const char **texts;
	size_t count;
	size_t size;
	struct gamut_map forms; /* seen so far, while they are made */
	struct gamut_arena scratch;
};

/* Is `text` a valid answer of a form that no other member has? */
static enum gamut_status is_new(bool *out, struct gamut_members *members,
                                struct gamut_str text, struct gamut_err *err)
{
	size_t next = gamut_map_count(&members->forms);
	struct gamut_verdict verdict;

	verdict = gamut_opened_verify(members->opened, text, &members->scratch);
	*out = gamut_verdict_is_valid(verdict) &&
	       gamut_map_put(&members->forms, verdict.canonical, next) == next;
	gamut_arena_reset(&members->scratch);
	if (verdict.reason == GAMUT_REASON_UNCHECKED)
		return gamut_opened_why(members->opened, err);
	return GAMUT_OK;
}

static enum gamut_status take_listed(struct gamut_members *members,
                                     uint64_t count, struct gamut_err *err)
{
	const struct gamut_opened *opened = members->opened;
	const struct gamut_verifier *verifier = opened->task->verifier;
	enum gamut_status status = GAMUT_OK;
	struct gamut_arena arena = { 0 };

	members->places = gamut_alloc_array((size_t)count,
	                                    sizeof(*members->places));
	for (uint64_t i = 0; i < count && !status; i++) {
		bool wanted;

		status = is_new(&wanted, members,
		                verifier->member(opened->state, i, &arena),
		                err);
		gamut_arena_reset(&arena);
		if (!status && wanted)
			members->places[members->count++] = (uint32_t)i;
	}
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status take_text(struct gamut_members *members,
                                   const char *text, struct gamut_err *err)
{
	bool wanted;
	enum gamut_status status = is_new(&wanted, members, gamut_str_of(text),
	                                  err);

	if (status || !wanted)
		return status;
	members->texts = gamut_grow_array(members->texts, &members->size,
	                                  members->count,
	                                  sizeof(members->texts[0]));
	members->texts[members->count++] = text;
	return GAMUT_OK;
}

/* The answers that the task itself brings. */
static enum gamut_status take_brought(struct gamut_members *members,
                                      const struct gamut_task *task,
                                      struct gamut_err *err)
{
	const struct gamut_accept_case *good = task->accepts;
	const char *const *own = task->members;
	enum gamut_status status = GAMUT_OK;

	if (own) {
		for (size_t i = 0; own[i] && !status; i++)
			status = take_text(members, own[i], err);
		return status;
	}
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES && !status; i++)
		status = take_text(members, task->examples[i], err);
	for (size_t i = 0; good && good[i].answer && !status; i++)
		status = take_text(members, good[i].answer, err);
	return status;
}

enum gamut_status gamut_members_make(struct gamut_members **out,
                                     const struct gamut_opened *opened,
                                     struct gamut_err *err)
{
	const struct gamut_task *task = opened->task;
	const struct gamut_verifier *verifier = task->verifier;
	uint64_t listed = 0;
	struct gamut_members *members;
	enum gamut_status status;

	if (verifier->member)
		listed = verifier->member_count(opened->state);
	if (listed > GAMUT_MEMBERS_MAX)
		return GAMUT_OK;

	members = gamut_alloc(sizeof(*members));
	members->opened = opened;
	status = listed > 0 ? take_listed(members, listed, err) :
	                      take_brought(members, task, err);
	gamut_map_clear(&members->forms);
	gamut_arena_clear(&members->scratch);
	if (!status && members->count == 0)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "accepts none of the answers that it "
		                     "brings: its examples%s",
		                     task->members ? " and members" :
		                                     " and accept cases");
	if (status)
		gamut_members_free(members);
	else
		*out = members;
	return status;
}

void gamut_members_free(struct gamut_members *members)
{
	if (!members)
		return;
	free(members->places);
	free(members->texts);
	free(members);
}

uint64_t gamut_members_count(const struct gamut_members *members)
{
	return members->count;
}

struct gamut_str gamut_members_at(const struct gamut_members *members,
                                  uint64_t i, struct gamut_arena *arena)
{
	const struct gamut_opened *opened = members->opened;

	if (members->texts)
		return gamut_str_of(members->texts[i]);
	return opened->task->verifier->member(opened->state, members->places[i],
	                                      arena);
}

#include "verifiers/combine.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"

struct combined {
	enum gamut_combine mode;
	const struct gamut_combine_rule *rule;
	void **states; /* of each part */
	size_t open_count;
	struct gamut_arena arena; /* the members' */
	struct gamut_str *members;
	size_t member_count;
	bool lists_all;
};

/* ----------------------------------------------------------------- verdicts */

static struct gamut_verdict ask(const struct combined *c, size_t part,
                                struct gamut_str answer,
                                struct gamut_arena *arena)
{
	return c->rule->parts[part].verifier->verify(c->states[part], answer,
	                                             arena);
}

static struct gamut_verdict verify_each(const struct combined *c,
                                        struct gamut_str answer,
                                        struct gamut_arena *arena)
{
	struct gamut_verdict first = ask(c, 0, answer, arena);
	bool is_all = c->mode == GAMUT_COMBINE_ALL;
	struct gamut_verdict verdict = first;

	for (size_t i = 1;
	     i < c->rule->count && verdict.reason != GAMUT_REASON_UNCHECKED &&
	     gamut_verdict_is_valid(verdict) == is_all;
	     i++)
		verdict = ask(c, i, answer, arena);
	if (verdict.reason == GAMUT_REASON_UNCHECKED ||
	    gamut_verdict_is_valid(verdict) != is_all)
		return verdict;
	return first;
}

/* What `not` says of an answer without asking its part; VALID: ask. */
static enum gamut_reason look(struct gamut_str answer)
{
	if (answer.len == 0)
		return GAMUT_REASON_EMPTY;
	if (answer.len > GAMUT_COMBINE_NOT_MAX)
		return GAMUT_REASON_TOO_LONG;
	return gamut_text_is_utf8(answer) ? GAMUT_REASON_VALID :
	                                    GAMUT_REASON_NOT_UTF8;
}

static struct gamut_verdict negate(struct gamut_verdict verdict,
                                   struct gamut_str answer)
{
	if (verdict.reason == GAMUT_REASON_UNCHECKED)
		return verdict;
	return gamut_verdict_is_valid(verdict) ?
	               gamut_verdict_reject(GAMUT_REASON_EXCLUDED) :
	               gamut_verdict_accept(answer);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct combined *c = state;
	enum gamut_reason reason;

	if (c->mode != GAMUT_COMBINE_NOT)
		return verify_each(c, answer, arena);
	reason = look(answer);
	return reason == GAMUT_REASON_VALID ?
	               negate(ask(c, 0, answer, arena), answer) :
	               gamut_verdict_reject(reason);
}

/* --------------------------------------------------------- verdicts of many */

/* Some of the answers, and where they stand among all. */
struct some {
	struct gamut_str *answers;
	struct gamut_verdict *verdicts;
	size_t *at;
	size_t count;
};

static struct some make_some(size_t count, struct gamut_arena *arena)
{
	return (struct some){
		.answers = gamut_arena_new(arena, struct gamut_str, count),
		.verdicts = gamut_arena_new(arena, struct gamut_verdict, count),
		.at = gamut_arena_new(arena, size_t, count),
	};
}

static void ask_some(const struct combined *c, size_t part, struct some *some,
                     struct gamut_arena *arena)
{
	const struct gamut_verifier *verifier = c->rule->parts[part].verifier;

	if (verifier->verify_all && some->count > 0)
		verifier->verify_all(c->states[part], some->verdicts,
		                     some->answers, some->count, arena);
	for (size_t i = 0; i < some->count && !verifier->verify_all; i++)
		some->verdicts[i] = ask(c, part, some->answers[i], arena);
}

static void negate_all(const struct combined *c, struct gamut_verdict *verdicts,
                       const struct gamut_str *answers, size_t count,
                       struct gamut_arena *arena)
{
	struct some some = make_some(count, arena);

	for (size_t i = 0; i < count; i++) {
		enum gamut_reason reason = look(answers[i]);

		if (reason != GAMUT_REASON_VALID) {
			verdicts[i] = gamut_verdict_reject(reason);
			continue;
		}
		some.answers[some.count] = answers[i];
		some.at[some.count++] = i;
	}
	ask_some(c, 0, &some, arena);
	for (size_t i = 0; i < some.count; i++)
		verdicts[some.at[i]] = negate(some.verdicts[i],
		                              some.answers[i]);
}

/* Keep those whose verdicts the next part may change; write the others. */
static void settle(const struct combined *c, size_t part, struct some *some,
                   struct gamut_verdict *verdicts)
{
	bool is_all = c->mode == GAMUT_COMBINE_ALL;
	size_t kept = 0;

	for (size_t i = 0; i < some->count; i++) {
		struct gamut_verdict verdict = some->verdicts[i];
		bool is_open = verdict.reason != GAMUT_REASON_UNCHECKED &&
		               gamut_verdict_is_valid(verdict) == is_all;

		if (part == 0 || !is_open)
			verdicts[some->at[i]] = verdict;
		if (is_open) {
			some->answers[kept] = some->answers[i];
			some->at[kept++] = some->at[i];
		}
	}
	some->count = kept;
}

static void verify_all(const void *state, struct gamut_verdict *verdicts,
                       const struct gamut_str *answers, size_t count,
                       struct gamut_arena *arena)
{
	const struct combined *c = state;
	struct some some;

	if (c->mode == GAMUT_COMBINE_NOT) {
		negate_all(c, verdicts, answers, count, arena);
		return;
	}
	some = make_some(count, arena);
	for (; some.count < count; some.count++) {
		some.answers[some.count] = answers[some.count];
		some.at[some.count] = some.count;
	}
	for (size_t i = 0; i < c->rule->count; i++) {
		ask_some(c, i, &some, arena);
		settle(c, i, &some, verdicts);
	}
}

static enum gamut_status fault(const void *state, struct gamut_err *err)
{
	const struct combined *c = state;
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < c->rule->count && !status; i++)
		if (c->rule->parts[i].verifier->fault)
			status = c->rule->parts[i].verifier->fault(c->states[i],
			                                           err);
	if (!status)
		return gamut_error(err, GAMUT_EIO,
		                   "a check failed and does not say why");
	return status;
}

/* ------------------------------------------------------------------ members */

/* The members of part `i`, as far as they are valid here. */
static void gather(struct combined *c, size_t i, struct gamut_map *forms,
                   size_t *size)
{
	const struct gamut_verifier *verifier = c->rule->parts[i].verifier;
	uint64_t count = verifier->member_count(c->states[i]);
	struct gamut_arena arena = { 0 };

	if (count > GAMUT_COMBINE_MEMBERS_MAX) {
		count = GAMUT_COMBINE_SAMPLE_MAX;
		c->lists_all = false;
	}
	for (uint64_t k = 0; k < count; k++) {
		struct gamut_str written = verifier->member(c->states[i], k,
		                                            &arena);
		struct gamut_verdict verdict = verify(c, written, &arena);
		size_t next = c->member_count;

		if (gamut_verdict_is_valid(verdict) &&
		    gamut_map_put(forms, verdict.canonical, next) == next) {
			c->members = gamut_grow_array(c->members, size, next,
			                              sizeof(*c->members));
			c->members[next] = gamut_arena_copy(&c->arena, written);
			c->member_count++;
		}
		/* Another part may have a form for the listed spelling only. */
		if (c->mode == GAMUT_COMBINE_ANY &&
		    !gamut_str_eq(ask(c, i, written, &arena).canonical,
		                  verdict.canonical))
			c->lists_all = false;
		gamut_arena_reset(&arena);
	}
	gamut_arena_clear(&arena);
}

/* Has part `i` as many members as it accepts strings, and not too many? */
static bool is_whole(const struct combined *c, size_t i)
{
	const struct gamut_combine_part *part = &c->rule->parts[i];

	return part->verifier->member && part->lists_all && part->strings > 0 &&
	       part->strings <= GAMUT_COMBINE_MEMBERS_MAX &&
	       part->verifier->member_count(c->states[i]) == part->strings;
}

static void list_all(struct combined *c, struct gamut_map *forms, size_t *size)
{
	size_t from = 0;

	while (from < c->rule->count && !is_whole(c, from))
		from++;
	c->lists_all = from < c->rule->count;
	if (!c->lists_all)
		for (from = 0; !c->rule->parts[from].verifier->member;)
			from++;
	gather(c, from, forms, size);
}

static void list_any(struct combined *c, struct gamut_map *forms, size_t *size)
{
	c->lists_all = true;
	for (size_t i = 0; i < c->rule->count; i++) {
		if (c->rule->parts[i].verifier->member)
			gather(c, i, forms, size);
		c->lists_all = c->lists_all && c->rule->parts[i].lists_all;
	}
}

static void list_members(struct combined *c)
{
	struct gamut_map forms = { 0 };
	size_t size = 0;

	if (c->mode == GAMUT_COMBINE_ALL)
		list_all(c, &forms, &size);
	else
		list_any(c, &forms, &size);
	gamut_map_clear(&forms);
}

static uint64_t member_count(const void *state)
{
	const struct combined *c = state;

	return c->member_count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct combined *c = state;

	(void)arena;
	return c->members[i];
}

/* --------------------------------------------------------- opening, closing */

/*
 * Join what the parts need into `names`, each once; false where it is more than
 * there is room for.
 */
static bool join_needs(const struct gamut_combine_rule *rule,
                       const char *names[GAMUT_NEEDS_MAX], size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < rule->count; i++) {
		const struct gamut_combine_part *part = &rule->parts[i];
		const char *own[GAMUT_NEEDS_MAX];
		size_t own_count = 0;

		if (part->verifier->needs)
			own_count = part->verifier->needs(part->rule, own);
		for (size_t k = 0; k < own_count; k++) {
			struct gamut_str name = gamut_str_of(own[k]);
			size_t at = 0;

			while (at < *count &&
			       !gamut_str_eq(name, gamut_str_of(names[at])))
				at++;
			if (at == GAMUT_NEEDS_MAX)
				return false;
			names[at] = own[k];
			*count += at == *count;
		}
	}
	return true;
}

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	size_t count;

	(void)join_needs(rule, names, &count);
	return count;
}

bool gamut_combine_needs_fit(const struct gamut_combine_rule *rule)
{
	const char *names[GAMUT_NEEDS_MAX];
	size_t count;

	return join_needs(rule, names, &count);
}

static void close_rule(void *state)
{
	struct combined *c = state;

	for (size_t i = 0; i < c->open_count; i++)
		c->rule->parts[i].verifier->close(c->states[i]);
	gamut_arena_clear(&c->arena);
	free(c->members);
	free(c->states);
	free(c);
}

static enum gamut_status open_parts(struct combined **out,
                                    enum gamut_combine mode,
                                    const struct gamut_combine_rule *rule,
                                    struct gamut_lexicon *lexicon,
                                    struct gamut_err *err)
{
	struct combined *c = gamut_alloc(sizeof(*c));
	enum gamut_status status = GAMUT_OK;

	c->mode = mode;
	c->rule = rule;
	c->states = gamut_alloc_array(rule->count, sizeof(*c->states));
	for (size_t i = 0; i < rule->count && !status; i++) {
		const struct gamut_combine_part *part = &rule->parts[i];

		status = part->verifier->open(&c->states[i], part->rule,
		                              lexicon, err);
		c->open_count += !status;
	}
	if (status)
		close_rule(c);
	else
		*out = c;
	return status;
}

static enum gamut_status open_listing(void **state, enum gamut_combine mode,
                                      const void *rule,
                                      struct gamut_lexicon *lexicon,
                                      struct gamut_err *err)
{
	struct combined *c;
	enum gamut_status status = open_parts(&c, mode, rule, lexicon, err);

	if (status)
		return status;
	list_members(c);
	if (c->member_count == 0) {
		close_rule(c);
		return gamut_error(err, GAMUT_EINVAL,
		                   "no answer that one check lists is valid "
		                   "for the others too");
	}
	*state = c;
	return GAMUT_OK;
}

#define OPEN(name, mode)                                                       \
	static enum gamut_status open_##name(void **state, const void *rule,   \
	                                     struct gamut_lexicon *lexicon,    \
	                                     struct gamut_err *err)            \
	{                                                                      \
		struct combined *c;                                            \
		enum gamut_status status = open_parts(&c, mode, rule, lexicon, \
		                                      err);                    \
                                                                               \
		if (!status)                                                   \
			*state = c;                                            \
		return status;                                                 \
	}
OPEN(all, GAMUT_COMBINE_ALL)
OPEN(any, GAMUT_COMBINE_ANY)
OPEN(not, GAMUT_COMBINE_NOT)
#undef OPEN

static enum gamut_status open_all_listing(void **state, const void *rule,
                                          struct gamut_lexicon *lexicon,
                                          struct gamut_err *err)
{
	return open_listing(state, GAMUT_COMBINE_ALL, rule, lexicon, err);
}

static enum gamut_status open_any_listing(void **state, const void *rule,
                                          struct gamut_lexicon *lexicon,
                                          struct gamut_err *err)
{
	return open_listing(state, GAMUT_COMBINE_ANY, rule, lexicon, err);
}

#define VERIFIER(text)                                                   \
	.name = (text), .revision = 1, .needs = needs, .verify = verify, \
	.close = close_rule

/* Without members; with them; and for parts that ask programs. */
const struct gamut_verifier gamut_verifier_all = { VERIFIER("all"),
	                                           .open = open_all };
const struct gamut_verifier gamut_verifier_any = { VERIFIER("any"),
	                                           .open = open_any };
const struct gamut_verifier gamut_verifier_not = { VERIFIER("not"),
	                                           .open = open_not };

static const struct gamut_verifier *const plain[] = {
	[GAMUT_COMBINE_ALL] = &gamut_verifier_all,
	[GAMUT_COMBINE_ANY] = &gamut_verifier_any,
	[GAMUT_COMBINE_NOT] = &gamut_verifier_not,
};

static const struct gamut_verifier listing[] = {
	[GAMUT_COMBINE_ALL] = { VERIFIER("all"), .open = open_all_listing,
	                        .member_count = member_count,
	                        .member = member },
	[GAMUT_COMBINE_ANY] = { VERIFIER("any"), .open = open_any_listing,
	                        .member_count = member_count,
	                        .member = member },
};

static const struct gamut_verifier asking[] = {
	[GAMUT_COMBINE_ALL] = { VERIFIER("all"), .open = open_all,
	                        .verify_all = verify_all, .fault = fault },
	[GAMUT_COMBINE_ANY] = { VERIFIER("any"), .open = open_any,
	                        .verify_all = verify_all, .fault = fault },
	[GAMUT_COMBINE_NOT] = { VERIFIER("not"), .open = open_not,
	                        .verify_all = verify_all, .fault = fault },
};

enum gamut_status gamut_combine_choose(struct gamut_combine_choice *out,
                                       enum gamut_combine mode,
                                       const struct gamut_combine_rule *rule,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err)
{
	bool has_members = false;
	bool asks = false;
	struct combined *c;
	enum gamut_status status;

	for (size_t i = 0; i < rule->count; i++) {
		const struct gamut_verifier *part = rule->parts[i].verifier;

		has_members = has_members || part->member;
		asks = asks || part->fault || part->verify_all;
	}
	*out = (struct gamut_combine_choice){
		.verifier = asks ? &asking[mode] : plain[mode],
	};
	if (asks || !has_members || mode == GAMUT_COMBINE_NOT)
		return GAMUT_OK;
	status = open_parts(&c, mode, rule, lexicon, err);
	if (status)
		return status;
	list_members(c);
	out->lists_all = c->lists_all;
	if (c->member_count > 0)
		out->verifier = &listing[mode];
	else if (c->lists_all)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "no answer is valid: what one check "
		                     "lists, the others reject");
	close_rule(c);
	return status;
}

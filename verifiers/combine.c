#include "verifiers/combine.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/map.h"
#include "verifiers/combine_verdict.h"

/* ------------------------------------------------------------------ members */

/* The members of part `i`, as far as they are valid here. */
static void gather(struct gamut_combined *c, size_t i, struct gamut_map *forms,
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
		struct gamut_verdict verdict = gamut_combined_verify(c, written,
		                                                     &arena);
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
		    !gamut_str_eq(
			    gamut_combined_ask(c, i, written, &arena).canonical,
			    verdict.canonical))
			c->lists_all = false;
		gamut_arena_reset(&arena);
	}
	gamut_arena_clear(&arena);
}

/* Has part `i` as many members as it accepts strings, and not too many? */
static bool is_whole(const struct gamut_combined *c, size_t i)
{
	const struct gamut_combine_part *part = &c->rule->parts[i];

	return part->verifier->member && part->lists_all && part->strings > 0 &&
	       part->strings <= GAMUT_COMBINE_MEMBERS_MAX &&
	       part->verifier->member_count(c->states[i]) == part->strings;
}

static void list_all(struct gamut_combined *c, struct gamut_map *forms,
                     size_t *size)
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

static void list_any(struct gamut_combined *c, struct gamut_map *forms,
                     size_t *size)
{
	c->lists_all = true;
	for (size_t i = 0; i < c->rule->count; i++) {
		if (c->rule->parts[i].verifier->member)
			gather(c, i, forms, size);
		c->lists_all = c->lists_all && c->rule->parts[i].lists_all;
	}
}

static void list_members(struct gamut_combined *c)
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
	const struct gamut_combined *c = state;

	return c->member_count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct gamut_combined *c = state;

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
	struct gamut_combined *c = state;

	for (size_t i = 0; i < c->open_count; i++)
		c->rule->parts[i].verifier->close(c->states[i]);
	gamut_arena_clear(&c->arena);
	free(c->members);
	free(c->states);
	free(c);
}

static enum gamut_status open_parts(struct gamut_combined **out,
                                    enum gamut_combine mode,
                                    const struct gamut_combine_rule *rule,
                                    struct gamut_lexicon *lexicon,
                                    struct gamut_err *err)
{
	struct gamut_combined *c = gamut_alloc(sizeof(*c));
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
	struct gamut_combined *c;
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
		struct gamut_combined *c;                                      \
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

#define VERIFIER(text)                                 \
	.name = (text), .revision = 1, .needs = needs, \
	.verify = gamut_combined_verify, .close = close_rule

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
	                        .verify_all = gamut_combined_verify_all,
	                        .fault = gamut_combined_fault },
	[GAMUT_COMBINE_ANY] = { VERIFIER("any"), .open = open_any,
	                        .verify_all = gamut_combined_verify_all,
	                        .fault = gamut_combined_fault },
	[GAMUT_COMBINE_NOT] = { VERIFIER("not"), .open = open_not,
	                        .verify_all = gamut_combined_verify_all,
	                        .fault = gamut_combined_fault },
};

enum gamut_status gamut_combine_choose(struct gamut_combine_choice *out,
                                       enum gamut_combine mode,
                                       const struct gamut_combine_rule *rule,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err)
{
	bool has_members = false;
	bool asks = false;
	struct gamut_combined *c;
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

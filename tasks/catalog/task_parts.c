#include "tasks/catalog/task_parts.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"

/* The most cases, steps and forms of a target that one task brings. */
#define CASES_MAX 10000
#define STEPS_MAX 32
#define FORMS_MAX 1000

/* ------------------------------------------------------------------- cases */

/*
 * An answer of a case: any text, the empty one too, as what is rejected may
 * hold anything but NUL.
 */
static enum gamut_status read_answer(const char **out,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_kind_context *context,
                                     struct gamut_err *err)
{
	struct gamut_str text;

	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    gamut_yaml_is_null(node))
		return gamut_yaml_error(node, err,
		                        "an answer is a text: put it in "
		                        "quotes");
	text = gamut_yaml_text(node);
	if (strlen(text.ptr) != text.len)
		return gamut_yaml_error(node, err,
		                        "this answer holds a NUL character, "
		                        "which a case cannot");
	*out = gamut_arena_copy(context->arena, text).ptr;
	return GAMUT_OK;
}

/*
 * A case: an answer, or a mapping of "answer" and `other`, whose node goes into
 * `*rest`; NULL where it is not there.
 */
static enum gamut_status read_case(const char **answer,
                                   const struct gamut_yaml_node **rest,
                                   const char *other,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	const char *const names[] = { "answer", other };
	const struct gamut_yaml_node *text = node;
	enum gamut_status status;

	*rest = NULL;
	if (gamut_yaml_kind(node) == GAMUT_YAML_MAP) {
		status = gamut_yaml_check_keys(node, names,
		                               GAMUT_ARRAY_LEN(names), err);
		if (status)
			return status;
		*rest = gamut_yaml_find(node, other);
		text = gamut_yaml_find(node, "answer");
		if (!text)
			return gamut_yaml_error(node, err,
			                        "this case lacks its 'answer'");
	}
	return read_answer(answer, text, context, err);
}

static enum gamut_status check_list(const struct gamut_yaml_node *node,
                                    const char *name, struct gamut_err *err)
{
	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST ||
	    gamut_yaml_count(node) == 0)
		return gamut_yaml_error(node, err,
		                        "'%s' is a list of answers, each a "
		                        "text or {answer: ..., ...}",
		                        name);
	if (gamut_yaml_count(node) > CASES_MAX)
		return gamut_yaml_error(node, err,
		                        "'%s' has more than %d entries", name,
		                        CASES_MAX);
	return GAMUT_OK;
}

enum gamut_status gamut_task_read_accepts(const struct gamut_accept_case **out,
                                          const struct gamut_yaml_node *node,
                                          struct gamut_kind_context *context,
                                          struct gamut_err *err)
{
	enum gamut_status status = check_list(node, "accept", err);
	struct gamut_accept_case *cases;

	if (status)
		return status;
	cases = gamut_arena_new(context->arena, struct gamut_accept_case,
	                        gamut_yaml_count(node) + 1);
	for (size_t i = 0; i < gamut_yaml_count(node) && !status; i++) {
		const struct gamut_yaml_node *form;

		status = read_case(&cases[i].answer, &form, "canonical",
		                   gamut_yaml_item(node, i), context, err);
		if (!status && form)
			status = gamut_kind_read_text(&cases[i].canonical, form,
			                              context, err);
	}
	*out = cases;
	return status;
}

static enum gamut_status read_reason(enum gamut_reason *out,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_kind_context *context,
                                     struct gamut_err *err)
{
	static const char *const names[] = {
#define X(name, text, sentence) text,
		GAMUT_REASON_MAP(X)
#undef X
	};
	const char *name;
	enum gamut_status status = gamut_kind_read_text(&name, node, context,
	                                                err);

	if (status)
		return status;
	/* Without a verdict, nothing is rejected. */
	for (size_t i = GAMUT_REASON_VALID + 1; i < GAMUT_ARRAY_LEN(names); i++)
		if (strcmp(names[i], name) == 0 &&
		    i != GAMUT_REASON_UNCHECKED) {
			*out = (enum gamut_reason)i;
			return GAMUT_OK;
		}
	return gamut_yaml_error(
		node, err, "unknown reason '%s'%s: docs/kinds.md lists them",
		name,
		gamut_text_hint(name, names, GAMUT_ARRAY_LEN(names)).text);
}

enum gamut_status gamut_task_read_rejects(const struct gamut_reject_case **out,
                                          const struct gamut_yaml_node *node,
                                          struct gamut_kind_context *context,
                                          struct gamut_err *err)
{
	enum gamut_status status = check_list(node, "reject", err);
	struct gamut_reject_case *cases;

	if (status)
		return status;
	cases = gamut_arena_new(context->arena, struct gamut_reject_case,
	                        gamut_yaml_count(node) + 1);
	for (size_t i = 0; i < gamut_yaml_count(node) && !status; i++) {
		const struct gamut_yaml_node *reason;

		status = read_case(&cases[i].answer, &reason, "reason",
		                   gamut_yaml_item(node, i), context, err);
		if (!status && reason)
			status = read_reason(&cases[i].reason, reason, context,
			                     err);
	}
	*out = cases;
	return status;
}

/* -------------------------------------------------------- canonical forms */

static enum gamut_status read_replace(struct gamut_canonical_step *step,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	static const char *const names[] = { "pattern", "with" };
	const struct gamut_yaml_node *pattern = gamut_yaml_find(node,
	                                                        "pattern");
	const struct gamut_yaml_node *with = gamut_yaml_find(node, "with");
	enum gamut_status status;

	if (!pattern || !with)
		return gamut_yaml_error(node, err,
		                        "'replace' is a mapping of 'pattern' "
		                        "and 'with'");
	status = gamut_yaml_check_keys(node, names, GAMUT_ARRAY_LEN(names),
	                               err);
	if (!status)
		status = gamut_kind_read_text(&step->pattern, pattern, context,
		                              err);
	/* To nothing is a replacement, too. */
	return status ? status : read_answer(&step->with, with, context, err);
}

static enum gamut_status read_map(struct gamut_canonical_step *step,
                                  const struct gamut_yaml_node *node,
                                  struct gamut_kind_context *context,
                                  struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct gamut_canonical_pair *pairs;

	if (gamut_yaml_kind(node) != GAMUT_YAML_MAP ||
	    gamut_yaml_count(node) == 0)
		return gamut_yaml_error(node, err,
		                        "'map' is a mapping of a form to that "
		                        "which it becomes");
	step->pair_count = gamut_yaml_count(node);
	pairs = gamut_arena_new(context->arena, struct gamut_canonical_pair,
	                        step->pair_count);
	for (size_t i = 0; i < step->pair_count && !status; i++) {
		status = gamut_kind_read_text(&pairs[i].from,
		                              gamut_yaml_key_node(node, i),
		                              context, err);
		if (!status)
			status = gamut_kind_read_text(&pairs[i].to,
			                              gamut_yaml_value(node, i),
			                              context, err);
	}
	step->pairs = pairs;
	return status;
}

static enum gamut_status read_step(struct gamut_canonical_step *step,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	bool is_map = gamut_yaml_kind(node) == GAMUT_YAML_MAP &&
	              gamut_yaml_count(node) == 1;
	struct gamut_str name = GAMUT_STR_EMPTY;

	if (is_map)
		name = gamut_yaml_key(node, 0);
	else if (gamut_yaml_kind(node) == GAMUT_YAML_SCALAR)
		name = gamut_yaml_text(node);
	if (!gamut_canonical_find(&step->op, name))
		return gamut_yaml_error(node, err,
		                        "unknown canonical step: there are "
		                        "lower, upper, fold-case, fold-marks, "
		                        "nfc, trim, one-space, no-space, "
		                        "no-punctuation, no-zeros, "
		                        "sort-words, sort-letters, replace "
		                        "and map");
	if (step->op == GAMUT_CANONICAL_REPLACE && is_map)
		return read_replace(step, gamut_yaml_value(node, 0), context,
		                    err);
	if (step->op == GAMUT_CANONICAL_MAP && is_map)
		return read_map(step, gamut_yaml_value(node, 0), context, err);
	if (is_map || step->op == GAMUT_CANONICAL_REPLACE ||
	    step->op == GAMUT_CANONICAL_MAP)
		return gamut_yaml_error(node, err, "the step '%s' %s",
		                        gamut_canonical_name(step->op),
		                        is_map ? "takes no value" :
		                                 "needs a mapping");
	return GAMUT_OK;
}

enum gamut_status gamut_task_read_canonical(
	const struct gamut_canonical_rule **out,
	const struct gamut_yaml_node *node, struct gamut_kind_context *context,
	struct gamut_err *err)
{
	bool is_list = gamut_yaml_kind(node) == GAMUT_YAML_LIST;
	size_t count = is_list ? gamut_yaml_count(node) : 1;
	struct gamut_canonical_rule *rule =
		gamut_arena_new(context->arena, struct gamut_canonical_rule, 1);
	struct gamut_canonical_step *steps = gamut_arena_new(
		context->arena, struct gamut_canonical_step, count);
	enum gamut_status status = GAMUT_OK;

	if (count == 0 || count > STEPS_MAX)
		return gamut_yaml_error(node, err,
		                        "'canonical' is a list of 1 to %d "
		                        "steps",
		                        STEPS_MAX);
	for (size_t i = 0; i < count && !status; i++)
		status = read_step(&steps[i],
		                   is_list ? gamut_yaml_item(node, i) : node,
		                   context, err);
	*rule = (struct gamut_canonical_rule){ .steps = steps, .count = count };
	*out = rule;
	return status;
}

/* ------------------------------------------------------------------- target */

enum gamut_status gamut_task_read_target(const struct gamut_target **out,
                                         const struct gamut_yaml_node *node,
                                         struct gamut_kind_context *context,
                                         struct gamut_err *err)
{
	struct gamut_target *target = gamut_arena_new(context->arena,
	                                              struct gamut_target, 1);
	size_t count = gamut_yaml_count(node);
	const char **forms = gamut_arena_new(context->arena, const char *,
	                                     count);
	double *weights = gamut_arena_new(context->arena, double, count);
	enum gamut_status status = GAMUT_OK;

	*out = target;
	if (gamut_yaml_kind(node) == GAMUT_YAML_SCALAR &&
	    gamut_str_eq(gamut_yaml_text(node), GAMUT_STR("uniform")))
		return GAMUT_OK;
	if (gamut_yaml_kind(node) != GAMUT_YAML_MAP || count < 2 ||
	    count > FORMS_MAX)
		return gamut_yaml_error(node, err,
		                        "'target' is uniform, or a mapping of "
		                        "2 to %d canonical forms to weights",
		                        FORMS_MAX);
	for (size_t i = 0; i < count && !status; i++) {
		const struct gamut_yaml_node *weight = gamut_yaml_value(node,
		                                                        i);

		status = gamut_kind_read_text(
			&forms[i], gamut_yaml_key_node(node, i), context, err);
		if (!status && (!gamut_yaml_get_double(weight, &weights[i]) ||
		                weights[i] <= 0 || weights[i] > 1e12))
			status = gamut_yaml_error(
				weight, err,
				"the weight of '%s' is a number above 0",
				forms[i]);
	}
	*target = (struct gamut_target){ .forms = forms,
		                         .weights = weights,
		                         .count = count };
	return status;
}

/* Forms that are valid and have no weight, or have one and are not valid. */
static enum gamut_status compare_forms(const struct gamut_target *target,
                                       const struct gamut_map *forms,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_err *err)
{
	for (size_t i = 0; i < target->count; i++)
		if (gamut_map_find(forms, gamut_str_of(target->forms[i])) ==
		    GAMUT_MAP_ABSENT)
			return gamut_yaml_error(
				node, err,
				"'%s' is no canonical form of a valid answer",
				target->forms[i]);
	if (gamut_map_count(forms) != target->count)
		return gamut_yaml_error(node, err,
		                        "%zu forms have a weight, and %zu can "
		                        "be valid: each needs one",
		                        target->count, gamut_map_count(forms));
	return GAMUT_OK;
}

enum gamut_status gamut_task_settle_target(const struct gamut_target **target,
                                           const struct gamut_checker *checker,
                                           const struct gamut_yaml_node *node,
                                           struct gamut_kind_context *context,
                                           struct gamut_err *err)
{
	uint64_t count = gamut_checker_member_count(checker);
	struct gamut_target *uniform = gamut_arena_new(context->arena,
	                                               struct gamut_target, 1);
	struct gamut_map known = { 0 };
	const char **forms;
	double *weights;
	enum gamut_status status = GAMUT_OK;

	if (count < 2 || count > FORMS_MAX)
		return gamut_yaml_error(node, err,
		                        "a target is of 2 to %d forms, and "
		                        "this check accepts %llu",
		                        FORMS_MAX, (unsigned long long)count);
	forms = gamut_arena_new(context->arena, const char *, count);
	weights = gamut_arena_new(context->arena, double, count);
	for (size_t i = 0; i < count; i++) {
		struct gamut_str form =
			gamut_checker_verify(
				checker,
				gamut_checker_member(checker, i,
		                                     context->arena),
				context->arena)
				.canonical;

		forms[i] = gamut_arena_copy(context->arena, form).ptr;
		weights[i] = 1;
		gamut_map_put(&known, form, i);
	}
	if ((*target)->count > 0) {
		status = compare_forms(*target, &known, node, err);
	} else {
		*uniform = (struct gamut_target){ .forms = forms,
			                          .weights = weights,
			                          .count = count };
		*target = uniform;
	}
	gamut_map_clear(&known);
	return status;
}

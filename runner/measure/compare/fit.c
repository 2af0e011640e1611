#include "runner/measure/compare/fit.h"

#include <stdarg.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "runner/measure/warning.h"

/* How many cells or tasks a line names. */
#define NAMED ((size_t)3)

static const char *const names[] = {
#define X(name, text, separator) text,
	GAMUT_MISFIT_MAP(X)
#undef X
};

const char *gamut_misfit_name(enum gamut_misfit misfit)
{
	return misfit < GAMUT_MISFIT_COUNT ? names[misfit] : NULL;
}

enum gamut_misfit gamut_misfit_find(struct gamut_str name)
{
	size_t i = 0;

	while (i < GAMUT_MISFIT_COUNT &&
	       !gamut_str_eq(name, gamut_str_of(names[i])))
		i++;
	return (enum gamut_misfit)i;
}

/* The check under way. */
struct check {
	const struct gamut_fit_side *base;
	const struct gamut_fit_side *candidate;
	const struct gamut_cell_pair *pairs;
	size_t pair_count;
	struct gamut_differences found;
	struct gamut_arena *arena;
};

GAMUT_PRINTF(3, 4)
static void add(struct check *check, enum gamut_misfit misfit, const char *fmt,
                ...)
{
	struct gamut_differences *found = &check->found;
	struct gamut_buf text = { 0 };
	va_list args;

	va_start(args, fmt);
	gamut_buf_vaddf(&text, fmt, args);
	va_end(args);
	found->list = gamut_grow_array(found->list, &found->size, found->count,
	                               sizeof(found->list[0]));
	found->list[found->count++] = (struct gamut_difference){
		.text = gamut_arena_copy(check->arena, gamut_buf_view(&text)),
		.misfit = misfit,
	};
	gamut_buf_release(&text);
}

/* Names on their way into a line: the first few, and how many there are. */
struct list {
	struct gamut_buf text;
	size_t count;
};

static void name_cell(struct list *list, const struct gamut_cell_key *key)
{
	if (list->count++ >= NAMED)
		return;
	gamut_buf_addf(&list->text, "%s%.*s", list->count > 1 ? ", " : "",
	               GAMUT_STR_ARG(key->task));
	if (key->setting.len > 0)
		gamut_buf_addf(&list->text, " %.*s",
		               GAMUT_STR_ARG(key->setting));
}

/* Say `what` about the cells that were named, if any, and forget them. */
static void tell(struct check *check, enum gamut_misfit misfit,
                 struct list *list, const char *what)
{
	if (list->count > 0)
		add(check, misfit, "%s in %zu of %zu cell%s: %.*s%s", what,
		    list->count, check->pair_count, GAMUT_S(check->pair_count),
		    GAMUT_STR_ARG(gamut_buf_view(&list->text)),
		    list->count > NAMED ? ", ..." : "");
	gamut_buf_release(&list->text);
	*list = (struct list){ 0 };
}

static void check_cells(struct check *check)
{
	struct list lacks = { 0 };

	for (size_t i = 0; i < check->pair_count; i++)
		if (!check->pairs[i].candidate)
			name_cell(&lacks, &check->pairs[i].base->key);
	tell(check, GAMUT_MISFIT_CELLS, &lacks, "the candidate has nothing");
	for (size_t i = 0; i < check->pair_count; i++)
		if (!check->pairs[i].base)
			name_cell(&lacks, &check->pairs[i].candidate->key);
	tell(check, GAMUT_MISFIT_CELLS, &lacks, "the base has nothing");
}

/* What the manifest says of the cell; NULL for a file's. */
static const struct gamut_manifest_cell *find_asked(
	const struct gamut_manifest *manifest, const struct gamut_cell_key *key)
{
	for (size_t i = 0; manifest && i < manifest->cell_count; i++)
		if (gamut_str_eq(manifest->cells[i].task, key->task) &&
		    gamut_str_eq(manifest->cells[i].setting, key->setting))
			return &manifest->cells[i];
	return NULL;
}

typedef bool differs_fn(const struct gamut_manifest_cell *a,
                        const struct gamut_manifest_cell *b);

static bool prompts_differ(const struct gamut_manifest_cell *a,
                           const struct gamut_manifest_cell *b)
{
	return a->prompt.len > 0 && b->prompt.len > 0 &&
	       !gamut_str_eq(a->prompt, b->prompt);
}

static bool limits_differ(const struct gamut_manifest_cell *a,
                          const struct gamut_manifest_cell *b)
{
	return a->max_tokens > 0 && b->max_tokens > 0 &&
	       a->max_tokens != b->max_tokens;
}

static bool prompts_unknown(const struct gamut_manifest_cell *a,
                            const struct gamut_manifest_cell *b)
{
	return a->prompt.len == 0 || b->prompt.len == 0;
}

static bool limits_unknown(const struct gamut_manifest_cell *a,
                           const struct gamut_manifest_cell *b)
{
	return a->max_tokens == 0 || b->max_tokens == 0;
}

static bool rules_differ(const struct gamut_manifest_cell *a,
                         const struct gamut_manifest_cell *b)
{
	return !gamut_str_eq(a->task_hash, b->task_hash);
}

static void check_asked(struct check *check, enum gamut_misfit misfit,
                        differs_fn *differ, const char *what)
{
	struct list list = { 0 };

	for (size_t i = 0; i < check->pair_count; i++) {
		const struct gamut_cell_pair *pair = &check->pairs[i];
		const struct gamut_manifest_cell *a;
		const struct gamut_manifest_cell *b;

		if (!pair->base || !pair->candidate)
			continue;
		a = find_asked(check->base->manifest, &pair->base->key);
		b = find_asked(check->candidate->manifest, &pair->base->key);
		if (a && b && differ(a, b))
			name_cell(&list, &pair->base->key);
	}
	tell(check, misfit, &list, what);
}

static uint64_t wanted_of(const struct gamut_cell_summary *cell)
{
	return cell->cell->tally.n + gamut_cell_summary_absent(cell);
}

static void check_n(struct check *check)
{
	struct list list = { 0 };

	for (size_t i = 0; i < check->pair_count; i++) {
		const struct gamut_cell_pair *pair = &check->pairs[i];

		if (pair->base && pair->candidate &&
		    wanted_of(pair->base) != wanted_of(pair->candidate))
			name_cell(&list, &pair->base->key);
	}
	tell(check, GAMUT_MISFIT_N, &list, "n differs");
}

static void check_absent(struct check *check, const struct gamut_fit_side *side,
                         const char *what)
{
	struct list list = { 0 };

	for (size_t i = 0; i < side->summary->cell_count; i++)
		if (gamut_cell_summary_absent(&side->summary->cells[i]) > 0)
			name_cell(&list, &side->summary->cells[i].key);
	tell(check, GAMUT_MISFIT_INCOMPLETE, &list, what);
}

/* The rules of today may be those of neither run. */
static void check_today(struct check *check, const struct gamut_fit_side *side,
                        const char *what)
{
	struct list list = { 0 };

	for (size_t i = 0; i < side->summary->cell_count; i++) {
		const struct gamut_cell_summary *cell =
			&side->summary->cells[i];
		const struct gamut_manifest_cell *asked =
			find_asked(side->manifest, &cell->key);

		if (asked && !gamut_str_eq(asked->task_hash,
		                           gamut_str_of(gamut_checker_hash(
						   cell->cell->checker))))
			name_cell(&list, &cell->key);
	}
	tell(check, GAMUT_MISFIT_COUNT, &list, what);
}

static void check_word(struct check *check, const char *what,
                       struct gamut_str base, struct gamut_str candidate)
{
	if (!gamut_str_eq(base, candidate))
		add(check, GAMUT_MISFIT_COUNT,
		    "%s differs: '%.*s' in the base, '%.*s' in the candidate",
		    what, GAMUT_STR_ARG(base), GAMUT_STR_ARG(candidate));
}

static bool is_imported(const struct gamut_fit_side *side)
{
	return side->manifest && side->manifest->imported.len > 0;
}

/* Template and preset of an imported side say nothing; its sampling may. */
static void check_imported(struct check *check,
                           const struct gamut_fit_side *side, const char *what)
{
	const struct gamut_manifest *manifest = side->manifest;
	struct gamut_str source;

	if (!is_imported(side))
		return;
	source = gamut_manifest_source(manifest);
	if (manifest->sampling.len > GAMUT_STR("{}").len)
		add(check, GAMUT_MISFIT_COUNT,
		    "%s was imported from %.*s: its template is not known, its "
		    "sampling was %.*s as far as is told there",
		    what, GAMUT_STR_ARG(source),
		    GAMUT_STR_ARG(manifest->sampling));
	else
		add(check, GAMUT_MISFIT_COUNT,
		    "%s was imported from %.*s: neither its template nor its "
		    "sampling is known",
		    what, GAMUT_STR_ARG(source));
}

/* What can be said of two runs of which one at least is imported. */
static void check_told(struct check *check)
{
	check_imported(check, check->base, "the base");
	check_imported(check, check->candidate, "the candidate");
	check_asked(check, GAMUT_MISFIT_COUNT, prompts_unknown,
	            "prompts are not known, so that both were asked alike is "
	            "taken on trust,");
	check_asked(check, GAMUT_MISFIT_COUNT, limits_unknown,
	            "token limits are not known");
}

static void check_words(struct check *check, const struct gamut_manifest *base,
                        const struct gamut_manifest *candidate)
{
	check_word(check, "template", base->template, candidate->template);
	check_word(check, "family", base->family, candidate->family);
	check_word(check, "preset", base->preset, candidate->preset);
	check_word(check, "sampling", base->sampling, candidate->sampling);
	check_word(check, "the form of requests", base->request,
	           candidate->request);
}

static void check_conditions(struct check *check)
{
	const struct gamut_manifest *base = check->base->manifest;
	const struct gamut_manifest *candidate = check->candidate->manifest;

	if (!base || !candidate) {
		add(check, GAMUT_MISFIT_COUNT,
		    "how the completions of a file were asked for is not "
		    "told: that both were asked alike is taken on trust");
		return;
	}
	if (is_imported(check->base) || is_imported(check->candidate))
		check_told(check);
	else
		check_words(check, base, candidate);
	if (base->is_simulated || candidate->is_simulated)
		add(check, GAMUT_MISFIT_COUNT,
		    "%s simulated, a sampler and no language model",
		    base->is_simulated && candidate->is_simulated ? "both are" :
		    base->is_simulated ? "the base is" :
		                         "the candidate is");
}

/* What the runs themselves warn of; absent samples are named already. */
static void check_warnings(struct check *check,
                           const struct gamut_fit_side *side, const char *what)
{
	const struct gamut_summary *summary = side->summary;

	for (size_t i = 0; i < summary->warning_count; i++) {
		enum gamut_warning_code code = summary->warnings[i].code;
		size_t cells = 1;

		if (code == GAMUT_WARNING_FAILED)
			continue;
		while (i + 1 < summary->warning_count &&
		       summary->warnings[i + 1].code == code) {
			cells++;
			i++;
		}
		if (code == GAMUT_WARNING_SERVER)
			add(check, GAMUT_MISFIT_COUNT, "%s: %.*s", what,
			    GAMUT_STR_ARG(summary->warnings[i].text));
		else
			add(check, GAMUT_MISFIT_COUNT, "%s: %s in %zu cell%s",
			    what, gamut_warning_headline(code), cells,
			    GAMUT_S(cells));
	}
}

struct gamut_differences gamut_fit_check(const struct gamut_fit_side *base,
                                         const struct gamut_fit_side *candidate,
                                         struct gamut_arena *arena)
{
	struct check check = { .base = base,
		               .candidate = candidate,
		               .arena = arena };

	check.pairs = gamut_cells_align(base->summary, candidate->summary,
	                                &check.pair_count, arena);
	check_cells(&check);
	check_asked(&check, GAMUT_MISFIT_PROMPTS, prompts_differ,
	            "prompts differ");
	check_asked(&check, GAMUT_MISFIT_PROMPTS, limits_differ,
	            "token limits differ");
	/* An imported run was sampled under no rules of ours. */
	if (!is_imported(base) && !is_imported(candidate))
		check_asked(&check, GAMUT_MISFIT_RULES, rules_differ,
		            "the task, its verifier or word lists differ");
	check_n(&check);
	check_absent(&check, base, "samples of the base are missing");
	check_absent(&check, candidate, "samples of the candidate are missing");
	check_today(&check, base,
	            is_imported(base) ?
	                    "the base was imported under other rules than "
	                    "today's, which judge both" :
	                    "the base was sampled under other rules than "
	                    "today's, which judge both");
	check_today(&check, candidate,
	            is_imported(candidate) ?
	                    "the candidate was imported under other rules than "
	                    "today's, which judge both" :
	                    "the candidate was sampled under other rules than "
	                    "today's, which judge both");
	check_conditions(&check);
	check_warnings(&check, base, "the base");
	check_warnings(&check, candidate, "the candidate");
	return check.found;
}

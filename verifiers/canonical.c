#include "verifiers/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "verifiers/replace.h"
#include "verifiers/unicode.h"

/* A step made ready. */
struct step {
	enum gamut_canonical_op op;
	struct gamut_replace *replace;
	struct gamut_canonical_pair *pairs; /* by `from` */
	size_t pair_count;
};

struct gamut_canonical {
	struct step *steps;
	size_t count;
};

static const char *const names[] = {
	[GAMUT_CANONICAL_LOWER] = "lower",
	[GAMUT_CANONICAL_UPPER] = "upper",
	[GAMUT_CANONICAL_FOLD_CASE] = "fold-case",
	[GAMUT_CANONICAL_FOLD_MARKS] = "fold-marks",
	[GAMUT_CANONICAL_NFC] = "nfc",
	[GAMUT_CANONICAL_TRIM] = "trim",
	[GAMUT_CANONICAL_ONE_SPACE] = "one-space",
	[GAMUT_CANONICAL_NO_SPACE] = "no-space",
	[GAMUT_CANONICAL_NO_PUNCTUATION] = "no-punctuation",
	[GAMUT_CANONICAL_NO_ZEROS] = "no-zeros",
	[GAMUT_CANONICAL_SORT_WORDS] = "sort-words",
	[GAMUT_CANONICAL_SORT_LETTERS] = "sort-letters",
	[GAMUT_CANONICAL_REPLACE] = "replace",
	[GAMUT_CANONICAL_MAP] = "map",
};

const char *gamut_canonical_name(enum gamut_canonical_op op)
{
	if ((size_t)op >= GAMUT_ARRAY_LEN(names))
		GAMUT_BUG("canonical step %d out of range", (int)op);
	return names[op];
}

bool gamut_canonical_find(enum gamut_canonical_op *op, struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (gamut_str_eq(gamut_str_of(names[i]), name)) {
			*op = (enum gamut_canonical_op)i;
			return true;
		}
	return false;
}

/* ------------------------------------------------------------ making ready */

static int compare_pairs(const void *a, const void *b)
{
	const struct gamut_canonical_pair *left = a;
	const struct gamut_canonical_pair *right = b;

	return strcmp(left->from, right->from);
}

static enum gamut_status open_map(struct step *step,
                                  const struct gamut_canonical_step *rule,
                                  struct gamut_err *err)
{
	size_t count = rule->pair_count;

	step->pairs = gamut_alloc_array(count, sizeof(*step->pairs));
	step->pair_count = count;
	if (count == 0)
		return GAMUT_OK;
	memcpy(step->pairs, rule->pairs, count * sizeof(*step->pairs));
	qsort(step->pairs, count, sizeof(*step->pairs), compare_pairs);
	for (size_t i = 1; i < count; i++)
		if (compare_pairs(&step->pairs[i - 1], &step->pairs[i]) == 0) {
			struct gamut_buf shown = { 0 };

			gamut_text_show(&shown,
			                gamut_str_of(step->pairs[i].from), 40);
			gamut_error_set(err, GAMUT_EINVAL,
			                "'%s' is mapped twice",
			                gamut_buf_cstr(&shown));
			gamut_buf_release(&shown);
			return GAMUT_EINVAL;
		}
	return GAMUT_OK;
}

static enum gamut_status open_step(struct step *step,
                                   const struct gamut_canonical_step *rule,
                                   struct gamut_err *err)
{
	step->op = rule->op;
	if (rule->op == GAMUT_CANONICAL_REPLACE)
		return gamut_replace_open(&step->replace, rule->pattern,
		                          rule->with, err);
	if (rule->op == GAMUT_CANONICAL_MAP)
		return open_map(step, rule, err);
	return GAMUT_OK;
}

enum gamut_status gamut_canonical_open(struct gamut_canonical **out,
                                       const struct gamut_canonical_rule *rule,
                                       struct gamut_err *err)
{
	struct gamut_canonical *canonical = gamut_alloc(sizeof(*canonical));
	enum gamut_status status = GAMUT_OK;
	struct gamut_err why = { 0 };

	canonical->steps = gamut_alloc_array(rule->count,
	                                     sizeof(*canonical->steps));
	canonical->count = rule->count;
	for (size_t i = 0; i < rule->count && !status; i++) {
		status = open_step(&canonical->steps[i], &rule->steps[i], &why);
		if (status)
			status = gamut_error(
				err, status, "canonical step %zu, %s: %s",
				i + 1, gamut_canonical_name(rule->steps[i].op),
				why.msg);
	}
	if (status)
		gamut_canonical_free(canonical);
	else
		*out = canonical;
	return status;
}

void gamut_canonical_free(struct gamut_canonical *canonical)
{
	if (!canonical)
		return;
	for (size_t i = 0; i < canonical->count; i++) {
		gamut_replace_free(canonical->steps[i].replace);
		free(canonical->steps[i].pairs);
	}
	free(canonical->steps);
	free(canonical);
}

/* ---------------------------------------------------------------- applying */

/* Add what becomes of one character under steps that look at each by itself. */
static void add_char(struct gamut_buf *out, enum gamut_canonical_op op,
                     int32_t code, int32_t last)
{
	bool is_space = gamut_unicode_is_space(code);

	if (op == GAMUT_CANONICAL_LOWER)
		gamut_unicode_add(out, gamut_unicode_lower(code));
	else if (op == GAMUT_CANONICAL_UPPER)
		gamut_unicode_add(out, gamut_unicode_upper(code));
	else if (op == GAMUT_CANONICAL_ONE_SPACE && is_space) {
		if (!gamut_unicode_is_space(last))
			gamut_buf_add_char(out, ' ');
	} else if (!(op == GAMUT_CANONICAL_NO_SPACE && is_space) &&
	           !(op == GAMUT_CANONICAL_NO_PUNCTUATION &&
	             gamut_unicode_is_punctuation(code)))
		gamut_unicode_add(out, code);
}

static void add_chars(struct gamut_buf *out, enum gamut_canonical_op op,
                      struct gamut_str form)
{
	int32_t last = 0;

	while (form.len > 0) {
		int32_t code = gamut_text_take(&form);

		add_char(out, op, code, last);
		last = code;
	}
}

/*
 * Does byte `i` begin a run of digits that is no fraction? Behind a comma that
 * is one where digits stand in front, behind a point unless a letter does:
 * ".05" is not "a.05".
 */
static bool begins_whole(struct gamut_str form, size_t i)
{
	char before = i > 0 ? form.ptr[i - 1] : ' ';
	char first = i > 1 ? form.ptr[i - 2] : ' ';

	if (gamut_ascii_is_digit(before))
		return false;
	if (before == '.')
		return gamut_ascii_is_alpha(first) || (signed char)first < 0;
	return before != ',' || !gamut_ascii_is_digit(first);
}

static void add_without_zeros(struct gamut_buf *out, struct gamut_str form)
{
	size_t i = 0;

	while (i < form.len) {
		if (form.ptr[i] == '0' && begins_whole(form, i))
			while (i + 1 < form.len && form.ptr[i] == '0' &&
			       gamut_ascii_is_digit(form.ptr[i + 1]))
				i++;
		gamut_buf_add_char(out, form.ptr[i++]);
	}
}

static int compare_words(const void *a, const void *b)
{
	const struct gamut_str *left = a;
	const struct gamut_str *right = b;

	return gamut_str_cmp(*left, *right);
}

static void add_sorted_words(struct gamut_buf *out, struct gamut_str form,
                             struct gamut_arena *arena)
{
	/* There is no word without a byte of its own and one between. */
	struct gamut_str *words = gamut_arena_new(arena, struct gamut_str,
	                                          form.len / 2 + 1);
	size_t count = 0;

	while (gamut_unicode_take_word(&form, &words[count]))
		count++;
	qsort(words, count, sizeof(*words), compare_words);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			gamut_buf_add_char(out, ' ');
		gamut_buf_add(out, words[i]);
	}
}

static int compare_codes(const void *a, const void *b)
{
	int32_t left = *(const int32_t *)a;
	int32_t right = *(const int32_t *)b;

	return (left > right) - (left < right);
}

static void add_sorted_letters(struct gamut_buf *out, struct gamut_str form,
                               struct gamut_arena *arena)
{
	int32_t *codes = gamut_arena_new(arena, int32_t, form.len);
	size_t count = 0;

	while (form.len > 0)
		codes[count++] = gamut_text_take(&form);
	qsort(codes, count, sizeof(*codes), compare_codes);
	for (size_t i = 0; i < count; i++)
		gamut_unicode_add(out, codes[i]);
}

/* The steps that write a new text. */
static struct gamut_str rewrite(enum gamut_canonical_op op,
                                struct gamut_str form,
                                struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };

	if (op == GAMUT_CANONICAL_SORT_WORDS)
		add_sorted_words(&out, form, arena);
	else if (op == GAMUT_CANONICAL_SORT_LETTERS)
		add_sorted_letters(&out, form, arena);
	else if (op == GAMUT_CANONICAL_NO_ZEROS)
		add_without_zeros(&out, form);
	else
		add_chars(&out, op, form);
	form = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return form;
}

static struct gamut_str map(const struct step *step, struct gamut_str form)
{
	size_t begin = 0;
	size_t end = step->pair_count;

	while (begin < end) {
		size_t middle = begin + (end - begin) / 2;
		int order = gamut_str_cmp(
			form, gamut_str_of(step->pairs[middle].from));

		if (order == 0)
			return gamut_str_of(step->pairs[middle].to);
		if (order < 0)
			end = middle;
		else
			begin = middle + 1;
	}
	return form;
}

static struct gamut_str apply(const struct step *step, struct gamut_str form,
                              struct gamut_arena *arena)
{
	struct gamut_str folded = form;

	switch (step->op) {
	case GAMUT_CANONICAL_FOLD_CASE:
		(void)gamut_text_fold(&folded, form, GAMUT_FOLD_CASE, arena);
		return folded;
	case GAMUT_CANONICAL_FOLD_MARKS:
		(void)gamut_text_fold(&folded, form, GAMUT_FOLD_MARKS, arena);
		return folded;
	case GAMUT_CANONICAL_NFC:
		return gamut_unicode_nfc(form, arena);
	case GAMUT_CANONICAL_TRIM:
		return gamut_unicode_trim(form);
	case GAMUT_CANONICAL_REPLACE:
		return gamut_replace_apply(step->replace, form, arena);
	case GAMUT_CANONICAL_MAP:
		return map(step, form);
	case GAMUT_CANONICAL_LOWER:
	case GAMUT_CANONICAL_UPPER:
	case GAMUT_CANONICAL_ONE_SPACE:
	case GAMUT_CANONICAL_NO_SPACE:
	case GAMUT_CANONICAL_NO_PUNCTUATION:
	case GAMUT_CANONICAL_NO_ZEROS:
	case GAMUT_CANONICAL_SORT_WORDS:
	case GAMUT_CANONICAL_SORT_LETTERS:
		break;
	}
	return rewrite(step->op, form, arena);
}

struct gamut_str gamut_canonical_apply(const struct gamut_canonical *canonical,
                                       struct gamut_str form,
                                       struct gamut_arena *arena)
{
	if (!gamut_text_is_utf8(form))
		return form;
	for (size_t i = 0; i < canonical->count; i++) {
		struct gamut_str next = apply(&canonical->steps[i], form,
		                              arena);

		if (next.len > 0)
			form = next;
	}
	return form;
}

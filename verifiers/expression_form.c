#include "verifiers/expression_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* A term of a sum, or a factor of a product, ready to be written. */
struct item {
	bool is_inverse; /* subtracted, or divided by */
	struct gamut_str text;
};

/*
 * A sum of at least two terms, or a product, which may have one factor only and
 * be negative.
 */
struct form {
	bool is_sum;
	bool is_negative; /* of products only */
	struct item *items;
	size_t count;
};

static int compare_items(const void *a, const void *b)
{
	const struct item *x = a;
	const struct item *y = b;

	if (x->is_inverse != y->is_inverse)
		return x->is_inverse - y->is_inverse;
	if (x->text.len != y->text.len)
		return x->text.len < y->text.len ? -1 : 1;
	return gamut_str_cmp(x->text, y->text);
}

/* The form without the sign of a product. */
static struct gamut_str write_form(const struct form *form,
                                   struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str copy;

	qsort(form->items, form->count, sizeof(*form->items), compare_items);
	for (size_t i = 0; i < form->count; i++) {
		bool is_inverse = form->items[i].is_inverse;

		if (form->is_sum && (i > 0 || is_inverse))
			gamut_buf_add_char(&out, is_inverse ? '-' : '+');
		else if (i > 0)
			gamut_buf_add_char(&out, is_inverse ? '/' : '*');
		gamut_buf_add(&out, form->items[i].text);
	}
	copy = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return copy;
}

/* `form` as the terms of a sum, or as the factors of a product. */
static struct form spread(struct form form, bool as_sum,
                          struct gamut_arena *arena)
{
	struct form one = { .is_sum = as_sum, .count = 1 };
	struct gamut_str text;

	if (form.is_sum == as_sum)
		return form;
	text = write_form(&form, arena);
	one.items = gamut_arena_new(arena, struct item, 1);
	one.items[0].is_inverse = form.is_negative;
	one.items[0].text = as_sum ? text :
	                             gamut_arena_strf(arena, "(%.*s)",
	                                              GAMUT_STR_ARG(text));
	return one;
}

static struct form negated(struct form form)
{
	if (form.is_sum)
		for (size_t i = 0; i < form.count; i++)
			form.items[i].is_inverse = !form.items[i].is_inverse;
	else
		form.is_negative = !form.is_negative;
	return form;
}

static struct form joined(struct form left, struct form right, char op,
                          struct gamut_arena *arena)
{
	bool is_sum = op == '+' || op == '-';
	bool is_inverse = op == '-' || op == '/';
	struct form all = { .is_sum = is_sum };

	left = spread(left, is_sum, arena);
	right = spread(right, is_sum, arena);
	all.is_negative = left.is_negative != right.is_negative;
	all.items = gamut_arena_new(arena, struct item,
	                            left.count + right.count);
	for (size_t i = 0; i < left.count; i++)
		all.items[all.count++] = left.items[i];
	for (size_t i = 0; i < right.count; i++) {
		all.items[all.count] = right.items[i];
		all.items[all.count++].is_inverse = right.items[i].is_inverse !=
		                                    is_inverse;
	}
	return all;
}

static struct form form_of(const struct gamut_expression *tree,
                           struct gamut_arena *arena)
{
	struct form form = { .count = 1 };

	if (tree->op == 0) {
		form.items = gamut_arena_new(arena, struct item, 1);
		form.items[0].text = tree->digits;
		return form;
	}
	form = form_of(tree->left, arena);
	if (tree->op == '~')
		return negated(form);
	return joined(form, form_of(tree->right, arena), tree->op, arena);
}

struct gamut_str gamut_expression_form(const struct gamut_expression *tree,
                                       struct gamut_arena *arena)
{
	struct form form = form_of(tree, arena);
	struct gamut_str text = write_form(&form, arena);

	return form.is_negative ?
	               gamut_arena_strf(arena, "-%.*s", GAMUT_STR_ARG(text)) :
	               text;
}

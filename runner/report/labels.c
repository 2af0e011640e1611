#include "runner/report/labels.h"

#include <stdlib.h>

#include "base/text.h"
#include "runner/report/inert.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* What is shown in front of a cut, where there is room for it. */
#define HEAD_MIN 2

/* A label, and where it parts from the one that is most alike. */
struct label {
	struct gamut_str text;
	size_t from; /* byte */
	size_t index;
};

static int by_text(const void *a, const void *b)
{
	return gamut_str_cmp(((const struct label *)a)->text,
	                     ((const struct label *)b)->text);
}

/* The bytes that both begin with, of whole characters. */
static size_t common(struct gamut_str a, struct gamut_str b)
{
	struct gamut_str rest = a;
	size_t same = 0;
	size_t whole = 0;

	while (same < a.len && same < b.len && a.ptr[same] == b.ptr[same])
		same++;
	while (rest.len > 0) {
		gamut_text_take(&rest);
		if (a.len - rest.len > same)
			break;
		whole = a.len - rest.len;
	}
	return whole;
}

static void part(struct label *a, struct label *b)
{
	size_t same = common(a->text, b->text);

	if (same > a->from)
		a->from = same;
	if (same > b->from)
		b->from = same;
}

/* Of sorted labels those most alike are neighbours. */
static void part_all(struct label *labels, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!gamut_str_eq(labels[i - 1].text, labels[i].text))
			part(&labels[i - 1], &labels[i]);
	for (size_t i = 1; i < count; i++)
		if (gamut_str_eq(labels[i - 1].text, labels[i].text) &&
		    labels[i - 1].from > labels[i].from)
			labels[i].from = labels[i - 1].from;
	for (size_t i = count; i > 1; i--)
		if (gamut_str_eq(labels[i - 2].text, labels[i - 1].text))
			labels[i - 2].from = labels[i - 1].from;
}

/* The longest head, or what is behind the shortest one, within `columns`. */
static struct gamut_str head_of(struct gamut_str text, size_t columns)
{
	struct gamut_str rest = text;
	size_t len = 0;

	while (rest.len > 0) {
		gamut_text_take(&rest);
		if (gamut_text_columns(gamut_str_head(
			    text, text.len - rest.len)) > columns)
			break;
		len = text.len - rest.len;
	}
	return gamut_str_head(text, len);
}

static struct gamut_str tail_of(struct gamut_str text, size_t columns)
{
	while (gamut_text_columns(text) > columns)
		gamut_text_take(&text);
	return text;
}

static struct gamut_str fit(const struct label *label, size_t columns,
                            struct gamut_arena *arena)
{
	struct gamut_str text = label->text;
	struct gamut_str rest = gamut_str_skip(text, label->from);
	size_t wanted = gamut_text_columns(rest);
	size_t room = columns - 1; /* beside the ellipsis */
	size_t tail = room / 2;

	if (gamut_text_columns(text) <= columns)
		return text;
	if (gamut_text_columns(gamut_str_head(text, label->from)) < room &&
	    wanted > room - HEAD_MIN)
		return gamut_arena_strf(arena, "%.*s" ELLIPSIS,
		                        GAMUT_STR_ARG(head_of(text, room)));
	if (wanted > room)
		return gamut_arena_strf(
			arena, ELLIPSIS "%.*s%s",
			GAMUT_STR_ARG(head_of(rest, room > 0 ? room - 1 : 0)),
			room > 0 ? ELLIPSIS : "");
	if (tail < wanted)
		tail = wanted;
	return gamut_arena_strf(arena, "%.*s" ELLIPSIS "%.*s",
	                        GAMUT_STR_ARG(head_of(text, room - tail)),
	                        GAMUT_STR_ARG(tail_of(text, tail)));
}

void gamut_labels_fit(struct gamut_str *labels, size_t count, size_t columns,
                      struct gamut_arena *arena)
{
	struct label *sorted = gamut_arena_new(arena, struct label, count);

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct label){
			.text = gamut_inert_shown(labels[i], 0, arena),
			.index = i,
		};
	if (count > 1)
		qsort(sorted, count, sizeof(sorted[0]), by_text);
	part_all(sorted, count);
	for (size_t i = 0; i < count; i++)
		labels[sorted[i].index] = fit(&sorted[i], columns, arena);
}

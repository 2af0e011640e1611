#include "verifiers/sorted.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"

struct line {
	uint32_t at; /* in the text; a word list is at most some megabytes */
	uint32_t len;
};

struct gamut_sorted {
	struct gamut_str text;
	struct line *lines;
	size_t count;
};

static struct gamut_str line_at(const struct gamut_sorted *sorted, size_t i)
{
	return gamut_str_head(gamut_str_skip(sorted->text, sorted->lines[i].at),
	                      sorted->lines[i].len);
}

/* Cut `line` at its first tab into the word and the rest. */
static struct gamut_str word_of(struct gamut_str line, struct gamut_str *rest)
{
	struct gamut_str word = GAMUT_STR_EMPTY;

	gamut_str_take_field(&line, '\t', &word);
	*rest = line;
	return word;
}

/* Line `i`, cut. */
static struct gamut_str cut(const struct gamut_sorted *sorted, size_t i,
                            struct gamut_str *rest)
{
	if (i >= sorted->count)
		GAMUT_BUG("word %zu out of range", i);
	return word_of(line_at(sorted, i), rest);
}

struct gamut_str gamut_sorted_at(const struct gamut_sorted *sorted, size_t i)
{
	struct gamut_str rest;

	return cut(sorted, i, &rest);
}

struct gamut_str gamut_sorted_rest(const struct gamut_sorted *sorted, size_t i)
{
	struct gamut_str rest;

	cut(sorted, i, &rest);
	return rest;
}

size_t gamut_sorted_count(const struct gamut_sorted *sorted)
{
	return sorted->count;
}

static void release(void *object)
{
	struct gamut_sorted *sorted = object;

	free(sorted->lines);
	free(sorted);
}

static enum gamut_status read_lines(struct gamut_sorted *sorted,
                                    const char *name, gamut_sorted_check *check,
                                    struct gamut_err *err)
{
	struct gamut_str left = sorted->text;
	struct gamut_str before = GAMUT_STR_EMPTY;
	struct gamut_str line;

	while (gamut_lexicon_take_line(&left, &line)) {
		struct gamut_str rest;
		struct gamut_str word = word_of(line, &rest);

		if (gamut_str_cmp(before, word) >= 0)
			return gamut_error(err, GAMUT_EPARSE,
			                   "%s: '%.*s' is not behind '%.*s' in "
			                   "the order of the bytes; restore "
			                   "the file, or sort it",
			                   name, GAMUT_STR_ARG(word),
			                   GAMUT_STR_ARG(before));
		if (!check(word, rest))
			return gamut_error(err, GAMUT_EPARSE,
			                   "%s: malformed line '%.*s'; restore "
			                   "the file",
			                   name, GAMUT_STR_ARG(line));
		sorted->lines[sorted->count++] = (struct line){
			.at = (uint32_t)(line.ptr - sorted->text.ptr),
			.len = (uint32_t)line.len,
		};
		before = word;
	}
	if (sorted->count == 0)
		return gamut_error(err, GAMUT_EPARSE,
		                   "%s holds no word; restore the file", name);
	return GAMUT_OK;
}

enum gamut_status gamut_sorted_open(const struct gamut_sorted **out,
                                    struct gamut_lexicon *lexicon,
                                    const char *name, gamut_sorted_check *check,
                                    struct gamut_err *err)
{
	static const char prefix[] = "sorted ";
	struct gamut_arena arena = { 0 };
	struct gamut_str key = gamut_arena_strf(&arena, "%s%s", prefix, name);
	struct gamut_sorted *sorted = gamut_lexicon_find_shared(lexicon, key);
	struct gamut_str text = GAMUT_STR_EMPTY;
	enum gamut_status status = GAMUT_OK;
	size_t lines = 1;

	if (sorted)
		goto out;
	status = gamut_lexicon_read(&text, lexicon, name, err);
	if (status)
		goto out;
	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	sorted = gamut_alloc(sizeof(*sorted));
	sorted->text = text;
	sorted->lines = gamut_alloc_array(lines, sizeof(*sorted->lines));
	status = read_lines(sorted, name, check, err);
	if (status)
		release(sorted);
	else
		gamut_lexicon_share(lexicon, key, sorted, release);
out:
	if (!status)
		*out = sorted;
	gamut_arena_clear(&arena);
	return status;
}

size_t gamut_sorted_find(const struct gamut_sorted *sorted,
                         struct gamut_str word)
{
	size_t low = 0;
	size_t high = sorted->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = gamut_str_cmp(word,
		                          gamut_sorted_at(sorted, middle));

		if (order == 0)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return GAMUT_SORTED_ABSENT;
}

#include "verifiers/haiku.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "verifiers/plain.h"
#include "verifiers/syllables.h"

#define ANSWER_MAX 500

/* More lines than a poem may have are not looked at. */
#define PARTS_MAX (GAMUT_HAIKU_LINES_MAX + 1)

struct haiku {
	const struct gamut_haiku_rule *rule;
	const struct gamut_syllables *syllables;
};

/* One answer being read. */
struct reading {
	const struct haiku *haiku;
	uint64_t unknown;
	char *form; /* the canonical form so far */
	size_t len;
};

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	(void)rule;
	return gamut_syllables_needs(names);
}

static enum gamut_status open(void **state, const void *rule,
                              struct gamut_lexicon *lexicon,
                              struct gamut_err *err)
{
	const struct gamut_syllables *syllables = NULL;
	enum gamut_status status = gamut_syllables_open(&syllables, lexicon,
	                                                err);
	struct haiku *haiku;

	if (status)
		return status;
	haiku = gamut_alloc(sizeof(*haiku));
	haiku->rule = rule;
	haiku->syllables = syllables;
	*state = haiku;
	return GAMUT_OK;
}

/* Cut `answer` at each separator; at most PARTS_MAX parts. */
static size_t cut_lines(struct gamut_str parts[PARTS_MAX],
                        struct gamut_str answer, struct gamut_str separator)
{
	size_t count = 0;

	for (;;) {
		size_t at = gamut_str_find(answer, separator);

		parts[count++] = gamut_str_head(answer, at);
		if (at == answer.len || count == PARTS_MAX)
			return count;
		answer = gamut_str_skip(answer, at + separator.len);
	}
}

/* All sums of one of `sums` and one of `counts`, as sets of bits. */
static uint64_t add(uint64_t sums, uint32_t counts)
{
	uint64_t all = 0;

	for (unsigned n = 1; n <= GAMUT_SYLLABLES_MAX; n++)
		if (counts >> n & 1)
			all |= sums << n;
	return all;
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Put `word`, without apostrophes at its ends, behind the canonical form. */
static void put_word(struct reading *reading, struct gamut_str word)
{
	while (!is_letter(word.ptr[0]))
		word = gamut_str_skip(word, 1);
	while (!is_letter(word.ptr[word.len - 1]))
		word.len--;
	memcpy(reading->form + reading->len, word.ptr, word.len);
	reading->len += word.len;
	reading->form[reading->len++] = ' ';
}

static bool has_letters(struct gamut_str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (is_letter(word.ptr[i]))
			return true;
	return false;
}

/* Take `part`, a word or what stands between hyphens; false: not a word. */
static bool take_part(struct reading *reading, struct gamut_str part,
                      uint64_t *sums)
{
	enum gamut_syllables_source source;
	uint32_t counts;

	if (!has_letters(part))
		return true;
	counts = gamut_syllables_find(reading->haiku->syllables, part, &source);
	reading->unknown += source == GAMUT_SYLLABLES_UNKNOWN;
	*sums = add(*sums, counts);
	put_word(reading, part);
	return source != GAMUT_SYLLABLES_NONE;
}

/* Take a word, which may have hyphens in it. */
static bool take_word(struct reading *reading, struct gamut_str word,
                      uint64_t *sums)
{
	enum gamut_syllables_source source;
	uint32_t counts = 0;
	struct gamut_str part;

	if (memchr(word.ptr, '-', word.len))
		counts = gamut_syllables_find(reading->haiku->syllables, word,
		                              &source);
	if (counts)
		*sums = add(*sums, counts);
	while (gamut_str_take_field(&word, '-', &part)) {
		if (counts && has_letters(part))
			put_word(reading, part);
		else if (!counts && !take_part(reading, part, sums))
			return false;
	}
	return true;
}

/* Read a line into the set of syllables that it may have. */
static enum gamut_reason take_line(struct reading *reading,
                                   struct gamut_str line, uint64_t *sums,
                                   struct gamut_arena *arena)
{
	struct gamut_str word;

	*sums = 1;
	switch (gamut_plain_words(&line, line, arena)) {
	case GAMUT_PLAIN_OK:
		break;
	case GAMUT_PLAIN_NOT_UTF8:
		return GAMUT_REASON_NOT_UTF8;
	case GAMUT_PLAIN_STRANGE:
		return GAMUT_REASON_NOT_A_WORD;
	}
	reading->form = gamut_arena_new(arena, char, line.len + 2);
	reading->len = 0;
	while (gamut_str_take_field(&line, ' ', &word))
		if (!take_word(reading, word, sums))
			return GAMUT_REASON_NOT_A_WORD;
	if (reading->unknown > reading->haiku->rule->max_unknown)
		return GAMUT_REASON_NOT_A_WORD;
	return GAMUT_REASON_VALID;
}

static struct gamut_verdict read_lines(struct reading *reading,
                                       const struct gamut_str *parts,
                                       struct gamut_arena *arena)
{
	const struct gamut_haiku_lines *lines = &reading->haiku->rule->lines;
	struct gamut_str form = GAMUT_STR_EMPTY;
	bool scans = true;

	for (size_t i = 0; i < lines->count; i++) {
		uint64_t sums;
		enum gamut_reason reason = take_line(reading, parts[i], &sums,
		                                     arena);

		if (reason != GAMUT_REASON_VALID)
			return gamut_verdict_reject(reason);
		scans &= sums >> lines->syllables[i] & 1;
		if (reading->len > 0)
			reading->len--; /* the space behind the last word */
		form = gamut_arena_strf(arena, "%.*s%s%.*s",
		                        GAMUT_STR_ARG(form), i ? " / " : "",
		                        (int)reading->len, reading->form);
	}
	return scans ? gamut_verdict_accept(form) :
	               gamut_verdict_reject(GAMUT_REASON_SYLLABLES);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct haiku *haiku = state;
	struct reading reading = { .haiku = haiku };
	struct gamut_str parts[PARTS_MAX];

	if (gamut_str_trim(answer).len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > ANSWER_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	if (cut_lines(parts, answer, gamut_str_of(haiku->rule->separator)) !=
	    haiku->rule->lines.count)
		return gamut_verdict_reject(GAMUT_REASON_LINE_COUNT);
	return read_lines(&reading, parts, arena);
}

const struct gamut_verifier gamut_verifier_haiku = {
	.name = "haiku",
	.revision = 1,
	.needs = needs,
	.open = open,
	.verify = verify,
	.close = free,
};

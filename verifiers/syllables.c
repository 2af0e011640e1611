#include "verifiers/syllables.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "verifiers/sorted.h"
#include "verifiers/syllable_rule.h"
#include "verifiers/wordbook.h"

/* The fewest letters of the words that a compound is made of. */
#define FIRST_MIN 3
#define SECOND_MIN 4

/* No word of words.tsv has 15 letters and more syllables. */
#define WORDBOOK_SYLLABLES_MAX 15

struct gamut_syllables {
	const struct gamut_sorted *counts;
	const struct gamut_sorted *words;
};

/* Read "1,2" as a set; 0 where it is malformed. */
static uint32_t read_counts(struct gamut_str text)
{
	uint32_t set = 0;
	unsigned last = 0;
	struct gamut_str field;

	if (text.len == 0 || text.ptr[text.len - 1] == ',')
		return 0;
	while (gamut_str_take_field(&text, ',', &field)) {
		unsigned count = 0;

		if (field.len == 0 || field.len > 2)
			return 0;
		for (size_t i = 0; i < field.len; i++) {
			if (!gamut_ascii_is_digit(field.ptr[i]))
				return 0;
			count = count * 10 + (unsigned)(field.ptr[i] - '0');
		}
		if (count <= last || count > GAMUT_SYLLABLES_MAX)
			return 0;
		last = count;
		set |= UINT32_C(1) << count;
	}
	return set;
}

static bool is_well_formed(struct gamut_str word, struct gamut_str rest)
{
	for (size_t i = 0; i < word.len; i++)
		if (!(word.ptr[i] >= 'a' && word.ptr[i] <= 'z') &&
		    word.ptr[i] != '\'' && word.ptr[i] != '-')
			return false;
	return read_counts(rest) != 0;
}

size_t gamut_syllables_needs(const char *names[GAMUT_NEEDS_MAX])
{
	names[0] = GAMUT_SYLLABLES_LIST;
	names[1] = GAMUT_WORDBOOK_LIST;
	return 2;
}

enum gamut_status gamut_syllables_open(const struct gamut_syllables **out,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err)
{
	struct gamut_str key = GAMUT_STR("syllables");
	struct gamut_syllables *made = gamut_lexicon_find_shared(lexicon, key);
	struct gamut_syllables lists;
	enum gamut_status status;

	if (made) {
		*out = made;
		return GAMUT_OK;
	}
	status = gamut_sorted_open(&lists.counts, lexicon, GAMUT_SYLLABLES_LIST,
	                           is_well_formed, err);
	if (!status)
		status = gamut_wordbook_open(&lists.words, lexicon, err);
	if (status)
		return status;
	made = gamut_alloc(sizeof(*made));
	*made = lists;
	gamut_lexicon_share(lexicon, key, made, free);
	*out = made;
	return GAMUT_OK;
}

static struct gamut_str strip_apostrophes(struct gamut_str word)
{
	while (word.len > 0 && word.ptr[0] == '\'')
		word = gamut_str_skip(word, 1);
	while (word.len > 0 && word.ptr[word.len - 1] == '\'')
		word.len--;
	return word;
}

/* Does a word with this end have a syllable more with an s behind it? */
static bool is_hissing(struct gamut_str word)
{
	static const char *const ends[] = { "s",  "x",  "z",  "ch", "sh",
		                            "ce", "ge", "se", "ze" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ends); i++)
		if (gamut_str_ends_with(word, gamut_str_of(ends[i])))
			return true;
	return false;
}

static uint32_t find_listed(const struct gamut_syllables *syllables,
                            struct gamut_str word)
{
	size_t i = gamut_sorted_find(syllables->counts, word);

	return i == GAMUT_SORTED_ABSENT ?
	               0 :
	               read_counts(gamut_sorted_rest(syllables->counts, i));
}

/* A word of the dictionary that is English, and no name or abbreviation. */
static uint32_t find_english(const struct gamut_syllables *syllables,
                             struct gamut_str word)
{
	return gamut_wordbook_has(syllables->words, word) ?
	               find_listed(syllables, word) :
	               0;
}

/* The counts of `word` as two words run together: "dewdrop"; 0: it is none. */
static uint32_t find_compound(const struct gamut_syllables *syllables,
                              struct gamut_str word)
{
	uint32_t all = 0;

	for (size_t i = FIRST_MIN; i + SECOND_MIN <= word.len; i++) {
		uint32_t first;
		uint32_t second;

		/* Else most are ends: "ab-actions" */
		if (strchr("aeiou", word.ptr[i]))
			continue;
		first = find_english(syllables, gamut_str_head(word, i));
		if (!first)
			continue;
		second = find_english(syllables, gamut_str_skip(word, i));
		for (unsigned n = 1; n <= WORDBOOK_SYLLABLES_MAX; n++)
			if (first >> n & 1)
				all |= second << n;
	}
	return all;
}

static uint32_t guess(const struct gamut_syllables *syllables,
                      struct gamut_str word,
                      enum gamut_syllables_source *source)
{
	unsigned count = gamut_syllables_guess(word);
	uint32_t compound;

	if (count == 0)
		*source = GAMUT_SYLLABLES_NONE;
	else if (gamut_wordbook_has(syllables->words, word))
		*source = GAMUT_SYLLABLES_KNOWN;
	else
		*source = GAMUT_SYLLABLES_UNKNOWN;
	if (count == 0)
		return 0;
	compound = find_compound(syllables, word);
	return compound ? compound : UINT32_C(1) << count;
}

uint32_t gamut_syllables_find(const struct gamut_syllables *syllables,
                              struct gamut_str word,
                              enum gamut_syllables_source *source)
{
	bool is_possessive;
	uint32_t set = find_listed(syllables, word);

	*source = GAMUT_SYLLABLES_LISTED;
	if (set)
		return set;
	word = strip_apostrophes(word);
	set = find_listed(syllables, word);
	if (set)
		return set;
	is_possessive = gamut_str_ends_with(word, GAMUT_STR("'s"));
	if (is_possessive)
		word.len -= 2;
	set = find_listed(syllables, word);
	if (!set)
		set = guess(syllables, word, source);
	return is_possessive && is_hissing(word) ? set << 1 : set;
}

#include "verifiers/syllable_rule.h"

#include <string.h>

/* A word without its apostrophes, and which of its letters are vowels. */
struct letters {
	char text[GAMUT_SYLLABLES_LETTERS];
	bool is_vowel[GAMUT_SYLLABLES_LETTERS];
	size_t len;
};

/* Letters that change the count wherever they stand, or at the end only. */
struct change {
	const char *letters;
	const char *not_behind; /* any of these letters */
	bool is_end;
	int by;
};

static const struct change changes[] = {
	{ "ia", "aceogstxu", false, 1 }, { "io", "aceogstxu", false, 1 },
	{ "iu", "aceogstxu", false, 1 }, { "ciat", "", false, 1 },
	{ "tiat", "", false, 1 },        { "ien", "ctr", false, 1 },
	{ "iet", "t", false, 1 },        { "ier", "ct", true, 1 },
	{ "iest", "", true, 1 },         { "eo", "gp", false, 1 },
	{ "ua", "gq", false, 1 },        { "uo", "gq", false, 1 },
	{ "uel", "gq", false, 1 },       { "uen", "gq", false, 1 },
	{ "ao", "", false, 1 },          { "oem", "", false, 1 },
	{ "oet", "", false, 1 },         { "creat", "", false, 1 },
	{ "ii", "", false, 1 },          { "aing", "", false, 1 },
	{ "eing", "", false, 1 },        { "oing", "", false, 1 },
	{ "uing", "q", false, 1 },       { "ying", "", false, 1 },
	{ "uity", "gq", true, 1 },       { "uities", "gq", true, 1 },
	{ "illion", "", false, -1 },     { "sm", "", true, 1 },
	{ "sms", "", true, 1 },          { "thm", "", true, 1 },
	{ "thms", "", true, 1 },         { "ically", "", true, -1 },
	{ "gue", "", true, -1 },         { "gues", "", true, -1 },
	{ "que", "", true, -1 },         { "ques", "", true, -1 },
};

/* An ending before which an e is silent, unless these letters stand there. */
struct ending {
	const char *letters;
	const char *not_behind;
};

static const struct ending endings[] = {
	{ "", "" },         { "s", "cgsxz" },  { "d", "dt" },  { "ful", "" },
	{ "fully", "" },    { "fulness", "" }, { "less", "" }, { "lessly", "" },
	{ "lessness", "" }, { "ly", "" },      { "ment", "" }, { "ments", "" },
	{ "ness", "" },     { "some", "" },    { "man", "" },  { "men", "" },
};

static bool is_one_of(char c, const char *letters)
{
	return strchr(letters, c) != NULL;
}

/*
 * Is the y at `i` a consonant? One that starts a word or parts vowels, and has
 * a vowel behind it.
 */
static bool is_consonant_y(const struct letters *w, size_t i)
{
	return i + 1 < w->len && is_one_of(w->text[i + 1], "aeiou") &&
	       (i == 0 || w->is_vowel[i - 1]);
}

static bool read_letters(struct letters *w, struct gamut_str word)
{
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];

		if (c == '\'')
			continue;
		if (c < 'a' || c > 'z' || w->len == sizeof(w->text) ||
		    (w->len >= 2 && w->text[w->len - 1] == c &&
		     w->text[w->len - 2] == c))
			return false;
		w->text[w->len++] = c;
	}
	for (size_t i = 0; i < w->len; i++)
		w->is_vowel[i] = is_one_of(w->text[i], "aeiou") ||
		                 (w->text[i] == 'y' && !is_consonant_y(w, i));
	return true;
}

static bool has_at(const struct letters *w, size_t i, const char *letters)
{
	size_t len = strlen(letters);

	return len <= w->len - i && memcmp(w->text + i, letters, len) == 0;
}

/* By how much `change` changes the count of `w`. */
static int apply(const struct change *change, const struct letters *w)
{
	size_t len = strlen(change->letters);
	size_t i = change->is_end && w->len > len ? w->len - len : 0;
	int by = 0;

	for (; i + len <= w->len; i++)
		if (has_at(w, i, change->letters) &&
		    (i == 0 || !is_one_of(w->text[i - 1], change->not_behind)))
			by += change->by;
	return by;
}

/* Is the l or r at `i` a syllable with the e behind it: "table", "acre"? */
static bool is_syllabic(const struct letters *w, size_t i)
{
	return is_one_of(w->text[i], "lr") && i > 0 && !w->is_vowel[i - 1] &&
	       !is_one_of(w->text[i - 1], "lr");
}

/* Is an e before `ending` silent in `w`? */
static bool is_silent(const struct ending *ending, const struct letters *w)
{
	size_t len = strlen(ending->letters);
	size_t e;

	if (w->len < len + 3 || !has_at(w, w->len - len, ending->letters))
		return false;
	e = w->len - len - 1;
	if (w->text[e] != 'e' || w->is_vowel[e - 1] ||
	    is_one_of(w->text[e - 1], ending->not_behind) ||
	    is_syllabic(w, e - 1))
		return false;
	/* "churches", "wishes" */
	if (strcmp(ending->letters, "s") == 0 && w->text[e - 1] == 'h' &&
	    is_one_of(w->text[e - 2], "cs"))
		return false;
	for (size_t i = 0; i + 1 < e; i++)
		if (w->is_vowel[i])
			return true;
	return false;
}

unsigned gamut_syllables_guess(struct gamut_str word)
{
	struct letters w = { 0 };
	int count = 0;

	if (!read_letters(&w, word) || w.len == 1)
		return 0;
	for (size_t i = 0; i < w.len; i++)
		count += w.is_vowel[i] && (i == 0 || !w.is_vowel[i - 1]);
	if (count == 0)
		return 0;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(changes); i++)
		count += apply(&changes[i], &w);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(endings); i++) {
		if (is_silent(&endings[i], &w)) {
			count--;
			break;
		}
	}
	return count > 1 ? (unsigned)count : 1;
}

#include "verifiers/gerund_rules.h"

#include <string.h>

#include "base/status.h"

static const struct gamut_str ing = { .ptr = "ing", .len = 3 };

struct gamut_str gamut_gerund_view(const struct gamut_gerund_word *word)
{
	return (struct gamut_str){ .ptr = word->text, .len = word->len };
}

static void append(struct gamut_gerund_word *word, struct gamut_str s)
{
	if (s.len >= sizeof(word->text) - word->len)
		GAMUT_BUG("a word of %zu bytes", word->len + s.len);
	memcpy(word->text + word->len, s.ptr, s.len);
	word->len += s.len;
	word->text[word->len] = '\0';
}

static struct gamut_gerund_word join(struct gamut_str a, struct gamut_str b,
                                     struct gamut_str c)
{
	struct gamut_gerund_word word = { .len = 0 };

	append(&word, a);
	append(&word, b);
	append(&word, c);
	return word;
}

static struct gamut_str without_last(struct gamut_str s, size_t n)
{
	return gamut_str_head(s, s.len - n);
}

static struct gamut_str last(struct gamut_str s, size_t n)
{
	return gamut_str_skip(s, s.len - n);
}

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/* The u of "qu" is none; y is one between consonants and at the end. */
static bool is_vowel(struct gamut_str s, size_t i)
{
	switch (s.ptr[i]) {
	case 'a':
	case 'e':
	case 'i':
	case 'o':
		return true;
	case 'u':
		return i == 0 || s.ptr[i - 1] != 'q';
	case 'y':
		return i > 0 &&
		       (i + 1 == s.len || !is_one_of(s.ptr[i + 1], "aeiou"));
	default:
		return false;
	}
}

/* Runs of vowels: about as many as there are syllables. */
static size_t vowel_groups(struct gamut_str s)
{
	size_t groups = 0;

	for (size_t i = 0; i < s.len; i++)
		if (is_vowel(s, i) && (i == 0 || !is_vowel(s, i - 1)))
			groups++;
	return groups;
}

static struct gamut_str behind_hyphens(struct gamut_str s)
{
	struct gamut_str part;

	while (gamut_str_take_field(&s, '-', &part))
		;
	return part;
}

/* die, untie; see, hoe, dye; make, singe */
static void forms_of_e(struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX],
                       struct gamut_str verb, struct gamut_str part)
{
	bool has_stem = vowel_groups(without_last(part, 1)) > 0;
	struct gamut_gerund_word kept = join(verb, ing, GAMUT_STR_EMPTY);
	struct gamut_gerund_word dropped = join(without_last(verb, 1), ing,
	                                        GAMUT_STR_EMPTY);

	if (gamut_str_ends_with(verb, GAMUT_STR("ie"))) {
		forms[0] = join(without_last(verb, 2), GAMUT_STR("y"), ing);
		forms[0].is_certain = vowel_groups(part) == 1;
		forms[1] = forms[0].is_certain ? forms[0] : kept;
		return;
	}
	if (gamut_str_ends_with(verb, GAMUT_STR("ee")) ||
	    gamut_str_ends_with(verb, GAMUT_STR("oe")) ||
	    gamut_str_ends_with(verb, GAMUT_STR("ye")) || !has_stem) {
		forms[0] = kept;
		forms[1] = dropped;
	} else {
		forms[0] = dropped;
		forms[1] = kept;
	}
	forms[0].is_certain = true;
}

/* run; visit, begin; heat, dial; panic; play, start */
static void forms_of_consonant(
	struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX],
	struct gamut_str verb, struct gamut_str part)
{
	struct gamut_str doubled = last(verb, 1);
	size_t end = part.len - 1;

	forms[0] = join(verb, ing, GAMUT_STR_EMPTY);
	forms[0].is_certain = true;
	forms[1] = forms[0];
	if (end == 0 || is_vowel(part, end) || !is_vowel(part, end - 1) ||
	    is_one_of(part.ptr[end], "wxyhjq"))
		return;
	if (part.ptr[end] == 'c') {
		forms[0] = join(verb, GAMUT_STR("k"), ing);
		forms[0].is_certain = true;
		forms[1] = forms[0];
	} else if (end >= 2 && is_vowel(part, end - 2)) {
		if (part.ptr[end] == 'l')
			forms[1] = join(verb, doubled, ing);
	} else if (vowel_groups(part) == 1) {
		forms[0] = join(verb, doubled, ing);
		forms[0].is_certain = true;
		forms[1] = forms[0];
	} else {
		forms[0].is_certain = false;
		forms[1] = join(verb, doubled, ing);
	}
}

size_t gamut_gerund_forms(
	struct gamut_str verb,
	struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX])
{
	struct gamut_str part = GAMUT_STR_EMPTY;

	if (verb.len > 0)
		part = behind_hyphens(verb);
	if (part.len == 0 || verb.len > GAMUT_GERUND_WORD_MAX)
		return 0;
	if (part.ptr[part.len - 1] == 'e')
		forms_of_e(forms, verb, part);
	else
		forms_of_consonant(forms, verb, part);
	return gamut_str_eq(gamut_gerund_view(&forms[0]),
	                    gamut_gerund_view(&forms[1])) ?
	               1 :
	               2;
}

size_t gamut_gerund_bases(
	struct gamut_str word,
	struct gamut_gerund_word bases[GAMUT_GERUND_BASES_MAX])
{
	const struct gamut_str none = GAMUT_STR_EMPTY;
	const struct gamut_str e = GAMUT_STR("e");
	struct gamut_str stem = without_last(word, ing.len);
	struct gamut_str single;
	size_t n = 0;

	if (stem.len < 2)
		return 0;
	single = without_last(stem, 1);
	bases[n++] = join(stem, none, none);
	bases[n++] = join(stem, e, none);
	if (stem.ptr[stem.len - 1] == stem.ptr[stem.len - 2]) {
		bases[n++] = join(single, none, none);
		bases[n++] = join(single, e, none);
	}
	if (gamut_str_ends_with(stem, GAMUT_STR("ck")))
		bases[n++] = join(single, none, none);
	if (gamut_str_ends_with(stem, GAMUT_STR("y")))
		bases[n++] = join(single, GAMUT_STR("ie"), none);
	bases[n++] = join(stem, GAMUT_STR("y"), none);
	return n;
}

void gamut_gerund_past(struct gamut_gerund_word *past, struct gamut_str verb,
                       struct gamut_str form)
{
	const struct gamut_str none = GAMUT_STR_EMPTY;
	bool is_y = verb.len >= 2 && verb.ptr[verb.len - 1] == 'y' &&
	            !is_one_of(verb.ptr[verb.len - 2], "aeiou");

	if (gamut_str_ends_with(verb, GAMUT_STR("e")))
		*past = join(verb, GAMUT_STR("d"), none);
	else if (is_y)
		*past = join(without_last(verb, 1), GAMUT_STR("ied"), none);
	else
		*past = join(without_last(form, ing.len), GAMUT_STR("ed"),
		             none);
}

bool gamut_gerund_has_stem(struct gamut_str word)
{
	return vowel_groups(without_last(behind_hyphens(word), ing.len)) > 0;
}

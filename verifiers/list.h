#ifndef GAMUT_VERIFIERS_LIST_H
#define GAMUT_VERIFIERS_LIST_H

#include "verifiers/verifier.h"

/* How an answer is compared with the spellings of a list. */
enum gamut_list_match {
	/* Byte for byte. */
	GAMUT_LIST_EXACT,

	/*
	 * In any case: by NFC and full Unicode case folding, with U+2019 for
	 * an apostrophe. Where folding makes ASCII letters of a character
	 * that is none, as of the Kelvin sign, the list must have the
	 * character too.
	 */
	GAMUT_LIST_ANY_CASE,

	/*
	 * In any case, and a word may begin with "gray" for "grey". The
	 * canonical form is the first field's: folded, its marks and U+2019
	 * dropped, "grey" for "gray", and nothing of ASCII kept but letters
	 * and digits: "Café au Lait" is "cafeaulait".
	 */
	GAMUT_LIST_COLORS,
};

/*
 * Is the answer in a word list?
 *
 * The list has lines of fields, with tabs between them; the first field is the
 * canonical form, and the fields chosen by `columns` are the spellings that are
 * accepted. Nothing is trimmed. It is a word list that is shipped, with '#'
 * before lines that are comments, or a text of the rule's own, without them.
 *
 * A shipped list has fields of at most 80 bytes, one of the rule's own of at
 * most GAMUT_LIST_FIELD_MAX. There a spelling stands on one line only, and
 * columns GAMUT_LIST_COLUMNS(0, 31) are all there are, however many.
 *
 * An answer that only the case keeps from being in an exact list is
 * WRONG_CASE; one that is longer than any spelling can be is TOO_LONG. A
 * verdict takes time linear in the answer, up to 256 bytes, or 3,000 of a list
 * of the rule's own; ASCII answers allocate nothing.
 *
 * Members: one spelling, the first accepted one, of each canonical form, in
 * the order of the file.
 */
struct gamut_list_rule {
	/* The word list's name, "colors.tsv"; with `text`, for messages. */
	const char *file;
	uint32_t columns; /* bit i: field i is an accepted spelling */
	enum gamut_list_match match;

	/* The list itself, UTF-8; empty: that of the lexicon. */
	struct gamut_str text;

	/* The characters that the first field must have to count; 0: any. */
	uint64_t length;
};

/* The most bytes of a field of `text`. */
#define GAMUT_LIST_FIELD_MAX 1000

/* The columns from `first` to `last`, at most 31, counted from 0. */
#define GAMUT_LIST_COLUMNS(first, last) \
	(UINT32_MAX >> (31 - (last) + (first)) << (first))

extern const struct gamut_verifier gamut_verifier_list;

struct gamut_list_survey {
	uint64_t spellings; /* different ones that are accepted */
	size_t line; /* of `text`, from 1, that is at fault; 0: none is */
};

/*
 * Read the list of `rule` and say what is in it. Fails as opening does, but the
 * message on a line of `text` is without its place, which is in `out`.
 * `lexicon` may be NULL where there is a `text`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_list_survey(struct gamut_list_survey *out,
                                    const struct gamut_list_rule *rule,
                                    struct gamut_lexicon *lexicon,
                                    struct gamut_err *err);

#endif

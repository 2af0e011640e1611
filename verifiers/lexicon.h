#ifndef GAMUT_VERIFIERS_LEXICON_H
#define GAMUT_VERIFIERS_LEXICON_H

#include "base/status.h"
#include "base/str.h"

/*
 * Where verifiers find their data
 * -------------------------------
 *
 * Two kinds of resource, told apart by their names:
 *  - "colors.tsv" and the like: a word list of wordlists/, read once and kept;
 *  - "en_US.dic", "en_US.aff": a Hunspell dictionary of the system, of which
 *    the lexicon gives the paths.
 *
 * Word lists are looked for in $GAMUT_WORDLISTS if that is set, else in
 * `wordlists` beside the program (the build tree has a link there), else in
 * `../share/gamut/wordlists` from the program (an installation). Dictionaries
 * are looked for in $GAMUT_DICTIONARIES if that is set, else in
 * /usr/share/hunspell and /usr/share/myspell/dicts.
 *
 * Thread-safe for reading only once all verifiers are open.
 */
struct gamut_lexicon;

/*
 * The caller frees it after every verifier that was opened with it. Never NULL:
 * where there is no folder of word lists, reading one says so, and what needs
 * none goes on.
 */
GAMUT_NONNULL
struct gamut_lexicon *gamut_lexicon_open(void);
void gamut_lexicon_free(struct gamut_lexicon *lexicon); /* NULL is a no-op */

/*
 * The folder of the word lists, as long as the lexicon lives. GAMUT_ENOTFOUND
 * where there is none.
 */
GAMUT_MUST_USE
enum gamut_status gamut_lexicon_folder(const char **folder,
                                       const struct gamut_lexicon *lexicon,
                                       struct gamut_err *err);

/*
 * The text of the word list `name`, valid UTF-8, as long as the lexicon
 * lives. GAMUT_ENOTFOUND, GAMUT_EIO, or GAMUT_EPARSE where it is not UTF-8.
 */
GAMUT_MUST_USE
enum gamut_status gamut_lexicon_read(struct gamut_str *text,
                                     struct gamut_lexicon *lexicon,
                                     const char *name, struct gamut_err *err);

/*
 * The path of the dictionary `name` ("en_US.dic"), as long as the lexicon
 * lives. GAMUT_ENOTFOUND, with the Debian package that holds it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_lexicon_dictionary(const char **path,
                                           struct gamut_lexicon *lexicon,
                                           const char *name,
                                           struct gamut_err *err);

/*
 * The SHA-256 of the resource `name`, of either kind, in hexadecimal, as long
 * as the lexicon lives: of a word list, that of the text which
 * gamut_lexicon_read() gives. Fails as reading it does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_lexicon_digest(const char **hex,
                                       struct gamut_lexicon *lexicon,
                                       const char *name, struct gamut_err *err);

/*
 * What several verifiers make of one word list, made once. find_shared() gives
 * the object kept under `key`, or NULL; share() keeps `object` under a `key`
 * that is not taken, and has `release` called when the lexicon is freed.
 */
void *gamut_lexicon_find_shared(const struct gamut_lexicon *lexicon,
                                struct gamut_str key);
void gamut_lexicon_share(struct gamut_lexicon *lexicon, struct gamut_str key,
                         void *object, void (*release)(void *object));

/*
 * Cut the next line of a word list off `*rest` into `*line`, skipping empty
 * lines and those that begin with '#'. False at the end.
 */
bool gamut_lexicon_take_line(struct gamut_str *rest, struct gamut_str *line);

#endif

#ifndef GAMUT_VERIFIERS_GERUND_H
#define GAMUT_VERIFIERS_GERUND_H

#include "verifiers/verifier.h"

/*
 * Is the answer the -ing form of an English verb, rightly spelled?
 *
 * One word of the letters a to z and é, in any case (RUNNING and rUnning are
 * running), of at most 64 bytes, with up to three single hyphens inside; US
 * and UK spellings alike. Valid is
 *  - a form of a verb of wordlists/verbs.tsv (see gerund_words.h);
 *  - re-, self-, over- and the like with a hyphen before such a form;
 *  - the same without a hyphen, where a dictionary knows the whole;
 *  - any other word that a dictionary knows, if by the spelling rules it is
 *    the -ing form of a word that the dictionary knows with its past tense.
 * Nouns and adjectives that happen to pass these tests are denied in the list.
 * What is also a noun (building, wording, evening) is valid all the same where
 * there is the verb.
 *
 * The canonical form is the verb, lower case, in one spelling for all that
 * mean it: travel for traveling and travelling, organize for organising, email
 * for e-mailing.
 *
 * Takes no rule. Members: the forms of listed verbs that the spelling rules
 * give for certain, several thousand.
 */
extern const struct gamut_verifier gamut_verifier_gerund;

#endif

#ifndef GAMUT_VERIFIERS_COMMAND_H
#define GAMUT_VERIFIERS_COMMAND_H

#include "verifiers/sandbox.h"
#include "verifiers/verifier.h"

/*
 * Does a program of the user's accept the answer?
 * -----------------------------------------------
 * It is started once, in a sandbox (sandbox.h), and asked for as long as there
 * is something to ask. Each request is one line of JSON on its standard input,
 * each reply one line on its standard output, in the order of the requests:
 *
 *	{"id":1,"answer":"12321"}    {"valid":true,"canonical":"12321"}
 *	{"id":2,"answer":"12"}       {"valid":false,"reason":"not-a-palindrome"}
 *
 * "canonical" is optional: the answer. "reason" is one of verdict.h's names;
 * any other, or none, is "refused". A reply that repeats the "id" is held to
 * it. Further members are passed over. The program must write each reply out
 * at once (flush), must not wait for several requests, must give each answer
 * the same verdict whatever came before, and ends with its input.
 *
 * Answers that are empty, not UTF-8, or longer than `max_length` bytes never
 * reach it: GAMUT_REASON_EMPTY, _NOT_UTF8 and _TOO_LONG.
 *
 * A program that crashes or hangs is killed, started anew and asked the same
 * once more, alone. Where that fails too, and where it says what is no verdict,
 * there is none: GAMUT_REASON_UNCHECKED, and fault() tells of it; so for all
 * later answers of that batch. The next call starts anew.
 *
 * Threads take turns. Members: none.
 */
struct gamut_command_rule {
	struct gamut_sandbox sandbox;
	double timeout_s;       /* for each reply */
	double start_timeout_s; /* for the first one after a start */
	double batch_timeout_s; /* for all that is asked at once */
	uint64_t max_length;    /* of an answer, in bytes */
};

extern const struct gamut_verifier gamut_verifier_command;

#endif

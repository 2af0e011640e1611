#ifndef GAMUT_TESTS_CHECKER_H
#define GAMUT_TESTS_CHECKER_H

#include "tasks/checker.h"

/*
 * The word lists, for the tests of one program: opened and closed as a
 * checked fixture. Failing fails the test.
 */
void gamut_test_open_lexicon(void);
void gamut_test_close_lexicon(void);
struct gamut_lexicon *gamut_test_lexicon(void);

/* `task` ready to judge; the caller frees it. Failing fails the test. */
struct gamut_checker *gamut_test_open_task(const struct gamut_task *task);

/* Does `checker` accept `answer`? */
bool gamut_test_is_valid(const struct gamut_checker *checker,
                         struct gamut_str answer);

#endif

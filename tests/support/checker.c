#include "tests/support/checker.h"

#include "tests/support/unit.h"

static struct gamut_lexicon *lexicon;

void gamut_test_open_lexicon(void)
{
	lexicon = gamut_lexicon_open();
}

void gamut_test_close_lexicon(void)
{
	gamut_lexicon_free(lexicon);
	lexicon = NULL;
}

struct gamut_lexicon *gamut_test_lexicon(void)
{
	return lexicon;
}

struct gamut_checker *gamut_test_open_task(const struct gamut_task *task)
{
	struct gamut_checker *checker = NULL;
	struct gamut_err err = { 0 };
	enum gamut_status status;

	status = gamut_checker_open(&checker, task, lexicon, &err);
	ck_assert_msg(status == GAMUT_OK, "%s", err.msg);
	return checker;
}

bool gamut_test_is_valid(const struct gamut_checker *checker,
                         struct gamut_str answer)
{
	struct gamut_arena arena = { 0 };
	bool valid = gamut_verdict_is_valid(
		gamut_checker_verify(checker, answer, &arena));

	gamut_arena_clear(&arena);
	return valid;
}

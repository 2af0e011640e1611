#include "tests/support/kind.h"

#include "tests/support/unit.h"

enum gamut_status gamut_test_kind_read(struct gamut_test_kind *kind,
                                       const char *text, const char *folder)
{
	struct gamut_kind_context context = {
		.arena = &kind->arena,
		.folder = folder,
		.definition = &kind->definition,
	};
	enum gamut_status status = gamut_yaml_parse(
		&kind->doc, "t.yaml", gamut_str_of(text), &kind->err);

	if (!status)
		status = gamut_kind_read(&kind->check,
		                         gamut_yaml_root(kind->doc), &context,
		                         &kind->err);
	if (status)
		return status;
	kind->lexicon = gamut_lexicon_open();
	status = kind->check.verifier->open(&kind->state, kind->check.rule,
	                                    kind->lexicon, &kind->err);
	kind->is_open = !status;
	return status;
}

void gamut_test_kind_clear(struct gamut_test_kind *kind)
{
	if (kind->is_open)
		kind->check.verifier->close(kind->state);
	gamut_lexicon_free(kind->lexicon);
	gamut_yaml_free(kind->doc);
	gamut_buf_release(&kind->definition);
	gamut_arena_clear(&kind->arena);
	*kind = (struct gamut_test_kind){ 0 };
}

struct gamut_verdict gamut_test_kind_verify(struct gamut_test_kind *kind,
                                            struct gamut_str answer)
{
	return kind->check.verifier->verify(kind->state, answer, &kind->arena);
}

void gamut_test_kind_try(const struct gamut_verdict_row *row,
                         const char *folder)
{
	struct gamut_test_kind kind = { 0 };

	(void)gamut_test_kind_read(&kind, row->rule, folder);
	ck_assert_str_eq(kind.err.msg, "");
	gamut_expect_same(gamut_test_kind_verify(&kind, row->answer), row);
	gamut_test_kind_clear(&kind);
}

void gamut_test_kind_expect(const char *text, const char *folder,
                            const char *message)
{
	struct gamut_test_kind kind = { 0 };
	enum gamut_status status = gamut_test_kind_read(&kind, text, folder);

	ck_assert_int_ne(status, GAMUT_OK);
	if (message)
		ck_assert_str_eq(kind.err.msg, message);
	gamut_test_kind_clear(&kind);
}

void gamut_test_kind_hostile(const char *text, const char *folder)
{
	struct gamut_test_kind kind = { 0 };

	(void)gamut_test_kind_read(&kind, text, folder);
	ck_assert_str_eq(kind.err.msg, "");
	gamut_expect_contract(kind.check.verifier, kind.check.rule);
	gamut_test_kind_clear(&kind);
}

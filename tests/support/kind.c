#include "tests/support/kind.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "tests/support/unit.h"

#define MEGABYTE ((size_t)1 << 20)

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

void gamut_test_kind_try(const struct gamut_test_kind_row *row,
                         const char *folder)
{
	struct gamut_str form = GAMUT_STR_EMPTY;
	struct gamut_test_kind kind = { 0 };
	struct gamut_verdict got;

	(void)gamut_test_kind_read(&kind, row->check, folder);
	ck_assert_str_eq(kind.err.msg, "");
	got = gamut_test_kind_verify(&kind, row->answer);
	ck_assert_str_eq(gamut_reason_name(got.reason),
	                 gamut_reason_name(row->reason));
	if (row->canonical)
		form = gamut_str_of(row->canonical);
	else if (row->reason == GAMUT_REASON_VALID)
		form = row->answer;
	ck_assert_str_eq(gamut_arena_copy(&kind.arena, got.canonical).ptr,
	                 gamut_arena_copy(&kind.arena, form).ptr);
	ck_assert_uint_eq(got.canonical.len, form.len);
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

static void check_contract(const struct gamut_verifier *verifier,
                           const void *state, struct gamut_str answer)
{
	struct gamut_arena arena = { 0 };
	struct gamut_verdict got = verifier->verify(state, answer, &arena);

	ck_assert_int_ne(got.reason, GAMUT_REASON_UNSET);
	ck_assert_int_eq(gamut_verdict_is_valid(got), got.canonical.len > 0);
	ck_assert(gamut_text_is_utf8(got.canonical));
	gamut_arena_clear(&arena);
}

void gamut_test_hostile(const struct gamut_verifier *verifier, const void *rule)
{
	static const char bytes[] = { 'a', '\0', '\xff', '(', '[',
		                      '"', ' ',  '-',    '1', '\\' };
	struct gamut_lexicon *lexicon = gamut_lexicon_open();
	char *big = gamut_alloc(MEGABYTE);
	struct gamut_err err = { 0 };
	void *state = NULL;

	(void)verifier->open(&state, rule, lexicon, &err);
	ck_assert_str_eq(err.msg, "");
	for (size_t i = 0; i < sizeof(bytes); i++) {
		memset(big, bytes[i], MEGABYTE);
		for (size_t len = 0; len <= MEGABYTE; len = len * 8 + 1)
			check_contract(verifier, state,
			               (struct gamut_str){ big, len });
		check_contract(verifier, state,
		               (struct gamut_str){ big, MEGABYTE });
	}
	verifier->close(state);
	gamut_lexicon_free(lexicon);
	free(big);
}

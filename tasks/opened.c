#include "tasks/opened.h"

#include "base/compiler.h"

struct gamut_verdict gamut_opened_finish(const struct gamut_opened *opened,
                                         struct gamut_verdict verdict,
                                         struct gamut_arena *arena)
{
	if (verdict.reason == GAMUT_REASON_UNSET ||
	    gamut_verdict_is_valid(verdict) != (verdict.canonical.len > 0))
		GAMUT_BUG("task %s: reason '%s' with %zu bytes of canonical "
		          "form",
		          opened->task->name, gamut_reason_name(verdict.reason),
		          verdict.canonical.len);
	if (opened->canonical && gamut_verdict_is_valid(verdict))
		verdict.canonical = gamut_canonical_apply(
			opened->canonical, verdict.canonical, arena);
	return verdict;
}

struct gamut_verdict gamut_opened_verify(const struct gamut_opened *opened,
                                         struct gamut_str answer,
                                         struct gamut_arena *arena)
{
	return gamut_opened_finish(
		opened,
		opened->task->verifier->verify(opened->state, answer, arena),
		arena);
}

enum gamut_status gamut_opened_why(const struct gamut_opened *opened,
                                   struct gamut_err *err)
{
	const struct gamut_verifier *verifier = opened->task->verifier;
	enum gamut_status status = GAMUT_EIO;

	if (verifier->fault)
		status = verifier->fault(opened->state, err);
	else
		gamut_error_set(err, status, "the verifier does not say why");
	if (err)
		gamut_error_at(err, "no verdict");
	return status;
}

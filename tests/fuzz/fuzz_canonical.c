#include "tests/support/fuzz.h"

#include "base/text.h"
#include "verifiers/canonical.h"

static const struct gamut_canonical_pair pairs[] = { { "a", "b" },
	                                             { "c", "" } };

/*
 * One step, of the kind that the first byte names, on the rest: UTF-8 and not
 * empty, and the same each time. A form that is not may come back as it is.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_canonical_step step = {
		.pattern = "(?<x>a+)+|(\\d)?",
		.with = "<$2${x}>",
		.pairs = pairs,
		.pair_count = GAMUT_ARRAY_LEN(pairs),
	};
	struct gamut_canonical_rule rule = { .steps = &step, .count = 1 };
	struct gamut_canonical *canonical;
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_str form;
	struct gamut_str once;
	struct gamut_str again;

	if (size < 2)
		return 0;
	step.op =
		(enum gamut_canonical_op)(data[0] % (GAMUT_CANONICAL_MAP + 1));
	form = (struct gamut_str){ (const char *)data + 1, size - 1 };
	if (gamut_canonical_open(&canonical, &rule, &err))
		GAMUT_BUG("%s", err.msg);
	once = gamut_canonical_apply(canonical, form, &arena);
	again = gamut_canonical_apply(canonical, form, &arena);
	if (once.len == 0 || !gamut_str_eq(once, again))
		GAMUT_BUG("step %s gives nothing, or two things",
		          gamut_canonical_name(step.op));
	if (gamut_text_is_utf8(form) != gamut_text_is_utf8(once))
		GAMUT_BUG("step %s changes what is UTF-8",
		          gamut_canonical_name(step.op));
	gamut_canonical_free(canonical);
	gamut_arena_clear(&arena);
	return 0;
}

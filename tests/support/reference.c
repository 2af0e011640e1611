#include "tests/support/reference.h"

#include <inttypes.h>

#include "tasks/catalog/kind.h"
#include "verifiers/verdict.h"

static const char head[] =
	"# Kinds of check\n"
	"\n"
	"What `check:` of a [task file](tasks.md) may be: the name of a kind, or "
	"a mapping of one\nname to its value. This page is made from the tables "
	"that read the files, by\n`build/dev/tests/support/gamut_kinds > "
	"docs/kinds.md`.\n"
	"\n"
	"```yaml\n"
	"check: email\n"
	"check: {regex: \"[a-z]+\"}\n"
	"check: {integer: {min: 1, max: 6}}\n"
	"check: {all: [{word: {letters: 5}}, {not: {list: [those, these]}}]}\n"
	"```\n"
	"\n"
	"Kinds that know every valid answer, such as `list`, `word`, `roman`, and "
	"`integer` and `date`\nwith both bounds, tell the task's space, and "
	"simulated models draw from all of it.\n";

/* What a value looks like. */
static void add_type(struct gamut_buf *out, const struct gamut_kind_key *key)
{
	switch (key->type) {
	case GAMUT_KIND_BOOL:
		gamut_buf_addf(out, "true or false");
		break;
	case GAMUT_KIND_WHOLE:
		gamut_buf_addf(out, "whole number");
		if (key->max)
			gamut_buf_addf(out, " from %" PRIu64 " to %" PRIu64,
			               key->min, key->max);
		break;
	case GAMUT_KIND_INTEGER:
		gamut_buf_addf(out, "whole number of any size");
		break;
	case GAMUT_KIND_NUMBER:
		gamut_buf_addf(out, "number");
		break;
	case GAMUT_KIND_TEXT:
		gamut_buf_addf(out, "text");
		break;
	case GAMUT_KIND_CHOICE:
		for (size_t i = 0; key->choices[i]; i++)
			gamut_buf_addf(out, "%s`%s`", i ? ", " : "",
			               key->choices[i]);
		break;
	case GAMUT_KIND_WORDS:
		gamut_buf_addf(out, "text, or list of texts");
		break;
	case GAMUT_KIND_CHECK:
		gamut_buf_addf(out, "check");
		break;
	case GAMUT_KIND_CHECKS:
		gamut_buf_addf(out, "list of checks");
		break;
	case GAMUT_KIND_FILE:
		gamut_buf_addf(out, "path, from the task file's folder");
		break;
	case GAMUT_KIND_JSON:
	case GAMUT_KIND_OWN:
		gamut_buf_addf(out, "as told here:");
		break;
	}
}

static void add_keys(struct gamut_buf *out, const struct gamut_kind *kind)
{
	gamut_buf_addf(out, "\n| key | value | meaning |\n| --- | --- | --- "
	                    "|\n");
	for (const struct gamut_kind_key *key = kind->keys; key->name; key++) {
		gamut_buf_addf(out, "| `%s`%s | ", key->name,
		               key->is_required ? " (needed)" : "");
		add_type(out, key);
		gamut_buf_addf(out, " | %s |\n", key->help);
	}
}

static void add_kind(struct gamut_buf *out, const struct gamut_kind *kind)
{
	/* A letter in lower case is the same without one bit. */
	gamut_buf_addf(out, "\n## %s\n\n%c%s.\n", kind->name,
	               kind->help[0] & ~('a' ^ 'A'), kind->help + 1);
	if (kind->is_optional)
		gamut_buf_addf(out, "\nMay stand alone: `check: %s`.\n",
		               kind->name);
	if (kind->main && kind->is_bare)
		gamut_buf_addf(out,
		               "\nIts value is that of `%s`, without the "
		               "key.\n",
		               kind->main);
	else if (kind->main)
		gamut_buf_addf(out,
		               "\nA value that is no mapping is that of "
		               "`%s`.\n",
		               kind->main);
	if (kind->keys)
		add_keys(out, kind);
}

static void add_reasons(struct gamut_buf *out)
{
	static const char *const rows[][2] = {
#define X(name, text, sentence) { text, sentence },
		GAMUT_REASON_MAP(X)
#undef X
	};

	gamut_buf_addf(out, "\n## Reasons\n\nWhy an answer is not valid, in "
	                    "reports, in `reject` cases and from programs:\n\n"
	                    "| name | meaning |\n| --- | --- |\n");
	for (size_t i = GAMUT_REASON_VALID + 1; i < GAMUT_REASON_UNCHECKED; i++)
		gamut_buf_addf(out, "| `%s` | %s |\n", rows[i][0], rows[i][1]);
}

void gamut_reference_kinds(struct gamut_buf *out)
{
	gamut_buf_addf(out, "%s", head);
	for (size_t i = 0; i < gamut_kind_count(); i++)
		add_kind(out, gamut_kind_at(i));
	add_reasons(out);
}

/* color_interesting_ex: a colour's name, after far-fetched examples. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

/* Six of these are longer than any name. */
#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct gamut_list_rule rule = {
	.file = "colors.tsv",
	.columns = UINT32_MAX,
	.match = GAMUT_LIST_COLORS,
};

static const struct gamut_accept_case accepts[] = {
	{ "Otterly Brown", "otterlybrown" },
	{ "Petal Pink", "petalpink" },
	{ "Cherry", "cherry" },
	{ "otterly brown", "otterlybrown" },
	{ "PETAL PINK", "petalpink" },
	{ "Green", "green" },
	{ "Caf\xc3\xa9 au Lait", "cafeaulait" },
	{ "CAF\xc3\x89 AU LAIT", "cafeaulait" },
	{ "Cafe\xcc\x81 au Lait", "cafeaulait" },
	{ "Stingray Grey", "stingraygrey" },
	{ "Stingray Gray", "stingraygrey" },
	{ "24 Karat", "24karat" },
	{ "Slate Gray", "slategrey" },
	{ "Grayish Blue", "greyishblue" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "Otterly Brown.", GAMUT_REASON_NOT_LISTED },
	{ "Otterly  Brown", GAMUT_REASON_NOT_LISTED },
	{ "OtterlyBrown", GAMUT_REASON_NOT_LISTED },
	{ "Otterly Brown, Petal Pink", GAMUT_REASON_NOT_LISTED },
	{ "- Cherry", GAMUT_REASON_NOT_LISTED },
	{ "**Cherry**", GAMUT_REASON_NOT_LISTED },
	{ "Cherry\r", GAMUT_REASON_NOT_LISTED },
	{ "\tCherry", GAMUT_REASON_NOT_LISTED },
	{ "Cafe au Lait!", GAMUT_REASON_NOT_LISTED },
	{ "A shade between red and blue", GAMUT_REASON_NOT_LISTED },
	{ "rgb(1, 2, 3)", GAMUT_REASON_NOT_LISTED },
	{ "Caf\xe9 au Lait", GAMUT_REASON_NOT_UTF8 }, /* Latin-1 */
	{ X50 X50 X50 X50 X50 X50, GAMUT_REASON_TOO_LONG },
	{ 0 },
};

const struct gamut_task gamut_task_color_interesting_ex = {
	GAMUT_TASK_HEADER,
	.name = "color_interesting_ex",
	.description = "Generate a color name.",
	.examples = { "Otterly Brown", "Petal Pink", "Cherry" },
	.max_tokens = 8,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 31890,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

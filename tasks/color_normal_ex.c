/* color_normal_ex: a colour's name, after plain examples. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "colors.tsv",
	.columns = UINT32_MAX,
	.match = GAMUT_LIST_COLORS,
};

static const struct gamut_accept_case accepts[] = {
	{ "Green", "green" },
	{ "Red", "red" },
	{ "White", "white" },
	{ "red", "red" },
	{ "BLUE", "blue" },
	{ "gray", "grey" },
	{ "Grey", "grey" },
	{ "Dark Gray", "darkgrey" },
	{ "dark slate grey", "darkslategrey" },
	{ "DarkSlateGray", "darkslategrey" },
	{ "Gray Green", "greygreen" },
	{ "Baby\xe2\x80\x99s Breath", "babysbreath" },
	{ "Baby's Breath", "babysbreath" },
	{ "hot pink", "hotpink" },
	{ "HotPink", "hotpink" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "Red.", GAMUT_REASON_NOT_LISTED },
	{ " Red", GAMUT_REASON_NOT_LISTED },
	{ "Red ", GAMUT_REASON_NOT_LISTED },
	{ "Red\n", GAMUT_REASON_NOT_LISTED },
	{ "\"Red\"", GAMUT_REASON_NOT_LISTED },
	{ "Red, Green", GAMUT_REASON_NOT_LISTED },
	{ "#ff0000", GAMUT_REASON_NOT_LISTED },
	{ "gray42", GAMUT_REASON_NOT_LISTED },
	{ "Hot  Pink", GAMUT_REASON_NOT_LISTED },
	{ "Hot-Pink", GAMUT_REASON_NOT_LISTED },
	{ "Sure! Red", GAMUT_REASON_NOT_LISTED },
	{ "Blac\xe2\x84\xaa", GAMUT_REASON_NOT_LISTED }, /* Kelvin sign */
	{ "Re\xff", GAMUT_REASON_NOT_UTF8 },
	{ "\xef\xbc\xb2\xef\xbd\x85\xef\xbd\x84",
	  GAMUT_REASON_NOT_LISTED }, /* full width */
	{ "Stingrey Grey", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_color_normal_ex = {
	GAMUT_TASK_HEADER,
	.name = "color_normal_ex",
	.description = "Generate a color name.",
	.examples = { "Green", "Red", "White" },
	.max_tokens = 8,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 31890,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

/* element_names: the name of a chemical element. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "elements.tsv",
	.columns = GAMUT_LIST_COLUMNS(2, 3),
	.match = GAMUT_LIST_ANY_CASE,
};

static const struct gamut_accept_case accepts[] = {
	{ "Niobium", "41" },  { "Antimony", "51" },   { "Iodine", "53" },
	{ "Aluminum", "13" }, { "Aluminium", "13" },  { "Cesium", "55" },
	{ "Caesium", "55" },  { "Sulfur", "16" },     { "Sulphur", "16" },
	{ "Hydrogen", "1" },  { "Oganesson", "118" }, { "ALUMINIUM", "13" },
	{ "helium", "2" },    { "tUNGSTEN", "74" },   { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "Nb", GAMUT_REASON_NOT_LISTED },
	{ "Wolfram", GAMUT_REASON_NOT_LISTED },
	{ "Alumininum", GAMUT_REASON_NOT_LISTED },
	{ "Gold.", GAMUT_REASON_NOT_LISTED },
	{ " Gold", GAMUT_REASON_NOT_LISTED },
	{ "Gold\n", GAMUT_REASON_NOT_LISTED },
	{ "Gold (Au)", GAMUT_REASON_NOT_LISTED },
	{ "Water", GAMUT_REASON_NOT_LISTED },
	{ "Unobtainium", GAMUT_REASON_NOT_LISTED },
	{ "Ununoctium", GAMUT_REASON_NOT_LISTED },
	{ "Deuterium", GAMUT_REASON_NOT_LISTED },
	{ "\xe2\x84\xaarypton", GAMUT_REASON_NOT_LISTED }, /* Kelvin sign */
	{ "\xc5\xbfulfur", GAMUT_REASON_NOT_LISTED },      /* long s */
	{ "79", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_element_names = {
	GAMUT_TASK_HEADER,
	.name = "element_names",
	.description = "Chemical element name",
	.examples = { "Niobium", "Antimony", "Iodine" },
	.max_tokens = 15,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 118,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

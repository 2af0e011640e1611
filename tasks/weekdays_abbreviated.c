/* weekdays_abbreviated: the abbreviation of a day of the week. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "weekdays.tsv",
	.columns = GAMUT_LIST_COLUMNS(4, 6),
	.match = GAMUT_LIST_EXACT,
};

static const struct gamut_accept_case accepts[] = {
	{ "Mon", "1" },  { "Mon.", "1" }, { "MON", "1" },  { "Tue", "2" },
	{ "Tue.", "2" }, { "TUE", "2" },  { "Wed", "3" },  { "Wed.", "3" },
	{ "WED", "3" },  { "Thu", "4" },  { "Thu.", "4" }, { "THU", "4" },
	{ "Fri", "5" },  { "Fri.", "5" }, { "FRI", "5" },  { "Sat", "6" },
	{ "Sat.", "6" }, { "SAT", "6" },  { "Sun", "7" },  { "Sun.", "7" },
	{ "SUN", "7" },  { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "thu", GAMUT_REASON_WRONG_CASE },
	{ "tHu", GAMUT_REASON_WRONG_CASE },
	{ "THU.", GAMUT_REASON_WRONG_CASE },
	{ "thu.", GAMUT_REASON_WRONG_CASE },
	{ "Thurs", GAMUT_REASON_NOT_LISTED },
	{ "Tues", GAMUT_REASON_NOT_LISTED },
	{ "Thur.", GAMUT_REASON_NOT_LISTED },
	{ "Thursday", GAMUT_REASON_NOT_LISTED },
	{ "Th", GAMUT_REASON_NOT_LISTED },
	{ "T", GAMUT_REASON_NOT_LISTED },
	{ "Thu..", GAMUT_REASON_NOT_LISTED },
	{ " Thu", GAMUT_REASON_NOT_LISTED },
	{ "Thu ", GAMUT_REASON_NOT_LISTED },
	{ "Thu,", GAMUT_REASON_NOT_LISTED },
	{ "R", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_weekdays_abbreviated = {
	GAMUT_TASK_HEADER,
	.name = "weekdays_abbreviated",
	.description = "Day of the week abbreviation",
	.examples = { "Thu", "Wed.", "SUN" },
	.max_tokens = 5,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 7,
	.strings = 21,
	.accepts = accepts,
	.rejects = rejects,
};

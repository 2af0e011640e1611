/* weekdays_any_format: a day of the week, in full or abbreviated. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "weekdays.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 7),
	.match = GAMUT_LIST_EXACT,
};

static const struct gamut_accept_case accepts[] = {
	{ "Monday", "1" },
	{ "Tue", "2" },
	{ "SUN", "7" },
	{ "MONDAY", "1" },
	{ "monday", "1" },
	{ "Mon", "1" },
	{ "Mon.", "1" },
	{ "MON", "1" },
	{ "M", "1" },
	{ "T", "2" },
	{ "W", "3" },
	{ "Th", "4" },
	{ "F", "5" },
	{ "Sa", "6" },
	{ "Su", "7" },
	{ "Sunday", "7" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "mon", GAMUT_REASON_WRONG_CASE },
	{ "mONDAY", GAMUT_REASON_WRONG_CASE },
	{ "m", GAMUT_REASON_WRONG_CASE },
	{ "TH", GAMUT_REASON_WRONG_CASE },
	{ "R", GAMUT_REASON_NOT_LISTED },
	{ "U", GAMUT_REASON_NOT_LISTED },
	{ "S", GAMUT_REASON_NOT_LISTED },
	{ "Tu", GAMUT_REASON_NOT_LISTED },
	{ "Tues", GAMUT_REASON_NOT_LISTED },
	{ "Thurs", GAMUT_REASON_NOT_LISTED },
	{ "M.", GAMUT_REASON_NOT_LISTED },
	{ "Monday.", GAMUT_REASON_NOT_LISTED },
	{ " Monday", GAMUT_REASON_NOT_LISTED },
	{ "Mon\n", GAMUT_REASON_NOT_LISTED },
	{ "Monday (Mon)", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_weekdays_any_format = {
	GAMUT_TASK_HEADER,
	.name = "weekdays_any_format",
	.description = "Day of the week (full name or abbreviation)",
	.examples = { "Monday", "Tue", "SUN" },
	.max_tokens = 10,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 7,
	.strings = 49,
	.accepts = accepts,
	.rejects = rejects,
};

/* weekdays_full: the name of a day of the week. */
#include "tasks/builtin.h"
#include "verifiers/list.h"

static const struct gamut_list_rule rule = {
	.file = "weekdays.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 3),
	.match = GAMUT_LIST_EXACT,
};

static const struct gamut_accept_case accepts[] = {
	{ "Monday", "1" },    { "MONDAY", "1" },
	{ "monday", "1" },    { "Tuesday", "2" },
	{ "TUESDAY", "2" },   { "tuesday", "2" },
	{ "Wednesday", "3" }, { "WEDNESDAY", "3" },
	{ "wednesday", "3" }, { "Thursday", "4" },
	{ "THURSDAY", "4" },  { "thursday", "4" },
	{ "Friday", "5" },    { "FRIDAY", "5" },
	{ "friday", "5" },    { "Saturday", "6" },
	{ "SATURDAY", "6" },  { "saturday", "6" },
	{ "Sunday", "7" },    { "SUNDAY", "7" },
	{ "sunday", "7" },    { 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "mONDAY", GAMUT_REASON_WRONG_CASE },
	{ "MonDay", GAMUT_REASON_WRONG_CASE },
	{ "Mon", GAMUT_REASON_NOT_LISTED },
	{ "Mon.", GAMUT_REASON_NOT_LISTED },
	{ "Monday.", GAMUT_REASON_NOT_LISTED },
	{ " Monday", GAMUT_REASON_NOT_LISTED },
	{ "Monday\n", GAMUT_REASON_NOT_LISTED },
	{ "Mondays", GAMUT_REASON_NOT_LISTED },
	{ "Wendesday", GAMUT_REASON_NOT_LISTED },
	{ "Monday, Tuesday", GAMUT_REASON_NOT_LISTED },
	{ "Lundi", GAMUT_REASON_NOT_LISTED },
	{ "Someday", GAMUT_REASON_NOT_LISTED },
	{ "1", GAMUT_REASON_NOT_LISTED },
	{ "M", GAMUT_REASON_NOT_LISTED },
	{ 0 },
};

const struct gamut_task gamut_task_weekdays_full = {
	GAMUT_TASK_HEADER,
	.name = "weekdays_full",
	.description = "Name a day of the week",
	.examples = { "Thursday", "Wednesday", "Sunday" },
	.max_tokens = 10,
	.revision = 1,
	.verifier = &gamut_verifier_list,
	.rule = &rule,
	.space = 7,
	.strings = 21,
	.accepts = accepts,
	.rejects = rejects,
};

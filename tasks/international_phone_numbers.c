/* international_phone_numbers: a telephone number with its country code. */
#include "tasks/builtin.h"
#include "verifiers/phone.h"

static const struct gamut_phone_rule rule = { .is_international = true };

static const struct gamut_accept_case accepts[] = {
	{ "+1 413-121-2591", "+14131212591" },
	{ "+44 10 2958 3938", "+441029583938" },
	{ "+81 3 8328 5625", "+81383285625" },
	{ "+14131212591", "+14131212591" },
	{ "+1-413-121-2591", "+14131212591" },
	{ "+1413 1212591", "+14131212591" },
	{ "+33 1 23 45 67 89", "+33123456789" },
	{ "+33-1-23-45-67-89", "+33123456789" },
	{ "+7 999 123 45 67", "+79991234567" },
	{ "+358 40 1234567", "+358401234567" },
	{ "+1 12 34 56", "+1123456" },
	{ "+123456789012345", "+123456789012345" },
	{ "+852 1234-5678", "+85212345678" },
	{ "+800 1234 5678", "+80012345678" },
	{ "+379 0000", "+3790000" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "+", GAMUT_REASON_BAD_FORMAT },
	{ "413-121-2591", GAMUT_REASON_BAD_FORMAT },
	{ "0044 10 2958 3938", GAMUT_REASON_BAD_FORMAT },
	{ "+1 (413) 121-2591", GAMUT_REASON_BAD_FORMAT },
	{ "+1  413 121 2591", GAMUT_REASON_BAD_FORMAT },
	{ "+1 - 413 121 2591", GAMUT_REASON_BAD_FORMAT },
	{ "+ 1 413 121 2591", GAMUT_REASON_BAD_FORMAT },
	{ "+1 413 121 2591 ", GAMUT_REASON_BAD_FORMAT },
	{ "+1.413.121.2591", GAMUT_REASON_BAD_FORMAT },
	{ "+1 413\t121 2591", GAMUT_REASON_BAD_FORMAT },
	{ "+1 2 3 4 5 6 7 8", GAMUT_REASON_BAD_FORMAT }, /* seven separators */
	{ "+1-413-121-2591-", GAMUT_REASON_BAD_FORMAT },
	{ "++14131212591", GAMUT_REASON_BAD_FORMAT },
	{ "+1 12345", GAMUT_REASON_DIGIT_COUNT },
	{ "+44 1234567890123456", GAMUT_REASON_DIGIT_COUNT },
	{ "+999 9999999", GAMUT_REASON_UNASSIGNED_CODE },
	{ "+0 0000000", GAMUT_REASON_UNASSIGNED_CODE },
	{ "+210 1234567", GAMUT_REASON_UNASSIGNED_CODE },
	{ "+4 4 10 2958 3938",
	  GAMUT_REASON_UNASSIGNED_CODE }, /* a code does not break */
	{ "+\xd9\xa1 413 121 2591",
	  GAMUT_REASON_BAD_FORMAT }, /* Arabic-Indic digit */
	{ 0 },
};

const struct gamut_task gamut_task_international_phone_numbers = {
	GAMUT_TASK_HEADER,
	.name = "international_phone_numbers",
	.description = "International phone number with country code.",
	.examples = { "+1 413-121-2591", "+44 10 2958 3938",
	              "+81 3 8328 5625" },
	.max_tokens = 25,
	.revision = 1,
	.verifier = &gamut_verifier_phone,
	.rule = &rule,
	.space = UINT64_C(899999999100000),
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

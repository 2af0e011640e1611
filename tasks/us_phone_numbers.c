/* us_phone_numbers: a telephone number of the USA. */
#include "tasks/builtin.h"
#include "verifiers/phone.h"

static const struct gamut_phone_rule rule = { .is_international = false };

static const struct gamut_accept_case accepts[] = {
	{ "(210) 346-0967", "2103460967" },
	{ "646 562-1938", "6465621938" },
	{ "800-895-0522", "8008950522" },
	{ "212 555 0187", "2125550187" },
	{ "(212) 555-0187", "2125550187" },
	{ "212-555-0187", "2125550187" },
	{ "212 555-0187", "2125550187" },
	{ "000-000-0000", "0000000000" },
	{ "(999) 999-9999", "9999999999" },
	{ "911 911 9111", "9119119111" },
	{ "123-456-7890", "1234567890" },
	{ "(555) 123-4567", "5551234567" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "2125550187", GAMUT_REASON_BAD_FORMAT },
	{ "212.555.0187", GAMUT_REASON_BAD_FORMAT },
	{ "212-555 0187", GAMUT_REASON_BAD_FORMAT },
	{ "(212)555-0187", GAMUT_REASON_BAD_FORMAT },
	{ "(212) 555 0187", GAMUT_REASON_BAD_FORMAT },
	{ "(212)-555-0187", GAMUT_REASON_BAD_FORMAT },
	{ "212-5550-187", GAMUT_REASON_BAD_FORMAT },
	{ "+1 212-555-0187", GAMUT_REASON_BAD_FORMAT },
	{ "1-212-555-0187", GAMUT_REASON_DIGIT_COUNT },
	{ "212-555-018", GAMUT_REASON_DIGIT_COUNT },
	{ "555-0187", GAMUT_REASON_DIGIT_COUNT },
	{ "212-555-01877", GAMUT_REASON_DIGIT_COUNT },
	{ " 212-555-0187", GAMUT_REASON_BAD_FORMAT },
	{ "212-555-0187\n", GAMUT_REASON_BAD_FORMAT },
	{ "212-555-0187 x5", GAMUT_REASON_BAD_FORMAT },
	{ "212\xe2\x80\x91"
	  "555\xe2\x80\x91"
	  "0187",
	  GAMUT_REASON_BAD_FORMAT }, /* non-breaking hyphens */
	{ "\xd9\xa2\xd9\xa1\xd9\xa2-555-0187",
	  GAMUT_REASON_BAD_FORMAT }, /* Arabic-Indic digits */
	{ "800-FLOWERS", GAMUT_REASON_BAD_FORMAT },
	{ 0 },
};

const struct gamut_task gamut_task_us_phone_numbers = {
	GAMUT_TASK_HEADER,
	.name = "us_phone_numbers",
	.description = "US phone number",
	.examples = { "(210) 346-0967", "646 562-1938", "800-895-0522" },
	.max_tokens = 20,
	.revision = 1,
	.verifier = &gamut_verifier_phone,
	.rule = &rule,
	.space = UINT64_C(10000000000),
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

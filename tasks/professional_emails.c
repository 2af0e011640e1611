/* professional_emails: an e-mail address under .com, .org, .edu or .gov. */
#include "tasks/builtin.h"
#include "verifiers/email.h"

static const char *const tlds[] = { "com", "org", "edu", "gov", NULL };

static const struct gamut_email_rule rule = { .tlds = tlds };

static const struct gamut_accept_case accepts[] = {
	{ "tsor13@cs.washington.edu", "tsor13@cs.washington.edu" },
	{ "sarah.johannesburg@organization.org",
	  "sarah.johannesburg@organization.org" },
	{ "yash@anthropic.com", "yash@anthropic.com" },
	{ "press@agency.gov", "press@agency.gov" },
	{ "a@b.com", "a@b.com" },
	{ "first.last@sub.domain.org", "first.last@sub.domain.org" },
	{ "hr-team@company.com", "hr-team@company.com" },
	{ "john_smith@example.org", "john_smith@example.org" },
	{ "user+tag@example.com", "user+tag@example.com" },
	{ "m%n@example.edu", "m%n@example.edu" },
	{ "John.Smith@Example.COM", "john.smith@example.com" },
	{ "j@x.Org", "j@x.org" },
	{ "itsagoodday@gmail.com", "itsagoodday@gmail.com" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "alex.jones@domain.net", GAMUT_REASON_BAD_TLD },
	{ "user@example.io", GAMUT_REASON_BAD_TLD },
	{ "user@example.co", GAMUT_REASON_BAD_TLD },
	{ "user@example.comm", GAMUT_REASON_BAD_TLD },
	{ "user@example.co.uk", GAMUT_REASON_BAD_TLD },
	{ "user@example.com ", GAMUT_REASON_BAD_DOMAIN },
	{ "user@com", GAMUT_REASON_BAD_DOMAIN },
	{ "user@example.com, b@example.com", GAMUT_REASON_BAD_FORMAT },
	{ "mailto:user@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "John Smith", GAMUT_REASON_BAD_FORMAT },
	{ "john smith@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "user@example.com.", GAMUT_REASON_BAD_DOMAIN },
	{ "\"user\"@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "user@[127.0.0.1]", GAMUT_REASON_BAD_DOMAIN },
	{ 0 },
};

const struct gamut_task gamut_task_professional_emails = {
	GAMUT_TASK_HEADER,
	.name = "professional_emails",
	.description = "Generate a professional email address.",
	.examples = { "tsor13@cs.washington.edu",
	              "sarah.johannesburg@organization.org",
	              "yash@anthropic.com" },
	.max_tokens = 40,
	.revision = 1,
	.verifier = &gamut_verifier_email,
	.rule = &rule,
	.space = GAMUT_UNBOUNDED,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

/* basic_emails: any e-mail address. */
#include "tasks/builtin.h"
#include "verifiers/email.h"

/* The longest label that there may be. */
#define X21 "xxxxxxxxxxxxxxxxxxxxx"
#define X63 X21 X21 X21

static const struct gamut_email_rule rule = { .tlds = NULL };

static const struct gamut_accept_case accepts[] = {
	{ "tsor13@cs.washington.edu", "tsor13@cs.washington.edu" },
	{ "alex.jones@domain.net", "alex.jones@domain.net" },
	{ "itsagoodday@gmail.com", "itsagoodday@gmail.com" },
	{ "Alex.Jones@Domain.NET", "alex.jones@domain.net" },
	{ "a@b.co", "a@b.co" },
	{ "%+_-@x-y.museum", "%+_-@x-y.museum" },
	{ "user+tag@sub.example.org", "user+tag@sub.example.org" },
	{ "1@2.io", "1@2.io" },
	{ "-dash-@example.com", "-dash-@example.com" },
	{ "a.b.c.d@1.2.3.info", "a.b.c.d@1.2.3.info" },
	{ "user@a--b.com", "user@a--b.com" },
	{ X63 "x@example.com", X63 "x@example.com" },
	{ "user@" X63 ".com", "user@" X63 ".com" },
	{ 0 },
};

static const struct gamut_reject_case rejects[] = {
	{ "", GAMUT_REASON_EMPTY },
	{ "example.com", GAMUT_REASON_BAD_FORMAT },
	{ "a@b@example.com", GAMUT_REASON_BAD_FORMAT },
	{ "user@example.com\n", GAMUT_REASON_BAD_DOMAIN },
	{ "user@example.com.", GAMUT_REASON_BAD_DOMAIN },
	{ " user@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ ".user@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "user.@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "us..er@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "o'brien@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "<user@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "us\xc3\xa9r@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ X63 "xx@example.com", GAMUT_REASON_BAD_LOCAL_PART },
	{ "user@localhost", GAMUT_REASON_BAD_DOMAIN },
	{ "user@-example.com", GAMUT_REASON_BAD_DOMAIN },
	{ "user@example-.com", GAMUT_REASON_BAD_DOMAIN },
	{ "user@exa_mple.com", GAMUT_REASON_BAD_DOMAIN },
	{ "user@example..com", GAMUT_REASON_BAD_DOMAIN },
	{ "user@", GAMUT_REASON_BAD_DOMAIN },
	{ "user@" X63 "x.com", GAMUT_REASON_BAD_DOMAIN },
	{ "user@example.c", GAMUT_REASON_BAD_TLD },
	{ "user@127.0.0.1", GAMUT_REASON_BAD_TLD },
	{ "user@example.xn--p1ai", GAMUT_REASON_BAD_TLD },
	{ 0 },
};

const struct gamut_task gamut_task_basic_emails = {
	GAMUT_TASK_HEADER,
	.name = "basic_emails",
	.description = "Email address",
	.examples = { "tsor13@cs.washington.edu", "alex.jones@domain.net",
	              "itsagoodday@gmail.com" },
	.max_tokens = 40,
	.revision = 1,
	.verifier = &gamut_verifier_email,
	.rule = &rule,
	.space = GAMUT_UNBOUNDED,
	.strings = GAMUT_UNBOUNDED,
	.accepts = accepts,
	.rejects = rejects,
};

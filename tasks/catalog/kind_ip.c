/* ip: an IP address. */
#include "tasks/catalog/kind.h"
#include "verifiers/ip.h"

/* In the order of enum gamut_ip_version, enum gamut_ip_scope. */
static const char *const versions[] = { "any", "4", "6", NULL };
static const char *const scopes[] = { "any", "private", "documentation",
	                              "public", NULL };

static const struct gamut_kind_key keys[] = {
	{ .name = "version",
	  .type = GAMUT_KIND_CHOICE,
	  .offset = offsetof(struct gamut_ip_rule, version),
	  .choices = versions,
	  .help = "4, 6, or any by default" },
	{ .name = "scope",
	  .type = GAMUT_KIND_CHOICE,
	  .offset = offsetof(struct gamut_ip_rule, scope),
	  .choices = scopes,
	  .help = "addresses of private networks, for documentation, public "
	          "ones, or any by default" },
	{ 0 },
};

const struct gamut_kind gamut_kind_ip = {
	.name = "ip",
	.help = "an IP address, without port, zone or prefix length",
	.verifier = &gamut_verifier_ip,
	.rule_size = sizeof(struct gamut_ip_rule),
	.keys = keys,
	.main = "version",
	.is_optional = true,
};

/* email: an address, with any top-level domain or one of a few. */
#include <string.h>

#include "tasks/catalog/kind.h"
#include "verifiers/email.h"

/* The rule wants lower case, and a NULL behind the last. */
static enum gamut_status take_tlds(void *at, const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	size_t count = gamut_yaml_count(node);
	const char **tlds = gamut_arena_new(context->arena, const char *,
	                                    count + 1);
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST || count == 0)
		return gamut_yaml_error(node, err,
		                        "'domains' is a list such as [com, "
		                        "org]");
	for (size_t i = 0; i < count && !status; i++) {
		const struct gamut_yaml_node *item = gamut_yaml_item(node, i);

		status = gamut_kind_read_text(&tlds[i], item, context, err);
		if (!status && (strlen(tlds[i]) < 2 ||
		                tlds[i][strspn(tlds[i], letters)] != '\0'))
			status = gamut_yaml_error(
				item, err,
				"'%s' is no top-level domain: two or more "
				"small letters, without the dot",
				tlds[i]);
	}
	*(const char *const **)at = tlds;
	return status;
}

static const struct gamut_kind_key keys[] = {
	{ .name = "domains",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_email_rule, tlds),
	  .take = take_tlds,
	  .schema = "{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":"
	            "\"string\",\"pattern\":\"^[a-z]{2,}$\"}}",
	  .help = "top-level domains that are accepted; any by default" },
	{ 0 },
};

const struct gamut_kind gamut_kind_email = {
	.name = "email",
	.help = "an e-mail address, local@domain.tld",
	.verifier = &gamut_verifier_email,
	.rule_size = sizeof(struct gamut_email_rule),
	.keys = keys,
	.main = "domains",
	.is_optional = true,
};

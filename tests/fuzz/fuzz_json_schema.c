#include "tests/support/fuzz.h"

#include "verifiers/json_schema.h"

/* Most of what there is, with what refers to itself. */
static const char schema[] =
	"{\"type\":[\"object\",\"array\",\"number\",\"string\"],"
	"\"properties\":{\"a\":{\"$ref\":\"#\"},\"b\":{\"enum\":[1,\"x\"]}},"
	"\"additionalProperties\":{\"$ref\":\"#\"},\"maxProperties\":5,"
	"\"items\":{\"anyOf\":[{\"type\":\"null\"},{\"$ref\":\"#\"}]},"
	"\"uniqueItems\":true,\"pattern\":\"(a+)+$\",\"multipleOf\":0.5}";
static const struct gamut_json_schema_rule any = {
	.schema = { .ptr = "true", .len = 4 },
};
static const struct gamut_json_schema_rule some = {
	.schema = { .ptr = schema, .len = sizeof(schema) - 1 },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	gamut_fuzz_verifier(&gamut_verifier_json_schema, &any, data, size);
	gamut_fuzz_verifier(&gamut_verifier_json_schema, &some, data, size);
	return 0;
}

#include "runner/plan/template_builtin.h"

#include <string.h>

#include "base/compiler.h"

#define TEXT(lit)                                    \
	{                                            \
		.ptr = (lit), .len = sizeof(lit) - 1 \
	}

static const struct gamut_template_part chat_parts[] = {
	{ .role = TEXT("system"),
	  .text = TEXT("Generate one output of the kind that is asked for. "
	               "Reply with only the output: no explanation, no "
	               "quotation marks, nothing before or after it."
	               "{{#description}}\n\nDescription: {{description}}"
	               "{{/description}}"
	               "{{#examples}}\n\nExample output: {{example}}"
	               "{{/examples}}") },
	{ .role = TEXT("user"), .text = TEXT("Generate one output.") },
};

static const struct gamut_template_part completion_parts[] = {
	{ .text = TEXT("{{#description}}Description: {{description}}\n\n"
	               "{{/description}}"
	               "{{#examples}}Output: {{example}}\n\n{{/examples}}"
	               "Output:") },
};

const struct gamut_template gamut_template_chat = {
	.name = TEXT("chat"),
	.is_chat = true,
	.parts = chat_parts,
	.part_count = GAMUT_ARRAY_LEN(chat_parts),
};

const struct gamut_template gamut_template_completion = {
	.name = TEXT("completion"),
	.parts = completion_parts,
	.part_count = GAMUT_ARRAY_LEN(completion_parts),
};

static const struct gamut_family families[] = {
	{ .name = "gemma-3",
	  .hint = "gemma",
	  .part = { .text = TEXT("{{#description}}<start_of_turn>description\n"
	                         "{{description}}<end_of_turn>\n"
	                         "{{/description}}"
	                         "{{#examples}}<start_of_turn>output\n"
	                         "{{example}}<end_of_turn>\n{{/examples}}"
	                         "<start_of_turn>output\n") } },
	{ .name = "llama-3.1",
	  .hint = "llama",
	  .part = { .text = TEXT("{{#description}}<|start_header_id|>"
	                         "description<|end_header_id|>\n\n"
	                         "{{description}}<|eot_id|>{{/description}}"
	                         "{{#examples}}<|start_header_id|>output"
	                         "<|end_header_id|>\n\n"
	                         "{{example}}<|eot_id|>{{/examples}}"
	                         "<|start_header_id|>output"
	                         "<|end_header_id|>\n\n") } },
	{ .name = "qwen3",
	  .hint = "qwen",
	  .part = { .text = TEXT("{{#description}}<|im_start|>description\n"
	                         "{{description}}<|im_end|>\n{{/description}}"
	                         "{{#examples}}<|im_start|>output\n"
	                         "{{example}}<|im_end|>\n{{/examples}}"
	                         "<|im_start|>output\n") } },
};

size_t gamut_family_count(void)
{
	return GAMUT_ARRAY_LEN(families);
}

const char *gamut_family_at(size_t i)
{
	if (i >= GAMUT_ARRAY_LEN(families))
		GAMUT_BUG("family %zu out of range", i);
	return families[i].name;
}

static bool mentions(const char *model, const char *hint)
{
	size_t n = strlen(hint);

	for (; strlen(model) >= n; model++) {
		size_t i = 0;

		while (i < n && gamut_ascii_lower(model[i]) == hint[i])
			i++;
		if (i == n)
			return true;
	}
	return false;
}

const struct gamut_family *gamut_family_find(const char *name,
                                             const char *model)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(families); i++)
		if (name ? strcmp(name, families[i].name) == 0 :
		           mentions(model, families[i].hint))
			return &families[i];
	return NULL;
}

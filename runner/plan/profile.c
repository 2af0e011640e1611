#include "runner/plan/profile.h"

#include <string.h>

#include "base/compiler.h"
#include "base/status.h"

/*
 * One request may ask for more than one choice only where choice i is known
 * not to repeat choice 0 under a seed. Sources: docs/endpoints.md.
 */
static const struct gamut_profile profiles[] = {
	{
		.name = "fireworks",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "\"top_k\":0,\"min_p\":0",
		.top_k_field = "top_k",
		.impurity =
			"whether Fireworks truncates on its own is not known",
	},
	{
		/* Not sent unless asked for. All that have it call it so. */
		.name = "generic",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "",
		.top_k_field = "top_k",
		.impurity =
			"whether the server truncates on its own is not known: "
			"name it with --profile",
	},
	{
		/*
	         * The chain of samplers is cut to the temperature, and each of
	         * the others is set to do nothing for builds that ignore that.
	         */
		.name = "llama.cpp",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "\"samplers\":[\"temperature\"],\"top_k\":0,"
			"\"min_p\":0,\"typical_p\":1,\"repeat_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0,"
			"\"dry_multiplier\":0,\"xtc_probability\":0,"
			"\"top_n_sigma\":-1,\"mirostat\":0,"
			"\"dynatemp_range\":0,\"cache_prompt\":false",
		.top_k_field = "top_k",
	},
	{
		/* llama.cpp underneath, but without a way to reach min_p. */
		.name = "lm-studio",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "\"top_k\":0,\"repeat_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0",
		.top_k_field = "top_k",
		.impurity = "LM Studio's min_p is out of reach of a request",
	},
	{
		.name = "mistral",
		.max_tokens_field = "max_tokens",
		.seed_field = "random_seed",
		.samples_per_request = 1,
		.pure = "",
	},
	{
		/* Its top_k of 40 cannot be reached through this protocol. */
		.name = "ollama",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "",
		.impurity =
			"Ollama's top_k and min_p are out of reach of a "
			"request: put PARAMETER top_k 0 and PARAMETER min_p 0 "
			"into the Modelfile",
	},
	{
		.name = "openai",
		.max_tokens_field = "max_completion_tokens",
		.seed_field = "seed",
		.samples_per_request = 20,
		.pure = "",
	},
	{
		/* What a provider does not know is dropped. */
		.name = "openrouter",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "\"top_k\":0,\"min_p\":0,\"top_a\":0,"
			"\"repetition_penalty\":1",
		.top_k_field = "top_k",
		.impurity =
			"whether the provider behind OpenRouter truncates on its "
			"own is not known",
	},
	{
		/* In its deterministic mode all n choices share one seed. */
		.name = "sglang",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "\"top_k\":-1,\"min_p\":0,\"repetition_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0",
		.top_k_field = "top_k",
	},
	{
		.name = "together",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 1,
		.pure = "\"min_p\":0,\"repetition_penalty\":1",
		.top_k_field = "top_k",
		.impurity =
			"whether Together truncates on its own is not known",
	},
	{
		.name = "vllm",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.samples_per_request = 100,
		.pure = "\"top_k\":0,\"min_p\":0,\"repetition_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0",
		.top_k_field = "top_k",
	},
};

size_t gamut_profile_count(void)
{
	return GAMUT_ARRAY_LEN(profiles);
}

const struct gamut_profile *gamut_profile_at(size_t i)
{
	if (i >= GAMUT_ARRAY_LEN(profiles))
		GAMUT_BUG("profile %zu of %zu", i, GAMUT_ARRAY_LEN(profiles));
	return &profiles[i];
}

const struct gamut_profile *gamut_profile_find(const char *name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(profiles); i++)
		if (strcmp(profiles[i].name, name) == 0)
			return &profiles[i];
	return NULL;
}

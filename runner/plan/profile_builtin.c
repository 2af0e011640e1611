#include "runner/plan/profile_builtin.h"

#include "base/compiler.h"

/*
 * One request may ask for more than one choice only where choice i is known
 * not to repeat choice 0 under a seed. Sources: docs/endpoints.md.
 */
const struct gamut_profile gamut_profile_builtin[] = {
	{
		/* No n and no seed. Newer models refuse temperature beside
	           top_p. */
		.name = "anthropic",
		.form = GAMUT_REQUEST_FORM_ANTHROPIC,
		.auth = GAMUT_AUTH_X_API_KEY,
		.headers = "\"anthropic-version\":\"2023-06-01\"",
		.key_env = "ANTHROPIC_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_effect = GAMUT_SEED_NONE,
		.samples_per_request = 1,
		.n_max = 1,
		.pure = "",
		.omit = "top_p",
		.top_k_field = "top_k",
		.stop_field = "stop_sequences",
		.stop_limit = GAMUT_STOP_ANY,
	},
	{
		.name = "azure",
		.auth = GAMUT_AUTH_API_KEY,
		.headers = "",
		.key_env = "AZURE_OPENAI_API_KEY",
		.max_tokens_field = "max_completion_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_BEST_EFFORT,
		.samples_per_request = 20,
		.n_max = 128,
		.pure = "",
		.omit = "",
		.stop_field = "stop",
		.stop_limit = 4,
	},
	{
		.name = "fireworks",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_UNKNOWN,
		.samples_per_request = 1,
		.n_max = 128,
		.pure = "\"top_k\":0,\"min_p\":0",
		.omit = "",
		.top_k_field = "top_k",
		.min_p_field = "min_p",
		.stop_field = "stop",
		.stop_limit = 4,
		.impurity =
			"whether Fireworks truncates on its own is not known",
	},
	{
		/* Fields that it does not know, the seed among them, it
	           refuses. */
		.name = "gemini",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_effect = GAMUT_SEED_NONE,
		.samples_per_request = 1,
		.n_max = 8,
		.pure = "",
		.omit = "",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
		.impurity = "Gemini's own top_k is out of reach of a request",
	},
	{
		/*
	         * top_k and min_p: not sent unless asked for. All that have
	         * them call them so.
	         */
		.name = "generic",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_UNKNOWN,
		.samples_per_request = 1,
		.pure = "",
		.omit = "",
		.top_k_field = "top_k",
		.min_p_field = "min_p",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
		.impurity =
			"whether the server truncates on its own is not known: "
			"name it with --profile",
	},
	{
		/*
	         * The chain of samplers is cut to the temperature, and each of
	         * the others is set to do nothing for builds that ignore that.
	         * It can return as many choices as it has slots.
	         */
		.name = "llama.cpp",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_REPEATS,
		.samples_per_request = 1,
		.pure = "\"samplers\":[\"temperature\"],\"top_k\":0,"
			"\"min_p\":0,\"typical_p\":1,\"repeat_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0,"
			"\"dry_multiplier\":0,\"xtc_probability\":0,"
			"\"top_n_sigma\":-1,\"mirostat\":0,"
			"\"dynatemp_range\":0,\"cache_prompt\":false",
		.omit = "",
		.top_k_field = "top_k",
		.min_p_field = "min_p",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
	},
	{
		/* llama.cpp underneath, but without a way to reach min_p. */
		.name = "lm-studio",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_UNKNOWN,
		.samples_per_request = 1,
		.n_max = 1,
		.pure = "\"top_k\":0,\"repeat_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0",
		.omit = "",
		.top_k_field = "top_k",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
		.impurity = "LM Studio's min_p is out of reach of a request",
	},
	{
		.name = "mistral",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "random_seed",
		.seed_effect = GAMUT_SEED_UNKNOWN,
		.samples_per_request = 1,
		.pure = "",
		.omit = "",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
	},
	{
		/* Its top_k of 40 cannot be reached through this protocol. */
		.name = "ollama",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_REPEATS,
		.samples_per_request = 1,
		.n_max = 1,
		.pure = "",
		.omit = "",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
		.impurity =
			"Ollama's top_k and min_p are out of reach of a "
			"request: put PARAMETER top_k 0 and PARAMETER min_p 0 "
			"into the Modelfile",
	},
	{
		.name = "openai",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_completion_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_BEST_EFFORT,
		.samples_per_request = 20,
		.n_max = 128,
		.pure = "",
		.omit = "",
		.stop_field = "stop",
		.stop_limit = 4,
	},
	{
		/* Any temperature but 1 and any top_p is refused, stop too. */
		.name = "openai-reasoning",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_completion_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_BEST_EFFORT,
		.samples_per_request = 1,
		.n_max = 128,
		.pure = "",
		.omit = "temperature,top_p",
		.stop_field = "stop",
		.stop_limit = 0,
		.thinking_tokens = 4096,
		.impurity = "how a reasoning model is sampled cannot be chosen",
	},
	{
		/* What a provider does not know is dropped. */
		.name = "openrouter",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_UNKNOWN,
		.samples_per_request = 1,
		.n_max = 1,
		.pure = "\"top_k\":0,\"min_p\":0,\"top_a\":0,"
			"\"repetition_penalty\":1",
		.omit = "",
		.top_k_field = "top_k",
		.min_p_field = "min_p",
		.stop_field = "stop",
		.stop_limit = 4,
		.impurity =
			"whether the provider behind OpenRouter truncates on its "
			"own is not known",
	},
	{
		/*
	         * In its deterministic mode all n choices share one seed; in no
	         * other does a seed do anything.
	         */
		.name = "sglang",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_NONE,
		.samples_per_request = 1,
		.pure = "\"top_k\":-1,\"min_p\":0,\"repetition_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0",
		.omit = "",
		.top_k_field = "top_k",
		.min_p_field = "min_p",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
	},
	{
		/*
	         * A top_p of 1 is an error, and a presence penalty of 0 is
	         * taken for a repetition penalty of 2. Nothing truncates
	         * unasked.
	         */
		.name = "tgi",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_REPEATS,
		.samples_per_request = 1,
		.n_max = 1,
		.pure = "",
		.omit = "top_p=1,presence_penalty",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
	},
	{
		.name = "together",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_UNKNOWN,
		.samples_per_request = 1,
		.n_max = 128,
		.pure = "\"min_p\":0,\"repetition_penalty\":1",
		.omit = "",
		.top_k_field = "top_k",
		.min_p_field = "min_p",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
		.impurity =
			"whether Together truncates on its own is not known",
	},
	{
		.name = "vllm",
		.headers = "",
		.key_env = "OPENAI_API_KEY",
		.max_tokens_field = "max_tokens",
		.seed_field = "seed",
		.seed_effect = GAMUT_SEED_REPEATS,
		.samples_per_request = 100,
		.n_max = 16384,
		.pure = "\"top_k\":0,\"min_p\":0,\"repetition_penalty\":1,"
			"\"presence_penalty\":0,\"frequency_penalty\":0",
		.omit = "",
		.top_k_field = "top_k",
		.min_p_field = "min_p",
		.stop_field = "stop",
		.stop_limit = GAMUT_STOP_ANY,
	},
};

const size_t gamut_profile_builtin_count =
	GAMUT_ARRAY_LEN(gamut_profile_builtin);

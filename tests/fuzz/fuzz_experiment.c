#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "runner/cli/experiment.h"
#include "tests/support/fuzz.h"

struct values {
	struct gamut_texts sets;
	const char *model;
	const char *template;
	const char *tasks;
	const char *out;
	uint32_t n;
	double temperature;
	int64_t top_k;
	uint32_t max_time_s;
	bool is_open;
};

#define OPTION(name_, kind_, argument_, member)                \
	{                                                      \
		.name = (name_), .kind = GAMUT_OPTION_##kind_, \
		.argument = (argument_),                       \
		.offset = offsetof(struct values, member)      \
	}

static const struct gamut_option table[] = {
	OPTION("set", TEXTS, "KEY=JSON", sets),
	OPTION("model", TEXT, "NAME", model),
	OPTION("template", TEXT, "NAME", template),
	OPTION("tasks", TEXT, "GLOB,...", tasks),
	OPTION("out", TEXT, "DIR", out),
	OPTION("samples", COUNT, "N", n),
	OPTION("temperature", NUMBER, "T", temperature),
	OPTION("top-k", WHOLE, "K", top_k),
	OPTION("max-time", DURATION, "TIME", max_time_s),
	OPTION("open", FLAG, NULL, is_open),
	{ 0 },
};

/* Applying thousands of conditions would find nothing new. */
#define APPLIED_MAX 20

static void check_slug(const char *slug)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";

	if (slug[0] == '.' || slug[strspn(slug, safe)] || strlen(slug) > 512)
		GAMUT_BUG("unsafe: '%s'", slug);
}

/* What was read can be applied, under names of its own. */
static void check_conditions(const struct gamut_experiment *experiment)
{
	size_t count = gamut_experiment_count(experiment);
	struct gamut_map slugs = { 0 };

	if (count == 0 || count > GAMUT_EXPERIMENT_CONDITIONS_MAX)
		GAMUT_BUG("%zu conditions", count);
	for (size_t i = 0; i < count; i++) {
		const char *slug = gamut_experiment_slug(experiment, i);
		struct values values = { 0 };
		struct gamut_err err = { 0 };

		check_slug(slug);
		if (gamut_map_put(&slugs, gamut_str_of(slug), i) != i)
			GAMUT_BUG("twice: '%s'", slug);
		if (i < APPLIED_MAX &&
		    gamut_experiment_apply(experiment, i, &values, &err))
			GAMUT_BUG("does not apply: %s", err.msg);
		free(values.sets.items);
	}
	gamut_map_clear(&slugs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str input = { .ptr = size ? (const char *)data : "",
		                   .len = size };
	struct gamut_experiment *experiment = NULL;
	struct gamut_err err = { 0 };
	enum gamut_status status = gamut_experiment_parse(&experiment, "f",
	                                                  input, table, &err);

	if (status &&
	    (status != GAMUT_EPARSE || strncmp(err.msg, "f:", 2) != 0))
		GAMUT_BUG("refused without a place: %s", err.msg);
	if (!status)
		check_conditions(experiment);
	gamut_experiment_free(experiment);
	return 0;
}

#include "runner/plan/sampling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"

struct gamut_sampling gamut_sampling_default(void)
{
	return (struct gamut_sampling){
		.temperature = (double)NAN,
		.top_p = (double)NAN,
		.min_p = (double)NAN,
		.top_k = -1,
	};
}

static enum gamut_status check_ranges(const struct gamut_sampling *s,
                                      struct gamut_err *err)
{
	if (!isnan(s->temperature) &&
	    !(s->temperature >= 0 && s->temperature <= 100))
		return gamut_error(err, GAMUT_EINVAL,
		                   "temperature %g is not in 0 to 100",
		                   s->temperature);
	if (!isnan(s->top_p) && !(s->top_p > 0 && s->top_p <= 1))
		return gamut_error(err, GAMUT_EINVAL,
		                   "top-p %g is not above 0 and at most 1",
		                   s->top_p);
	if (!isnan(s->min_p) && !(s->min_p >= 0 && s->min_p < 1))
		return gamut_error(err, GAMUT_EINVAL,
		                   "min-p %g is not at least 0 and below 1",
		                   s->min_p);
	return GAMUT_OK;
}

/* What was measured must not be less truncated than the manifest says. */
static enum gamut_status check_top_k(const struct gamut_sampling *s,
                                     bool is_pure,
                                     const struct gamut_profile *profile,
                                     struct gamut_err *err)
{
	if (profile->top_k_field)
		return GAMUT_OK;
	if (s->top_k >= 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "profile %s has no top_k: leave out --top-k",
		                   profile->name);
	if (!is_pure)
		return gamut_error(err, GAMUT_EINVAL,
		                   "profile %s has no top_k: preset hf-default "
		                   "needs one",
		                   profile->name);
	return GAMUT_OK;
}

static enum gamut_status refuse_omitted(const char *key, const char *option,
                                        double value,
                                        const struct gamut_profile *profile,
                                        struct gamut_err *err)
{
	return gamut_error(err, GAMUT_EINVAL,
	                   "profile %s does not send %s, as its endpoints "
	                   "refuse it: leave out %s, or insist with --set "
	                   "%s=%g",
	                   profile->name, key, option, key, value);
}

/* Is everything that is asked for in so many words sent? */
static enum gamut_status check_fields(const struct gamut_sampling *s,
                                      const struct gamut_profile *profile,
                                      struct gamut_err *err)
{
	const char *min_p = profile->min_p_field;

	if (!isnan(s->temperature) &&
	    gamut_profile_omits(profile, "temperature"))
		return refuse_omitted("temperature", "--temperature",
		                      s->temperature, profile, err);
	if (!isnan(s->top_p) && gamut_profile_omits(profile, "top_p"))
		return refuse_omitted("top_p", "--top-p", s->top_p, profile,
		                      err);
	if (!isnan(s->min_p) && !min_p)
		return gamut_error(err, GAMUT_EINVAL,
		                   "profile %s has no min_p: leave out --min-p",
		                   profile->name);
	return GAMUT_OK;
}

static void set(cJSON *object, const char *field, double value)
{
	cJSON_DeleteItemFromObjectCaseSensitive(object, field);
	cJSON_AddNumberToObject(object, field, value);
}

/* The members of the preset alone. */
static cJSON *preset_members(bool is_pure, const struct gamut_profile *profile)
{
	struct gamut_buf text = { 0 };
	cJSON *object;

	gamut_buf_addf(&text, "{\"temperature\":1,\"top_p\":1%s%s}",
	               is_pure && profile->pure[0] ? "," : "",
	               is_pure ? profile->pure : "");
	object = gamut_json_parse(gamut_buf_view(&text), NULL);
	if (!object)
		GAMUT_BUG("profile %s: not JSON: %s", profile->name,
		          gamut_buf_cstr(&text));
	gamut_buf_release(&text);
	return object;
}

/* Take out what the profile leaves out: "top_p", or "top_p=1". */
static void omit(cJSON *object, const struct gamut_profile *profile)
{
	struct gamut_str rest = gamut_str_of(profile->omit);
	struct gamut_arena arena = { 0 };
	struct gamut_str rule;

	while (gamut_str_take_field(&rest, ',', &rule)) {
		struct gamut_str value = rule;
		struct gamut_str key;
		const char *name;
		double number;

		gamut_str_take_field(&value, '=', &key);
		name = gamut_arena_copy(&arena, key).ptr;
		if (value.len > 0 &&
		    (!gamut_json_get_double(object, name, &number) ||
		     number !=
		             strtod(gamut_arena_copy(&arena, value).ptr, NULL)))
			continue;
		cJSON_DeleteItemFromObjectCaseSensitive(object, name);
	}
	gamut_arena_clear(&arena);
}

enum gamut_status gamut_sampling_encode(struct gamut_str *out,
                                        const struct gamut_sampling *sampling,
                                        const struct gamut_profile *profile,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err)
{
	static const char *const presets[] = { "pure", "hf-default" };
	const char *preset = sampling->preset ? sampling->preset : presets[0];
	bool is_pure = strcmp(preset, presets[0]) == 0;
	cJSON *object;
	char *text;

	if (!is_pure && strcmp(preset, presets[1]) != 0)
		return gamut_error(
			err, GAMUT_EINVAL,
			"unknown preset '%s'%s (there are pure and hf-default)",
			preset,
			gamut_text_hint(preset, presets,
		                        GAMUT_ARRAY_LEN(presets))
				.text);
	if (check_ranges(sampling, err) ||
	    check_top_k(sampling, is_pure, profile, err) ||
	    check_fields(sampling, profile, err))
		return GAMUT_EINVAL;

	object = preset_members(is_pure, profile);
	if (!is_pure)
		set(object, profile->top_k_field, 50);
	if (!isnan(sampling->temperature))
		set(object, "temperature", sampling->temperature);
	if (!isnan(sampling->top_p))
		set(object, "top_p", sampling->top_p);
	if (!isnan(sampling->min_p))
		set(object, profile->min_p_field, sampling->min_p);
	if (sampling->top_k >= 0)
		set(object, profile->top_k_field, (double)sampling->top_k);
	omit(object, profile);
	text = cJSON_PrintUnformatted(object);
	*out = gamut_arena_copy(arena, gamut_str_of(text ? text : "{}"));
	cJSON_free(text);
	cJSON_Delete(object);
	return GAMUT_OK;
}

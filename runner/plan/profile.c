#include "runner/plan/profile.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "base/text.h"
#include "runner/plan/profile_builtin.h"

/* How much of what the user typed a message repeats. */
#define SHOWN_COLUMNS 60

size_t gamut_profile_count(void)
{
	return gamut_profile_builtin_count;
}

const struct gamut_profile *gamut_profile_at(size_t i)
{
	if (i >= gamut_profile_builtin_count)
		GAMUT_BUG("profile %zu of %zu", i, gamut_profile_builtin_count);
	return &gamut_profile_builtin[i];
}

const struct gamut_profile *gamut_profile_find(const char *name)
{
	for (size_t i = 0; i < gamut_profile_builtin_count; i++)
		if (strcmp(gamut_profile_builtin[i].name, name) == 0)
			return &gamut_profile_builtin[i];
	return NULL;
}

enum gamut_status gamut_profile_unknown(const char *name, struct gamut_err *err)
{
	size_t count = gamut_profile_count();
	const char **names = gamut_alloc_array(count, sizeof(*names));
	struct gamut_buf all = { 0 };
	struct gamut_buf shown = { 0 };
	struct gamut_hint hint;

	for (size_t i = 0; i < count; i++) {
		names[i] = gamut_profile_at(i)->name;
		gamut_buf_addf(&all, "%s%s", i > 0 ? ", " : ": there are ",
		               names[i]);
	}
	hint = gamut_text_hint(name, names, count);
	gamut_text_show(&shown, gamut_str_of(name), SHOWN_COLUMNS);
	gamut_error_set(err, GAMUT_EINVAL, "unknown profile '%s'%s",
	                gamut_buf_cstr(&shown),
	                hint.text[0] ? hint.text : gamut_buf_cstr(&all));
	gamut_buf_release(&shown);
	gamut_buf_release(&all);
	free(names);
	return GAMUT_EINVAL;
}

bool gamut_profile_omits(const struct gamut_profile *profile, const char *key)
{
	struct gamut_str rest = gamut_str_of(profile->omit);
	struct gamut_str field;

	while (gamut_str_take_field(&rest, ',', &field))
		if (gamut_str_eq(field, gamut_str_of(key)))
			return true;
	return false;
}

enum gamut_status gamut_profile_check_n(const struct gamut_profile *profile,
                                        uint32_t n, struct gamut_err *err)
{
	if (profile->n_max == 0 || n <= profile->n_max)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "profile %s allows %u choice%s a request, not %u: "
	                   "give a smaller --samples-per-request",
	                   profile->name, (unsigned)profile->n_max,
	                   profile->n_max == 1 ? "" : "s", (unsigned)n);
}

/* ------------------------------------------------------------------ names */

static const char *const forms[] = { "openai", "anthropic" };
static const char *const auths[] = { "bearer", "api-key", "x-api-key" };
static const char *const effects[] = { "unknown", "repeats", "best effort",
	                               "none" };

static_assert(GAMUT_ARRAY_LEN(forms) == GAMUT_REQUEST_FORM_COUNT,
              "a name each");
static_assert(GAMUT_ARRAY_LEN(auths) == GAMUT_AUTH_COUNT, "a name each");
static_assert(GAMUT_ARRAY_LEN(effects) == GAMUT_SEED_EFFECT_COUNT,
              "a name each");

/* The place of `name` among `count` `names`, or `count`. */
static size_t find_name(struct gamut_str name, const char *const *names,
                        size_t count)
{
	size_t i = 0;

	while (i < count && !gamut_str_eq(name, gamut_str_of(names[i])))
		i++;
	return i;
}

const char *gamut_request_form_name(enum gamut_request_form form)
{
	return forms[form];
}

const char *gamut_auth_name(enum gamut_auth auth)
{
	return auths[auth];
}

const char *gamut_seed_effect_name(enum gamut_seed_effect effect)
{
	return effects[effect];
}

bool gamut_request_form_find(enum gamut_request_form *form,
                             struct gamut_str name)
{
	size_t i = find_name(name, forms, GAMUT_REQUEST_FORM_COUNT);

	if (i == GAMUT_REQUEST_FORM_COUNT)
		return false;
	*form = (enum gamut_request_form)i;
	return true;
}

bool gamut_auth_find(enum gamut_auth *auth, struct gamut_str name)
{
	size_t i = find_name(name, auths, GAMUT_AUTH_COUNT);

	if (i == GAMUT_AUTH_COUNT)
		return false;
	*auth = (enum gamut_auth)i;
	return true;
}

bool gamut_seed_effect_find(enum gamut_seed_effect *effect,
                            struct gamut_str name)
{
	size_t i = find_name(name, effects, GAMUT_SEED_EFFECT_COUNT);

	if (i == GAMUT_SEED_EFFECT_COUNT)
		return false;
	*effect = (enum gamut_seed_effect)i;
	return true;
}

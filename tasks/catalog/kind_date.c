/* date: a day of the Gregorian calendar. */
#include "tasks/catalog/kind.h"
#include "verifiers/date.h"

/* In the order of enum gamut_date_format. */
static const char *const formats[] = {
	"iso", "us", "eu", "eu-slash", "long", "day-long", NULL,
};

static const char *const weekdays[] = {
	"any",    "monday",   "tuesday", "wednesday", "thursday",
	"friday", "saturday", "sunday",  NULL,
};

static enum gamut_status take_day(void *at, const struct gamut_yaml_node *node,
                                  struct gamut_kind_context *context,
                                  struct gamut_err *err)
{
	(void)context;
	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    !gamut_date_read(at, gamut_yaml_text(node)))
		return gamut_yaml_error(node, err,
		                        "a day is wanted here, such as "
		                        "2024-02-29");
	return GAMUT_OK;
}

#define DAY_SCHEMA "{\"type\":\"string\",\"format\":\"date\"}"

static const struct gamut_kind_key keys[] = {
	{ .name = "format",
	  .type = GAMUT_KIND_CHOICE,
	  .offset = offsetof(struct gamut_date_rule, format),
	  .choices = formats,
	  .help = "2024-02-29 (iso, the default), 02/29/2024, 29.02.2024, "
	          "29/02/2024, February 29, 2024 or 29 February 2024" },
	{ .name = "min",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_date_rule, min),
	  .take = take_day,
	  .schema = DAY_SCHEMA,
	  .help = "the first day, as 2024-02-29" },
	{ .name = "max",
	  .type = GAMUT_KIND_OWN,
	  .offset = offsetof(struct gamut_date_rule, max),
	  .take = take_day,
	  .schema = DAY_SCHEMA,
	  .help = "the last day, as 2024-02-29" },
	{ .name = "weekday",
	  .type = GAMUT_KIND_CHOICE,
	  .offset = offsetof(struct gamut_date_rule, weekday),
	  .choices = weekdays,
	  .help = "the day of the week, any by default" },
	{ 0 },
};

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct gamut_date_rule *date = rule;
	void *state;

	(void)context;
	if (out->verifier->open(&state, rule, NULL, err))
		return gamut_yaml_error_at(node, err);
	out->lists_all = date->min && date->max;
	if (out->lists_all)
		out->strings = out->verifier->member_count(state);
	out->verifier->close(state);
	return GAMUT_OK;
}

const struct gamut_kind gamut_kind_date = {
	.name = "date",
	.help = "a date of the Gregorian calendar, years 0001 to 9999",
	.verifier = &gamut_verifier_date,
	.rule_size = sizeof(struct gamut_date_rule),
	.keys = keys,
	.main = "format",
	.is_optional = true,
	.finish = finish,
};

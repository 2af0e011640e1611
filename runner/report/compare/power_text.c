#include "runner/report/compare/power_text.h"

#include <inttypes.h>
#include <math.h>

const char *const gamut_power_legend[] = {
	"found: the smallest drop of one mean that 'gamut compare' shows to be "
	"worse in so many cases",
	"margin: the one with which an unchanged model passes the gate in so "
	"many cases",
	"cells: smallest drops found at 0.05 (look) and at Holm's first level "
	"(fail)",
	NULL,
};

static double scale_of(enum gamut_compare_metric metric)
{
	return metric == GAMUT_COMPARE_VALIDITY ? 100 : 1;
}

static struct gamut_str number(double value, struct gamut_arena *arena)
{
	return isnan(value) ? GAMUT_STR("-") :
	                      gamut_arena_strf(arena, "%.1f", value);
}

/* "100", or "20 to 100". */
static struct gamut_str samples_of(const struct gamut_power *power,
                                   struct gamut_arena *arena)
{
	uint64_t low = power->options.samples ? power->options.samples :
	                                        power->smallest_n;
	uint64_t high = power->options.samples ? power->options.samples :
	                                         power->largest_n;

	return low == high ? gamut_arena_strf(arena, "%" PRIu64, low) :
	                     gamut_arena_strf(arena, "%" PRIu64 " to %" PRIu64,
	                                      low, high);
}

static const char *name_of(enum gamut_compare_metric metric)
{
	return metric == GAMUT_COMPARE_VALIDITY ? "validity" : "yield";
}

static const char *unit_of(enum gamut_compare_metric metric)
{
	return metric == GAMUT_COMPARE_VALIDITY ? " points" : "";
}

/* "a drop of the mean validity by 1.4 points, or of the mean yield by 1.5,". */
static struct gamut_str drops_of(const struct gamut_power *power,
                                 struct gamut_arena *arena)
{
	struct gamut_str text = GAMUT_STR("no drop");
	bool has_one = false;

	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++) {
		enum gamut_compare_metric metric = (enum gamut_compare_metric)i;
		double drop = power->of[i].drops[0] * scale_of(metric);

		if (isnan(drop))
			continue;
		text = gamut_arena_strf(
			arena, "%.*s of the mean %s by %.*s%s%s",
			GAMUT_STR_ARG(has_one ? text : GAMUT_STR("a drop")),
			name_of(metric), GAMUT_STR_ARG(number(drop, arena)),
			unit_of(metric), has_one ? "," : "");
		if (metric == GAMUT_COMPARE_VALIDITY &&
		    !isnan(power->of[GAMUT_COMPARE_YIELD].drops[0]))
			text = gamut_arena_strf(arena, "%.*s, or",
			                        GAMUT_STR_ARG(text));
		has_one = true;
	}
	return text;
}

/* Of metrics whose drops are not found, though their noise is known. */
static struct gamut_str blind_sentence(const struct gamut_power *power,
                                       struct gamut_arena *arena)
{
	struct gamut_str text = GAMUT_STR_EMPTY;

	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++)
		if (isnan(power->of[i].drops[0]) &&
		    !isnan(power->of[i].noise.se))
			text = gamut_arena_strf(
				arena,
				"%.*s A drop of the mean %s is not found so "
				"often, however large.",
				GAMUT_STR_ARG(text),
				name_of((enum gamut_compare_metric)i));
	return text;
}

static struct gamut_str percent(double share, struct gamut_arena *arena)
{
	if (isnan(share))
		return GAMUT_STR("an unknown part");
	return gamut_arena_strf(arena, "%.0f %%", 100 * share);
}

static struct gamut_str first_sentence(const struct gamut_power *power,
                                       struct gamut_arena *arena)
{
	const struct gamut_power_metric *validity =
		&power->of[GAMUT_COMPARE_VALIDITY];
	const struct gamut_power_metric *yield =
		&power->of[GAMUT_COMPARE_YIELD];
	const double *margins = power->options.margins;

	return gamut_arena_strf(
		arena,
		"With %.*s samples a cell over %zu cell%s, %.*s is found in "
		"%.*s of cases.%.*s With margins of %.*s points and %.*s, "
		"'gamut compare' lets an unchanged model pass in %.*s of cases "
		"for its validity and in %.*s for its yield.",
		GAMUT_STR_ARG(samples_of(power, arena)), power->cell_count,
		power->cell_count == 1 ? "" : "s",
		GAMUT_STR_ARG(drops_of(power, arena)),
		GAMUT_STR_ARG(percent(power->options.powers[0], arena)),
		GAMUT_STR_ARG(blind_sentence(power, arena)),
		GAMUT_STR_ARG(
			number(100 * margins[GAMUT_COMPARE_VALIDITY], arena)),
		GAMUT_STR_ARG(number(margins[GAMUT_COMPARE_YIELD], arena)),
		GAMUT_STR_ARG(percent(validity->pass, arena)),
		GAMUT_STR_ARG(percent(yield->pass, arena)));
}

static struct gamut_str asked_sentence(const struct gamut_power *power,
                                       enum gamut_compare_metric metric,
                                       struct gamut_arena *arena)
{
	bool is_share = metric == GAMUT_COMPARE_VALIDITY;
	uint64_t samples = power->of[metric].samples[0];
	struct gamut_str drop = gamut_arena_strf(
		arena, "A drop of the mean %s by %.2f%s", name_of(metric),
		power->options.drops[metric] * scale_of(metric),
		unit_of(metric));
	struct gamut_str cases = percent(power->options.powers[0], arena);

	if (samples == 0 && is_share)
		return gamut_arena_strf(
			arena,
			"%.*s is not found in %.*s of cases by any number of "
			"samples.",
			GAMUT_STR_ARG(drop), GAMUT_STR_ARG(cases));
	if (samples == 0)
		return gamut_arena_strf(
			arena,
			"%.*s takes more than the base's samples to be found in "
			"%.*s of cases, and what these would yield it cannot "
			"tell: sample a larger base, or compare more tasks.",
			GAMUT_STR_ARG(drop), GAMUT_STR_ARG(cases));
	return gamut_arena_strf(arena,
	                        "%.*s takes %" PRIu64
	                        " samples a cell to be found in %.*s of cases.",
	                        GAMUT_STR_ARG(drop), samples,
	                        GAMUT_STR_ARG(cases));
}

bool gamut_power_sentence(struct gamut_str *sentence, size_t n,
                          const struct gamut_power_document *document,
                          struct gamut_arena *arena)
{
	const struct gamut_power *power = document->power;

	if (n == 0) {
		*sentence = first_sentence(power, arena);
		return true;
	}
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		if (!isnan(power->options.drops[m]) && --n == 0) {
			*sentence = asked_sentence(
				power, (enum gamut_compare_metric)m, arena);
			return true;
		}
	return false;
}

/* Notes, NULL where they do not hold. */
static const char *extent_note(const struct gamut_power *power)
{
	uint64_t samples = power->options.samples;

	if (samples == 0 || samples == power->smallest_n)
		return NULL;
	if (isnan(power->of[GAMUT_COMPARE_YIELD].noise.se))
		return "what more samples than the base's would yield, it "
		       "cannot tell";
	return "yields are at this number of samples, fewer than the base has";
}

static const char *few_note(const struct gamut_power *power)
{
	return power->cell_count < 10 ?
	               "with fewer than 10 cells the noise of yields is taken "
	               "to be large, to be safe" :
	               NULL;
}

static bool may_pass(const struct gamut_power *power,
                     enum gamut_compare_metric metric)
{
	return gamut_power_may_pass(&power->of[metric].noise,
	                            power->options.margins[metric],
	                            power->options.level);
}

/* Of drops that are found and let pass. */
static const char *margin_note(const struct gamut_power *power)
{
	bool is_validity = may_pass(power, GAMUT_COMPARE_VALIDITY);
	bool is_yield = may_pass(power, GAMUT_COMPARE_YIELD);

	if (is_validity && is_yield)
		return "a drop that is found passes where it is shown to be "
		       "within the margin";
	if (is_validity)
		return "a drop of the mean validity that is found passes where "
		       "it is shown to be within the margin";
	if (is_yield)
		return "a drop of the mean yield that is found passes where it "
		       "is shown to be within the margin";
	return NULL;
}

static const char cells_note[] =
	"of single cells, drops of yield are approximate, and those of "
	"validity exact";

bool gamut_power_note(struct gamut_str *note, size_t n,
                      const struct gamut_power_document *document,
                      struct gamut_arena *arena)
{
	const char *const texts[] = {
		document->is_simulated ? "the base is simulated" : NULL,
		margin_note(document->power),
		extent_note(document->power),
		few_note(document->power),
		cells_note,
	};

	if (document->absent > 0 && n-- == 0) {
		*note = gamut_arena_strf(
			arena, "the base lacks %" PRIu64 " sample%s",
			document->absent, GAMUT_S(document->absent));
		return true;
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(texts); i++)
		if (texts[i] && n-- == 0) {
			*note = gamut_str_of(texts[i]);
			return true;
		}
	return false;
}

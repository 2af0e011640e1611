#include "verifiers/formula.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/map.h"
#include "verifiers/formula_read.h"

struct table {
	const struct gamut_formula_rule *rule;
	struct gamut_map exceptions; /* by composition */
	struct gamut_map gaps;
	size_t member_count;
};

/* -------------------------------------------------------------- composition */

/* Carbon first, then hydrogen where there is carbon, then by the alphabet. */
static int compare_symbols(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;

	return strcmp(*x, *y);
}

static void add_count(struct gamut_buf *out, const char *symbol, uint32_t count)
{
	gamut_buf_addf(out, "%s", symbol);
	if (count > 1)
		gamut_buf_addf(out, "%u", (unsigned)count);
}

struct gamut_str gamut_formula_hill(const struct gamut_formula_part *part,
                                    struct gamut_arena *arena)
{
	const char *symbols[GAMUT_ELEMENTS];
	struct gamut_buf out = { 0 };
	struct gamut_str copy;
	size_t count = 0;
	bool has_carbon = part->counts[6] > 0;

	if (has_carbon)
		add_count(&out, "C", part->counts[6]);
	if (has_carbon && part->counts[1] > 0)
		add_count(&out, "H", part->counts[1]);
	for (int z = 1; z <= GAMUT_ELEMENTS; z++)
		if (part->counts[z] > 0 && !(has_carbon && (z == 1 || z == 6)))
			symbols[count++] = gamut_formula_elements[z].symbol;
	if (count > 0)
		qsort(symbols, count, sizeof(*symbols), compare_symbols);
	for (size_t i = 0; i < count; i++)
		add_count(&out, symbols[i],
		          part->counts[gamut_formula_find(
				  gamut_str_of(symbols[i]))]);
	copy = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return copy;
}

/* The number of elements, with the last of them in `*last`. */
static size_t count_elements(const struct gamut_formula_part *part, int *last)
{
	size_t count = 0;

	for (int z = 1; z <= GAMUT_ELEMENTS; z++) {
		if (part->counts[z] == 0)
			continue;
		*last = z;
		count++;
	}
	return count;
}

/* ------------------------------------------------------------------ judging */

/* Does the element come by itself in molecules of so many atoms? */
static bool is_molecule(int z, uint32_t count)
{
	static const char *const molecules[] = {
		"H2", "N2", "O2", "O3", "F2",  "Cl2", "Br2", "I2",  "P4",
		"S8", "S6", "S2", "P2", "As4", "Se8", "C60", "C70",
	};
	static const char *const never_single[] = { "H",  "N",  "O", "F",
		                                    "Cl", "Br", "I", "At" };
	const char *symbol = gamut_formula_elements[z].symbol;
	size_t len = strlen(symbol);

	if (count == 1) {
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(never_single); i++)
			if (strcmp(symbol, never_single[i]) == 0)
				return false;
		return true;
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(molecules); i++)
		if (strncmp(molecules[i], symbol, len) == 0 &&
		    strtoul(molecules[i] + len, NULL, 10) == count)
			return true;
	return false;
}

static bool is_sound(const struct table *table,
                     const struct gamut_formula_part *part, int charge,
                     struct gamut_arena *arena)
{
	struct gamut_str hill = gamut_formula_hill(part, arena);
	int last = 0;

	if (charge == 0) {
		if (gamut_map_find(&table->exceptions, hill) !=
		    GAMUT_MAP_ABSENT)
			return true;
		if (gamut_map_find(&table->gaps, hill) != GAMUT_MAP_ABSENT)
			return false;
		if (count_elements(part, &last) == 1)
			return is_molecule(last, part->counts[last]);
	}
	return gamut_formula_is_organic(part, charge) ||
	       gamut_formula_is_balanced(part, charge);
}

static enum gamut_reason judge(const struct table *table,
                               const struct gamut_formula *formula,
                               const struct gamut_formula_part *total,
                               struct gamut_arena *arena)
{
	int last = 0;

	if (count_elements(total, &last) == 1 && formula->charge == 0 &&
	    !table->rule->allows_elements)
		return GAMUT_REASON_EXCLUDED;
	if (table->rule->skips_balance)
		return GAMUT_REASON_VALID;
	for (size_t i = 0; i < formula->part_count; i++)
		if (!is_sound(table, &formula->parts[i],
		              i == 0 ? formula->charge : 0, arena))
			return GAMUT_REASON_BAD_VALENCE;
	return GAMUT_REASON_VALID;
}

/* The composition with the charge behind it. */
static struct gamut_str canonical_of(const struct gamut_formula_part *total,
                                     int charge, struct gamut_arena *arena)
{
	struct gamut_str hill = gamut_formula_hill(total, arena);
	char sign = charge < 0 ? '-' : '+';

	if (charge == 0)
		return hill;
	if (abs(charge) == 1)
		return gamut_arena_strf(arena, "%.*s^%c", GAMUT_STR_ARG(hill),
		                        sign);
	return gamut_arena_strf(arena, "%.*s^%d%c", GAMUT_STR_ARG(hill),
	                        abs(charge), sign);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct table *table = state;
	struct gamut_formula_part total;
	struct gamut_formula formula;
	enum gamut_reason reason;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_FORMULA_BYTES_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	reason = gamut_formula_read(&formula, answer, table->rule->allows_ions);
	if (reason == GAMUT_REASON_VALID &&
	    !gamut_formula_total(&total, &formula))
		reason = GAMUT_REASON_TOO_LONG;
	if (reason == GAMUT_REASON_VALID)
		reason = judge(table, &formula, &total, arena);
	if (reason != GAMUT_REASON_VALID)
		return gamut_verdict_reject(reason);
	return gamut_verdict_accept(
		canonical_of(&total, formula.charge, arena));
}

/* -------------------------------------------------------------------- state */

static void add_all(struct gamut_map *map, const char *const *formulas)
{
	struct gamut_arena arena = { 0 };

	for (size_t i = 0; formulas[i]; i++) {
		struct gamut_formula formula;

		if (gamut_formula_read(&formula, gamut_str_of(formulas[i]),
		                       false) != GAMUT_REASON_VALID)
			GAMUT_BUG("the table has '%s'", formulas[i]);
		gamut_map_put(map,
		              gamut_formula_hill(&formula.parts[0], &arena), i);
	}
	gamut_arena_clear(&arena);
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	struct table *table = gamut_alloc(sizeof(*table));

	(void)lexicon;
	(void)err;
	*table = (struct table){ .rule = rule };
	add_all(&table->exceptions, gamut_formula_exceptions);
	add_all(&table->gaps, gamut_formula_gaps);
	while (gamut_formula_members[table->member_count])
		table->member_count++;
	*state = table;
	return GAMUT_OK;
}

static uint64_t member_count(const void *state)
{
	const struct table *table = state;

	return table->member_count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	(void)state;
	(void)arena;
	return gamut_str_of(gamut_formula_members[i]);
}

static void close_rule(void *state)
{
	struct table *table = state;

	gamut_map_clear(&table->exceptions);
	gamut_map_clear(&table->gaps);
	free(table);
}

const struct gamut_verifier gamut_verifier_formula = {
	.name = "formula",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};

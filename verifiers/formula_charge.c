#include "verifiers/formula_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"

/* More elements than this in one molecule are not tried. */
#define KINDS_MAX 8

/*
 * How much less an element may attract electrons than another and still be the
 * negative one, in hundredths: phosphorus in PH3, tellurium in H2Te.
 */
#define TOLERANCE 15

/* Elements that form peroxides of two oxygen atoms. */
static const char peroxides[] = " H Li Na K Rb Cs Mg Ca Sr Ba Zn ";

/* Elements whose carbides have single carbon atoms. */
static const char carbides[] = " Be Al Si ";

/* Atomic numbers. */
#define H 1
#define C 6
#define N 7
#define O 8
#define F 9
#define P 15
#define S 16
#define CL 17
#define BR 35
#define I 53

/* The elements of a part, as the states are tried on them. */
struct trial {
	const uint32_t *counts; /* by atomic number */
	int kinds[KINDS_MAX];   /* atomic numbers */
	size_t kind_count;
	bool is_charged;
	int64_t rest;      /* what the states not yet chosen have to come to */
	int highest;       /* electronegativity of a positive element */
	int lowest;        /* of a negative one */
	bool is_multiple;  /* may the counts have a common divisor? */
	uint32_t ammonium; /* groups that count as one kind */
};

/* ------------------------------------------------------------------- states */

static bool has_halogen_above(const struct trial *trial, int z)
{
	static const int halogens[] = { F, CL, BR };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(halogens); i++)
		if (halogens[i] != z && trial->counts[halogens[i]] &&
		    gamut_formula_elements[halogens[i]].negativity >
		            gamut_formula_elements[z].negativity)
			return true;
	return z != I && trial->counts[I] &&
	       gamut_formula_elements[I].negativity >
	               gamut_formula_elements[z].negativity;
}

/* Are all elements but `z` among `symbols`? */
static bool are_others_in(const struct trial *trial, int z, const char *symbols)
{
	for (size_t i = 0; i < trial->kind_count; i++) {
		const char *symbol =
			gamut_formula_elements[trial->kinds[i]].symbol;
		const char *at = strstr(symbols, symbol);

		while (at && (at[-1] != ' ' || at[strlen(symbol)] != ' '))
			at = strstr(at + 1, symbol);
		if (trial->kinds[i] != z && !at)
			return false;
	}
	return true;
}

static bool are_hydride_formers(const struct trial *trial)
{
	for (size_t i = 0; i < trial->kind_count; i++)
		if (trial->kinds[i] != H &&
		    !strchr(gamut_formula_elements[trial->kinds[i]].states,
		            'y'))
			return false;
	return trial->ammonium == 0;
}

/* May `z` take a state with that letter behind it? */
static bool is_met(const struct trial *trial, int z, char letter)
{
	const uint32_t *counts = trial->counts;

	switch (letter) {
	case 'F': /* with fluorine */
		return counts[F] > 0 && (z != O || trial->kind_count == 2);
	case 'f': /* with fluorine or oxygen */
		return counts[F] || counts[O];
	case 'o': /* with oxygen */
		return counts[O] > 0;
	case 'q': /* with oxygen and a third element */
		return counts[O] &&
		       (trial->kind_count > 2 || trial->is_charged);
	case 'h': /* with a more electronegative halogen */
		return has_halogen_above(trial, z);
	case 'x': /* with oxygen or such a halogen */
		return counts[O] || has_halogen_above(trial, z);
	case 't': /* in thiosulfates */
		return 2 * counts[O] == 3 * counts[S];
	case 'n': /* in cyanides */
		return counts[N] > 0;
	case 'c': /* in carbides */
		return are_others_in(trial, z, carbides);
	case 'e': /* in pairs */
		return counts[z] % 2 == 0;
	case 'p': /* in peroxides */
		return counts[O] == 2 && trial->kind_count == 2 &&
		       are_others_in(trial, z, peroxides);
	case 'y': /* in hydrides, of hydrogen */
		return are_hydride_formers(trial);
	default:
		return true;
	}
}

/* Do the counts have no common divisor, or may they? */
static bool is_reduced(const struct trial *trial)
{
	uint32_t divisor = trial->ammonium;

	if (trial->is_multiple || trial->is_charged ||
	    trial->kind_count + (trial->ammonium > 0) > 3)
		return true;
	for (size_t i = 0; i < trial->kind_count; i++) {
		uint32_t a = trial->counts[trial->kinds[i]];

		while (a) {
			uint32_t b = divisor % a;

			divisor = a;
			a = b;
		}
	}
	return divisor == 1;
}

static bool try_from(struct trial trial, size_t k);

/* The rest of the elements, once `z` has taken up `charge` by `state`. */
static bool try_state(struct trial trial, size_t k, long state, char letter)
{
	int z = trial.kinds[k];
	int negativity = gamut_formula_elements[z].negativity;

	if (!is_met(&trial, z, letter))
		return false;
	if (state > 0 && negativity > trial.highest)
		trial.highest = negativity;
	if (state < 0 && negativity < trial.lowest)
		trial.lowest = negativity;
	trial.rest -= state * (int64_t)trial.counts[z];
	trial.is_multiple = trial.is_multiple || letter == 'e' || letter == 'p';
	return try_from(trial, k + 1);
}

/* Azides: three nitrogen atoms have one charge. */
static bool try_azide(struct trial trial, size_t k)
{
	if (trial.kinds[k] != N || trial.counts[N] % 3 != 0 ||
	    trial.counts[O] || trial.counts[C])
		return false;
	trial.rest += trial.counts[N] / 3;
	trial.is_multiple = true;
	return try_from(trial, k + 1);
}

static bool try_from(struct trial trial, size_t k)
{
	const char *at;

	if (k == trial.kind_count)
		return trial.rest == 0 &&
		       trial.lowest + TOLERANCE >= trial.highest &&
		       is_reduced(&trial);
	at = gamut_formula_elements[trial.kinds[k]].states;
	while (*at && *at != 'y') {
		char *end;
		long state = strtol(at, &end, 10);
		char letter = *end == ' ' ? '\0' : *end;

		if (try_state(trial, k, state, letter))
			return true;
		at = end + (letter != '\0');
		at += *at == ' ';
	}
	return try_azide(trial, k);
}

static bool can_balance(const uint32_t *counts, uint32_t ammonium, int charge)
{
	struct trial trial = {
		.counts = counts,
		.is_charged = charge != 0,
		.rest = (int64_t)charge - (int64_t)ammonium,
		.lowest = gamut_formula_elements[F].negativity,
		.ammonium = ammonium,
	};

	for (int z = 1; z <= GAMUT_ELEMENTS; z++) {
		if (counts[z] == 0)
			continue;
		if (trial.kind_count == KINDS_MAX)
			return false;
		trial.kinds[trial.kind_count++] = z;
	}
	return try_from(trial, 0);
}

bool gamut_formula_is_balanced(const struct gamut_formula_part *part,
                               int charge)
{
	uint32_t groups = part->ammonium + part->ammine;
	uint32_t counts[GAMUT_ELEMENTS + 1];

	if (can_balance(part->counts, 0, charge))
		return true;
	if (groups == 0)
		return false;
	memcpy(counts, part->counts, sizeof(counts));
	counts[N] -= groups;
	counts[H] -= 4 * part->ammonium + 3 * part->ammine;
	return can_balance(counts, part->ammonium, charge);
}

/* ------------------------------------------------------------------ organic */

/* Bonds that an atom of a molecule with carbon has; 0: none that we know. */
static int bonds_of(int z)
{
	const char *states = gamut_formula_elements[z].states;

	switch (z) {
	case H:
	case F:
	case CL:
	case BR:
	case I:
		return 1;
	case O:
	case S:
		return 2;
	case N:
	case P:
		return 3;
	case C:
		return 4;
	default:
		/* A metal: its first state, or four in lead, tin and others. */
		if (states[0] == '2' && strchr(states, '4'))
			return 4;
		return states[0] == '-' ? 0 : (int)strtol(states, NULL, 10);
	}
}

static bool is_of_organics(int z)
{
	static const int common[] = { H, C, N, O, F, P, S, CL, BR, I };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(common); i++)
		if (common[i] == z)
			return true;
	return false;
}

bool gamut_formula_is_organic(const struct gamut_formula_part *part, int charge)
{
	const uint32_t *n = part->counts;
	int64_t twice = 2 + charge; /* rings and multiple bonds, twice */
	int64_t ends = (int64_t)n[H] + n[F] + n[CL] + n[BR] + n[I];
	int64_t joints = (int64_t)n[C] + n[N] + n[O] + n[S] + n[P];
	bool has_metal = false;

	for (int z = 1; z <= GAMUT_ELEMENTS; z++) {
		int bonds = bonds_of(z);

		if (n[z] == 0)
			continue;
		if (bonds == 0)
			return false;
		twice += (int64_t)n[z] * (bonds - 2);
		has_metal = has_metal || !is_of_organics(z);
	}
	if (n[C] == 0 || twice < 0 || twice % 2 != 0)
		return false;
	if (has_metal ? n[H] == 0 && n[N] == 0 && n[C] < 2 : ends == 0)
		return false;
	/* Carbides have no hydrogen, nor what else makes a molecule. */
	if (ends == 0 && n[O] == 0 && n[N] == 0)
		return false;
	if (joints < 2 && twice > 0)
		return false;
	return (int64_t)n[O] <= 2 * (int64_t)n[C] + 1 + 2 * (int64_t)n[N] +
	                                3 * ((int64_t)n[S] + n[P]) &&
	       (int64_t)n[N] <= 4 * (int64_t)n[C] + 2;
}

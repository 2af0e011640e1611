#ifndef GAMUT_VERIFIERS_CAR_TABLE_H
#define GAMUT_VERIFIERS_CAR_TABLE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/status.h"
#include "base/str.h"
#include "verifiers/lexicon.h"

/* The word list that the table is read from. */
#define GAMUT_CAR_LIST "cars.tsv"

/* Added to the index of a model where a make's is expected. */
#define GAMUT_CAR_WHOLE (SIZE_MAX / 2)

struct gamut_car_make {
	struct gamut_str name;   /* "Škoda" */
	struct gamut_map models; /* key -> index of a model */
};

/*
 * The cars of the world: what cars.tsv holds
 * ------------------------------------------
 * The whole truth on what is a car: nothing is derived beyond folding. Keys
 * are those of car_name.h. Read-only once open.
 */
struct gamut_car_table {
	struct gamut_arena arena;
	struct gamut_car_make *makes;
	size_t make_count;
	struct gamut_str *models; /* make and model: "Škoda Octavia" */
	size_t model_count;

	/*
	 * What a car can begin with: a make, with its index; or make and model
	 * in one ("Mazda3"), with GAMUT_CAR_WHOLE plus the model's index.
	 */
	struct gamut_map starts;
	struct gamut_map trims; /* what can follow a model -> its number */

	/* The most words that a key of the kind has. */
	size_t start_words;
	size_t model_words;
	size_t trim_words;
};

/*
 * Read the list. On GAMUT_OK the caller owns `*out`; it views the lexicon's
 * text. GAMUT_EPARSE where the list is malformed: the message names list, line
 * and remedy. Also fails as gamut_lexicon_read() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_car_table_open(struct gamut_car_table **out,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err);
void gamut_car_table_free(struct gamut_car_table *table); /* NULL is a no-op */

#endif

#include "verifiers/speller.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include <hunspell/hunspell.h>

#include "base/alloc.h"

#define DICTIONARIES 2

const char *const gamut_speller_needs[GAMUT_SPELLER_NEEDS] = {
	"en_US.aff",
	"en_US.dic",
	"en_GB.aff",
	"en_GB.dic",
};

struct gamut_speller {
	Hunhandle *dictionaries[DICTIONARIES];
	pthread_mutex_t lock; /* over the dictionaries */
};

/*
 * The path of a file that can be read. Hunspell itself takes a file that it
 * cannot open for an empty one.
 */
static enum gamut_status find(const char **path, struct gamut_lexicon *lexicon,
                              const char *name, struct gamut_err *err)
{
	enum gamut_status status = gamut_lexicon_dictionary(path, lexicon, name,
	                                                    err);

	if (status)
		return status;
	if (access(*path, R_OK) != 0)
		return gamut_error(err, GAMUT_EIO, "cannot read '%s'", *path);
	return GAMUT_OK;
}

enum gamut_status gamut_speller_open(struct gamut_speller **out,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err)
{
	const char *paths[GAMUT_SPELLER_NEEDS] = { 0 };
	struct gamut_speller *speller;

	for (size_t i = 0; i < GAMUT_SPELLER_NEEDS; i++) {
		enum gamut_status status = find(&paths[i], lexicon,
		                                gamut_speller_needs[i], err);

		if (status)
			return status;
	}
	speller = gamut_alloc(sizeof(*speller));
	pthread_mutex_init(&speller->lock, NULL);
	for (size_t i = 0; i < DICTIONARIES; i++)
		speller->dictionaries[i] = Hunspell_create(paths[2 * i],
		                                           paths[2 * i + 1]);
	*out = speller;
	return GAMUT_OK;
}

void gamut_speller_free(struct gamut_speller *speller)
{
	if (!speller)
		return;
	for (size_t i = 0; i < DICTIONARIES; i++)
		Hunspell_destroy(speller->dictionaries[i]);
	pthread_mutex_destroy(&speller->lock);
	free(speller);
}

bool gamut_speller_knows(struct gamut_speller *speller, const char *word)
{
	bool knows = false;

	pthread_mutex_lock(&speller->lock);
	for (size_t i = 0; i < DICTIONARIES && !knows; i++)
		knows = Hunspell_spell(speller->dictionaries[i], word) != 0;
	pthread_mutex_unlock(&speller->lock);
	return knows;
}

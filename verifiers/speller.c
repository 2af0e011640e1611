#include "verifiers/speller.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <hunspell/hunspell.h>

#include "base/alloc.h"
#include "base/file.h"

#define DICTIONARIES 2

const char *const gamut_speller_needs[GAMUT_SPELLER_NEEDS] = {
	"en_US.aff",
	"en_US.dic",
	"en_GB.aff",
	"en_GB.dic",
};

struct gamut_speller {
	const char *paths[GAMUT_SPELLER_NEEDS]; /* in the lexicon */
	struct stat files[GAMUT_SPELLER_NEEDS]; /* what was there at first */
	/* NULL until the first question. */
	Hunhandle *dictionaries[DICTIONARIES];
	pthread_mutex_t lock; /* over the dictionaries */
};

/* Does the text of a .dic file begin as it must, with its number of words? */
static bool begins_with_count(struct gamut_str text)
{
	struct gamut_str mark = GAMUT_STR("\xef\xbb\xbf");

	if (gamut_str_starts_with(text, mark))
		text = gamut_str_skip(text, mark.len);
	return text.len > 0 && gamut_ascii_is_digit(text.ptr[0]);
}

/*
 * See that the open file `fd` will do, as far as its first bytes tell: Hunspell
 * itself takes what it cannot read for an empty dictionary.
 */
static enum gamut_status check_file(int fd, const char *path, struct stat *file,
                                    struct gamut_err *err)
{
	char bytes[16];
	ssize_t n = read(fd, bytes, sizeof(bytes));
	struct gamut_str start = { .ptr = bytes, .len = n > 0 ? (size_t)n : 0 };

	if (n < 0 || fstat(fd, file) != 0)
		return gamut_error_errno(err, errno, "cannot read '%s'", path);
	if (gamut_str_ends_with(gamut_str_of(path), GAMUT_STR(".dic")) &&
	    !begins_with_count(start))
		return gamut_error(err, GAMUT_EPARSE,
		                   "'%s' is no dictionary: it does not begin "
		                   "with the number of its words",
		                   path);
	return GAMUT_OK;
}

/* Find the i-th file. */
static enum gamut_status find(struct gamut_speller *speller, size_t i,
                              struct gamut_lexicon *lexicon,
                              struct gamut_err *err)
{
	enum gamut_status status;
	int fd;

	status = gamut_lexicon_dictionary(&speller->paths[i], lexicon,
	                                  gamut_speller_needs[i], err);
	if (status)
		return status;
	fd = gamut_file_open(speller->paths[i], O_RDONLY);
	if (fd < 0)
		return gamut_error_errno(err, errno, "cannot read '%s'",
		                         speller->paths[i]);
	status = check_file(fd, speller->paths[i], &speller->files[i], err);
	close(fd);
	return status;
}

enum gamut_status gamut_speller_open(struct gamut_speller **out,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err)
{
	struct gamut_speller *speller = gamut_alloc(sizeof(*speller));

	for (size_t i = 0; i < GAMUT_SPELLER_NEEDS; i++) {
		enum gamut_status status = find(speller, i, lexicon, err);

		if (status) {
			free(speller);
			return status;
		}
	}
	pthread_mutex_init(&speller->lock, NULL);
	*out = speller;
	return GAMUT_OK;
}

/*
 * Nobody may judge by other dictionaries than those whose hashes were told, or
 * by none.
 */
static void check_unchanged(const struct gamut_speller *speller)
{
	for (size_t i = 0; i < GAMUT_SPELLER_NEEDS; i++) {
		const struct stat *was = &speller->files[i];
		struct stat is;

		if (stat(speller->paths[i], &is) != 0 ||
		    is.st_dev != was->st_dev || is.st_ino != was->st_ino ||
		    is.st_size != was->st_size ||
		    is.st_mtim.tv_sec != was->st_mtim.tv_sec ||
		    is.st_mtim.tv_nsec != was->st_mtim.tv_nsec)
			GAMUT_BUG("'%s' was changed while it was in use; start "
			          "again with the dictionary as it now is",
			          speller->paths[i]);
	}
}

static void load(struct gamut_speller *speller)
{
	check_unchanged(speller);
	for (size_t i = 0; i < DICTIONARIES; i++)
		speller->dictionaries[i] = Hunspell_create(
			speller->paths[2 * i], speller->paths[2 * i + 1]);
	check_unchanged(speller);
}

void gamut_speller_free(struct gamut_speller *speller)
{
	if (!speller)
		return;
	for (size_t i = 0; i < DICTIONARIES; i++)
		if (speller->dictionaries[i])
			Hunspell_destroy(speller->dictionaries[i]);
	pthread_mutex_destroy(&speller->lock);
	free(speller);
}

bool gamut_speller_knows(struct gamut_speller *speller, const char *word)
{
	bool knows = false;

	pthread_mutex_lock(&speller->lock);
	if (!speller->dictionaries[0])
		load(speller);
	for (size_t i = 0; i < DICTIONARIES && !knows; i++)
		knows = Hunspell_spell(speller->dictionaries[i], word) != 0;
	pthread_mutex_unlock(&speller->lock);
	return knows;
}

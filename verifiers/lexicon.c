#include "verifiers/lexicon.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/digest.h"
#include "base/env.h"
#include "base/file.h"
#include "base/text.h"

/* Longest word list that is read. */
#define MAX_BYTES ((size_t)64 * 1024 * 1024)

struct resource {
	struct resource *next;
	const char *name;
	const char *path;
	struct gamut_str text;       /* of a word list that was read */
	bool is_read;                /* `text` is there, and is UTF-8 */
	char hex[GAMUT_DIGEST_SIZE]; /* "" until asked for */
};

struct shared {
	struct shared *next;
	struct gamut_str key;
	void *object;
	void (*release)(void *object);
};

struct gamut_lexicon {
	struct gamut_arena arena;
	struct resource *resources;
	struct shared *shared;
	const char *folder;
	struct gamut_err missing; /* why there is no folder, if there is none */
};

static bool is_dictionary(const char *name)
{
	struct gamut_str s = gamut_str_of(name);

	return gamut_str_ends_with(s, GAMUT_STR(".dic")) ||
	       gamut_str_ends_with(s, GAMUT_STR(".aff"));
}

/* Where word lists are, or in `missing` why nowhere. */
static void find_folder(struct gamut_lexicon *lexicon)
{
	const char *asked = gamut_env("GAMUT_WORDLISTS");
	const char *program;
	const char *beside;
	const char *installed;

	if (asked) {
		lexicon->folder =
			gamut_arena_strf(&lexicon->arena, "%s", asked).ptr;
		if (!gamut_file_is_folder(asked))
			gamut_error_set(&lexicon->missing, GAMUT_ENOTFOUND,
			                "no word lists: GAMUT_WORDLISTS is "
			                "'%s', which is not a folder",
			                asked);
		return;
	}
	if (gamut_file_program_folder(&program, &lexicon->arena,
	                              &lexicon->missing))
		return;
	beside = gamut_arena_strf(&lexicon->arena, "%s/wordlists", program).ptr;
	installed = gamut_arena_strf(&lexicon->arena,
	                             "%s/../share/gamut/wordlists", program)
	                    .ptr;
	lexicon->folder = gamut_file_is_folder(beside) ? beside : installed;
	if (!gamut_file_is_folder(lexicon->folder))
		gamut_error_set(&lexicon->missing, GAMUT_ENOTFOUND,
		                "no word lists: neither '%s' nor '%s' is a "
		                "folder; set GAMUT_WORDLISTS to the folder "
		                "that holds them",
		                beside, installed);
}

struct gamut_lexicon *gamut_lexicon_open(void)
{
	struct gamut_lexicon *lexicon = gamut_alloc(sizeof(*lexicon));

	find_folder(lexicon);
	return lexicon;
}

enum gamut_status gamut_lexicon_folder(const char **folder,
                                       const struct gamut_lexicon *lexicon,
                                       struct gamut_err *err)
{
	if (lexicon->missing.status)
		return gamut_error(err, lexicon->missing.status, "%s",
		                   lexicon->missing.msg);
	*folder = lexicon->folder;
	return GAMUT_OK;
}

void gamut_lexicon_free(struct gamut_lexicon *lexicon)
{
	if (!lexicon)
		return;
	for (struct shared *s = lexicon->shared; s; s = s->next)
		s->release(s->object);
	gamut_arena_clear(&lexicon->arena);
	free(lexicon);
}

/* The path of the dictionary `name`, or NULL. */
static const char *find_dictionary(struct gamut_lexicon *lexicon,
                                   const char *name)
{
	const char *asked = gamut_env("GAMUT_DICTIONARIES");
	const char *const folders[] = {
		asked ? asked : "/usr/share/hunspell",
		asked ? asked : "/usr/share/myspell/dicts",
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(folders); i++) {
		const char *path = gamut_arena_strf(&lexicon->arena, "%s/%s",
		                                    folders[i], name)
		                           .ptr;

		if (gamut_file_exists(path))
			return path;
	}
	return NULL;
}

/* "en_US.dic" is in the package hunspell-en-us. */
static void dictionary_missing(const char *name, struct gamut_err *err)
{
	char package[32] = { 0 };

	for (size_t i = 0; name[i] && name[i] != '.' && i + 1 < sizeof(package);
	     i++)
		package[i] = name[i] == '_' ? '-' : gamut_ascii_lower(name[i]);
	gamut_error_set(err, GAMUT_ENOTFOUND,
	                "the dictionary '%s' is missing: install the "
	                "package hunspell-%s, or set GAMUT_DICTIONARIES to "
	                "the folder that holds it",
	                name, package);
}

/* The resource `name`, located but not yet read; NULL, with why in `err`. */
static struct resource *locate(struct gamut_lexicon *lexicon, const char *name,
                               struct gamut_err *err)
{
	struct resource *r = lexicon->resources;
	const char *path;

	while (r && strcmp(r->name, name) != 0)
		r = r->next;
	if (r)
		return r;

	if (is_dictionary(name)) {
		path = find_dictionary(lexicon, name);
		if (!path) {
			dictionary_missing(name, err);
			return NULL;
		}
	} else if (lexicon->missing.status) {
		gamut_error_set(err, lexicon->missing.status, "%s",
		                lexicon->missing.msg);
		return NULL;
	} else {
		path = gamut_arena_strf(&lexicon->arena, "%s/%s",
		                        lexicon->folder, name)
		               .ptr;
		if (!gamut_file_exists(path)) {
			gamut_error_set(err, GAMUT_ENOTFOUND,
			                "the word list '%s' is missing", path);
			return NULL;
		}
	}
	r = gamut_arena_new(&lexicon->arena, struct resource, 1);
	*r = (struct resource){
		.next = lexicon->resources,
		.name = gamut_arena_strf(&lexicon->arena, "%s", name).ptr,
		.path = path,
	};
	lexicon->resources = r;
	return r;
}

/* Keep the text of the word list `r`, if it can be one. */
static enum gamut_status read_list(struct resource *r,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	struct gamut_str text;
	enum gamut_status status;

	if (r->is_read)
		return GAMUT_OK;
	status = gamut_file_read(&text, r->path, MAX_BYTES, &lexicon->arena,
	                         err);
	if (status)
		return status;
	if (!gamut_text_is_utf8(text))
		return gamut_error(err, GAMUT_EPARSE,
		                   "the word list '%s' is not UTF-8", r->path);
	r->text = text;
	r->is_read = true;
	return GAMUT_OK;
}

enum gamut_status gamut_lexicon_read(struct gamut_str *text,
                                     struct gamut_lexicon *lexicon,
                                     const char *name, struct gamut_err *err)
{
	struct resource *r = locate(lexicon, name, err);
	enum gamut_status status;

	if (!r)
		return GAMUT_ENOTFOUND;
	status = read_list(r, lexicon, err);
	if (!status)
		*text = r->text;
	return status;
}

enum gamut_status gamut_lexicon_dictionary(const char **path,
                                           struct gamut_lexicon *lexicon,
                                           const char *name,
                                           struct gamut_err *err)
{
	const struct resource *r = locate(lexicon, name, err);

	if (!r)
		return GAMUT_ENOTFOUND;
	*path = r->path;
	return GAMUT_OK;
}

/* Add the file at `path` to `digest`; dictionaries are long and not kept. */
static enum gamut_status hash_file(struct gamut_digest *digest,
                                   const char *path, struct gamut_err *err)
{
	static const size_t step = (size_t)64 * 1024;
	int fd = gamut_file_open(path, O_RDONLY);
	enum gamut_status status = GAMUT_OK;
	char *chunk;
	ssize_t n;

	if (fd < 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	chunk = gamut_alloc(step);
	while ((n = read(fd, chunk, step)) != 0) {
		if (n > 0) {
			gamut_digest_bytes(
				digest, (struct gamut_str){ .ptr = chunk,
			                                    .len = (size_t)n });
		} else if (errno != EINTR) {
			status = gamut_error_errno(err, errno,
			                           "cannot read '%s'", path);
			break;
		}
	}
	free(chunk);
	close(fd);
	return status;
}

/* Add the bytes of `r`: of a word list those in use, not what it is by now. */
static enum gamut_status hash_resource(struct gamut_digest *digest,
                                       struct resource *r,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err)
{
	enum gamut_status status;

	if (is_dictionary(r->name))
		return hash_file(digest, r->path, err);
	status = read_list(r, lexicon, err);
	if (!status)
		gamut_digest_bytes(digest, r->text);
	return status;
}

enum gamut_status gamut_lexicon_digest(const char **hex,
                                       struct gamut_lexicon *lexicon,
                                       const char *name, struct gamut_err *err)
{
	struct resource *r = locate(lexicon, name, err);
	enum gamut_status status = GAMUT_OK;
	struct gamut_digest digest;

	if (!r)
		return GAMUT_ENOTFOUND;
	if (!r->hex[0]) {
		gamut_digest_init(&digest);
		status = hash_resource(&digest, r, lexicon, err);
		if (!status)
			gamut_digest_hex(&digest, r->hex);
	}
	if (!status)
		*hex = r->hex;
	return status;
}

void *gamut_lexicon_find_shared(const struct gamut_lexicon *lexicon,
                                struct gamut_str key)
{
	for (struct shared *s = lexicon->shared; s; s = s->next)
		if (gamut_str_eq(s->key, key))
			return s->object;
	return NULL;
}

void gamut_lexicon_share(struct gamut_lexicon *lexicon, struct gamut_str key,
                         void *object, void (*release)(void *object))
{
	struct shared *s = gamut_arena_new(&lexicon->arena, struct shared, 1);

	*s = (struct shared){
		.next = lexicon->shared,
		.key = gamut_arena_copy(&lexicon->arena, key),
		.object = object,
		.release = release,
	};
	lexicon->shared = s;
}

bool gamut_lexicon_take_line(struct gamut_str *rest, struct gamut_str *line)
{
	while (gamut_str_take_line(rest, line))
		if (line->len > 0 && line->ptr[0] != '#')
			return true;
	return false;
}

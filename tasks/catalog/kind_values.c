#include "tasks/catalog/kind_values.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "tasks/catalog/task_file.h"
#include "verifiers/integer_rules.h"

/* Where numbers of YAML and JSON are exact. */
#define WHOLE_MAX (UINT64_C(1) << 53)

/* All files that one task keeps in memory, however often it names them. */
#define FILES_MAX (4 * GAMUT_TASK_LIST_MAX)

/* Of a file that is read only for its digest. */
#define CHUNK ((size_t)64 << 10)

enum gamut_status gamut_kind_read_text(const char **out,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	struct gamut_str text;

	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    gamut_yaml_is_null(node))
		return gamut_yaml_error(node, err, "a text is wanted here");
	text = gamut_yaml_text(node);
	if (text.len == 0)
		return gamut_yaml_error(node, err, "this text is empty");
	if (strlen(text.ptr) != text.len)
		return gamut_yaml_error(node, err,
		                        "this text holds a NUL character, "
		                        "which none may");
	*out = gamut_arena_copy(context->arena, text).ptr;
	return GAMUT_OK;
}

/* -------------------------------------------------------------------- files */

/* `path` as it is found from here. */
static const char *full_path(const char *path,
                             struct gamut_kind_context *context)
{
	return path[0] == '/' ? path :
	                        gamut_arena_strf(context->arena, "%s/%s",
	                                         context->folder, path)
	                                .ptr;
}

/* Looked at first: to open a pipe would be to wait for its writer. */
static enum gamut_status check_regular(const char *path, struct gamut_err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	if (!S_ISREG(st.st_mode))
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is not a regular file", path);
	return GAMUT_OK;
}

static void define_file(struct gamut_kind_context *context,
                        struct gamut_digest *digest)
{
	char hex[GAMUT_DIGEST_SIZE];

	gamut_digest_hex(digest, hex);
	gamut_buf_addf(context->definition, "file %s\n", hex);
}

enum gamut_status gamut_kind_read_file(struct gamut_str *out, const char *path,
                                       size_t max,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	const char *full = full_path(path, context);
	struct gamut_digest digest;
	enum gamut_status status = check_regular(full, err);

	if (!status)
		status = gamut_file_read(out, full, max, context->arena, err);
	if (!status && out->len > FILES_MAX - context->file_bytes)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "the files of this task have more than "
		                     "%zu bytes together",
		                     FILES_MAX);
	if (status)
		return gamut_yaml_error_at(node, err);
	context->file_bytes += out->len;
	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, *out);
	define_file(context, &digest);
	return GAMUT_OK;
}

/* Add all of `fd` to the digest; an errno, or 0. */
static int digest_all(struct gamut_digest *digest, int fd)
{
	char *chunk = gamut_alloc(CHUNK);
	int errnum = 0;
	ssize_t n;

	do {
		n = read(fd, chunk, CHUNK);
		if (n < 0)
			errnum = errno;
		else
			gamut_digest_bytes(
				digest, (struct gamut_str){ chunk, (size_t)n });
	} while (n > 0 || (n < 0 && errnum == EINTR));
	free(chunk);
	return n < 0 ? errnum : 0;
}

enum gamut_status gamut_kind_define_file(const char *path,
                                         const struct gamut_yaml_node *node,
                                         struct gamut_kind_context *context,
                                         struct gamut_err *err)
{
	const char *full = full_path(path, context);
	struct gamut_digest digest;
	enum gamut_status status = check_regular(full, err);
	int errnum;
	int fd;

	if (status)
		return gamut_yaml_error_at(node, err);
	gamut_digest_init(&digest);
	fd = gamut_file_open(full, O_RDONLY);
	errnum = fd < 0 ? errno : digest_all(&digest, fd);
	if (fd >= 0)
		close(fd);
	if (errnum) {
		gamut_error_errno(err, errnum, "cannot read '%s'", full);
		return gamut_yaml_error_at(node, err);
	}
	define_file(context, &digest);
	return GAMUT_OK;
}

/* ------------------------------------------------------------------- values */

static enum gamut_status take_bool(void *at, const struct gamut_yaml_node *node,
                                   struct gamut_err *err)
{
	if (!gamut_yaml_is_bool(node))
		return gamut_yaml_error(node, err, "true or false is wanted");
	*(bool *)at = gamut_str_eq(gamut_yaml_text(node), GAMUT_STR("true"));
	return GAMUT_OK;
}

static enum gamut_status take_whole(void *at, const struct gamut_kind_key *key,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_err *err)
{
	uint64_t max = key->max ? key->max : WHOLE_MAX;
	double value;

	if (!gamut_yaml_get_double(node, &value) || value < (double)key->min ||
	    value > (double)max || value != (double)(uint64_t)value)
		return gamut_yaml_error(node, err,
		                        "'%s' is a whole number from %" PRIu64
		                        " to %" PRIu64,
		                        key->name, key->min, max);
	*(uint64_t *)at = (uint64_t)value;
	return GAMUT_OK;
}

static enum gamut_status take_integer(void *at,
                                      const struct gamut_kind_key *key,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    !gamut_integer_is_plain(gamut_yaml_text(node)))
		return gamut_yaml_error(node, err,
		                        "'%s' is a whole number, in decimal "
		                        "digits",
		                        key->name);
	*(const char **)at =
		gamut_arena_copy(context->arena, gamut_yaml_text(node)).ptr;
	return GAMUT_OK;
}

static enum gamut_status take_choice(void *at, const struct gamut_kind_key *key,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_err *err)
{
	struct gamut_buf all = { 0 };
	struct gamut_str text = GAMUT_STR_EMPTY;
	size_t count = 0;

	if (gamut_yaml_kind(node) == GAMUT_YAML_SCALAR)
		text = gamut_yaml_text(node);
	for (; key->choices[count]; count++) {
		if (gamut_str_eq(gamut_str_of(key->choices[count]), text)) {
			*(int *)at = (int)count;
			gamut_buf_release(&all);
			return GAMUT_OK;
		}
		gamut_buf_addf(&all, "%s%s", count ? ", " : "",
		               key->choices[count]);
	}
	gamut_yaml_error_set(
		node, err, "'%s' is one of %s%s", key->name,
		gamut_buf_cstr(&all),
		gamut_text_hint(text.len ? text.ptr : "", key->choices, count)
			.text);
	gamut_buf_release(&all);
	return GAMUT_EPARSE;
}

static enum gamut_status take_words(struct gamut_words *words,
                                    const struct gamut_kind_key *key,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_kind_context *context,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	bool is_list = gamut_yaml_kind(node) == GAMUT_YAML_LIST;
	size_t count = is_list ? gamut_yaml_count(node) : 1;

	if (count == 0 || gamut_yaml_kind(node) == GAMUT_YAML_MAP)
		return gamut_yaml_error(node, err,
		                        "'%s' is a text or a list of texts",
		                        key->name);
	words->list = gamut_arena_new(context->arena, const char *, count);
	words->count = count;
	for (size_t i = 0; i < count && !status; i++)
		status = gamut_kind_read_text(
			&words->list[i],
			is_list ? gamut_yaml_item(node, i) : node, context,
			err);
	return status;
}

static enum gamut_status take_checks(struct gamut_checks *checks,
                                     const struct gamut_kind_key *key,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_kind_context *context,
                                     struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST ||
	    gamut_yaml_count(node) == 0)
		return gamut_yaml_error(node, err, "'%s' is a list of checks",
		                        key->name);
	checks->count = gamut_yaml_count(node);
	checks->list = gamut_arena_new(context->arena, struct gamut_check,
	                               checks->count);
	for (size_t i = 0; i < checks->count && !status; i++)
		status = gamut_kind_read(&checks->list[i],
		                         gamut_yaml_item(node, i), context,
		                         err);
	return status;
}

static enum gamut_status take_file(struct gamut_str *at,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	const char *path;
	enum gamut_status status = gamut_kind_read_text(&path, node, context,
	                                                err);

	if (!status)
		status = gamut_kind_read_file(at, path, GAMUT_TASK_LIST_MAX,
		                              node, context, err);
	if (!status && !gamut_text_is_utf8(*at))
		return gamut_yaml_error(node, err, "'%s' is not UTF-8 text",
		                        path);
	return status;
}

enum gamut_status gamut_kind_take_value(void *at,
                                        const struct gamut_kind_key *key,
                                        const struct gamut_yaml_node *node,
                                        struct gamut_kind_context *context,
                                        struct gamut_err *err)
{
	switch (key->type) {
	case GAMUT_KIND_BOOL:
		return take_bool(at, node, err);
	case GAMUT_KIND_WHOLE:
		return take_whole(at, key, node, err);
	case GAMUT_KIND_INTEGER:
		return take_integer(at, key, node, context, err);
	case GAMUT_KIND_NUMBER:
		return gamut_yaml_get_double(node, at) ?
		               GAMUT_OK :
		               gamut_yaml_error(node, err, "'%s' is a number",
		                                key->name);
	case GAMUT_KIND_TEXT:
		return gamut_kind_read_text(at, node, context, err);
	case GAMUT_KIND_CHOICE:
		return take_choice(at, key, node, err);
	case GAMUT_KIND_WORDS:
		return take_words(at, key, node, context, err);
	case GAMUT_KIND_CHECK:
		return gamut_kind_read(at, node, context, err);
	case GAMUT_KIND_CHECKS:
		return take_checks(at, key, node, context, err);
	case GAMUT_KIND_FILE:
		return take_file(at, node, context, err);
	case GAMUT_KIND_JSON:
		*(struct gamut_str *)at = gamut_yaml_json(node, context->arena);
		return GAMUT_OK;
	case GAMUT_KIND_OWN:
		break;
	}
	return key->take(at, node, context, err);
}

enum gamut_status gamut_kind_finish_opened(struct gamut_check *out, void *rule,
                                           const struct gamut_yaml_node *node,
                                           struct gamut_kind_context *context,
                                           struct gamut_err *err)
{
	void *state;

	(void)context;
	if (out->verifier->open(&state, rule, NULL, err))
		return gamut_yaml_error_at(node, err);
	out->verifier->close(state);
	return GAMUT_OK;
}

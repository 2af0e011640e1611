#include "runner/cli/folder.h"

#include "base/buf.h"
#include "base/digest.h"

/* "sim:base" -> "sim-base": a name that is safe in any folder. */
static void add_slug(struct gamut_buf *out, const char *name)
{
	for (size_t i = 0; name[i] && i < 64; i++) {
		char c = name[i];
		bool is_safe = gamut_ascii_is_alpha(c) ||
		               gamut_ascii_is_digit(c) || (c == '.' && i > 0) ||
		               c == '_';

		gamut_buf_add_char(out, is_safe ? c : '-');
	}
}

static void digest_texts(struct gamut_digest *digest,
                         const struct gamut_texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		gamut_digest_field(digest, gamut_str_of(texts->items[i]));
	/* The end of the list, so that no text moves to the next one. */
	gamut_digest_field(digest, GAMUT_STR_EMPTY);
}

const char *gamut_folder_name(const struct gamut_session_options *options,
                              struct gamut_arena *arena)
{
	const struct gamut_sampling *s = &options->sampling;
	const char *words[] = { options->model,  options->template,
		                options->family, options->profile,
		                options->tasks,  options->settings,
		                s->preset };
	struct gamut_str numbers = gamut_arena_strf(
		arena, "%g %g %g %lld %u %lld %d %llu", s->temperature,
		s->top_p, s->min_p, (long long)s->top_k,
		(unsigned)options->max_tokens,
		(long long)options->thinking_tokens, options->has_seed,
		(unsigned long long)options->seed);
	struct gamut_buf out = { 0 };
	char hex[GAMUT_DIGEST_SIZE];
	struct gamut_digest digest;
	const char *folder;

	gamut_digest_init(&digest);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++)
		gamut_digest_field(&digest,
		                   gamut_str_of(words[i] ? words[i] : ""));
	digest_texts(&digest, &options->endpoints);
	digest_texts(&digest, &options->set);
	digest_texts(&digest, &options->unset);
	/* Names of before there were suites stay. */
	if (options->suite)
		gamut_digest_field(&digest, gamut_str_of(options->suite));
	if (options->task_files.count > 0)
		digest_texts(&digest, &options->task_files);
	gamut_digest_field(&digest, numbers);
	gamut_digest_hex(&digest, hex);
	gamut_buf_addf(&out, "results/");
	add_slug(&out, options->model);
	gamut_buf_add_char(&out, '-');
	add_slug(&out, options->template);
	gamut_buf_addf(&out, "-%.8s", hex);
	folder = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return folder;
}

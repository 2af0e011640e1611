#include "runner/store/sample.h"
#include "tests/support/fuzz.h"

/* Encode `sample` into `line`; returns it without its line feed. */
static struct gamut_str encode(struct gamut_buf *line,
                               const struct gamut_sample *sample)
{
	gamut_buf_clear(line);
	gamut_sample_encode(line, sample);
	return gamut_str_head(gamut_buf_view(line), line->len - 1);
}

/* `sample` is written and read without change. */
static void check_round_trip(const struct gamut_sample *sample,
                             struct gamut_arena *arena)
{
	struct gamut_buf first = { 0 };
	struct gamut_buf second = { 0 };
	struct gamut_str line = encode(&first, sample);
	struct gamut_sample again;
	struct gamut_err err = { 0 };

	if (gamut_sample_decode(&again, line, arena, &err))
		GAMUT_BUG("%s: %.*s", err.msg, GAMUT_STR_ARG(line));
	if (!gamut_str_eq(line, encode(&second, &again)))
		GAMUT_BUG("%s became %s", first.ptr, second.ptr);
	if (!gamut_str_eq(sample->text, again.text))
		GAMUT_BUG("the text has changed");
	gamut_buf_release(&first);
	gamut_buf_release(&second);
}

/*
 * The input is a line; and, as few inputs have the right CRC, also the text of
 * a sample that is written, read, and then only written and read unchanged.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str input = { .ptr = size ? (const char *)data : "",
		                   .len = size };
	struct gamut_sample sample = { .task = input,
		                       .setting = input,
		                       .text = input,
		                       .reasoning = input,
		                       .finish_reason = input,
		                       .model = input,
		                       .response_id = input,
		                       .fingerprint = input };
	struct gamut_arena arena = { 0 };
	struct gamut_buf line = { 0 };
	struct gamut_err err = { 0 };

	if (!gamut_sample_decode(&sample, input, &arena, &err))
		check_round_trip(&sample, &arena);
	sample.text = input;
	sample.request_choices = (uint32_t)size;
	sample.request_index = (uint32_t)size / 2;
	sample.request_completion_tokens = (int64_t)size - 1;
	sample.is_cached = size % 2;
	if (gamut_sample_decode(&sample, encode(&line, &sample), &arena, &err))
		GAMUT_BUG("%s", err.msg);
	check_round_trip(&sample, &arena);
	gamut_buf_release(&line);
	gamut_arena_clear(&arena);
	return 0;
}

#ifndef GAMUT_MEASURE_EXTRACT_H
#define GAMUT_MEASURE_EXTRACT_H

#include <stdbool.h>

#include "base/str.h"

/*
 * What a completion says
 * ----------------------
 * One rule for every template and task, applied when scoring; the store keeps
 * the raw text. In this order:
 *
 *  1. drop a <think>...</think> block at the very front, white space before
 *     it aside; of a block that is never closed nothing remains;
 *  2. strip white space;
 *  3. cut at the first line break (\n, \r or both);
 *  4. strip white space;
 *  5. cut at the first end-of-turn marker, and strip what stood before it, so
 *     that a server which shows these tokens and one which hides them give
 *     the same answer.
 *
 * Nothing else: quotes, bullets, "Sure! ..." and a full stop are the model's.
 * White space is that of ASCII: what Unicode counts as white space grows with
 * its versions, and a no-break space that a model put there is part of what it
 * answered.
 *
 * The markers, byte for byte: <end_of_turn> and <eos> (Gemma), <|im_end|>
 * (ChatML, Qwen), <|endoftext|> (GPT, Qwen base), <|eot_id|>, <|eom_id|>,
 * <|end_of_text|> and <|eot|> (Llama 3, 4), </s> (Llama 2, Mistral), <|end|>
 * (Phi, gpt-oss), <|return|> (gpt-oss), <|end_of_turn|> (OpenChat),
 * <|END_OF_TURN_TOKEN|> (Command), DeepSeek's end of sentence with its
 * full-width bars.
 */
struct gamut_answer {
	struct gamut_str text; /* a view into the completion; may be empty */
	bool had_think_block;  /* closed or not */
	bool think_is_unclosed;
	/*
	 * A line break or an end-of-turn marker stands behind the answer, so a
	 * token limit did not cut it short.
	 */
	bool is_terminated;
};

/* Total: any bytes. O(completion.len) time, no allocation. */
struct gamut_answer gamut_extract(struct gamut_str completion);

#endif

#include "tests/support/unit.h"

#include "base/buf.h"
#include "runner/measure/extract.h"

/* Flags of an answer. */
#define NONE 0U
#define THINK 1U
#define UNCLOSED 2U
#define ENDED 4U

#define S(lit)                          \
	{                               \
		(lit), sizeof(lit) - 1, \
	}

static const struct {
	const char *why;
	struct gamut_str completion;
	struct gamut_str answer;
	unsigned flags;
} cases[] = {
	{ "as it is", S("Utah"), S("Utah"), NONE },
	{ "nothing", S(""), S(""), NONE },
	{ "white space only", S(" \t\r\n\v\f"), S(""), NONE },
	{ "white space around", S(" \n Utah \t"), S("Utah"), NONE },
	{ "white space inside", S("New  York"), S("New  York"), NONE },
	{ "a line feed at the end", S("Utah\n"), S("Utah"), ENDED },
	{ "two lines", S("Utah \nOhio"), S("Utah"), ENDED },
	{ "carriage return", S("Utah\rOhio"), S("Utah"), ENDED },
	{ "both", S("Utah\r\nOhio"), S("Utah"), ENDED },
	{ "space, then a line feed", S("Utah  \n"), S("Utah"), ENDED },
	{ "a vertical tab ends no line", S("a\vb"), S("a\vb"), NONE },
	{ "a next line ends no line", S("a\xc2\x85"), S("a\xc2\x85"), NONE },
	{ "no-break space stays", S("\xc2\xa0x"), S("\xc2\xa0x"), NONE },
	{ "NUL stays", S("a\0b"), S("a\0b"), NONE },
	{ "bytes stay", S("\xff\xfe"), S("\xff\xfe"), NONE },
	{ "quotes stay", S("\"Utah\"."), S("\"Utah\"."), NONE },
	{ "sentences stay", S("It is: 7!"), S("It is: 7!"), NONE },

	{ "Gemma", S("Utah<end_of_turn>\n"), S("Utah"), ENDED },
	{ "Qwen", S("Utah<|im_end|>"), S("Utah"), ENDED },
	{ "Qwen base", S("Utah<|endoftext|>x"), S("Utah"), ENDED },
	{ "Llama", S("Utah<|eot_id|>"), S("Utah"), ENDED },
	{ "Mistral", S("Utah</s>"), S("Utah"), ENDED },
	{ "DeepSeek",
	  S("Utah<\xef\xbd\x9c"
	    "end\xe2\x96\x81of\xe2\x96\x81sentence\xef\xbd\x9c>"),
	  S("Utah"), ENDED },
	{ "Command", S("Utah<|END_OF_TURN_TOKEN|>"), S("Utah"), ENDED },
	{ "space before a marker", S("Utah <eos>"), S("Utah"), ENDED },
	{ "a marker alone", S("<eos>"), S(""), ENDED },
	{ "a marker first", S("<eos>Utah"), S(""), ENDED },
	{ "the first of two", S("a</s>b<eos>"), S("a"), ENDED },
	{ "a marker on line two", S("a\n<eos>"), S("a"), ENDED },
	{ "half a marker", S("a<|im_end"), S("a<|im_end"), NONE },
	{ "another case", S("a<EOS>"), S("a<EOS>"), NONE },
	{ "a bracket before", S("a<<eos>"), S("a<"), ENDED },
	{ "brackets", S("<<<<"), S("<<<<"), NONE },

	{ "thoughts", S("<think>7?\n</think>\n\n7"), S("7"), THINK },
	{ "no thoughts", S("<think></think>7"), S("7"), THINK },
	{ "space before", S("\n <think>7?</think>7"), S("7"), THINK },
	{ "thoughts alone", S("<think>7?</think> \n"), S(""), THINK },
	{ "thoughts, unclosed", S("<think>7?\n7"), S(""), THINK | UNCLOSED },
	{ "opening alone", S("<think>"), S(""), THINK | UNCLOSED },
	{ "closed by half", S("<think>7</think"), S(""), THINK | UNCLOSED },
	{ "only one block", S("<think>a</think><think>b</think>7"),
	  S("<think>b</think>7"), THINK },
	{ "the first closing counts", S("<think>a</think>b</think>7"),
	  S("b</think>7"), THINK },
	{ "not at the front", S("7 <think>b</think>"), S("7 <think>b</think>"),
	  NONE },
	{ "closing alone", S("hm</think>7"), S("hm</think>7"), NONE },
	{ "thoughts, then all", S("<think>a</think>\n 7 <|im_end|>\n8"), S("7"),
	  THINK | ENDED },
};

static unsigned flags_of(struct gamut_answer answer)
{
	return (answer.had_think_block ? THINK : NONE) |
	       (answer.think_is_unclosed ? UNCLOSED : NONE) |
	       (answer.is_terminated ? ENDED : NONE);
}

START_TEST(answer_is_cut_out)
{
	struct gamut_answer answer = gamut_extract(cases[_i].completion);

	ck_assert_msg(gamut_str_eq(answer.text, cases[_i].answer), "%s: '%.*s'",
	              cases[_i].why, GAMUT_STR_ARG(answer.text));
	ck_assert_msg(flags_of(answer) == cases[_i].flags, "%s: flags %u",
	              cases[_i].why, flags_of(answer));
	ck_assert(answer.text.ptr >= cases[_i].completion.ptr);
	ck_assert(answer.text.ptr + answer.text.len <=
	          cases[_i].completion.ptr + cases[_i].completion.len);
}
END_TEST

/* A megabyte of what a quadratic reader would choke on. */
static void extract_many(const char *piece)
{
	struct gamut_buf text = { 0 };
	struct gamut_answer answer;

	while (text.len < 1000000)
		gamut_buf_add(&text, gamut_str_of(piece));
	answer = gamut_extract(gamut_buf_view(&text));
	ck_assert_uint_le(answer.text.len, text.len);
	gamut_buf_release(&text);
}

START_TEST(time_is_linear)
{
	extract_many("<");
	extract_many("<|");
	extract_many("<think>");
	extract_many("<think></");
	extract_many(" ");
	extract_many("\n");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("extract");
	TCase *tc = tcase_create("extract");

	tcase_add_loop_test(tc, answer_is_cut_out, 0, GAMUT_ARRAY_LEN(cases));
	tcase_add_test(tc, time_is_linear);
	suite_add_tcase(suite, tc);
	return suite;
}

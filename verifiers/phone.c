#include "verifiers/phone.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"

#define COUNTRY_CODES "country_codes.tsv"

#define US_DIGITS 10
#define E164_MIN 7
#define E164_MAX 15
#define SEPARATORS_MAX 6

#define CODE_MAX 3      /* digits of a country code */
#define CODES_SIZE 1000 /* numbers of that many digits */

#define NATIONAL_SPACE UINT64_C(1000000000)

struct phone {
	bool is_international;
	bool is_assigned[CODE_MAX + 1][CODES_SIZE]; /* by length, by number */
	uint32_t codes[CODES_SIZE];
	size_t count; /* of codes */
};

/* Does `s` look like `shape`, in which 'd' is any digit? */
static bool has_shape(struct gamut_str s, const char *shape)
{
	size_t i = 0;

	for (; i < s.len && shape[i]; i++)
		if (shape[i] == 'd' ? !gamut_ascii_is_digit(s.ptr[i]) :
		                      s.ptr[i] != shape[i])
			return false;
	return i == s.len && !shape[i];
}

/* `prefix` and the digits of `s`. */
static struct gamut_str digits_of(const char *prefix, struct gamut_str s,
                                  struct gamut_arena *arena)
{
	char *out = gamut_arena_new(arena, char, s.len + 1);
	size_t len = 0;

	for (; *prefix; prefix++)
		out[len++] = *prefix;
	for (size_t i = 0; i < s.len; i++)
		if (gamut_ascii_is_digit(s.ptr[i]))
			out[len++] = s.ptr[i];
	return (struct gamut_str){ .ptr = out, .len = len };
}

/* Why an answer that has none of the US shapes is wrong. */
static enum gamut_reason misshapen(struct gamut_str answer)
{
	size_t digits = 0;

	for (size_t i = 0; i < answer.len; i++) {
		char c = answer.ptr[i];

		if (gamut_ascii_is_digit(c))
			digits++;
		else if (c != ' ' && c != '-' && c != '(' && c != ')')
			return GAMUT_REASON_BAD_FORMAT;
	}
	return digits == US_DIGITS ? GAMUT_REASON_BAD_FORMAT :
	                             GAMUT_REASON_DIGIT_COUNT;
}

static struct gamut_verdict verify_us(struct gamut_str answer,
                                      struct gamut_arena *arena)
{
	static const char *const shapes[] = {
		"ddd-ddd-dddd",
		"(ddd) ddd-dddd",
		"ddd ddd dddd",
		"ddd ddd-dddd",
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(shapes); i++)
		if (has_shape(answer, shapes[i]))
			return gamut_verdict_accept(
				digits_of("", answer, arena));
	return gamut_verdict_reject(misshapen(answer));
}

/* Is `s` groups of digits with one space or hyphen between them? */
static bool is_grouped(struct gamut_str s, size_t *digits)
{
	size_t separators = 0;
	bool after_digit = false;

	for (size_t i = 0; i < s.len; i++) {
		bool is_digit = gamut_ascii_is_digit(s.ptr[i]);

		if (!is_digit &&
		    (!after_digit || (s.ptr[i] != ' ' && s.ptr[i] != '-')))
			return false;
		separators += !is_digit;
		after_digit = is_digit;
	}
	*digits = s.len - separators;
	return after_digit && separators <= SEPARATORS_MAX;
}

static bool has_country_code(const struct phone *phone, struct gamut_str s)
{
	uint32_t code = 0;

	for (size_t i = 0; i < CODE_MAX && i < s.len; i++) {
		if (!gamut_ascii_is_digit(s.ptr[i]))
			return false;
		code = code * 10 + (uint32_t)(s.ptr[i] - '0');
		if (phone->is_assigned[i + 1][code])
			return true;
	}
	return false;
}

static struct gamut_verdict verify_international(const struct phone *phone,
                                                 struct gamut_str answer,
                                                 struct gamut_arena *arena)
{
	struct gamut_str number;
	size_t digits = 0;

	if (answer.ptr[0] != '+')
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	number = gamut_str_skip(answer, 1);
	if (!is_grouped(number, &digits))
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	if (digits < E164_MIN || digits > E164_MAX)
		return gamut_verdict_reject(GAMUT_REASON_DIGIT_COUNT);
	if (!has_country_code(phone, number))
		return gamut_verdict_reject(GAMUT_REASON_UNASSIGNED_CODE);
	return gamut_verdict_accept(digits_of("+", number, arena));
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct phone *phone = state;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	return phone->is_international ?
	               verify_international(phone, answer, arena) :
	               verify_us(answer, arena);
}

static size_t needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	const struct gamut_phone_rule *phone = rule;

	names[0] = COUNTRY_CODES;
	return phone->is_international ? 1 : 0;
}

/* Note the country code `field`; false where it is none, or no news. */
static bool add_code(struct phone *phone, struct gamut_str field)
{
	uint32_t code = 0;

	if (field.len == 0 || field.len > CODE_MAX ||
	    has_country_code(phone, field))
		return false;
	for (size_t i = 0; i < field.len; i++) {
		if (!gamut_ascii_is_digit(field.ptr[i]))
			return false;
		code = code * 10 + (uint32_t)(field.ptr[i] - '0');
	}
	phone->is_assigned[field.len][code] = true;
	phone->codes[phone->count++] = code;
	return true;
}

static enum gamut_status read_codes(struct phone *phone,
                                    struct gamut_lexicon *lexicon,
                                    struct gamut_err *err)
{
	struct gamut_str rest;
	struct gamut_str line;
	struct gamut_str field;
	enum gamut_status status;

	status = gamut_lexicon_read(&rest, lexicon, COUNTRY_CODES, err);
	if (status)
		return status;
	while (gamut_lexicon_take_line(&rest, &line)) {
		field = GAMUT_STR_EMPTY;
		gamut_str_take_field(&line, '\t', &field);
		if (!add_code(phone, field))
			return gamut_error(err, GAMUT_EPARSE,
			                   "%s: bad country code '%.*s'",
			                   COUNTRY_CODES, GAMUT_STR_ARG(field));
	}
	if (phone->count == 0)
		return gamut_error(err, GAMUT_EPARSE, "%s is empty",
		                   COUNTRY_CODES);
	return GAMUT_OK;
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_phone_rule *phone_rule = rule;
	struct phone *phone = gamut_alloc(sizeof(*phone));
	enum gamut_status status = GAMUT_OK;

	phone->is_international = phone_rule->is_international;
	if (phone->is_international)
		status = read_codes(phone, lexicon, err);
	if (status)
		free(phone);
	else
		*state = phone;
	return status;
}

static uint64_t member_count(const void *state)
{
	const struct phone *phone = state;

	return phone->is_international ? phone->count * NATIONAL_SPACE :
	                                 UINT64_C(10000000000);
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct phone *phone = state;
	unsigned last = (unsigned)(i % 10000);
	unsigned middle = (unsigned)(i / 10000 % 1000);
	unsigned first = (unsigned)(i / 10000000);

	if (!phone->is_international)
		return gamut_arena_strf(arena, "%03u-%03u-%04u", first, middle,
		                        last);
	last = (unsigned)(i % 1000);
	middle = (unsigned)(i / 1000 % 1000);
	first = (unsigned)(i / 1000000 % 1000);
	return gamut_arena_strf(arena, "+%" PRIu32 " %03u %03u %03u",
	                        phone->codes[i / NATIONAL_SPACE], first, middle,
	                        last);
}

static void close_rule(void *state)
{
	free(state);
}

const struct gamut_verifier gamut_verifier_phone = {
	.name = "phone",
	.revision = 1,
	.needs = needs,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};

#include "verifiers/formula_read.h"

#include "base/compiler.h"
#include "base/text.h"
#include "verifiers/formula.h"

#define DEPTH_MAX 8
#define COUNT_DIGITS_MAX 3

struct reading {
	struct gamut_str rest;
	enum gamut_reason reason; /* why it failed */
};

static const struct superscript {
	const char *text;
	char ascii;
} superscripts[] = {
	{ "\xe2\x81\xba", '+' }, { "\xe2\x81\xbb", '-' },
	{ "\xc2\xb2", '2' },     { "\xc2\xb3", '3' },
	{ "\xe2\x81\xb4", '4' }, { "\xe2\x81\xb5", '5' },
	{ "\xe2\x81\xb6", '6' }, { "\xe2\x81\xb7", '7' },
	{ "\xe2\x81\xb8", '8' },
};

static bool fail(struct reading *reading, enum gamut_reason reason)
{
	reading->reason = reason;
	return false;
}

/* Cut `text` off the front. */
static bool take(struct reading *reading, const char *text)
{
	struct gamut_str front = gamut_str_of(text);

	if (!gamut_str_starts_with(reading->rest, front))
		return false;
	reading->rest = gamut_str_skip(reading->rest, front.len);
	return true;
}

/* An ASCII digit or a subscript; -1 where there is none. */
static int take_digit(struct reading *reading)
{
	struct gamut_str after = reading->rest;
	int32_t code;

	if (after.len == 0)
		return -1;
	code = gamut_text_take(&after);
	if (code >= '0' && code <= '9')
		code -= '0';
	else if (code >= 0x2080 && code <= 0x2089)
		code -= 0x2080;
	else
		return -1;
	reading->rest = after;
	return code;
}

/* A count, 1 where there is none. */
static bool take_count(struct reading *reading, uint32_t *count)
{
	uint32_t value = 0;
	int digits = 0;
	int digit;

	while ((digit = take_digit(reading)) >= 0) {
		if (++digits > COUNT_DIGITS_MAX || (digits == 1 && digit == 0))
			return fail(reading, GAMUT_REASON_BAD_SYNTAX);
		value = value * 10 + (uint32_t)digit;
	}
	if (digits > 0 && value == 1)
		return fail(reading, GAMUT_REASON_BAD_SYNTAX);
	*count = digits > 0 ? value : 1;
	return true;
}

static bool add_times(struct gamut_formula_part *to,
                      const struct gamut_formula_part *part, uint32_t times)
{
	for (int z = 1; z <= GAMUT_ELEMENTS; z++) {
		uint64_t sum = to->counts[z] +
		               (uint64_t)part->counts[z] * times;

		if (sum > GAMUT_FORMULA_ATOMS_MAX)
			return false;
		to->counts[z] = (uint32_t)sum;
	}
	/* No more than there is nitrogen. */
	to->ammonium += part->ammonium * times;
	to->ammine += part->ammine * times;
	return true;
}

/* One element with its count; `*before` is the one before it, if single. */
static bool read_element(struct reading *reading,
                         struct gamut_formula_part *part, int *before)
{
	struct gamut_formula_part one = { .counts = { 0 } };
	struct gamut_str rest = reading->rest;
	size_t len = 1;
	uint32_t count;
	int z;

	if (rest.len == 0 || rest.ptr[0] < 'A' || rest.ptr[0] > 'Z')
		return fail(reading, GAMUT_REASON_BAD_SYNTAX);
	while (len < rest.len && rest.ptr[len] >= 'a' && rest.ptr[len] <= 'z')
		len++;
	z = gamut_formula_find(gamut_str_head(rest, len));
	if (z == 0)
		return fail(reading, GAMUT_REASON_UNKNOWN_ELEMENT);
	reading->rest = gamut_str_skip(rest, len);
	if (!take_count(reading, &count))
		return false;
	one.counts[z] = 1;
	if (*before == 7 && z == 1) {
		part->ammonium += count == 4;
		part->ammine += count == 3;
	}
	*before = count == 1 ? z : 0;
	return add_times(part, &one, count) ||
	       fail(reading, GAMUT_REASON_TOO_LONG);
}

static bool read_units(struct reading *reading, struct gamut_formula_part *part,
                       unsigned depth);

/* What stands between brackets, the first of which is cut off. */
static bool read_group(struct reading *reading, struct gamut_formula_part *part,
                       const char *end, unsigned depth)
{
	struct gamut_formula_part inner = { .counts = { 0 } };
	uint32_t count;

	if (depth == DEPTH_MAX)
		return fail(reading, GAMUT_REASON_BAD_SYNTAX);
	if (!read_units(reading, &inner, depth + 1))
		return false;
	if (!take(reading, end))
		return fail(reading, GAMUT_REASON_BAD_SYNTAX);
	return take_count(reading, &count) &&
	       (add_times(part, &inner, count) ||
	        fail(reading, GAMUT_REASON_TOO_LONG));
}

static bool is_unit(const struct reading *reading)
{
	char c = reading->rest.len > 0 ? reading->rest.ptr[0] : '\0';

	return c == '(' || c == '[' || gamut_ascii_is_alpha(c);
}

/* At least one element or group. */
static bool read_units(struct reading *reading, struct gamut_formula_part *part,
                       unsigned depth)
{
	bool is_right = true;
	int before = 0;

	do {
		if (take(reading, "(")) {
			is_right = read_group(reading, part, ")", depth);
			before = 0;
		} else if (take(reading, "[")) {
			is_right = read_group(reading, part, "]", depth);
			before = 0;
		} else {
			is_right = read_element(reading, part, &before);
		}
	} while (is_right && is_unit(reading));
	return is_right;
}

/* A sign, or a digit from 2 on where `is_digit`; 0 where there is none. */
static char take_charge_char(struct reading *reading, bool is_super,
                             bool is_digit)
{
	struct gamut_str rest = reading->rest;

	for (size_t i = 0; is_super && i < GAMUT_ARRAY_LEN(superscripts); i++)
		if (gamut_ascii_is_digit(superscripts[i].ascii) == is_digit &&
		    take(reading, superscripts[i].text))
			return superscripts[i].ascii;
	if (is_super || rest.len == 0 ||
	    (is_digit ? rest.ptr[0] < '2' || rest.ptr[0] > '8' :
	                rest.ptr[0] != '+' && rest.ptr[0] != '-'))
		return 0;
	reading->rest = gamut_str_skip(rest, 1);
	return rest.ptr[0];
}

/* "^2-", "²⁻", "+"; 0 where there is none, which "^" alone is not. */
static bool read_charge(struct reading *reading, int *charge)
{
	bool is_marked = take(reading, "^");
	bool is_super = !is_marked && reading->rest.len > 0 &&
	                reading->rest.ptr[0] != '+' &&
	                reading->rest.ptr[0] != '-';
	char digit = 0;
	char sign;

	if (reading->rest.len == 0 && !is_marked)
		return true;
	if (is_marked || is_super)
		digit = take_charge_char(reading, is_super, true);
	sign = take_charge_char(reading, is_super, false);
	*charge = (digit ? digit - '0' : 1) * (sign == '-' ? -1 : 1);
	return sign != 0 || fail(reading, GAMUT_REASON_BAD_SYNTAX);
}

static bool take_dot(struct reading *reading)
{
	return take(reading, "\xc2\xb7") || take(reading, "\xe2\x8b\x85") ||
	       take(reading, "\xe2\x80\xa2") || take(reading, ".");
}

static bool read_parts(struct reading *reading, struct gamut_formula *formula)
{
	uint32_t times = 1;

	do {
		size_t i = formula->part_count;

		if (i == GAMUT_FORMULA_PARTS_MAX)
			return fail(reading, GAMUT_REASON_BAD_SYNTAX);
		if (i > 0 && !take_count(reading, &times))
			return false;
		if (!read_units(reading, &formula->parts[i], 0))
			return false;
		formula->times[i] = times;
		formula->part_count++;
	} while (take_dot(reading));
	return true;
}

enum gamut_reason gamut_formula_read(struct gamut_formula *formula,
                                     struct gamut_str text, bool allows_ions)
{
	struct reading reading = { .rest = text };

	*formula = (struct gamut_formula){ .part_count = 0 };
	if (!read_parts(&reading, formula) ||
	    (allows_ions && !read_charge(&reading, &formula->charge)))
		return reading.reason;
	return reading.rest.len == 0 ? GAMUT_REASON_VALID :
	                               GAMUT_REASON_BAD_SYNTAX;
}

bool gamut_formula_total(struct gamut_formula_part *total,
                         const struct gamut_formula *formula)
{
	*total = (struct gamut_formula_part){ .counts = { 0 } };
	for (size_t i = 0; i < formula->part_count; i++)
		if (!add_times(total, &formula->parts[i], formula->times[i]))
			return false;
	return true;
}

#include "verifiers/ip.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

/* The longest form: eight groups of four, or six and an IPv4 address. */
#define TEXT_MAX 45

#define GROUPS 8

struct address {
	int version;       /* 4 or 6 */
	uint8_t bytes[16]; /* 4 or 16, the highest first */
};

/* ------------------------------------------------------------------ reading */

/* A number from 0 to 255 without leading zeros, off the front of `*rest`. */
static bool take_octet(struct gamut_str *rest, uint8_t *octet)
{
	unsigned value = 0;
	size_t len = 0;

	while (len < rest->len && len < 4 &&
	       gamut_ascii_is_digit(rest->ptr[len]))
		value = value * 10 + (unsigned)(rest->ptr[len++] - '0');
	if (len == 0 || value > 255 || (len > 1 && rest->ptr[0] == '0'))
		return false;
	*octet = (uint8_t)value;
	*rest = gamut_str_skip(*rest, len);
	return true;
}

static bool read_v4(uint8_t *bytes, struct gamut_str text)
{
	for (int i = 0; i < 4; i++) {
		if (i > 0) {
			if (!gamut_str_starts_with(text, GAMUT_STR(".")))
				return false;
			text = gamut_str_skip(text, 1);
		}
		if (!take_octet(&text, &bytes[i]))
			return false;
	}
	return text.len == 0;
}

static int hex_value(char c)
{
	if (gamut_ascii_is_digit(c))
		return c - '0';
	c = gamut_ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One to four hexadecimal digits, off the front of `*rest`. */
static bool take_group(struct gamut_str *rest, uint8_t *bytes)
{
	unsigned value = 0;
	size_t len = 0;

	while (len < rest->len && len < 5 && hex_value(rest->ptr[len]) >= 0)
		value = value * 16 + (unsigned)hex_value(rest->ptr[len++]);
	if (len == 0 || len > 4)
		return false;
	bytes[0] = (uint8_t)(value >> 8);
	bytes[1] = (uint8_t)(value & 0xff);
	*rest = gamut_str_skip(*rest, len);
	return true;
}

/*
 * Groups parted by ":", at most `max`, into `bytes`; -1 where they are none.
 * Only at the address' end may an IPv4 address stand for two.
 */
static int read_groups(uint8_t *bytes, struct gamut_str text, int max,
                       bool is_end)
{
	int count = 0;

	while (text.len > 0) {
		bool is_last;

		if (count > 0 && text.ptr[0] != ':')
			return -1;
		if (count > 0)
			text = gamut_str_skip(text, 1);
		is_last = gamut_str_find(text, GAMUT_STR(":")) == text.len;
		if (is_last && is_end && count + 2 <= max &&
		    read_v4(bytes + (size_t)count * 2, text))
			return count + 2;
		if (count == max ||
		    !take_group(&text, bytes + (size_t)count * 2))
			return -1;
		count++;
	}
	return count;
}

static bool read_v6(uint8_t bytes[16], struct gamut_str text)
{
	size_t gap = gamut_str_find(text, GAMUT_STR("::"));
	uint8_t tail[16] = { 0 };
	int before;
	int after;

	memset(bytes, 0, 16);
	if (gap == text.len)
		return read_groups(bytes, text, GROUPS, true) == GROUPS;
	before = read_groups(bytes, gamut_str_head(text, gap), GROUPS - 1,
	                     false);
	if (before < 0)
		return false;
	after = read_groups(tail, gamut_str_skip(text, gap + 2),
	                    GROUPS - 1 - before, true);
	if (after < 0)
		return false;
	if (after > 0)
		memcpy(bytes + 16 - (size_t)after * 2, tail, (size_t)after * 2);
	return true;
}

static bool read_address(struct address *address, struct gamut_str text)
{
	*address = (struct address){ .version = 4 };
	if (text.len > TEXT_MAX)
		return false;
	if (read_v4(address->bytes, text))
		return true;
	address->version = 6;
	return read_v6(address->bytes, text);
}

/* -------------------------------------------------------------------- scope */

struct block {
	int version;
	int bits; /* of the prefix */
	uint8_t prefix[4];
};

/* Tables are read by column. */
/* clang-format off */
static const struct block private_blocks[] = {
	{ 4,  8, { 10 } },
	{ 4, 12, { 172, 16 } },
	{ 4, 16, { 192, 168 } },
	{ 6,  7, { 0xfc } },
};

static const struct block documentation_blocks[] = {
	{ 4, 24, { 192, 0, 2 } },
	{ 4, 24, { 198, 51, 100 } },
	{ 4, 24, { 203, 0, 113 } },
	{ 6, 32, { 0x20, 0x01, 0x0d, 0xb8 } },
	{ 6, 20, { 0x3f, 0xff } },
};

/* Of IPv6 within 2000::/3 only: nothing else is public. */
static const struct block special_blocks[] = {
	{ 4,  8, { 0 } },             /* this network */
	{ 4, 10, { 100, 64 } },       /* carriers' translation */
	{ 4,  8, { 127 } },           /* loopback */
	{ 4, 16, { 169, 254 } },      /* link-local */
	{ 4, 24, { 192, 0, 0 } },     /* protocol assignments */
	{ 4, 24, { 192, 88, 99 } },   /* 6to4 relays, once */
	{ 4, 15, { 198, 18 } },       /* benchmarking */
	{ 4,  3, { 224 } },           /* multicast, reserved, broadcast */
	{ 6, 23, { 0x20, 0x01 } },    /* protocol assignments */
	{ 6, 16, { 0x20, 0x02 } },    /* 6to4 */
};
/* clang-format on */

static bool is_in_block(const struct address *address,
                        const struct block *block)
{
	if (address->version != block->version)
		return false;
	for (int i = 0; i < block->bits; i++) {
		int mask = 0x80 >> (i % 8);

		if ((address->bytes[i / 8] ^ block->prefix[i / 8]) & mask)
			return false;
	}
	return true;
}

static bool is_in(const struct address *address, const struct block *blocks,
                  size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_in_block(address, &blocks[i]))
			return true;
	return false;
}

static bool is_in_scope(const struct address *address, int scope)
{
	static const struct block global = { 6, 3, { 0x20 } };
	bool is_private = is_in(address, private_blocks,
	                        GAMUT_ARRAY_LEN(private_blocks));
	bool is_documentation = is_in(address, documentation_blocks,
	                              GAMUT_ARRAY_LEN(documentation_blocks));

	if (scope == GAMUT_IP_PRIVATE)
		return is_private;
	if (scope == GAMUT_IP_DOCUMENTATION)
		return is_documentation;
	if (scope == GAMUT_IP_PUBLIC)
		return !is_private && !is_documentation &&
		       !is_in(address, special_blocks,
		              GAMUT_ARRAY_LEN(special_blocks)) &&
		       (address->version == 4 || is_in_block(address, &global));
	return true;
}

/* ------------------------------------------------------------------ writing */

static unsigned group_at(const struct address *address, int i)
{
	const uint8_t *bytes = address->bytes + (size_t)i * 2;

	return (unsigned)bytes[0] << 8 | bytes[1];
}

/* Where the longest run of at least two zero groups begins; its length or 0. */
static int longest_run(const struct address *address, int *begin)
{
	int longest = 1;
	int run = 0;

	for (int i = 0; i < GROUPS; i++) {
		run = group_at(address, i) ? 0 : run + 1;
		if (run > longest) {
			longest = run;
			*begin = i + 1 - run;
		}
	}
	return longest > 1 ? longest : 0;
}

static bool is_mapped(const struct address *address)
{
	static const uint8_t prefix[12] = { [10] = 0xff, [11] = 0xff };

	return memcmp(address->bytes, prefix, sizeof(prefix)) == 0;
}

static struct gamut_str write_v4(const char *before, const uint8_t *bytes,
                                 struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "%s%d.%d.%d.%d", before, bytes[0],
	                        bytes[1], bytes[2], bytes[3]);
}

static struct gamut_str write_v6(const struct address *address,
                                 struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_str text;
	int begin = GROUPS;
	int run = longest_run(address, &begin);
	int i = 0;

	while (i < GROUPS) {
		if (run > 0 && i == begin) {
			gamut_buf_add(&out, GAMUT_STR("::"));
			i += run;
			continue;
		}
		if (i > 0 && i != begin + run)
			gamut_buf_add_char(&out, ':');
		gamut_buf_addf(&out, "%x", group_at(address, i));
		i++;
	}
	text = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return text;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_ip_rule *rule = state;
	struct address address;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (!read_address(&address, answer) ||
	    (rule->version == GAMUT_IP_4 && address.version != 4) ||
	    (rule->version == GAMUT_IP_6 && address.version != 6))
		return gamut_verdict_reject(GAMUT_REASON_BAD_ADDRESS);
	if (!is_in_scope(&address, rule->scope))
		return gamut_verdict_reject(GAMUT_REASON_OUT_OF_RANGE);
	if (address.version == 4)
		return gamut_verdict_accept(write_v4("", address.bytes, arena));
	if (is_mapped(&address))
		return gamut_verdict_accept(
			write_v4("::ffff:", address.bytes + 12, arena));
	return gamut_verdict_accept(write_v6(&address, arena));
}

const struct gamut_verifier gamut_verifier_ip = {
	.name = "ip",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.close = gamut_verifier_close_plain,
};

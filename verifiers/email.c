#include "verifiers/email.h"

#include <string.h>

#define LOCAL_MAX 64
#define DOMAIN_MAX 255
#define LABEL_MAX 63

static bool is_alnum(char c)
{
	return gamut_ascii_is_alpha(c) || gamut_ascii_is_digit(c);
}

static bool is_local_part(struct gamut_str local)
{
	char before = '.';

	if (local.len == 0 || local.len > LOCAL_MAX)
		return false;
	for (size_t i = 0; i < local.len; i++) {
		char c = local.ptr[i];

		if (c == '.' && before == '.')
			return false;
		if (!is_alnum(c) && (c == '\0' || !strchr("._%+-", c)))
			return false;
		before = c;
	}
	return before != '.';
}

static bool is_label(struct gamut_str label)
{
	if (label.len == 0 || label.len > LABEL_MAX || label.ptr[0] == '-' ||
	    label.ptr[label.len - 1] == '-')
		return false;
	for (size_t i = 0; i < label.len; i++)
		if (!is_alnum(label.ptr[i]) && label.ptr[i] != '-')
			return false;
	return true;
}

/* Is `domain` two labels or more? `*tld` becomes the last of them. */
static bool is_domain(struct gamut_str domain, struct gamut_str *tld)
{
	size_t labels = 0;

	if (domain.len == 0 || domain.len > DOMAIN_MAX ||
	    domain.ptr[domain.len - 1] == '.')
		return false;
	while (gamut_str_take_field(&domain, '.', tld)) {
		if (!is_label(*tld))
			return false;
		labels++;
	}
	return labels >= 2;
}

static bool equals_lower(struct gamut_str s, struct gamut_str lower)
{
	if (s.len != lower.len)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (gamut_ascii_lower(s.ptr[i]) != lower.ptr[i])
			return false;
	return true;
}

static bool is_tld(const struct gamut_email_rule *rule, struct gamut_str tld)
{
	if (tld.len < 2)
		return false;
	for (size_t i = 0; i < tld.len; i++)
		if (!gamut_ascii_is_alpha(tld.ptr[i]))
			return false;
	if (!rule->tlds)
		return true;
	for (size_t i = 0; rule->tlds[i]; i++)
		if (equals_lower(tld, gamut_str_of(rule->tlds[i])))
			return true;
	return false;
}

static struct gamut_str lower(struct gamut_str s, struct gamut_arena *arena)
{
	char *copy;
	size_t i = 0;

	while (i < s.len && s.ptr[i] == gamut_ascii_lower(s.ptr[i]))
		i++;
	if (i == s.len)
		return s;
	copy = gamut_arena_new(arena, char, s.len);
	for (i = 0; i < s.len; i++)
		copy[i] = gamut_ascii_lower(s.ptr[i]);
	return (struct gamut_str){ .ptr = copy, .len = s.len };
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct gamut_email_rule *rule = state;
	struct gamut_str domain;
	struct gamut_str tld = GAMUT_STR_EMPTY;
	size_t at;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > LOCAL_MAX + 1 + DOMAIN_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	at = gamut_str_find(answer, GAMUT_STR("@"));
	if (at == answer.len)
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);
	domain = gamut_str_skip(answer, at + 1);
	if (gamut_str_find(domain, GAMUT_STR("@")) < domain.len)
		return gamut_verdict_reject(GAMUT_REASON_BAD_FORMAT);

	if (!is_local_part(gamut_str_head(answer, at)))
		return gamut_verdict_reject(GAMUT_REASON_BAD_LOCAL_PART);
	if (!is_domain(domain, &tld))
		return gamut_verdict_reject(GAMUT_REASON_BAD_DOMAIN);
	if (!is_tld(rule, tld))
		return gamut_verdict_reject(GAMUT_REASON_BAD_TLD);
	return gamut_verdict_accept(lower(answer, arena));
}

static const char *const given_names[] = {
	"james", "mary",  "robert", "linda",  "michael", "susan",  "david",
	"sarah", "john",  "karen",  "daniel", "emma",    "carlos", "olivia",
	"wei",   "priya", "omar",   "fatima", "yuki",    "ingrid", "pedro",
	"anna",  "ivan",  "chloe",  "ahmed",  "grace",   "lucas",  "maria",
	"noah",  "elena", "kofi",   "amara",  "henry",   "julia",  "samuel",
	"nina",  "peter", "rachel", "tomas",  "zoe",
};

static const char *const family_names[] = {
	"smith",  "johnson",  "williams", "brown",    "jones",  "garcia",
	"miller", "davis",    "martinez", "lopez",    "wilson", "anderson",
	"taylor", "thomas",   "moore",    "jackson",  "martin", "lee",
	"perez",  "white",    "harris",   "clark",    "lewis",  "robinson",
	"walker", "young",    "allen",    "king",     "wright", "scott",
	"nguyen", "patel",    "kim",      "chen",     "singh",  "tanaka",
	"muller", "rossi",    "silva",    "kowalski", "ivanov", "hansen",
	"murphy", "dubois",   "okafor",   "mensah",   "ali",    "cohen",
	"novak",  "svensson",
};

static const char separators[] = "._-";

static const char *const hosts[] = {
	"mail",       "inbox",   "post",          "letters",    "office",
	"example",    "company", "company-group", "university", "college",
	"laboratory", "library", "museum",        "hospital",   "workshop",
	"studio",     "design",  "network",       "consulting", "research",
};

static const char *const common_tlds[] = { "com", "org", "net", "edu",
	                                   "io",  "de",  "co",  NULL };

static const char *const *tlds_of(const struct gamut_email_rule *rule)
{
	return rule->tlds ? rule->tlds : common_tlds;
}

static uint64_t member_count(const void *state)
{
	const char *const *tlds = tlds_of(state);
	uint64_t count = 0;

	while (tlds[count])
		count++;
	return count * GAMUT_ARRAY_LEN(given_names) *
	       GAMUT_ARRAY_LEN(family_names) * (sizeof(separators) - 1) *
	       GAMUT_ARRAY_LEN(hosts);
}

/* The last digit of `*i` in a system of that many, which is cut off. */
static size_t take_digit(uint64_t *i, size_t base)
{
	size_t digit = (size_t)(*i % base);

	*i /= base;
	return digit;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	size_t given = take_digit(&i, GAMUT_ARRAY_LEN(given_names));
	size_t family = take_digit(&i, GAMUT_ARRAY_LEN(family_names));
	size_t host = take_digit(&i, GAMUT_ARRAY_LEN(hosts));
	size_t separator = take_digit(&i, sizeof(separators) - 1);

	return gamut_arena_strf(arena, "%s%c%s@%s.%s", given_names[given],
	                        separators[separator], family_names[family],
	                        hosts[host], tlds_of(state)[i]);
}

const struct gamut_verifier gamut_verifier_email = {
	.name = "email",
	.revision = 1,
	.open = gamut_verifier_open_plain,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = gamut_verifier_close_plain,
};

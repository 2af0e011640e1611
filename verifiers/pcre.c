#include "verifiers/pcre.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/alloc.h"

/* Groups within groups: compiling is recursive. */
#define NEST_MAX 100

/*
 * PCRE2 asks back before each item of a pattern, and there the work is counted.
 * Its own limits are what remains where that makes a pattern too large.
 */
#define STEPS_MAX 500000u
#define STEPS_UNCOUNTED_MAX 30000u
#define HEAP_MAX_KIB 8192u

/* What one item costs beyond its characters, and a byte of the stack's frame.
 */
#define WORK_PER_ITEM 8
#define FRAME_BYTES_PER_WORK 16

/* The number that PCRE2 gives to its own callouts. */
#define AUTOMATIC 255

struct gamut_pcre {
	pcre2_general_context *memory;
	pcre2_code *code;
	pcre2_match_context *limits;
	bool is_counted;
	uint64_t work_per_item;
};

/* The work of one match. */
struct counting {
	uint64_t left;
	uint64_t per_item;
	size_t last; /* where the item before began */
};

static void *take_memory(size_t size, void *unused)
{
	(void)unused;
	return gamut_alloc(size);
}

static void give_memory(void *memory, void *unused)
{
	(void)unused;
	free(memory);
}

static int count_work(pcre2_callout_block *block, void *data)
{
	struct counting *counting = data;
	size_t at = block->current_position;
	uint64_t work = counting->per_item + (at > counting->last ?
	                                              at - counting->last :
	                                              counting->last - at);

	counting->last = at;
	if (work > counting->left) {
		counting->left = 0;
		return PCRE2_ERROR_MATCHLIMIT;
	}
	counting->left -= work;
	return 0;
}

static int find_callout(pcre2_callout_enumerate_block *block, void *offset)
{
	*(size_t *)offset = block->pattern_position;
	return block->callout_string || block->callout_number != AUTOMATIC;
}

static enum gamut_status check_callouts(const struct gamut_pcre *pcre,
                                        struct gamut_err *err)
{
	size_t offset = 0;

	if (pcre2_callout_enumerate(pcre->code, find_callout, &offset))
		return gamut_error(err, GAMUT_EINVAL,
		                   "the pattern does not compile: callouts are "
		                   "not allowed, at offset %zu",
		                   offset);
	return GAMUT_OK;
}

static uint32_t flags_of(unsigned options)
{
	uint32_t flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C |
	                 PCRE2_DOLLAR_ENDONLY;

	if (options & GAMUT_PCRE_WHOLE)
		flags |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	if (options & GAMUT_PCRE_ANY_CASE)
		flags |= PCRE2_CASELESS;
	if (options & GAMUT_PCRE_ECMA)
		flags |= PCRE2_ALT_BSUX;
	return flags;
}

static enum gamut_status compile(struct gamut_pcre *pcre,
                                 struct gamut_str pattern, unsigned options,
                                 struct gamut_err *err)
{
	pcre2_compile_context *context =
		pcre2_compile_context_create(pcre->memory);
	PCRE2_SPTR bytes = pattern.len ? (PCRE2_SPTR)pattern.ptr :
	                                 (PCRE2_SPTR) "";
	uint32_t flags = flags_of(options);
	PCRE2_UCHAR text[256] = { 0 };
	PCRE2_SIZE offset = 0;
	int code = 0;

	pcre2_set_parens_nest_limit(context, NEST_MAX);
	pcre2_set_max_pattern_length(context, GAMUT_PCRE_PATTERN_MAX);
	pcre->code = pcre2_compile(bytes, pattern.len,
	                           flags | PCRE2_AUTO_CALLOUT, &code, &offset,
	                           context);
	pcre->is_counted = pcre->code != NULL;
	if (!pcre->code)
		pcre->code = pcre2_compile(bytes, pattern.len, flags, &code,
		                           &offset, context);
	pcre2_compile_context_free(context);
	if (pcre->code)
		return check_callouts(pcre, err);
	(void)pcre2_get_error_message(code, text, sizeof(text));
	return gamut_error(err, GAMUT_EINVAL,
	                   "the pattern does not compile: %s, at offset %zu",
	                   (const char *)text, (size_t)offset);
}

enum gamut_status gamut_pcre_compile(struct gamut_pcre **out,
                                     struct gamut_str pattern, unsigned options,
                                     struct gamut_err *err)
{
	struct gamut_pcre *pcre = gamut_alloc(sizeof(*pcre));
	enum gamut_status status;
	size_t frame = 0;

	pcre->memory = pcre2_general_context_create(take_memory, give_memory,
	                                            NULL);
	pcre->limits = pcre2_match_context_create(pcre->memory);
	pcre2_set_match_limit(pcre->limits, STEPS_MAX);
	pcre2_set_depth_limit(pcre->limits, STEPS_MAX);
	pcre2_set_heap_limit(pcre->limits, HEAP_MAX_KIB);
	status = compile(pcre, pattern, options, err);
	if (status) {
		gamut_pcre_free(pcre);
		return status;
	}
	(void)pcre2_pattern_info(pcre->code, PCRE2_INFO_FRAMESIZE, &frame);
	pcre->work_per_item = WORK_PER_ITEM + frame / FRAME_BYTES_PER_WORK;
	*out = pcre;
	return GAMUT_OK;
}

void gamut_pcre_free(struct gamut_pcre *pcre)
{
	if (!pcre)
		return;
	pcre2_code_free(pcre->code);
	pcre2_match_context_free(pcre->limits);
	pcre2_general_context_free(pcre->memory);
	free(pcre);
}

uint32_t gamut_pcre_group_count(const struct gamut_pcre *pcre)
{
	uint32_t count = 0;

	(void)pcre2_pattern_info(pcre->code, PCRE2_INFO_CAPTURECOUNT, &count);
	return count;
}

bool gamut_pcre_has_group(const struct gamut_pcre *pcre, const char *name)
{
	PCRE2_SPTR first;
	PCRE2_SPTR last;

	return pcre2_substring_nametable_scan(pcre->code, (PCRE2_SPTR)name,
	                                      &first, &last) > 0;
}

static enum gamut_pcre_result result_of(int code)
{
	if (code >= 0)
		return GAMUT_PCRE_MATCH;
	if (code == PCRE2_ERROR_NOMATCH ||
	    (code <= PCRE2_ERROR_UTF8_ERR1 && code >= PCRE2_ERROR_UTF8_ERR21))
		return GAMUT_PCRE_NO_MATCH;
	return GAMUT_PCRE_LIMIT; /* one of several, or a loop of recursions */
}

static struct gamut_str group_of(struct gamut_str text, pcre2_match_data *match,
                                 uint32_t group)
{
	const PCRE2_SIZE *places = pcre2_get_ovector_pointer(match);
	PCRE2_SIZE begin;
	PCRE2_SIZE end;

	if (group >= pcre2_get_ovector_count(match))
		return GAMUT_STR_EMPTY;
	begin = places[2 * (size_t)group];
	end = places[2 * (size_t)group + 1];
	if (begin == PCRE2_UNSET || end > text.len || begin >= end)
		return GAMUT_STR_EMPTY;
	return (struct gamut_str){ .ptr = text.ptr + begin,
		                   .len = end - begin };
}

/* An entry of PCRE2's table of names begins with the number, high byte first */
static uint32_t group_in(PCRE2_SPTR entry)
{
	return (uint32_t)entry[0] << 8 | entry[1];
}

static struct gamut_str named_of(const struct gamut_pcre *pcre,
                                 struct gamut_str text, pcre2_match_data *match,
                                 const char *name)
{
	struct gamut_str part = GAMUT_STR_EMPTY;
	PCRE2_SPTR entry;
	PCRE2_SPTR last;
	int step = pcre2_substring_nametable_scan(pcre->code, (PCRE2_SPTR)name,
	                                          &entry, &last);

	if (step <= 0)
		return part;
	for (; entry <= last && part.len == 0; entry += step)
		part = group_of(text, match, group_in(entry));
	return part;
}

static pcre2_match_data *new_match(const struct gamut_pcre *pcre)
{
	return pcre2_match_data_create_from_pattern(pcre->code, pcre->memory);
}

/* Match from byte `from` on with what is left of `*work`. */
static enum gamut_pcre_result match_from(const struct gamut_pcre *pcre,
                                         struct gamut_str text, size_t from,
                                         uint32_t flags,
                                         pcre2_match_data *match,
                                         uint64_t *work)
{
	struct counting counting = { .left = *work,
		                     .per_item = pcre->work_per_item,
		                     .last = from };
	pcre2_match_context *limits = pcre2_match_context_copy(pcre->limits);
	uint64_t steps = *work / (text.len + pcre->work_per_item) + 1;
	enum gamut_pcre_result result;

	if (pcre->is_counted) {
		(void)pcre2_set_callout(limits, count_work, &counting);
	} else {
		if (steps > STEPS_UNCOUNTED_MAX)
			steps = STEPS_UNCOUNTED_MAX;
		pcre2_set_match_limit(limits, (uint32_t)steps);
		counting.left -= *work / 8;
	}
	result = result_of(pcre2_match(
		pcre->code, text.len ? (PCRE2_SPTR)text.ptr : (PCRE2_SPTR) "",
		text.len, from, flags, match, limits));
	pcre2_match_context_free(limits);
	*work = result == GAMUT_PCRE_LIMIT ? 0 : counting.left;
	return result;
}

enum gamut_pcre_result gamut_pcre_match_group(const struct gamut_pcre *pcre,
                                              struct gamut_str text,
                                              const char *name,
                                              struct gamut_str *part)
{
	pcre2_match_data *match = new_match(pcre);
	uint64_t work = GAMUT_PCRE_WORK_MAX;
	enum gamut_pcre_result result = match_from(pcre, text, 0, 0, match,
	                                           &work);

	if (result == GAMUT_PCRE_MATCH)
		*part = named_of(pcre, text, match, name);
	pcre2_match_data_free(match);
	return result;
}

enum gamut_pcre_result gamut_pcre_match_within(const struct gamut_pcre *pcre,
                                               struct gamut_str text,
                                               uint64_t *work)
{
	pcre2_match_data *match = new_match(pcre);
	enum gamut_pcre_result result = match_from(pcre, text, 0, 0, match,
	                                           work);

	pcre2_match_data_free(match);
	return result;
}

enum gamut_pcre_result gamut_pcre_match(const struct gamut_pcre *pcre,
                                        struct gamut_str text)
{
	uint64_t work = GAMUT_PCRE_WORK_MAX;

	return gamut_pcre_match_within(pcre, text, &work);
}

enum gamut_pcre_result gamut_pcre_scan_next(struct gamut_pcre_scan *scan)
{
	bool was_empty = scan->is_begun && scan->begin == scan->end;
	/* The text is known to be UTF-8 once it has been looked at. */
	uint32_t flags = scan->is_begun ? PCRE2_NO_UTF_CHECK : 0;
	const PCRE2_SIZE *places;
	enum gamut_pcre_result result;

	if (!scan->is_begun) {
		scan->match = new_match(scan->pcre);
		scan->is_begun = true;
	}
	if (was_empty)
		flags |= PCRE2_NOTEMPTY_ATSTART;
	result = match_from(scan->pcre, scan->text, scan->end, flags,
	                    scan->match, &scan->work);
	if (result != GAMUT_PCRE_MATCH)
		return result;
	places = pcre2_get_ovector_pointer(scan->match);
	if (places[0] > places[1] || places[0] < scan->end)
		return GAMUT_PCRE_NO_MATCH; /* \K led it backwards */
	scan->begin = places[0];
	scan->end = places[1];
	return GAMUT_PCRE_MATCH;
}

struct gamut_str gamut_pcre_scan_group(const struct gamut_pcre_scan *scan,
                                       uint32_t group)
{
	return group_of(scan->text, scan->match, group);
}

struct gamut_str gamut_pcre_scan_named(const struct gamut_pcre_scan *scan,
                                       const char *name)
{
	return named_of(scan->pcre, scan->text, scan->match, name);
}

void gamut_pcre_scan_release(struct gamut_pcre_scan *scan)
{
	pcre2_match_data_free(scan->match);
	*scan = (struct gamut_pcre_scan){ 0 };
}

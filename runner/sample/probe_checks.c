#include "runner/sample/probe_checks.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/text.h"

#define QUOTE_COLUMNS 32
#define LONG_BYTES 60

struct gamut_probe_check *gamut_probe_add(const struct gamut_probe_jury *jury,
                                          const char *name,
                                          enum gamut_probe_result result,
                                          const char *fmt, ...)
{
	struct gamut_probe *out = jury->out;
	struct gamut_probe_check *check = &out->checks[out->check_count];
	va_list args;

	if (out->check_count++ == GAMUT_PROBE_CHECKS_MAX)
		GAMUT_BUG("too many checks");
	va_start(args, fmt);
	*check = (struct gamut_probe_check){
		.name = name,
		.result = result,
		.evidence = gamut_arena_vstrf(jury->arena, fmt, args),
	};
	va_end(args);
	return check;
}

void gamut_probe_fault(const struct gamut_probe_jury *jury,
                       struct gamut_probe_check *check, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	check->corrupts = true;
	check->advice = gamut_arena_vstrf(jury->arena, fmt, args);
	va_end(args);
	jury->out->corrupts = true;
}

bool gamut_probe_has(const struct gamut_probe_jury *jury,
                     enum gamut_probe_ask ask)
{
	const struct gamut_probe_reply *reply = &jury->facts->replies[ask];

	return reply->is_sent && reply->reply.outcome == GAMUT_ANSWERED &&
	       reply->reply.choice_count > 0;
}

const struct gamut_reply *gamut_probe_reply_at(
	const struct gamut_probe_jury *jury, enum gamut_probe_ask ask)
{
	return &jury->facts->replies[ask].reply;
}

struct gamut_str gamut_probe_text(const struct gamut_probe_jury *jury,
                                  enum gamut_probe_ask ask)
{
	if (!gamut_probe_has(jury, ask))
		return GAMUT_STR_EMPTY;
	return jury->facts->replies[ask].reply.choices[0].text;
}

const char *gamut_probe_quote(const struct gamut_probe_jury *jury,
                              struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	const char *quote;

	gamut_text_show(&shown, gamut_str_trim(text), QUOTE_COLUMNS);
	quote = gamut_arena_strf(jury->arena, "'%s'", gamut_buf_cstr(&shown))
	                .ptr;
	gamut_buf_release(&shown);
	return quote;
}

struct gamut_probe_check *gamut_probe_add_missing(
	const struct gamut_probe_jury *jury, const char *name,
	enum gamut_probe_ask ask)
{
	const struct gamut_probe_reply *reply = &jury->facts->replies[ask];
	struct gamut_str why = reply->reply.message;

	if (!reply->is_sent)
		return gamut_probe_add(jury, name, GAMUT_PROBE_NOT_TRIED,
		                       "%.*s", GAMUT_STR_ARG(why));
	if (reply->reply.outcome == GAMUT_REJECTED ||
	    reply->reply.outcome == GAMUT_FATAL)
		return gamut_probe_add(jury, name, GAMUT_PROBE_NO,
		                       "refused: %.*s", GAMUT_STR_ARG(why));
	return gamut_probe_add(jury, name, GAMUT_PROBE_UNCLEAR,
	                       "no answer: %.*s", GAMUT_STR_ARG(why));
}

bool gamut_probe_is_long(struct gamut_str text)
{
	return text.len >= LONG_BYTES;
}

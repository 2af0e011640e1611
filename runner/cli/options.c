#include "runner/cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "runner/store/manifest.h"

#define OPTIONS_MAX 64
#define WANTED_DURATION "a time such as 90s, 15m, 2h or 1d"

static size_t table_length(const struct gamut_option *table)
{
	size_t n = 0;

	while (table[n].name)
		n++;
	if (n > OPTIONS_MAX)
		GAMUT_BUG("more than %d options", OPTIONS_MAX);
	return n;
}

/* ---------------------------------------------------------------- values */

static enum gamut_status bad_value(const struct gamut_option *option,
                                   const char *text, const char *wanted,
                                   struct gamut_err *err)
{
	return gamut_error(err, GAMUT_EINVAL, "--%s: '%s' is not %s",
	                   option->name, text, wanted);
}

static bool read_whole(uint64_t *out, const char *text)
{
	char *end;

	if (!gamut_ascii_is_digit(text[0]))
		return false;
	errno = 0;
	*out = strtoull(text, &end, 10);
	return errno == 0 && *end == '\0';
}

static uint64_t max_of(const struct gamut_option *option)
{
	if (option->kind == GAMUT_OPTION_LARGE)
		return GAMUT_OPTION_LARGE_MAX;
	return option->max ? option->max : UINT32_MAX;
}

/* A whole number from `min` to the option's maximum. */
static enum gamut_status take_whole(int64_t *out,
                                    const struct gamut_option *option,
                                    const char *text, uint64_t min,
                                    struct gamut_err *err)
{
	uint64_t max = max_of(option);
	uint64_t whole;

	if (!read_whole(&whole, text) || whole < min || whole > max)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--%s: '%s' is not a whole number from "
		                   "%" PRIu64 " to %" PRIu64,
		                   option->name, text, min, max);
	*out = (int64_t)whole;
	return GAMUT_OK;
}

static void add_text(struct gamut_texts *texts, const char *text)
{
	texts->items = gamut_realloc_array(texts->items, texts->count + 1,
	                                   sizeof(const char *));
	texts->items[texts->count++] = text;
}

static enum gamut_status take_seed(uint64_t *out,
                                   const struct gamut_option *option,
                                   const char *text, struct gamut_err *err)
{
	uint64_t whole;

	if (!read_whole(&whole, text) || whole > GAMUT_SEED_MAX)
		return bad_value(option, text, "a whole number below 2^53",
		                 err);
	*out = whole;
	return GAMUT_OK;
}

static enum gamut_status take_number(double *out,
                                     const struct gamut_option *option,
                                     const char *text, struct gamut_err *err)
{
	char *end;
	double number = strtod(text, &end);

	if (end == text || *end != '\0' || !isfinite(number))
		return bad_value(option, text, "a number", err);
	*out = number;
	return GAMUT_OK;
}

/* Seconds, minutes, hours or days: a whole number, and the unit's letter. */
static enum gamut_status take_duration(uint32_t *out,
                                       const struct gamut_option *option,
                                       const char *text, struct gamut_err *err)
{
	static const char units[] = "smhd";
	static const uint32_t unit_s[] = { 1, 60, 3600, 86400 };
	uint64_t max = option->max ? option->max : UINT32_MAX;
	uint64_t whole;
	const char *unit;
	char *end;

	errno = 0;
	whole = gamut_ascii_is_digit(text[0]) ? strtoull(text, &end, 10) : 0;
	if (whole == 0 || errno != 0)
		return bad_value(option, text, WANTED_DURATION, err);
	unit = *end ? strchr(units, *end) : units;
	if (!unit || (*end && end[1]))
		return bad_value(option, text, WANTED_DURATION, err);
	if (whole > max / unit_s[unit - units])
		return gamut_error(err, GAMUT_EINVAL,
		                   "--%s: '%s' is more than %" PRIu64
		                   " seconds",
		                   option->name, text, max);
	*out = (uint32_t)whole * unit_s[unit - units];
	return GAMUT_OK;
}

static enum gamut_status take_value(void *at, const struct gamut_option *option,
                                    const char *text, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	int64_t whole = 0;

	switch (option->kind) {
	case GAMUT_OPTION_FLAG:
		*(bool *)at = true;
		break;
	case GAMUT_OPTION_TEXT:
		*(const char **)at = text;
		break;
	case GAMUT_OPTION_TEXTS:
		add_text(at, text);
		break;
	case GAMUT_OPTION_COUNT:
		status = take_whole(&whole, option, text, 1, err);
		if (!status)
			*(uint32_t *)at = (uint32_t)whole;
		break;
	case GAMUT_OPTION_LARGE:
		status = take_whole(&whole, option, text, 1, err);
		if (!status)
			*(uint64_t *)at = (uint64_t)whole;
		break;
	case GAMUT_OPTION_WHOLE:
		status = take_whole(at, option, text, 0, err);
		break;
	case GAMUT_OPTION_SEED:
		status = take_seed(at, option, text, err);
		break;
	case GAMUT_OPTION_NUMBER:
		status = take_number(at, option, text, err);
		break;
	case GAMUT_OPTION_DURATION:
		status = take_duration(at, option, text, err);
		break;
	}
	return status;
}

static enum gamut_status set_option(void *values,
                                    const struct gamut_option *option,
                                    const char *text, struct gamut_err *err)
{
	char *base = values;
	enum gamut_status status = take_value(base + option->offset, option,
	                                      text, err);

	if (!status && option->given_offset)
		*(bool *)(base + option->given_offset) = true;
	return status;
}

const struct gamut_option *gamut_options_find(const struct gamut_option *table,
                                              const char *name)
{
	for (; table->name; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

enum gamut_status gamut_options_apply(void *values,
                                      const struct gamut_option *table,
                                      const char *name, const char *text,
                                      struct gamut_err *err)
{
	const struct gamut_option *option = gamut_options_find(table, name);

	if (!option)
		GAMUT_BUG("no option --%s", name);
	return set_option(values, option, text, err);
}

/* ---------------------------------------------------------------- reading */

/* getopt_long()'s view of the table: index i + 1 is what it returns. */
struct getopt_table {
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 * OPTIONS_MAX + 2];
};

static void translate(struct getopt_table *out,
                      const struct gamut_option *table, size_t count)
{
	size_t n = 0;

	memset(out, 0, sizeof(*out));
	out->shorts[n++] = ':'; /* tell a missing value from an unknown name */
	for (size_t i = 0; i < count; i++) {
		bool takes_value = table[i].kind != GAMUT_OPTION_FLAG;

		out->longs[i] = (struct option){
			.name = table[i].name,
			.has_arg = takes_value ? required_argument :
			                         no_argument,
			.val = table[i].letter ? table[i].letter : 256 + (int)i,
		};
		if (table[i].letter) {
			out->shorts[n++] = table[i].letter;
			if (takes_value)
				out->shorts[n++] = ':';
		}
	}
}

static const struct gamut_option *find_option(const struct gamut_option *table,
                                              size_t count, int code)
{
	for (size_t i = 0; i < count; i++)
		if (code == 256 + (int)i ||
		    (table[i].letter && code == table[i].letter))
			return &table[i];
	return NULL;
}

/* What getopt_long() did not know: a letter, or the long option in `word`. */
static enum gamut_status unknown_option(const struct gamut_option *table,
                                        size_t count, int letter,
                                        const char *word, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const char *names[OPTIONS_MAX];
	const char *name;

	if (letter > 0 && letter < 256)
		return gamut_error(err, GAMUT_EINVAL,
		                   "unknown option '-%c'; put -- before words "
		                   "that begin with a dash",
		                   letter);
	name = gamut_arena_copy(&arena, gamut_str_head(gamut_str_of(word),
	                                               strcspn(word, "=")))
	               .ptr;
	for (size_t i = 0; i < count; i++)
		names[i] = gamut_arena_strf(&arena, "--%s", table[i].name).ptr;
	gamut_error_set(err, GAMUT_EINVAL, "unknown option '%s'%s", name,
	                gamut_text_hint(name, names, count).text);
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, names[i]) == 0)
			gamut_error_set(err, GAMUT_EINVAL, "%s takes no value",
			                name);
	gamut_arena_clear(&arena);
	return GAMUT_EINVAL;
}

enum gamut_status gamut_options_read(void *values,
                                     struct gamut_operands *operands,
                                     const struct gamut_option *table, int argc,
                                     char **argv, struct gamut_err *err)
{
	size_t count = table_length(table);
	struct getopt_table translated;
	enum gamut_status status = GAMUT_OK;

	translate(&translated, table, count);
	opterr = 0;
	optind = 1;
	while (!status) {
		const struct gamut_option *option;
		/* The program reads its options on one thread. */
		/* NOLINTNEXTLINE(concurrency-mt-unsafe) */
		int code = getopt_long(argc, argv, translated.shorts,
		                       translated.longs, NULL);

		if (code == -1)
			break;
		option = find_option(table, count, code);
		if (option) {
			status = set_option(values, option, optarg, err);
		} else if (code == ':') {
			status = gamut_error(err, GAMUT_EINVAL,
			                     "option '%s' needs a value",
			                     argv[optind - 1]);
		} else {
			status = unknown_option(table, count, optopt,
			                        argv[optind - 1], err);
		}
	}
	*operands = (struct gamut_operands){
		.items = argv + optind,
		.count = (size_t)(argc - optind),
	};
	return status;
}

/* Columns of the help: where texts begin, and where they end. */
#define HELP_FROM 32
#define HELP_TO 79

/* `left`, and `help` in lines of its own column. */
static void print_option(const char *left, const char *help)
{
	struct gamut_str rest = gamut_str_of(help);
	struct gamut_str word;
	size_t at = strlen(left) + 2;

	printf("  %s", left);
	if (at + 2 > HELP_FROM)
		at = HELP_TO;
	else
		at += (size_t)printf("%*s", (int)(HELP_FROM - at), "");
	while (gamut_str_take_field(&rest, ' ', &word)) {
		if (at + word.len + 1 > HELP_TO) {
			printf("\n%*s", HELP_FROM, "");
			at = HELP_FROM;
		}
		at += (size_t)printf("%s%.*s", at > HELP_FROM ? " " : "",
		                     GAMUT_STR_ARG(word));
	}
	printf("\n");
}

void gamut_options_help(const struct gamut_option *table)
{
	bool has_sections = table->section != NULL;

	if (!has_sections)
		printf("Options:\n");
	for (; table->name; table++) {
		char left[64];

		if (table->section)
			printf("%s:\n", table->section);
		snprintf(left, sizeof(left), "%c%c%c --%s%s%s",
		         table->letter ? '-' : ' ',
		         table->letter ? table->letter : ' ',
		         table->letter ? ',' : ' ', table->name,
		         table->argument ? " " : "",
		         table->argument ? table->argument : "");
		print_option(left, table->help);
		if (has_sections && (!table[1].name || table[1].section))
			printf("\n");
	}
	print_option("    --help", "print this");
	print_option("    --version", "print the version");
}

#include "tests/support/unit.h"

#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "runner/measure/warning.h"
#include "runner/report/report.h"
#include "runner/report/samples.h"
#include "tests/support/temp.h"

/* What a stranger may call a model, to a terminal, a sheet and a page. */
#define HOSTILE                                                                         \
	"=1+1\x1b[2J\n| `a` | <b> & \"c\", ,\xff\r\t\xe2\x80\xae_x_\xe2\x80\xac[l](u) " \
	"\x7f\xc2\x9b"

static struct gamut_cell_summary cells[2];
static struct gamut_aggregate aggregates[2];
static struct gamut_warning warnings[2];
static struct gamut_str notes[1];

/* Three valid completions of four, two of them alike, all one thing. */
static struct gamut_arena cell_arena;
static struct gamut_cell behind;

static void make_cell(struct gamut_str name)
{
	behind = (struct gamut_cell){
		.answers = gamut_arena_new(&cell_arena,
		                           struct gamut_cell_answer, 2),
		.answer_count = 2,
		.forms = gamut_arena_new(&cell_arena, struct gamut_cell_form,
		                         1),
		.form_count = 1,
		.tally = { .n = 4, .valid = 3, .yield = 2, .space = 7 },
	};
	behind.answers[0].text = name;
	behind.answers[0].valid = 2;
	behind.answers[1].text = GAMUT_STR("x");
	behind.answers[1].valid = 1;
	behind.forms[0].text = name;
	behind.forms[0].valid = 3;
}

static void make_warnings(const struct gamut_cell_key *key)
{
	for (size_t i = 0; i < 2; i++)
		warnings[i] = (struct gamut_warning){
			.code = GAMUT_WARNING_SEVERAL_MODELS,
			.key = *key,
			.count = 2,
			.of = 4,
			.detail = key->model,
			.text = key->model,
		};
	warnings[0].key.task = GAMUT_STR_EMPTY;
	warnings[0].key.setting = GAMUT_STR_EMPTY;
}

/* Two cells of one task under two settings, with `name` wherever one goes. */
static struct gamut_summary summary_of(struct gamut_str name)
{
	static const double values[GAMUT_METRIC_COUNT] = {
		4,           3, 0.75, 2,           0.5, 3,    0.25,
		(double)NAN, 1, 0.5,  (double)NAN, 4,   0.25, 1,
	};
	struct gamut_cell_key key = { name, name, name, name };
	const struct gamut_bill bill = {
		.usage = { 2, 30, GAMUT_UNKNOWN, GAMUT_UNKNOWN },
		.cost = 0.25,
		.currency = name,
	};
	struct gamut_spread spread = { 0.5, 0.25, 0.125, 0.25, 0.75, 1 };

	make_cell(name);
	for (size_t i = 0; i < 2; i++) {
		cells[i] = (struct gamut_cell_summary){ .key = key,
			                                .cell = &behind };
		memcpy(cells[i].metrics.of, values, sizeof(values));
		cells[i].fates[GAMUT_FATE_VALID_NEW] = 2;
		cells[i].fates[GAMUT_FATE_VALID_DUPLICATE] = 1;
		cells[i].fates[GAMUT_FATE_EMPTY] = 1;
		aggregates[i] = (struct gamut_aggregate){ .key = key,
			                                  .tasks = 1 };
		for (size_t m = 0; m < GAMUT_AGGREGATED_COUNT; m++)
			aggregates[i].of[m] = spread;
		aggregates[i].of[1] = gamut_spread_of(NULL, 0);
	}
	cells[0].key.setting = GAMUT_STR_EMPTY;
	aggregates[0].key.setting = GAMUT_STR_EMPTY;
	cells[1].is_simulated = true;
	cells[1].stop = (struct gamut_cell_stop){ .planned = 9,
		                                  .reason = name };
	for (size_t i = 0; i < 2; i++) {
		cells[i].bill = bill;
		aggregates[i].bill = bill;
		memcpy(aggregates[i].fates, cells[i].fates,
		       sizeof(cells[i].fates));
	}
	make_warnings(&key);
	notes[0] = name;
	return (struct gamut_summary){
		.cells = cells,
		.cell_count = 2,
		.aggregates = aggregates,
		.aggregate_count = 2,
		.warnings = warnings,
		.warning_count = 2,
		.notes = notes,
		.note_count = 1,
	};
}

static struct gamut_buf out;

static struct gamut_str report(enum gamut_format format, struct gamut_str name,
                               size_t columns)
{
	struct gamut_summary summary = summary_of(name);
	struct gamut_report_options options = { .columns = columns };

	gamut_buf_clear(&out);
	gamut_report_write(&out, &summary, format, &options);
	return gamut_buf_view(&out);
}

static void tear_down(void)
{
	gamut_arena_clear(&cell_arena);
	gamut_buf_release(&out);
}

static size_t count_lines(struct gamut_str text)
{
	size_t lines = 0;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	return lines;
}

/* However it is called, a report is as many lines of harmless text. */
START_TEST(strangers_cannot_break_out)
{
	enum gamut_format format = (enum gamut_format)_i;
	size_t lines = count_lines(report(format, GAMUT_STR("name"), 500));
	struct gamut_str text = report(format, GAMUT_STR(HOSTILE), 500);
	struct gamut_str rest = text;

	ck_assert(gamut_text_is_utf8(text));
	ck_assert_uint_eq(count_lines(text), lines);
	ck_assert(text.ptr[text.len - 1] == '\n');
	while (rest.len > 0) {
		int32_t code = gamut_text_take(&rest);

		ck_assert_msg(code == '\n' || !gamut_text_is_unsafe(code),
		              "U+%04x", (unsigned)code);
	}
}
END_TEST

START_TEST(json_is_as_documented)
{
	static const char want[] =
		"{\"format\":1,\"cells\":[\n"
		"{\"model\":\"m\",\"task\":\"m\",\"setting\":null,\"n\":4,"
		"\"valid\":3,\"validity\":0.75,\"yield\":2,\"uniqueness\":0.5,"
		"\"distinct\":3,\"collision\":0.25,\"coverage\":null,"
		"\"canonical_yield\":1,\"canonical_uniqueness\":0.5,"
		"\"canonical_coverage\":null,\"ceiling\":4,"
		"\"relative_yield\":0.25,\"copied\":1,\"fates\":{"
		"\"valid-new\":2,\"valid-duplicate\":1,\"invalid\":0,"
		"\"empty\":1,\"refusal\":0,\"truncated\":0,"
		"\"reasoning-only\":0,\"failed\":0,\"missing\":0},"
		"\"run\":\"m\",\"requests\":2,\"prompt_tokens\":30,"
		"\"completion_tokens\":null,\"reasoning_tokens\":null,"
		"\"cost\":0.25,\"currency\":\"m\",\"stopped\":null,"
		"\"estimates\":{";
	struct gamut_str text = report(GAMUT_FORMAT_JSON, GAMUT_STR("m"), 0);

	static const char stopped[] =
		"\"stopped\":{\"n\":4,\"planned\":9,\"reason\":\"m\"}";

	ck_assert_uint_lt(gamut_str_find(text, gamut_str_of(stopped)),
	                  text.len);
	ck_assert_uint_gt(text.len, sizeof(want));
	ck_assert_msg(gamut_str_starts_with(text, gamut_str_of(want)), "%.*s",
	              GAMUT_STR_ARG(text));
}
END_TEST

START_TEST(json_reads_back)
{
	struct gamut_err err = { 0 };
	cJSON *document = gamut_json_parse(
		report(GAMUT_FORMAT_JSON, GAMUT_STR(HOSTILE), 0), &err);
	const cJSON *aggregate;
	const cJSON *validity;
	const cJSON *uniqueness;

	ck_assert_msg(document, "%s", err.msg);
	aggregate = cJSON_GetArrayItem(
		cJSON_GetObjectItem(document, "aggregates"), 1);
	ck_assert(cJSON_IsString(cJSON_GetObjectItem(aggregate, "setting")));
	ck_assert(cJSON_IsFalse(cJSON_GetObjectItem(aggregate, "complete")));
	validity = cJSON_GetObjectItem(aggregate, "validity");
	ck_assert(cJSON_GetObjectItem(validity, "se")->valuedouble == 0.125);
	ck_assert(cJSON_GetArrayItem(cJSON_GetObjectItem(validity, "ci95"), 1)
	                  ->valuedouble == 0.75);
	uniqueness = cJSON_GetObjectItem(aggregate, "uniqueness");
	ck_assert(cJSON_IsNull(cJSON_GetObjectItem(uniqueness, "mean")));
	ck_assert(cJSON_GetObjectItem(uniqueness, "tasks")->valueint == 0);
	cJSON_Delete(document);
}
END_TEST

START_TEST(warnings_read_back)
{
	cJSON *document = gamut_json_parse(
		report(GAMUT_FORMAT_JSON, GAMUT_STR("\x1b[2J\"m"), 0), NULL);
	const cJSON *list = cJSON_GetObjectItem(document, "warnings");
	const cJSON *of_run = cJSON_GetArrayItem(list, 0);
	const cJSON *of_cell = cJSON_GetArrayItem(list, 1);

	ck_assert_int_eq(cJSON_GetArraySize(list), 2);
	ck_assert_str_eq(cJSON_GetObjectItem(of_run, "code")->valuestring,
	                 "several-models");
	ck_assert(cJSON_IsNull(cJSON_GetObjectItem(of_run, "task")));
	ck_assert(cJSON_IsNull(cJSON_GetObjectItem(of_run, "setting")));
	ck_assert_str_eq(cJSON_GetObjectItem(of_cell, "task")->valuestring,
	                 "\x1b[2J\"m");
	ck_assert_int_eq(cJSON_GetObjectItem(of_cell, "count")->valueint, 2);
	ck_assert_int_eq(cJSON_GetObjectItem(of_cell, "of")->valueint, 4);
	ck_assert_str_eq(cJSON_GetObjectItem(of_cell, "text")->valuestring,
	                 "\x1b[2J\"m");
	cJSON_Delete(document);
}
END_TEST

/* Cut the next field off `*rest`; false at the end of a record. */
static bool take_field(struct gamut_str *rest, struct gamut_buf *field)
{
	bool is_quoted = rest->ptr[0] == '"';
	size_t i = is_quoted ? 1 : 0;
	bool has_more;

	gamut_buf_clear(field);
	for (;; i++) {
		char c = rest->ptr[i];

		ck_assert_uint_lt(i, rest->len);
		if (is_quoted && c == '"' && rest->ptr[i + 1] == '"')
			i++;
		else if (is_quoted ? c == '"' : c == ',' || c == '\n')
			break;
		else
			ck_assert(is_quoted || c != '"');
		gamut_buf_add_char(field, c);
	}
	i += is_quoted;
	has_more = rest->ptr[i] == ',';
	ck_assert(has_more || rest->ptr[i] == '\n');
	*rest = gamut_str_skip(*rest, i + 1);
	return has_more;
}

START_TEST(csv_reads_back)
{
	struct gamut_str rest = report(GAMUT_FORMAT_CSV, GAMUT_STR(HOSTILE), 0);
	const size_t want = 3 + GAMUT_METRIC_COUNT + GAMUT_FATE_COUNT + 7;
	struct gamut_buf field = { 0 };
	struct gamut_buf shown = { 0 };
	struct {
		size_t at;
		const char *text;
	} known[] = { { 6, "0.75" },        { 11, "" },       /* undefined */
		      { want - 4, "30" },   { want - 3, "" }, /* not told */
		      { want - 1, "0.25" }, { 2, NULL } };

	gamut_buf_add_char(&shown, '\'');
	gamut_text_show(&shown, GAMUT_STR(HOSTILE), 0);
	known[5].text = gamut_buf_cstr(&shown);
	for (size_t row = 0; row < 3; row++) {
		size_t fields = 1;

		while (take_field(&rest, &field)) {
			for (size_t i = 0; row > 0 && i < 6; i++)
				if (known[i].at == fields)
					ck_assert_str_eq(gamut_buf_cstr(&field),
					                 known[i].text);
			fields++;
		}
		ck_assert_uint_eq(fields, want);
	}
	ck_assert_uint_eq(rest.len, 0);
	gamut_buf_release(&field);
	gamut_buf_release(&shown);
}
END_TEST

START_TEST(csv_defuses_formulas)
{
	static const char *const names[] = { "=a", "+a", "-a", "@a" };
	struct gamut_str text = report(GAMUT_FORMAT_CSV,
	                               gamut_str_of(names[_i]), 0);
	char want[8] = "\n'";

	want[2] = names[_i][0];
	ck_assert_uint_lt(gamut_str_find(text, gamut_str_of(want)), text.len);
}
END_TEST

/* Bars that Markdown sees as such: those without a backslash before them. */
static size_t count_bars(struct gamut_str line)
{
	size_t bars = 0;

	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] == '\\')
			i++;
		else
			bars += line.ptr[i] == '|';
	return bars;
}

START_TEST(markdown_rows_stay_rows)
{
	struct gamut_str rest = report(GAMUT_FORMAT_MARKDOWN,
	                               GAMUT_STR(HOSTILE), 0);
	struct gamut_str line;
	size_t bars = 0;
	size_t rows = 0;

	while (gamut_str_take_line(&rest, &line)) {
		/* of HTML and of code, which know no bars */
		if (gamut_str_starts_with(line, GAMUT_STR("<details>")) ||
		    gamut_str_starts_with(line, GAMUT_STR("`")))
			continue;
		if (!gamut_str_starts_with(line, GAMUT_STR("|"))) {
			ck_assert_uint_eq(count_bars(line), 0);
			bars = 0;
			continue;
		}
		if (bars == 0)
			bars = count_bars(line);
		ck_assert_uint_eq(count_bars(line), bars);
		rows++;
	}
	/* 4 headers and rules, 2 rows each of means and fates, 3 of tokens, 1
	 * of tasks */
	ck_assert_uint_eq(rows, 17);
}
END_TEST

START_TEST(markdown_keeps_task_names_readable)
{
	struct gamut_str text = report(GAMUT_FORMAT_MARKDOWN,
	                               GAMUT_STR("rng_1_10"), 0);

	ck_assert_uint_lt(gamut_str_find(text, GAMUT_STR("| rng_1_10 |")),
	                  text.len);
	text = report(GAMUT_FORMAT_MARKDOWN, GAMUT_STR("_a_ b_"), 0);
	ck_assert_uint_lt(gamut_str_find(text, GAMUT_STR("| \\_a\\_ b\\_ |")),
	                  text.len);
}
END_TEST

START_TEST(table_fits_the_terminal)
{
	static const size_t widths[] = { 0, 60, 80, 120, 200 };
	struct gamut_str rest = report(GAMUT_FORMAT_TABLE, GAMUT_STR(HOSTILE),
	                               widths[_i]);
	size_t most = widths[_i] ? widths[_i] : 80;
	struct gamut_str line;

	while (gamut_str_take_line(&rest, &line))
		ck_assert_msg(gamut_text_columns(line) <= most, "'%.*s'",
		              GAMUT_STR_ARG(line));
}
END_TEST

START_TEST(table_is_bold_only_if_asked)
{
	struct gamut_summary summary = summary_of(GAMUT_STR("m"));
	struct gamut_report_options options = { .has_colour = true };
	struct gamut_str plain = report(GAMUT_FORMAT_TABLE, GAMUT_STR("m"), 0);

	ck_assert_uint_eq(gamut_str_find(plain, GAMUT_STR("\x1b")), plain.len);
	gamut_buf_clear(&out);
	gamut_report_write(&out, &summary, GAMUT_FORMAT_TABLE, &options);
	ck_assert_uint_lt(
		gamut_str_find(gamut_buf_view(&out), GAMUT_STR("\x1b[1m")),
		out.len);
}
END_TEST

START_TEST(empty_summary_has_a_report)
{
	struct gamut_summary summary = { 0 };
	struct gamut_report_options options = { 0 };

	gamut_report_write(&out, &summary, (enum gamut_format)_i, &options);
	ck_assert_uint_gt(out.len, 0);
	ck_assert(out.ptr[out.len - 1] == '\n');
}
END_TEST

START_TEST(formats_are_found_by_name)
{
	enum gamut_format format = GAMUT_FORMAT_TABLE;

	ck_assert(gamut_format_find(&format, GAMUT_STR("csv")));
	ck_assert_int_eq(format, GAMUT_FORMAT_CSV);
	ck_assert(!gamut_format_find(&format, GAMUT_STR("CSV")));
	ck_assert(!gamut_format_find(&format, GAMUT_STR("")));
	ck_assert_str_eq(gamut_format_list(), "table, json, csv or markdown");
	ck_assert_int_eq(format, GAMUT_FORMAT_CSV);
}
END_TEST

/* ---------------------------------------------------------------- samples */

static void add_sample(struct gamut_samples *samples, struct gamut_str task,
                       uint32_t index, struct gamut_str text)
{
	struct gamut_cell_key key = {
		.model = GAMUT_STR("m"),
		.run = GAMUT_STR_EMPTY,
		.task = task,
		.setting = GAMUT_STR("zero-shot"),
	};
	struct gamut_sample sample = {
		.index = index,
		.text = text,
		.finish_reason = GAMUT_STR("stop"),
		.seed = 5,
		.latency_ms = GAMUT_UNKNOWN,
	};
	struct gamut_judgement judgement = {
		.answer = { .text = text },
		.verdict = gamut_verdict_reject(GAMUT_REASON_NOT_LISTED),
		.fate = GAMUT_FATE_INVALID,
	};

	gamut_samples_add(samples, &key, &sample, &judgement);
}

static struct gamut_samples *open_samples(void)
{
	struct gamut_samples *samples;

	gamut_temp_make();
	ck_assert(!gamut_samples_open(&samples, gamut_temp_path("s"), NULL));
	return samples;
}

/* What was published. */
static struct gamut_str read_samples(struct gamut_arena *arena)
{
	struct gamut_str text;

	ck_assert(!gamut_file_read(&text, gamut_temp_path("s"), (size_t)1 << 20,
	                           arena, NULL));
	return text;
}

/* More of them than are kept in memory. */
START_TEST(samples_keep_their_order)
{
	struct gamut_samples *samples = open_samples();
	struct gamut_arena arena = { 0 };
	struct gamut_str rest;
	struct gamut_str line;
	int i = 0;

	for (uint32_t k = 0; k < 1000; k++)
		add_sample(samples, GAMUT_STR("a"), k, GAMUT_STR("x"));
	ck_assert(!gamut_file_exists(gamut_temp_path("s")));
	ck_assert(!gamut_samples_publish(samples, NULL));
	gamut_samples_close(samples);
	rest = read_samples(&arena);
	while (gamut_str_take_line(&rest, &line)) {
		cJSON *row = gamut_json_parse(line, NULL);

		ck_assert_int_eq(cJSON_GetObjectItem(row, "index")->valueint,
		                 i);
		i++;
		cJSON_Delete(row);
	}
	ck_assert_int_eq(i, 1000);
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}
END_TEST

START_TEST(unpublished_samples_leave_nothing)
{
	struct gamut_samples *samples = open_samples();

	add_sample(samples, GAMUT_STR("a"), 1, GAMUT_STR("x"));
	gamut_samples_close(samples);
	/* Only an empty folder can be removed like this. */
	ck_assert_int_eq(rmdir(gamut_temp_folder()), 0);
}
END_TEST

START_TEST(sample_is_as_documented)
{
	struct gamut_samples *samples = open_samples();
	struct gamut_arena arena = { 0 };

	add_sample(samples, GAMUT_STR("a"), 2, GAMUT_STR("x\x1b\n"));
	ck_assert(!gamut_samples_publish(samples, NULL));
	gamut_samples_close(samples);
	ck_assert_str_eq(
		read_samples(&arena).ptr,
		"{\"model\":\"m\",\"task\":\"a\",\"setting\":\"zero-shot\","
		"\"index\":2,\"answer\":\"x\\u001b\\n\",\"valid\":false,"
		"\"reason\":\"not-listed\",\"canonical\":null,"
		"\"fate\":\"invalid\",\"copied_example\":false,"
		"\"text\":\"x\\u001b\\n\",\"finish_reason\":\"stop\","
		"\"seed\":5,\"latency_ms\":null,\"prompt_tokens\":0,"
		"\"completion_tokens\":0,\"reasoning_tokens\":0,"
		"\"run\":null}\n");
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("report");
	TCase *tc = tcase_create("report");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_loop_test(tc, strangers_cannot_break_out, 0, 4);
	tcase_add_test(tc, json_is_as_documented);
	tcase_add_test(tc, json_reads_back);
	tcase_add_test(tc, warnings_read_back);
	tcase_add_test(tc, csv_reads_back);
	tcase_add_loop_test(tc, csv_defuses_formulas, 0, 4);
	tcase_add_test(tc, markdown_rows_stay_rows);
	tcase_add_test(tc, markdown_keeps_task_names_readable);
	tcase_add_loop_test(tc, table_fits_the_terminal, 0, 4);
	tcase_add_test(tc, table_is_bold_only_if_asked);
	tcase_add_loop_test(tc, empty_summary_has_a_report, 0, 4);
	tcase_add_test(tc, formats_are_found_by_name);
	tcase_add_test(tc, samples_keep_their_order);
	tcase_add_test(tc, unpublished_samples_leave_nothing);
	tcase_add_test(tc, sample_is_as_documented);
	suite_add_tcase(suite, tc);
	return suite;
}

/* Static pictures, by the gnuplot that is installed. */
#include "tests/support/unit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static struct gamut_output must(const char *line)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == 0, "'%s' ended with %d: %s", line, got.code,
	              got.err);
	return got;
}

/* Run another program in `folder`, which must succeed. */
static void must_run(const char *folder, const char *const *words)
{
	const struct gamut_process process = { .words = words,
		                               .folder = folder,
		                               .remedy = "install it" };
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_process_run(&process, NULL, &arena, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
}

static struct gamut_str read_file(const char *path)
{
	struct gamut_err err = { 0 };
	struct gamut_str text = { 0 };

	ck_assert_msg(gamut_file_read(&text, path, (size_t)1 << 28, &arena,
	                              &err) == GAMUT_OK,
	              "%s", err.msg);
	return text;
}

static size_t count(struct gamut_str text, const char *part)
{
	size_t found = 0;
	size_t at;

	while ((at = gamut_str_find(text, gamut_str_of(part))) < text.len) {
		found++;
		text = gamut_str_skip(text, at + 1);
	}
	return found;
}

/* Well-formed XML; what it holds. */
static struct gamut_str check_svg(const char *path)
{
	const char *const words[] = { "xmllint", "--noout", "--nonet", path,
		                      NULL };

	must_run(NULL, words);
	return read_file(path);
}

static unsigned number_at(struct gamut_str bytes, size_t at)
{
	unsigned value = 0;

	ck_assert_uint_ge(bytes.len, at + 4);
	for (size_t i = 0; i < 4; i++)
		value = value << 8 | (unsigned char)bytes.ptr[at + i];
	return value;
}

/* A PNG as wide as `mm` at twice 96 pixels an inch. */
static void check_png(const char *path, double mm)
{
	struct gamut_str png = read_file(path);
	double pixels = mm / 25.4 * 96 * 2;

	ck_assert(gamut_str_starts_with(png, GAMUT_STR("\x89PNG\r\n\x1a\n")));
	ck_assert_double_eq_tol(number_at(png, 16), pixels, 1.5);
	ck_assert_uint_gt(number_at(png, 20), 300);
}

static void check_pdf(const char *path)
{
	struct gamut_str pdf = read_file(path);

	ck_assert(gamut_str_starts_with(pdf, GAMUT_STR("%PDF-")));
	ck_assert_uint_eq(count(pdf, "/CreationDate (D:19700101000000"), 1);
}

static void run_models(void)
{
	must("run --model sim:base --tasks rng_*,us_states_full_names -n 20 --seed 2 "
	     "--out base");
	must("run --model sim:instruct --tasks rng_*,us_states_full_names -n 20 --seed "
	     "3 --out instruct");
}

START_TEST(the_plane_is_drawn)
{
	const char *const redraw[] = { "gnuplot", "-d", "p.gp", NULL };
	struct gamut_str svg;
	struct gamut_str pdf;

	run_models();
	ck_assert_int_eq(mkdir("d", 0700), 0);
	must("pareto base instruct --reference --svg d/p.svg --png d/p.png "
	     "--pdf d/p.pdf");
	svg = check_svg("d/p.svg");
	/* Names once in the legend, ids and references at points, axes. */
	ck_assert_uint_eq(
		count(svg, "<text>A\u2013C: sim:base (simulated)</text>"), 1);
	ck_assert_uint_eq(
		count(svg, "<text>D\u2013F: sim:instruct (simulated)</text>"),
		1);
	ck_assert_uint_eq(count(svg, "<text>few-shot-described</text>"), 1);
	ck_assert_uint_eq(count(svg, "<text>A</text>"), 1);
	ck_assert_uint_eq(count(svg, "<text>F</text>"), 1);
	ck_assert_uint_eq(count(svg, "<text>sim:uniform</text>"), 1);
	ck_assert_uint_eq(count(svg, "<text>relative yield (%)</text>"), 1);
	/* Circles: two points and three of the legend. */
	ck_assert_uint_eq(count(svg, "xlink:href='#gpPt6'"), 5);
	check_png("d/p.png", 85);
	check_pdf("d/p.pdf");
	pdf = read_file("d/p.pdf");
	/* What stands there is all there is to it. */
	ck_assert_int_eq(unlink("d/p.svg"), 0);
	must_run("d", redraw);
	ck_assert(gamut_str_eq(check_svg("d/p.svg"), svg));
	/* The same again makes the same files. */
	must("pareto base instruct --reference --svg q.svg --pdf d/q.pdf");
	ck_assert(gamut_str_eq(read_file("q.svg"), svg));
	ck_assert(gamut_str_eq(read_file("d/q.pdf"), pdf));
	ck_assert(gamut_file_exists("q.gp"));
	ck_assert(!gamut_file_exists("q.pdf"));
	ck_assert_uint_eq(count(read_file("d/q.gp"), "formats = 'pdf'\n"), 1);
}
END_TEST

START_TEST(every_axis_can_be_drawn)
{
	run_models();
	must("pareto base instruct --x uniqueness --y effective_number "
	     "--svg a.svg");
	ck_assert_uint_eq(count(check_svg("a.svg"), "uniform sampler"), 0);
	must("pareto base instruct --y yield --by condition --svg b.svg");
	ck_assert_uint_eq(count(check_svg("b.svg"), "uniform sampler"), 1);
	must("pareto base --x canonical_yield --y validity --svg c.svg");
	check_svg("c.svg");
}
END_TEST

static const char *const pictures[] = { "plane", "plane-canonical",
	                                "tasks", "rarefaction",
	                                "fates", "answers" };

START_TEST(a_report_has_all_pictures)
{
	struct gamut_output got;

	run_models();
	must("report base instruct --figures a/b");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(pictures); i++) {
		struct gamut_str stem = gamut_arena_strf(&arena, "a/b/%s",
		                                         pictures[i]);
		struct gamut_str svg = check_svg(
			gamut_arena_strf(&arena, "%s.svg", stem.ptr).ptr);

		/* A picture, and no empty frame. */
		ck_assert_msg(count(svg, "sim:base") > 0, "%s", stem.ptr);
		check_png(gamut_arena_strf(&arena, "%s.png", stem.ptr).ptr,
		          i < 2 ? 85 : 178);
		check_pdf(gamut_arena_strf(&arena, "%s.pdf", stem.ptr).ptr);
		ck_assert(gamut_file_exists(
			gamut_arena_strf(&arena, "%s.gp", stem.ptr).ptr));
		ck_assert_uint_gt(
			count(read_file(gamut_arena_strf(&arena, "%s.tsv",
		                                         stem.ptr)
		                                .ptr),
		              "\n"),
			8);
		if (i >= 2)
			ck_assert_uint_ge(count(svg, "us_states_full_names"),
			                  1);
	}
	/* Nothing else is left there. */
	got = must("report base --figures a/b");
	ck_assert_str_eq(got.err, "gamut: the pictures are in 'a/b'\n");
	ck_assert_uint_eq(count(check_svg("a/b/tasks.svg"), "instruct"), 0);
}
END_TEST

START_TEST(what_is_incomplete_says_so)
{
	struct gamut_err err = { 0 };
	struct gamut_output got;

	must("run --tasks rng_* -n 5 --settings zero-shot --out part");
	ck_assert_int_eq(gamut_store_raise("part", 8, &err), GAMUT_OK);
	got = gamut_program(&arena, "report part --figures f");
	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.err, "incomplete runs: 6 samples"));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(pictures); i++)
		ck_assert_uint_eq(
			count(check_svg(gamut_arena_strf(&arena, "f/%s.svg",
		                                         pictures[i])
		                                .ptr),
		              "<text>Incomplete: 6 samples are missing"
		              "</text>"),
			1);
}
END_TEST

START_TEST(what_does_not_fit_is_told)
{
	struct gamut_output got;
	struct gamut_buf line = { 0 };

	gamut_buf_add(&line, GAMUT_STR("report"));
	for (int i = 0; i < 7; i++) {
		must(gamut_arena_strf(&arena,
		                      "run --tasks rng_1_10 -n 2 --settings "
		                      "zero-shot --seed %d --temperature 0.%d "
		                      "--out r%d",
		                      i, i + 1, i)
		             .ptr);
		gamut_buf_addf(&line, " r%d", i);
	}
	gamut_buf_add(&line, GAMUT_STR(" --figures f"));
	got = must(gamut_buf_cstr(&line));
	gamut_buf_release(&line);
	ck_assert_ptr_nonnull(strstr(got.err, "left out, tasks, rarefaction"));
	ck_assert_ptr_nonnull(strstr(got.err, "the pictures are in 'f'"));
	check_svg("f/plane.svg");
	check_png("f/plane-canonical.png", 85);
	ck_assert(!gamut_file_exists("f/tasks.svg"));
}
END_TEST

START_TEST(signs_that_no_font_has_are_told)
{
	static const char shown[] = "model \u2216u{1f642} x";

	gamut_program_put("f.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\",\"model\":"
	                  "\"model \U0001f642 x\"}\n");
	must("pareto f.jsonl --svg a.svg --png a.png");
	ck_assert_uint_eq(count(check_svg("a.svg"), shown), 1);
	ck_assert_uint_eq(count(read_file("a.tsv"), "\U0001f642"), 0);
}
END_TEST

/* Names as strangers may choose them, as JSON has them. */
#define NAME                                                              \
	"`touch PWNED` $(touch PWNED) \\\"; system(\\\"touch PWNED\\\") " \
	"' \\n\\u0007 @x _y ^z {/=9 t} %s ]]><b>&amp;\\\\033 \\u202e"

START_TEST(names_are_text_and_nothing_else)
{
	struct gamut_str svg;

	gamut_program_put("f.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\",\"model\":"
	                  "\"" NAME "\",\"setting\":\"`touch PWNED`\"}\n"
	                  "{\"task\":\"rng_1_10\",\"text\":\"8\",\"model\":"
	                  "\"|touch PWNED\",\"setting\":\"`touch PWNED`\"}\n");
	must("pareto f.jsonl --allow tasks,n --by condition --svg |touch'.svg "
	     "--png |touch'.png --pdf |touch'.pdf");
	svg = check_svg("|touch'.svg");
	/* It is shown, as far as the legend has room. */
	ck_assert_uint_ge(count(svg, "`touch PWNED` $(tou"), 1);
	ck_assert_uint_ge(count(svg, "|touch PWNED"), 1);
	ck_assert(!gamut_file_exists("PWNED"));
}
END_TEST

START_TEST(without_gnuplot_there_is_nothing)
{
	struct gamut_output got;

	must("run --tasks rng_1_10 -n 3 --settings zero-shot --out run");
	gamut_program_setenv("PATH", "/nowhere");
	got = gamut_program(&arena, "pareto run --svg a.svg --pdf a.pdf");
	ck_assert_int_eq(got.code, 2);
	ck_assert_str_eq(got.out, "");
	ck_assert_ptr_nonnull(
		strstr(got.err, "gnuplot is not installed: apt-get install "
	                        "gnuplot-nox"));
	got = gamut_program(&arena, "report run --figures f");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "gnuplot is not installed"));
	ck_assert(!gamut_file_exists("a.svg"));
	ck_assert(!gamut_file_exists("a.gp"));
	ck_assert(!gamut_file_exists("a.tsv"));
	ck_assert(!gamut_file_exists("f/tasks.gp"));
}
END_TEST

static const struct mistake {
	const char *line;
	const char *says;
} mistakes[] = {
	{ "pareto run --svg a.png", "--svg: 'a.png' is no file that ends in" },
	{ "pareto run --png .png", "--png: '.png' is no file" },
	{ "pareto run --pdf d/.pdf", "--pdf: 'd/.pdf' is no file" },
	{ "pareto run --svg none/a.svg", "there is no folder 'none'" },
	{ "pareto run --svg a\nb.svg", "is no name for a picture" },
	{ "report run --figures run/run.json", "is not a folder" },
	{ "report run run --figures f", "are the same samples" },
};

START_TEST(mistakes_are_named)
{
	struct gamut_output got;

	must("run --tasks rng_1_10 -n 2 --settings zero-shot --out run");
	got = gamut_program(&arena, mistakes[_i].line);
	ck_assert_int_eq(got.code, 2);
	ck_assert_str_eq(got.out, "");
	ck_assert_msg(strstr(got.err, mistakes[_i].says), "%s", got.err);
	ck_assert(!gamut_file_exists("a.svg"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("figures");
	TCase *tc = tcase_create("figures");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, the_plane_is_drawn);
	tcase_add_test(tc, every_axis_can_be_drawn);
	tcase_add_test(tc, a_report_has_all_pictures);
	tcase_add_test(tc, what_is_incomplete_says_so);
	tcase_add_test(tc, what_does_not_fit_is_told);
	tcase_add_test(tc, signs_that_no_font_has_are_told);
	tcase_add_test(tc, names_are_text_and_nothing_else);
	tcase_add_test(tc, without_gnuplot_there_is_nothing);
	tcase_add_loop_test(tc, mistakes_are_named, 0,
	                    GAMUT_ARRAY_LEN(mistakes));
	suite_add_tcase(suite, tc);
	return suite;
}

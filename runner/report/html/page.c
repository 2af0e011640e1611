#include "runner/report/html/page.h"

#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "runner/report/html/assets.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"

/*
 * The style sheet that Plot writes into each of its pictures, for the class
 * "plot" (app/chart.js): allowed by its hash, which the tests in a browser hold
 * against what Plot does.
 */
static const char plot_style[] = ":where(.plot) {\n"
				 "  --plot-background: white;\n"
				 "  display: block;\n"
				 "  height: auto;\n"
				 "  height: intrinsic;\n"
				 "  max-width: 100%;\n"
				 "}\n"
				 ":where(.plot text),\n"
				 ":where(.plot tspan) {\n"
				 "  white-space: pre;\n"
				 "}";

bool gamut_page_is_built(void)
{
	return gamut_asset(GAMUT_ASSET_PLOT).len > 0;
}

static void add(struct gamut_buf *out, const char *text)
{
	gamut_buf_add(out, gamut_str_of(text));
}

/* `text` of a stranger, for an element or an attribute in quotes. */
static void add_text(struct gamut_buf *out, struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;

	gamut_text_show(&shown, text, 0);
	rest = gamut_buf_view(&shown);
	for (size_t i = 0; i < rest.len; i++) {
		char c = rest.ptr[i];

		if (strchr("<>&\"'", c) && c != '\0')
			gamut_buf_addf(out, "&#%d;", c);
		else
			gamut_buf_add_char(out, c);
	}
	gamut_buf_release(&shown);
}

static void add_hash(struct gamut_buf *out, struct gamut_str text)
{
	struct gamut_digest digest;
	char hash[GAMUT_DIGEST_BASE64_SIZE];

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, text);
	gamut_digest_base64(&digest, hash);
	gamut_buf_addf(out, " 'sha256-%s'", hash);
}

static void add_policy(struct gamut_buf *out)
{
	add(out, "<meta http-equiv=\"Content-Security-Policy\" content=\""
	         "default-src 'none'; script-src");
	add_hash(out, gamut_asset(GAMUT_ASSET_D3));
	add_hash(out, gamut_asset(GAMUT_ASSET_PLOT));
	add_hash(out, gamut_asset(GAMUT_ASSET_APP));
	add(out, "; style-src");
	add_hash(out, gamut_asset(GAMUT_ASSET_STYLE));
	add_hash(out, gamut_str_of(plot_style));
	add(out, "; img-src data:; base-uri 'none'; form-action 'none'\">\n");
}

static void add_head(struct gamut_buf *out, const struct gamut_page *page)
{
	add(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n"
	         "<meta charset=\"utf-8\">\n");
	add_policy(out);
	add(out, "<meta name=\"viewport\" content=\"width=device-width, "
	         "initial-scale=1\">\n"
	         "<meta name=\"color-scheme\" content=\"light dark\">\n"
	         "<meta name=\"referrer\" content=\"no-referrer\">\n"
	         "<meta name=\"generator\" content=\"Gamut " GAMUT_VERSION
	         "\">\n<title>");
	add_text(out, page->title);
	add(out, "</title>\n<style>");
	gamut_buf_add(out, gamut_asset(GAMUT_ASSET_STYLE));
	add(out, "</style>\n</head>\n");
}

static void add_table(struct gamut_buf *out, const struct gamut_grid *grid)
{
	add(out, "<table>\n");
	for (size_t row = 0; row < gamut_grid_rows(grid); row++) {
		add(out, "<tr>");
		for (size_t i = 0; i < grid->columns; i++) {
			bool is_head = row == 0 || i == 0;

			add(out, !is_head ? "<td>" :
			         row == 0 ? "<th scope=\"col\">" :
			                    "<th scope=\"row\">");
			add_text(out, gamut_grid_at(grid, row, i));
			add(out, is_head ? "</th>" : "</td>");
		}
		add(out, "</tr>\n");
	}
	add(out, "</table>\n");
}

/* What readers of any figure of `run` must know. */
static void add_state(struct gamut_buf *out, const struct gamut_run *run)
{
	if (run->manifest.imported.len > 0)
		add(out, "<p>Imported: others asked, Gamut judged.</p>\n");
	if (!gamut_run_is_complete(run))
		add(out, "<p><strong>Incomplete: samples are missing."
		         "</strong></p>\n");
}

/* What stands there until the program runs, and where none may. */
static void add_static(struct gamut_buf *out, const struct gamut_page *page)
{
	add(out, "<p>Gamut " GAMUT_VERSION ". The whole report needs a browser "
	         "with JavaScript; these are its main figures.</p>\n");
	for (size_t i = 0; i < page->run_count; i++) {
		struct gamut_arena arena = { 0 };
		struct gamut_summary_part part = { 0 };

		while (gamut_summary_next(page->runs[i].summary, &part)) {
			struct gamut_grid grid = { 0 };

			add(out, "<h2>");
			add_text(out, page->runs[i].label);
			add(out, "</h2>\n<p>");
			add_text(out, gamut_tables_title(&part, &arena));
			add(out, "</p>\n");
			add_state(out, page->runs[i].run);
			gamut_tables_means(&grid, &part);
			add_table(out, &grid);
			gamut_grid_release(&grid);
		}
		gamut_arena_clear(&arena);
	}
}

static void add_body(struct gamut_buf *out, const struct gamut_page *page)
{
	add(out, "<body>\n<a class=\"skip\" href=\"#gamut\">Skip to the report"
	         "</a>\n<header>\n<h1>");
	add_text(out, page->title);
	add(out, "</h1>\n<nav id=\"contents\" aria-label=\"Contents\"></nav>\n"
	         "</header>\n<main id=\"gamut\">\n");
	add_static(out, page);
	add(out, "</main>\n<footer>\n<p>Made by Gamut " GAMUT_VERSION
	         ".</p>\n<details><summary>Licences of the charting library"
	         "</summary>\n<pre>");
	add_text(out, GAMUT_STR("d3 (with delaunator and internmap) and "
	                        "Observable Plot (with binary-search-bounds, "
	                        "interval-tree-1d and isoformat), in that "
	                        "order:"));
	add(out, "\n\n");
	/* Ours, and known: only what HTML would take for its own. */
	for (struct gamut_str rest = gamut_asset(GAMUT_ASSET_LICENCES);
	     rest.len > 0;) {
		struct gamut_str line;

		gamut_str_take_field(&rest, '\n', &line);
		add_text(out, line);
		add(out, "\n");
	}
	add(out, "</pre></details>\n</footer>\n");
}

/* `data` is JSON, where '<' stands only in strings. */
static void add_data(struct gamut_buf *out, struct gamut_str data)
{
	add(out, "<script type=\"application/json\" id=\"gamut-data\">");
	for (size_t start = 0; start < data.len;) {
		const char *found = memchr(data.ptr + start, '<',
		                           data.len - start);
		size_t end = found ? (size_t)(found - data.ptr) : data.len;

		gamut_buf_add(out, (struct gamut_str){ data.ptr + start,
		                                       end - start });
		if (found)
			add(out, "\\u003c");
		start = found ? end + 1 : end;
	}
	add(out, "</script>\n");
}

static void add_script(struct gamut_buf *out, enum gamut_asset asset)
{
	add(out, "<script>");
	gamut_buf_add(out, gamut_asset(asset));
	add(out, "</script>\n");
}

void gamut_page_write(struct gamut_buf *out, const struct gamut_page *page)
{
	struct gamut_buf data = { 0 };

	if (!gamut_page_is_built())
		GAMUT_BUG("no HTML reports in this build");
	gamut_page_data(&data, page);
	add_head(out, page);
	add_body(out, page);
	add_data(out, gamut_buf_view(&data));
	add_script(out, GAMUT_ASSET_D3);
	add_script(out, GAMUT_ASSET_PLOT);
	add_script(out, GAMUT_ASSET_APP);
	add(out, "</body>\n</html>\n");
	gamut_buf_release(&data);
}

#include "runner/report/html/details.h"
#include "runner/report/html/page.h"

#include "runner/report/fields.h"
#include "runner/report/report.h"

/*
 * All texts of strangers in a page come to about so much at most, however many
 * there are; but each may have so many bytes.
 */
#define TEXTS_BYTES ((size_t)16 * 1024 * 1024)
#define TEXT_BYTES_MIN ((size_t)120)

static uint64_t completions_of(const struct gamut_page_run *run)
{
	uint64_t count = 0;

	for (size_t i = 0; i < run->summary->cell_count; i++)
		count += run->summary->cells[i].cell->tally.n;
	return count;
}

static size_t choose_text_bytes(const struct gamut_page *page)
{
	uint64_t count = 0;
	size_t share;

	for (size_t i = 0; i < page->run_count; i++)
		count += completions_of(&page->runs[i]);
	if (count == 0)
		return GAMUT_COMPLETIONS_TEXT_MAX;
	share = (size_t)(TEXTS_BYTES / count);
	if (share < TEXT_BYTES_MIN)
		return TEXT_BYTES_MIN;
	return share < GAMUT_COMPLETIONS_TEXT_MAX ? share :
	                                            GAMUT_COMPLETIONS_TEXT_MAX;
}

/* A document that is JSON, or null. */
static void add_document(struct gamut_json *json, const char *key,
                         struct gamut_str document)
{
	gamut_json_key(json, key);
	if (document.len > 0)
		gamut_json_raw(json, document);
	else
		gamut_json_null(json);
}

static void add_strings(struct gamut_json *json, const char *key,
                        const struct gamut_str *list, size_t count)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		gamut_json_str(json, list[i]);
	gamut_json_close(json, ']');
}

static void add_condition(struct gamut_json *json,
                          const struct gamut_page_run *run)
{
	const struct gamut_manifest *manifest = &run->run->manifest;

	gamut_fields_name(json, "label", run->label);
	gamut_fields_name(json, "model", manifest->model);
	gamut_fields_name(json, "run", manifest->run_id);
	gamut_fields_name(json, "created", manifest->created);
	gamut_fields_bool(json, "simulated", manifest->is_simulated);
	gamut_fields_name(json, "template", manifest->template);
	gamut_fields_name(json, "preset", manifest->preset);
	add_document(json, "sampling", manifest->sampling);
	gamut_fields_uint(json, "n", manifest->n);
	add_document(json, "imported", manifest->imported);
}

static void add_state(struct gamut_json *json, const struct gamut_page_run *run)
{
	uint64_t wanted = 0;
	uint64_t absent = 0;

	for (size_t i = 0; i < run->run->manifest.cell_count; i++) {
		wanted += gamut_run_wanted(run->run, i);
		absent += (uint64_t)run->run->failed[i] + run->run->missing[i];
	}
	gamut_fields_bool(json, "complete", gamut_run_is_complete(run->run));
	gamut_fields_uint(json, "wanted", wanted);
	gamut_fields_uint(json, "absent", absent);
	gamut_fields_name(json, "command", run->command);
	gamut_fields_name(json, "rest", run->rest);
	add_document(json, "manifest", run->manifest);
	add_strings(json, "notes", run->summary->notes,
	            run->summary->note_count);
}

static void add_run(struct gamut_json *json, const struct gamut_page *page,
                    const struct gamut_page_run *run, size_t max_bytes)
{
	const struct gamut_summary *summary = run->summary;
	struct gamut_buf text = { 0 };

	gamut_json_open(json, '{');
	add_condition(json, run);
	add_state(json, run);
	gamut_report_json(&text, summary);
	add_document(json, "summary", gamut_buf_view(&text));
	gamut_buf_release(&text);
	gamut_json_key(json, "details");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < summary->cell_count; i++)
		gamut_details_write(
			json, summary->cells[i].cell,
			gamut_completions_of(page->completions,
		                             &summary->cells[i].key),
			max_bytes);
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

static void add_comparisons(struct gamut_json *json,
                            const struct gamut_page *page)
{
	gamut_json_key(json, "baseline");
	if (page->comparison_count > 0)
		gamut_json_int(json, (int64_t)page->baseline);
	else
		gamut_json_null(json);
	gamut_json_key(json, "comparisons");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < page->comparison_count; i++) {
		const struct gamut_page_comparison *of = &page->comparisons[i];

		gamut_json_open(json, '{');
		gamut_fields_uint(json, "candidate", of->candidate);
		add_document(json, "comparison", of->comparison);
		add_strings(json, "refused", of->refused, of->refused_count);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

static void add_planes(struct gamut_json *json, const struct gamut_page *page)
{
	gamut_json_key(json, "planes");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < page->plane_count; i++) {
		const struct gamut_page_plane *plane = &page->planes[i];

		gamut_json_open(json, '{');
		gamut_fields_text(json, "name", plane->name);
		gamut_fields_double(json, "ceiling", plane->ceiling);
		add_document(json, "front", plane->front);
		gamut_fields_name(json, "refused", plane->refused);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

/* What numbers in the details stand for. */
static void add_names(struct gamut_json *json)
{
	static const char *const reasons[] = {
#define X(name, text, sentence) text,
		GAMUT_REASON_MAP(X)
#undef X
	};

	gamut_json_key(json, "reasons");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(reasons); i++)
		gamut_json_cstr(json, reasons[i]);
	gamut_json_close(json, ']');
	gamut_json_key(json, "fates");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		gamut_json_cstr(json, gamut_fate_name((enum gamut_fate)i));
	gamut_json_close(json, ']');
}

void gamut_page_data(struct gamut_buf *out, const struct gamut_page *page)
{
	struct gamut_json json = { .out = out };
	size_t max_bytes = choose_text_bytes(page);

	gamut_json_open(&json, '{');
	gamut_fields_uint(&json, "format", 1);
	gamut_fields_text(&json, "gamut", GAMUT_VERSION);
	gamut_fields_name(&json, "title", page->title);
	gamut_json_key(&json, "runs");
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < page->run_count; i++)
		add_run(&json, page, &page->runs[i], max_bytes);
	gamut_json_close(&json, ']');
	gamut_page_tasks(&json, page);
	add_names(&json);
	add_comparisons(&json, page);
	add_planes(&json, page);
	gamut_json_close(&json, '}');
}

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "runner/exchange/export/dataset.h"
#include "runner/exchange/export/imported.h"
#include "runner/exchange/export/walk.h"
#include "runner/report/grid.h"
#include "runner/report/report.h"

/* The columns of samples.jsonl, each with the type that it has in Arrow. */
static const char features[] =
	"  features: [{name: model, dtype: string}, {name: task, dtype: "
	"string},\n"
	"    {name: setting, dtype: string}, {name: index, dtype: int64},\n"
	"    {name: answer, dtype: string}, {name: valid, dtype: bool},\n"
	"    {name: reason, dtype: string}, {name: canonical, dtype: string},\n"
	"    {name: fate, dtype: string}, {name: copied_example, dtype: "
	"bool},\n"
	"    {name: text, dtype: string}, {name: finish_reason, dtype: "
	"string},\n"
	"    {name: seed, dtype: int64}, {name: latency_ms, dtype: int64},\n"
	"    {name: prompt_tokens, dtype: int64}, {name: completion_tokens, "
	"dtype: int64},\n"
	"    {name: reasoning_tokens, dtype: int64}, {name: run, dtype: "
	"string}]\n";

static uint64_t rows_of(const struct gamut_export *export)
{
	uint64_t rows = 0;

	for (size_t i = 0; i < export->count; i++)
		rows += export->runs[i].run->count;
	return rows;
}

/* In the Hub's own words. */
static const char *size_category(uint64_t rows)
{
	static const struct {
		uint64_t below;
		const char *name;
	} sizes[] = {
		{ 1000, "n<1K" },         { 10000, "1K<n<10K" },
		{ 100000, "10K<n<100K" }, { 1000000, "100K<n<1M" },
		{ 10000000, "1M<n<10M" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(sizes); i++)
		if (rows < sizes[i].below)
			return sizes[i].name;
	return "10M<n<100M";
}

static void add_configs(struct gamut_buf *out, const struct gamut_str *stems,
                        size_t count)
{
	gamut_buf_add(out, GAMUT_STR("configs:\n"
	                             "- config_name: default\n"
	                             "  default: true\n"
	                             "  data_files:\n"));
	/* By name: a run of an earlier export may still be there. */
	for (size_t i = 0; i < count; i++)
		gamut_buf_addf(out, "  - \"data/%.*s.jsonl\"\n",
		               GAMUT_STR_ARG(stems[i]));
	gamut_buf_add(out, GAMUT_STR("- config_name: cells\n"
	                             "  data_files: \"cells.csv\"\n"));
	for (size_t i = 0; i < count; i++)
		gamut_buf_addf(out,
		               "- config_name: \"run-%.*s\"\n"
		               "  data_files: \"data/%.*s.jsonl\"\n",
		               GAMUT_STR_ARG(stems[i]),
		               GAMUT_STR_ARG(stems[i]));
	gamut_buf_addf(out,
	               "dataset_info:\n"
	               "- config_name: default\n%s",
	               features);
	for (size_t i = 0; i < count; i++)
		gamut_buf_addf(out, "- config_name: \"run-%.*s\"\n%s",
		               GAMUT_STR_ARG(stems[i]), features);
}

static bool is_any_simulated(const struct gamut_export *export)
{
	for (size_t i = 0; i < export->count; i++)
		if (export->runs[i].run->manifest.is_simulated)
			return true;
	return false;
}

static void add_front(struct gamut_buf *out, const struct gamut_export *export,
                      const struct gamut_str *stems)
{
	gamut_buf_addf(out,
	               "---\n"
	               "pretty_name: \"Gamut: completions and verdicts\"\n"
	               "license: unknown\n"
	               "task_categories:\n"
	               "- text-generation\n"
	               "size_categories:\n"
	               "- %s\n"
	               "tags:\n"
	               "- gamut\n"
	               "- evaluation\n"
	               "- diversity\n%s",
	               size_category(rows_of(export)),
	               is_any_simulated(export) ? "- synthetic\n" : "");
	add_configs(out, stems, export->count);
	gamut_buf_add(out, GAMUT_STR("---\n\n"));
}

static void add_runs(struct gamut_buf *out, const struct gamut_export *export,
                     const struct gamut_str *stems)
{
	static const char *const names[] = {
		"run",   "id",      "model",  "template", "preset",
		"cells", "samples", "failed", "missing",  "imported from"
	};
	struct gamut_grid grid = { .columns = GAMUT_ARRAY_LEN(names) };
	struct gamut_arena arena = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		gamut_grid_add(&grid, gamut_str_of(names[i]));
	for (size_t i = 0; i < export->count; i++) {
		const struct gamut_export_run *run = &export->runs[i];
		const struct gamut_manifest *manifest = &run->run->manifest;

		gamut_grid_add(&grid, stems[i]);
		gamut_grid_add(&grid, manifest->run_id);
		gamut_grid_addf(&grid, "%.*s%s", GAMUT_STR_ARG(manifest->model),
		                manifest->is_simulated ? ", simulated" : "");
		gamut_grid_add(&grid, manifest->template);
		gamut_grid_add(&grid, manifest->preset);
		gamut_grid_addf(&grid, "%zu", run->summary->cell_count);
		gamut_grid_addf(&grid, "%zu", run->run->count);
		gamut_grid_addf(&grid, "%" PRIu64,
		                gamut_export_absent(run, GAMUT_FATE_FAILED));
		gamut_grid_addf(&grid, "%" PRIu64,
		                gamut_export_absent(run, GAMUT_FATE_MISSING));
		gamut_grid_add(&grid,
		               gamut_export_imported_line(manifest, &arena));
	}
	gamut_report_grid_markdown(out, &grid);
	gamut_arena_clear(&arena);
	gamut_grid_release(&grid);
}

/* What is shown has no line feed: it cannot end the block of code. */
static void add_command(struct gamut_buf *out,
                        const struct gamut_export_run *run,
                        struct gamut_str stem)
{
	gamut_buf_addf(out, "# %.*s", GAMUT_STR_ARG(stem));
	if (run->command.len == 0) {
		gamut_buf_add(out, GAMUT_STR(" was imported: no command asks "
		                             "for it again\n"));
		return;
	}
	gamut_buf_add_char(out, '\n');
	gamut_text_show(out, run->command, 0);
	/* Stems are portable names, which need no quotes. */
	gamut_buf_addf(out, " --out %.*s\n", GAMUT_STR_ARG(stem));
}

static void add_use(struct gamut_buf *out, const struct gamut_export *export,
                    const struct gamut_str *stems)
{
	gamut_buf_addf(
		out,
		"\n## How to load it\n\n"
		"```python\n"
		"from datasets import load_dataset\n\n"
		"# From this folder, or with the name of the repository that "
		"it was put into.\n"
		"samples = load_dataset(\".\", split=\"train\")\n"
		"one_run = load_dataset(\".\", \"run-%.*s\", "
		"split=\"train\")\n"
		"cells = load_dataset(\".\", \"cells\", split=\"train\")\n"
		"```\n\n"
		"A row is a completion: `text` is what the model said, `answer` "
		"what was taken out\nof it, `valid` and `reason` the verdict, "
		"`canonical` one spelling for answers that\nare the same thing, "
		"`fate` what became of the sample. `cells.csv` has the metrics "
		"of\neach task under each setting, with their intervals.\n\n"
		"## How to repeat it\n\n"
		"Keys, and fields of requests that were set by hand, are not "
		"in these commands.\n\n"
		"```sh\n",
		GAMUT_STR_ARG(stems[0]));
	for (size_t i = 0; i < export->count; i++)
		add_command(out, &export->runs[i], stems[i]);
	gamut_buf_add(out, GAMUT_STR("```\n\n"));
}

static bool is_incomplete(const struct gamut_export *export)
{
	for (size_t i = 0; i < export->count; i++)
		if (!gamut_run_is_complete(export->runs[i].run))
			return true;
	return false;
}

void gamut_export_card(struct gamut_buf *out, const struct gamut_export *export,
                       const struct gamut_str *stems)
{
	add_front(out, export, stems);
	gamut_buf_add(
		out,
		GAMUT_STR(
			"# Completions of language models, verified by programs\n\n"
			"Gamut asks a model many times for one thing, checks "
			"every answer with a program,\nand measures how much "
			"of the space of valid answers came.\n\n"));
	if (is_any_simulated(export))
		gamut_buf_add(out, GAMUT_STR("Some of these models are "
		                             "simulated: no language model "
		                             "said this.\n\n"));
	add_runs(out, export, stems);
	if (is_incomplete(export))
		gamut_buf_add(
			out,
			GAMUT_STR("\n**Not all samples are there.** What is "
		                  "failed or missing is in no row, and in no "
		                  "share.\n"));
	add_use(out, export, stems);
	gamut_buf_add(out, GAMUT_STR("## Results\n\n"));
	for (size_t i = 0; i < export->count; i++) {
		gamut_report_markdown(out, export->runs[i].summary,
		                      &(struct gamut_report_options){ 0 });
		gamut_buf_add_char(out, '\n');
	}
	gamut_buf_add(
		out,
		GAMUT_STR("## Licence\n\n"
	                  "Not stated. Completions may be subject to the terms "
	                  "of the model that made them:\nset `license` above "
	                  "before this is published.\n"));
}

#include "tests/support/run.h"

#include "tests/support/temp.h"

struct gamut_manifest gamut_unit_manifest(void)
{
	static struct gamut_manifest_cell cells[2];

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(cells); i++)
		cells[i] = (struct gamut_manifest_cell){
			.task = i ? GAMUT_STR("state") : GAMUT_STR("prime"),
			.setting = GAMUT_STR("zero-shot"),
			.task_hash = GAMUT_STR("aa"),
			.prompt = GAMUT_STR("\"?\""),
		};
	return (struct gamut_manifest){
		.version = GAMUT_STR("0.1.0"),
		.run_id = GAMUT_STR_EMPTY,
		.model = GAMUT_STR("sim:base"),
		.template = GAMUT_STR("chat"),
		.profile = GAMUT_STR("sim"),
		.preset = GAMUT_STR("pure"),
		.sampling = GAMUT_STR("{}"),
		.endpoint = GAMUT_STR_EMPTY,
		.is_simulated = true,
		.n = 10,
		.cells = cells,
		.cell_count = GAMUT_ARRAY_LEN(cells),
		.host = GAMUT_STR("{}"),
		.created = GAMUT_STR("2026-11-23T12:51:07.123Z"),
	};
}

struct gamut_sample gamut_unit_sample(struct gamut_str task, uint32_t index,
                                      const char *text)
{
	return (struct gamut_sample){
		.task = task,
		.setting = GAMUT_STR("zero-shot"),
		.index = index,
		.text = gamut_str_of(text),
		.reasoning = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR_EMPTY,
		.model = GAMUT_STR_EMPTY,
		.response_id = GAMUT_STR_EMPTY,
		.fingerprint = GAMUT_STR_EMPTY,
	};
}

void gamut_unit_create_run(uint32_t n)
{
	struct gamut_manifest manifest = gamut_unit_manifest();
	struct gamut_err err = { 0 };

	manifest.n = n;
	if (gamut_store_create(gamut_temp_folder(), &manifest, &err))
		GAMUT_BUG("%s", err.msg);
}

struct gamut_run *gamut_unit_read_run(void)
{
	struct gamut_err err = { 0 };
	struct gamut_run *run;

	if (gamut_run_read(&run, gamut_temp_folder(), &err))
		GAMUT_BUG("%s", err.msg);
	return run;
}

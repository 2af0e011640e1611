#include "runner/store/failure.h"

#include "runner/store/record.h"

void gamut_failure_encode(struct gamut_buf *line,
                          const struct gamut_failure *failure)
{
	struct gamut_json json = { .out = line };
	size_t start = line->len;

	gamut_json_open(&json, '{');
	gamut_record_put_str(&json, "task", failure->task);
	gamut_record_put_told(&json, "setting", failure->setting);
	gamut_record_put_number(&json, "index", failure->index);
	gamut_record_put_number(&json, "count", failure->count);
	gamut_record_put_str(&json, "reason", failure->reason);
	gamut_record_put_number(&json, "http_status", failure->http_status);
	gamut_record_put_number(&json, "attempts", failure->attempts);
	gamut_record_put_time(&json, "created", failure->created_ms);
	gamut_record_seal(line, start);
}

enum gamut_status gamut_failure_decode(struct gamut_failure *failure,
                                       struct gamut_str line,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err)
{
	struct gamut_value record;
	enum gamut_status status;

	status = gamut_record_open(&record, line, arena, err);
	if (status)
		return status;
	failure->task = gamut_value_str(&record, "task");
	failure->setting = gamut_value_told(&record, "setting");
	failure->index = gamut_value_u32(&record, "index");
	failure->count = gamut_value_u32(&record, "count");
	failure->reason = gamut_value_str(&record, "reason");
	failure->http_status = gamut_value_number(&record, "http_status");
	failure->attempts = gamut_value_number(&record, "attempts");
	failure->created_ms = gamut_record_time(&record, "created");
	return gamut_record_close(&record);
}

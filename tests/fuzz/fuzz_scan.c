#include "tests/support/fuzz.h"
#include "tests/support/scan_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str body = { .ptr = size ? (const char *)data : "",
		                  .len = size };

	for (uint32_t count = 1; count <= 3; count += 2) {
		gamut_scan_check(body, true, count);
		gamut_scan_check(body, false, count);
	}
	return 0;
}

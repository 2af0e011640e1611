/* Prints the reference of kinds of check, for docs/kinds.md. */
#include <stdio.h>

#include "tests/support/reference.h"

int main(void)
{
	struct gamut_buf page = { 0 };

	gamut_reference_kinds(&page);
	printf("%s", gamut_buf_cstr(&page));
	gamut_buf_release(&page);
	return 0;
}

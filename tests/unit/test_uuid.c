#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/uuid.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_uuid_rule any = { .version = 0 };
static const struct gamut_uuid_rule four = { .version = 4 };
static const struct gamut_uuid_rule seven = { .version = 7 };
static const struct gamut_uuid_rule special = { .version = 4,
                                                .allows_special = true };

#define NIL "00000000-0000-0000-0000-000000000000"
#define MAX "ffffffff-ffff-ffff-ffff-ffffffffffff"

/* Examples of RFC 9562, appendix A, and what is made of them. */
#define V1 "c232ab00-9414-11ec-b3c8-9f6bdeced846"
#define V4 "919108f7-52d1-4320-9bac-f847db4148a8"
#define V7 "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

static const struct gamut_verdict_row rows[] = {
	{ &any,   S(V1), GAMUT_REASON_VALID, V1 },
	{ &any,   S(V7), GAMUT_REASON_VALID, V7 },
	{ &any,   S("C232AB00-9414-11EC-B3C8-9F6BDECED846"), GAMUT_REASON_VALID, V1 },
	{ &any,   S("c232ab00-9414-01ec-03c8-9f6bdeced846"), GAMUT_REASON_VALID,
	  "c232ab00-9414-01ec-03c8-9f6bdeced846" },
	{ &four,  S(V4), GAMUT_REASON_VALID, V4 },
	{ &four,  S(V7), GAMUT_REASON_NO_MATCH, "" },
	{ &seven, S(V7), GAMUT_REASON_VALID, V7 },
	{ &seven, S(V4), GAMUT_REASON_NO_MATCH, "" },
	{ &four,  S("919108f7-52d1-4320-7bac-f847db4148a8"), GAMUT_REASON_NO_MATCH, "" },
	{ &four,  S("919108f7-52d1-4320-cbac-f847db4148a8"), GAMUT_REASON_NO_MATCH, "" },
	{ &four,  S("919108f7-52d1-4320-bbac-f847db4148a8"), GAMUT_REASON_VALID,
	  "919108f7-52d1-4320-bbac-f847db4148a8" },
	{ &any,   S(NIL), GAMUT_REASON_EXCLUDED, "" },
	{ &any,   S(MAX), GAMUT_REASON_EXCLUDED, "" },
	{ &special, S(NIL), GAMUT_REASON_VALID, NIL },
	{ &special, S("FFFFFFFF-ffff-ffff-ffff-ffffffffffff"), GAMUT_REASON_VALID, MAX },
	{ &any,   S(""), GAMUT_REASON_EMPTY, "" },
	{ &any,   S("c232ab00941411ecb3c89f6bdeced846"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("{" V1 "}"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("urn:uuid:" V1), GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("c232ab00-9414-11ec-b3c8-9f6bdeced84g"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("c232ab0-09414-11ec-b3c8-9f6bdeced846"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("c232ab00-9414-11ec-b3c8-9f6bdeced84-"), GAMUT_REASON_BAD_FORMAT, "" },
};
/* clang-format on */

START_TEST(verdicts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		gamut_expect_verdict(&gamut_verifier_uuid, &rows[i]);
}
END_TEST

START_TEST(hostile)
{
	gamut_expect_hostile(&gamut_verifier_uuid, &any, V1);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("uuid");
	TCase *tc = tcase_create("verify");

	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, hostile);
	suite_add_tcase(suite, tc);
	return suite;
}

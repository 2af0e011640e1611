#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/ip.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_ip_rule any = { 0 };
static const struct gamut_ip_rule v4 = { .version = GAMUT_IP_4 };
static const struct gamut_ip_rule v6 = { .version = GAMUT_IP_6 };
static const struct gamut_ip_rule home = { .scope = GAMUT_IP_PRIVATE };
static const struct gamut_ip_rule documents = { .scope = GAMUT_IP_DOCUMENTATION };
static const struct gamut_ip_rule public = { .scope = GAMUT_IP_PUBLIC };

#define BAD GAMUT_REASON_BAD_ADDRESS

static const struct gamut_verdict_row rows[] = {
	{ &any, S("192.168.0.1"),         GAMUT_REASON_VALID, NULL },
	{ &any, S("0.0.0.0"),             GAMUT_REASON_VALID, NULL },
	{ &any, S("255.255.255.255"),     GAMUT_REASON_VALID, NULL },
	{ &any, S("256.1.1.1"),           BAD, NULL },
	{ &any, S("1.2.3"),               BAD, NULL },
	{ &any, S("1.2.3.4.5"),           BAD, NULL },
	{ &any, S("1.2.3.04"),            BAD, NULL },
	{ &any, S("1.2.3.00"),            BAD, NULL },
	{ &any, S("1.2.3.4 "),            BAD, NULL },
	{ &any, S("1.2.3.4\0"),           BAD, NULL },
	{ &any, S("1..3.4"),              BAD, NULL },
	{ &any, S("1.2.3.4/8"),           BAD, NULL },
	{ &any, S("0x1.2.3.4"),           BAD, NULL },
	{ &any, S("1.2.3.1000"),          BAD, NULL },
	{ &any, S(""),                    GAMUT_REASON_EMPTY, NULL },
	{ &any, S("::"),                  GAMUT_REASON_VALID, NULL },
	{ &any, S("::1"),                 GAMUT_REASON_VALID, NULL },
	{ &any, S("1::"),                 GAMUT_REASON_VALID, NULL },
	/* RFC 4291, section 2.2, and RFC 5952, sections 2 and 4 */
	{ &any, S("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789"), GAMUT_REASON_VALID, "abcd:ef01:2345:6789:abcd:ef01:2345:6789" },
	{ &any, S("2001:DB8:0:0:8:800:200C:417A"), GAMUT_REASON_VALID, "2001:db8::8:800:200c:417a" },
	{ &any, S("FF01:0:0:0:0:0:0:101"), GAMUT_REASON_VALID, "ff01::101" },
	{ &any, S("0:0:0:0:0:0:13.1.68.3"), GAMUT_REASON_VALID, "::d01:4403" },
	{ &any, S("::FFFF:129.144.52.38"), GAMUT_REASON_VALID, "::ffff:129.144.52.38" },
	{ &any, S("::ffff:8190:3426"),    GAMUT_REASON_VALID, "::ffff:129.144.52.38" },
	{ &any, S("2001:0db8::0001"),     GAMUT_REASON_VALID, "2001:db8::1" },
	{ &any, S("2001:db8:0:0:0:0:2:1"), GAMUT_REASON_VALID, "2001:db8::2:1" },
	{ &any, S("2001:db8::1:1:1:1:1"), GAMUT_REASON_VALID, "2001:db8:0:1:1:1:1:1" },
	{ &any, S("2001:0:0:1:0:0:0:1"),  GAMUT_REASON_VALID, "2001:0:0:1::1" },
	{ &any, S("2001:db8:0:0:1:0:0:1"), GAMUT_REASON_VALID, "2001:db8::1:0:0:1" },
	{ &any, S("1:2:3:4:5:6:7::"),     GAMUT_REASON_VALID, "1:2:3:4:5:6:7:0" },
	{ &any, S("::2:3:4:5:6:7:8"),     GAMUT_REASON_VALID, "0:2:3:4:5:6:7:8" },
	{ &any, S("1:2:3:4:5:6:1.2.3.4"), GAMUT_REASON_VALID, "1:2:3:4:5:6:102:304" },
	{ &any, S("1::1.2.3.4"),          GAMUT_REASON_VALID, "1::102:304" },
	{ &any, S("1:2:3:4:5:6:7:8::"),   BAD, NULL },
	{ &any, S("::1:2:3:4:5:6:7:8"),   BAD, NULL },
	{ &any, S("1:2:3:4:5:6:7"),       BAD, NULL },
	{ &any, S("1:2:3:4:5:6:7:8:9"),   BAD, NULL },
	{ &any, S("1:2:3:4:5:6:7:1.2.3.4"), BAD, NULL },
	{ &any, S("1.2.3.4::"),           BAD, NULL },
	{ &any, S("1::2::3"),             BAD, NULL },
	{ &any, S(":::"),                 BAD, NULL },
	{ &any, S(":1::"),                BAD, NULL },
	{ &any, S("1::2:"),               BAD, NULL },
	{ &any, S("1:2:3:4:5:6:7:"),      BAD, NULL },
	{ &any, S(":"),                   BAD, NULL },
	{ &any, S("12345::"),             BAD, NULL },
	{ &any, S("::g"),                 BAD, NULL },
	{ &any, S("fe80::1%eth0"),        BAD, NULL },
	{ &any, S("[::1]"),               BAD, NULL },
	{ &any, S("::/0"),                BAD, NULL },
	{ &any, S("::01.2.3.4"),          BAD, NULL },
	{ &v4, S("10.0.0.1"),             GAMUT_REASON_VALID, NULL },
	{ &v4, S("::1"),                  BAD, NULL },
	{ &v6, S("::1"),                  GAMUT_REASON_VALID, NULL },
	{ &v6, S("10.0.0.1"),             BAD, NULL },
	{ &home, S("10.255.0.1"),         GAMUT_REASON_VALID, NULL },
	{ &home, S("172.16.0.1"),         GAMUT_REASON_VALID, NULL },
	{ &home, S("172.31.255.255"),     GAMUT_REASON_VALID, NULL },
	{ &home, S("172.32.0.1"),         GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &home, S("192.168.1.1"),        GAMUT_REASON_VALID, NULL },
	{ &home, S("192.169.1.1"),        GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &home, S("fd12::1"),            GAMUT_REASON_VALID, NULL },
	{ &home, S("fe80::1"),            GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &documents, S("192.0.2.7"),     GAMUT_REASON_VALID, NULL },
	{ &documents, S("2001:db8::7"),   GAMUT_REASON_VALID, NULL },
	{ &documents, S("3fff:fff::7"),   GAMUT_REASON_VALID, NULL },
	{ &documents, S("8.8.8.8"),       GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("8.8.8.8"),          GAMUT_REASON_VALID, NULL },
	{ &public, S("100.128.0.1"),      GAMUT_REASON_VALID, NULL },
	{ &public, S("2606:4700::1111"),  GAMUT_REASON_VALID, NULL },
	{ &public, S("10.0.0.1"),         GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("100.64.0.1"),       GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("127.0.0.1"),        GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("224.0.0.1"),        GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("255.255.255.255"),  GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("203.0.113.9"),      GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("::1"),              GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("2001:db8::1"),      GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &public, S("ff02::1"),          GAMUT_REASON_OUT_OF_RANGE, NULL },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_ip, &rows[_i]);
}
END_TEST

START_TEST(hostile_answers)
{
	gamut_expect_contract(&gamut_verifier_ip, &any);
	gamut_expect_contract(&gamut_verifier_ip, &public);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("ip");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, hostile_answers);
	suite_add_tcase(suite, tc);
	return suite;
}

#include "tests/support/unit.h"

#include "base/digest.h"

/* The examples of FIPS 180. */
static const struct {
	struct gamut_str text;
	const char *hex;
} vectors[] = {
	{ { .ptr = "", .len = 0 },
	  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ { .ptr = "abc", .len = 3 },
	  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ { .ptr = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	    .len = 56 },
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

START_TEST(bytes_hash_as_published)
{
	struct gamut_digest digest;
	char hex[GAMUT_DIGEST_SIZE];
	size_t half = vectors[_i].text.len / 2;

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, gamut_str_head(vectors[_i].text, half));
	gamut_digest_bytes(&digest, gamut_str_skip(vectors[_i].text, half));
	gamut_digest_hex(&digest, hex);
	ck_assert_str_eq(hex, vectors[_i].hex);
}
END_TEST

/* As `printf abc | openssl dgst -sha256 -binary | base64` has it. */
START_TEST(base64_is_that_of_others)
{
	struct gamut_digest digest;
	char text[GAMUT_DIGEST_BASE64_SIZE];

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, GAMUT_STR("abc"));
	gamut_digest_base64(&digest, text);
	ck_assert_str_eq(text, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}
END_TEST

START_TEST(fields_do_not_run_together)
{
	struct gamut_digest digest;
	char a[GAMUT_DIGEST_SIZE];
	char b[GAMUT_DIGEST_SIZE];

	gamut_digest_init(&digest);
	gamut_digest_field(&digest, GAMUT_STR("ab"));
	gamut_digest_field(&digest, GAMUT_STR("c"));
	gamut_digest_hex(&digest, a);
	gamut_digest_init(&digest);
	gamut_digest_field(&digest, GAMUT_STR("a"));
	gamut_digest_field(&digest, GAMUT_STR("bc"));
	gamut_digest_hex(&digest, b);
	ck_assert_str_ne(a, b);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("digest");
	TCase *tc = tcase_create("digest");

	tcase_add_loop_test(tc, bytes_hash_as_published, 0,
	                    (int)GAMUT_ARRAY_LEN(vectors));
	tcase_add_test(tc, base64_is_that_of_others);
	tcase_add_test(tc, fields_do_not_run_together);
	suite_add_tcase(suite, tc);
	return suite;
}

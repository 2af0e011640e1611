#include "tests/support/server_tls.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <time.h>

#include "base/alloc.h"
#include "base/status.h"

#define DAY_S 86400

static void check(int code, const char *what)
{
	if (code < 0)
		GAMUT_BUG("%s: %s", what, gnutls_strerror(code));
}

static void fill(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
	static const unsigned char loopback[] = { 127, 0, 0, 1 };
	static const unsigned char serial[] = { 1 };
	const char *unknown = NULL;
	time_t now = time(NULL);

	check(gnutls_x509_crt_set_version(certificate, 3), "version");
	check(gnutls_x509_crt_set_serial(certificate, serial, sizeof(serial)),
	      "serial");
	check(gnutls_x509_crt_set_dn(certificate, "CN=gamut-test", &unknown),
	      "name");
	check(gnutls_x509_crt_set_activation_time(certificate, now - DAY_S),
	      "activation");
	check(gnutls_x509_crt_set_expiration_time(certificate, now + DAY_S),
	      "expiration");
	check(gnutls_x509_crt_set_basic_constraints(certificate, 1, -1),
	      "constraints");
	check(gnutls_x509_crt_set_subject_alt_name(
		      certificate, GNUTLS_SAN_IPADDRESS, loopback,
		      sizeof(loopback), GNUTLS_FSAN_SET),
	      "address");
	check(gnutls_x509_crt_set_key(certificate, key), "key");
	check(gnutls_x509_crt_sign2(certificate, certificate, key,
	                            GNUTLS_DIG_SHA256, 0),
	      "signature");
}

/* A copy that free() releases. */
static char *take_text(gnutls_datum_t *datum)
{
	char *copy = gamut_strdup((const char *)datum->data);

	gnutls_free(datum->data);
	return copy;
}

void gamut_server_tls_make(char **key, char **certificate)
{
	gnutls_x509_privkey_t private;
	gnutls_x509_crt_t public;
	gnutls_datum_t text = { 0 };

	check(gnutls_x509_privkey_init(&private), "private key");
	check(gnutls_x509_privkey_generate(
		      private, GNUTLS_PK_ECDSA,
		      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
	      "private key");
	check(gnutls_x509_crt_init(&public), "certificate");
	fill(public, private);
	check(gnutls_x509_privkey_export2(private, GNUTLS_X509_FMT_PEM, &text),
	      "private key");
	*key = take_text(&text);
	check(gnutls_x509_crt_export2(public, GNUTLS_X509_FMT_PEM, &text),
	      "certificate");
	*certificate = take_text(&text);
	gnutls_x509_crt_deinit(public);
	gnutls_x509_privkey_deinit(private);
}

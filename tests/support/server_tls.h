#ifndef GAMUT_TESTS_SERVER_TLS_H
#define GAMUT_TESTS_SERVER_TLS_H

/*
 * A new key, and a certificate for 127.0.0.1 that it signs, as PEM; the caller
 * frees both with free().
 */
void gamut_server_tls_make(char **key, char **certificate);

#endif

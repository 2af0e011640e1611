#include "runner/sample/http_reply.h"

#include <string.h>

#include "runner/sample/fault.h"

struct gamut_str gamut_http_header(void *easy, const char *name)
{
	struct curl_header *header;

	if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) !=
	    CURLHE_OK)
		return GAMUT_STR_EMPTY;
	if (header->amount > 1 &&
	    curl_easy_header(easy, name, header->amount - 1, CURLH_HEADER, -1,
	                     &header) != CURLHE_OK)
		return GAMUT_STR_EMPTY;
	return gamut_str_of(header->value);
}

struct gamut_str gamut_http_redirect_message(CURL *easy,
                                             struct gamut_wire *wire)
{
	const char *what = "redirects are not followed; give the address of "
			   "the server itself as the endpoint, not one that "
			   "points to host";
	CURLU *url = curl_url();
	char *target = NULL;
	char *host = NULL;
	struct gamut_str message = GAMUT_STR("redirects are not followed");

	curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &target);
	if (url && target &&
	    curl_url_set(url, CURLUPART_URL, target, 0) == CURLUE_OK &&
	    curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK)
		message = gamut_fault_quote(what, gamut_str_of(host),
		                            wire->secrets, &wire->arena);
	curl_free(host);
	curl_url_cleanup(url);
	return message;
}

/*
 * CURLE_UNSUPPORTED_PROTOCOL is none: so are called bytes that are no HTTP, and
 * those left over from the last reply.
 */
bool gamut_http_is_hopeless(CURLcode result)
{
	switch ((int)result) {
	case CURLE_FAILED_INIT:
	case CURLE_URL_MALFORMAT:
	case CURLE_NOT_BUILT_IN:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_PEER_FAILED_VERIFICATION:
		return true;
	default:
		return false;
	}
}

struct gamut_str gamut_http_reason(const char *error, CURLcode result)
{
	/* Memory does not run out, but libcurl grants headers 100 KB. */
	if (result == CURLE_OUT_OF_MEMORY)
		return GAMUT_STR("its headers are too long");
	if (result == CURLE_PEER_FAILED_VERIFICATION)
		return GAMUT_STR("the server's certificate is not one that is "
		                 "trusted here; --ca-file FILE names others");
	if (result == CURLE_SSL_CACERT_BADFILE)
		return GAMUT_STR("the file of --ca-file cannot be read as "
		                 "certificates");
	if (result == CURLE_SSL_CONNECT_ERROR && strstr(error, "wrong version"))
		return GAMUT_STR("the server does not speak TLS: is the "
		                 "endpoint http://, not https://?");
	return gamut_str_of(error[0] ? error : curl_easy_strerror(result));
}

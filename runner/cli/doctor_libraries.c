#define PCRE2_CODE_UNIT_WIDTH 8

#include "runner/cli/doctor.h"

#include <curl/curl.h>
#include <gmp.h>
#include <pcre2.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <utf8proc.h>
#include <yaml.h>
#include <zlib.h>

#include "base/compiler.h"

/* PCRE2 asks for as much for its version. */
#define VERSION_SIZE 64

struct gamut_doctor_libraries gamut_doctor_find_libraries(
	struct gamut_arena *arena)
{
	const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
	struct gamut_doctor_libraries found = {
		.curl = curl->version,
		.tls = curl->ssl_version,
		.has_http2 = (curl->features & CURL_VERSION_HTTP2) != 0,
		.has_zlib = (curl->features & CURL_VERSION_LIBZ) != 0,
		.gmp = gmp_version,
		.cjson = cJSON_Version(),
		.utf8proc = utf8proc_version(),
		.zlib = zlibVersion(),
		.hunspell = GAMUT_HUNSPELL_VERSION,
		.nettle = GAMUT_NETTLE_VERSION,
		.yaml = yaml_get_version_string(),
		.sqlite = sqlite3_libversion(),
	};
	char *pcre2 = gamut_arena_new(arena, char, VERSION_SIZE);
	uint32_t jit = 0;

	if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= VERSION_SIZE)
		pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
	found.pcre2 = pcre2;
	found.has_jit = pcre2_config(PCRE2_CONFIG_JIT, &jit) == 0 && jit == 1;
	return found;
}

/* Is "1.7.15-x" below `major`.`minor`.`patch`? */
static bool is_older(const char *version, long major, long minor, long patch)
{
	const long wanted[] = { major, minor, patch };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(wanted); i++) {
		char *end;
		long part = strtol(version, &end, 10);

		if (part != wanted[i])
			return part < wanted[i];
		version = *end == '.' ? end + 1 : end;
	}
	return false;
}

static void judge_curl(struct gamut_checklist *list,
                       const struct gamut_doctor_libraries *found)
{
	bool is_old = is_older(found->curl, 7, 84, 0);
	bool is_bad = is_old || !found->tls;

	gamut_checklist_add(list, "libcurl",
	                    is_bad            ? GAMUT_DOCTOR_PROBLEM :
	                    !found->has_http2 ? GAMUT_DOCTOR_NOTE :
	                                        GAMUT_DOCTOR_OK,
	                    is_bad, "%s, %s, %s, %s", found->curl,
	                    found->tls ? found->tls : "no TLS",
	                    found->has_http2 ? "HTTP/2" : "no HTTP/2",
	                    found->has_zlib ? "zlib" : "no zlib");
	if (is_old)
		gamut_checklist_advise(list,
		                       "libcurl %s is too old to tell headers "
		                       "of replies reliably: install 7.84 or "
		                       "later",
		                       found->curl);
	else if (!found->tls)
		gamut_checklist_advise(list,
		                       "this libcurl speaks no https, which "
		                       "hosted endpoints want: install one "
		                       "with TLS (libcurl4)");
}

static void judge_cjson(struct gamut_checklist *list, const char *version)
{
	bool is_old = is_older(version, 1, 7, 15);

	gamut_checklist_add(list, "cJSON",
	                    is_old ? GAMUT_DOCTOR_PROBLEM : GAMUT_DOCTOR_OK,
	                    is_old, "%s", version);
	if (is_old)
		gamut_checklist_advise(list,
		                       "cJSON %s has known faults in reading "
		                       "what servers send: install 1.7.15 or "
		                       "later (libcjson1)",
		                       version);
}

static void judge_pcre2(struct gamut_checklist *list,
                        const struct gamut_doctor_libraries *found)
{
	gamut_checklist_add(list, "PCRE2",
	                    found->has_jit ? GAMUT_DOCTOR_OK :
	                                     GAMUT_DOCTOR_NOTE,
	                    false, "%s, %s", found->pcre2,
	                    found->has_jit ? "with JIT" :
	                                     "without JIT: gerunds are judged "
	                                     "as well, but more slowly");
}

void gamut_doctor_judge_libraries(struct gamut_checklist *list,
                                  const struct gamut_doctor_libraries *found)
{
	const struct {
		const char *name;
		const char *version;
	} others[] = {
		{ "GMP", found->gmp },
		{ "utf8proc", found->utf8proc },
		{ "zlib", found->zlib },
	};

	judge_curl(list, found);
	judge_cjson(list, found->cjson);
	judge_pcre2(list, found);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(others); i++)
		gamut_checklist_add(list, others[i].name, GAMUT_DOCTOR_OK,
		                    false, "%s", others[i].version);
	gamut_checklist_add(list, "Hunspell", GAMUT_DOCTOR_OK, false,
	                    "%s, as built with", found->hunspell);
	gamut_checklist_add(list, "nettle", GAMUT_DOCTOR_OK, false,
	                    "%s, as built with", found->nettle);
	gamut_checklist_add(list, "libyaml", GAMUT_DOCTOR_OK, false, "%s",
	                    found->yaml);
	gamut_checklist_add(list, "SQLite", GAMUT_DOCTOR_OK, false, "%s",
	                    found->sqlite);
}

#ifndef GAMUT_SAMPLE_HTTP_EVENTS_H
#define GAMUT_SAMPLE_HTTP_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

#include <curl/curl.h>

/*
 * Waiting for the transfers of a CURLM. Of http.c only
 * ----------------------------------------------------
 * By epoll, so that a turn costs what happened in it and not what is under way,
 * and so that few replies are taken in at once: each is answered by the next
 * request before the others are read. Were all read first, those that came
 * together would stay together, and each would wait for all.
 */
struct gamut_http_events {
	CURLM *multi;
	int epoll;
	int64_t due_us; /* when libcurl wants to be called, or INT64_MAX */
};

/*
 * Watch `multi`, which has no transfer yet; `events` stays where it is until
 * it is closed, which is before curl_multi_cleanup() and after the last
 * transfer was removed. False, with errno, where there is no descriptor left.
 */
bool gamut_http_events_open(struct gamut_http_events *events, CURLM *multi);
void gamut_http_events_close(struct gamut_http_events *events);

/*
 * Let libcurl do what can be done, after waiting for it until `until_us` at
 * most, by gamut_clock_us(). False where the time was up or a signal came
 * before anything happened.
 */
bool gamut_http_events_wait(struct gamut_http_events *events, int64_t until_us);

#endif

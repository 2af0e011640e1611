#include "runner/sample/http_events.h"

#include <limits.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/status.h"

/* So many sockets at once; those left over are ready the next time, too. */
#define BATCH 4

static void act(struct gamut_http_events *events, curl_socket_t fd, int what)
{
	CURLMcode code;
	int running;

	code = curl_multi_socket_action(events->multi, fd, what, &running);
	if (code != CURLM_OK)
		GAMUT_BUG("curl_multi_socket_action: %s",
		          curl_multi_strerror(code));
}

/*
 * Closing a descriptor ends its being watched, and libcurl may have closed
 * what it says to forget, or had the number again before it said so.
 */
static int on_socket(CURL *easy, curl_socket_t fd, int what, void *ctx,
                     void *known)
{
	const struct gamut_http_events *events = ctx;
	struct epoll_event event = { .data.fd = fd };

	(void)easy;
	(void)known;
	if (what == CURL_POLL_REMOVE) {
		epoll_ctl(events->epoll, EPOLL_CTL_DEL, fd, NULL);
		return 0;
	}
	if (what & CURL_POLL_IN)
		event.events |= EPOLLIN;
	if (what & CURL_POLL_OUT)
		event.events |= EPOLLOUT;
	/* Where the kernel has no room, the transfer runs into its timeout. */
	if (epoll_ctl(events->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
		epoll_ctl(events->epoll, EPOLL_CTL_MOD, fd, &event);
	return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *ctx)
{
	struct gamut_http_events *events = ctx;

	(void)multi;
	events->due_us = timeout_ms < 0 ?
	                         INT64_MAX :
	                         gamut_clock_us() + timeout_ms * INT64_C(1000);
	return 0;
}

bool gamut_http_events_open(struct gamut_http_events *events, CURLM *multi)
{
	*events = (struct gamut_http_events){
		.multi = multi,
		.epoll = epoll_create1(EPOLL_CLOEXEC),
		.due_us = INT64_MAX,
	};
	if (events->epoll < 0)
		return false;
	curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, events);
	curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(multi, CURLMOPT_TIMERDATA, events);
	return true;
}

void gamut_http_events_close(struct gamut_http_events *events)
{
	curl_multi_setopt(events->multi, CURLMOPT_SOCKETFUNCTION, NULL);
	curl_multi_setopt(events->multi, CURLMOPT_TIMERFUNCTION, NULL);
	if (events->epoll >= 0)
		close(events->epoll);
}

/* Milliseconds from `now_us` to `until_us`: to wake early is in vain. */
static int wait_ms(int64_t now_us, int64_t until_us)
{
	if (until_us <= now_us)
		return 0;
	if (until_us - now_us >= INT_MAX)
		return INT_MAX / 1000;
	return (int)((until_us - now_us + 999) / 1000);
}

static int events_of(uint32_t ready)
{
	int what = 0;

	if (ready & EPOLLIN)
		what |= CURL_CSELECT_IN;
	if (ready & EPOLLOUT)
		what |= CURL_CSELECT_OUT;
	/* Reading tells what it was. */
	if (ready & (EPOLLERR | EPOLLHUP))
		what |= CURL_CSELECT_ERR | CURL_CSELECT_IN;
	return what;
}

bool gamut_http_events_wait(struct gamut_http_events *events, int64_t until_us)
{
	struct epoll_event ready[BATCH];
	int64_t now_us = gamut_clock_us();
	bool is_due = events->due_us <= now_us;
	int count;

	if (is_due) {
		/* It is for libcurl to set it anew. */
		events->due_us = INT64_MAX;
		act(events, CURL_SOCKET_TIMEOUT, 0);
		return true;
	}
	if (events->due_us < until_us)
		until_us = events->due_us;
	count = epoll_wait(events->epoll, ready, BATCH,
	                   wait_ms(now_us, until_us));
	for (int i = 0; i < count; i++)
		act(events, ready[i].data.fd, events_of(ready[i].events));
	return count > 0 || (count == 0 && events->due_us <= gamut_clock_us());
}

/*
 * An endpoint for measurements, as fast as one thread can be.
 *
 * usage: gamut_bench_mock [LATENCY_MS]
 *
 * Prints "port N" when it listens on 127.0.0.1, and "first NS", the wall clock
 * in ns, for the first request behind a time without connections: how long a
 * client took to start. Answers to POST .../completions hold about 400 bytes,
 * `n` choices, texts that follow from `seed` alone, and an id of their own;
 * whatever else is asked for is not found. Each answer is LATENCY_MS late.
 */
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/rng.h"
#include "base/status.h"

#define CONNECTIONS_MAX 4096
#define REQUEST_MAX 65536
#define CHOICES_MAX 1000
#define NS_PER_S INT64_C(1000000000)

/* Of one connection, found by its descriptor. */
struct peer {
	bool is_open;
	bool is_waiting;     /* an answer is on its way */
	uint32_t generation; /* counts the connections that had this number */
	struct gamut_buf in;
	struct gamut_buf out;
	size_t sent; /* bytes of `out` */
};

/* When an answer is due. All are equally late: a queue is in order. */
struct due {
	int64_t ns;
	int fd;
	uint32_t generation;
};

static struct {
	int listener;
	int epoll;
	int timer;
	int64_t latency_ns;
	struct peer peers[CONNECTIONS_MAX];
	size_t open_count;
	bool is_first; /* the next request follows a time without any */
	struct due queue[CONNECTIONS_MAX];
	size_t queue_start;
	size_t queue_len;
	uint64_t answer_count;
} mock;

static void die(const char *what)
{
	perror(what);
	_Exit(EXIT_FAILURE);
}

static int64_t read_clock(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static void watch(int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.fd = fd };

	if (epoll_ctl(mock.epoll, EPOLL_CTL_ADD, fd, &event) != 0)
		die("epoll_ctl");
}

/* ---------------------------------------------------------------- answers */

/* The number behind `key` in the request, or `absent`. */
static uint64_t find_number(const char *body, const char *key, uint64_t absent)
{
	const char *at = strstr(body, key);

	return at ? strtoull(at + strlen(key), NULL, 10) : absent;
}

static void add(struct gamut_buf *buf, const char *text)
{
	gamut_buf_add(buf, gamut_str_of(text));
}

static void add_number(struct gamut_buf *buf, uint64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	gamut_buf_add(buf, (struct gamut_str){ .ptr = digits + at,
	                                       .len = sizeof(digits) - at });
}

static void add_choice(struct gamut_buf *buf, uint64_t i, uint64_t seed,
                       bool is_chat)
{
	struct gamut_rng rng = { .state = seed + i };

	add(buf, i > 0 ? ",{\"index\":" : "{\"index\":");
	add_number(buf, i);
	add(buf, is_chat ?
	                 ",\"message\":{\"role\":\"assistant\",\"content\":\"" :
	                 ",\"text\":\"");
	add_number(buf, 1 + gamut_rng_next(&rng) % 120);
	add(buf, is_chat ? "\",\"refusal\":null},\"logprobs\":null,"
	                   "\"finish_reason\":\"stop\"}" :
	                   "\",\"logprobs\":null,\"finish_reason\":\"stop\"}");
}

static void add_body(struct gamut_buf *buf, const char *request, bool is_chat)
{
	uint64_t count = find_number(request, "\"n\":", 1);
	uint64_t seed = find_number(request, "\"seed\":", mock.answer_count);

	if (count > CHOICES_MAX)
		count = CHOICES_MAX;
	add(buf, "{\"id\":\"cmpl-");
	add_number(buf, 1000000000000 + ++mock.answer_count);
	add(buf, is_chat ? "\",\"object\":\"chat.completion\"" :
	                   "\",\"object\":\"text_completion\"");
	add(buf, ",\"created\":1790000000,\"model\":\"mock\",\"choices\":[");
	for (uint64_t i = 0; i < count; i++)
		add_choice(buf, i, seed, is_chat);
	add(buf, "],\"usage\":{\"prompt_tokens\":57,\"completion_tokens\":");
	add_number(buf, 2 * count);
	add(buf, ",\"total_tokens\":");
	add_number(buf, 57 + 2 * count);
	add(buf,
	    ",\"completion_tokens_details\":{\"reasoning_tokens\":0}},"
	    "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\"}");
}

/* Put the answer to `request`, which is whole, into peer->out. */
static void answer(struct peer *peer, const char *request)
{
	static struct gamut_buf body;
	const char *is_chat = strstr(request, "/chat/completions ");

	gamut_buf_clear(&peer->out);
	peer->sent = 0;
	if (strncmp(request, "POST ", 5) != 0 ||
	    !strstr(request, "/completions ")) {
		add(&peer->out, "HTTP/1.1 404 Not Found\r\n"
		                "Content-Length: 0\r\n\r\n");
		return;
	}
	gamut_buf_clear(&body);
	add_body(&body, strstr(request, "\r\n\r\n"), is_chat != NULL);
	add(&peer->out, "HTTP/1.1 200 OK\r\n"
	                "Content-Type: application/json\r\n"
	                "Content-Length: ");
	add_number(&peer->out, body.len);
	add(&peer->out, "\r\n\r\n");
	gamut_buf_add(&peer->out, gamut_buf_view(&body));
}

/* ------------------------------------------------------------ connections */

static void close_peer(int fd)
{
	struct peer *peer = &mock.peers[fd];

	close(fd);
	peer->is_open = false;
	peer->generation++;
	mock.open_count--;
}

static void open_peers(void)
{
	int one = 1;
	int fd;

	while ((fd = accept4(mock.listener, NULL, NULL,
	                     SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		struct peer *peer;

		if (fd >= CONNECTIONS_MAX) {
			close(fd);
			continue;
		}
		peer = &mock.peers[fd];
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		peer->is_open = true;
		peer->is_waiting = false;
		peer->in.max_bytes = REQUEST_MAX;
		gamut_buf_clear(&peer->in);
		gamut_buf_clear(&peer->out);
		peer->sent = 0;
		if (mock.open_count++ == 0)
			mock.is_first = true;
		watch(fd, EPOLLIN | EPOLLOUT | EPOLLET);
	}
}

/* Send what can be; true where all is sent. */
static bool send_out(int fd)
{
	struct peer *peer = &mock.peers[fd];

	while (peer->sent < peer->out.len) {
		ssize_t n = send(fd, peer->out.ptr + peer->sent,
		                 peer->out.len - peer->sent, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			close_peer(fd);
		if (n < 0)
			return false;
		peer->sent += (size_t)n;
	}
	return true;
}

static void set_timer(int64_t ns)
{
	struct itimerspec when = {
		.it_value = { .tv_sec = ns / NS_PER_S,
		              .tv_nsec = ns % NS_PER_S },
	};

	timerfd_settime(mock.timer, TFD_TIMER_ABSTIME, &when, NULL);
}

static void delay(int fd)
{
	size_t end = (mock.queue_start + mock.queue_len) % CONNECTIONS_MAX;
	int64_t ns = read_clock(CLOCK_MONOTONIC) + mock.latency_ns;

	if (mock.queue_len == CONNECTIONS_MAX)
		GAMUT_BUG("more answers are due than connections can wait for");
	mock.queue[end] = (struct due){
		.ns = ns,
		.fd = fd,
		.generation = mock.peers[fd].generation,
	};
	mock.peers[fd].is_waiting = true;
	if (mock.queue_len++ == 0)
		set_timer(ns);
}

/* The bytes of the first whole request in `in`, or 0. */
static size_t request_length(struct gamut_buf *in)
{
	const char *text = gamut_buf_cstr(in);
	const char *end = strstr(text, "\r\n\r\n");
	const char *length = strcasestr(text, "\r\nContent-Length:");
	size_t len;

	if (!end)
		return 0;
	len = (size_t)(end - text) + 4;
	if (length && length < end)
		len += strtoul(length + 17, NULL, 10);
	return len <= in->len ? len : 0;
}

/* Answer what has come, one request after the other. */
static void serve(int fd)
{
	struct peer *peer = &mock.peers[fd];
	size_t len;

	while (peer->is_open && !peer->is_waiting &&
	       peer->sent == peer->out.len &&
	       (len = request_length(&peer->in)) > 0) {
		if (mock.is_first) {
			printf("first %" PRId64 "\n",
			       read_clock(CLOCK_REALTIME));
			mock.is_first = false;
		}
		answer(peer, gamut_buf_cstr(&peer->in));
		memmove(peer->in.ptr, peer->in.ptr + len, peer->in.len - len);
		peer->in.len -= len;
		if (mock.latency_ns > 0)
			delay(fd);
		else
			send_out(fd);
	}
}

static void receive(int fd)
{
	struct peer *peer = &mock.peers[fd];
	char bytes[16384];

	for (;;) {
		ssize_t n = recv(fd, bytes, sizeof(bytes), 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n > 0)
			gamut_buf_add(&peer->in,
			              (struct gamut_str){ bytes, (size_t)n });
		if (n == 0 || (n < 0 && errno != EAGAIN) || peer->in.is_over)
			close_peer(fd);
		/* What is not there yet makes an event of its own. */
		if (n < (ssize_t)sizeof(bytes) || !peer->is_open)
			return;
	}
}

/* Send the answers whose time has come. */
static void send_due(void)
{
	int64_t now = read_clock(CLOCK_MONOTONIC);

	while (mock.queue_len > 0 && mock.queue[mock.queue_start].ns <= now) {
		struct due due = mock.queue[mock.queue_start];

		mock.queue_start = (mock.queue_start + 1) % CONNECTIONS_MAX;
		mock.queue_len--;
		if (mock.peers[due.fd].generation != due.generation)
			continue;
		mock.peers[due.fd].is_waiting = false;
		if (send_out(due.fd))
			serve(due.fd);
	}
	if (mock.queue_len > 0)
		set_timer(mock.queue[mock.queue_start].ns);
}

static void handle(const struct epoll_event *event)
{
	int fd = event->data.fd;
	uint64_t expirations;

	if (fd == mock.listener) {
		open_peers();
	} else if (fd == mock.timer) {
		if (read(fd, &expirations, sizeof(expirations)) > 0)
			send_due();
	} else if (mock.peers[fd].is_open) {
		if (event->events & (EPOLLIN | EPOLLHUP | EPOLLERR))
			receive(fd);
		if (mock.peers[fd].is_open && !mock.peers[fd].is_waiting &&
		    send_out(fd))
			serve(fd);
	}
}

static void listen_locally(void)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t len = sizeof(address);

	mock.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (mock.listener < 0 ||
	    bind(mock.listener, (struct sockaddr *)&address, len) != 0 ||
	    listen(mock.listener, SOMAXCONN) != 0 ||
	    getsockname(mock.listener, (struct sockaddr *)&address, &len) != 0)
		die("listen");
	printf("port %u\n", (unsigned)ntohs(address.sin_port));
}

int main(int argc, char **argv)
{
	static struct epoll_event events[256];

	mock.latency_ns = argc > 1 ? strtol(argv[1], NULL, 10) * 1000000 : 0;
	setvbuf(stdout, NULL, _IOLBF, 0);
	mock.epoll = epoll_create1(EPOLL_CLOEXEC);
	mock.timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	if (mock.epoll < 0 || mock.timer < 0)
		die("epoll_create1");
	listen_locally();
	watch(mock.listener, EPOLLIN);
	watch(mock.timer, EPOLLIN);
	for (;;) {
		int count = epoll_wait(mock.epoll, events, 256, -1);

		for (int i = 0; i < count; i++)
			handle(&events[i]);
	}
}

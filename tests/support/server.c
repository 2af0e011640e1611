#include "tests/support/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/status.h"
#include "tests/support/server_reply.h"
#include "tests/support/server_send.h"
#include "tests/support/server_tls.h"

/* The library's own limit, and one for GAMUT_SERVER_BIG_HEADER. */
#define MEMORY_BYTES ((size_t)32 << 10)
#define BIG_MEMORY_BYTES ((size_t)4 << 20)

/* A request, and later the record of it. */
struct record {
	bool is_get;
	bool is_answered; /* what came of it is on its way, or never will be */
	bool is_kept;     /* among the server's records */
	struct gamut_buf path;
	struct gamut_buf body;
	struct gamut_buf headers; /* "name\0value\0" for each */
};

struct gamut_server {
	const struct gamut_server_options *options;
	struct MHD_Daemon *daemon;
	char *key; /* and certificate: PEM, or NULL without TLS */
	char *certificate;
	char url[64];
	struct gamut_server_waiting waiting;
	pthread_mutex_t lock; /* of what follows */
	enum gamut_server_mode mode;
	size_t request_count;
	size_t bad_count; /* of them, those that got `mode` */
	struct record_list {
		struct record **items;
		size_t count;
		size_t size;
	} requests, gets;
	int64_t *seeds; /* one for each choice answered */
	size_t seed_count;
	struct gamut_server_cache cache;
};

static void free_record(struct record *record)
{
	gamut_buf_release(&record->path);
	gamut_buf_release(&record->body);
	gamut_buf_release(&record->headers);
	free(record);
}

static const char *find_header(const struct record *record, const char *name)
{
	struct gamut_str rest = gamut_buf_view(&record->headers);

	while (rest.len > 0) {
		const char *key = rest.ptr;
		const char *value = key + strlen(key) + 1;

		if (strcasecmp(key, name) == 0)
			return value;
		rest = gamut_str_skip(rest, (size_t)(value - key) +
		                                    strlen(value) + 1);
	}
	return NULL;
}

static enum MHD_Result keep_header(void *ctx, enum MHD_ValueKind kind,
                                   const char *key, const char *value)
{
	struct record *record = ctx;

	(void)kind;
	gamut_buf_add(&record->headers, gamut_str_of(key));
	gamut_buf_add_char(&record->headers, '\0');
	gamut_buf_add(&record->headers, gamut_str_of(value ? value : ""));
	gamut_buf_add_char(&record->headers, '\0');
	return MHD_YES;
}

/* ---------------------------------------------------------------- hearing */

static enum gamut_server_mode choose_mode(struct gamut_server *server,
                                          uint64_t number)
{
	static const enum gamut_server_mode mix[] = {
		GAMUT_SERVER_LIMIT,      GAMUT_SERVER_ERROR,
		GAMUT_SERVER_OVERLOAD,   GAMUT_SERVER_RESET,
		GAMUT_SERVER_HALF,       GAMUT_SERVER_MALFORMED,
		GAMUT_SERVER_HTML,       GAMUT_SERVER_TRUNCATED,
		GAMUT_SERVER_NO_CHOICES, GAMUT_SERVER_FEWER,
	};
	const struct gamut_server_options *options = server->options;
	bool is_mixed = server->mode == GAMUT_SERVER_MIXED;
	uint32_t every = options->every;

	if (every == 0)
		every = is_mixed ? 5 : 1;
	if (server->mode == GAMUT_SERVER_OK || number % every != every - 1 ||
	    (options->stop_after && server->bad_count >= options->stop_after))
		return GAMUT_SERVER_OK;
	server->bad_count++;
	if (is_mixed)
		return mix[(server->bad_count - 1) % GAMUT_ARRAY_LEN(mix)];
	return server->mode;
}

static void keep(struct gamut_server *server, struct record *record,
                 const struct gamut_server_reply *reply)
{
	struct record_list *list = record->is_get ? &server->gets :
	                                            &server->requests;

	list->items = gamut_grow_array(list->items, &list->size, list->count,
	                               sizeof(struct record *));
	list->items[list->count++] = record;
	record->is_kept = true;
	if (reply->choice_count == 0)
		return;
	server->seeds = gamut_realloc_array(
		server->seeds, server->seed_count + reply->choice_count,
		sizeof(*server->seeds));
	for (size_t i = 0; i < reply->choice_count; i++)
		server->seeds[server->seed_count++] = reply->seeds[i];
}

static void make_reply(struct gamut_server *server,
                       struct gamut_server_reply *reply,
                       const struct record *record)
{
	enum gamut_server_mode mode = server->mode;
	struct gamut_server_call call = {
		.path = gamut_buf_view(&record->path),
		.body = gamut_buf_view(&record->body),
		.key = find_header(record, "Authorization"),
		.number = server->request_count,
	};

	if (!call.key)
		call.key = find_header(record, "x-api-key");
	if (record->is_get) {
		if (!server->options->is_strict ||
		    !gamut_server_fault(reply, &call, mode, server->options))
			gamut_server_reply_get(reply, call.path,
			                       server->options);
		return;
	}
	server->request_count++;
	mode = choose_mode(server, call.number);
	gamut_server_reply_make(reply, &call, mode, server->options);
	if (mode == GAMUT_SERVER_CACHED)
		gamut_server_cache_serve(&server->cache, &call, reply);
}

static enum MHD_Result answer(struct gamut_server *server,
                              struct MHD_Connection *connection,
                              struct record *record)
{
	struct gamut_server_reply reply = { .status = 200,
		                            .type = "application/json" };
	enum MHD_Result result;

	record->is_answered = true;
	pthread_mutex_lock(&server->lock);
	make_reply(server, &reply, record);
	if (!server->options->forgets)
		keep(server, record, &reply);
	pthread_mutex_unlock(&server->lock);
	result = gamut_server_send(connection, &reply, &server->waiting);
	gamut_server_reply_release(&reply);
	return result;
}

/* NOLINTNEXTLINE(readability-function-size): the library's signature */
static enum MHD_Result hear(void *ctx, struct MHD_Connection *connection,
                            const char *url, const char *method,
                            const char *version, const char *data,
                            size_t *data_len, void **state)
{
	struct gamut_server *server = ctx;
	struct record *record = *state;

	(void)version;
	if (!record) {
		record = gamut_alloc(sizeof(*record));
		record->is_get = strcmp(method, "GET") == 0;
		gamut_buf_add(&record->path, gamut_str_of(url));
		MHD_get_connection_values(connection, MHD_HEADER_KIND,
		                          keep_header, record);
		*state = record;
		return MHD_YES;
	}
	if (*data_len > 0) {
		gamut_buf_add(&record->body, (struct gamut_str){
						     .ptr = data,
						     .len = *data_len,
					     });
		*data_len = 0;
		return MHD_YES;
	}
	/* It waited, and the server stops. */
	if (record->is_answered)
		return MHD_NO;
	return answer(server, connection, record);
}

/* A request that has ended, as it should or not. */
static void forget(void *ctx, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode why)
{
	struct record *record = *state;

	(void)ctx;
	(void)connection;
	(void)why;
	if (record && !record->is_kept)
		free_record(record);
	*state = NULL;
}

static void start_daemon(struct gamut_server *server)
{
	bool is_big = server->mode == GAMUT_SERVER_BIG_HEADER;
	struct sockaddr_in address = { .sin_family = AF_INET };
	struct MHD_OptionItem items[] = {
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, server->key },
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, server->certificate },
		{ MHD_OPTION_END, 0, NULL },
	};

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (!server->key)
		items[0].option = MHD_OPTION_END;
	/* With epoll, the library at times forgets a connection under load. */
	server->daemon = MHD_start_daemon(
		MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
			(server->key ? MHD_USE_TLS : 0),
		0, NULL, NULL, hear, server, MHD_OPTION_SOCK_ADDR,
		(struct sockaddr *)&address, MHD_OPTION_NOTIFY_COMPLETED,
		forget, NULL, MHD_OPTION_CONNECTION_LIMIT, 1024U,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		is_big ? BIG_MEMORY_BYTES : MEMORY_BYTES, MHD_OPTION_ARRAY,
		items, MHD_OPTION_END);
	if (!server->daemon)
		GAMUT_BUG("cannot start the test server");
}

struct gamut_server *gamut_server_start(
	const struct gamut_server_options *options)
{
	struct gamut_server *server = gamut_alloc(sizeof(*server));

	server->options = options;
	server->mode = options->mode;
	pthread_mutex_init(&server->lock, NULL);
	gamut_server_waiting_init(&server->waiting);
	if (options->is_tls)
		gamut_server_tls_make(&server->key, &server->certificate);
	start_daemon(server);
	snprintf(server->url, sizeof(server->url), "http%s://127.0.0.1:%u/v1",
	         server->key ? "s" : "", (unsigned)gamut_server_port(server));
	return server;
}

static void free_list(struct record_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free_record(list->items[i]);
	free(list->items);
}

void gamut_server_stop(struct gamut_server *server)
{
	gamut_server_waiting_end(&server->waiting);
	MHD_stop_daemon(server->daemon);
	gamut_server_waiting_release(&server->waiting);
	free_list(&server->requests);
	free_list(&server->gets);
	gamut_server_cache_release(&server->cache);
	free(server->seeds);
	free(server->key);
	free(server->certificate);
	pthread_mutex_destroy(&server->lock);
	free(server);
}

void gamut_server_set_mode(struct gamut_server *server,
                           enum gamut_server_mode mode)
{
	pthread_mutex_lock(&server->lock);
	server->mode = mode;
	pthread_mutex_unlock(&server->lock);
}

uint16_t gamut_server_port(const struct gamut_server *server)
{
	return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)
	        ->port;
}

const char *gamut_server_url(const struct gamut_server *server)
{
	return server->url;
}

const char *gamut_server_certificate(const struct gamut_server *server)
{
	return server->certificate;
}

/* `*count`, which the server's thread changes. */
static size_t read_count(struct gamut_server *server, const size_t *count)
{
	size_t value;

	pthread_mutex_lock(&server->lock);
	value = *count;
	pthread_mutex_unlock(&server->lock);
	return value;
}

size_t gamut_server_request_count(struct gamut_server *server)
{
	return read_count(server, &server->request_count);
}

size_t gamut_server_fault_count(struct gamut_server *server)
{
	return read_count(server, &server->bad_count);
}

size_t gamut_server_choice_count(struct gamut_server *server)
{
	return read_count(server, &server->seed_count);
}

size_t gamut_server_get_count(struct gamut_server *server)
{
	return read_count(server, &server->gets.count);
}

size_t gamut_server_seed_count(struct gamut_server *server, int64_t seed)
{
	size_t count = 0;

	pthread_mutex_lock(&server->lock);
	for (size_t i = 0; i < server->seed_count; i++)
		count += server->seeds[i] == seed;
	pthread_mutex_unlock(&server->lock);
	return count;
}

static struct record *record_at(struct gamut_server *server,
                                const struct record_list *list, size_t i)
{
	struct record *record;

	pthread_mutex_lock(&server->lock);
	if (i >= list->count)
		GAMUT_BUG("request %zu of %zu", i, list->count);
	record = list->items[i];
	pthread_mutex_unlock(&server->lock);
	return record;
}

const char *gamut_server_body(struct gamut_server *server, size_t i)
{
	return gamut_buf_cstr(&record_at(server, &server->requests, i)->body);
}

const char *gamut_server_path(struct gamut_server *server, size_t i)
{
	return gamut_buf_cstr(&record_at(server, &server->requests, i)->path);
}

const char *gamut_server_header(struct gamut_server *server, size_t i,
                                const char *name)
{
	return find_header(record_at(server, &server->requests, i), name);
}

const char *gamut_server_get_path(struct gamut_server *server, size_t i)
{
	return gamut_buf_cstr(&record_at(server, &server->gets, i)->path);
}

const char *gamut_server_get_header(struct gamut_server *server, size_t i,
                                    const char *name)
{
	return find_header(record_at(server, &server->gets, i), name);
}

#include "tests/support/server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/status.h"
#include "tests/support/server_reply.h"

#define HUGE_BYTES (50 << 20)

/* A request, and later the record of it. */
struct record {
	struct gamut_buf path;
	struct gamut_buf body;
	struct gamut_buf headers; /* "name\0value\0" for each */
};

struct gamut_server {
	const struct gamut_server_options *options;
	struct MHD_Daemon *daemon;
	pthread_mutex_t lock; /* of what follows */
	enum gamut_server_mode mode;
	uint64_t request_count;
	uint64_t bad_count; /* of them, those that got `mode` */
	struct record **records;
	size_t record_count;
	int64_t *seeds; /* one for each choice answered */
	size_t seed_count;
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

/* --------------------------------------------------------------- replying */

struct endless {
	struct gamut_buf body;
};

static ssize_t read_endless(void *ctx, uint64_t at, char *out, size_t max)
{
	const struct endless *endless = ctx;

	if (at >= HUGE_BYTES)
		return MHD_CONTENT_READER_END_OF_STREAM;
	for (size_t i = 0; i < max; i++)
		out[i] = endless->body.ptr[(at + i) % endless->body.len];
	return (ssize_t)max;
}

static ssize_t read_half(void *ctx, uint64_t at, char *out, size_t max)
{
	const struct endless *endless = ctx;
	size_t left = endless->body.len / 2 - at;

	if (left == 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (left > max)
		left = max;
	memcpy(out, endless->body.ptr + at, left);
	return (ssize_t)left;
}

static void free_endless(void *ctx)
{
	struct endless *endless = ctx;

	gamut_buf_release(&endless->body);
	free(endless);
}

/* Takes the body out of `reply`. */
static struct MHD_Response *make_response(struct gamut_server_reply *reply)
{
	struct endless *endless;

	if (reply->delivery == GAMUT_WHOLE) {
		char *bytes = reply->body.ptr;
		size_t len = reply->body.len;

		reply->body = (struct gamut_buf){ 0 };
		return MHD_create_response_from_buffer(len, bytes,
		                                       MHD_RESPMEM_MUST_FREE);
	}
	endless = gamut_alloc(sizeof(*endless));
	endless->body = reply->body;
	reply->body = (struct gamut_buf){ 0 };
	if (reply->delivery == GAMUT_TORN)
		return MHD_create_response_from_callback(endless->body.len,
		                                         1024, read_half,
		                                         endless, free_endless);
	return MHD_create_response_from_callback(
		MHD_SIZE_UNKNOWN, 1 << 16, read_endless, endless, free_endless);
}

/* Have the kernel answer what comes next with a reset. */
static void arm_reset(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(info->connect_fd, SOL_SOCKET, SO_LINGER, &linger,
	           sizeof(linger));
}

static enum MHD_Result send_reply(struct MHD_Connection *connection,
                                  struct gamut_server_reply *reply)
{
	struct MHD_Response *response;
	enum MHD_Result result;

	if (reply->delivery == GAMUT_RESET) {
		arm_reset(connection);
		return MHD_NO;
	}
	response = make_response(reply);
	MHD_add_response_header(response, "Content-Type", reply->type);
	if (reply->header)
		MHD_add_response_header(response, reply->header, reply->value);
	result = MHD_queue_response(connection, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

/* ---------------------------------------------------------------- hearing */

static enum gamut_server_mode choose_mode(struct gamut_server *server,
                                          uint64_t number)
{
	const struct gamut_server_options *options = server->options;
	uint32_t every = options->every ? options->every : 1;

	if (server->mode == GAMUT_SERVER_OK || number % every != every - 1 ||
	    (options->stop_after && server->bad_count >= options->stop_after))
		return GAMUT_SERVER_OK;
	server->bad_count++;
	return server->mode;
}

static void keep(struct gamut_server *server, struct record *record,
                 const struct gamut_server_reply *reply)
{
	server->records = gamut_realloc_array(server->records,
	                                      server->record_count + 1,
	                                      sizeof(struct record *));
	server->records[server->record_count++] = record;
	if (reply->choice_count == 0)
		return;
	server->seeds = gamut_realloc_array(
		server->seeds, server->seed_count + reply->choice_count,
		sizeof(*server->seeds));
	for (size_t i = 0; i < reply->choice_count; i++)
		server->seeds[server->seed_count++] = reply->seeds[i];
}

static enum MHD_Result answer(struct gamut_server *server,
                              struct MHD_Connection *connection,
                              struct record *record)
{
	struct gamut_server_call call = {
		.path = gamut_buf_view(&record->path),
		.body = gamut_buf_view(&record->body),
		.authorization = find_header(record, "Authorization"),
	};
	struct gamut_server_reply reply;
	enum MHD_Result result;

	pthread_mutex_lock(&server->lock);
	call.number = server->request_count++;
	gamut_server_reply_make(&reply, &call, choose_mode(server, call.number),
	                        server->options);
	if (server->options->forgets)
		free_record(record);
	else
		keep(server, record, &reply);
	pthread_mutex_unlock(&server->lock);
	result = send_reply(connection, &reply);
	gamut_buf_release(&reply.body);
	free(reply.seeds);
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

	(void)method;
	(void)version;
	if (!record) {
		record = gamut_alloc(sizeof(*record));
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
	*state = NULL;
	return answer(server, connection, record);
}

/* A request that ended before it was whole. */
static void forget(void *ctx, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode why)
{
	(void)ctx;
	(void)connection;
	(void)why;
	if (*state)
		free_record(*state);
	*state = NULL;
}

struct gamut_server *gamut_server_start(
	const struct gamut_server_options *options)
{
	struct gamut_server *server = gamut_alloc(sizeof(*server));
	struct sockaddr_in address = { .sin_family = AF_INET };

	server->options = options;
	server->mode = options->mode;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	pthread_mutex_init(&server->lock, NULL);
	/* With epoll, the library at times forgets a connection under load. */
	server->daemon = MHD_start_daemon(
		MHD_USE_POLL_INTERNAL_THREAD, 0, NULL, NULL, hear, server,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
		MHD_OPTION_NOTIFY_COMPLETED, forget, NULL,
		MHD_OPTION_CONNECTION_LIMIT, 1024U, MHD_OPTION_END);
	if (!server->daemon)
		GAMUT_BUG("cannot start the test server");
	return server;
}

void gamut_server_stop(struct gamut_server *server)
{
	MHD_stop_daemon(server->daemon);
	for (size_t i = 0; i < server->record_count; i++)
		free_record(server->records[i]);
	free(server->records);
	free(server->seeds);
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

size_t gamut_server_request_count(struct gamut_server *server)
{
	size_t count;

	pthread_mutex_lock(&server->lock);
	count = server->request_count;
	pthread_mutex_unlock(&server->lock);
	return count;
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

static struct record *record_at(struct gamut_server *server, size_t i)
{
	struct record *record;

	pthread_mutex_lock(&server->lock);
	if (i >= server->record_count)
		GAMUT_BUG("request %zu of %zu", i, server->record_count);
	record = server->records[i];
	pthread_mutex_unlock(&server->lock);
	return record;
}

const char *gamut_server_body(struct gamut_server *server, size_t i)
{
	return gamut_buf_cstr(&record_at(server, i)->body);
}

const char *gamut_server_path(struct gamut_server *server, size_t i)
{
	return gamut_buf_cstr(&record_at(server, i)->path);
}

const char *gamut_server_header(struct gamut_server *server, size_t i,
                                const char *name)
{
	return find_header(record_at(server, i), name);
}

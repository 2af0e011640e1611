#include "tests/support/server_send.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/alloc.h"
#include "base/status.h"

#define HUGE_BYTES (50 << 20)
#define CHUNK_BYTES 7
#define SURPLUS_BYTES 64

/* ---------------------------------------------------------------- waiting */

void gamut_server_waiting_init(struct gamut_server_waiting *waiting)
{
	*waiting = (struct gamut_server_waiting){ 0 };
	pthread_mutex_init(&waiting->lock, NULL);
}

/* Suspend `connection`; false where nobody waits any more. */
static bool wait_in(struct gamut_server_waiting *waiting,
                    struct MHD_Connection *connection)
{
	bool is_over;

	pthread_mutex_lock(&waiting->lock);
	is_over = waiting->is_over;
	if (!is_over) {
		waiting->items = gamut_grow_array(
			waiting->items, &waiting->size, waiting->count,
			sizeof(struct MHD_Connection *));
		waiting->items[waiting->count++] = connection;
		MHD_suspend_connection(connection);
	}
	pthread_mutex_unlock(&waiting->lock);
	return !is_over;
}

void gamut_server_waiting_end(struct gamut_server_waiting *waiting)
{
	pthread_mutex_lock(&waiting->lock);
	waiting->is_over = true;
	for (size_t i = 0; i < waiting->count; i++)
		MHD_resume_connection(waiting->items[i]);
	waiting->count = 0;
	pthread_mutex_unlock(&waiting->lock);
}

void gamut_server_waiting_release(struct gamut_server_waiting *waiting)
{
	pthread_mutex_destroy(&waiting->lock);
	free(waiting->items);
}

/* ----------------------------------------------------------------- bodies */

/* A body that is sent in pieces. */
struct flow {
	struct gamut_buf body;
	struct MHD_Connection *connection;
	struct gamut_server_waiting *waiting;
	size_t len;        /* bytes of the body that are sent */
	size_t piece;      /* at most so many at once; 0: any number */
	ssize_t end;       /* what follows them, as the library calls it */
	bool is_repeating; /* over and over, HUGE_BYTES of it */
	bool waits;        /* before the end */
};

static ssize_t read_flow(void *ctx, uint64_t at, char *out, size_t max)
{
	const struct flow *flow = ctx;
	size_t total = flow->is_repeating ? HUGE_BYTES : flow->len;

	if (at >= total) {
		if (flow->waits && wait_in(flow->waiting, flow->connection))
			return 0;
		return flow->end;
	}
	if (max > total - at)
		max = total - at;
	if (flow->piece && max > flow->piece)
		max = flow->piece;
	for (size_t i = 0; i < max; i++)
		out[i] = flow->body.ptr[(at + i) % flow->len];
	return (ssize_t)max;
}

static void free_flow(void *ctx)
{
	struct flow *flow = ctx;

	gamut_buf_release(&flow->body);
	free(flow);
}

static struct MHD_Response *make_whole(struct gamut_server_reply *reply)
{
	char *bytes = reply->body.ptr;
	size_t len = reply->body.len;

	reply->body = (struct gamut_buf){ 0 };
	return MHD_create_response_from_buffer(len, bytes,
	                                       MHD_RESPMEM_MUST_FREE);
}

/* Takes the body out of `reply`. */
static struct MHD_Response *make_response(struct MHD_Connection *connection,
                                          struct gamut_server_reply *reply,
                                          struct gamut_server_waiting *waiting)
{
	uint64_t promised = reply->body.len;
	struct flow *flow;

	if (reply->delivery == GAMUT_WHOLE)
		return make_whole(reply);
	flow = gamut_alloc(sizeof(*flow));
	*flow = (struct flow){
		.body = reply->body,
		.connection = connection,
		.waiting = waiting,
		.len = reply->body.len,
		.end = MHD_CONTENT_READER_END_WITH_ERROR,
		.waits = reply->delivery == GAMUT_STALLED,
	};
	reply->body = (struct gamut_buf){ 0 };
	if (reply->delivery == GAMUT_TORN || reply->delivery == GAMUT_STALLED)
		flow->len /= 2;
	if (reply->delivery == GAMUT_OVER)
		promised += SURPLUS_BYTES;
	if (reply->delivery == GAMUT_DRIPPED)
		flow->piece = 1;
	if (reply->delivery == GAMUT_CHUNKED ||
	    reply->delivery == GAMUT_ENDLESS) {
		flow->is_repeating = reply->delivery == GAMUT_ENDLESS;
		flow->piece = flow->is_repeating ? 0 : CHUNK_BYTES;
		flow->end = MHD_CONTENT_READER_END_OF_STREAM;
		promised = MHD_SIZE_UNKNOWN;
	}
	return MHD_create_response_from_callback(
		promised, flow->is_repeating ? 1 << 16 : 1024, read_flow, flow,
		free_flow);
}

/* ------------------------------------------------------------------ sending */

static int socket_of(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection,
	                               MHD_CONNECTION_INFO_CONNECTION_FD)
	        ->connect_fd;
}

/* Have the kernel answer what comes next with a reset. */
static void arm_reset(struct MHD_Connection *connection)
{
	const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(socket_of(connection), SOL_SOCKET, SO_LINGER, &linger,
	           sizeof(linger));
}

/* Past the library, which would make it right. */
static void send_raw(struct MHD_Connection *connection,
                     const struct gamut_server_reply *reply)
{
	struct gamut_buf bytes = { 0 };
	ssize_t sent;

	if (reply->delivery == GAMUT_UNDER)
		gamut_buf_addf(&bytes,
		               "HTTP/1.1 %u OK\r\nContent-Type: %s\r\n"
		               "Content-Length: %zu\r\n\r\n",
		               reply->status, reply->type, reply->body.len / 2);
	gamut_buf_add(&bytes, gamut_buf_view(&reply->body));
	sent = send(socket_of(connection), bytes.ptr, bytes.len, MSG_NOSIGNAL);
	if (sent < 0 || (size_t)sent != bytes.len)
		GAMUT_BUG("a short message does not fit into the socket");
	gamut_buf_release(&bytes);
}

enum MHD_Result gamut_server_send(struct MHD_Connection *connection,
                                  struct gamut_server_reply *reply,
                                  struct gamut_server_waiting *waiting)
{
	struct MHD_Response *response;
	enum MHD_Result result;

	switch ((int)reply->delivery) {
	case GAMUT_RESET:
		arm_reset(connection);
		return MHD_NO;
	case GAMUT_RAW:
	case GAMUT_UNDER:
		send_raw(connection, reply);
		return MHD_NO;
	case GAMUT_HUNG:
		return wait_in(waiting, connection) ? MHD_YES : MHD_NO;
	default:
		break;
	}
	response = make_response(connection, reply, waiting);
	MHD_add_response_header(response, "Content-Type", reply->type);
	for (size_t i = 0; i < reply->header_count; i++)
		MHD_add_response_header(response, reply->headers[i].name,
		                        reply->headers[i].value);
	result = MHD_queue_response(connection, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

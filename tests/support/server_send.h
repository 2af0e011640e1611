#ifndef GAMUT_TESTS_SERVER_SEND_H
#define GAMUT_TESTS_SERVER_SEND_H

#include <microhttpd.h>
#include <pthread.h>

#include "tests/support/server_reply.h"

/* Connections that wait until the server stops. */
struct gamut_server_waiting {
	pthread_mutex_t lock;
	struct MHD_Connection **items;
	size_t count;
	size_t size;
	bool is_over; /* nobody waits any more */
};

void gamut_server_waiting_init(struct gamut_server_waiting *waiting);

/* Let all go on; before the daemon is stopped. */
void gamut_server_waiting_end(struct gamut_server_waiting *waiting);
void gamut_server_waiting_release(struct gamut_server_waiting *waiting);

/*
 * Send `reply`, of which the body is taken, as its delivery says. `waiting`
 * outlives the connection.
 */
enum MHD_Result gamut_server_send(struct MHD_Connection *connection,
                                  struct gamut_server_reply *reply,
                                  struct gamut_server_waiting *waiting);

#endif

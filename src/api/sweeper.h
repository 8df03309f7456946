/* sweeper: takes away files no event came to name, when the server starts and once a day. A thread and a connection of
 * its own; nobody waits for it. */
#ifndef RECTIFY_API_SWEEPER_H
#define RECTIFY_API_SWEEPER_H

#include "api/server.h"
#include "api/timer.h"

struct timer *sweeper_new(struct server *server); /* NULL: no thread */

#endif

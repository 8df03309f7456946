/* reminder: the daily round of reminders inside the server: once a minute it looks whether the hour has
 * come and the day's round is still owed, so that a machine that was off catches up when it is on again. A thread and a
 * connection of its own. */
#ifndef RECTIFY_API_REMINDER_H
#define RECTIFY_API_REMINDER_H

#include "api/server.h"
#include "api/timer.h"

struct timer *reminder_new(struct server *server); /* NULL: no thread */

#endif

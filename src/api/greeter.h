/* greeter: accepts connections and hands each to whoever serves it. The HTTP library's threads would take them from the
 * socket themselves, and whichever wakes first takes all that wait: sixteen browsers on one thread, the other idle. The
 * library deals those it is handed round its threads. */
#ifndef RECTIFY_API_GREETER_H
#define RECTIFY_API_GREETER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

struct greeter;

/* Gets the connection and owns it: closed when it cannot be served, which is answered by false. */
typedef bool greeter_take(void *context, int connection, const struct sockaddr *peer, socklen_t size);

/* `listening` is the greeter's from here on. Beyond `most` connections the next ones wait in the kernel's queue. */
struct greeter *greeter_new(int listening, size_t most, greeter_take *take, void *context);
bool greeter_open(struct greeter *greeter); /* false: no thread can be started, see errno */
/* One that was taken is over. From any thread. */
void greeter_left(struct greeter *greeter);
/* Nobody is let in any more: the address is free. May be called again. */
void greeter_close(struct greeter *greeter);
void greeter_free(struct greeter *greeter); /* closes; after the last greeter_left; NULL is fine */

#endif

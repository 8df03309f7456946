/* timer: does something again and again beside the server, on a thread of its own, until it is freed. Not for what
 * somebody waits for. */
#ifndef RECTIFY_API_TIMER_H
#define RECTIFY_API_TIMER_H

struct timer;

/* In seconds: before the first time, and after each time before the next. NULL: no thread. */
struct timer *timer_new(void (*work)(void *context), void *context, int first, int between);
void timer_free(struct timer *timer); /* waits for what is under way; NULL is fine */

#endif

/* deliver: a message out by mail or to a webhook (libcurl). Blocking, with a time limit; never on a thread people wait
 * for. Gives why it did not go, in the machine's words, without any secret. */
#ifndef RECTIFY_EXCHANGE_DELIVER_H
#define RECTIFY_EXCHANGE_DELIVER_H

#include "base/clock.h"
#include "exchange/notify_settings.h"
#include "store/outbox.h"

enum { DELIVER_SECONDS = 20 };

/* Once, before any thread. */
void deliver_begin(void);

/* To `message->recipient`; the Message-ID is the message's id. */
enum status deliver_mail(struct arena *arena, const struct notify_settings *settings,
                         const struct outbox_message *message, instant now, const char **ret_reason);
/* In the form data/webhooks has for its kind, signed as that kind signs. */
enum status deliver_webhook(struct arena *arena, const struct notify_webhook *webhook,
                            const struct outbox_message *message, instant now, const char **ret_reason);

#endif

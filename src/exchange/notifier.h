/* notifier: the daily round of reminders: finds them and puts them into the outbox in one transaction, then sends what
 * is there. Any number of processes may try, at any time, as often as they like: the first of a day finds, a lease lets
 * one send. */
#ifndef RECTIFY_EXCHANGE_NOTIFIER_H
#define RECTIFY_EXCHANGE_NOTIFIER_H

#include "exchange/notify_settings.h"
#include "schedule/reminding.h"
#include "store/writer.h"

struct notifier {
    struct db *db; /* a connection of its own */
    const struct registry *registry;
    const struct clock *clock;
    const struct notify_settings *settings;
    struct reminding_rules rules;
    enum language language;
    const char *holder; /* of the lease: this process */
};

struct notifier_report {
    size_t ledgers, people, messages; /* found now */
    size_t sent, failed;
};

/* Puts today's reminders into the outbox; nothing when it is done already. `dry_run`: only tells how many. */
enum status notifier_find(struct notifier *notifier, struct arena *arena, bool dry_run, struct problems *problems,
                          struct notifier_report *report);
/* Sends what is due until nothing is left, or nothing more goes. */
enum status notifier_send(struct notifier *notifier, struct arena *arena, struct problems *problems,
                          struct notifier_report *report);

#endif

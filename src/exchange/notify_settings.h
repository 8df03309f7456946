/* notify_settings: where reminders leave the house, from a file only the service may read: RECTIFY_NOTIFY, or
 * notify.json in the store's directory. It holds passwords and addresses that are secrets, so it is no record and in no
 * log.
 *
 *   {"mail": {"url": "smtp://mail.example:25", "from": "zgb@example.cn", "user": "", "password": "", "starttls":
 * false}, "webhooks": [{"name": "整改办群", "kind": "wecom", "url": "https://…", "secret": ""}]}
 *
 * A kind is the name of a file in data/webhooks. */
#ifndef RECTIFY_EXCHANGE_NOTIFY_SETTINGS_H
#define RECTIFY_EXCHANGE_NOTIFY_SETTINGS_H

#include "base/problem.h"

enum { NOTIFY_WEBHOOKS = 20, NOTIFY_BYTES = 64 * 1024 };

struct notify_webhook {
    const char *name, *kind, *url, *secret;
};

struct notify_settings {
    const char *mail_url, *mail_from, *mail_user, *mail_password; /* url "" : no mail */
    bool mail_starttls;
    struct notify_webhook webhooks[NOTIFY_WEBHOOKS];
    size_t webhook_count;
};

/* OK with nothing in it when there is no file. `where`: the store. */
enum status notify_settings_read(struct arena *arena, const char *where, struct problems *problems,
                                 struct notify_settings *ret_settings);

#endif

#include "exchange/notifier.h"

#include "calendar/explain.h"
#include "exchange/deliver.h"
#include "exchange/exchange_messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEASE_SECONDS = 120, KEPT_DAYS = 180, AT_ONCE = 50, LINES_TOLD = 15, TITLE_BYTES = 90 };

struct finding_today {
    struct notifier *notifier;
    struct notifier_report *report;
};

/* ---- into the outbox ---- */

static const char *say(struct arena *arena, enum language language, const struct message *message, const char *a,
                       const char *b, const char *c, const char *d)
{
    return message_say(arena, language, message, a, b, c, d, NULL);
}

static enum status put(struct finding_today *today, struct tx *tx, const char *key, const char *channel,
                       const char *recipient, const char *subject, const char *body)
{
    bool added, leaves = strcmp(channel, "screen") != 0;
    const struct outbox_message message = {.id = uuid_new(clock_now(tx->clock)),
                                           .key = key,
                                           .channel = channel,
                                           .recipient = recipient,
                                           .subject = subject,
                                           .body = body};
    enum status status = outbox_add(tx, &message, leaves, &added);
    today->report->messages += !status && added && leaves;
    return status;
}

static enum status put_digest(struct finding_today *today, struct tx *tx, const char *day,
                              const struct digest_of_day *digest)
{
    char person[UUID_TEXT];
    enum language language = today->notifier->language;
    const char *subject = reminding_subject(tx->arena, language, digest);
    uuid_text(digest->person, person);
    const char *key = arena_printf(tx->arena, "digest:%s:%s", person, day); /* trusted: an id and a day */
    enum status status = put(today, tx, arena_printf(tx->arena, "%s:screen", key), "screen", person, subject,
                             reminding_text(tx->arena, language, digest, true));
    if (!status && *digest->email && *today->notifier->settings->mail_url)
        status = put(today, tx, arena_printf(tx->arena, "%s:mail", key), "mail", digest->email, subject,
                     reminding_text(tx->arena, language, digest, false));
    return status;
}

struct tally {
    size_t before, today, over;
    VEC(const struct reminder *) overdue;
};

/* Each matter once, by who owes it. */
static struct tally count(struct arena *arena, const struct reminding *reminding)
{
    struct tally tally = {0};
    for (size_t i = 0; i < reminding->digests.count; i++)
        for (size_t k = 0; k < reminding->digests.items[i].items.count; k++) {
            const struct reminder *one = reminding->digests.items[i].items.items + k;
            if (one->level != LEVEL_OWN)
                continue;
            tally.before += !one->over && one->left > 0;
            tally.today += !one->over && one->left == 0;
            tally.over += one->over > 0;
            if (one->over && !one->quiet)
                *VEC_PUSH(arena, &tally.overdue) = one;
        }
    return tally;
}

static int by_lateness(const void *left, const void *right)
{
    const struct reminder *a = *(const struct reminder *const *)left, *b = *(const struct reminder *const *)right;
    return a->over != b->over ? b->over - a->over : strcmp(a->number, b->number);
}

/* What a group is told: counts, and what is latest, nothing confidential. */
static const char *summary(struct arena *arena, enum language language, const struct reminding *reminding)
{
    struct tally tally = count(arena, reminding);
    struct strbuf out = {0};
    strbuf_adds(&out, say(arena, language, &msg_summary_head, explain_date(arena, language, reminding->day),
                          arena_printf(arena, "%zu", tally.before), arena_printf(arena, "%zu", tally.today),
                          arena_printf(arena, "%zu", tally.over)));
    if (tally.overdue.count)
        qsort(tally.overdue.items, tally.overdue.count, sizeof *tally.overdue.items, by_lateness);
    for (size_t i = 0; i < tally.overdue.count && i < LINES_TOLD; i++) {
        const struct reminder *one = tally.overdue.items[i];
        size_t length = 0;
        while (one->title[length] && one->title[length] != '\n' && length < TITLE_BYTES)
            length++;
        while (length && ((unsigned char)one->title[length] & 0xC0) == 0x80)
            length--;
        strbuf_addc(&out, '\n');
        strbuf_adds(&out, say(arena, language, &msg_summary_line, one->number, arena_strndup(arena, one->title, length),
                              arena_printf(arena, "%d", one->over), NULL));
    }
    if (tally.over > LINES_TOLD) {
        strbuf_addc(&out, '\n');
        strbuf_adds(&out, say(arena, language, &msg_summary_more, arena_printf(arena, "%zu", tally.over - LINES_TOLD),
                              NULL, NULL, NULL));
    }
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

static enum status find_today(struct tx *tx, void *context, struct problems *problems)
{
    struct finding_today *today = context;
    struct notifier *notifier = today->notifier;
    struct reminding reminding;
    char day[DATE_TEXT];
    (void)problems;
    *today->report = (struct notifier_report){.sent = today->report->sent, .failed = today->report->failed};
    enum status status = reminding_find(tx, &notifier->rules, clock_today(tx->clock), &reminding);
    if (!status)
        status = outbox_forget(tx, KEPT_DAYS);
    if (status)
        return status;
    date_text(reminding.day, day);
    today->report->ledgers = reminding.ledgers;
    today->report->people = reminding.digests.count;
    for (size_t i = 0; i < reminding.digests.count && !status; i++)
        status = put_digest(today, tx, day, reminding.digests.items + i);
    for (size_t i = 0; i < notifier->settings->webhook_count && reminding.digests.count && !status; i++) {
        const char *name = notifier->settings->webhooks[i].name;
        status = put(today, tx, arena_printf(tx->arena, "summary:%s:%s", name, day), "webhook", name, "",
                     summary(tx->arena, notifier->language, &reminding)); /* trusted: a key */
    }
    return status;
}

static enum status write(struct notifier *notifier, struct arena *arena, bool dry_run, struct problems *problems,
                         enum status (*apply)(struct tx *, void *, struct problems *), void *context)
{
    struct write_request request = {
        .apply = apply, .context = context, .arena = arena, .problems = problems, .dry_run = dry_run};
    return write_now(notifier->db, notifier->registry, notifier->clock, &request);
}

enum status notifier_find(struct notifier *notifier, struct arena *arena, bool dry_run, struct problems *problems,
                          struct notifier_report *report)
{
    struct finding_today today = {notifier, report};
    bool owed = false;
    enum status status = reminding_owed(notifier->db, clock_today(notifier->clock), &owed);
    return status || !owed ? status : write(notifier, arena, dry_run, problems, find_today, &today);
}

/* ---- out of the house ---- */

struct leasing {
    const char *holder;
    bool taken;
};

static enum status take_lease(struct tx *tx, void *context, struct problems *problems)
{
    struct leasing *leasing = context;
    (void)problems;
    return lease_take(tx, "deliver", leasing->holder, LEASE_SECONDS, &leasing->taken);
}

static enum status give_lease(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    return lease_give(tx, "deliver", ((struct leasing *)context)->holder);
}

struct outcome {
    struct uuid id;
    bool sent;
    const char *reason;
    struct leasing *leasing; /* held on to from message to message: one takes less than the lease lasts */
};

static enum status note(struct tx *tx, void *context, struct problems *problems)
{
    const struct outcome *outcome = context;
    enum status status = outcome->sent ? outbox_sent(tx, outcome->id) : outbox_failed(tx, outcome->id, outcome->reason);
    return status ? status : take_lease(tx, outcome->leasing, problems);
}

static struct outcome deliver(struct notifier *notifier, struct arena *arena, const struct outbox_message *message)
{
    const struct notify_settings *settings = notifier->settings;
    struct outcome outcome = {.id = message->id, .reason = "nobody takes it there any more"};
    instant now = clock_now(notifier->clock);
    if (strcmp(message->channel, "mail") == 0)
        outcome.sent = deliver_mail(arena, settings, message, now, &outcome.reason) == OK;
    for (size_t i = 0; strcmp(message->channel, "webhook") == 0 && i < settings->webhook_count; i++)
        if (strcmp(settings->webhooks[i].name, message->recipient) == 0)
            outcome.sent = deliver_webhook(arena, settings->webhooks + i, message, now, &outcome.reason) == OK;
    return outcome;
}

static enum status send_some(struct notifier *notifier, struct arena *arena, struct problems *problems,
                             struct notifier_report *report, struct leasing *leasing, size_t *ret_count)
{
    struct outbox_message *messages;
    enum status status = outbox_due(notifier->db, arena, clock_now(notifier->clock), AT_ONCE, &messages, ret_count);
    for (size_t i = 0; i < *ret_count && leasing->taken && !status; i++) {
        struct outcome outcome = deliver(notifier, arena, messages + i);
        outcome.leasing = leasing;
        report->sent += outcome.sent;
        report->failed += !outcome.sent;
        status = write(notifier, arena, false, problems, note, &outcome);
    }
    return status;
}

enum status notifier_send(struct notifier *notifier, struct arena *arena, struct problems *problems,
                          struct notifier_report *report)
{
    struct leasing leasing = {.holder = notifier->holder};
    struct outbox_message *messages;
    size_t count = 0;
    enum status status = outbox_due(notifier->db, arena, clock_now(notifier->clock), 1, &messages, &count);
    if (status || !count)
        return status;
    status = write(notifier, arena, false, problems, take_lease, &leasing);
    while (!status && leasing.taken && count)
        status = send_some(notifier, arena, problems, report, &leasing, &count);
    enum status given = leasing.taken ? write(notifier, arena, false, problems, give_lease, &leasing) : OK;
    return status ? status : given;
}

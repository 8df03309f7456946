#include "api/reminder.h"

#include "api/handlers.h"
#include "exchange/deliver.h"
#include "exchange/notifier.h"
#include "insight/insight.h"
#include "ledger/records.h"

#include <stdio.h>
#include <unistd.h>

enum { SECONDS_BETWEEN = 60, SECONDS_FIRST = 2, MINUTES_A_DAY = 24 * 60 };

static int minute_of_day(const struct clock *clock)
{
    instant minutes = clock_now(clock) / 60000 + clock->offset_minutes;
    return (int)(minutes % MINUTES_A_DAY);
}

static void complain(const struct problems *problems)
{
    struct strbuf text = {0};
    problems_text(problems, LANGUAGE_ZH, &text);
    fprintf(stderr, "rectify: reminders: %s\n", strbuf_text(&text));
    strbuf_free(&text);
}

static enum status round_of(struct server *server, struct arena *arena, struct db *db, struct problems *problems,
                            struct notifier_report *report)
{
    const struct server_setup *setup = &server->setup;
    struct notify_settings settings;
    struct notifier notifier = {
        .db = db,
        .registry = &all_records,
        .clock = &setup->clock,
        .settings = &settings,
        .language = LANGUAGE_ZH,
        .holder = arena_printf(arena, "serve-%ld", (long)getpid()),
    };
    enum status status = notify_settings_read(arena, setup->where, problems, &settings);
    if (!status)
        status = reminding_rules_read(&notifier.rules);
    if (!status && minute_of_day(&setup->clock) >= notifier.rules.at)
        status = notifier_find(&notifier, arena, false, problems, report);
    return status ? status : notifier_send(&notifier, arena, problems, report);
}

static void go_round(void *context)
{
    struct server *server = context;
    struct arena *arena = arena_new();
    struct problems problems;
    struct notifier_report report = {0};
    struct db *db = NULL;
    problems_init(&problems, arena);
    enum status status = db_open(server->setup.where, DB_WRITE, &problems, &db);
    if (!status)
        status = round_of(server, arena, db, &problems, &report);
    if (status)
        complain(&problems);
    else if (server->setup.log && (report.people || report.sent || report.failed))
        fprintf(stderr, "rectify: reminders for %zu people, %zu messages sent, %zu not\n", report.people, report.sent,
                report.failed);
    db_close(db);
    arena_free(arena);
}

struct timer *reminder_new(struct server *server)
{
    deliver_begin();
    return timer_new(go_round, server, SECONDS_FIRST, SECONDS_BETWEEN);
}

/* ---- on the screen ---- */

/* What he was told of last. */
enum status reminders_answer(struct call *call, struct db *db)
{
    char person[UUID_TEXT], at[INSTANT_TEXT];
    const char *body;
    instant when;
    struct strbuf *out = call_out(call);
    uuid_text(call->scope->person_id, person);
    enum status status = outbox_latest(db, call->arena, "screen", person, &body, &when);
    if (status)
        return status;
    instant_text(when, at);
    strbuf_addc(out, '{');
    json_member_text(out, "at", *body ? at : NULL);
    json_member_text(out, "text", body);
    strbuf_addc(out, '}');
    return OK;
}

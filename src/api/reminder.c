#include "api/reminder.h"

#include "api/handlers.h"
#include "exchange/deliver.h"
#include "exchange/notifier.h"
#include "insight/insight.h"
#include "ledger/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { SECONDS_BETWEEN = 60, SECONDS_FIRST = 2, MINUTES_A_DAY = 24 * 60 };

struct reminder_timer {
    struct server *server;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
    pthread_t thread;
};

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

static void go_round(struct server *server)
{
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

static void *work(void *context)
{
    struct reminder_timer *timer = context;
    time_t wait = SECONDS_FIRST;
    pthread_mutex_lock(&timer->lock);
    while (!timer->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += wait;
        if (pthread_cond_timedwait(&timer->wake, &timer->lock, &until) == 0)
            continue;
        pthread_mutex_unlock(&timer->lock);
        go_round(timer->server);
        wait = SECONDS_BETWEEN;
        pthread_mutex_lock(&timer->lock);
    }
    pthread_mutex_unlock(&timer->lock);
    return NULL;
}

struct reminder_timer *reminder_timer_new(struct server *server)
{
    struct reminder_timer *timer = xmalloc(sizeof *timer);
    deliver_begin();
    timer->server = server;
    pthread_mutex_init(&timer->lock, NULL);
    pthread_cond_init(&timer->wake, NULL);
    if (pthread_create(&timer->thread, NULL, work, timer) == 0)
        return timer;
    free(timer);
    return NULL;
}

void reminder_timer_free(struct reminder_timer *timer)
{
    if (!timer)
        return;
    pthread_mutex_lock(&timer->lock);
    timer->stopping = true;
    pthread_cond_signal(&timer->wake);
    pthread_mutex_unlock(&timer->lock);
    pthread_join(timer->thread, NULL);
    pthread_mutex_destroy(&timer->lock);
    pthread_cond_destroy(&timer->wake);
    free(timer);
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

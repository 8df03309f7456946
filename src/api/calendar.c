/* calendar: which days the organisation of a ledger works, sums with working days, and the import of a year's table;
 * declared in "api/handlers.h". */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/insights.h"
#include "calendar/explain.h"
#include "ledger/calendars.h"

#include <errno.h>
#include <stdlib.h>

enum { SHOWN_DAYS = 800 }; /* two years and some */

static enum status load(struct call *call, struct db *db, const struct calendar **ret_calendar)
{
    const struct ledger_card *ledger;
    enum status status = call_ledger(call, &ledger);
    return status ? status : calendar_of_ledger(db, call->arena, ledger->id, ret_calendar);
}

static void put_untabled(struct strbuf *out, const struct calendar *calendar, date from, date until)
{
    int year = calendar_untabled(calendar, from, until);
    json_member_int(out, "untabled", year != 0, year);
}

/* Each day, whether it is worked, and what it is called; `own`: the organisation's own. */
enum status calendar_answer(struct call *call, struct db *db)
{
    const struct calendar *calendar = NULL;
    struct strbuf *out = call_out(call);
    date today = clock_today(&call->server->setup.clock), from = today, until;
    enum status status = load(call, db, &calendar);
    if (!status)
        status = call_day(call, "from", &from);
    until = from + SHOWN_DAYS / 2;
    if (!status)
        status = call_day(call, "until", &until);
    if (!status && (until < from || until - from >= SHOWN_DAYS))
        status = problem_add(&call->problems, REFUSED, &msg_calendar_range, "until",
                             arena_printf(call->arena, "%d", SHOWN_DAYS), NULL);
    if (status)
        return status;
    strbuf_addc(out, '{');
    json_member_date(out, "today", true, today);
    strbuf_add_member_int(out, "working_days", calendar_between(calendar, from - 1, until));
    put_untabled(out, calendar, from, until);
    strbuf_add_member_name(out, "days");
    strbuf_addc(out, '[');
    for (date day = from; day <= until; day++) {
        const struct calendar_span *span = calendar_span_of(calendar, day);
        strbuf_adds(out, day > from ? ",\n{" : "\n{");
        json_member_date(out, "on", true, day);
        strbuf_add_member_bool(out, "works", calendar_works(calendar, day));
        json_member_text(out, "name", span ? span->name : NULL);
        strbuf_add_member_bool(out, "own", span && span->own);
        strbuf_addc(out, '}');
    }
    strbuf_adds(out, "]}");
    return OK;
}

static enum status read_count(struct call *call, int *ret_count)
{
    const char *text = http_query(call->http, "add");
    char *end;
    errno = 0;
    if (!text)
        return OK;
    long value = strtol(text, &end, 10);
    if (errno || *end || end == text || value < -CALENDAR_MOST || value > CALENDAR_MOST)
        return problem_add(&call->problems, REFUSED, &msg_calendar_count, "add",
                           arena_printf(call->arena, "%d", CALENDAR_MOST), NULL);
    *ret_count = (int)value;
    return OK;
}

/* ?from=&add=: the N-th working day after a day; ?from=&until=: how many there are between two. */
enum status workday_answer(struct call *call, struct db *db)
{
    const struct calendar *calendar = NULL;
    struct strbuf *out = call_out(call);
    date from = clock_today(&call->server->setup.clock), until = from;
    bool between = http_query(call->http, "until") != NULL;
    int days = 0;
    enum status status = load(call, db, &calendar);
    if (!status)
        status = call_day(call, "from", &from);
    if (!status)
        status = call_day(call, "until", &until);
    if (!status && !between)
        status = read_count(call, &days);
    if (status)
        return status;
    if (between)
        days = calendar_between(calendar, from, until);
    else
        until = calendar_add(calendar, from, days);
    strbuf_addc(out, '{');
    json_member_date(out, "from", true, from);
    json_member_date(out, "until", true, until);
    strbuf_add_member_int(out, "working_days", days);
    put_untabled(out, calendar, from, until);
    strbuf_add_member(out, "explanation",
                      between ? explain_between(calendar, call->arena, call->language, from, until)
                              : explain_add(calendar, call->arena, call->language, from, days));
    strbuf_addc(out, '}');
    return OK;
}

struct importing {
    struct year_table table;
    struct uuid id;
};

enum status calendar_import_prepare(struct call *call)
{
    struct importing *importing = ARENA_NEW(call->arena, struct importing);
    const char *name;
    enum status status = upload_name(call, &name);
    call->state = importing;
    call->status = 201;
    return status ? status
                  : year_table_read(call->arena, (const char *)call->http->body, call->http->body_size, &call->problems,
                                    &importing->table);
}

enum status calendar_import_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct importing *importing = call->state;
    struct command command = command_new(tx, &call->actor);
    return calendar_import(tx, call->scope, &command, &importing->table, problems, &importing->id);
}

enum status calendar_import_answer(struct call *call, struct db *db)
{
    (void)db;
    const struct importing *importing = call->state;
    struct strbuf *out = call_out(call);
    strbuf_addc(out, '{');
    json_member_id(out, "id", importing->id);
    strbuf_add_member_int(out, "year", importing->table.year);
    strbuf_add_member_int(out, "entries", (int64_t)importing->table.span_count);
    strbuf_addc(out, '}');
    return OK;
}

/* feeds: declared in "api/handlers.h". The days of a person or a unit as a calendar to subscribe to: the secret stands
 * in the address, is good for this alone, and ends like any token. */
#include "format/ical.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/insights.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "schedule/agenda.h"

#include <ctype.h>
#include <string.h>

/* Where people reach us, for links: what the request was sent to, when it is a plain name or address. */
static const char *origin(struct call *call)
{
    const char *host = http_header(call->http, "X-Forwarded-Host"),
               *scheme = http_header(call->http, "X-Forwarded-Proto");
    host = host ? host : http_header(call->http, "Host");
    for (const char *at = host; at && *at; at++)
        if (!isalnum((unsigned char)*at) && !strchr(".-:[]", *at))
            return "";
    if (!host || !*host)
        return "";
    return arena_printf(call->arena, "%s://%s", scheme && strcmp(scheme, "https") == 0 ? "https" : "http",
                        host); /* trusted: checked above */
}

static const struct {
    const struct message *said;
    int remind_days;
} kinds[] = {
    [AGENDA_FINDING] = {&msg_feed_finding, 3},
    [AGENDA_MEASURE] = {&msg_feed_measure, 3},
    [AGENDA_GATE] = {&msg_feed_gate, 0},
    [AGENDA_REPORT] = {&msg_feed_report, 1},
};

static const char *link_of(struct call *call, const struct agenda_item *item, const char *base)
{
    char id[UUID_TEXT];
    bool gate = item->kind == AGENDA_GATE, report = item->kind == AGENDA_REPORT;
    if (!*base || (!gate && !report && uuid_is_nil(item->finding)))
        return "";
    uuid_text(item->finding, id);
    return gate || report ? arena_printf(call->arena, "%s/%s", base, gate ? "schedule" : "reports")
                          : arena_printf(call->arena, "%s/findings/%s%s", base, id,
                                         item->kind == AGENDA_MEASURE ? "#actions" : ""); /* trusted: an id */
}

static const char *summary_of(struct call *call, const struct agenda_item *item)
{
    const struct message *said = kinds[item->kind].said;
    const char *what = call_say(call, said->zh, said->en);
    if (item->quiet)
        return arena_printf(call->arena, "%s%s", what, item->number);
    return arena_printf(call->arena, "%s%s%s%s", what, item->number, *item->number ? " " : "", item->title);
}

static void put_events(struct call *call, const struct agenda *agenda, const char *name)
{
    struct strbuf *out = call_out(call);
    instant now = clock_now(&call->server->setup.clock);
    const char *base = origin(call);
    ical_begin(out, name);
    for (size_t i = 0; i < agenda->items.count; i++) {
        const struct agenda_item *item = agenda->items.items + i;
        char id[UUID_TEXT];
        uuid_text(item->id, id);
        const char *uid = item->key               ? item->key
                          : uuid_is_nil(item->id) ? arena_printf(call->arena, "%s-%zu", item->ledger, i)
                                                  : id;
        const struct ical_event event = {
            .uid = arena_printf(call->arena, "%s@rectify", uid),
            .on = item->on,
            .summary = summary_of(call, item),
            .description = item->ledger,
            .url = link_of(call, item, base),
            .remind_days = kinds[item->kind].remind_days,
        };
        ical_event(out, &event, now);
    }
    ical_end(out);
    call->http->reply.media_type = "text/calendar; charset=utf-8";
}

enum status feed_answer(struct call *call, struct db *db)
{
    const char *unit = http_query(call->http, "unit"), *name = call->session->token_name;
    struct insight insight = call_insight(call, db);
    struct agenda agenda;
    struct uuid id;
    enum status status = OK;
    if (unit && *unit) {
        status = record_find(db, call->arena, &record_organisation, (struct uuid){0}, unit, &id);
        if (status == NOT_FOUND)
            return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "unit", record_organisation.label, NULL);
        if (!status)
            status = agenda_of_unit(&insight, id, &agenda);
    } else {
        status = agenda_of_person(&insight, &call->problems, &agenda);
    }
    if (!status)
        put_events(call, &agenda, name);
    return status;
}

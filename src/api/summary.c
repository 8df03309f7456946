/* summary: the figures of a ledger's first page, and what a person has to do; declared in "api/handlers.h". */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/insights.h"
#include "insight/figures.h"
#include "insight/news.h"
#include "insight/waiting.h"
#include "insight/work.h"
#include "ledger/ledger_messages.h"

static enum status write_figures(struct call *call, const struct insight *insight, struct uuid ledger)
{
    struct figures figures;
    enum status status = figures_count(insight, ledger, &figures);
    if (!status)
        figures_json(call_out(call), &figures);
    return status;
}

enum status summary_answer(struct call *call, struct db *db)
{
    return call_figures(call, db, write_figures);
}

static void put_change(struct call *call, struct strbuf *out, const struct news_change *change)
{
    const struct profiles *profiles = call->server->setup.profiles;
    char at[INSTANT_TEXT];
    bool any = false;
    instant_text(change->at, at);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "at", at);
    json_member_text(out, "actor", change->actor);
    strbuf_add_member(out, "record", change->type->name);
    strbuf_add_member(out, "record_label", profile_record_label(profiles, change->type, call->language));
    strbuf_add_member(out, "event", change->event);
    strbuf_add_member(out, "event_label", profile_event(profiles, change->type, change->event, call->language));
    strbuf_add_member_name(out, "fields");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < change->type->count; i++) {
        if (!(change->fields & FIELD_BIT(i)))
            continue;
        strbuf_adds(out, any ? "," : "");
        strbuf_add_json(out, profile_field_label(profiles, change->type, (int)i, call->language));
        any = true;
    }
    strbuf_adds(out, "]}");
}

static void put_news(struct call *call, const struct news *news)
{
    struct strbuf *out = call_out(call);
    char since[INSTANT_TEXT], until[INSTANT_TEXT];
    instant_text(news->since, since);
    instant_text(news->until, until);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "since", since);
    json_member_text(out, "until", news->until ? until : NULL);
    strbuf_add_member_bool(out, "more", news->more);
    strbuf_add_member_name(out, "findings");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < news->findings.count; i++) {
        const struct news_finding *finding = &news->findings.items[i];
        strbuf_adds(out, i ? ",\n{" : "{");
        json_member_id(out, "id", finding->id);
        json_member_text(out, "number", finding->number);
        strbuf_add_member(out, "title", finding->title);
        strbuf_add_member_int(out, "count", finding->count);
        strbuf_add_member_name(out, "changes");
        strbuf_addc(out, '[');
        for (size_t k = 0; k < finding->changes.count; k++) {
            strbuf_adds(out, k ? "," : "");
            put_change(call, out, &finding->changes.items[k]);
        }
        strbuf_adds(out, "]}");
    }
    strbuf_adds(out, "]}");
}

enum status news_answer(struct call *call, struct db *db)
{
    const struct insight insight = call_insight(call, db);
    const struct ledger_card *ledger;
    struct news news;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = news_read(&insight, ledger->id, ledger->code, call->server->setup.installation->site_id, &news);
    if (!status)
        put_news(call, &news);
    return status;
}

/* The ledger the address names, or all of them. */
static enum status one_ledger(struct call *call, const struct uuid **ret_only)
{
    const char *code = http_query(call->http, "ledger");
    const struct ledger_card *ledger = NULL;
    *ret_only = NULL;
    if (code && *code && !(ledger = session_ledger(call->session, code)))
        return problem_add(&call->problems, REFUSED, &msg_no_ledger, "ledger", code, NULL);
    *ret_only = ledger ? &ledger->id : NULL;
    return OK;
}

/* GET /api/v1/work?ledger=… */
enum status work_answer(struct call *call, struct db *db)
{
    const struct insight insight = call_insight(call, db);
    const struct uuid *only;
    struct work work;
    enum status status = one_ledger(call, &only);
    if (!status)
        status = work_read(&insight, only, &work);
    if (!status)
        work_json(call_out(call), &work);
    return status;
}

/* GET /api/v1/waiting?ledger=… */
enum status waiting_answer(struct call *call, struct db *db)
{
    const struct insight insight = call_insight(call, db);
    const struct uuid *only;
    struct waiting waiting;
    enum status status = one_ledger(call, &only);
    if (!status)
        status = waiting_read(&insight, only, &waiting);
    if (!status)
        waiting_json(call_out(call), &waiting);
    return status;
}

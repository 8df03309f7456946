/* trust: do the chains hold? Declared in "api/handlers.h". */
#include "api/handlers.h"
#include "journal/verify.h"

#include <string.h>

static void put_chain(struct call *call, const struct verify_chain *chain)
{
    struct strbuf *out = call_out(call);
    char head[DIGEST_TEXT], site[UUID_TEXT];
    bool own = uuid_equal(chain->id.ledger_id, chain->id.site_id);
    digest_text(&chain->head, head);
    uuid_text(chain->id.site_id, site);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "ledger", own ? call_say(call, "（本系统）", "(this system)") : chain->name);
    strbuf_add_member(out, "site", site);
    strbuf_add_member_int(out, "events", chain->events);
    strbuf_add_member(out, "head", head);
    strbuf_add_member_bool(out, "holds", chain->first_broken == 0);
    strbuf_addc(out, '}');
}

static void put_problem(struct call *call, const struct problem *problem)
{
    struct strbuf *out = call_out(call), sentence = {0};
    problem_text(problem, call->language, &sentence);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "code", problem->message->code);
    strbuf_add_member(out, "place", problem->place);
    strbuf_add_member(out, "message", strbuf_text(&sentence));
    strbuf_addc(out, '}');
    strbuf_free(&sentence);
}

/* Walks in pages, so it gives the request's snapshot back first (D22). */
enum status verify_answer(struct call *call, struct db *db)
{
    struct verify_report report = {0};
    struct strbuf *out = call_out(call);
    enum status status = db_commit(db);
    if (!status)
        status = journal_verify(db, call->arena, NULL, &call->problems, &report);
    if (status && status != REFUSED)
        return status;
    strbuf_addc(out, '{');
    strbuf_add_member_bool(out, "ok", status == OK);
    strbuf_adds(out, ",\"chains\":[");
    for (size_t i = 0; i < report.count; i++) {
        strbuf_adds(out, i ? ",\n" : "\n");
        put_chain(call, &report.chains[i]);
    }
    strbuf_adds(out, "],\"problems\":[");
    for (size_t i = 0; i < call->problems.count; i++) {
        strbuf_adds(out, i ? "," : "");
        put_problem(call, &call->problems.items[i]);
    }
    strbuf_addc(out, ']');
    strbuf_add_member_int(out, "events", report.events);
    strbuf_add_member_int(out, "access_events", report.access_events);
    strbuf_add_member_int(out, "parts_erased", report.parts_erased);
    strbuf_add_member_int(out, "parts_withheld", report.parts_withheld);
    strbuf_addc(out, '}');
    return db_begin_read(db);
}

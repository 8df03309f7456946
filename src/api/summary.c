/* summary: the figures of a ledger's first page; declared in "api/handlers.h". They count what this person sees (D31),
 * in the words of the list's filters (records_list.c). */
#include "api/handlers.h"
#include "api/records.h"
#include "ledger/gate.h"

#include <string.h>

struct counting {
    struct call *call;
    struct db *db;
    const struct ledger_card *ledger;
    const struct list_within *within; /* NULL: the ledger is seen whole */
};

/* Runs "SELECT key, count(*) FROM finding WHERE … GROUP BY key" over what this person sees. */
static struct stmt *count_by(struct counting *c, const char *key, const char *more, bool overdue)
{
    char *today = arena_alloc(c->call->arena, DATE_TEXT);
    int first = c->within ? (int)c->within->count + 1 : 0; /* the condition's parameters come first */
    struct strbuf sql = {0};
    strbuf_addf(&sql, "SELECT %s,count(*) FROM \"finding\" WHERE ", key); /* trusted: a column's name */
    strbuf_adds(&sql, c->within ? c->within->condition : "1=1");
    strbuf_addf(&sql, " AND \"ledger_id\"=?%d AND \"withdrawn\"=0", first + 1);
    strbuf_adds(&sql, more);
    if (overdue)
        strbuf_addf(&sql, " AND \"due_on\"<?%d AND \"state\"<>'closed'", first + 2);
    strbuf_addf(&sql, " GROUP BY %s", key); /* trusted: a column's name */
    struct stmt *stmt = db_prepare(c->db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (c->within)
        list_within_bind(stmt, c->within);
    stmt_bind_uuid(stmt, first + 1, c->ledger->id);
    date_text(clock_today(&c->call->server->setup.clock), today);
    if (overdue)
        stmt_bind_text(stmt, first + 2, today);
    return stmt;
}

static enum status put_tally(struct counting *c, const char *name, const char *column, const char *more)
{
    struct strbuf *out = call_out(c->call);
    bool row, any = false;
    enum status status;
    struct stmt *stmt = count_by(c, column, more, false);
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '{');
    while (!(status = stmt_step(stmt, &row)) && row) {
        if (stmt_is_null(stmt, 0))
            continue;
        strbuf_adds(out, any ? "," : "");
        strbuf_add_json(out, stmt_text(stmt, 0));
        strbuf_addc(out, ':');
        strbuf_add_int(out, stmt_int(stmt, 1));
        any = true;
    }
    strbuf_addc(out, '}');
    stmt_done(stmt);
    return status;
}

static enum status count(struct counting *c, const char *more, bool overdue, int64_t *ret_count)
{
    bool row;
    struct stmt *stmt = count_by(c, "\"withdrawn\"", more, overdue);
    enum status status = stmt_step(stmt, &row);
    *ret_count = !status && row ? stmt_int(stmt, 1) : 0;
    stmt_done(stmt);
    return status;
}

static enum status put_count(struct counting *c, const char *name, const char *more, bool overdue)
{
    int64_t number;
    enum status status = count(c, more, overdue, &number);
    strbuf_add_member_int(call_out(c->call), name, number);
    return status;
}

/* ---- letters ---- */

struct tally {
    struct uuid report;
    int64_t count;
};

static int64_t count_of(const struct tally *tallies, size_t count, struct uuid report)
{
    for (size_t i = 0; i < count; i++)
        if (uuid_equal(tallies[i].report, report))
            return tallies[i].count;
    return 0;
}

static void put_day(struct strbuf *out, const char *name, const struct record_head *report, int field)
{
    char day[DATE_TEXT];
    strbuf_add_member_name(out, name);
    if (!record_has(report, field)) {
        strbuf_adds(out, "null");
        return;
    }
    date_text(*(const date *)field_get(report, &record_feedback_report.fields[field]), day);
    strbuf_add_json(out, day);
}

static enum status put_reports(struct counting *c)
{
    struct strbuf *out = call_out(c->call);
    VEC(struct tally) tallies = {0};
    bool row;
    enum status status;
    struct stmt *stmt = count_by(c, "\"feedback_report_id\"", " AND \"level\"='finding'", false);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(c->call->arena, &tallies) = (struct tally){stmt_uuid(stmt, 0), stmt_int(stmt, 1)};
    stmt_done(stmt);
    struct list_query query = {.type = &record_feedback_report,
                               .ledger = c->ledger->id,
                               .sort = FIELD_feedback_report_issued_on,
                               .descending = true,
                               .limit = 100};
    struct list_page page = {0};
    if (!status)
        status = gate_list(c->db, c->call->arena, c->call->scope, &query, &c->call->problems, &page);
    struct names *names = names_new(c->call->arena, c->call->scope);
    for (size_t i = 0; i < page.count; i++)
        want_names(names, &record_feedback_report, page.rows[i]);
    if (!status)
        status = names_load(names, c->db, c->ledger->id);
    strbuf_adds(out, ",\"reports\":[");
    for (size_t i = 0; i < page.count && !status; i++) {
        const struct feedback_report *report = page.rows[i];
        strbuf_adds(out, i ? ",{\"id\":" : "{\"id\":");
        put_uuid(out, report->head.id);
        strbuf_add_member(out, "inspection", names_get(names, report->inspection_id));
        strbuf_add_member(out, "title", report->title);
        put_day(out, "issued_on", &report->head, FIELD_feedback_report_issued_on);
        put_day(out, "signed_on", &report->head, FIELD_feedback_report_signed_on);
        strbuf_add_member_int(out, "findings", count_of(tallies.items, tallies.count, report->head.id));
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
    return status;
}

enum status summary_answer(struct call *call, struct db *db)
{
    struct counting c = {.call = call, .db = db};
    struct strbuf *out = call_out(call);
    int64_t total;
    enum status status = call_ledger(call, &c.ledger);
    if (status)
        return status;
    c.within = gate_within(call->arena, call->scope, &record_finding, c.ledger->id);
    status = count(&c, " AND \"level\"='finding'", false, &total);
    strbuf_adds(out, "{\"findings\":{");
    strbuf_add_member_int(out, "total", total);
    if (!status)
        status = put_tally(&c, "by_level", "\"level\"", "");
    if (!status)
        status = put_tally(&c, "by_state", "\"state\"", " AND \"level\"='finding'");
    strbuf_addc(out, '}');
    if (!status)
        status = put_reports(&c);
    if (!status)
        status = put_count(&c, "unassigned", " AND \"level\"='finding' AND \"lead_unit_id\" IS NULL", false);
    if (!status)
        status = put_count(&c, "overdue", "", true);
    strbuf_addc(out, '}');
    return status;
}

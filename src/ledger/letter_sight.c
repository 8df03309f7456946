#include "ledger/letter_sight.h"

#include "base/utf8.h"
#include "ledger/bounds.h"
#include "ledger/records.h"

#include <stdlib.h>
#include <string.h>

/* Withdrawn records, too: what is in their place is no less secret. */
static enum status read_spans(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct feedback_report *report, const struct record_type *type,
                              struct letter_sight *sight)
{
    const struct list_within *within = bounds_within(arena, scope, type, report->head.ledger_id);
    int ledger = within ? (int)list_within_count(within) + 1 : 1, letter = ledger + 1;
    VEC(struct letter_span) spans = {sight->spans, sight->count, sight->count};
    struct strbuf sql = {0};
    bool row;
    enum status status;
    strbuf_adds(&sql, "SELECT \"span_start\",\"span_end\",CASE WHEN ");
    strbuf_adds(&sql, within ? within->condition : "1=1");
    strbuf_adds(&sql, " THEN 1 ELSE 0 END FROM ");
    sql_name(&sql, type->name);
    strbuf_addf(&sql, " WHERE \"ledger_id\"=?%d AND ", ledger);
    if (type == &record_corrective_action)
        strbuf_addf(&sql,
                    "\"id\" IN (SELECT \"id\" FROM \"corrective_action_answers\" WHERE \"ledger_id\"=?%d AND "
                    "\"ref_id\" IN (SELECT \"id\" FROM \"finding\" WHERE \"ledger_id\"=?%d AND ",
                    ledger, ledger);
    strbuf_addf(&sql, "\"feedback_report_id\"=?%d", letter);
    strbuf_adds(&sql, type == &record_corrective_action ? "))" : "");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (within)
        list_within_bind(stmt, within);
    stmt_bind_uuid(stmt, ledger, report->head.ledger_id);
    stmt_bind_uuid(stmt, letter, report->head.id);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct letter_span span = {stmt_int(stmt, 0), stmt_int(stmt, 1), stmt_int(stmt, 2) != 0};
        sight->whole = sight->whole && span.seen;
        if (!stmt_is_null(stmt, 0) && !stmt_is_null(stmt, 1) && span.start >= 0 && span.end > span.start)
            *VEC_PUSH(arena, &spans) = span;
    }
    stmt_done(stmt);
    sight->spans = spans.items;
    sight->count = spans.count;
    return status;
}

enum status letter_sight_read(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct feedback_report *report, struct letter_sight *ret_sight)
{
    *ret_sight = (struct letter_sight){.whole = true};
    enum status status = read_spans(db, arena, scope, report, &record_finding, ret_sight);
    return status ? status : read_spans(db, arena, scope, report, &record_corrective_action, ret_sight);
}

/* The long ones first, so that what is inside has the last word; of two of the same place the hidden one. */
static int long_first(const void *a, const void *b)
{
    const struct letter_span *left = a, *right = b;
    int64_t l = left->end - left->start, r = right->end - right->start;
    return l != r ? (l > r ? -1 : 1) : right->seen - left->seen;
}

const char *letter_masked(struct arena *arena, const struct letter_sight *sight, bool between, const char *text,
                          size_t size)
{
    const size_t characters = utf8_count(text, size);
    bool *open = ARENA_ARRAY(arena, bool, characters + 1);
    memset(open, between, characters);
    if (sight->count)
        qsort(sight->spans, sight->count, sizeof *sight->spans, long_first);
    for (size_t i = 0; i < sight->count; i++) {
        const struct letter_span *span = &sight->spans[i];
        size_t start = (uint64_t)span->start < characters ? (size_t)span->start : characters;
        size_t end = (uint64_t)span->end < characters ? (size_t)span->end : characters;
        memset(open + start, span->seen, end - start);
    }
    struct strbuf out = {0};
    const char *at = text, *end = text + size;
    for (size_t i = 0; at < end; i++) {
        const char *from = at;
        uint32_t c = utf8_next(&at, end);
        if (open[i] || c == '\n')
            strbuf_add(&out, from, (size_t)(at - from));
        else
            strbuf_adds(&out, "█");
    }
    const char *result = arena_strndup(arena, strbuf_text(&out), out.length);
    strbuf_free(&out);
    return result;
}

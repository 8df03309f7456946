#include "journal/history.h"

#include <string.h>

/* Events of one record, oldest first, up to a version; the statement is left for the caller to step. */
static struct stmt *record_events(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                                  int64_t version)
{
    struct strbuf sql = {0};
    strbuf_adds(&sql, event_select);
    strbuf_adds(
        &sql,
        " WHERE \"ledger_id\"=?1 AND \"record_id\"=?2 AND \"version\"<=?3 AND \"record\"=?4 ORDER BY \"version\"");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, id);
    stmt_bind_int(stmt, 3, version);
    stmt_bind_text(stmt, 4, type->name);
    return stmt;
}

/* Fields of an event whose value was destroyed: those that travel in a part that is not there any more. */
static uint64_t erased_fields(const struct record_type *type, const struct event *event)
{
    uint64_t named = event_fields(type, event->fields), erased = 0;
    for (size_t i = 0; i < type->count; i++) {
        unsigned flags = type->fields[i].flags;
        const struct event_part *part = &event->parts[flags & RESTRICTED ? PART_RESTRICTED
                                                      : flags & PERSONAL ? PART_PERSONAL
                                                                         : PART_OPEN];
        if (named & FIELD_BIT(i) && part->there && !part->bytes)
            erased |= FIELD_BIT(i);
    }
    return erased;
}

static struct history_version version_of(struct arena *arena, const struct event *event, uint64_t changed,
                                         const struct record_head *before, const struct record_head *after)
{
    return (struct history_version){.version = event->version,
                                    .at = event->at,
                                    .event = event->event,
                                    .via = event->via,
                                    .reason = event_reason(arena, event),
                                    .actor_id = event->actor_id,
                                    .acting_for_id = event->acting_for_id,
                                    .supplier = event->supplier,
                                    .changed = changed,
                                    .before = before,
                                    .after = after};
}

enum status history_read(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                         struct uuid id, uint64_t seen, struct history *ret_history)
{
    VEC(struct history_version) versions = {0};
    const struct record_head *before = NULL;
    struct stmt *stmt = record_events(db, type, ledger, id, INT64_MAX);
    bool row;
    uint64_t gone = 0; /* fields whose value now is one that was destroyed */
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct event event;
        uint64_t changed;
        event_read(stmt, arena, &event);
        struct record_head *after = before ? record_copy(arena, type, before) : record_new(arena, type);
        if ((status = event_fold(arena, type, &event, NULL, after, &changed)))
            break;
        uint64_t erased = erased_fields(type, &event) & changed;
        if (!changed || changed & seen) {
            struct history_version *version = VEC_PUSH(arena, &versions);
            *version = version_of(arena, &event, changed & seen, before, after);
            version->erased_before = gone & changed & seen;
            version->erased_after = erased & seen;
        }
        gone = (gone & ~changed) | erased;
        before = after;
    }
    stmt_done(stmt);
    if (status)
        return status;
    size_t first = versions.count > HISTORY_VERSIONS ? versions.count - HISTORY_VERSIONS : 0;
    ret_history->count = versions.count - first;
    ret_history->versions = ARENA_ARRAY(arena, struct history_version, ret_history->count + 1);
    for (size_t i = 0; i < ret_history->count; i++)
        ret_history->versions[i] = versions.items[versions.count - 1 - i];
    return OK;
}

enum status history_at(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                       struct uuid id, int64_t version, struct record_head *ret_record)
{
    struct record_head *record = record_new(arena, type);
    struct stmt *stmt = record_events(db, type, ledger, id, version);
    bool row;
    enum status status;
    uint64_t changed;
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct event event;
        event_read(stmt, arena, &event);
        if ((status = event_fold(arena, type, &event, NULL, record, &changed)))
            break;
    }
    stmt_done(stmt);
    if (!status && record->version != version)
        status = NOT_FOUND;
    if (!status)
        memcpy(ret_record, record, type->size);
    return status;
}

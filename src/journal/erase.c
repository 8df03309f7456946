#include "journal/erase.h"

#include "journal/chain.h"
#include "journal/history.h"
#include "journal/journal_messages.h"
#include "store/row.h"
#include "store/search.h"

#include <string.h>

/* One part that is to go. */
struct doomed {
    struct uuid site_id;
    int64_t seq;
};

struct erasing {
    struct tx *tx;
    const struct erasure *erasure;
    VEC(struct doomed) parts;
};

static enum status find_parts(struct erasing *erasing, const struct erase_target *target)
{
    bool row;
    struct stmt *stmt = db_prepare(
        erasing->tx->db,
        "SELECT \"site_id\",\"seq\" FROM \"ledger_event\" WHERE \"ledger_id\"=?1 AND \"record_id\"=?2 AND "
        "\"record\"=?3 AND (\"version\"=?4 OR ?4=0) AND \"personal\" IS NOT NULL ORDER BY \"site_id\",\"seq\"");
    stmt_bind_uuid(stmt, 1, erasing->erasure->ledger_id);
    stmt_bind_uuid(stmt, 2, target->id);
    stmt_bind_text(stmt, 3, target->type->name);
    stmt_bind_int(stmt, 4, target->version);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(erasing->tx->arena, &erasing->parts) = (struct doomed){stmt_uuid(stmt, 0), stmt_int(stmt, 1)};
    stmt_done(stmt);
    return status;
}

static enum status destroy(struct erasing *erasing, const struct doomed *part)
{
    struct stmt *stmt =
        db_prepare(erasing->tx->db, "UPDATE \"ledger_event\" SET \"personal\"=NULL,\"personal_salt\"=NULL WHERE "
                                    "\"ledger_id\"=?1 AND \"site_id\"=?2 AND \"seq\"=?3");
    stmt_bind_uuid(stmt, 1, erasing->erasure->ledger_id);
    stmt_bind_uuid(stmt, 2, part->site_id);
    stmt_bind_int(stmt, 3, part->seq);
    return stmt_run(stmt);
}

/* The row becomes what the events now fold to; its version and time stay: nothing was said about the record. */
static enum status project(struct tx *tx, const struct erase_target *target, struct uuid ledger)
{
    const struct record_type *type = target->type;
    struct record_head *before = record_new(tx->arena, type), *folded = record_new(tx->arena, type);
    enum status status = row_load(tx->db, tx->arena, type, ledger, target->id, before);
    if (!status)
        status = history_at(tx->db, tx->arena, type, ledger, target->id, before->version, folded);
    if (status)
        return status;
    struct record_head *after = record_copy(tx->arena, type, before);
    uint64_t mask = 0;
    record_complete(folded, type);
    for (size_t i = 0; i < type->count; i++) {
        if (!(type->fields[i].flags & PERSONAL) || field_equal(type, (int)i, before, folded))
            continue;
        field_copy(type, (int)i, folded, after);
        mask |= FIELD_BIT(i);
    }
    if (!mask)
        return OK;
    status = row_update(tx->db, tx->arena, type, after, mask);
    if (!status && mask & search_fields(type))
        status = search_forget(tx, type, after);
    return status || !type->hooks.derive ? status : type->hooks.derive(tx, before, after);
}

static enum status append(struct erasing *erasing, const struct command *command)
{
    struct tx *tx = erasing->tx;
    char site[UUID_TEXT];
    struct strbuf open = {0};
    struct event event = {.ledger_id = erasing->erasure->ledger_id,
                          .command_id = command->id,
                          .batch_id = command->batch_id,
                          .record = "erase",
                          .record_id = command->id,
                          .version = 1,
                          .schema_version = 1,
                          .event = "erase",
                          .fields = "",
                          .actor_id = command->actor->person_id,
                          .acting_for_id = command->actor->acting_for_id,
                          .via = word_text(&words_via, (int)command->actor->via)};
    strbuf_adds(&open, "{\"order\":");
    strbuf_add_json(&open, erasing->erasure->order);
    strbuf_adds(&open, ",\"targets\":[");
    for (size_t i = 0; i < erasing->parts.count; i++) {
        const struct doomed *part = &erasing->parts.items[i];
        uuid_text(part->site_id, site);
        strbuf_addf(&open, "%s{\"part\":\"personal\",\"seq\":%lld,\"site_id\":\"%s\"}", i ? "," : "",
                    (long long)part->seq, site); /* trusted: an id in hex */
    }
    strbuf_adds(&open, "]}");
    event.parts[PART_OPEN].there = true;
    event.parts[PART_OPEN].bytes = arena_strndup(tx->arena, strbuf_text(&open), open.length);
    event.parts[PART_OPEN].size = open.length;
    strbuf_free(&open);
    enum status status = chain_now(tx, event.ledger_id, &event.at);
    return status ? status : chain_append(tx, &event);
}

enum status journal_erase(struct tx *tx, const struct command *command, const struct erasure *erasure,
                          struct problems *problems, int64_t *ret_parts)
{
    struct erasing erasing = {.tx = tx, .erasure = erasure};
    if (!erasure->order || !*erasure->order)
        return problem_add(problems, REFUSED, &msg_erase_order, "order", NULL);
    enum status status = chain_lock(tx, erasure->ledger_id);
    if (!status && db_dialect(tx->db) == DIALECT_SQLITE) /* freed bytes are overwritten with zeros */
        status = db_exec(tx->db, "PRAGMA secure_delete=ON");
    for (size_t i = 0; i < erasure->count && !status; i++)
        status = find_parts(&erasing, &erasure->targets[i]);
    if (!status && !erasing.parts.count)
        return problem_add(problems, REFUSED, &msg_erase_nothing, "", NULL);
    for (size_t i = 0; i < erasing.parts.count && !status; i++)
        status = destroy(&erasing, &erasing.parts.items[i]);
    for (size_t i = 0; i < erasure->count && !status; i++)
        status = project(tx, &erasure->targets[i], erasure->ledger_id);
    if (!status)
        status = append(&erasing, command);
    if (!status)
        *ret_parts = (int64_t)erasing.parts.count;
    return status;
}

enum status erase_settle(struct db *db)
{
    enum status status = search_settle(db);
    if (status)
        return status;
    return db_exec(db, db_dialect(db) == DIALECT_SQLITE ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM");
}

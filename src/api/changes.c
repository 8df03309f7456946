/* changes: which rows of a ledger were changed, as it happens; declared in "api/handlers.h".
 *
 *     event: changed
 *     id: …                       for Last-Event-ID: the event's hash, which says nothing about how many there were
 *     data: {"record":"finding","id":"…","version":N}
 *
 * Only of records the session may see at that moment. `event: reload` says that too much happened, or that the place to
 * go on from is not known any more: whoever shows rows reads them again. */
#include "api/handlers.h"
#include "api/streams.h"
#include "ledger/gate.h"

#include <string.h>

enum { CHANGES_MOST = 250, RESUME_WITHIN = 5000 };

static const char reload[] = "event: reload\ndata: {}\n\n";

struct changed {
    const struct record_type *type; /* NULL: no record of the lists, or changed again later */
    struct uuid id;
    int64_t version;
    struct digest hash;
};

/* Of one ledger, found by the first stream that asks in a look. */
struct news {
    struct uuid ledger_id;
    int64_t from, head; /* events in between */
    struct changed *changed;
    size_t count;
    struct news *next;
};

static enum status read_head(struct look *look, struct uuid ledger, int64_t *ret_head)
{
    bool row;
    struct stmt *stmt =
        db_prepare(look->db, "SELECT \"seq\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, look->server->setup.installation->site_id);
    enum status status = stmt_step(stmt, &row);
    *ret_head = !status && row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

/* The last change of a record in a page stands for all of them. */
static void keep_last(struct news *news)
{
    for (size_t i = news->count; i-- > 0;)
        for (size_t k = i + 1; news->changed[i].type && k < news->count; k++)
            if (uuid_equal(news->changed[i].id, news->changed[k].id))
                news->changed[i].type = NULL;
}

static enum status read_changed(struct look *look, struct news *news)
{
    bool row;
    struct stmt *stmt =
        db_prepare(look->db, "SELECT \"record\",\"record_id\",\"version\",\"event_hash\" FROM \"ledger_event\" WHERE "
                             "\"ledger_id\"=?1 AND \"site_id\"=?2 AND \"seq\">?3 AND \"seq\"<=?4 ORDER BY \"seq\"");
    stmt_bind_uuid(stmt, 1, news->ledger_id);
    stmt_bind_uuid(stmt, 2, look->server->setup.installation->site_id);
    stmt_bind_int(stmt, 3, news->from);
    stmt_bind_int(stmt, 4, news->head);
    news->changed = ARENA_ARRAY(look->arena, struct changed, CHANGES_MOST);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row && news->count < CHANGES_MOST) {
        size_t size;
        const void *hash = stmt_blob(stmt, 3, &size);
        struct changed *changed = &news->changed[news->count++];
        *changed = (struct changed){
            registry_find(&all_records, stmt_text(stmt, 0)), stmt_uuid(stmt, 1), stmt_int(stmt, 2), {{0}}};
        if (hash && size == DIGEST_SIZE)
            memcpy(changed->hash.bytes, hash, size);
    }
    stmt_done(stmt);
    keep_last(news);
    return status;
}

static enum status find_news(struct look *look, const struct stream_target *target, struct news **ret_news)
{
    int64_t head = -1;
    for (struct news *news = look->shared; news; news = news->next) {
        if (!uuid_equal(news->ledger_id, target->ledger_id))
            continue;
        head = news->head;
        if (news->from == target->position) {
            *ret_news = news;
            return OK;
        }
    }
    enum status status = head < 0 ? read_head(look, target->ledger_id, &head) : OK;
    if (status)
        return status;
    struct news *news = ARENA_NEW(look->arena, struct news);
    *news = (struct news){.ledger_id = target->ledger_id, .from = target->position, .head = head, .next = look->shared};
    look->shared = *ret_news = news;
    return OK;
}

static enum status has_news(struct look *look, const struct stream_target *target, bool *ret_news)
{
    struct news *news;
    enum status status = find_news(look, target, &news);
    *ret_news = !status && news->head > target->position;
    return status;
}

static void put_changed(struct strbuf *out, const struct changed *changed)
{
    strbuf_adds(out, "event: changed\nid: ");
    strbuf_add_hex(out, changed->hash.bytes, DIGEST_SIZE);
    strbuf_adds(out, "\ndata: {\"record\":");
    strbuf_add_json(out, changed->type->name);
    strbuf_adds(out, ",\"id\":");
    put_uuid(out, changed->id);
    strbuf_add_member_int(out, "version", changed->version);
    strbuf_adds(out, "}\n\n");
}

static enum status tell(struct look *look, const struct session *session, struct stream_target *target,
                        struct strbuf *out)
{
    struct news *news;
    enum status status = find_news(look, target, &news);
    if (status)
        return status;
    if (news->head - news->from > CHANGES_MOST) {
        target->position = news->head;
        strbuf_adds(out, reload);
        return OK;
    }
    status = news->changed ? OK : read_changed(look, news);
    for (size_t i = 0; i < news->count && !status; i++) {
        const struct changed *changed = &news->changed[i];
        unsigned roles;
        if (!changed->type)
            continue;
        void *record = record_new(look->arena, changed->type);
        status = gate_load(look->db, look->arena, &session->scope, changed->type, news->ledger_id, changed->id, record,
                           &roles);
        if (!status)
            put_changed(out, changed);
        status = status == NOT_FOUND ? OK : status;
    }
    if (!status) /* what could not be read is told the next time */
        target->position = news->head;
    return status;
}

static const struct stream_kind changes = {has_news, tell};

/* Where the event with this hash stands, among the latest; 0: not there. */
static enum status find_event(struct look *look, struct uuid ledger, int64_t head, const char *id, int64_t *ret_seq)
{
    struct digest hash;
    bool row;
    *ret_seq = 0;
    if (!digest_parse(id, &hash))
        return OK;
    struct stmt *stmt = db_prepare(look->db, "SELECT \"seq\" FROM \"ledger_event\" WHERE \"ledger_id\"=?1 AND "
                                             "\"site_id\"=?2 AND \"seq\">?3 AND \"event_hash\"=?4");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, look->server->setup.installation->site_id);
    stmt_bind_int(stmt, 3, head - RESUME_WITHIN);
    stmt_bind_blob(stmt, 4, hash.bytes, DIGEST_SIZE);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        *ret_seq = stmt_int(stmt, 0);
    stmt_done(stmt);
    return status;
}

enum status changes_answer(struct call *call, struct db *db)
{
    static const char greeting[] = "retry: 3000\n\n";
    const struct ledger_card *ledger;
    const char *last = http_header(call->http, "Last-Event-ID");
    struct look look = {.server = call->server, .db = db, .arena = call->arena};
    int64_t head = 0, seq = 0;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = read_head(&look, ledger->id, &head);
    if (!status && last && *last)
        status = find_event(&look, ledger->id, head, last, &seq);
    if (status)
        return status;
    bool lost = last && *last && !seq;
    struct stream_target target = {.ledger_id = ledger->id, .position = seq ? seq : head};
    return stream_open(call, &changes, &target,
                       lost ? arena_printf(call->arena, "%s%s", greeting, reload) : greeting); /* trusted: ours */
}

#include "journal/chain.h"

#include <stdlib.h>
#include <string.h>

/* What the journal keeps with a connection. */
struct journal_memory {
    struct installation installation;
    bool loaded;
    struct digest_state *digest;
};

static void memory_free(void *memory)
{
    digest_free(((struct journal_memory *)memory)->digest);
    free(memory);
}

static struct journal_memory *memory_of(struct db *db)
{
    struct journal_memory *memory = db_attachment(db);
    if (!memory) {
        memory = xmalloc(sizeof *memory);
        db_attach(db, memory, memory_free);
    }
    return memory;
}

enum status installation_load(struct db *db, const struct installation **ret_installation)
{
    struct journal_memory *memory = memory_of(db);
    if (!memory->loaded) {
        bool row;
        struct stmt *stmt = db_prepare(
            db, "SELECT \"site_id\",\"algorithm\",\"offset_minutes\",\"created_at\",\"public_key\",\"ceiling\" FROM "
                "\"installation\"");
        enum status status = stmt_step(stmt, &row);
        if (!status && !row)
            status = NOT_FOUND;
        if (!status) {
            struct installation *found = &memory->installation;
            found->site_id = stmt_uuid(stmt, 0);
            if (!digest_kind_of_word(stmt_text(stmt, 1), &found->algorithm))
                found->algorithm = DIGEST_SM3;
            found->offset_minutes = (int32_t)stmt_int(stmt, 2);
            found->created_at = stmt_int(stmt, 3);
            strncpy(found->public_key, stmt_text(stmt, 4), sizeof found->public_key - 1);
            strncpy(found->ceiling, stmt_text(stmt, 5), sizeof found->ceiling - 1);
            memory->loaded = true;
        }
        stmt_done(stmt);
        if (status)
            return status;
    }
    *ret_installation = &memory->installation;
    return OK;
}

enum status chain_digest(struct db *db, struct digest_state **ret_digest)
{
    struct journal_memory *memory = memory_of(db);
    const struct installation *installation;
    enum status status = installation_load(db, &installation);
    if (!status && !memory->digest)
        memory->digest = digest_new(installation->algorithm);
    if (!status)
        *ret_digest = memory->digest;
    return status;
}

enum status chain_head_read(struct db *db, struct uuid ledger, struct uuid site, bool *ret_there,
                            struct chain_head *ret_head)
{
    bool sqlite = db_dialect(db) == DIALECT_SQLITE; /* there the transaction itself is the lock */
    struct stmt *stmt = db_prepare(
        db, sqlite
                ? "SELECT \"seq\",\"event_hash\",\"at\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2"
                : "SELECT \"seq\",\"event_hash\",\"at\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2 "
                  "FOR UPDATE");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, site);
    enum status status = stmt_step(stmt, ret_there);
    if (!status && *ret_there) {
        size_t size;
        const void *hash = stmt_blob(stmt, 1, &size);
        ret_head->seq = stmt_int(stmt, 0);
        ret_head->at = stmt_int(stmt, 2);
        if (hash && size == DIGEST_SIZE)
            memcpy(ret_head->hash.bytes, hash, size);
    }
    stmt_done(stmt);
    return status;
}

enum status chain_head_write(struct db *db, struct uuid ledger, struct uuid site, const struct chain_head *head,
                             bool insert)
{
    struct stmt *stmt =
        db_prepare(db, insert ? "INSERT INTO \"chain_head\" (\"seq\",\"event_hash\",\"at\",\"ledger_id\",\"site_id\") "
                                "VALUES (?1,?2,?3,?4,?5)"
                              : "UPDATE \"chain_head\" SET \"seq\"=?1,\"event_hash\"=?2,\"at\"=?3 WHERE "
                                "\"ledger_id\"=?4 AND \"site_id\"=?5");
    stmt_bind_int(stmt, 1, head->seq);
    stmt_bind_blob(stmt, 2, head->hash.bytes, DIGEST_SIZE);
    stmt_bind_int(stmt, 3, head->at);
    stmt_bind_uuid(stmt, 4, ledger);
    stmt_bind_uuid(stmt, 5, site);
    return stmt_run(stmt);
}

enum status chain_lock(struct tx *tx, struct uuid ledger)
{
    if (db_dialect(tx->db) == DIALECT_SQLITE)
        return OK;
    const struct installation *installation;
    struct chain_head head = {0};
    bool there;
    enum status status = installation_load(tx->db, &installation);
    return status ? status : chain_head_read(tx->db, ledger, installation->site_id, &there, &head);
}

enum status chain_now(struct tx *tx, struct uuid ledger, instant *ret_now)
{
    const struct installation *installation;
    struct chain_head head = {0};
    bool there;
    instant now = clock_now(tx->clock);
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = chain_head_read(tx->db, ledger, installation->site_id, &there, &head);
    if (!status)
        *ret_now = now < head.at ? head.at : now;
    return status;
}

static void hash_event(struct digest_state *digest, const struct digest *previous, struct event *event)
{
    for (int i = 0; i < EVENT_PARTS; i++) {
        struct event_part *part = &event->parts[i];
        if (!part->there)
            continue;
        random_bytes(part->salt, SALT_SIZE);
        part->hash = event_part_hash(digest, (enum event_part_kind)i, part);
    }
    event->content_hash = event_content_hash(digest, event);
    event->event_hash = event_chain_hash(digest, previous, &event->content_hash);
}

static enum status open_at(struct tx *tx, struct uuid ledger, instant at);

enum status chain_append(struct tx *tx, struct event *event)
{
    const struct installation *installation;
    struct digest_state *digest;
    struct chain_head head = {0};
    bool there;
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = chain_digest(tx->db, &digest);
    if (!status)
        status = chain_head_read(tx->db, event->ledger_id, installation->site_id, &there, &head);
    if (!status && !there && strcmp(event->record, "chain") != 0) { /* the first event of a new ledger */
        status = open_at(tx, event->ledger_id, event->at);
        if (!status)
            status = chain_head_read(tx->db, event->ledger_id, installation->site_id, &there, &head);
    }
    if (status)
        return status;
    event->site_id = installation->site_id;
    event->seq = head.seq + 1;
    if (event->at < head.at)
        event->at = head.at; /* see chain_now */
    hash_event(digest, &head.hash, event);
    status = event_insert(tx->db, tx->arena, event);
    head = (struct chain_head){event->seq, event->event_hash, event->at};
    return status ? status : chain_head_write(tx->db, event->ledger_id, event->site_id, &head, !there);
}

static void set_part(struct arena *arena, struct event *event, enum event_part_kind kind, const struct strbuf *bytes)
{
    event->parts[kind].there = true;
    event->parts[kind].bytes = arena_strndup(arena, strbuf_text(bytes), bytes->length);
    event->parts[kind].size = bytes->length;
}

/* The first event of a chain names format and algorithm, so that the chain explains itself. */
static enum status append_open(struct tx *tx, const struct installation *installation, struct uuid ledger, instant at,
                               struct event *ret_event)
{
    struct event event = {.ledger_id = ledger,
                          .at = at,
                          .command_id = uuid_new(clock_now(tx->clock)),
                          .record = "chain",
                          .record_id = ledger,
                          .version = 1,
                          .schema_version = 1,
                          .event = "open",
                          .fields = "",
                          .via = "job"};
    struct strbuf part = {0};
    strbuf_addc(&part, '{');
    strbuf_add_member(&part, "algorithm", digest_word(installation->algorithm));
    strbuf_add_member_int(&part, "format", EVENT_FORMAT);
    strbuf_add_member_int(&part, "offset_minutes", installation->offset_minutes);
    strbuf_add_member(&part, "public_key", installation->public_key);
    strbuf_addc(&part, '}');
    set_part(tx->arena, &event, PART_OPEN, &part);
    strbuf_free(&part);
    enum status status = chain_append(tx, &event);
    *ret_event = event;
    return status;
}

/* The installation's chain records each ledger's first event, so that deleting a whole ledger is seen (D17). */
static enum status announce(struct tx *tx, struct uuid site, const struct event *opened)
{
    char ledger[UUID_TEXT], hash[DIGEST_TEXT];
    struct event event = {.ledger_id = site,
                          .at = opened->at,
                          .command_id = opened->command_id,
                          .record = "chain",
                          .record_id = opened->ledger_id,
                          .version = 1,
                          .schema_version = 1,
                          .event = "announce",
                          .fields = "",
                          .via = "job"};
    struct strbuf part = {0};
    uuid_text(opened->ledger_id, ledger);
    digest_text(&opened->event_hash, hash);
    strbuf_addc(&part, '{');
    strbuf_add_member(&part, "first_event", hash);
    strbuf_add_member(&part, "ledger_id", ledger);
    strbuf_addc(&part, '}');
    set_part(tx->arena, &event, PART_OPEN, &part);
    strbuf_free(&part);
    return chain_append(tx, &event);
}

static enum status open_at(struct tx *tx, struct uuid ledger, instant at)
{
    const struct installation *installation;
    struct chain_head head;
    struct event opened;
    bool there;
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = chain_head_read(tx->db, ledger, installation->site_id, &there, &head);
    if (status || there)
        return status;
    status = append_open(tx, installation, ledger, at, &opened);
    if (!status && !uuid_equal(ledger, installation->site_id))
        status = announce(tx, installation->site_id, &opened);
    return status;
}

enum status chain_open(struct tx *tx, struct uuid ledger)
{
    return open_at(tx, ledger, clock_now(tx->clock));
}

enum status chain_number(struct tx *tx, struct uuid ledger, const char *series, int year, int64_t *ret_number)
{
    bool row;
    struct stmt *stmt = db_prepare(
        tx->db, "INSERT INTO \"number_counter\" (\"ledger_id\",\"series\",\"year\",\"last\") VALUES (?1,?2,?3,1) "
                "ON CONFLICT (\"ledger_id\",\"series\",\"year\") DO UPDATE SET \"last\"=\"number_counter\".\"last\"+1 "
                "RETURNING \"last\"");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_text(stmt, 2, series);
    stmt_bind_int(stmt, 3, year);
    enum status status = stmt_step(stmt, &row);
    if (!status)
        *ret_number = stmt_int(stmt, 0);
    if (!status)
        status = stmt_step(stmt, &row); /* to the end, so that it is done */
    stmt_done(stmt);
    return status;
}

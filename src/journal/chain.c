#include "journal/chain.h"

#include <stdlib.h>
#include <string.h>

/* What the journal keeps with a connection. */
struct journal_memory {
    struct installation installation;
    bool loaded;
    struct digest_state *digest;
    struct heads *heads;
    uint8_t salts[64 * SALT_SIZE]; /* drawn together: asking the system for each costs as much as hashing a part */
    size_t salts_left;
};

static void memory_free(void *of)
{
    struct journal_memory *memory = of;
    digest_free(memory->digest);
    heads_free(memory->heads);
    free(memory);
}

static enum status memory_turn(struct db *db, void *of, enum db_turn turn)
{
    struct journal_memory *memory = of;
    return heads_turn(memory->heads, db, turn);
}

static struct journal_memory *memory_of(struct db *db)
{
    static const struct db_companion companion = {memory_turn, memory_free};
    struct journal_memory *memory = db_attachment(db);
    if (!memory) {
        memory = xmalloc(sizeof *memory);
        memory->heads = heads_new();
        db_attach(db, &companion, memory);
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

enum status chain_head_lock(struct db *db, struct uuid ledger, struct uuid site, struct chain_head *ret_head)
{
    return heads_lock(memory_of(db)->heads, db, ledger, site, ret_head);
}

void chain_head_move(struct db *db, struct uuid ledger, struct uuid site, const struct chain_head *head)
{
    heads_move(memory_of(db)->heads, ledger, site, head);
}

/* The head of this site's chain of the ledger. */
static enum status lock_head(struct tx *tx, struct uuid ledger, struct chain_head *ret_head)
{
    const struct installation *installation;
    enum status status = installation_load(tx->db, &installation);
    return status ? status : chain_head_lock(tx->db, ledger, installation->site_id, ret_head);
}

enum status chain_lock(struct tx *tx, struct uuid ledger)
{
    struct chain_head head;
    return lock_head(tx, ledger, &head);
}

enum status chain_now(struct tx *tx, struct uuid ledger, instant *ret_now)
{
    struct chain_head head;
    instant now = clock_now(tx->clock);
    enum status status = lock_head(tx, ledger, &head);
    if (!status)
        *ret_now = now < head.at ? head.at : now;
    return status;
}

enum status chain_epoch(struct tx *tx, int64_t *ret_epoch)
{
    struct chain_head head;
    const struct installation *installation;
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = heads_look(memory_of(tx->db)->heads, tx->db, installation->site_id, installation->site_id, &head);
    if (!status)
        *ret_epoch = head.seq;
    return status;
}

/* Each is given once, and not kept here when it has been. */
static void draw_salt(struct journal_memory *memory, uint8_t salt[SALT_SIZE])
{
    if (!memory->salts_left) {
        random_bytes(memory->salts, sizeof memory->salts);
        memory->salts_left = sizeof memory->salts / SALT_SIZE;
    }
    uint8_t *drawn = memory->salts + --memory->salts_left * SALT_SIZE;
    memcpy(salt, drawn, SALT_SIZE);
    explicit_bzero(drawn, SALT_SIZE);
}

static void hash_event(struct journal_memory *memory, const struct digest *previous, struct event *event)
{
    struct digest_state *digest = memory->digest;
    for (int i = 0; i < EVENT_PARTS; i++) {
        struct event_part *part = &event->parts[i];
        if (!part->there)
            continue;
        draw_salt(memory, part->salt);
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
    struct chain_head head;
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = chain_digest(tx->db, &digest);
    if (!status)
        status = lock_head(tx, event->ledger_id, &head);
    if (!status && !head.seq && strcmp(event->record, "chain") != 0) { /* the first event of a new ledger */
        status = open_at(tx, event->ledger_id, event->at);
        if (!status)
            status = lock_head(tx, event->ledger_id, &head);
    }
    if (status)
        return status;
    event->site_id = installation->site_id;
    event->seq = head.seq + 1;
    if (event->at < head.at)
        event->at = head.at; /* see chain_now */
    hash_event(memory_of(tx->db), &head.hash, event);
    status = event_insert(tx->db, tx->arena, event);
    head = (struct chain_head){event->seq, event->event_hash, event->at};
    if (!status)
        chain_head_move(tx->db, event->ledger_id, event->site_id, &head);
    return status;
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
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = lock_head(tx, ledger, &head);
    if (status || head.seq)
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

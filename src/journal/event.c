#include "journal/event.h"

#include <endian.h>
#include <string.h>

WORDS_DEFINE(via, VIA_WORDS)

#define COLUMNS                                                                                                        \
    "\"ledger_id\",\"site_id\",\"seq\",\"at\",\"command_id\",\"batch_id\",\"record\",\"record_id\",\"version\","       \
    "\"schema_version\",\"event\",\"fields\",\"actor_id\",\"acting_for_id\",\"via\",\"supplier_unit_id\","             \
    "\"supplier_person_id\",\"supplied_on\",\"open\",\"open_salt\",\"open_hash\",\"personal\",\"personal_salt\","      \
    "\"personal_hash\",\"restricted\",\"restricted_salt\",\"restricted_hash\",\"content_hash\",\"event_hash\""

const char event_select[] = "SELECT " COLUMNS " FROM \"ledger_event\"";

static void add_bytes(struct digest_state *digest, const void *bytes, size_t size)
{
    uint32_t length = htobe32(bytes ? (uint32_t)size : UINT32_MAX);
    digest_add(digest, &length, sizeof length);
    if (bytes)
        digest_add(digest, bytes, size);
}

static void add_text(struct digest_state *digest, const char *text)
{
    add_bytes(digest, text, text ? strlen(text) : 0);
}

static void add_int(struct digest_state *digest, int64_t value)
{
    uint64_t big = htobe64((uint64_t)value);
    add_bytes(digest, &big, sizeof big);
}

static void add_id(struct digest_state *digest, const struct uuid *id)
{
    add_bytes(digest, uuid_is_nil(*id) ? NULL : id->bytes, sizeof id->bytes);
}

struct digest event_part_hash(struct digest_state *digest, enum event_part_kind kind, const struct event_part *part)
{
    static const char *const tags[] = {"open", "personal", "restricted"};
    digest_begin(digest);
    add_text(digest, "rectify.part.1");
    add_text(digest, tags[kind]);
    add_bytes(digest, part->salt, SALT_SIZE);
    add_bytes(digest, part->bytes, part->size);
    return digest_end(digest);
}

struct digest event_content_hash(struct digest_state *digest, const struct event *event)
{
    char day[DATE_TEXT];
    digest_begin(digest);
    add_text(digest, "rectify.content.1");
    add_id(digest, &event->ledger_id);
    add_id(digest, &event->site_id);
    add_int(digest, event->seq);
    add_int(digest, event->at);
    add_id(digest, &event->command_id);
    add_id(digest, &event->batch_id);
    add_text(digest, event->record);
    add_id(digest, &event->record_id);
    add_int(digest, event->version);
    add_int(digest, event->schema_version);
    add_text(digest, event->event);
    add_text(digest, event->fields);
    add_id(digest, &event->actor_id);
    add_id(digest, &event->acting_for_id);
    add_text(digest, event->via);
    add_id(digest, &event->supplier.unit_id);
    add_id(digest, &event->supplier.person_id);
    if (event->supplier.dated)
        date_text(event->supplier.on, day);
    add_text(digest, event->supplier.dated ? day : NULL);
    for (size_t i = 0; i < EVENT_PARTS; i++)
        add_bytes(digest, event->parts[i].there ? event->parts[i].hash.bytes : NULL, DIGEST_SIZE);
    return digest_end(digest);
}

struct digest event_chain_hash(struct digest_state *digest, const struct digest *previous, const struct digest *content)
{
    digest_begin(digest);
    add_text(digest, "rectify.event.1");
    add_bytes(digest, previous->bytes, DIGEST_SIZE);
    add_bytes(digest, content->bytes, DIGEST_SIZE);
    return digest_end(digest);
}

static void bind_id(struct stmt *stmt, int parameter, struct uuid id)
{
    if (uuid_is_nil(id))
        stmt_bind_null(stmt, parameter);
    else
        stmt_bind_uuid(stmt, parameter, id);
}

enum status event_insert(struct db *db, struct arena *arena, const struct event *event)
{
    struct stmt *stmt = db_prepare(db, "INSERT INTO \"ledger_event\" (" COLUMNS
                                       ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,"
                                       "?17,?18,?19,?20,?21,?22,?23,?24,?25,?26,?27,?28,?29)");
    stmt_bind_uuid(stmt, 1, event->ledger_id);
    stmt_bind_uuid(stmt, 2, event->site_id);
    stmt_bind_int(stmt, 3, event->seq);
    stmt_bind_int(stmt, 4, event->at);
    stmt_bind_uuid(stmt, 5, event->command_id);
    bind_id(stmt, 6, event->batch_id);
    stmt_bind_text(stmt, 7, event->record);
    stmt_bind_uuid(stmt, 8, event->record_id);
    stmt_bind_int(stmt, 9, event->version);
    stmt_bind_int(stmt, 10, event->schema_version);
    stmt_bind_text(stmt, 11, event->event);
    stmt_bind_text(stmt, 12, event->fields);
    bind_id(stmt, 13, event->actor_id);
    bind_id(stmt, 14, event->acting_for_id);
    stmt_bind_text(stmt, 15, event->via);
    bind_id(stmt, 16, event->supplier.unit_id);
    bind_id(stmt, 17, event->supplier.person_id);
    if (event->supplier.dated) {
        char *day = arena_alloc(arena, DATE_TEXT);
        date_text(event->supplier.on, day);
        stmt_bind_text(stmt, 18, day);
    } else {
        stmt_bind_null(stmt, 18);
    }
    for (int i = 0; i < EVENT_PARTS; i++) {
        const struct event_part *part = &event->parts[i];
        bool kept = part->there && part->bytes;
        stmt_bind_blob(stmt, 19 + 3 * i, kept ? part->bytes : NULL, part->size);
        stmt_bind_blob(stmt, 20 + 3 * i, kept ? part->salt : NULL, SALT_SIZE);
        stmt_bind_blob(stmt, 21 + 3 * i, part->there ? part->hash.bytes : NULL, DIGEST_SIZE);
    }
    stmt_bind_blob(stmt, 28, event->content_hash.bytes, DIGEST_SIZE);
    stmt_bind_blob(stmt, 29, event->event_hash.bytes, DIGEST_SIZE);
    return stmt_run(stmt);
}

static struct digest read_digest(struct stmt *stmt, int column)
{
    struct digest digest = {0};
    size_t size;
    const void *bytes = stmt_blob(stmt, column, &size);
    if (bytes && size == DIGEST_SIZE)
        memcpy(digest.bytes, bytes, DIGEST_SIZE);
    return digest;
}

static void read_part(struct stmt *stmt, int column, struct arena *arena, struct event_part *part)
{
    size_t salt_size;
    part->there = !stmt_is_null(stmt, column + 2);
    const void *bytes = stmt_blob(stmt, column, &part->size);
    part->bytes = bytes ? arena_strndup(arena, bytes, part->size) : NULL;
    const void *salt = stmt_blob(stmt, column + 1, &salt_size);
    if (salt && salt_size == SALT_SIZE)
        memcpy(part->salt, salt, SALT_SIZE);
    part->hash = read_digest(stmt, column + 2);
    part->there = part->there || bytes || salt; /* bytes without a hash are tampering: let the hash show it */
}

void event_read(struct stmt *stmt, struct arena *arena, struct event *ret_event)
{
    struct event *event = ret_event;
    *event = (struct event){0};
    event->ledger_id = stmt_uuid(stmt, 0);
    event->site_id = stmt_uuid(stmt, 1);
    event->seq = stmt_int(stmt, 2);
    event->at = stmt_int(stmt, 3);
    event->command_id = stmt_uuid(stmt, 4);
    event->batch_id = stmt_uuid(stmt, 5);
    event->record = arena_strdup(arena, stmt_text(stmt, 6));
    event->record_id = stmt_uuid(stmt, 7);
    event->version = stmt_int(stmt, 8);
    event->schema_version = stmt_int(stmt, 9);
    event->event = arena_strdup(arena, stmt_text(stmt, 10));
    event->fields = arena_strdup(arena, stmt_text(stmt, 11));
    event->actor_id = stmt_uuid(stmt, 12);
    event->acting_for_id = stmt_uuid(stmt, 13);
    event->via = arena_strdup(arena, stmt_text(stmt, 14));
    event->supplier.unit_id = stmt_uuid(stmt, 15);
    event->supplier.person_id = stmt_uuid(stmt, 16);
    event->supplier.dated = date_parse(stmt_text(stmt, 17), &event->supplier.on);
    for (int i = 0; i < EVENT_PARTS; i++)
        read_part(stmt, 18 + 3 * i, arena, &event->parts[i]);
    event->content_hash = read_digest(stmt, 27);
    event->event_hash = read_digest(stmt, 28);
}

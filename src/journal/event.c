#include "journal/event.h"

#include "journal/hashing.h"

#include <string.h>

WORDS_DEFINE(via, VIA_WORDS)

const char *const event_part_words[EVENT_PARTS] = {"open", "personal", "restricted"};

#define COLUMNS                                                                                                        \
    "\"ledger_id\",\"site_id\",\"seq\",\"at\",\"command_id\",\"batch_id\",\"record\",\"record_id\",\"version\","       \
    "\"schema_version\",\"event\",\"fields\",\"actor_id\",\"acting_for_id\",\"via\",\"supplier_unit_id\","             \
    "\"supplier_person_id\",\"supplied_on\",\"open\",\"open_salt\",\"open_hash\",\"personal\",\"personal_salt\","      \
    "\"personal_hash\",\"restricted\",\"restricted_salt\",\"restricted_hash\",\"content_hash\",\"event_hash\""

const char event_select[] = "SELECT " COLUMNS " FROM \"ledger_event\"";

struct digest event_part_hash(struct digest_state *digest, enum event_part_kind kind, const struct event_part *part)
{
    struct hashing to;
    hashing_begin(&to, digest, "rectify.part.1");
    hashing_text(&to, event_part_words[kind]);
    hashing_bytes(&to, part->salt, SALT_SIZE);
    hashing_bytes(&to, part->bytes, part->size);
    return hashing_end(&to);
}

struct digest event_content_hash(struct digest_state *digest, const struct event *event)
{
    struct hashing to;
    char day[DATE_TEXT];
    hashing_begin(&to, digest, "rectify.content.1");
    hashing_id(&to, &event->ledger_id);
    hashing_id(&to, &event->site_id);
    hashing_int(&to, event->seq);
    hashing_int(&to, event->at);
    hashing_id(&to, &event->command_id);
    hashing_id(&to, &event->batch_id);
    hashing_text(&to, event->record);
    hashing_id(&to, &event->record_id);
    hashing_int(&to, event->version);
    hashing_int(&to, event->schema_version);
    hashing_text(&to, event->event);
    hashing_text(&to, event->fields);
    hashing_id(&to, &event->actor_id);
    hashing_id(&to, &event->acting_for_id);
    hashing_text(&to, event->via);
    hashing_id(&to, &event->supplier.unit_id);
    hashing_id(&to, &event->supplier.person_id);
    if (event->supplier.dated)
        date_text(event->supplier.on, day);
    hashing_text(&to, event->supplier.dated ? day : NULL);
    for (size_t i = 0; i < EVENT_PARTS; i++)
        hashing_bytes(&to, event->parts[i].there ? event->parts[i].hash.bytes : NULL, DIGEST_SIZE);
    return hashing_end(&to);
}

struct digest event_chain_hash(struct digest_state *digest, const struct digest *previous, const struct digest *content)
{
    struct hashing to;
    hashing_begin(&to, digest, "rectify.event.1");
    hashing_bytes(&to, previous->bytes, DIGEST_SIZE);
    hashing_bytes(&to, content->bytes, DIGEST_SIZE);
    return hashing_end(&to);
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

/* ---- reading: each says whether the column holds what event_insert would have written ---- */

static bool view_digest(struct stmt *stmt, int column, struct digest *digest)
{
    size_t size;
    const void *bytes = stmt_blob(stmt, column, &size);
    *digest = (struct digest){0};
    if (!bytes || size != DIGEST_SIZE)
        return false;
    memcpy(digest->bytes, bytes, DIGEST_SIZE);
    return true;
}

static bool view_id(struct stmt *stmt, int column, bool may_be_null, struct uuid *id)
{
    size_t size;
    const void *bytes = stmt_blob(stmt, column, &size);
    *id = (struct uuid){0};
    if (!bytes)
        return may_be_null;
    if (size != sizeof id->bytes)
        return false;
    memcpy(id->bytes, bytes, size);
    return !may_be_null || !uuid_is_nil(*id); /* "nobody" is null, never zeros */
}

static bool view_int(struct stmt *stmt, int column, int64_t *number)
{
    *number = stmt_int(stmt, column);
    return *number != 0 || !stmt_is_null(stmt, column);
}

static bool view_text(struct stmt *stmt, int column, const char **text)
{
    size_t size;
    const char *found = stmt_text_n(stmt, column, &size);
    *text = found ? found : "";
    return found && strlen(found) == size;
}

static bool view_supplied(struct stmt *stmt, int column, struct supplier *supplier)
{
    char day[DATE_TEXT];
    supplier->dated = false;
    if (stmt_is_null(stmt, column))
        return true;
    const char *text;
    if (!view_text(stmt, column, &text) || !date_parse(text, &supplier->on))
        return false;
    supplier->dated = true;
    date_text(supplier->on, day);
    return strcmp(day, text) == 0;
}

/* Returns -1, or what is odd about it: 0 the bytes, 1 the salt, 2 the hash. */
static int view_part(struct stmt *stmt, int column, struct event_part *part)
{
    size_t size;
    size_t hash_size;
    const void *bytes = stmt_blob(stmt, column, &part->size), *salt = stmt_blob(stmt, column + 1, &size);
    const void *hash = stmt_blob(stmt, column + 2, &hash_size);
    part->bytes = bytes;
    part->there = hash || bytes || salt;
    if (salt && size == SALT_SIZE)
        memcpy(part->salt, salt, SALT_SIZE);
    if (!part->there)
        return -1;
    if (!hash || hash_size != DIGEST_SIZE)
        return 2;
    memcpy(part->hash.bytes, hash, DIGEST_SIZE);
    if (!bytes)
        return salt ? 1 : -1;
    return salt && size == SALT_SIZE ? -1 : 1;
}

/* Takes the first complaint, so that it is the leftmost column's. */
static void complain(const char **odd, bool good, const char *column)
{
    if (!good && !*odd)
        *odd = column;
}

static void view_parts(struct stmt *stmt, struct event *event, const char **odd)
{
    static const char *const columns[EVENT_PARTS][3] = {{"open", "open_salt", "open_hash"},
                                                        {"personal", "personal_salt", "personal_hash"},
                                                        {"restricted", "restricted_salt", "restricted_hash"}};
    for (int i = 0; i < EVENT_PARTS; i++) {
        int wrong = view_part(stmt, 18 + 3 * i, &event->parts[i]);
        complain(odd, wrong < 0, wrong < 0 ? NULL : columns[i][wrong]);
    }
}

const char *event_view(struct stmt *stmt, struct event *ret_event)
{
    struct event *event = ret_event;
    const char *odd = NULL;
    memset(event, 0, sizeof *event);
    complain(&odd, view_id(stmt, 0, false, &event->ledger_id), "ledger_id");
    complain(&odd, view_id(stmt, 1, false, &event->site_id), "site_id");
    complain(&odd, view_int(stmt, 2, &event->seq), "seq");
    complain(&odd, view_int(stmt, 3, &event->at), "at");
    complain(&odd, view_id(stmt, 4, false, &event->command_id), "command_id");
    complain(&odd, view_id(stmt, 5, true, &event->batch_id), "batch_id");
    complain(&odd, view_text(stmt, 6, &event->record), "record");
    complain(&odd, view_id(stmt, 7, false, &event->record_id), "record_id");
    complain(&odd, view_int(stmt, 8, &event->version), "version");
    complain(&odd, view_int(stmt, 9, &event->schema_version), "schema_version");
    complain(&odd, view_text(stmt, 10, &event->event), "event");
    complain(&odd, view_text(stmt, 11, &event->fields), "fields");
    complain(&odd, view_id(stmt, 12, true, &event->actor_id), "actor_id");
    complain(&odd, view_id(stmt, 13, true, &event->acting_for_id), "acting_for_id");
    complain(&odd, view_text(stmt, 14, &event->via), "via");
    complain(&odd, view_id(stmt, 15, true, &event->supplier.unit_id), "supplier_unit_id");
    complain(&odd, view_id(stmt, 16, true, &event->supplier.person_id), "supplier_person_id");
    complain(&odd, view_supplied(stmt, 17, &event->supplier), "supplied_on");
    view_parts(stmt, event, &odd);
    complain(&odd, view_digest(stmt, 27, &event->content_hash), "content_hash");
    complain(&odd, view_digest(stmt, 28, &event->event_hash), "event_hash");
    return odd;
}

const char *event_read(struct stmt *stmt, struct arena *arena, struct event *ret_event)
{
    struct event *event = ret_event;
    const char *odd = event_view(stmt, event);
    event->record = arena_strdup(arena, event->record);
    event->event = arena_strdup(arena, event->event);
    event->fields = arena_strdup(arena, event->fields);
    event->via = arena_strdup(arena, event->via);
    for (int i = 0; i < EVENT_PARTS; i++)
        if (event->parts[i].bytes)
            event->parts[i].bytes = arena_strndup(arena, event->parts[i].bytes, event->parts[i].size);
    return odd;
}

#include "journal/access_log.h"

#include "base/utf8.h"
#include "journal/chain.h"
#include "journal/hashing.h"
#include "journal/journal_messages.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WORDS_DEFINE(access, ACCESS_WORDS)

/* ---- the chain ---- */

struct stored_entry {
    struct uuid site_id, person_id;
    int64_t seq;
    instant at;
    const char *kind, *what, *address;
};

static struct digest entry_hash(struct digest_state *digest, const struct digest *previous,
                                const struct stored_entry *entry)
{
    struct hashing to;
    hashing_begin(&to, digest, "rectify.access.1");
    hashing_bytes(&to, previous->bytes, DIGEST_SIZE);
    hashing_id(&to, &entry->site_id);
    hashing_int(&to, entry->seq);
    hashing_int(&to, entry->at);
    hashing_id(&to, &entry->person_id);
    hashing_text(&to, entry->kind);
    hashing_text(&to, entry->what);
    hashing_text(&to, entry->address);
    return hashing_end(&to);
}

static enum status insert(struct db *db, const struct stored_entry *entry, const struct digest *hash)
{
    struct stmt *stmt = db_prepare(
        db, "INSERT INTO \"access_event\" (\"site_id\",\"seq\",\"at\",\"person_id\",\"kind\",\"what\",\"address\","
            "\"event_hash\") VALUES (?1,?2,?3,?4,?5,?6,?7,?8)");
    stmt_bind_uuid(stmt, 1, entry->site_id);
    stmt_bind_int(stmt, 2, entry->seq);
    stmt_bind_int(stmt, 3, entry->at);
    if (uuid_is_nil(entry->person_id))
        stmt_bind_null(stmt, 4);
    else
        stmt_bind_uuid(stmt, 4, entry->person_id);
    stmt_bind_text(stmt, 5, entry->kind);
    stmt_bind_text(stmt, 6, entry->what);
    stmt_bind_text(stmt, 7, entry->address);
    stmt_bind_blob(stmt, 8, hash->bytes, DIGEST_SIZE);
    return stmt_run(stmt);
}

enum status access_log_append(struct db *db, const struct access_entry *entries, size_t count)
{
    static const struct uuid none;
    const struct installation *installation;
    struct digest_state *digest;
    struct chain_head head;
    enum status status = installation_load(db, &installation);
    if (!status)
        status = chain_digest(db, &digest);
    if (!status)
        status = chain_head_lock(db, none, installation->site_id, &head);
    for (size_t i = 0; i < count && !status; i++) {
        const struct access_entry *entry = &entries[i];
        head.at = entry->at > head.at ? entry->at : head.at;
        struct stored_entry stored = {.site_id = installation->site_id,
                                      .person_id = entry->person_id,
                                      .seq = ++head.seq,
                                      .at = head.at,
                                      .kind = word_text(&words_access, (int)entry->kind),
                                      .what = entry->what,
                                      .address = entry->address};
        head.hash = entry_hash(digest, &head.hash, &stored);
        status = insert(db, &stored, &head.hash);
    }
    if (!status && count)
        chain_head_move(db, none, installation->site_id, &head);
    return status;
}

/* ---- checking ---- */

static enum status broken(struct problems *problems, const struct message *message, int64_t seq, const char *column)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, seq);
    return problem_add(problems, REFUSED, message, "access_event", text, column, NULL);
}

static bool is_text(struct stmt *stmt, int column)
{
    return !stmt_is_null(stmt, column) && stmt_bytes(stmt, column) == strlen(stmt_text(stmt, column));
}

/* The entry of the current row; NULL, or the column that holds what access_log_append never writes. */
static const char *view(struct stmt *stmt, struct stored_entry *entry)
{
    *entry = (struct stored_entry){.site_id = stmt_uuid(stmt, 0),
                                   .person_id = stmt_uuid(stmt, 3),
                                   .seq = stmt_int(stmt, 1),
                                   .at = stmt_int(stmt, 2),
                                   .kind = stmt_text(stmt, 4),
                                   .what = stmt_text(stmt, 5),
                                   .address = stmt_text(stmt, 6)};
    if (stmt_bytes(stmt, 0) != sizeof entry->site_id.bytes)
        return "site_id";
    if (!stmt_is_null(stmt, 3) && uuid_is_nil(entry->person_id))
        return "person_id";
    if (stmt_is_null(stmt, 2))
        return "at";
    if (!is_text(stmt, 4))
        return "kind";
    if (!is_text(stmt, 5))
        return "what";
    if (!is_text(stmt, 6))
        return "address";
    return stmt_bytes(stmt, 7) == DIGEST_SIZE ? NULL : "event_hash";
}

/* What has been checked so far. */
struct trail {
    struct chain_head last;
    struct digest_state *digest;
};

static enum status check_row(struct trail *trail, struct stmt *stmt, struct problems *problems)
{
    struct stored_entry entry;
    size_t size;
    const char *odd = view(stmt, &entry);
    if (entry.seq != trail->last.seq + 1)
        return broken(problems, &msg_access_missing, trail->last.seq + 1, NULL);
    if (odd)
        return broken(problems, &msg_access_altered, entry.seq, odd);
    struct digest hash = entry_hash(trail->digest, &trail->last.hash, &entry);
    if (memcmp(stmt_blob(stmt, 7, &size), hash.bytes, DIGEST_SIZE) != 0)
        return broken(problems, &msg_access_altered, entry.seq, "event_hash");
    trail->last = (struct chain_head){entry.seq, hash, entry.at};
    return OK;
}

enum { PAGE = 1000 };

static enum status check_page(struct trail *trail, struct db *db, struct uuid site, struct problems *problems,
                              int *ret_rows)
{
    bool row;
    struct stmt *stmt =
        db_prepare(db, "SELECT \"site_id\",\"seq\",\"at\",\"person_id\",\"kind\",\"what\",\"address\",\"event_hash\" "
                       "FROM \"access_event\" "
                       "WHERE \"site_id\"=?1 AND \"seq\">?2 ORDER BY \"seq\" LIMIT ?3");
    stmt_bind_uuid(stmt, 1, site);
    stmt_bind_int(stmt, 2, trail->last.seq ? trail->last.seq : INT64_MIN);
    stmt_bind_int(stmt, 3, PAGE);
    enum status status;
    *ret_rows = 0;
    while (!(status = stmt_step(stmt, &row)) && row) {
        status = check_row(trail, stmt, problems);
        if (status)
            break;
        ++*ret_rows;
    }
    stmt_done(stmt);
    return status;
}

/* Entries of a site that is not ours: only a changed site_id puts them there. */
static enum status check_strangers(struct db *db, struct uuid site, struct problems *problems)
{
    bool row;
    struct stmt *stmt =
        db_prepare(db, "SELECT \"seq\" FROM \"access_event\" WHERE \"site_id\"<>?1 ORDER BY \"seq\" LIMIT 1");
    stmt_bind_uuid(stmt, 1, site);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        status = broken(problems, &msg_access_altered, stmt_int(stmt, 0), "site_id");
    stmt_done(stmt);
    return status;
}

static enum status load_head(struct db *db, struct uuid site, struct chain_head *ret_head)
{
    size_t size;
    bool row;
    struct stmt *stmt = db_prepare(
        db, "SELECT \"seq\",\"event_hash\",\"at\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2");
    stmt_bind_uuid(stmt, 1, (struct uuid){0});
    stmt_bind_uuid(stmt, 2, site);
    enum status status = stmt_step(stmt, &row);
    if (!status && row) {
        const void *hash = stmt_blob(stmt, 1, &size);
        ret_head->seq = stmt_int(stmt, 0);
        ret_head->at = stmt_int(stmt, 2);
        if (hash && size == DIGEST_SIZE)
            memcpy(ret_head->hash.bytes, hash, size);
    }
    stmt_done(stmt);
    return status;
}

enum status access_log_verify(struct db *db, struct arena *arena, struct problems *problems, int64_t *ret_entries)
{
    (void)arena;
    const struct installation *installation;
    struct trail trail = {0};
    struct chain_head head = {0};
    enum status status = installation_load(db, &installation);
    if (!status)
        status = chain_digest(db, &trail.digest);
    for (int rows = PAGE, empty = 0; !status && (rows == PAGE || (head.seq > trail.last.seq && empty < 2));) {
        status = check_page(&trail, db, installation->site_id, problems, &rows);
        if (!status)
            status = load_head(db, installation->site_id, &head);
        empty = rows ? 0 : empty + 1; /* entries that were appended after the page come with the next */
    }
    if (!status &&
        (head.seq != trail.last.seq || head.at != trail.last.at || !digest_equal(&head.hash, &trail.last.hash)))
        status = broken(problems, &msg_access_missing, trail.last.seq + 1, NULL);
    if (!status)
        status = check_strangers(db, installation->site_id, problems);
    *ret_entries = trail.last.seq;
    return status;
}

/* ---- the queue ---- */

struct queued {
    struct access_entry entry;
    struct queued *next;
    char texts[]; /* what and address */
};

struct access_log {
    pthread_mutex_t lock;
    struct queued *first, **last;
    size_t waiting, lost;
};

struct access_log *access_log_new(void)
{
    struct access_log *log = xmalloc(sizeof *log);
    pthread_mutex_init(&log->lock, NULL);
    log->last = &log->first;
    return log;
}

static void free_queued(struct queued *queued)
{
    for (struct queued *next; queued; queued = next) {
        next = queued->next;
        free(queued);
    }
}

void access_log_free(struct access_log *log)
{
    if (!log)
        return;
    free_queued(log->first);
    pthread_mutex_destroy(&log->lock);
    free(log);
}

/* What a stranger typed may be anything: only what the store takes is kept, in whole characters. */
static size_t clean(char *out, const char *text)
{
    size_t length = 0;
    text = text ? text : "";
    for (const char *end = text + strnlen(text, ACCESS_LOG_TEXT); text < end;) {
        char bytes[4];
        uint32_t c = utf8_next(&text, end);
        size_t size = utf8_put(bytes, c);
        if (!utf8_is_text(bytes, size, NULL) || length + size > ACCESS_LOG_TEXT)
            continue;
        memcpy(out + length, bytes, size);
        length += size;
    }
    out[length] = '\0';
    return length + 1;
}

static struct queued *queue_up(const struct access_entry *entry)
{
    struct queued *queued = xmalloc(sizeof *queued + 2 * (ACCESS_LOG_TEXT + 1));
    queued->entry = *entry;
    queued->entry.what = queued->texts;
    queued->entry.address = queued->texts + clean(queued->texts, entry->what);
    clean(queued->texts + strlen(queued->texts) + 1, entry->address);
    return queued;
}

void access_log_add(struct access_log *log, const struct access_entry *entry)
{
    struct queued *queued = queue_up(entry);
    pthread_mutex_lock(&log->lock);
    if (log->waiting < ACCESS_LOG_QUEUE) {
        *log->last = queued;
        log->last = &queued->next;
        log->waiting++;
        queued = NULL;
    } else {
        log->lost++;
    }
    pthread_mutex_unlock(&log->lock);
    free(queued);
}

size_t access_log_waiting(struct access_log *log)
{
    pthread_mutex_lock(&log->lock);
    size_t waiting = log->waiting;
    pthread_mutex_unlock(&log->lock);
    return waiting;
}

static struct queued *take(struct access_log *log, size_t *ret_count, size_t *ret_lost)
{
    pthread_mutex_lock(&log->lock);
    struct queued *taken = log->first;
    *ret_count = log->waiting;
    *ret_lost = log->lost;
    log->first = NULL;
    log->last = &log->first;
    log->waiting = log->lost = 0;
    pthread_mutex_unlock(&log->lock);
    return taken;
}

static void put_back(struct access_log *log, struct queued *taken, size_t count, size_t lost)
{
    pthread_mutex_lock(&log->lock);
    struct queued **end = &taken;
    while (*end)
        end = &(*end)->next;
    *end = log->first;
    if (!log->first)
        log->last = end;
    log->first = taken;
    if (!log->first)
        log->last = &log->first;
    log->waiting += count;
    log->lost += lost;
    pthread_mutex_unlock(&log->lock);
}

static enum status write_batch_of(struct db *db, const struct queued *taken, size_t count, size_t lost)
{
    char text[48];
    struct access_entry *entries = xmalloc((count + 1) * sizeof *entries);
    size_t used = 0;
    for (; taken; taken = taken->next)
        entries[used++] = taken->entry;
    if (lost) {
        snprintf(text, sizeof text, "@lost %zu", lost);
        entries[used] = (struct access_entry){
            .at = used ? entries[used - 1].at : 0, .kind = access_refused, .what = text, .address = ""};
        used++;
    }
    enum status status = db_begin(db);
    if (!status)
        status = access_log_append(db, entries, used);
    if (!status)
        status = db_commit(db);
    if (status)
        db_rollback(db);
    free(entries);
    return status;
}

enum status access_log_flush(struct access_log *log, struct db *db)
{
    size_t count, lost;
    struct queued *taken = take(log, &count, &lost);
    if (!taken && !lost)
        return OK;
    enum status status = write_batch_of(db, taken, count, lost);
    if (status)
        put_back(log, taken, count, lost);
    else
        free_queued(taken);
    return status;
}

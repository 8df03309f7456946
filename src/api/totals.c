#include "api/totals.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct totals {
    pthread_mutex_t lock;
    struct {
        struct digest key;
        int64_t total;
    } kept[TOTALS_KEPT];
    struct {
        struct digest key;
        char *bytes;
        size_t size;
    } replies[TOTALS_REPLIES];
    size_t bytes; /* of all replies */
};

struct totals *totals_new(void)
{
    struct totals *totals = xmalloc(sizeof *totals);
    pthread_mutex_init(&totals->lock, NULL);
    return totals;
}

void totals_free(struct totals *totals)
{
    if (!totals)
        return;
    for (size_t i = 0; i < TOTALS_REPLIES; i++)
        free(totals->replies[i].bytes);
    pthread_mutex_destroy(&totals->lock);
    free(totals);
}

/* Both only grow. */
static enum status read_heads(struct call *call, struct db *db, struct uuid ledger, int64_t *ret_heads)
{
    bool row;
    struct uuid site = call->server->setup.installation->site_id;
    struct stmt *stmt = db_prepare(db, "SELECT CAST(sum(\"seq\") AS bigint) FROM \"chain_head\" WHERE \"site_id\"=?1 "
                                       "AND \"ledger_id\" IN (?2,?3)");
    stmt_bind_uuid(stmt, 1, site);
    stmt_bind_uuid(stmt, 2, site);
    stmt_bind_uuid(stmt, 3, uuid_is_nil(ledger) ? site : ledger);
    enum status status = stmt_step(stmt, &row);
    *ret_heads = !status && row ? stmt_int(stmt, 0) : 0;
    stmt_done(stmt);
    return status;
}

static void add_text(struct digest_state *state, const char *text)
{
    digest_add(state, text, strlen(text) + 1);
}

/* A parameter that turns the pages, but does not choose the rows. */
static bool only_turns(const char *name)
{
    static const char *const names[] = {"limit", "after", "sort", "columns", "backwards", "total", "above", NULL};
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

enum status totals_key(struct call *call, struct db *db, struct uuid ledger, struct digest *ret_key)
{
    int64_t heads;
    date today = clock_today(&call->server->setup.clock);
    const struct http_request *http = call->http;
    enum status status = read_heads(call, db, ledger, &heads);
    if (status)
        return status;
    struct digest_state *state = digest_new(DIGEST_SHA256);
    digest_begin(state);
    add_text(state, http->target);
    for (size_t i = 0; i < http->query_count; i++) {
        if (only_turns(http->query[i].name))
            continue;
        add_text(state, http->query[i].name);
        add_text(state, http->query[i].value);
    }
    digest_add(state, &heads, sizeof heads);
    digest_add(state, &today, sizeof today);
    digest_add(state, call->scope->person_id.bytes, sizeof call->scope->person_id.bytes);
    digest_add(state, call->scope->delegate_id.bytes, sizeof call->scope->delegate_id.bytes);
    *ret_key = digest_end(state);
    digest_free(state);
    return OK;
}

static size_t place_of(const struct digest *key)
{
    return (size_t)(key->bytes[0] | key->bytes[1] << 8) % TOTALS_KEPT;
}

bool totals_find(struct totals *totals, const struct digest *key, int64_t *ret_total)
{
    size_t place = place_of(key);
    pthread_mutex_lock(&totals->lock);
    bool found = digest_equal(&totals->kept[place].key, key);
    if (found)
        *ret_total = totals->kept[place].total;
    pthread_mutex_unlock(&totals->lock);
    return found;
}

void totals_keep(struct totals *totals, const struct digest *key, int64_t total)
{
    size_t place = place_of(key);
    pthread_mutex_lock(&totals->lock);
    totals->kept[place].key = *key;
    totals->kept[place].total = total;
    pthread_mutex_unlock(&totals->lock);
}

bool totals_find_reply(struct totals *totals, const struct digest *key, struct strbuf *out)
{
    size_t place = place_of(key) % TOTALS_REPLIES;
    pthread_mutex_lock(&totals->lock);
    bool found = totals->replies[place].bytes && digest_equal(&totals->replies[place].key, key);
    if (found)
        strbuf_add(out, totals->replies[place].bytes, totals->replies[place].size);
    pthread_mutex_unlock(&totals->lock);
    return found;
}

static void drop_reply(struct totals *totals, size_t place)
{
    if (totals->replies[place].bytes)
        totals->bytes -= totals->replies[place].size;
    free(totals->replies[place].bytes);
    totals->replies[place].bytes = NULL;
}

void totals_keep_reply(struct totals *totals, const struct digest *key, const struct strbuf *reply)
{
    size_t place = place_of(key) % TOTALS_REPLIES;
    if (reply->length > TOTALS_REPLY)
        return;
    char *bytes = xmalloc(reply->length);
    memcpy(bytes, reply->bytes, reply->length);
    pthread_mutex_lock(&totals->lock);
    for (size_t i = 0; totals->bytes + reply->length > TOTALS_BYTES && i < TOTALS_REPLIES; i++)
        drop_reply(totals, i); /* most are of heads that have grown since */
    drop_reply(totals, place);
    totals->replies[place].key = *key;
    totals->replies[place].bytes = bytes;
    totals->replies[place].size = reply->length;
    totals->bytes += reply->length;
    pthread_mutex_unlock(&totals->lock);
}

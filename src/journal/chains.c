#include "journal/chains.h"

#include <string.h>

/* A key as it is stored, which in a tampered store may be of any size. */
struct raw_key {
    const void *bytes;
    size_t size;
};

struct raw_pair {
    struct raw_key ledger, site;
};

static int key_order(const struct raw_key *a, const struct raw_key *b)
{
    size_t common = a->size < b->size ? a->size : b->size;
    int order = common ? memcmp(a->bytes, b->bytes, common) : 0;
    return order ? order : a->size < b->size ? -1 : a->size > b->size;
}

static int pair_order(const struct raw_pair *a, const struct raw_pair *b)
{
    int order = key_order(&a->ledger, &b->ledger);
    return order ? order : key_order(&a->site, &b->site);
}

static struct raw_key read_key(struct stmt *stmt, int column, struct arena *arena)
{
    struct raw_key key;
    const void *bytes = stmt_blob(stmt, column, &key.size);
    key.bytes = arena_memdup(arena, bytes ? bytes : "", key.size);
    return key;
}

/* The first pair of the table behind this one; the keys begin with it, so that it is one seek. */
static enum status next_pair(struct db *db, struct arena *arena, const char *table, const struct raw_pair *after,
                             bool *ret_there, struct raw_pair *ret_pair)
{
    struct strbuf sql = {0};
    strbuf_adds(&sql, "SELECT \"ledger_id\",\"site_id\" FROM ");
    sql_name(&sql, table);
    strbuf_adds(&sql, after ? " WHERE (\"ledger_id\",\"site_id\")>(?1,?2)" : "");
    strbuf_adds(&sql, " ORDER BY \"ledger_id\",\"site_id\" LIMIT 1");
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&sql);
    if (after) {
        stmt_bind_blob(stmt, 1, after->ledger.bytes, after->ledger.size);
        stmt_bind_blob(stmt, 2, after->site.bytes, after->site.size);
    }
    enum status status = stmt_step(stmt, ret_there);
    if (!status && *ret_there)
        *ret_pair = (struct raw_pair){read_key(stmt, 0, arena), read_key(stmt, 1, arena)};
    stmt_done(stmt);
    return status;
}

/* False when the keys are none the program writes: what was moved there is missing elsewhere, which verify says. */
static bool is_chain(const struct raw_pair *pair, struct chain_id *ret_chain)
{
    if (pair->ledger.size != sizeof ret_chain->ledger_id.bytes || pair->site.size != sizeof ret_chain->site_id.bytes)
        return false;
    memcpy(ret_chain->ledger_id.bytes, pair->ledger.bytes, pair->ledger.size);
    memcpy(ret_chain->site_id.bytes, pair->site.bytes, pair->site.size);
    return !uuid_is_nil(ret_chain->ledger_id);
}

enum status chains_list(struct db *db, struct arena *arena, struct chain_list *ret_list)
{
    static const char *const tables[] = {"ledger_event", "chain_head"};
    VEC(struct chain_id) chains = {0};
    struct raw_pair next[2] = {0};
    struct chain_id chain;
    bool there[2] = {false, false};
    enum status status = OK;
    for (int i = 0; i < 2 && !status; i++)
        status = next_pair(db, arena, tables[i], NULL, &there[i], &next[i]);
    while (!status && (there[0] || there[1])) { /* merges two ordered lists */
        int order = !there[0] ? 1 : !there[1] ? -1 : pair_order(&next[0], &next[1]);
        struct raw_pair pair = next[order > 0];
        if (is_chain(&pair, &chain))
            *VEC_PUSH(arena, &chains) = chain;
        for (int i = 0; i < 2 && !status; i++)
            if (i == 0 ? order <= 0 : order >= 0)
                status = next_pair(db, arena, tables[i], &pair, &there[i], &next[i]);
    }
    if (!status)
        *ret_list = (struct chain_list){chains.items, chains.count};
    return status;
}

enum status chains_head(struct db *db, const struct chain_id *chain, bool *ret_there, int64_t *ret_seq, instant *ret_at,
                        struct digest *ret_hash)
{
    size_t size;
    struct stmt *stmt = db_prepare(
        db, "SELECT \"seq\",\"at\",\"event_hash\" FROM \"chain_head\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2");
    stmt_bind_uuid(stmt, 1, chain->ledger_id);
    stmt_bind_uuid(stmt, 2, chain->site_id);
    enum status status = stmt_step(stmt, ret_there);
    if (!status && *ret_there) {
        *ret_seq = stmt_int(stmt, 0);
        *ret_at = stmt_int(stmt, 1);
        *ret_hash = (struct digest){0};
        const void *hash = stmt_blob(stmt, 2, &size);
        if (hash && size == DIGEST_SIZE)
            memcpy(ret_hash->bytes, hash, DIGEST_SIZE);
    }
    stmt_done(stmt);
    return status;
}

static bool has_codes(struct db *db)
{
    bool row = false;
    struct stmt *stmt =
        db_prepare(db, db_dialect(db) == DIALECT_SQLITE
                           ? "SELECT 1 FROM pragma_table_info('ledger') WHERE name='code'"
                           : "SELECT 1 FROM information_schema.columns WHERE table_schema=current_schema() AND "
                             "table_name='ledger' AND column_name='code'");
    bool found = stmt_step(stmt, &row) == OK && row;
    stmt_done(stmt);
    return found;
}

const char *chains_name(struct db *db, struct arena *arena, struct uuid ledger)
{
    char id[UUID_TEXT];
    bool row = false;
    const char *name = NULL;
    uuid_text(ledger, id);
    if (has_codes(db)) {
        struct stmt *stmt = db_prepare(db, "SELECT \"code\" FROM \"ledger\" WHERE \"id\"=?1");
        stmt_bind_uuid(stmt, 1, ledger);
        if (stmt_step(stmt, &row) == OK && row && *stmt_text(stmt, 0))
            name = arena_strdup(arena, stmt_text(stmt, 0));
        stmt_done(stmt);
    }
    return name ? name : arena_strdup(arena, id);
}

/* ---- walking ---- */

static void begin_page(struct chain_walk *walk)
{
    struct strbuf sql = {0};
    strbuf_adds(&sql, event_select);
    strbuf_adds(&sql, " WHERE \"ledger_id\"=?1 AND \"site_id\"=?2 AND \"seq\">?3 ORDER BY \"seq\" LIMIT ?4");
    walk->stmt = db_prepare(walk->db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_uuid(walk->stmt, 1, walk->chain.ledger_id);
    stmt_bind_uuid(walk->stmt, 2, walk->chain.site_id);
    stmt_bind_int(walk->stmt, 3, walk->after);
    stmt_bind_int(walk->stmt, 4, CHAIN_PAGE);
    walk->in_page = 0;
}

void chain_walk_end(struct chain_walk *walk)
{
    if (walk->stmt)
        stmt_done(walk->stmt);
    walk->stmt = NULL;
}

enum status chain_walk_next(struct chain_walk *walk, bool *ret_more, struct event *ret_event, const char **ret_odd)
{
    bool row;
    if (!walk->stmt || walk->in_page == CHAIN_PAGE) {
        chain_walk_end(walk);
        begin_page(walk);
    }
    enum status status = stmt_step(walk->stmt, &row);
    if (status || !row) {
        chain_walk_end(walk);
        if (!status)
            *ret_more = false;
        return status;
    }
    *ret_odd = event_view(walk->stmt, ret_event);
    walk->after = ret_event->seq;
    walk->in_page++;
    *ret_more = true;
    return OK;
}

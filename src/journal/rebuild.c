#include "journal/rebuild.h"

#include "base/temporary.h"
#include "journal/chains.h"
#include "journal/compare.h"
#include "journal/journal_messages.h"
#include "store/row.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDED_TOGETHER = 1000, DIRECTORY = 512 };

/* How far a chain has been folded. */
struct progress {
    struct chain_id chain;
    int64_t after;
};

struct rebuild {
    struct db *db;      /* the store */
    struct db *scratch; /* the tables folded anew */
    const struct schema *schema;
    const struct rebuild_options *options;
    const struct installation *installation;
    struct problems *problems;
    struct rebuild_report report;
    struct tx tx; /* on the scratch store */
    struct clock clock;
    instant now;         /* of the event being folded: what derives must not look at today's clock */
    struct arena *arena; /* emptied again and again */
    struct arena *kept;
    VEC(struct progress) chains;
};

static void tell(struct rebuild *r, const struct message *message, const char *table, const char *id, const char *field)
{
    r->report.differences++;
    problem_add(r->problems, REFUSED, message, "", table, id, *field ? field : NULL, NULL);
    if (r->options && r->options->differs)
        r->options->differs(r->options->context, table, id, field);
}

static void differs(void *context, enum comparison_result result, const char *table, struct uuid id, const char *field)
{
    static const struct message *const messages[] = {&msg_row_differs, &msg_row_missing, &msg_row_unknown};
    char text[UUID_TEXT];
    uuid_text(id, text);
    tell(context, messages[result], table, text, field);
}

/* ---- folding ---- */

static void event_broken(struct rebuild *r, const struct event *event)
{
    char seq[24];
    snprintf(seq, sizeof seq, "%" PRId64, event->seq);
    r->report.differences++;
    problem_add(r->problems, REFUSED, &msg_event_unreadable, "", chains_name(r->db, r->arena, event->ledger_id), seq,
                event->record, NULL);
}

static enum status fold_one(struct rebuild *r, const struct event *event)
{
    const struct record_type *type = registry_find(r->schema->registry, event->record);
    if (!type || strcmp(type->name, event->record) != 0)
        return OK; /* the journal's own events: chain, checkpoint, erase */
    struct record_head *before = record_new(r->arena, type), *after;
    enum status status = row_load(r->scratch, r->arena, type, event->ledger_id, event->record_id, before);
    bool known = status == OK;
    uint64_t changed;
    if (status && status != NOT_FOUND)
        return status;
    after = known ? record_copy(r->arena, type, before) : record_new(r->arena, type);
    const struct upcaster *upcasters = r->options ? r->options->upcasters : NULL;
    if (event_fold(r->arena, type, event, upcasters, after, &changed) != OK) {
        event_broken(r, event);
        return OK;
    }
    record_complete(after, type);
    status =
        known ? row_update(r->scratch, r->arena, type, after, changed) : row_insert(r->scratch, r->arena, type, after);
    if (status &&
        db_in_transaction(r->scratch)) { /* events that were tampered with may not fit the tables; verify names them */
        event_broken(r, event);
        return OK;
    }
    r->now = event->at;
    if (!status && type->hooks.derive)
        status = type->hooks.derive(&r->tx, known ? before : NULL, after);
    return status;
}

static enum status fold_chain(struct rebuild *r, struct progress *progress)
{
    struct chain_walk walk = {.db = r->db, .chain = progress->chain, .after = progress->after};
    struct event event;
    const char *odd;
    bool more;
    enum status status = db_begin(r->scratch);
    while (!status && !(status = chain_walk_next(&walk, &more, &event, &odd)) && more) {
        status = fold_one(r, &event);
        if (++r->report.events % FOLDED_TOGETHER != 0)
            continue;
        arena_reset(r->arena);
        if (!status && !(status = db_commit(r->scratch)))
            status = db_begin(r->scratch);
    }
    chain_walk_end(&walk);
    progress->after = walk.after;
    arena_reset(r->arena);
    return status ? status : db_commit(r->scratch);
}

static struct progress *progress_of(struct rebuild *r, const struct chain_id *chain)
{
    for (size_t i = 0; i < r->chains.count; i++)
        if (memcmp(&r->chains.items[i].chain, chain, sizeof *chain) == 0)
            return &r->chains.items[i];
    struct progress *progress = VEC_PUSH(r->kept, &r->chains);
    *progress = (struct progress){*chain, INT64_MIN};
    return progress;
}

/* All that has not been folded yet. People and units first: what the ledgers derive may look at them. */
static enum status fold_all(struct rebuild *r)
{
    struct chain_list list;
    enum status status = chains_list(r->db, r->kept, &list);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < list.count && !status; i++)
            if (uuid_equal(list.items[i].ledger_id, r->installation->site_id) == (pass == 0))
                status = fold_chain(r, progress_of(r, &list.items[i]));
    return status;
}

/* ---- comparing ---- */

static enum status compare_all(struct rebuild *r)
{
    struct comparison comparison = {.stored = r->db, .folded = r->scratch, .differs = differs, .context = r};
    enum status status = OK;
    for (size_t i = 0; i < r->schema->registry->count && !status; i++) {
        const struct record_type *type = r->schema->registry->types[i];
        arena_reset(r->arena);
        status = compare_records(&comparison, r->arena, type);
        if (!status)
            status = compare_links(&comparison, r->arena, type);
    }
    for (size_t i = 0; r->schema->tables[i]; i++)
        for (const struct table_text *table = r->schema->tables[i]; table->name && !status; table++)
            if (table->derived)
                status = compare_table(&comparison, r->arena, table->name, table->derived);
    r->report.rows = comparison.rows;
    return status;
}

/* What was written since the first pass is folded, and everything compared, in one snapshot: the long pass before it
 * holds none. A caller who has a transaction open has chosen his own. */
static enum status compare_in_snapshot(struct rebuild *r)
{
    bool own = !db_in_transaction(r->db);
    enum status status = own ? db_begin_read(r->db) : OK;
    if (!status)
        status = fold_all(r);
    if (!status)
        status = compare_all(r);
    if (own)
        db_rollback(r->db);
    return status;
}

/* ---- the scratch store ---- */

static void remove_scratch(const char *directory)
{
    static const char *const files[] = {"rectify.db", "rectify.db-wal", "rectify.db-shm", "rectify.db-journal"};
    char path[DIRECTORY + 32];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, files[i]);
        unlink(path);
    }
    rmdir(directory);
}

static enum status run(struct rebuild *r, const char *directory)
{
    enum status status = db_open(directory, DB_CREATE, r->problems, &r->scratch);
    if (!status) /* nothing in it outlives this function */
        status = db_exec(r->scratch, "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF");
    if (!status)
        status = schema_create(r->scratch, r->schema, directory, r->problems);
    r->tx.db = r->scratch;
    r->tx.registry = r->schema->registry;
    if (!status)
        status = installation_load(r->db, &r->installation);
    if (!status) /* a derive hook may ask who this is */
        status = installation_store(r->scratch, r->installation);
    if (!status)
        status = fold_all(r);
    if (!status)
        status = compare_in_snapshot(r);
    if (status == FAILED || status == BUSY)
        db_problem(db_failure(r->db) != DB_NO_FAILURE ? r->db : r->scratch, r->problems);
    db_close(r->scratch);
    return status;
}

static instant event_time(void *context)
{
    return ((const struct rebuild *)context)->now;
}

enum status journal_rebuild_check(struct db *db, const struct schema *schema, const struct clock *clock,
                                  const struct rebuild_options *options, struct problems *problems,
                                  struct rebuild_report *ret_report)
{
    char directory[DIRECTORY];
    struct rebuild r = {.db = db, .schema = schema, .options = options, .problems = problems};
    snprintf(directory, sizeof directory, "%.400s/rectify-rebuild-XXXXXX", temporary_folder());
    r.arena = arena_new();
    r.kept = arena_new();
    r.clock = (struct clock){event_time, &r, clock->offset_minutes};
    r.tx.arena = r.arena;
    r.tx.clock = &r.clock;
    enum status status = FAILED;
    if (mkdtemp(directory)) {
        status = run(&r, directory);
        remove_scratch(directory);
    } else {
        problem_add(problems, FAILED, &msg_rebuild_scratch, "", directory, strerror(errno), NULL);
    }
    arena_free(r.arena);
    arena_free(r.kept);
    *ret_report = r.report;
    return !status && r.report.differences ? REFUSED : status;
}

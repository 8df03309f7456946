#include "journal/rebuild.h"

#include "journal/journal_messages.h"
#include "store/row.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE = 500, DIRECTORY = 512 };

struct rebuild {
    struct db *db;      /* the store */
    struct db *scratch; /* the tables folded anew */
    const struct schema *schema;
    const struct rebuild_options *options;
    const struct installation *installation;
    struct problems *problems;
    struct rebuild_report report;
    struct tx tx;        /* on the scratch store */
    struct arena *arena; /* emptied page by page */
};

static void differs(struct rebuild *r, const struct message *message, const char *table, struct uuid id,
                    const char *field)
{
    char text[UUID_TEXT];
    uuid_text(id, text);
    r->report.differences++;
    problem_add(r->problems, REFUSED, message, "", table, text, *field ? field : NULL, NULL);
    if (r->options && r->options->differs)
        r->options->differs(r->options->context, table, text, field);
}

/* ---- folding ---- */

static void event_broken(struct rebuild *r, const struct event *event)
{
    char ledger[UUID_TEXT], seq[24];
    uuid_text(event->ledger_id, ledger);
    snprintf(seq, sizeof seq, "%lld", (long long)event->seq);
    r->report.differences++;
    problem_add(r->problems, REFUSED, &msg_event_unreadable, "", ledger, seq, event->record, NULL);
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
    if (!status && type->hooks.derive)
        status = type->hooks.derive(&r->tx, known ? before : NULL, after);
    return status;
}

/* The next events behind (ledger, site, seq), in that order. */
static enum status fold_page(struct rebuild *r, struct event *last, bool of_installation, size_t *ret_count)
{
    struct strbuf sql = {0};
    bool row;
    enum status status;
    VEC(struct event) events = {0};
    strbuf_adds(&sql, event_select);
    strbuf_adds(&sql, " WHERE (\"ledger_id\",\"site_id\",\"seq\")>(?1,?2,?3) AND ");
    strbuf_adds(&sql, of_installation ? "\"ledger_id\"=?4" : "\"ledger_id\"<>?4");
    strbuf_adds(&sql, " ORDER BY \"ledger_id\",\"site_id\",\"seq\" LIMIT ?5");
    struct stmt *stmt = db_prepare(r->db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_uuid(stmt, 1, last->ledger_id);
    stmt_bind_uuid(stmt, 2, last->site_id);
    stmt_bind_int(stmt, 3, last->seq);
    stmt_bind_uuid(stmt, 4, r->installation->site_id);
    stmt_bind_int(stmt, 5, PAGE);
    while (!(status = stmt_step(stmt, &row)) && row)
        event_read(stmt, r->arena, VEC_PUSH(r->arena, &events));
    stmt_done(stmt);
    for (size_t i = 0; i < events.count && !status; i++)
        status = fold_one(r, &events.items[i]);
    if (events.count)
        *last = events.items[events.count - 1];
    r->report.events += (int64_t)events.count;
    *ret_count = events.count;
    return status;
}

/* People and units first: what the ledgers derive may look at them. */
static enum status fold_all(struct rebuild *r)
{
    enum status status = OK;
    for (int pass = 0; pass < 2 && !status; pass++) {
        struct event last = {0};
        size_t count = PAGE;
        while (count == PAGE && !status) {
            status = db_begin(r->scratch);
            if (!status)
                status = fold_page(r, &last, pass == 0, &count);
            if (!status)
                status = db_commit(r->scratch);
            arena_reset(r->arena);
        }
    }
    return status;
}

/* ---- comparing records ---- */

struct cursor {
    struct db *db;
    const struct record_type *type;
    struct uuid ledger, id; /* last row read */
    struct record_head *rows[PAGE];
    size_t count, at;
    bool ended;
};

static enum status cursor_fill(struct rebuild *r, struct cursor *cursor)
{
    const struct record_type *type = cursor->type;
    struct strbuf sql = {0};
    bool row;
    enum status status;
    sql_select(&sql, type);
    strbuf_adds(&sql, type->of_installation
                          ? " WHERE \"id\">?1 ORDER BY \"id\" LIMIT ?2"
                          : " WHERE (\"ledger_id\",\"id\")>(?3,?1) ORDER BY \"ledger_id\",\"id\" LIMIT ?2");
    struct stmt *stmt = db_prepare(cursor->db, strbuf_text(&sql));
    strbuf_free(&sql);
    stmt_bind_uuid(stmt, 1, cursor->id);
    stmt_bind_int(stmt, 2, PAGE);
    if (!type->of_installation)
        stmt_bind_uuid(stmt, 3, cursor->ledger);
    cursor->count = cursor->at = 0;
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct record_head *record = record_new(r->arena, type);
        row_read(stmt, r->arena, type, r->installation->site_id, record);
        cursor->rows[cursor->count++] = record;
        cursor->ledger = record->ledger_id;
        cursor->id = record->id;
    }
    stmt_done(stmt);
    cursor->ended = cursor->count < PAGE;
    return status;
}

static int row_order(const struct record_type *type, const struct record_head *a, const struct record_head *b)
{
    int ledgers = type->of_installation ? 0 : uuid_compare(a->ledger_id, b->ledger_id);
    return ledgers ? ledgers : uuid_compare(a->id, b->id);
}

static void compare_rows(struct rebuild *r, const struct record_type *type, const struct record_head *stored,
                         const struct record_head *folded)
{
    static const char *const head[] = {"version", "created_at", "changed_at", "withdrawn"};
    bool equal[] = {stored->version == folded->version, stored->created_at == folded->created_at,
                    stored->changed_at == folded->changed_at, stored->withdrawn == folded->withdrawn};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        if (!equal[i])
            differs(r, &msg_row_differs, type->name, stored->id, head[i]);
    for (size_t i = 0; i < type->count; i++)
        if (!field_equal(type, (int)i, stored, folded))
            differs(r, &msg_row_differs, type->name, stored->id, type->fields[i].name);
    r->report.rows++;
}

static enum status compare_type(struct rebuild *r, const struct record_type *type)
{
    struct cursor stored = {.db = r->db, .type = type}, folded = {.db = r->scratch, .type = type};
    enum status status = OK;
    for (;;) {
        if (stored.at == stored.count && folded.at == folded.count)
            arena_reset(r->arena);
        if (stored.at == stored.count && !stored.ended && (status = cursor_fill(r, &stored)))
            return status;
        if (folded.at == folded.count && !folded.ended && (status = cursor_fill(r, &folded)))
            return status;
        const struct record_head *a = stored.at < stored.count ? stored.rows[stored.at] : NULL;
        const struct record_head *b = folded.at < folded.count ? folded.rows[folded.at] : NULL;
        if (!a && !b)
            return OK;
        int order = !a ? 1 : !b ? -1 : row_order(type, a, b);
        if (order == 0)
            compare_rows(r, type, a, b);
        else if (order < 0)
            differs(r, &msg_row_unknown, type->name, a->id, "");
        else
            differs(r, &msg_row_missing, type->name, b->id, "");
        stored.at += order <= 0;
        folded.at += order >= 0;
    }
}

/* ---- comparing derived tables: every row as text, in the order of all its columns ---- */

struct derived_columns {
    const char *table;
    const char *columns; /* "u ledger_id,u id,i open,t due_on": kind and name */
};

static struct stmt *derived_rows(struct db *db, const struct derived_columns *derived)
{
    struct strbuf names = {0}, sql = {0};
    for (const char *at = derived->columns; *at;) {
        size_t length = strcspn(at, ",");
        strbuf_adds(&names, names.length ? ",\"" : "\"");
        strbuf_add(&names, at + 2, length - 2);
        strbuf_addc(&names, '"');
        at += length;
        at += *at == ',';
    }
    strbuf_adds(&sql, "SELECT ");
    strbuf_adds(&sql, strbuf_text(&names));
    strbuf_adds(&sql, " FROM ");
    sql_name(&sql, derived->table);
    strbuf_adds(&sql, " ORDER BY ");
    strbuf_adds(&sql, strbuf_text(&names));
    struct stmt *stmt = db_prepare(db, strbuf_text(&sql));
    strbuf_free(&names);
    strbuf_free(&sql);
    return stmt;
}

/* One row as text; the id it speaks of (its column "id" or "finding_id") for the report. */
static void derived_text(struct stmt *stmt, const struct derived_columns *derived, struct strbuf *out,
                         struct uuid *ret_id)
{
    int column = 0;
    char id[UUID_TEXT];
    strbuf_clear(out);
    for (const char *at = derived->columns; *at; column++) {
        size_t length = strcspn(at, ",");
        if (stmt_is_null(stmt, column)) {
            strbuf_adds(out, "null");
        } else if (*at == 'u') {
            uuid_text(stmt_uuid(stmt, column), id);
            strbuf_adds(out, id);
            if (strncmp(at + 2, "id", length - 2) == 0 || strncmp(at + 2, "finding_id", length - 2) == 0)
                *ret_id = stmt_uuid(stmt, column);
        } else if (*at == 'i') {
            strbuf_add_int(out, stmt_int(stmt, column));
        } else {
            strbuf_adds(out, stmt_text(stmt, column));
        }
        strbuf_addc(out, '\n');
        at += length;
        at += *at == ',';
    }
}

static enum status compare_derived(struct rebuild *r, const struct derived_columns *derived)
{
    struct stmt *stored = derived_rows(r->db, derived), *folded = derived_rows(r->scratch, derived);
    struct strbuf a = {0}, b = {0};
    struct uuid id_a = {0}, id_b = {0};
    bool row_a, row_b;
    enum status status = stmt_step(stored, &row_a);
    if (!status)
        status = stmt_step(folded, &row_b);
    while (!status && (row_a || row_b)) {
        if (row_a)
            derived_text(stored, derived, &a, &id_a);
        if (row_b)
            derived_text(folded, derived, &b, &id_b);
        int order = !row_a ? 1 : !row_b ? -1 : strcmp(strbuf_text(&a), strbuf_text(&b));
        if (order < 0)
            differs(r, &msg_row_unknown, derived->table, id_a, "");
        if (order > 0)
            differs(r, &msg_row_missing, derived->table, id_b, "");
        r->report.rows++;
        if (order <= 0)
            status = stmt_step(stored, &row_a);
        if (!status && order >= 0)
            status = stmt_step(folded, &row_b);
    }
    stmt_done(stored);
    stmt_done(folded);
    strbuf_free(&a);
    strbuf_free(&b);
    return status;
}

static enum status compare_links(struct rebuild *r, const struct record_type *type)
{
    enum status status = OK;
    for (size_t i = 0; i < type->count && !status; i++) {
        if (type->fields[i].kind != KIND_refs)
            continue;
        struct derived_columns links = {arena_printf(r->arena, "%s_%s", type->name, type->fields[i].name),
                                        "u ledger_id,u id,u ref_id"};
        status = compare_derived(r, &links);
    }
    return status;
}

static enum status compare_all(struct rebuild *r)
{
    enum status status = OK;
    for (size_t i = 0; i < r->schema->registry->count && !status; i++) {
        status = compare_type(r, r->schema->registry->types[i]);
        if (!status)
            status = compare_links(r, r->schema->registry->types[i]);
    }
    for (size_t i = 0; r->schema->tables[i] && !status; i++) {
        for (const struct table_text *table = r->schema->tables[i]; table->name && !status; table++) {
            struct derived_columns derived = {table->name, table->derived};
            if (table->derived)
                status = compare_derived(r, &derived);
        }
    }
    return status;
}

/* ---- the scratch store ---- */

static void remove_scratch(const char *directory)
{
    static const char *const files[] = {"rectify.db", "rectify.db-wal", "rectify.db-shm"};
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
        status = db_exec(r->scratch, "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
    if (!status)
        status = schema_create(r->scratch, r->schema, directory, r->problems);
    r->tx.db = r->scratch;
    r->tx.registry = r->schema->registry;
    if (!status)
        status = installation_load(r->db, &r->installation);
    if (!status)
        status = fold_all(r);
    if (!status)
        status = compare_all(r);
    if (status == FAILED || status == BUSY)
        db_problem(db_failure(r->db) != DB_NO_FAILURE ? r->db : r->scratch, r->problems);
    db_close(r->scratch);
    return status;
}

enum status journal_rebuild_check(struct db *db, const struct schema *schema, const struct clock *clock,
                                  const struct rebuild_options *options, struct problems *problems,
                                  struct rebuild_report *ret_report)
{
    char directory[DIRECTORY];
    const char *temporary = getenv("TMPDIR");
    struct rebuild r = {.db = db, .schema = schema, .options = options, .problems = problems, .arena = arena_new()};
    snprintf(directory, sizeof directory, "%.400s/rectify-rebuild-XXXXXX",
             temporary && *temporary ? temporary : "/tmp");
    r.tx.arena = r.arena;
    r.tx.clock = clock;
    enum status status = FAILED;
    if (mkdtemp(directory)) {
        status = run(&r, directory);
        remove_scratch(directory);
    } else {
        problem_add(problems, FAILED, &msg_rebuild_scratch, "", directory, strerror(errno), NULL);
    }
    arena_free(r.arena);
    *ret_report = r.report;
    return !status && r.report.differences ? REFUSED : status;
}

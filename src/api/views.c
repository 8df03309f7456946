/* views: filters, order and columns of a page under a name; declared in "api/handlers.h". A view belongs to the account
 * that saved it; a shared one is read by everybody who may enter the ledger and changed by its owner only. What it
 * shows is what its reader may see: a view holds questions, no answers. A local table (D2). */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VIEW_NAME = 60, VIEW_BYTES = 8 * 1024, VIEWS = 100, VIEWS_SHOWN = 500 };

struct view {
    struct uuid ledger, id;
    const char *page, *name, *query; /* NULL: not said */
    bool has_shared, shared;
};

static enum status refuse(struct call *call, const struct message *message, const char *place, int most)
{
    char number[16];
    snprintf(number, sizeof number, "%d", most);
    return problem_add(&call->problems, REFUSED, message, place, number, NULL);
}

/* ---- reading ---- */

#define VIEW_COLUMNS                                                                                                   \
    "SELECT v.\"id\",v.\"account_id\",v.\"page\",v.\"name\",v.\"shared\",v.\"query\",v.\"changed_at\","                \
    "COALESCE(p.\"name\",'') FROM \"saved_view\" AS v LEFT JOIN \"account\" AS a ON a.\"id\"=v.\"account_id\" "        \
    "LEFT JOIN \"person\" AS p ON p.\"id\"=a.\"person_id\" WHERE v.\"ledger_id\"=?1 AND "                              \
    "(v.\"account_id\"=?2 OR v.\"shared\"=1)"

static void put_view(struct call *call, struct stmt *stmt)
{
    struct strbuf *out = call_out(call);
    strbuf_adds(out, "{\"id\":");
    put_uuid(out, stmt_uuid(stmt, 0));
    strbuf_add_member(out, "page", stmt_text(stmt, 2));
    strbuf_add_member(out, "name", stmt_text(stmt, 3));
    strbuf_add_member_bool(out, "shared", stmt_int(stmt, 4) != 0);
    strbuf_add_member_bool(out, "mine", uuid_equal(stmt_uuid(stmt, 1), call->scope->account_id));
    strbuf_add_member(out, "owner", stmt_text(stmt, 7));
    strbuf_adds(out, ",\"changed_at\":");
    put_instant(out, stmt_int(stmt, 6));
    strbuf_adds(out, ",\"query\":");
    strbuf_adds(out, stmt_text(stmt, 5)); /* our own JSON */
    strbuf_addc(out, '}');
}

enum status views_list_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    const char *page = http_query(call->http, "page");
    struct strbuf *out = call_out(call);
    bool row, any = false;
    enum status status = call_ledger(call, &ledger);
    if (status)
        return status;
    struct stmt *stmt =
        db_prepare(db, VIEW_COLUMNS " AND (?3='' OR v.\"page\"=?3) ORDER BY v.\"name\",v.\"id\" LIMIT ?4");
    stmt_bind_uuid(stmt, 1, ledger->id);
    stmt_bind_uuid(stmt, 2, call->scope->account_id);
    stmt_bind_text(stmt, 3, page ? page : "");
    stmt_bind_int(stmt, 4, VIEWS_SHOWN);
    strbuf_adds(out, "{\"views\":[");
    while (!(status = stmt_step(stmt, &row)) && row) {
        strbuf_adds(out, any ? ",\n" : "\n");
        put_view(call, stmt);
        any = true;
    }
    stmt_done(stmt);
    strbuf_adds(out, "]}");
    return status;
}

/* The id in the address, or that of the view just made. */
static bool read_id(const struct call *call, struct uuid *ret_id)
{
    const struct view *view = call->state;
    if (view && !uuid_is_nil(view->id)) {
        *ret_id = view->id;
        return true;
    }
    return call->arguments[1] && uuid_parse(call->arguments[1], ret_id);
}

static enum status no_view(struct call *call)
{
    return problem_add(&call->problems, NOT_FOUND, &msg_api_no_view, "", NULL);
}

enum status views_get_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct uuid id;
    bool row;
    enum status status = call_ledger(call, &ledger);
    if (status)
        return status;
    if (!read_id(call, &id))
        return no_view(call);
    struct stmt *stmt = db_prepare(db, VIEW_COLUMNS " AND v.\"id\"=?3");
    stmt_bind_uuid(stmt, 1, ledger->id);
    stmt_bind_uuid(stmt, 2, call->scope->account_id);
    stmt_bind_uuid(stmt, 3, id);
    status = stmt_step(stmt, &row);
    if (!status && row)
        put_view(call, stmt);
    stmt_done(stmt);
    return status || row ? status : no_view(call);
}

/* ---- writing ---- */

static enum status read_name(struct call *call, const json_t *json, struct view *view)
{
    const char *name;
    enum status status = call_text(call, json, "name", false, &name);
    if (status || !json_object_get(json, "name"))
        return status;
    size_t length = strlen(name), count = utf8_count(name, length);
    view->name = name;
    return count < 1 || count > VIEW_NAME || !utf8_is_text(name, length, NULL) || strchr(name, '\n')
               ? refuse(call, &msg_api_view_name, "name", VIEW_NAME)
               : OK;
}

static enum status read_page(struct call *call, const json_t *json, struct view *view)
{
    static const char *const pages[] = {"ledger", NULL};
    enum status status = call_text(call, json, "page", false, &view->page);
    if (!json_object_get(json, "page"))
        view->page = NULL;
    for (size_t i = 0; !status && view->page && pages[i]; i++)
        if (strcmp(pages[i], view->page) == 0)
            return OK;
    return status || !view->page ? status
                                 : problem_add(&call->problems, REFUSED, &msg_api_view_page, "page", view->page, NULL);
}

static enum status read_query(struct call *call, const json_t *json, struct view *view)
{
    const json_t *query = json_object_get(json, "query");
    if (!query)
        return OK;
    char *text = json_is_object(query) ? json_dumps(query, JSON_COMPACT) : NULL;
    if (text)
        view->query = arena_strdup(call->arena, text);
    free(text);
    return view->query && strlen(view->query) <= VIEW_BYTES
               ? OK
               : refuse(call, &msg_api_view_query, "query", VIEW_BYTES / 1024);
}

static enum status read_view(struct call *call, struct view **ret_view)
{
    static const char *const known[] = {"page", "name", "shared", "query", NULL};
    struct view *view = ARENA_NEW(call->arena, struct view);
    const struct ledger_card *ledger;
    json_t *json;
    enum status status = call_json(call, &json), one;
    if (!status)
        status = call_keys(call, json, known);
    if (!status)
        status = call_ledger(call, &ledger);
    if (status)
        return status;
    *view = (struct view){.ledger = ledger->id};
    const json_t *shared = json_object_get(json, "shared");
    view->has_shared = shared != NULL;
    view->shared = json_is_true(shared);
    if (shared && !json_is_boolean(shared))
        status = problem_add(&call->problems, REFUSED, &msg_api_view_shared, "shared", "shared", NULL);
    if ((one = read_page(call, json, view)))
        status = one;
    if ((one = read_name(call, json, view)))
        status = one;
    if ((one = read_query(call, json, view)))
        status = one;
    call->state = *ret_view = view;
    return status;
}

enum status views_add_prepare(struct call *call)
{
    struct view *view;
    enum status status = read_view(call, &view);
    if (status)
        return status;
    if (!view->page)
        status = problem_add(&call->problems, REFUSED, &msg_api_field_missing, "page", "page", NULL);
    if (!view->name)
        status = problem_add(&call->problems, REFUSED, &msg_api_field_missing, "name", "name", NULL);
    if (!view->query)
        status = problem_add(&call->problems, REFUSED, &msg_api_field_missing, "query", "query", NULL);
    view->id = uuid_new(clock_now(&call->server->setup.clock));
    call->status = 201;
    return status;
}

/* One name for one view of a person's page. */
static enum status check_name(struct tx *tx, struct call *call, const struct view *view)
{
    bool row;
    struct stmt *stmt = db_prepare(
        tx->db, "SELECT 1 FROM \"saved_view\" WHERE \"account_id\"=?1 AND \"ledger_id\"=?2 AND \"page\"=?3 AND "
                "\"name\"=?4 AND \"id\"<>?5 LIMIT 1");
    stmt_bind_uuid(stmt, 1, call->scope->account_id);
    stmt_bind_uuid(stmt, 2, view->ledger);
    stmt_bind_text(stmt, 3, view->page);
    stmt_bind_text(stmt, 4, view->name);
    stmt_bind_uuid(stmt, 5, view->id);
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return !status && row ? problem_add(&call->problems, REFUSED, &msg_api_view_doubled, "name", view->name, NULL)
                          : status;
}

static enum status check_room(struct tx *tx, struct call *call, const struct view *view)
{
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT count(*) FROM \"saved_view\" WHERE \"account_id\"=?1 AND \"ledger_id\"=?2");
    stmt_bind_uuid(stmt, 1, call->scope->account_id);
    stmt_bind_uuid(stmt, 2, view->ledger);
    enum status status = stmt_step(stmt, &row);
    int64_t count = status ? 0 : stmt_int(stmt, 0);
    stmt_done(stmt);
    return !status && count >= VIEWS ? refuse(call, &msg_api_views_many, "", VIEWS) : status;
}

/* Two at once may both have found the name free: then the index decides. */
static enum status run(struct tx *tx, struct call *call, const struct view *view, struct stmt *stmt)
{
    enum status status = stmt_run(stmt);
    return status && db_failure(tx->db) == DB_DOUBLED
               ? problem_add(&call->problems, REFUSED, &msg_api_view_doubled, "name", view->name, NULL)
               : status;
}

enum status views_add_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    (void)problems;
    const struct view *view = call->state;
    enum status status = check_room(tx, call, view);
    if (!status)
        status = check_name(tx, call, view);
    if (status)
        return status;
    struct stmt *stmt =
        db_prepare(tx->db, "INSERT INTO \"saved_view\" (\"ledger_id\",\"id\",\"account_id\",\"page\","
                           "\"name\",\"shared\",\"query\",\"changed_at\") VALUES (?1,?2,?3,?4,?5,?6,?7,?8)");
    stmt_bind_uuid(stmt, 1, view->ledger);
    stmt_bind_uuid(stmt, 2, view->id);
    stmt_bind_uuid(stmt, 3, call->scope->account_id);
    stmt_bind_text(stmt, 4, view->page);
    stmt_bind_text(stmt, 5, view->name);
    stmt_bind_int(stmt, 6, view->shared);
    stmt_bind_text(stmt, 7, view->query);
    stmt_bind_int(stmt, 8, clock_now(tx->clock));
    return run(tx, call, view, stmt);
}

/* The view in the address, when it is this person's; its page and name fill what `view` does not say. */
static enum status own_view(struct tx *tx, struct call *call, struct view *view)
{
    struct uuid owner = {0};
    bool row, shared = false;
    if (!read_id(call, &view->id))
        return no_view(call);
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT \"account_id\",\"shared\",\"page\",\"name\",\"query\" FROM \"saved_view\" WHERE "
                           "\"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, view->ledger);
    stmt_bind_uuid(stmt, 2, view->id);
    enum status status = stmt_step(stmt, &row);
    if (!status && row) {
        owner = stmt_uuid(stmt, 0);
        shared = stmt_int(stmt, 1) != 0;
        view->page = arena_strdup(tx->arena, stmt_text(stmt, 2));
        view->name = view->name ? view->name : arena_strdup(tx->arena, stmt_text(stmt, 3));
        view->query = view->query ? view->query : arena_strdup(tx->arena, stmt_text(stmt, 4));
        view->shared = view->has_shared ? view->shared : shared;
    }
    stmt_done(stmt);
    bool mine = !status && row && uuid_equal(owner, call->scope->account_id);
    if (!status && !mine)
        status = row && shared ? problem_add(&call->problems, FORBIDDEN, &msg_api_view_other, "", NULL) : no_view(call);
    return status;
}

enum status views_set_prepare(struct call *call)
{
    struct view *view;
    return read_view(call, &view);
}

enum status views_set_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    (void)problems;
    struct view view = *(const struct view *)call->state; /* apply may be run again */
    enum status status = own_view(tx, call, &view);
    if (!status)
        status = check_name(tx, call, &view);
    if (status)
        return status;
    struct stmt *stmt = db_prepare(tx->db, "UPDATE \"saved_view\" SET \"name\"=?3,\"shared\"=?4,\"query\"=?5,"
                                           "\"changed_at\"=?6 WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, view.ledger);
    stmt_bind_uuid(stmt, 2, view.id);
    stmt_bind_text(stmt, 3, view.name);
    stmt_bind_int(stmt, 4, view.shared);
    stmt_bind_text(stmt, 5, view.query);
    stmt_bind_int(stmt, 6, clock_now(tx->clock));
    return run(tx, call, &view, stmt);
}

enum status views_drop_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    (void)problems;
    struct view view = {0};
    const struct ledger_card *ledger;
    enum status status = call_ledger(call, &ledger);
    if (!status) {
        view.ledger = ledger->id;
        status = own_view(tx, call, &view);
    }
    if (status)
        return status;
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"saved_view\" WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, view.ledger);
    stmt_bind_uuid(stmt, 2, view.id);
    call->status = 204;
    return stmt_run(stmt);
}

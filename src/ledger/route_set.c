#include "ledger/route_set.h"

#include "base/embedded.h"
#include "ledger/data_files.h"
#include "ledger/ledger_messages.h"
#include "record/json.h"
#include "store/row.h"

#include <jansson.h>
#include <string.h>

const char *const route_set_names[] = {"small_office", "full_chain", NULL};

struct using
{
    struct tx *tx;
    const struct scope *scope;
    const struct command *command;
    struct uuid ledger;
    struct problems *problems;
    struct route_set_done *done;
    VEC(struct review_route *) now; /* as the ledger has them */
    VEC(struct review_route *) wanted;
};

static bool known(const char *name)
{
    for (const char *const *each = route_set_names; *each; each++)
        if (strcmp(*each, name) == 0)
            return true;
    return false;
}

static const char *all_names(struct arena *arena)
{
    const char *names = "";
    for (const char *const *name = route_set_names; *name; name++)
        names = arena_printf(arena, "%s%s%s", names, *names ? ", " : "", *name);
    return names;
}

static enum status read_now(struct using *u)
{
    bool row;
    enum status status;
    VEC(struct uuid) ids = {0};
    struct stmt *stmt = db_prepare(u->tx->db, "SELECT \"id\" FROM \"review_route\" WHERE \"ledger_id\"=?1 AND "
                                              "\"withdrawn\"=0 ORDER BY \"kind\",\"position\"");
    stmt_bind_uuid(stmt, 1, u->ledger);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(u->tx->arena, &ids) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    for (size_t i = 0; i < ids.count && !status; i++) {
        struct review_route *route = record_new(u->tx->arena, &record_review_route);
        status = row_load(u->tx->db, u->tx->arena, &record_review_route, u->ledger, ids.items[i], route);
        *VEC_PUSH(u->tx->arena, &u->now) = route;
    }
    return status;
}

/* The file is part of the program: broken, it fails its tests. Every field is said, so that a changed step loses what
 * the set does not name. */
static enum status read_wanted(struct using *u, const char *name)
{
    size_t i;
    json_t *route;
    enum status status = OK;
    const struct embedded *file =
        embedded_find(data_files, arena_printf(u->tx->arena, "routes/%s.json", name)); /* trusted: a known name */
    json_t *json = file ? json_loadb((const char *)file->start, embedded_size(file), 0, NULL) : NULL;
    json_array_foreach(json_object_get(json, "routes"), i, route)
    {
        struct review_route *one = record_new(u->tx->arena, &record_review_route);
        if (!status)
            status =
                record_from_json(u->tx->arena, &record_review_route, route, JSON_INPUT, NULL, u->problems, &one->head);
        one->head.ledger_id = u->ledger;
        record_complete(&one->head, &record_review_route);
        *VEC_PUSH(u->tx->arena, &u->wanted) = one;
    }
    json_decref(json);
    return u->wanted.count ? status : FAILED;
}

static bool is_place(const struct review_route *a, const struct review_route *b)
{
    return a->kind == b->kind && a->position == b->position;
}

static bool is_same(const struct review_route *a, const struct review_route *b)
{
    for (size_t i = 0; i < record_review_route.count; i++)
        if (record_has(&a->head, (int)i) != record_has(&b->head, (int)i) ||
            (record_has(&a->head, (int)i) && !field_equal(&record_review_route, (int)i, &a->head, &b->head)))
            return false;
    return true;
}

static enum status put(struct using *u, struct review_route *wanted)
{
    for (size_t i = 0; i < u->now.count; i++) {
        const struct review_route *now = u->now.items[i];
        if (!is_place(now, wanted))
            continue;
        if (is_same(now, wanted)) {
            u->done->kept++;
            return OK;
        }
        const struct change change = {.type = &record_review_route, .record = &wanted->head};
        wanted->head.id = now->head.id;
        u->done->changed++;
        return gate_set(u->tx, u->scope, u->command, &change, u->problems);
    }
    u->done->added++;
    return gate_add(u->tx, u->scope, u->command, &record_review_route, &wanted->head, u->problems);
}

static enum status withdraw_others(struct using *u)
{
    enum status status = OK;
    for (size_t i = 0; i < u->now.count && !status; i++) {
        bool wanted = false;
        for (size_t k = 0; k < u->wanted.count; k++)
            wanted = wanted || is_place(u->now.items[i], u->wanted.items[k]);
        if (wanted)
            continue;
        u->done->withdrawn++;
        status = gate_withdraw(u->tx, u->scope, u->command, &record_review_route, u->ledger, u->now.items[i]->head.id,
                               "换用另一套审核环节", u->problems);
    }
    return status;
}

enum status route_set_use(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                          const char *name, struct problems *problems, struct route_set_done *ret_done)
{
    struct route_set_done done = {0};
    struct using u = {
        .tx = tx, .scope = scope, .command = command, .ledger = ledger, .problems = problems, .done = &done};
    if (!known(name))
        return problem_add(problems, REFUSED, &msg_no_route_set, "set", name, all_names(tx->arena), NULL);
    enum status status = read_wanted(&u, name);
    if (!status)
        status = read_now(&u);
    if (!status)
        status = withdraw_others(&u);
    for (size_t i = 0; i < u.wanted.count && !status; i++)
        status = put(&u, u.wanted.items[i]);
    if (!status)
        *ret_done = done;
    return status;
}

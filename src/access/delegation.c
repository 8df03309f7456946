#include "access/delegation.h"

#include "access/access_messages.h"

#include <string.h>

WORDS_DEFINE(delegation_scope, DELEGATION_SCOPE_WORDS)

/* ---- the record ---- */

static enum status delegation_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                    struct problems *problems)
{
    const struct delegation *one = (const struct delegation *)after;
    enum status status = OK;
    (void)tx;
    (void)before;
    if (record_has(after, FIELD_delegation_person_id) && record_has(after, FIELD_delegation_delegate_id) &&
        uuid_equal(one->person_id, one->delegate_id))
        status = problem_add(problems, REFUSED, &msg_delegation_same, "delegate_id", NULL);
    if (record_has(after, FIELD_delegation_from_on) && record_has(after, FIELD_delegation_until_on) &&
        one->until_on < one->from_on)
        status = problem_add(problems, REFUSED, &msg_dates_reversed, "until_on",
                             record_delegation.fields[FIELD_delegation_from_on].label,
                             record_delegation.fields[FIELD_delegation_until_on].label, NULL);
    return status;
}

#define RECORD        delegation
#define RECORD_FIELDS DELEGATION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "委托代办", .plural = "delegations", .of_installation = true, .code = -1, .title = -1,                    \
    .hooks = {.rules = delegation_rules},
#include "record/define.h"

/* ---- acting ---- */

/* What is covered by those in force; a principal who has left delegates nothing any more. */
static enum status read_covers(struct db *db, const char *today, struct uuid delegate, struct uuid principal,
                               unsigned *ret_covers)
{
    bool row;
    enum status status;
    unsigned covers = 0;
    struct stmt *stmt =
        db_prepare(db, "SELECT d.\"covers\" FROM \"delegation\" d JOIN \"person\" p ON p.\"id\"=d.\"person_id\" WHERE "
                       "d.\"delegate_id\"=?1 AND d.\"person_id\"=?2 AND d.\"withdrawn\"=0 AND d.\"from_on\"<=?3 AND "
                       "d.\"until_on\">=?3 AND p.\"withdrawn\"=0 AND COALESCE(p.\"left\",0)=0");
    stmt_bind_uuid(stmt, 1, delegate);
    stmt_bind_uuid(stmt, 2, principal);
    stmt_bind_text(stmt, 3, today);
    while (!(status = stmt_step(stmt, &row)) && row) {
        int word = word_find(&words_delegation_scope, stmt_text(stmt, 0));
        covers |= word < 0 ? 0 : 1u << word;
    }
    stmt_done(stmt);
    *ret_covers = covers;
    return status;
}

/* An administrator's roles are nobody's to pass on. */
static void drop_administration(struct scope *scope)
{
    size_t kept = 0;
    scope->roles &= ~(unsigned)ROLES_ADMIN;
    for (size_t i = 0; i < scope->grant_count; i++)
        if (!(ROLE_BIT(scope->grants[i].role) & ROLES_ADMIN))
            scope->grants[kept++] = scope->grants[i];
    scope->grant_count = kept;
}

enum status delegation_resolve(struct db *db, struct arena *arena, const struct clock *clock, struct uuid delegate,
                               struct uuid principal, struct problems *problems, struct scope *ret_scope)
{
    char today[DATE_TEXT];
    unsigned covers = 0;
    struct scope scope;
    date_text(clock_today(clock), today);
    enum status status = read_covers(db, today, delegate, principal, &covers);
    if (!status && !covers)
        status = problem_add(problems, REFUSED, &msg_delegation_none, "", NULL);
    if (!status)
        status = scope_resolve_for(db, arena, clock, principal, delegate, &scope);
    if (status)
        return status;
    drop_administration(&scope);
    scope.delegated = covers;
    *ret_scope = scope;
    return OK;
}

bool delegation_covers(const struct scope *scope, const struct record_type *type)
{
    unsigned needs = 1u << delegation_scope_all;
    if (!scope_is_delegated(scope))
        return true;
    if (strcmp(type->name, "review_step") == 0)
        needs |= 1u << delegation_scope_reviews;
    if (strcmp(type->name, "claim") == 0)
        needs |= 1u << delegation_scope_claims;
    return (scope->delegated & needs) != 0;
}

enum status delegation_list(struct db *db, struct arena *arena, const struct clock *clock, struct uuid delegate,
                            struct delegated **ret_list, size_t *ret_count)
{
    bool row;
    enum status status;
    char today[DATE_TEXT];
    VEC(struct delegated) list = {0};
    date_text(clock_today(clock), today);
    struct stmt *stmt = db_prepare(
        db, "SELECT d.\"person_id\",p.\"name\",max(d.\"until_on\") FROM \"delegation\" d JOIN \"person\" p ON "
            "p.\"id\"=d.\"person_id\" WHERE d.\"delegate_id\"=?1 AND d.\"withdrawn\"=0 AND d.\"from_on\"<=?2 AND "
            "d.\"until_on\">=?2 AND p.\"withdrawn\"=0 AND COALESCE(p.\"left\",0)=0 GROUP BY "
            "d.\"person_id\",p.\"name\",p.\"position\" ORDER BY p.\"position\",d.\"person_id\"");
    stmt_bind_uuid(stmt, 1, delegate);
    stmt_bind_text(stmt, 2, today);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct delegated *one = VEC_PUSH(arena, &list);
        *one = (struct delegated){.person_id = stmt_uuid(stmt, 0), .name = arena_strdup(arena, stmt_text(stmt, 1))};
        date_parse(stmt_text(stmt, 2), &one->until_on);
    }
    stmt_done(stmt);
    *ret_list = list.items;
    *ret_count = list.count;
    return status;
}

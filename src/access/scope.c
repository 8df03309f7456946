#include "access/scope.h"

#include "access/organisation.h"

#include <stdlib.h>
#include <string.h>

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static enum status read_grants(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                               struct scope *scope)
{
    bool row;
    enum status status;
    char today[DATE_TEXT];
    date_text(clock_today(clock), today);
    scope->grants = ARENA_ARRAY(arena, struct scope_grant, SCOPE_GRANTS);
    struct stmt *stmt = db_prepare(
        db, "SELECT g.\"role\",g.\"ceiling\",o.\"path\" FROM \"role_grant\" g JOIN \"organisation\" o ON "
            "o.\"id\"=g.\"organisation_id\" "
            "JOIN \"person\" p ON p.\"id\"=g.\"person_id\" WHERE g.\"person_id\"=?1 AND g.\"withdrawn\"=0 AND "
            "p.\"withdrawn\"=0 AND "
            "o.\"path\" IS NOT NULL AND (g.\"until_on\" IS NULL OR g.\"until_on\">=?2) ORDER BY g.\"id\" LIMIT ?3");
    stmt_bind_uuid(stmt, 1, person);
    stmt_bind_text(stmt, 2, today);
    stmt_bind_int(stmt, 3, SCOPE_GRANTS);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct scope_grant *grant = &scope->grants[scope->grant_count];
        grant->role = word_find(&words_role, stmt_text(stmt, 0));
        grant->ceiling = word_find(&words_confidentiality, stmt_text(stmt, 1));
        grant->path = arena_strdup(arena, stmt_text(stmt, 2));
        if (grant->role < 0 || !*grant->path)
            continue;
        scope->roles |= ROLE_BIT(grant->role);
        scope->grant_count++;
    }
    stmt_done(stmt);
    return status;
}

/* A grant over an organisation reaches the ledgers of that organisation and of those below it; an owner's grant over a
 * unit also the ledger of an organisation above the unit. */
static void reach(const struct scope *scope, const char *path, struct scope_ledger *ledger)
{
    for (size_t i = 0; i < scope->grant_count; i++) {
        const struct scope_grant *grant = &scope->grants[i];
        bool over = begins(path, grant->path), under = begins(grant->path, path);
        bool whole = ROLE_BIT(grant->role) & ROLES_WHOLE && over;
        bool owner = grant->role == role_owner && (over || under);
        if (!whole && !owner)
            continue;
        ledger->roles |= ROLE_BIT(grant->role);
        if (grant->ceiling > ledger->ceiling)
            ledger->ceiling = grant->ceiling;
    }
}

/* A ledger no grant of his reaches, but one of its findings names him (ledger/restricted.h). An administrator is not
 * named into the business. */
static void reach_named(struct scope *scope, struct scope_ledger *ledger)
{
    if (ledger->roles || scope->roles & ROLES_ADMIN || !uuid_is_nil(scope->delegate_id))
        return;
    scope->roles |= ROLE_BIT(role_owner);
    ledger->roles = ROLE_BIT(role_owner);
    for (size_t i = 0; i < scope->grant_count; i++)
        if (scope->grants[i].ceiling > ledger->ceiling)
            ledger->ceiling = scope->grants[i].ceiling;
}

static enum status read_ledgers(struct db *db, struct arena *arena, struct scope *scope)
{
    bool row;
    enum status status;
    VEC(struct scope_ledger) ledgers = {0};
    struct stmt *stmt = db_prepare(
        db, "SELECT l.\"id\",o.\"path\",CASE WHEN l.\"id\" IN (SELECT \"ledger_id\" FROM \"finding_reader\" WHERE "
            "\"person_id\"=?1) THEN 1 ELSE 0 END FROM \"ledger\" l JOIN \"organisation\" o ON "
            "o.\"id\"=l.\"organisation_id\" WHERE l.\"withdrawn\"=0 ORDER BY l.\"code\"");
    stmt_bind_uuid(stmt, 1, scope->person_id);
    while (!(status = stmt_step(stmt, &row)) && row) {
        struct scope_ledger ledger = {.id = stmt_uuid(stmt, 0), .ceiling = confidentiality_open};
        reach(scope, stmt_text(stmt, 1), &ledger);
        if (stmt_int(stmt, 2))
            reach_named(scope, &ledger);
        if (ledger.roles)
            *VEC_PUSH(arena, &ledgers) = ledger;
    }
    stmt_done(stmt);
    scope->ledgers = ledgers.items;
    scope->ledger_count = ledgers.count;
    return status;
}

enum status scope_resolve_for(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                              struct uuid delegate, struct scope *ret_scope)
{
    struct scope scope = {.person_id = person, .delegate_id = delegate};
    enum status status = read_grants(db, arena, clock, person, &scope);
    if (!status)
        status = read_ledgers(db, arena, &scope);
    if (!status)
        *ret_scope = scope;
    return status;
}

enum status scope_resolve(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                          struct scope *ret_scope)
{
    return scope_resolve_for(db, arena, clock, person, (struct uuid){0}, ret_scope);
}

struct scope scope_keep(const struct scope *scope)
{
    struct scope copy = *scope;
    copy.grants = xmalloc(scope->grant_count * sizeof *copy.grants);
    for (size_t i = 0; i < scope->grant_count; i++) {
        copy.grants[i] = scope->grants[i];
        copy.grants[i].path = xstrdup(scope->grants[i].path);
    }
    copy.ledgers = xmalloc(scope->ledger_count * sizeof *copy.ledgers);
    if (scope->ledger_count)
        memcpy(copy.ledgers, scope->ledgers, scope->ledger_count * sizeof *copy.ledgers);
    return copy;
}

void scope_release(struct scope *scope)
{
    for (size_t i = 0; i < scope->grant_count; i++)
        free((char *)(uintptr_t)scope->grants[i].path);
    free(scope->grants);
    free(scope->ledgers);
}

static const struct scope_ledger *ledger_of(const struct scope *scope, struct uuid ledger)
{
    for (size_t i = 0; i < scope->ledger_count; i++)
        if (uuid_equal(scope->ledgers[i].id, ledger))
            return &scope->ledgers[i];
    return NULL;
}

unsigned scope_roles_in(const struct scope *scope, struct uuid ledger)
{
    const struct scope_ledger *found = ledger_of(scope, ledger);
    return scope->operator? ROLES_ALL : found ? found->roles : 0;
}

int scope_ceiling_in(const struct scope *scope, struct uuid ledger)
{
    const struct scope_ledger *found = ledger_of(scope, ledger);
    return scope->operator? confidentiality_top_secret : found ? found->ceiling : confidentiality_open;
}

unsigned scope_roles_over(const struct scope *scope, const char *path)
{
    unsigned roles = 0;
    for (size_t i = 0; i < scope->grant_count; i++)
        if (begins(path, scope->grants[i].path))
            roles |= ROLE_BIT(scope->grants[i].role);
    return scope->operator? ROLES_ALL : roles;
}

static uint64_t fields_for(const struct field_access *rows, size_t count, const struct record_type *type,
                           unsigned roles, bool write)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i].type == type && (write ? rows[i].write : rows[i].see) & roles)
            mask |= FIELD_BIT(rows[i].field);
    return mask;
}

uint64_t access_seen(const struct field_access *rows, size_t count, const struct record_type *type, unsigned roles)
{
    return fields_for(rows, count, type, roles, false);
}

uint64_t access_written(const struct field_access *rows, size_t count, const struct record_type *type, unsigned roles)
{
    return fields_for(rows, count, type, roles, true);
}

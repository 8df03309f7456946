/* scope: what a person may see and do, resolved from his grants (D27): ledgers visible whole, units elsewhere, roles,
 * ceiling. Default deny: without a grant there is nothing. The three administrators see no business record. */
#ifndef RECTIFY_ACCESS_SCOPE_H
#define RECTIFY_ACCESS_SCOPE_H

#include "access/access_words.h"
#include "record/record.h"
#include "store/tx.h"

#define ROLE_BIT(role) (1u << (role))
enum {
    ROLES_WHOLE = ROLE_BIT(role_office) | ROLE_BIT(role_leader) | ROLE_BIT(role_supervisor) | ROLE_BIT(role_inspector),
    ROLES_ADMIN = ROLE_BIT(role_system_admin) | ROLE_BIT(role_security_admin) | ROLE_BIT(role_audit_admin),
    ROLES_BUSINESS = ROLES_WHOLE | ROLE_BIT(role_owner),
    ROLES_ALL = ROLES_BUSINESS | ROLES_ADMIN,
    SCOPE_GRANTS = 24, /* of one person that are read at most */
};

/* One grant in force: a role over the part of the tree whose paths begin with `path`. */
struct scope_grant {
    int role, ceiling;
    const char *path;
};

/* A ledger this person can see something of. */
struct scope_ledger {
    struct uuid id;
    unsigned roles; /* with role_owner when one of his units belongs to its organisation, or he is named on one of its
                       restricted findings and holds no other role there: then he sees just what names him */
    int ceiling;    /* highest of the grants that reach it; of all his grants where none does */
};

struct scope {
    bool operator; /* the store's own operator on the command line: everything */
    struct uuid account_id, person_id;
    struct uuid delegate_id; /* who really acts, for person_id (delegation.h); nil: he himself */
    unsigned delegated;      /* bits of enum delegation_scope that are in force */
    unsigned roles;          /* held anywhere */
    struct scope_grant *grants;
    size_t grant_count;
    struct scope_ledger *ledgers;
    size_t ledger_count;
};

/* Two statements, however many units there are. */
enum status scope_resolve(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                          struct scope *ret_scope);
/* The same for who acts for this person: without what only those named may know of. */
enum status scope_resolve_for(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                              struct uuid delegate, struct scope *ret_scope);
/* A copy that owns its memory, for keeping with a session; given back by scope_release. */
struct scope scope_keep(const struct scope *scope);
void scope_release(struct scope *scope);

/* Roles held in this ledger: 0 means it does not exist for this person. */
unsigned scope_roles_in(const struct scope *scope, struct uuid ledger);
int scope_ceiling_in(const struct scope *scope, struct uuid ledger);
/* Roles held over a unit with this path: those of the grants above it. */
unsigned scope_roles_over(const struct scope *scope, const char *path);

/* Overlay: who may see and who may write a field; keyed by the field enum. A field without a row is served to nobody.
 */
struct field_access {
    const struct record_type *type;
    int field;
    unsigned see, write; /* roles */
};

uint64_t access_seen(const struct field_access *rows, size_t count, const struct record_type *type, unsigned roles);
uint64_t access_written(const struct field_access *rows, size_t count, const struct record_type *type, unsigned roles);

#endif

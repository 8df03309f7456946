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
};

struct scope {
    bool operator; /* the store's own operator on the command line: everything */
    struct uuid account_id, person_id;
    unsigned roles;           /* held anywhere */
    struct uuid_list ledgers; /* seen whole */
    unsigned *ledger_roles;   /* roles held in each of them */
    struct uuid_list units;   /* an owner's: elsewhere only what these units answer for */
    int ceiling;              /* enum confidentiality */
};

enum status scope_resolve(struct db *db, struct arena *arena, const struct clock *clock, struct uuid person,
                          struct scope *ret_scope);
/* Roles held in this ledger: 0 means it does not exist for this person. Owners hold role_owner in the ledger of an
 * organisation above their unit. */
unsigned scope_roles_in(const struct scope *scope, struct db *db, struct uuid ledger);

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

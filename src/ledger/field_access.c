/* Who may see and who may write each field (D27). A field without a row is served to nobody; tests/ledger/test_lists.c
 * names every field that has none. */
#include "ledger/gate.h"

#define NOBODY     0u
#define OFFICE     ROLE_BIT(role_office)
#define SYSTEM     ROLE_BIT(role_system_admin)
#define SECURITY   ROLE_BIT(role_security_admin)
#define ALL        ROLES_ALL
#define BUSINESS   ROLES_BUSINESS
#define WHOLE      ROLES_WHOLE
#define PEOPLE     (OFFICE | SYSTEM)
#define CONTACTS   (ROLES_BUSINESS | SYSTEM)
#define ACCOUNTS   (OFFICE | SYSTEM | SECURITY)
#define GRANTS     (OFFICE | ROLES_ADMIN)
#define TOKENS     (SYSTEM | SECURITY) /* one's own are served by api/tokens.c */
#define INSPECTION (OFFICE | ROLE_BIT(role_inspector))
#define WORKERS    (OFFICE | ROLE_BIT(role_owner))
#define ASKERS     (OFFICE | ROLE_BIT(role_owner) | ROLE_BIT(role_leader))
#define BRINGERS                                                                                                       \
    (WORKERS | ROLE_BIT(role_leader) | ROLE_BIT(role_inspector)) /* whoever decides brings the document                \
                                                                  */
#define REVIEWERS  (OFFICE | ROLE_BIT(role_leader) | ROLE_BIT(role_supervisor) | ROLE_BIT(role_inspector))
#define IMPORTS    (OFFICE | SYSTEM | ROLE_BIT(role_audit_admin))
#define CHECKERS   (OFFICE | ROLE_BIT(role_supervisor) | ROLE_BIT(role_inspector))
#define PETITIONS  (OFFICE | ROLE_BIT(role_supervisor))
#define DELEGATING (OFFICE | SECURITY)
#define ENTITLED   (OFFICE | ROLE_BIT(role_supervisor) | ROLE_BIT(role_inspector))

#define A(record, field, see, write) {&record_##record, FIELD_##record##_##field, (see), (write)},

const struct field_access field_access_rows[] = {
#include "ledger/field_access.inc"
};

const size_t field_access_count = sizeof field_access_rows / sizeof *field_access_rows;

#include "workflow/asked_by.h"

#include "access/organisation.h"
#include "ledger/finding_fields.h"
#include "store/row.h"

static const struct uuid *id_of(const struct moving *moving, int field)
{
    return record_has(moving->before, field) ? field_get(moving->before, &moving->cycle->type->fields[field]) : NULL;
}

enum status asked_by(struct moving *moving, int person, int finding, bool *ret_party)
{
    struct finding *about = record_new(moving->tx->arena, &record_finding);
    const struct uuid *asked = id_of(moving, person), *id = id_of(moving, finding);
    const char *path = "";
    *ret_party = false;
    if (moving->scope->operator|| !id)
        return OK; /* the operator is no party */
    *ret_party = asked && uuid_equal(moving->scope->person_id, *asked);
    if (*ret_party)
        return OK;
    enum status status =
        row_load(moving->tx->db, moving->tx->arena, &record_finding, moving->before->ledger_id, *id, about);
    if (!status && record_has(&about->head, FIELD_finding_lead_unit_id))
        status = organisation_path(moving->tx->db, moving->tx->arena, about->lead_unit_id, &path);
    *ret_party = !status && *path && scope_roles_over(moving->scope, path) & ROLE_BIT(role_owner);
    return status;
}

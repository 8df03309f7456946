#include "workflow/unit_party.h"

#include "access/organisation.h"

static const struct uuid *id_of(const struct moving *moving, int field)
{
    return record_has(moving->before, field) ? field_get(moving->before, &moving->cycle->type->fields[field]) : NULL;
}

enum status unit_party(struct moving *moving, int field, bool *ret_party)
{
    const struct uuid *unit = id_of(moving, field);
    const char *path = "";
    *ret_party = false;
    if (!unit || moving->scope->operator) /* the operator is no party */
        return OK;
    enum status status = organisation_path(moving->tx->db, moving->tx->arena, *unit, &path);
    *ret_party = !status && *path && scope_roles_over(moving->scope, path) & ROLE_BIT(role_owner);
    return status;
}

bool person_party(const struct moving *moving, int field)
{
    const struct uuid *person = id_of(moving, field);
    return person && !moving->scope->operator&& uuid_equal(*person, moving->scope->person_id);
}

#include "workflow/signing.h"

#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

static const struct uuid *given_id(const struct moving *moving, int field)
{
    return record_has(moving->wanted, field) ? field_get(moving->wanted, &moving->cycle->type->fields[field]) : NULL;
}

bool signing_himself(const struct moving *moving, const struct signing *fields, bool party)
{
    const struct uuid *by = given_id(moving, fields->by);
    return party && !moving->scope->operator&&(!by || uuid_equal(*by, moving->scope->person_id));
}

enum status signing_check(struct moving *moving, const struct signing *fields, bool himself)
{
    const struct field *all = moving->cycle->type->fields;
    enum status status = OK;
    if (moving->asked)
        return OK;
    status = moving_not_in_future(moving, FIELD_BIT(fields->on));
    if (!himself && !given_id(moving, fields->by))
        status =
            problem_add(moving->problems, REFUSED, &msg_signing_who, all[fields->by].name, all[fields->by].label, NULL);
    if (!himself && !given_id(moving, fields->paper))
        status = problem_add(moving->problems, REFUSED, &msg_signing_paper, all[fields->paper].name, NULL);
    return status;
}

void signing_fill(struct moving *moving, const struct signing *fields, bool himself, struct uuid unit)
{
    const struct uuid *by = given_id(moving, fields->by);
    moving_put_date(moving, fields->on, clock_today(moving->tx->clock));
    if (himself)
        moving_put_id(moving, fields->by, moving->scope->person_id);
    else if (by)
        moving_supplied(moving, unit, *by, *(const date *)moving_value(moving, fields->on));
}

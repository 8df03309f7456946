#include "ledger/outcome.h"

#include "ledger/ledger_messages.h"
#include "ledger/restricted.h"

enum status outcome_not_in_future(struct tx *tx, const struct record_type *type, const struct record_head *record,
                                  int field, struct problems *problems)
{
    const struct field *what = &type->fields[field];
    if (!record_has(record, field) || *(const date *)field_get(record, what) <= clock_today(tx->clock))
        return OK;
    return problem_add(problems, REFUSED, &msg_outcome_in_future, what->name, what->label, NULL);
}

enum status outcome_restricts(struct tx *tx, const struct record_type *type, const struct record_head *record,
                              int findings, bool *ret_restricted)
{
    size_t count = 0;
    enum status status = OK;
    if (record_has(record, findings))
        status = restricted_among(tx, record->ledger_id, field_get(record, &type->fields[findings]), &count);
    *ret_restricted = count > 0;
    return status;
}

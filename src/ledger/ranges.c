#include "ledger/ranges.h"

#include "ledger/ledger_messages.h"

enum status range_check(struct arena *arena, const struct record_type *type, const struct record_head *record,
                        int field, int64_t least, int64_t most, struct problems *problems)
{
    if (!record_has(record, field))
        return OK;
    int64_t value = *(const int64_t *)field_get(record, &type->fields[field]);
    if (value >= least && value <= most)
        return OK;
    return problem_add(problems, REFUSED, &msg_number_between, type->fields[field].name, type->fields[field].label,
                       arena_printf(arena, "%lld", (long long)least), arena_printf(arena, "%lld", (long long)most),
                       NULL);
}

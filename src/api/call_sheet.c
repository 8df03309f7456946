/* call_sheet: declared in "api/handlers.h". Whom the office calls: due, overdue, silent, returned, and what else is
 * owed. */
#include "schedule/call_sheet.h"

#include "access/person_fields.h"
#include "api/handlers.h"
#include "api/insights.h"

enum status call_sheet_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct insight insight = call_insight(call, db);
    struct call_sheet sheet;
    date as_of = clock_today(&call->server->setup.clock);
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = call_day(call, "as_of", &as_of);
    if (status)
        return status;
    bool phones = gate_seen(&record_person, call_roles(call, ledger)) & FIELD_BIT(FIELD_person_phone);
    status = call_sheet_read(&insight, ledger->id, as_of, phones, &sheet);
    if (!status)
        call_sheet_json(call_out(call), &sheet);
    return status;
}

/* practice: the occurrences of a measure that is kept up, by period; declared in "api/handlers.h". */
#include "ledger/practice.h"

#include "api/handlers.h"
#include "api/records.h"
#include "insight/insight.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "store/row.h"

struct kept_up {
    struct call *call;
    struct db *db;
    struct uuid ledger;
    struct corrective_action *action;
    date since, until; /* of the practice: since its plan was issued or it was added, until it was done */
};

static enum status read_days(struct kept_up *k, const date **ret_days, size_t *ret_count)
{
    char id[UUID_TEXT];
    VEC(date) days = {0};
    struct list_query query = {.type = &record_progress_entry,
                               .ledger = k->ledger,
                               .sort = -1,
                               .columns = FIELD_BIT(FIELD_progress_entry_occurred_on) |
                                          FIELD_BIT(FIELD_progress_entry_corrective_action_id),
                               .filters = {{.field = FIELD_progress_entry_corrective_action_id, .value = id}},
                               .filter_count = 1,
                               .limit = LIST_LIMIT};
    enum status status;
    uuid_text(k->action->head.id, id);
    do {
        struct list_page page = {0};
        struct list_query asked = query;
        status = gate_list(k->db, k->call->arena, k->call->scope, &asked, &k->call->problems, &page);
        for (size_t i = 0; !status && i < page.count; i++)
            *VEC_PUSH(k->call->arena, &days) = ((const struct progress_entry *)page.rows[i])->occurred_on;
        query.after = page.next;
    } while (!status && query.after);
    *ret_days = days.items;
    *ret_count = days.count;
    return status;
}

static enum status read_span(struct kept_up *k)
{
    const struct corrective_action *action = k->action;
    struct plan *plan = record_new(k->call->arena, &record_plan);
    enum status status = NOT_FOUND;
    k->since = clock_day_of(&k->call->server->setup.clock, action->head.created_at);
    k->until = clock_today(&k->call->server->setup.clock);
    if (action->state == action_state_done && record_has(&action->head, FIELD_corrective_action_done_on) &&
        action->done_on < k->until)
        k->until = action->done_on;
    if (record_has(&action->head, FIELD_corrective_action_plan_id)) /* only its day, whoever may read the plan */
        status = row_load(k->db, k->call->arena, &record_plan, k->ledger, action->plan_id, plan);
    if (!status && record_has(&plan->head, FIELD_plan_issued_on))
        k->since = plan->issued_on;
    return status == NOT_FOUND ? OK : status;
}

static void put_periods(struct strbuf *out, const struct practice_period *periods, size_t count)
{
    int64_t recorded = 0, missed = 0;
    strbuf_adds(out, ",\"periods\":[");
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(out, i ? ",\n{" : "\n{");
        json_member_date(out, "from", true, periods[i].from);
        json_member_date(out, "until", true, periods[i].until);
        strbuf_add_member_int(out, "recorded", periods[i].recorded);
        strbuf_add_member_bool(out, "owed", periods[i].owed);
        strbuf_add_member_bool(out, "missed", periods[i].missed);
        strbuf_addc(out, '}');
        recorded += periods[i].recorded;
        missed += periods[i].missed;
    }
    strbuf_addc(out, ']');
    strbuf_add_member_int(out, "recorded", recorded);
    strbuf_add_member_int(out, "missed", missed);
}

enum status practice_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct kept_up k = {.call = call, .db = db, .action = record_new(call->arena, &record_corrective_action)};
    struct practice_period *periods = ARENA_ARRAY(call->arena, struct practice_period, PRACTICE_PERIODS);
    struct strbuf *out = call_out(call);
    struct uuid id;
    const date *days = NULL;
    size_t count = 0, day_count = 0;
    unsigned roles;
    enum status status = call_ledger(call, &ledger);
    if (status)
        return status;
    k.ledger = ledger->id;
    status = record_find(db, call->arena, &record_corrective_action, ledger->id, call->arguments[1], &id);
    if (!status)
        status = gate_load(db, call->arena, call->scope, &record_corrective_action, ledger->id, id, k.action, &roles);
    if (status == NOT_FOUND)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", record_corrective_action.label, NULL);
    bool practice = record_has(&k.action->head, FIELD_corrective_action_frequency);
    if (!status)
        status = read_span(&k);
    if (!status && practice)
        status = read_days(&k, &days, &day_count);
    if (status)
        return status;
    if (practice) {
        enum frequency frequency = (enum frequency)k.action->frequency;
        count = practice_periods(frequency, k.since, k.until, periods);
        practice_count(periods, count, days, day_count, clock_today(&call->server->setup.clock));
    }
    strbuf_addc(out, '{');
    strbuf_add_member_name(out, "frequency");
    strbuf_adds(out, practice ? "" : "null");
    if (practice)
        strbuf_add_json(out, word_text(&words_frequency, k.action->frequency));
    json_member_date(out, "since", true, k.since);
    put_periods(out, periods, count);
    strbuf_addc(out, '}');
    return OK;
}

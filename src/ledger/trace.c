#include "ledger/trace_fields.h"

#include "journal/journal.h"

#include "ledger/ledger_messages.h"
#include "ledger/restricted.h"

WORDS_DEFINE(trace_kind, TRACE_KIND_WORDS)

static enum status trace_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                 struct problems *problems)
{
    (void)problems;
    struct trace *trace = (struct trace *)record;
    const struct actor *actor = command->actor;
    if (!record_has(record, FIELD_trace_occurred_on)) {
        trace->occurred_on = clock_today(tx->clock);
        record_present(record, FIELD_trace_occurred_on);
    }
    trace->entered_by_id = actor->person_id;
    if (!uuid_is_nil(trace->entered_by_id)) /* the operator is no person */
        record_present(record, FIELD_trace_entered_by_id);
    return OK;
}

static enum status trace_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                               struct problems *problems)
{
    const struct trace *trace = (const struct trace *)after;
    return !before && record_has(after, FIELD_trace_occurred_on) && trace->occurred_on > clock_today(tx->clock)
               ? problem_add(problems, REFUSED, &msg_trace_in_future, "occurred_on", NULL)
               : OK;
}

static enum status trace_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct trace *)record)->finding_id, ret_restricted);
}

#define RECORD        trace
#define RECORD_FIELDS TRACE_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "工作留痕", .plural = "traces", .statement = true, .code = -1, .title = FIELD_trace_what,                 \
    .hooks = {.prepare = trace_prepare, .rules = trace_rules, .restricts = trace_restricts},
#include "record/define.h"

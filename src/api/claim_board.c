/* claim_board: who has claimed and who has not; declared in "api/handlers.h". Each figure is a list of claims that the
 * same address shows: units' by organisation_id, persons' by person_id, states by state, what is overdue by
 * state=owed&due_on=..today-1. */
#include "workflow/claim_board.h"

#include "api/handlers.h"
#include "api/records.h"
#include "ledger/gate.h"

static void put_tally(struct strbuf *out, const struct claim_tally *tally)
{
    int share = claim_tally_share(tally);
    strbuf_adds(out, "\"total\":");
    strbuf_add_int(out, claim_tally_total(tally));
    strbuf_add_member_int(out, "claimed", tally->claimed);
    strbuf_add_member_int(out, "owed", tally->owed);
    strbuf_add_member_int(out, "disputed", tally->disputed);
    strbuf_add_member_int(out, "overdue", tally->overdue);
    strbuf_adds(out, ",\"share\":");
    if (share < 0)
        strbuf_adds(out, "null");
    else
        strbuf_add_int(out, share);
}

static void put_both(struct strbuf *out, const struct claim_tally *units, const struct claim_tally *persons)
{
    strbuf_adds(out, "\"units\":{");
    put_tally(out, units);
    strbuf_adds(out, "},\"persons\":{");
    put_tally(out, persons);
    strbuf_addc(out, '}');
}

static void put_parties(struct strbuf *out, const struct claim_board *board, bool units, struct names *names)
{
    bool any = false;
    strbuf_add_member_name(out, units ? "by_unit" : "by_person");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < board->party_count; i++) {
        const struct claim_party *party = &board->parties[i];
        char day[DATE_TEXT];
        if (party->is_unit != units)
            continue;
        strbuf_adds(out, any ? ",\n{\"id\":" : "\n{\"id\":");
        put_uuid(out, party->id);
        strbuf_addc(out, ',');
        put_tally(out, &party->tally);
        strbuf_adds(out, ",\"last_on\":");
        date_text(party->last_on, day);
        if (party->last_on)
            strbuf_add_json(out, day);
        else
            strbuf_adds(out, "null");
        strbuf_addc(out, '}');
        names_want(names, units ? &record_organisation : &record_person, party->id);
        any = true;
    }
    strbuf_addc(out, ']');
}

static void put_groups(struct strbuf *out, const char *name, const struct claim_groups *groups,
                       const struct record_type *type, struct names *names)
{
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '[');
    for (size_t i = 0; i < groups->count; i++) {
        const struct claim_group *group = &groups->items[i];
        strbuf_adds(out, i ? ",{\"id\":" : "{\"id\":");
        if (uuid_is_nil(group->id)) {
            strbuf_adds(out, "null");
        } else {
            put_uuid(out, group->id);
            names_want(names, type, group->id);
        }
        strbuf_addc(out, ',');
        put_both(out, &group->units, &group->persons);
        strbuf_addc(out, '}');
    }
    strbuf_addc(out, ']');
}

static enum status read_id(struct call *call, struct db *db, const char *name, const struct record_type *type,
                           struct uuid ledger, struct uuid *ret_id)
{
    const char *text = http_query(call->http, name);
    return text && *text ? name_resolve(db, call->arena, call->scope, type, ledger, text, name, &call->problems, ret_id)
                         : OK;
}

enum status claim_board_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct subject subject = {0};
    struct claim_board board;
    struct strbuf *out = call_out(call);
    struct names *names = names_new(call->arena, call->scope);
    char today[DATE_TEXT];
    int64_t days = 0;
    enum status status = call_ledger(call, &ledger), one;
    if (status)
        return status;
    subject.ledger_id = ledger->id;
    struct claim_asked asked = {.ledger = ledger->id, .today = clock_today(&call->server->setup.clock)};
    status = read_id(call, db, "feedback_report_id", &record_feedback_report, ledger->id, &asked.report);
    if ((one = read_id(call, db, "inspection_id", &record_inspection, ledger->id, &asked.inspection)))
        status = one;
    if (!status)
        status = claim_board_read(db, call->arena, call->scope, &asked, &board);
    if (!status)
        status = claim_days(db, call->arena, ledger->id, &days);
    if (status)
        return status;
    date_text(asked.today, today);
    strbuf_adds(out, "{\"today\":");
    strbuf_add_json(out, today);
    strbuf_add_member_int(out, "claim_days", days);
    strbuf_addc(out, ',');
    put_both(out, &board.units, &board.persons);
    put_parties(out, &board, true, names);
    put_parties(out, &board, false, names);
    strbuf_add_member_int(out, "more", (int64_t)board.party_more);
    put_groups(out, "by_report", &board.reports, &record_feedback_report, names);
    put_groups(out, "by_inspection", &board.inspections, &record_inspection, names);
    status = put_names(call, db, &subject, names);
    strbuf_addc(out, '}');
    return status;
}

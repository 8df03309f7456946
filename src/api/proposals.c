/* proposals: what the program would suggest for a finding; declared in "api/handlers.h". */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "ledger/gate.h"
#include "ledger/portfolio.h"

static void put_official(struct strbuf *out, const struct portfolio_proposal *proposal, const struct names *names)
{
    strbuf_adds(out, "{\"person_id\":");
    put_uuid(out, proposal->person_id);
    strbuf_add_member_name(out, "organisation_id");
    if (uuid_is_nil(proposal->organisation_id))
        strbuf_adds(out, "null");
    else
        put_uuid(out, proposal->organisation_id);
    strbuf_add_member(out, "category", *proposal->category ? names_term(names, "category", proposal->category) : "");
    strbuf_addc(out, '}');
}

/* Terms are called by name when a record that has one is wanted. */
static void want(struct call *call, struct names *names, const struct portfolio_proposal *proposal)
{
    struct portfolio *one = record_new(call->arena, &record_portfolio);
    names_want(names, &record_person, proposal->person_id);
    if (!uuid_is_nil(proposal->organisation_id))
        names_want(names, &record_organisation, proposal->organisation_id);
    one->category = proposal->category;
    if (*proposal->category)
        record_present(&one->head, FIELD_portfolio_category);
    names_want_record(names, &record_portfolio, &one->head, one->head.present);
}

enum status proposals_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    struct portfolio_proposal proposal;
    struct finding *finding = record_new(call->arena, &record_finding);
    struct names *names = names_new(call->arena, call->scope);
    struct strbuf *out = call_out(call);
    struct uuid id = {0};
    unsigned roles;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = name_resolve(db, call->arena, call->scope, &record_finding, ledger->id, call->arguments[1], "",
                              &call->problems, &id);
    if (status == REFUSED) /* no such finding for him */
        status = NOT_FOUND;
    if (!status)
        status = gate_load(db, call->arena, call->scope, &record_finding, ledger->id, id, finding, &roles);
    if (status == NOT_FOUND)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", record_finding.label, NULL);
    if (!status)
        status = portfolio_propose(db, call->arena, finding, clock_today(&call->server->setup.clock), &proposal);
    if (status)
        return status;
    bool found = !uuid_is_nil(proposal.person_id);
    const struct subject subject = {.ledger_id = ledger->id};
    if (found)
        want(call, names, &proposal);
    status = names_load(names, db, ledger->id);
    if (status)
        return status;
    strbuf_adds(out, "{\"lead_official\":");
    if (found)
        put_official(out, &proposal, names);
    else
        strbuf_adds(out, "null");
    status = put_names(call, db, &subject, names);
    strbuf_addc(out, '}');
    return status;
}

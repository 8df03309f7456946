/* holdings: what a person carries, before it is handed over and as it was signed; declared in "api/handlers.h". */
#include "workflow/holdings.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "ledger/gate.h"
#include "ledger/handover_fields.h"
#include "store/row.h"

#define LOOKERS (ROLE_BIT(role_office) | ROLE_BIT(role_leader) | ROLE_BIT(role_supervisor))

static void put_holding(struct call *call, const struct holding *one, struct names *names)
{
    struct strbuf *out = call_out(call);
    strbuf_adds(out, "{\"record\":");
    strbuf_add_json(out, holding_type(one)->name);
    strbuf_adds(out, ",\"id\":");
    put_uuid(out, one->id);
    strbuf_add_member_name(out, "finding_id");
    if (uuid_is_nil(one->finding_id) || !*names_get(names, one->finding_id))
        strbuf_adds(out, "null");
    else
        put_uuid(out, one->finding_id);
    strbuf_add_member(out, "as", one->as);
    strbuf_add_member(out, "number", one->number);
    strbuf_add_member(out, "title", one->title);
    strbuf_add_member(out, "due_on", one->due_on);
    strbuf_addc(out, '}');
}

static enum status put_holdings(struct call *call, struct db *db, const struct ledger_card *ledger, struct uuid person,
                                const struct holdings *holdings, bool frozen)
{
    struct strbuf *out = call_out(call);
    struct subject subject = {.ledger_id = ledger->id};
    struct names *names = names_new(call->arena, call->scope);
    names_want(names, &record_person, person);
    for (size_t i = 0; i < holdings->count; i++)
        if (!uuid_is_nil(holdings->items[i].finding_id))
            names_want(names, &record_finding, holdings->items[i].finding_id);
    enum status status = names_load(names, db, ledger->id);
    if (status)
        return status;
    strbuf_adds(out, "{\"person_id\":");
    put_uuid(out, person);
    strbuf_add_member_bool(out, "frozen", frozen);
    strbuf_add_member_bool(out, "more", holdings->more);
    strbuf_add_member_name(out, "rows");
    strbuf_addc(out, '[');
    for (size_t i = 0; i < holdings->count; i++) {
        strbuf_adds(out, i ? ",\n" : "");
        put_holding(call, &holdings->items[i], names);
    }
    strbuf_addc(out, ']');
    status = put_names(call, db, &subject, names);
    strbuf_addc(out, '}');
    return status;
}

/* As it was signed, of what this reader may see of it. */
static enum status answer_frozen(struct call *call, struct db *db, const struct ledger_card *ledger, const char *key)
{
    unsigned roles;
    struct uuid id = {0};
    struct handover *seen = record_new(call->arena, &record_handover),
                    *whole = record_new(call->arena, &record_handover);
    struct holdings frozen = {0}, shown;
    enum status status = name_resolve(db, call->arena, call->scope, &record_handover, ledger->id, key, "handover_id",
                                      &call->problems, &id);
    if (!status)
        status = gate_load(db, call->arena, call->scope, &record_handover, ledger->id, id, seen, &roles);
    if (!status)
        status = row_load(db, call->arena, &record_handover, ledger->id, id, whole);
    if (!status && record_has(&whole->head, FIELD_handover_holdings))
        status = holdings_parse(call->arena, whole->holdings, &frozen);
    if (!status)
        status = holdings_seen(db, call->arena, call->scope, ledger->id, &frozen, &shown);
    return status ? status : put_holdings(call, db, ledger, whole->from_person_id, &shown, true);
}

enum status holdings_answer(struct call *call, struct db *db)
{
    const struct ledger_card *ledger;
    const char *handover = http_query(call->http, "handover_id"), *person = http_query(call->http, "person_id");
    struct uuid id = call->scope->person_id;
    struct holdings all, shown;
    enum status status = call_ledger(call, &ledger);
    if (!status && handover && *handover)
        return answer_frozen(call, db, ledger, handover);
    if (!status && person && *person)
        status = name_resolve(db, call->arena, call->scope, &record_person, ledger->id, person, "person_id",
                              &call->problems, &id);
    if (!status && !(call_roles(call, ledger) & LOOKERS) && !uuid_equal(id, call->scope->person_id))
        status = call_no_right(call);
    if (!status)
        status = holdings_read(db, call->arena, ledger->id, id, clock_today(&call->server->setup.clock), &all);
    if (!status)
        status = holdings_seen(db, call->arena, call->scope, ledger->id, &all, &shown);
    return status ? status : put_holdings(call, db, ledger, id, &shown, false);
}

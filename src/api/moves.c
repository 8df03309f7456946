/* moves: records moved along their life cycles, one at a time, and what could be moved; declared in "api/handlers.h"
 * and "api/records.h". */
#include "api/conflict.h"
#include "api/handlers.h"
#include "api/problem_json.h"
#include "api/records.h"
#include "workflow/mover.h"

/* ---- what could be done ---- */

static void put_fields(struct strbuf *out, const char *name, const struct record_type *type, uint64_t mask)
{
    bool any = false;
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '[');
    for (size_t i = 0; i < type->count; i++) {
        if (!(mask & FIELD_BIT(i)))
            continue;
        strbuf_adds(out, any ? "," : "");
        strbuf_add_json(out, type->fields[i].name);
        any = true;
    }
    strbuf_addc(out, ']');
}

static void put_move(struct call *call, const struct record_type *type, const struct possible_move *move, bool first)
{
    struct strbuf *out = call_out(call);
    const struct profiles *profiles = call->server->setup.profiles;
    strbuf_adds(out, first ? "{\"event\":" : ",{\"event\":");
    strbuf_add_json(out, move->form->event);
    strbuf_add_member(out, "label", profile_event(profiles, type, move->form->event, call->language));
    strbuf_add_member_bool(out, "allowed", move->allowed);
    strbuf_add_member_bool(out, "party", move->party);
    put_fields(out, "asks", type, move->form->asks);
    put_fields(out, "takes", type, move->takes);
    strbuf_adds(out, ",\"why\":[");
    for (size_t i = 0; i < move->why.count; i++) {
        strbuf_adds(out, i ? "," : "");
        problem_entry(profiles, out, &move->why.items[i], call->language);
    }
    strbuf_adds(out, "]}");
}

static enum status put_list(struct call *call, struct db *db, const struct record_type *type,
                            const struct record_head *record)
{
    struct possible_moves moves;
    enum status status = workflow_moves(db, call->arena, &call->server->setup.clock, call->scope, type, record, &moves);
    strbuf_addc(call_out(call), '[');
    for (size_t i = 0; !status && i < moves.count; i++)
        put_move(call, type, &moves.items[i], i == 0);
    strbuf_addc(call_out(call), ']');
    return status;
}

enum status put_moves(struct call *call, struct db *db, const struct subject *subject, const struct record_head *record)
{
    if (!lifecycle_of(subject->type))
        return OK;
    strbuf_adds(call_out(call), ",\"moves\":");
    return put_list(call, db, subject->type, record);
}

enum status put_moves_of_page(struct call *call, struct db *db, const struct subject *subject,
                              const struct list_page *page)
{
    struct strbuf *out = call_out(call);
    enum status status = OK;
    if (!lifecycle_of(subject->type))
        return OK;
    strbuf_adds(out, ",\"moves\":{");
    for (size_t i = 0; i < page->count && !status; i++) {
        const struct record_head *record = page->rows[i];
        strbuf_adds(out, i ? ",\n" : "");
        put_uuid(out, record->id);
        strbuf_addc(out, ':');
        status = put_list(call, db, subject->type, record);
    }
    strbuf_addc(out, '}');
    return status;
}

/* ---- moving ---- */

enum status moves_prepare(struct call *call)
{
    struct subject *subject;
    enum status status = subject_read(call, &subject);
    if (!status)
        status = call_if_match(call, &subject->seen_version);
    return status ? status : read_wanted(call, subject);
}

enum status moves_apply(struct tx *tx, struct call *call, struct problems *problems)
{
    struct subject *subject = call->state;
    enum status status = subject_find(subject, call, tx->db);
    if (status)
        return status;
    struct command command = command_new(tx, &call->actor);
    const struct move move = {.type = subject->type,
                              .ledger = subject->ledger_id,
                              .id = subject->id,
                              .event = call->arguments[3],
                              .given = wanted_copy(tx, subject),
                              .seen_version = subject->seen_version};
    status = workflow_move(tx, call->scope, &command, &move, problems);
    if (status != CONFLICT)
        return status;
    struct conflict conflict = {call->server, call->scope,           call->language, subject->type, subject->ledger_id,
                                subject->id,  subject->seen_version, call->json,     problems};
    return conflict_describe(tx, &conflict, &call->errors);
}

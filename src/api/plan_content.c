/* plan_content: what a plan's version or a unit's extract said, and what two versions differ in; declared in
 * "api/handlers.h". */
#include "ledger/plan_content.h"

#include "api/api_messages.h"
#include "api/handlers.h"
#include "api/records.h"
#include "journal/journal_messages.h"

static enum status read_content(struct call *call, struct db *db, const struct record_type *type, const char *key,
                                bool withdrawn, const struct ledger_card **ret_ledger, struct plan_content *ret_content)
{
    struct uuid id;
    enum status status = call_ledger(call, ret_ledger);
    if (status)
        return status;
    status = uuid_parse(key, &id)
                 ? plan_content_read(db, call->arena, call->scope, type, (*ret_ledger)->id, id, withdrawn, ret_content)
                 : NOT_FOUND;
    return status == NOT_FOUND ? problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", type->label, NULL)
                               : status;
}

/* The manifest is told by what it names. */
static void put_keeper(struct strbuf *out, const struct record_type *type, struct record_head *keeper)
{
    keeper->present &= ~FIELD_BIT(field_find(type, "parts"));
    put_record(out, type, keeper);
}

static void put_part(struct call *call, const char *name, const struct record_type *type, const records_vec *records,
                     struct names *names)
{
    struct strbuf *out = call_out(call);
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '[');
    for (size_t i = 0; i < records->count; i++) {
        strbuf_adds(out, i ? ",\n" : "\n");
        put_record(out, type, records->items[i]);
        want_names(names, type, records->items[i]);
        trace_restricted(call, type, records->items[i]);
    }
    strbuf_addc(out, ']');
}

static enum status content_answer(struct call *call, struct db *db, const struct record_type *type)
{
    const struct ledger_card *ledger;
    struct plan_content content = {0};
    struct strbuf *out = call_out(call);
    struct names *names = names_new(call->arena, call->scope);
    enum status status = read_content(call, db, type, call->arguments[1], false, &ledger, &content);
    if (status)
        return status;
    const struct subject subject = {.ledger_id = ledger->id};
    want_names(names, type, content.keeper);
    want_names(names, &record_plan, content.plan);
    strbuf_adds(out, "{\"record\":");
    put_keeper(out, type, content.keeper);
    strbuf_adds(out, ",\"plan\":");
    put_record(out, &record_plan, content.plan);
    for (size_t i = 0; i < PART_KINDS; i++)
        put_part(call, part_names[i], part_types[i], &content.of[i], names);
    strbuf_add_member_int(out, "left_out", content.left_out);
    strbuf_add_member_bool(out, "intact", content.intact);
    status = put_names(call, db, &subject, names);
    strbuf_addc(out, '}');
    return status;
}

enum status plan_version_content_answer(struct call *call, struct db *db)
{
    return content_answer(call, db, &record_plan_version);
}

enum status plan_extract_content_answer(struct call *call, struct db *db)
{
    return content_answer(call, db, &record_plan_extract);
}

/* ---- two versions ---- */

static void put_changes(struct call *call, const struct display *display, const struct plan_difference *difference)
{
    struct strbuf *out = call_out(call);
    const struct record_type *type = difference->type;
    bool any = false;
    strbuf_adds(out, ",\"changes\":[");
    for (size_t i = 0; i < type->count; i++) {
        if (!(difference->changed & FIELD_BIT(i)))
            continue;
        strbuf_adds(out, any ? ",{" : "{");
        strbuf_add_member(out, "field", type->fields[i].name);
        strbuf_add_member(out, "label", profile_field_label(display->profiles, type, (int)i, call->language));
        strbuf_add_member(out, "before", display_field(display, type, (int)i, difference->before));
        strbuf_add_member(out, "after", display_field(display, type, (int)i, difference->after));
        strbuf_addc(out, '}');
        any = true;
    }
    strbuf_addc(out, ']');
}

static const char *caption(struct arena *arena, const struct record_type *type, const struct record_head *record)
{
    if (type == &record_plan)
        return ((const struct plan *)record)->title;
    if (type == &record_acceptance_criterion)
        return ((const struct acceptance_criterion *)record)->criterion;
    const struct corrective_action *action = (const struct corrective_action *)record;
    return arena_printf(arena, "%s %s", action->number, action->measure);
}

static void put_difference(struct call *call, const struct display *display, const struct plan_difference *difference)
{
    struct strbuf *out = call_out(call);
    const struct record_head *is = difference->after ? difference->after : difference->before;
    strbuf_addc(out, '{');
    strbuf_add_member(out, "what", !difference->before ? "added" : !difference->after ? "removed" : "changed");
    strbuf_add_member(out, "record", difference->type->name);
    strbuf_add_member(out, "label", profile_record_label(display->profiles, difference->type, call->language));
    strbuf_adds(out, ",\"id\":");
    put_uuid(out, is->id);
    strbuf_add_member(out, "caption", caption(call->arena, difference->type, is));
    put_changes(call, display, difference);
    strbuf_addc(out, '}');
}

static void want_both(struct names *names, const struct plan_difference *difference)
{
    if (!difference->changed)
        return;
    names_want_record(names, difference->type, difference->before, difference->changed);
    names_want_record(names, difference->type, difference->after, difference->changed);
}

static bool of_one_plan(const struct plan_content *a, const struct plan_content *b)
{
    return uuid_equal(a->plan->id, b->plan->id);
}

enum status plan_compare_answer(struct call *call, struct db *db)
{
    const struct record_type *type = &record_plan_version;
    const struct ledger_card *ledger;
    const char *with = http_query(call->http, "with");
    struct plan_content before = {0}, after = {0};
    differences_vec differences = {0};
    struct strbuf *out = call_out(call);
    enum status status = read_content(call, db, type, call->arguments[1], true, &ledger, &after);
    if (!status)
        status = read_content(call, db, type, with ? with : "", true, &ledger, &before);
    if (status)
        return status;
    if (!of_one_plan(&before, &after))
        return problem_add(&call->problems, REFUSED, &msg_api_one_plan, "with", NULL);
    struct names *names = names_new(call->arena, call->scope);
    plan_content_compare(call->arena, &before, &after, &differences);
    for (size_t i = 0; i < differences.count; i++)
        want_both(names, &differences.items[i]);
    if ((status = names_load(names, db, ledger->id)))
        return status;
    const struct display display = {call->arena, call->server->setup.profiles, ledger->profile, call->language, names};
    strbuf_adds(out, "{\"before\":");
    put_keeper(out, type, before.keeper);
    strbuf_adds(out, ",\"after\":");
    put_keeper(out, type, after.keeper);
    strbuf_adds(out, ",\"differences\":[");
    for (size_t i = 0; i < differences.count; i++) {
        strbuf_adds(out, i ? ",\n" : "\n");
        put_difference(call, &display, &differences.items[i]);
    }
    strbuf_addc(out, ']');
    strbuf_add_member_int(out, "left_out", before.left_out + after.left_out);
    strbuf_addc(out, '}');
    return OK;
}

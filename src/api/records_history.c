/* records_history: the versions of a record, as people read them; declared in "api/handlers.h". */
#include "api/handlers.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "ledger/story.h"
#include "record/record_messages.h"

#include <string.h>

struct telling {
    struct call *call;
    struct display display;
};

static void put_who(struct strbuf *out, const char *key, const char *name)
{
    strbuf_add_member_name(out, key);
    if (name && *name)
        strbuf_add_json(out, name);
    else
        strbuf_adds(out, "null");
}

static void put_change(struct telling *t, struct strbuf *out, const struct record_type *type, int field,
                       const struct history_version *version)
{
    const char *before = version->before ? display_field(&t->display, type, field, version->before) : "";
    const char *label = profile_field_label(t->display.profiles, type, field, t->call->language);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "field", type->fields[field].name);
    strbuf_add_member(out, "label", label);
    strbuf_add_member(out, "before", before);
    strbuf_add_member(out, "after", display_field(&t->display, type, field, version->after));
    if (version->erased_before & FIELD_BIT(field))
        strbuf_add_member_bool(out, "erased_before", true);
    if (version->erased_after & FIELD_BIT(field))
        strbuf_add_member_bool(out, "erased_after", true);
    strbuf_addc(out, '}');
}

/* Whose words they are, when somebody else entered them (D35). */
static void put_supplier(struct telling *t, struct strbuf *out, const struct supplier *supplier)
{
    strbuf_add_member_name(out, "supplier");
    if (uuid_is_nil(supplier->unit_id) && uuid_is_nil(supplier->person_id) && !supplier->dated) {
        strbuf_adds(out, "null");
        return;
    }
    strbuf_addc(out, '{');
    put_who(out, "unit", names_get(t->display.names, supplier->unit_id));
    put_who(out, "person", names_get(t->display.names, supplier->person_id));
    put_who(out, "on", supplier->dated ? display_date(t->call->arena, supplier->on, t->call->language) : NULL);
    strbuf_addc(out, '}');
}

static void put_version(struct telling *t, const struct told *told)
{
    struct strbuf *out = call_out(t->call);
    const struct names *names = t->display.names;
    const struct history_version *version = told->version;
    bool any = false;
    char at[INSTANT_TEXT];
    instant_text(version->at, at);
    strbuf_addc(out, '{');
    if (told->about >= 0) {
        strbuf_adds(out, "\"of\":{");
        strbuf_add_member(out, "record", told->type->name);
        strbuf_add_member(out, "label", profile_record_label(t->display.profiles, told->type, t->call->language));
        strbuf_add_member(out, "caption", story_caption(&t->display, told));
        strbuf_addc(out, '}');
    }
    strbuf_add_member_int(out, "version", version->version);
    strbuf_add_member(out, "at", at);
    strbuf_add_member(out, "event", version->event);
    strbuf_add_member(out, "event_label",
                      profile_event(t->display.profiles, told->type, version->event, t->call->language));
    put_who(out, "actor",
            uuid_is_nil(version->actor_id) ? call_say(t->call, "系统操作员", "operator")
                                           : names_get(names, version->actor_id));
    put_who(out, "acting_for", names_get(names, version->acting_for_id));
    strbuf_add_member(out, "via", version->via);
    put_who(out, "reason", version->reason);
    put_supplier(t, out, &version->supplier);
    strbuf_adds(out, ",\"changes\":[");
    for (size_t i = 0; i < told->type->count; i++) {
        if (!(version->changed & FIELD_BIT(i)) || story_omits(told, (int)i))
            continue;
        strbuf_adds(out, any ? "," : "");
        put_change(t, out, told->type, (int)i, version);
        any = true;
    }
    strbuf_adds(out, "]}");
}

enum status records_history_answer(struct call *call, struct db *db)
{
    struct subject *subject = call->state;
    const char *whole = http_query(call->http, "whole");
    struct story story;
    if (whole && strcmp(whole, "true") != 0 && strcmp(whole, "false") != 0)
        return problem_add(&call->problems, REFUSED, &msg_not_flag, "whole", "whole", NULL);
    enum status status = subject_find(subject, call, db);
    if (status) /* said as of one he may not see */
        return status;
    status = story_read(db, call->arena, call->scope, subject->type, subject->ledger_id, subject->id,
                        whole && *whole == 't', &story);
    if (status == NOT_FOUND)
        return problem_add(&call->problems, NOT_FOUND, &msg_no_record, "", subject->type->label, NULL);
    if (status)
        return status;
    struct names *names = names_new(call->arena, call->scope);
    for (size_t i = 0; i < story.count; i++) {
        trace_restricted(call, story.told[i].type, story.told[i].record);
        story_names(&story.told[i], names);
    }
    status = names_load(names, db, subject->ledger_id);
    struct telling t = {call, {call->arena, call->server->setup.profiles, subject->profile, call->language, names}};
    strbuf_adds(call_out(call), "{\"versions\":[");
    for (size_t i = 0; i < story.count; i++) {
        strbuf_adds(call_out(call), i ? ",\n" : "\n");
        put_version(&t, &story.told[i]);
    }
    strbuf_adds(call_out(call), "]}");
    return status;
}

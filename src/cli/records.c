/* list, show, add, set, withdraw, history: for every record, from its list. Findings are named by number, others by
 * code or name, anything by id. */
#include "cli/commands.h"

#include "base/utf8.h"
#include "cli/cli_messages.h"
#include "cli/records.h"
#include "journal/journal_messages.h"
#include "ledger/asking.h"
#include "ledger/gate.h"
#include "ledger/story.h"
#include "record/json.h"
#include "record/record_messages.h"
#include "store/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum status cli_subject(struct cli *cli, struct subject *subject)
{
    *subject = (struct subject){.profile = "inspection"};
    subject->type = cli->count ? registry_find(&all_records, cli->arguments[0]) : NULL;
    if (!subject->type) {
        struct strbuf names = {0};
        for (size_t i = 0; i < all_records.count; i++) {
            strbuf_adds(&names, i ? ", " : "");
            strbuf_adds(&names, all_records.types[i]->name);
        }
        problem_add(&cli->problems, REFUSED, &msg_cli_no_record, "", cli->count ? cli->arguments[0] : "",
                    strbuf_text(&names), NULL);
        strbuf_free(&names);
        return REFUSED;
    }
    if (subject->type->of_installation)
        return OK;
    enum status status = cli_ledger(cli, &subject->ledger);
    if (!status)
        subject->profile = subject->ledger.profile;
    return status;
}

/* "field=value" */
static enum status split_pair(struct cli *cli, const char *pair, const char **ret_name, const char **ret_value)
{
    const char *equals = strchr(pair, '=');
    if (!equals || equals == pair)
        return problem_add(&cli->problems, REFUSED, &msg_cli_pair, "", pair, NULL);
    *ret_name = arena_strndup(cli->arena, pair, (size_t)(equals - pair));
    *ret_value = equals + 1;
    return OK;
}

static enum status find_field(struct cli *cli, const struct record_type *type, const char *name, int *ret_field)
{
    *ret_field = field_find(type, name);
    return *ret_field >= 0 ? OK : problem_add(&cli->problems, REFUSED, &msg_unknown_field, name, name, NULL);
}

static bool is_reference(const struct field *field)
{
    return field->kind == KIND_ref || field->kind == KIND_refs;
}

/* One record by what people call it: its id as text. */
static enum status resolve_one(struct cli *cli, const struct subject *subject, const struct field *field,
                               const char *value, const char **ret_id)
{
    struct uuid id = {0};
    char *text = arena_alloc(cli->arena, UUID_TEXT);
    enum status status = name_resolve(cli->db, cli->arena, &cli->scope, field->target, subject->ledger.head.id, value,
                                      field->name, &cli->problems, &id);
    uuid_text(id, text);
    *ret_id = text;
    return status;
}

/* References may be given by what people call them. */
static enum status resolve_value(struct cli *cli, const struct subject *subject, const struct field *field,
                                 const char *value, const char **ret_value)
{
    const char *id;
    *ret_value = value;
    if (!*value || !is_reference(field))
        return OK;
    struct strbuf out = {0};
    enum status status = OK;
    strbuf_adds(&out, field->kind == KIND_refs ? "[" : "");
    for (const char *at = value; *at && !status;) {
        size_t length = field->kind == KIND_refs ? strcspn(at, ",") : strlen(at);
        const char *one = arena_strndup(cli->arena, at, length);
        status = resolve_one(cli, subject, field, one, &id);
        strbuf_adds(&out, at != value ? "," : "");
        if (field->kind == KIND_refs)
            strbuf_add_json(&out, id);
        else
            strbuf_adds(&out, id);
        at += length;
        at += *at == ',';
    }
    strbuf_adds(&out, field->kind == KIND_refs ? "]" : "");
    *ret_value = arena_strdup(cli->arena, strbuf_text(&out));
    strbuf_free(&out);
    return status;
}

static enum status read_pairs(struct cli *cli, const struct subject *subject, int from, struct record_head *record)
{
    enum status worst = OK;
    for (int i = from; i < cli->count; i++) {
        const char *name, *value;
        int field;
        enum status status = split_pair(cli, cli->arguments[i], &name, &value);
        if (!status)
            status = find_field(cli, subject->type, name, &field);
        if (!status && subject->type->fields[field].flags & (GIVEN | DERIVED))
            status =
                problem_add(&cli->problems, REFUSED, &msg_given_field, name, subject->type->fields[field].label, NULL);
        if (!status)
            status = resolve_value(cli, subject, &subject->type->fields[field], value, &value);
        if (!status)
            status = field_from_text(cli->arena, subject->type, field, value, &cli->problems, record);
        if (status)
            worst = status;
    }
    return worst;
}

/* ---- printing ---- */

void cli_record_json(struct strbuf *out, const struct record_type *type, const struct record_head *record,
                     const struct names *names)
{
    char id[UUID_TEXT], at[INSTANT_TEXT];
    uuid_text(record->id, id);
    instant_text(record->changed_at, at);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "id", id);
    strbuf_add_member_int(out, "version", record->version);
    strbuf_add_member(out, "changed_at", at);
    strbuf_add_member_bool(out, "withdrawn", record->withdrawn);
    struct strbuf fields = {0};
    if (record_json_fields(&fields, type, record, record->present)) {
        strbuf_addc(out, ',');
        strbuf_add(out, fields.bytes, fields.length);
    }
    strbuf_free(&fields);
    for (size_t i = 0; i < type->count; i++) { /* "lead_unit_id" also as "lead_unit": its name */
        const struct field *field = &type->fields[i];
        size_t length = strlen(field->name);
        if (field->kind != KIND_ref || !record_has(record, (int)i) || length < 4 ||
            strcmp(field->name + length - 3, "_id") != 0)
            continue;
        strbuf_addc(out, ',');
        strbuf_add_json_n(out, field->name, length - 3);
        strbuf_addc(out, ':');
        strbuf_add_json(out, names_get(names, *(const struct uuid *)field_get(record, field)));
    }
    strbuf_addc(out, '}');
}

static struct display display_of(struct cli *cli, const struct subject *subject, const struct names *names)
{
    return (struct display){cli->arena, cli->profiles, subject->profile, cli->language, names};
}

static const char *key_of(struct cli *cli, const struct record_type *type, const struct record_head *record)
{
    if (type->code >= 0 && record_has(record, type->code))
        return *(const char *const *)field_get(record, &type->fields[type->code]);
    char *id = arena_alloc(cli->arena, UUID_TEXT);
    uuid_text(record->id, id);
    return id;
}

/* One line: key, title, and whatever words the record has. */
void cli_record_line(struct cli *cli, const struct subject *subject, const struct record_head *record,
                     const struct names *names)
{
    struct display display = display_of(cli, subject, names);
    const struct record_type *type = subject->type;
    strbuf_adds(&cli->out, key_of(cli, type, record));
    for (size_t i = 0; i < type->count; i++) {
        enum field_kind kind = type->fields[i].kind;
        bool shown = (int)i == type->title ||
                     ((kind == KIND_word || kind == KIND_deadline) && record_has(record, (int)i)) ||
                     (kind == KIND_ref && type->title < 0);
        if (!shown || (int)i == type->code)
            continue;
        const char *text = display_field(&display, type, (int)i, record);
        size_t length = strlen(text), cut = utf8_prefix(text, length, 60);
        strbuf_adds(&cli->out, "  ");
        strbuf_add(&cli->out, text, cut);
        if (cut < length)
            strbuf_adds(&cli->out, "…");
    }
    strbuf_addc(&cli->out, '\n');
}

/* ---- commands ---- */

enum status cli_asked(struct cli *cli, const struct subject *subject, struct list_query *query)
{
    *query = (struct list_query){.type = subject->type,
                                 .ledger = subject->ledger.head.id,
                                 .text = cli_option(cli, "q"),
                                 .problems = &cli->problems};
    query->with_withdrawn = cli_option(cli, "withdrawn") != NULL;
    struct asking asking = {.db = cli->db,
                            .arena = cli->arena,
                            .scope = &cli->scope,
                            .clock = &cli->clock,
                            .query = query,
                            .problems = &cli->problems};
    enum status status = asking_sort(&asking, cli_option(cli, "sort"));
    for (int i = 1; i < cli->count && !status; i++) {
        const char *name, *value;
        status = split_pair(cli, cli->arguments[i], &name, &value);
        if (!status)
            status = asking_add(&asking, name, value);
    }
    return status ? status : asking_done(&asking);
}

static enum status print_page(struct cli *cli, const struct subject *subject, const struct list_page *page, bool first)
{
    struct names *names = names_new(cli->arena, &cli->scope);
    for (size_t i = 0; i < page->count; i++)
        names_want_record(names, subject->type, page->rows[i], ((const struct record_head *)page->rows[i])->present);
    enum status status = names_load(names, cli->db, subject->ledger.head.id);
    for (size_t i = 0; i < page->count && !status; i++) {
        if (!cli->json) {
            cli_record_line(cli, subject, page->rows[i], names);
            continue;
        }
        strbuf_adds(&cli->out, first && i == 0 ? "" : ",\n");
        cli_record_json(&cli->out, subject->type, page->rows[i], names);
    }
    return status;
}

/* Printed page by page, each in memory of its own, so that a list may be as long as it likes. */
static enum status print_pages(struct cli *cli, const struct subject *subject, const struct list_query *asked,
                               size_t left)
{
    enum { PAGE = 200 };
    struct arena *whole = cli->arena, *page_arena = arena_new();
    char after[LIST_CURSOR + 1];
    enum status status = OK;
    const char *next = asked->after;
    cli->arena = page_arena;
    for (bool first = true; left && !status; first = false) {
        struct list_page page = {0};
        struct list_query query = *asked; /* the gate narrows it in the page's own memory */
        query.after = next;
        query.limit = left < PAGE ? left : PAGE;
        status = gate_list(cli->db, page_arena, &cli->scope, &query, &cli->problems, &page);
        if (!status)
            status = print_page(cli, subject, &page, first);
        left -= page.count;
        if (!page.next)
            break;
        snprintf(after, sizeof after, "%s", page.next);
        next = after;
        fputs(strbuf_text(&cli->out), stdout);
        strbuf_clear(&cli->out);
        arena_reset(page_arena);
    }
    cli->arena = whole;
    arena_free(page_arena);
    return status;
}

int command_list(struct cli *cli)
{
    struct subject subject;
    struct list_query query;
    enum status status = cli_subject(cli, &subject);
    const char *limit = cli_option(cli, "limit");
    size_t left = limit ? (size_t)strtoul(limit, NULL, 10) : SIZE_MAX;
    if (!status)
        status = cli_asked(cli, &subject, &query);
    if (status)
        return cli_result(cli, status);
    strbuf_adds(&cli->out, cli->json ? "[" : "");
    status = print_pages(cli, &subject, &query, left);
    strbuf_adds(&cli->out, cli->json ? "]\n" : "");
    return cli_result(cli, status);
}

static enum status find_record(struct cli *cli, const struct subject *subject, struct record_head **ret_record)
{
    struct uuid id;
    unsigned roles;
    if (cli->count < 2)
        return problem_add(&cli->problems, REFUSED, &msg_no_record, "", subject->type->label, NULL);
    enum status status = name_resolve(cli->db, cli->arena, &cli->scope, subject->type, subject->ledger.head.id,
                                      cli->arguments[1], "", &cli->problems, &id);
    if (status)
        return status;
    *ret_record = record_new(cli->arena, subject->type);
    status =
        gate_load(cli->db, cli->arena, &cli->scope, subject->type, subject->ledger.head.id, id, *ret_record, &roles);
    return status == NOT_FOUND ? problem_add(&cli->problems, NOT_FOUND, &msg_no_record, "", subject->type->label, NULL)
                               : status;
}

enum status cli_record_print(struct cli *cli, const struct subject *subject, const struct record_head *record)
{
    struct names *names = names_new(cli->arena, &cli->scope);
    names_want_record(names, subject->type, record, record->present);
    enum status status = names_load(names, cli->db, subject->ledger.head.id);
    if (status)
        return status;
    if (cli->json) {
        cli_record_json(&cli->out, subject->type, record, names);
        strbuf_addc(&cli->out, '\n');
        return OK;
    }
    struct display display = display_of(cli, subject, names);
    for (size_t i = 0; i < subject->type->count; i++) {
        if (!record_has(record, (int)i))
            continue;
        strbuf_adds(&cli->out, profile_field_label(cli->profiles, subject->type, (int)i, cli->language));
        strbuf_adds(&cli->out, cli_say(cli, "：", ": "));
        strbuf_adds(&cli->out, display_field(&display, subject->type, (int)i, record));
        strbuf_addc(&cli->out, '\n');
    }
    return OK;
}

int command_show(struct cli *cli)
{
    struct subject subject;
    struct record_head *record = NULL;
    enum status status = cli_subject(cli, &subject);
    if (!status)
        status = find_record(cli, &subject, &record);
    if (!status)
        status = cli_record_print(cli, &subject, record);
    return cli_result(cli, status);
}

struct change_one {
    struct cli *cli;
    const struct record_type *type;
    struct record_head *record, *stored; /* what is asked for, which may be asked again; what a set record became */
    const char *reason;
    enum { CHANGE_ADD, CHANGE_SET, CHANGE_WITHDRAW } what;
};

static enum status apply_change(struct tx *tx, void *context, struct problems *problems)
{
    struct change_one *one = context;
    const struct scope *scope = &one->cli->scope;
    struct command command = command_new(tx, &one->cli->actor);
    struct change change = {.type = one->type, .record = one->record, .ret_record = one->stored};
    switch (one->what) {
    case CHANGE_ADD:
        return gate_add(tx, scope, &command, one->type, one->record, problems);
    case CHANGE_SET:
        return gate_set(tx, scope, &command, &change, problems);
    default:
        return gate_withdraw(tx, scope, &command, one->type, one->record->ledger_id, one->record->id, one->reason,
                             problems);
    }
}

int command_add(struct cli *cli)
{
    struct subject subject;
    enum status status = cli_subject(cli, &subject);
    if (status)
        return cli_result(cli, status);
    struct record_head *record = record_new(cli->arena, subject.type);
    record->ledger_id = subject.ledger.head.id;
    struct change_one one = {.cli = cli, .type = subject.type, .record = record, .what = CHANGE_ADD};
    status = read_pairs(cli, &subject, 1, record);
    if (!status)
        status = cli_write(cli, apply_change, &one);
    if (!status)
        status = cli_record_print(cli, &subject, record);
    return cli_result(cli, status);
}

int command_set(struct cli *cli)
{
    struct subject subject;
    struct record_head *record = NULL;
    enum status status = cli_subject(cli, &subject);
    if (!status)
        status = find_record(cli, &subject, &record);
    if (status)
        return cli_result(cli, status);
    if (cli->count < 3)
        return cli_usage(cli);
    struct record_head *wanted = record_new(cli->arena, subject.type);
    wanted->ledger_id = record->ledger_id;
    wanted->id = record->id;
    struct change_one one = {.cli = cli, .type = subject.type, .record = wanted, .stored = record, .what = CHANGE_SET};
    status = read_pairs(cli, &subject, 2, wanted);
    if (!status)
        status = cli_write(cli, apply_change, &one);
    if (!status)
        status = cli_record_print(cli, &subject, record);
    return cli_result(cli, status);
}

int command_withdraw(struct cli *cli)
{
    struct subject subject;
    struct record_head *record = NULL;
    const char *reason = cli_option(cli, "reason");
    enum status status = cli_subject(cli, &subject);
    if (!status && (!reason || !*reason))
        return cli_usage(cli);
    if (!status)
        status = find_record(cli, &subject, &record);
    struct change_one one = {
        .cli = cli, .type = subject.type, .record = record, .reason = reason, .what = CHANGE_WITHDRAW};
    if (!status)
        status = cli_write(cli, apply_change, &one);
    return cli_result(cli, status);
}

/* ---- for other commands ---- */

enum status cli_resolve(struct cli *cli, const struct ledger *ledger, const struct record_type *type, const char *text,
                        const char *place, struct uuid *ret_id)
{
    return name_resolve(cli->db, cli->arena, &cli->scope, type, ledger->head.id, text, place, &cli->problems, ret_id);
}

/* Several, with commas between them, as people write a list. */
static enum status take_refs(struct cli *cli, const struct ledger *ledger, const struct field *field, const char *text,
                             const char *option, struct uuid_list *ret_list)
{
    VEC(struct uuid) ids = {0};
    char *copy = arena_strdup(cli->arena, text), *rest = NULL;
    enum status status = OK;
    for (char *one = strtok_r(copy, ",", &rest); one && !status; one = strtok_r(NULL, ",", &rest))
        status = cli_resolve(cli, ledger, field->target, one, option, VEC_PUSH(cli->arena, &ids));
    *ret_list = (struct uuid_list){ids.items, ids.count};
    uuid_list_sort(ret_list);
    return status;
}

enum status cli_fields(struct cli *cli, const struct ledger *ledger, const struct record_type *type,
                       struct record_head *record, const struct option_field *fields)
{
    enum status status = OK;
    for (; fields->option && !status; fields++) {
        const char *text = cli_option(cli, fields->option);
        const struct field *field = &type->fields[fields->field];
        struct uuid id;
        if (text && field->kind == KIND_flag) { /* a switch */
            *(bool *)field_set(record, field) = true;
            record_present(record, fields->field);
        }
        if (!text || !*text || field->kind == KIND_flag)
            continue;
        if (field->kind == KIND_refs) {
            status = take_refs(cli, ledger, field, text, fields->option, field_set(record, field));
            record_present(record, fields->field);
        } else if (field->kind == KIND_ref) {
            status = cli_resolve(cli, ledger, field->target, text, fields->option, &id);
            *(struct uuid *)field_set(record, field) = id;
            record_present(record, fields->field);
        } else {
            status = field_from_text(cli->arena, type, fields->field, text, &cli->problems, record);
        }
    }
    return status;
}

/* ---- history ---- */

static const char *who(struct cli *cli, const struct names *names, const struct history_version *version)
{
    const char *actor =
        uuid_is_nil(version->actor_id) ? cli_say(cli, "系统操作员", "operator") : names_get(names, version->actor_id);
    return uuid_is_nil(version->acting_for_id) ? actor
                                               : arena_printf(cli->arena, cli_say(cli, "%s（代%s）", "%s (for %s)"),
                                                              actor, names_get(names, version->acting_for_id));
}

static void print_change(struct cli *cli, const struct display *display, const struct record_type *type, int field,
                         const struct history_version *version, bool first)
{
    const char *label = profile_field_label(cli->profiles, type, field, cli->language);
    const char *before = version->before ? display_field(display, type, field, version->before) : "";
    const char *after = display_field(display, type, field, version->after);
    if (cli->json) {
        strbuf_adds(&cli->out, first ? "" : ",");
        strbuf_addc(&cli->out, '{');
        strbuf_add_member(&cli->out, "field", type->fields[field].name);
        strbuf_add_member(&cli->out, "label", label);
        strbuf_add_member(&cli->out, "before", before);
        strbuf_add_member(&cli->out, "after", after);
        strbuf_addc(&cli->out, '}');
    } else {
        strbuf_addf(&cli->out, "    %s: %s → %s\n", label, before, after);
    }
}

static void print_version(struct cli *cli, const struct display *display, const struct told *told)
{
    char at[INSTANT_TEXT];
    bool first = true;
    const struct record_type *type = told->type;
    const struct history_version *version = told->version;
    const char *of = told->about < 0 ? NULL : profile_record_label(cli->profiles, type, cli->language);
    const char *event = profile_event(cli->profiles, type, version->event, cli->language);
    const char *via = profile_word(cli->profiles, display->profile, "via", version->via, cli->language);
    instant_text(version->at, at);
    if (cli->json) {
        strbuf_addc(&cli->out, '{');
        if (of) {
            strbuf_add_member(&cli->out, "record", type->name);
            strbuf_add_member(&cli->out, "caption", story_caption(display, told));
        }
        strbuf_add_member_int(&cli->out, "version", version->version);
        strbuf_add_member(&cli->out, "at", at);
        strbuf_add_member(&cli->out, "event", version->event);
        strbuf_add_member(&cli->out, "actor", who(cli, display->names, version));
        strbuf_add_member(&cli->out, "via", version->via);
        strbuf_add_member(&cli->out, "reason", version->reason);
        strbuf_adds(&cli->out, ",\"changes\":[");
    } else {
        strbuf_addf(&cli->out, "%lld  %s  %s  ", (long long)version->version, at, event);
        if (of)
            strbuf_addf(&cli->out, "%s %s  ", of, story_caption(display, told));
        strbuf_addf(&cli->out, "%s  %s  %s\n", who(cli, display->names, version), via, version->reason);
    }
    for (size_t i = 0; i < type->count; i++) {
        if (!(version->changed & FIELD_BIT(i)) || story_omits(told, (int)i))
            continue;
        print_change(cli, display, type, (int)i, version, first);
        first = false;
    }
    strbuf_adds(&cli->out, cli->json ? "]}" : "");
}

int command_history(struct cli *cli)
{
    struct subject subject;
    struct record_head *record = NULL;
    struct story story = {0};
    enum status status = cli_subject(cli, &subject);
    if (!status)
        status = find_record(cli, &subject, &record);
    if (status)
        return cli_result(cli, status);
    status = story_read(cli->db, cli->arena, &cli->scope, subject.type, record->ledger_id, record->id,
                        cli_option(cli, "whole") != NULL, &story);
    struct names *names = names_new(cli->arena, &cli->scope);
    for (size_t i = 0; i < story.count && !status; i++)
        story_names(&story.told[i], names);
    if (!status)
        status = names_load(names, cli->db, subject.ledger.head.id);
    struct display display = display_of(cli, &subject, names);
    strbuf_adds(&cli->out, cli->json ? "[" : "");
    for (size_t i = 0; i < story.count && !status; i++) {
        strbuf_adds(&cli->out, cli->json && i ? ",\n" : "");
        print_version(cli, &display, &story.told[i]);
    }
    strbuf_adds(&cli->out, cli->json ? "]\n" : "");
    return cli_result(cli, status);
}

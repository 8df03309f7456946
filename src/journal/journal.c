#include "journal/journal.h"

#include "journal/chain.h"
#include "journal/fold.h"
#include "journal/journal_messages.h"
#include "record/check.h"
#include "record/json.h"
#include "record/record_messages.h"
#include "store/row.h"
#include "store/search.h"

#include <string.h>

struct command command_new(const struct tx *tx, const struct actor *actor)
{
    return (struct command){.actor = actor, .id = uuid_new(clock_now(tx->clock))};
}

/* ---- checks that need the store ---- */

static enum status check_ref(struct tx *tx, const struct field *field, struct uuid ledger, struct uuid id,
                             struct problems *problems)
{
    bool there;
    enum status status = row_is_live(tx->db, field->target, ledger, id, &there);
    if (!status && !there)
        status = problem_add(problems, REFUSED, &msg_no_target, field->name, field->label, field->target->label, NULL);
    return status;
}

static enum status check_term(struct tx *tx, const struct field *field, const char *word, struct problems *problems)
{
    if (!registry_find(tx->registry, "term"))
        return OK;
    bool there;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT 1 FROM \"term\" WHERE \"vocabulary\"=?1 AND \"word\"=?2 AND \"withdrawn\"=0");
    stmt_bind_text(stmt, 1, field->vocabulary);
    stmt_bind_text(stmt, 2, word);
    enum status status = stmt_step(stmt, &there);
    stmt_done(stmt);
    if (!status && !there)
        status = problem_add(problems, REFUSED, &msg_no_term, field->name, field->label, word, field->vocabulary, NULL);
    return status;
}

static enum status check_targets(struct tx *tx, const struct record_type *type, const struct record_head *record,
                                 uint64_t mask, struct problems *problems)
{
    enum status worst = OK;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (!(mask & FIELD_BIT(i)) || !record_has(record, (int)i) || field->flags & DERIVED)
            continue;
        enum status status = OK;
        const void *value = field_get(record, field);
        if (field->kind == KIND_ref) {
            status = check_ref(tx, field, record->ledger_id, *(const struct uuid *)value, problems);
        } else if (field->kind == KIND_refs) {
            const struct uuid_list *list = value;
            for (size_t k = 0; k < list->count && !status; k++)
                status = check_ref(tx, field, record->ledger_id, list->ids[k], problems);
        } else if (field->kind == KIND_term) {
            status = check_term(tx, field, *(const char *const *)value, problems);
        }
        if (status)
            worst = status;
        if (status == FAILED || status == BUSY)
            return status;
    }
    return worst;
}

/* ---- the event ---- */

static uint64_t fields_of_part(const struct record_type *type, enum event_part_kind kind)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++) {
        unsigned flags = type->fields[i].flags;
        enum event_part_kind its = flags & RESTRICTED ? PART_RESTRICTED : flags & PERSONAL ? PART_PERSONAL : PART_OPEN;
        if (its == kind && !(flags & DERIVED))
            mask |= FIELD_BIT(i);
    }
    return mask;
}

static const char *field_names(struct arena *arena, const struct record_type *type, uint64_t mask)
{
    struct strbuf names = {0};
    for (size_t i = 0; i < type->count; i++) {
        if (!(mask & FIELD_BIT(i)) || type->fields[i].flags & DERIVED)
            continue;
        if (names.length)
            strbuf_addc(&names, ',');
        strbuf_adds(&names, type->fields[i].name);
    }
    const char *text = arena_strdup(arena, strbuf_text(&names));
    strbuf_free(&names);
    return text;
}

static void keep_part(struct arena *arena, struct event_part *part, struct strbuf *json)
{
    part->there = true;
    part->size = json->length;
    part->bytes = arena_strndup(arena, strbuf_text(json), json->length);
    strbuf_free(json);
}

/* The address is personal data: it shares the personal part with the personal fields, under a key no field can have. */
static void add_personal(struct arena *arena, const struct actor *actor, struct event *event, struct strbuf *json)
{
    if (actor->address && *actor->address) {
        struct strbuf with = {0};
        strbuf_adds(&with, "{\"@address\":");
        strbuf_add_json(&with, actor->address);
        if (json->length > 2) {
            strbuf_addc(&with, ',');
            strbuf_add(&with, json->bytes + 1, json->length - 1);
        } else {
            strbuf_addc(&with, '}');
        }
        strbuf_free(json);
        *json = with;
    }
    if (json->length > 2)
        keep_part(arena, &event->parts[PART_PERSONAL], json);
    else
        strbuf_free(json);
}

static enum status fill_parts(struct tx *tx, const struct actor *actor, const struct record_type *type,
                              const struct record_head *record, uint64_t mask, const char *reason, struct event *event)
{
    struct strbuf open = {0}, personal = {0}, restricted = {0};
    uint64_t parts[EVENT_PARTS];
    bool all = false;
    enum status status = type->hooks.restricts ? type->hooks.restricts(tx, record, &all) : OK;
    if (status)
        return status;
    for (int i = 0; i < EVENT_PARTS; i++)
        parts[i] = mask & fields_of_part(type, (enum event_part_kind)i);
    if (all) { /* what is erased by order stays where it can be erased */
        parts[PART_RESTRICTED] |= parts[PART_OPEN];
        parts[PART_OPEN] = 0;
    }
    if (reason) { /* an event that changes no field but must say why */
        strbuf_adds(&open, "{\"@reason\":");
        strbuf_add_json(&open, reason);
        strbuf_addc(&open, '}');
    } else {
        record_json_canonical(&open, type, record, parts[PART_OPEN]);
    }
    keep_part(tx->arena, &event->parts[PART_OPEN], &open);
    record_json_canonical(&personal, type, record, parts[PART_PERSONAL]);
    add_personal(tx->arena, actor, event, &personal);
    record_json_canonical(&restricted, type, record, parts[PART_RESTRICTED]);
    if (restricted.length > 2)
        keep_part(tx->arena, &event->parts[PART_RESTRICTED], &restricted);
    else
        strbuf_free(&restricted);
    return OK;
}

static enum status append(struct tx *tx, const struct command *command, const struct record_type *type,
                          struct record_head *record, uint64_t mask, const char *word, const char *reason)
{
    struct event event = {.ledger_id = record->ledger_id,
                          .at = record->changed_at,
                          .command_id = command->id,
                          .batch_id = command->batch_id,
                          .record = type->name,
                          .record_id = record->id,
                          .version = record->version,
                          .schema_version = type->schema_version,
                          .event = word,
                          .fields = field_names(tx->arena, type, mask),
                          .actor_id = command->actor->person_id,
                          .acting_for_id = command->actor->acting_for_id,
                          .via = word_text(&words_via, (int)command->actor->via),
                          .supplier = command->actor->supplier};
    enum status status = fill_parts(tx, command->actor, type, record, mask, reason, &event);
    return status ? status : chain_append(tx, &event);
}

/* What goes with a change: values computed from it, and what it changes elsewhere. */
static enum status draw_consequences(struct tx *tx, const struct command *command, const struct record_type *type,
                                     const struct record_head *before, const struct record_head *after,
                                     struct problems *problems)
{
    enum status status = search_touch(tx, type, before, after);
    if (!status && type->hooks.derive)
        status = type->hooks.derive(tx, before, after);
    return status || !type->hooks.follow ? status : type->hooks.follow(tx, command, before, after, problems);
}

/* Names the field whose value is taken, rather than the database's index. */
static enum status check_unique(struct tx *tx, const struct record_type *type, const struct record_head *record,
                                uint64_t mask, struct problems *problems)
{
    enum status worst = OK;
    for (size_t i = 0; i < type->count; i++) {
        const struct field *field = &type->fields[i];
        if (!(field->flags & UNIQUE) || field->flags & GIVEN || !(mask & FIELD_BIT(i)) || !record_has(record, (int)i))
            continue;
        const char *value = *(const char *const *)field_get(record, field);
        struct record_head *other = record_new(tx->arena, type);
        enum status status = row_load_by(tx->db, tx->arena, type, record->ledger_id, (int)i, value, other);
        if (status == OK && !uuid_equal(other->id, record->id))
            worst = problem_add(problems, REFUSED, &msg_doubled, field->name, field->label, value, NULL);
        else if (status && status != NOT_FOUND)
            return status;
    }
    return worst;
}

/* Derived values come from the derive hook alone: rebuild has nothing else to take them from. */
static void forget_derived(struct record_head *record, const struct record_type *type)
{
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & DERIVED)
            record->present &= ~FIELD_BIT(i);
}

/* ---- the three ways to change a record ---- */

enum status journal_add(struct tx *tx, const struct command *command, const struct record_type *type,
                        struct record_head *record, struct problems *problems)
{
    const struct installation *installation;
    enum status status = installation_load(tx->db, &installation);
    if (!status && type->of_installation)
        record->ledger_id = installation->site_id;
    if (!status)
        status = chain_lock(tx, record->ledger_id);
    if (!status)
        status = chain_now(tx, record->ledger_id, &record->created_at);
    if (status)
        return status;
    if (uuid_is_nil(record->id))
        record->id = uuid_new(clock_now(tx->clock));
    if (type->hooks.prepare && (status = type->hooks.prepare(tx, command, record, problems)))
        return status;
    forget_derived(record, type);
    record_normalise(record, type);
    uint64_t stated = record->present & ~record->null;
    record->version = 1;
    record->changed_at = record->created_at;
    record->withdrawn = false;
    enum status refused = record_check(type, record, true, problems);
    status = check_targets(tx, type, record, stated, problems);
    if (!status)
        status = check_unique(tx, type, record, stated, problems);
    record_complete(record, type);
    if (!status && type->hooks.rules)
        status = type->hooks.rules(tx, NULL, record, problems);
    if (status || refused)
        return status ? status : refused;
    status = row_insert(tx->db, tx->arena, type, record);
    if (status)
        return status;
    status = append(tx, command, type, record, stated, "add", NULL);
    return status ? status : draw_consequences(tx, command, type, NULL, record, problems);
}

static enum status name_conflicts(struct tx *tx, const struct record_type *type, const struct record_head *current,
                                  uint64_t changed, int64_t seen_version, struct problems *problems)
{
    uint64_t theirs;
    enum status status = journal_changed_since(tx->db, type, current->ledger_id, current->id, seen_version, &theirs);
    if (status || !(theirs & changed))
        return status;
    for (size_t i = 0; i < type->count; i++)
        if (theirs & changed & FIELD_BIT(i))
            status = problem_add(problems, CONFLICT, &msg_stale, type->fields[i].name, type->fields[i].label, NULL);
    return status;
}

static uint64_t differences(const struct record_type *type, const struct record_head *current,
                            const struct record_head *wanted)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++)
        if (wanted->present & FIELD_BIT(i) && !(type->fields[i].flags & DERIVED) &&
            !field_equal(type, (int)i, current, wanted))
            mask |= FIELD_BIT(i);
    return mask;
}

/* Whom something waits for was said when it was added; he may have gone since. */
static bool passes_on(const struct field *field, const char *event)
{
    return field->kind == KIND_ref && strcmp(field->target->name, "person") == 0 && strcmp(event, "hand_over") == 0;
}

/* What was said when the record was added stays said, and so does that nothing was: only a correction may touch it, and
 * persons a hand-over. */
static enum status check_fixed(const struct record_type *type, uint64_t mask, const char *event,
                               struct problems *problems)
{
    enum status status = OK;
    for (size_t i = 0; i < type->count; i++)
        if (mask & FIELD_BIT(i) && type->fields[i].flags & FIXED && strcmp(event, "correct") != 0 &&
            !passes_on(&type->fields[i], event))
            status =
                problem_add(problems, REFUSED, &msg_fixed_field, type->fields[i].name, type->fields[i].label, NULL);
    return status;
}

enum status journal_set(struct tx *tx, const struct command *command, const struct change *change,
                        struct problems *problems)
{
    const struct record_type *type = change->type;
    struct record_head *wanted = change->record, *current = record_new(tx->arena, type);
    const char *word = change->event ? change->event : "set";
    const struct installation *installation;
    enum status status = installation_load(tx->db, &installation);
    if (!status && type->of_installation)
        wanted->ledger_id = installation->site_id;
    if (!status)
        status = chain_lock(tx, wanted->ledger_id);
    if (!status && change->current)
        memcpy(current, change->current, type->size);
    else if (!status)
        status = row_load(tx->db, tx->arena, type, wanted->ledger_id, wanted->id, current);
    current->ledger_id = wanted->ledger_id;
    if (status == NOT_FOUND)
        return problem_add(problems, NOT_FOUND, &msg_no_record, "", type->label, NULL);
    if (status)
        return status;
    if (current->withdrawn)
        return problem_add(problems, REFUSED, &msg_withdrawn, "", type->label, NULL);
    record_normalise(wanted, type);
    uint64_t mask = differences(type, current, wanted);
    if (mask && change->seen_version && change->seen_version != current->version)
        status = name_conflicts(tx, type, current, mask, change->seen_version, problems);
    if (status)
        return status;
    enum status refused = record_check(type, wanted, false, problems);
    enum status fixed = check_fixed(type, mask, word, problems);
    struct record_head *after = record_copy(tx->arena, type, current);
    for (size_t i = 0; i < type->count; i++)
        if (mask & FIELD_BIT(i))
            field_copy(type, (int)i, wanted, after);
    status = check_targets(tx, type, after, mask, problems);
    if (!status)
        status = check_unique(tx, type, after, mask, problems);
    if (!status && type->hooks.rules)
        status = type->hooks.rules(tx, current, after, problems);
    if (status || refused || fixed)
        return status ? status : refused ? refused : fixed;
    if (mask) {
        after->version = current->version + 1;
        status = chain_now(tx, wanted->ledger_id, &after->changed_at);
        if (!status)
            status = row_update(tx->db, tx->arena, type, after, mask);
        if (status)
            return status;
        status = append(tx, command, type, after, mask, word, NULL);
        if (!status)
            status = draw_consequences(tx, command, type, current, after, problems);
    }
    if (!status)
        memcpy(change->ret_record ? change->ret_record : wanted, after, type->size);
    if (!status && change->ret_changed)
        *change->ret_changed = mask != 0;
    return status;
}

enum status journal_withdraw(struct tx *tx, const struct command *command, const struct record_type *type,
                             struct uuid ledger, struct uuid id, const char *reason, struct problems *problems)
{
    struct record_head *current = record_new(tx->arena, type);
    const struct installation *installation;
    enum status status = installation_load(tx->db, &installation);
    if (!status && type->of_installation)
        ledger = installation->site_id;
    if (!status)
        status = chain_lock(tx, ledger);
    if (!status)
        status = row_load(tx->db, tx->arena, type, ledger, id, current);
    if (status == NOT_FOUND)
        return problem_add(problems, NOT_FOUND, &msg_no_record, "", type->label, NULL);
    if (status)
        return status;
    if (current->withdrawn)
        return problem_add(problems, REFUSED, &msg_withdrawn, "", type->label, NULL);
    struct record_head *after = record_copy(tx->arena, type, current);
    after->withdrawn = true;
    after->version++;
    status = chain_now(tx, ledger, &after->changed_at);
    if (!status && type->hooks.rules)
        status = type->hooks.rules(tx, current, after, problems);
    if (!status)
        status = row_update(tx->db, tx->arena, type, after, 0);
    if (!status)
        status = append(tx, command, type, after, 0, "withdraw", reason);
    return status ? status : draw_consequences(tx, command, type, current, after, problems);
}

enum status journal_changed_since(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                                  int64_t version, uint64_t *ret_mask)
{
    bool row;
    uint64_t mask = 0;
    struct stmt *stmt = db_prepare(
        db, "SELECT \"fields\" FROM \"ledger_event\" WHERE \"ledger_id\"=?1 AND \"record_id\"=?2 AND \"version\">?3");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, id);
    stmt_bind_int(stmt, 3, version);
    enum status status;
    while (!(status = stmt_step(stmt, &row)) && row)
        mask |= event_fields(type, stmt_text(stmt, 0));
    stmt_done(stmt);
    *ret_mask = mask;
    return status;
}

#include "ledger/gate.h"

#include "access/access_messages.h"
#include "access/delegation.h"
#include "access/organisation.h"
#include "journal/chain.h"
#include "journal/journal_messages.h"
#include "ledger/bounds.h"
#include "ledger/ledger_messages.h"
#include "ledger/own_work.h"
#include "ledger/restricted.h"
#include "ledger/sight.h"
#include "store/row.h"

#include <string.h>

unsigned gate_roles(const struct scope *scope, const struct record_type *type, struct uuid ledger)
{
    if (scope->operator)
        return ROLES_ALL;
    return type->of_installation ? scope->roles : scope_roles_in(scope, ledger);
}

uint64_t gate_seen(const struct record_type *type, unsigned roles)
{
    return access_seen(field_access_rows, field_access_count, type, roles);
}

uint64_t gate_written(const struct record_type *type, unsigned roles)
{
    uint64_t mask = access_written(field_access_rows, field_access_count, type, roles);
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & (GIVEN | DERIVED))
            mask &= ~FIELD_BIT(i);
    return mask;
}

uint64_t gate_writable(const struct record_type *type, unsigned roles, const struct record_head *record)
{
    uint64_t mask = record->withdrawn ? 0 : gate_written(type, roles);
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & FIXED)
            mask &= ~FIELD_BIT(i);
    if (type == &record_finding &&
        (!finding_restricted((const struct finding *)record) || record_has(record, FIELD_finding_parent_id)))
        mask &= ~FIELD_BIT(FIELD_finding_entitled_persons);
    return own_work_writable(type, roles, record, mask);
}

const struct list_within *gate_within(struct arena *arena, const struct scope *scope, const struct record_type *type,
                                      struct uuid ledger)
{
    return bounds_within(arena, scope, type, ledger);
}

/* A narrowed reader's look at one record: by a list that holds it, or nothing. */
static enum status load_within(struct db *db, struct arena *arena, const struct list_within *within,
                               const struct record_type *type, struct uuid ledger, struct uuid id,
                               struct record_head *record)
{
    struct list_query query = {
        .type = type, .ledger = ledger, .sort = -1, .within = within, .only = &id, .with_withdrawn = true, .limit = 1};
    struct list_page page;
    enum status status = list_read(db, arena, &query, &page);
    if (!status && page.count)
        memcpy(record, page.rows[0], type->size);
    return status || page.count ? status : NOT_FOUND;
}

/* The record as it is, when it is his to see. */
static enum status load(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                        struct uuid ledger, struct uuid id, struct record_head *record)
{
    if (!gate_seen(type, gate_roles(scope, type, ledger)))
        return NOT_FOUND;
    const struct list_within *within = gate_within(arena, scope, type, ledger);
    return within ? load_within(db, arena, within, type, ledger, id, record)
                  : row_load(db, arena, type, ledger, id, record);
}

enum status gate_load(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                      struct uuid ledger, struct uuid id, void *ret_record, unsigned *ret_roles)
{
    enum status status = load(db, arena, scope, type, ledger, id, ret_record);
    ((struct record_head *)ret_record)->complete = !status;
    *ret_roles = gate_roles(scope, type, ledger);
    return status ? status : sight_narrow(db, arena, scope, type, ledger, *ret_roles, &ret_record, 1);
}

/* Where its events are: records of the installation are in its own chain. */
static enum status chain_of(struct db *db, const struct record_type *type, const struct record_head *record,
                            struct uuid *ret_chain)
{
    const struct installation *installation;
    enum status status = installation_load(db, &installation);
    if (!status)
        *ret_chain = type->of_installation ? installation->site_id : record->ledger_id;
    return status;
}

enum status gate_history(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         const struct record_head *record, struct history *ret_history)
{
    unsigned roles = gate_roles(scope, type, record->ledger_id);
    struct uuid chain;
    enum status status = chain_of(db, type, record, &chain);
    if (!status)
        status = history_read(db, arena, type, chain, record->id, sight_fields(type, roles, record), ret_history);
    return status ? status : sight_history(db, arena, scope, type, record->ledger_id, roles, ret_history);
}

enum status gate_load_at(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         const struct record_head *record, int64_t version, void *ret_record)
{
    struct uuid ledger = record->ledger_id, chain;
    enum status status = chain_of(db, type, record, &chain);
    if (!status)
        status = history_at(db, arena, type, chain, record->id, version, ret_record);
    return status ? status
                  : sight_narrow(db, arena, scope, type, ledger, gate_roles(scope, type, ledger), &ret_record, 1);
}

static const char nothing[] = "00000000-0000-0000-0000-000000000000";

static enum status hide_value(struct db *db, struct arena *arena, const struct scope *scope,
                              const struct record_type *target, struct uuid ledger, const char **value)
{
    struct uuid id;
    struct uuid_list one = {&id, 1}, seen = one;
    enum status status =
        *value && uuid_parse(*value, &id) ? sight_among(db, arena, scope, target, ledger, &one, &seen) : OK;
    if (!status && !seen.count)
        *value = nothing;
    return status;
}

/* A filter by what does not exist for him finds nothing, and does not say that it is there. */
static enum status check_filters(struct db *db, struct arena *arena, const struct scope *scope,
                                 struct list_query *query)
{
    enum status status = OK;
    for (size_t i = 0; i < query->filter_count && !status; i++) {
        struct list_filter *filter = &query->filters[i];
        const struct field *field = &query->type->fields[filter->field];
        if ((field->kind != KIND_ref && field->kind != KIND_refs) || field->target->of_installation)
            continue;
        const char **others = ARENA_ARRAY(arena, const char *, filter->other_count + 1);
        status = hide_value(db, arena, scope, field->target, query->ledger, &filter->value);
        for (size_t k = 0; k < filter->other_count && !status; k++) {
            others[k] = filter->others[k];
            status = hide_value(db, arena, scope, field->target, query->ledger, &others[k]);
        }
        filter->others = others;
    }
    return status;
}

/* Who reads the text of a file must see the file. */
static uint64_t file_fields(const struct record_type *type)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].kind == KIND_blob)
            mask |= FIELD_BIT(i);
    return mask;
}

/* What a list may be asked by this person; `query` is narrowed to what he may see. */
static enum status narrow(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                          struct problems *problems, unsigned *ret_roles)
{
    unsigned roles = gate_roles(scope, query->type, query->ledger);
    uint64_t seen = gate_seen(query->type, roles);
    if (!seen)
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    for (size_t i = 0; i < query->filter_count; i++) /* a filter on a hidden field would tell what it holds */
        if (!(seen & FIELD_BIT(query->filters[i].field)))
            return problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[query->filters[i].field].name,
                               NULL);
    if (query->sort >= 0 && !(seen & FIELD_BIT(query->sort)))
        return problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[query->sort].name, NULL);
    if (query->columns) /* whatever is shown of it, whether few may know of it is asked (sight.h) */
        query->columns |= sight_needs(query->type);
    query->within = gate_within(arena, scope, query->type, query->ledger);
    query->searchable = query->searchable ? query->searchable & seen : seen;
    if (query->text && (!query->searchable || (query->file_text && !(seen & file_fields(query->type)))))
        return problem_add(problems, FORBIDDEN, &msg_no_right, "q", NULL);
    query->problems = problems;
    *ret_roles = roles;
    return check_filters(db, arena, scope, query);
}

enum status gate_list(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                      struct problems *problems, struct list_page *ret_page)
{
    unsigned roles = 0;
    enum status status = narrow(db, arena, scope, query, problems, &roles);
    if (query->columns && query->type == &record_finding) /* what is restricted is told by the row */
        query->columns |= FIELD_BIT(FIELD_finding_restricted);
    if (!status)
        status = list_read(db, arena, query, ret_page);
    return status ? status
                  : sight_narrow(db, arena, scope, query->type, query->ledger, roles, ret_page->rows, ret_page->count);
}

/* Rows that refer to what does not exist for him count among those that refer to nothing. */
static enum status hide_tallies(struct db *db, struct arena *arena, const struct scope *scope,
                                const struct list_query *query, int index, struct list_tally *tallies, size_t *count)
{
    const struct field *field = &query->type->fields[index];
    struct list_tally none = {0};
    size_t kept = 0;
    enum status status = OK;
    if (field->kind != KIND_ref || field->target->of_installation)
        return OK;
    for (size_t i = 0; i < *count && !status; i++) {
        const char *value = tallies[i].value;
        status = hide_value(db, arena, scope, field->target, query->ledger, &value);
        if (value && value != nothing)
            tallies[kept++] = tallies[i];
        else
            none.count += tallies[i].count;
    }
    if (none.count)
        tallies[kept++] = none; /* there is room: it stands for at least one that was left out */
    *count = kept;
    return status;
}

enum status gate_tally(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                       int field, int64_t most, struct problems *problems, struct list_tally **ret_tallies,
                       size_t *ret_count)
{
    unsigned roles = 0;
    enum status status = narrow(db, arena, scope, query, problems, &roles);
    if (!status && !(gate_seen(query->type, roles) & FIELD_BIT(field)))
        status = problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[field].name, NULL);
    if (!status)
        status = list_tally(db, arena, query, field, most, ret_tallies, ret_count);
    return status ? status : hide_tallies(db, arena, scope, query, field, *ret_tallies, ret_count);
}

int gate_usual_sort(const struct record_type *type)
{
    static const char *const names[] = {"path", "position", "number", "code"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (field_find(type, names[i]) >= 0)
            return field_find(type, names[i]);
    return -1;
}

static enum status check_writes(const struct record_type *type, uint64_t asked, unsigned roles,
                                struct problems *problems)
{
    enum status status = OK;
    uint64_t allowed = gate_written(type, roles);
    if (!allowed)
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    for (size_t i = 0; i < type->count; i++)
        if (asked & ~allowed & FIELD_BIT(i))
            status = problem_add(problems, FORBIDDEN, &msg_no_right_field, type->fields[i].name, type->fields[i].label,
                                 NULL);
    return status;
}

static uint64_t required_fields(const struct record_type *type)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & REQUIRED && !(type->fields[i].flags & (GIVEN | DERIVED)))
            mask |= FIELD_BIT(i);
    return mask;
}

/* The unit a record of the installation belongs to: who writes it must hold his role over that unit. `ret_path` is ""
 * when it belongs to none. */
static enum status unit_path(struct tx *tx, const struct record_type *type, const struct record_head *record,
                             const char **ret_path)
{
    struct uuid unit = {0}, other = {0};
    int field = field_find(type, "organisation_id");
    enum status status = OK;
    if (type == &record_organisation) {
        unit = record->version ? record->id : (struct uuid){0}; /* a new one belongs to the one above it */
        if (!record->version && record_has(record, FIELD_organisation_parent_id))
            unit = ((const struct organisation *)record)->parent_id;
    } else if (type == &record_account && record_has(record, FIELD_account_person_id)) {
        other = ((const struct account *)record)->person_id;
        struct person *person = record_new(tx->arena, &record_person);
        status = row_load(tx->db, tx->arena, &record_person, (struct uuid){0}, other, person);
        if (!status && record_has(&person->head, FIELD_person_organisation_id))
            unit = person->organisation_id;
        status = status == NOT_FOUND ? OK : status;
    } else if (field >= 0 && record_has(record, field)) {
        unit = *(const struct uuid *)field_get(record, &type->fields[field]);
    }
    *ret_path = "";
    return status || uuid_is_nil(unit) ? status : organisation_path(tx->db, tx->arena, unit, ret_path);
}

static bool belongs_to_unit(const struct record_type *type)
{
    return type == &record_organisation || type == &record_account ||
           (type->of_installation && field_find(type, "organisation_id") >= 0);
}

/* Roles that count for writing this record as it stands in `record`. */
static enum status writing_roles(struct tx *tx, const struct scope *scope, const struct record_type *type,
                                 const struct record_head *record, unsigned *ret_roles)
{
    const char *path;
    *ret_roles = gate_roles(scope, type, record->ledger_id);
    if (scope->operator|| !belongs_to_unit(type))
        return OK;
    enum status status = unit_path(tx, type, record, &path);
    if (!status && *path)
        *ret_roles = scope_roles_over(scope, path);
    else if (!status && type == &record_organisation)
        *ret_roles = 0; /* a new top of the tree is the operator's business */
    return status;
}

enum status gate_writing_roles(struct db *db, struct arena *arena, const struct scope *scope,
                               const struct record_type *type, const struct record_head *record, unsigned *ret_roles)
{
    struct tx reading = {.db = db, .arena = arena};
    if (scope_is_delegated(scope)) {
        *ret_roles = 0;
        return OK;
    }
    return writing_roles(&reading, scope, type, record, ret_roles);
}

/* Who acts for another does what was delegated (the mover asks), and nothing else. */
static enum status check_himself(const struct scope *scope, struct problems *problems)
{
    return scope_is_delegated(scope) ? problem_add(problems, FORBIDDEN, &msg_delegation_moves, "", NULL) : OK;
}

/* Nor does he make himself anybody's delegate. */
static enum status check_own_delegation(const struct scope *scope, const struct record_type *type,
                                        const struct record_head *record, struct problems *problems)
{
    const struct delegation *one = (const struct delegation *)record;
    if (scope->operator|| type != & record_delegation || !record_has(record, FIELD_delegation_delegate_id) ||
        !uuid_equal(one->delegate_id, scope->person_id))
        return OK;
    return problem_add(problems, FORBIDDEN, &msg_delegation_own, "delegate_id", NULL);
}

/* Nobody gives himself a role, whatever he may do for others. */
static enum status check_own_grant(const struct scope *scope, const struct record_type *type,
                                   const struct record_head *record, struct problems *problems)
{
    const struct role_grant *grant = (const struct role_grant *)record;
    if (type == &record_delegation)
        return check_own_delegation(scope, type, record, problems);
    if (scope->operator|| type != & record_role_grant || !record_has(record, FIELD_role_grant_person_id) ||
        !uuid_equal(grant->person_id, scope->person_id))
        return OK;
    return problem_add(problems, FORBIDDEN, &msg_own_grant, "person_id", NULL);
}

/* What a new record hangs on must be his to see: else he could reach a stranger's finding by attaching to it. */
static enum status check_hangs_on(struct tx *tx, const struct scope *scope, const struct record_type *type,
                                  const struct record_head *record, struct problems *problems)
{
    enum status status = OK;
    if (scope->operator|| type->of_installation)
        return OK;
    for (size_t i = 0; i < type->count && !status; i++) {
        const struct field *field = &type->fields[i];
        if ((field->kind != KIND_ref && field->kind != KIND_refs) || field->target->of_installation ||
            !record_has(record, (int)i) || field->flags & DERIVED)
            continue;
        const struct uuid_list one = {(struct uuid *)(uintptr_t)field_get(record, field), 1};
        const struct uuid_list *list = field->kind == KIND_refs ? field_get(record, field) : &one;
        struct uuid_list seen = *list;
        status = sight_among(tx->db, tx->arena, scope, field->target, record->ledger_id, list, &seen);
        if (!status && seen.count < list->count)
            status =
                problem_add(problems, REFUSED, &msg_no_target, field->name, field->label, field->target->label, NULL);
    }
    return status;
}

/* Who makes a record known to some persons only is one of them. */
static void name_himself(struct arena *arena, const struct scope *scope, const struct record_type *type,
                         struct record_head *record)
{
    struct finding *finding = (struct finding *)record;
    if (type != &record_finding || !finding_restricted(finding) || record_has(record, FIELD_finding_parent_id) ||
        uuid_is_nil(scope->person_id))
        return;
    if (!record_has(record, FIELD_finding_entitled_persons))
        finding->entitled_persons.count = 0;
    struct uuid_list named = {ARENA_ARRAY(arena, struct uuid, finding->entitled_persons.count + 1), 0};
    for (; named.count < finding->entitled_persons.count; named.count++)
        named.ids[named.count] = finding->entitled_persons.ids[named.count];
    named.ids[named.count++] = scope->person_id;
    uuid_list_sort(&named);
    finding->entitled_persons = named;
    record_present(record, FIELD_finding_entitled_persons);
}

/* He sends a list without what he could not see of it; that stays. */
static enum status keep_unseen(struct tx *tx, const struct scope *scope, const struct change *change,
                               const struct record_head *now)
{
    const struct record_type *type = change->type;
    enum status status = OK;
    for (size_t i = 0; i < type->count && !status; i++) {
        const struct field *field = &type->fields[i];
        if (field->kind != KIND_refs || field->target->of_installation || !(change->record->present & FIELD_BIT(i)) ||
            !record_has(now, (int)i))
            continue;
        const struct uuid_list *was = field_get(now, field);
        struct uuid_list seen = *was;
        status = sight_among(tx->db, tx->arena, scope, field->target, now->ledger_id, was, &seen);
        if (status || seen.count == was->count)
            continue;
        struct uuid_list *wanted = field_set(change->record, field);
        if (!record_has(change->record, (int)i))
            wanted->count = 0;
        struct uuid_list all = {ARENA_ARRAY(tx->arena, struct uuid, wanted->count + was->count), 0};
        for (size_t k = 0; k < wanted->count; k++)
            all.ids[all.count++] = wanted->ids[k];
        for (size_t k = 0, at = 0; k < was->count; k++) {
            bool shown = at < seen.count && uuid_equal(was->ids[k], seen.ids[at]);
            if (shown)
                at++;
            else
                all.ids[all.count++] = was->ids[k];
        }
        uuid_list_sort(&all);
        *wanted = all;
        record_present(change->record, (int)i);
    }
    return status;
}

static uint64_t stated(const struct record_type *type, const struct record_head *record)
{
    uint64_t mask = record->present & ~record->null;
    for (size_t i = 0; i < type->count; i++)
        if (type->fields[i].flags & (GIVEN | DERIVED)) /* the program's own: input never carries them */
            mask &= ~FIELD_BIT(i);
    return mask;
}

enum status gate_add(struct tx *tx, const struct scope *scope, const struct command *command,
                     const struct record_type *type, struct record_head *record, struct problems *problems)
{
    unsigned roles;
    enum status status = check_himself(scope, problems);
    if (!status)
        status = writing_roles(tx, scope, type, record, &roles);
    if (!status && !gate_roles(scope, type, record->ledger_id))
        return problem_add(problems, NOT_FOUND, &msg_no_record, "", type->label, NULL);
    if (!status)
        status = check_writes(type, stated(type, record) | required_fields(type), roles, problems);
    if (!status)
        status = own_work_check(tx, scope, type, roles, NULL, record, problems);
    if (!status)
        status = check_own_grant(scope, type, record, problems);
    if (!status)
        status = check_hangs_on(tx, scope, type, record, problems);
    name_himself(tx->arena, scope, type, record);
    if (!status)
        status = journal_add(tx, command, type, record, problems);
    if (!status) { /* whom it refers to he has said himself */
        uint64_t seen = sight_fields(type, gate_roles(scope, type, record->ledger_id), record);
        record->present &= seen;
        record->null &= seen;
    }
    return status;
}

/* The record as it is now and stays until this transaction changes it, if it is his to see; and the roles that count
 * for changing it. */
static enum status load_to_write(struct tx *tx, const struct scope *scope, const struct record_type *type,
                                 struct uuid ledger, struct uuid id, struct record_head *record, unsigned *ret_roles,
                                 struct problems *problems)
{
    struct uuid chain;
    enum status status = chain_of(tx->db, type, &(struct record_head){.ledger_id = ledger}, &chain);
    if (!status)
        status = chain_lock(tx, chain);
    if (!status)
        status = load(tx->db, tx->arena, scope, type, ledger, id, record);
    if (!status)
        status = writing_roles(tx, scope, type, record, ret_roles);
    return status == NOT_FOUND ? problem_add(problems, NOT_FOUND, &msg_no_record, "", type->label, NULL) : status;
}

/* Moving a record under another unit needs the role there, too. */
static enum status check_moves(struct tx *tx, const struct scope *scope, const struct change *change, unsigned *roles)
{
    const char *path = "";
    const struct record_head *record = change->record;
    int field = field_find(change->type, change->type == &record_organisation ? "parent_id" : "organisation_id");
    if (scope->operator|| !belongs_to_unit(change->type) || field < 0 || !(record->present & FIELD_BIT(field)))
        return OK;
    enum status status = OK;
    if (record_has(record, field))
        status = organisation_path(tx->db, tx->arena,
                                   *(const struct uuid *)field_get(record, &change->type->fields[field]), &path);
    if (!status)
        *roles &= *path ? scope_roles_over(scope, path) : 0;
    return status;
}

enum status gate_set(struct tx *tx, const struct scope *scope, const struct command *command,
                     const struct change *change, struct problems *problems)
{
    unsigned roles = 0;
    struct record_head *now = record_new(tx->arena, change->type);
    struct uuid ledger = change->record->ledger_id;
    enum status status = check_himself(scope, problems);
    if (!status)
        status = load_to_write(tx, scope, change->type, ledger, change->record->id, now, &roles, problems);
    if (!status)
        status = check_moves(tx, scope, change, &roles);
    if (!status)
        status = check_writes(change->type, change->record->present, roles, problems);
    if (!status)
        status = own_work_check(tx, scope, change->type, roles, now, change->record, problems);
    if (!status) /* neither his own as it stands, nor one that would become his */
        status = check_own_grant(scope, change->type, now, problems);
    if (!status)
        status = check_own_grant(scope, change->type, change->record, problems);
    if (!status)
        status = check_hangs_on(tx, scope, change->type, change->record, problems);
    if (!status)
        status = keep_unseen(tx, scope, change, now);
    struct change known = *change;
    known.current = now;
    if (!status)
        status = journal_set(tx, command, &known, problems);
    void *result = change->ret_record ? change->ret_record : change->record;
    return status ? status
                  : sight_narrow(tx->db, tx->arena, scope, change->type, ledger,
                                 gate_roles(scope, change->type, ledger), &result, 1);
}

enum status gate_move(struct tx *tx, const struct scope *scope, const struct command *command,
                      const struct change *change, struct problems *problems)
{
    enum status status = check_hangs_on(tx, scope, change->type, change->record, problems);
    if (!status)
        status = journal_set(tx, command, change, problems);
    void *result = change->ret_record ? change->ret_record : change->record;
    struct uuid ledger = change->record->ledger_id;
    return status ? status
                  : sight_narrow(tx->db, tx->arena, scope, change->type, ledger,
                                 gate_roles(scope, change->type, ledger), &result, 1);
}

enum status gate_check(struct tx *tx, const struct scope *scope, const struct record_type *type,
                       const struct record_head *record, uint64_t fields, struct problems *problems)
{
    unsigned roles;
    enum status status = writing_roles(tx, scope, type, record, &roles);
    return status ? status : check_writes(type, fields, roles, problems);
}

/* A statement is taken back by who made it, or by the office. */
static enum status check_own_word(struct tx *tx, const struct scope *scope, const struct record_head *record,
                                  unsigned roles, struct problems *problems)
{
    bool row, own = false;
    if (scope->operator|| roles & ROLE_BIT(role_office))
        return OK;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"actor_id\" FROM \"ledger_event\" WHERE \"ledger_id\"=?1 AND "
                                           "\"record_id\"=?2 AND \"version\"=1");
    stmt_bind_uuid(stmt, 1, record->ledger_id);
    stmt_bind_uuid(stmt, 2, record->id);
    enum status status = stmt_step(stmt, &row);
    if (!status && row && !stmt_is_null(stmt, 0))
        own = uuid_equal(stmt_uuid(stmt, 0), scope->person_id);
    stmt_done(stmt);
    return status || own ? status : problem_add(problems, REFUSED, &msg_of_another, "", NULL);
}

enum status gate_withdraw(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct record_type *type, struct uuid ledger, struct uuid id, const char *reason,
                          struct problems *problems)
{
    unsigned roles = 0;
    struct record_head *now = record_new(tx->arena, type);
    enum status status = check_himself(scope, problems);
    if (!status)
        status = load_to_write(tx, scope, type, ledger, id, now, &roles, problems);
    if (!status)
        status = check_writes(type, required_fields(type), roles, problems);
    if (!status)
        status = own_work_check(tx, scope, type, roles, now, now, problems);
    if (!status && type->statement)
        status = check_own_word(tx, scope, now, roles, problems);
    return status ? status : journal_withdraw(tx, command, type, ledger, id, reason, problems);
}

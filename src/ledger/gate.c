#include "ledger/gate.h"

#include "access/access_messages.h"
#include "access/organisation.h"
#include "journal/journal_messages.h"
#include "store/row.h"

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

/* ---- what a person does not see of a ledger he sees something of ---- */

/* How a record hangs on findings: the condition is BEFORE (a list of findings) AFTER. */
struct bound {
    const struct record_type *type;
    const char *before, *after;
};

static const struct bound bounds[] = {
    {&record_finding, "\"id\"", ""},
    {&record_responsibility, "\"finding_id\"", ""},
    {&record_attachment, "\"finding_id\"", ""},
    {&record_claim, "\"finding_id\"", ""},
    {&record_corrective_action,
     "\"id\" IN (SELECT \"id\" FROM \"corrective_action_answers\" WHERE \"ledger_id\"=?1 AND \"ref_id\"", ")"},
};

static const struct bound *bound_of(const struct record_type *type)
{
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (bounds[i].type == type)
            return &bounds[i];
    return NULL;
}

/* Only what the units of this person's owner grants answer for. A subtree of units is a range of paths, however many
 * units it has. */
static void add_owner(struct arena *arena, const struct scope *scope, const struct bound *bound, struct strbuf *sql,
                      const char **texts, size_t *count)
{
    strbuf_adds(sql, bound->before);
    strbuf_adds(sql, " IN (SELECT \"finding_id\" FROM \"finding_unit\" WHERE \"ledger_id\"=?1 AND \"unit_id\" IN "
                     "(SELECT \"id\" FROM "
                     "\"organisation\" WHERE ");
    const char *joint = "";
    for (size_t i = 0; i < scope->grant_count; i++) {
        if (scope->grants[i].role != role_owner)
            continue;
        strbuf_addf(sql, "%s(\"path\">=?%zu AND \"path\"<?%zu)", joint, *count + 2, *count + 3); /* trusted: OR */
        joint = " OR ";
        texts[(*count)++] = scope->grants[i].path;
        texts[(*count)++] = arena_printf(arena, "%s~", scope->grants[i].path);
    }
    strbuf_adds(sql, *joint ? "))" : "\"path\"=''))"); /* of none; 1=0 would be looked for in every unit */
    strbuf_adds(sql, bound->after);
}

/* Words above a ceiling, as a list for SQL; "" when there is none. */
static void words_above(int ceiling, struct strbuf *out)
{
    for (size_t i = (size_t)ceiling + 1; i < words_confidentiality.count; i++) {
        strbuf_adds(out, out->length ? ",'" : "'");
        strbuf_adds(out, words_confidentiality.words[i]); /* our own words */
        strbuf_addc(out, '\'');
    }
}

static void add_ceiling(const struct record_type *type, const struct bound *bound, const char *above,
                        struct strbuf *sql)
{
    strbuf_adds(sql, sql->length ? " AND " : "");
    if (field_find(type, "confidentiality") >= 0) {
        strbuf_adds(sql, "(\"confidentiality\" IS NULL OR \"confidentiality\" NOT IN (");
        strbuf_adds(sql, above);
        strbuf_adds(sql, "))");
    } else if (bound) {
        strbuf_adds(sql, "NOT (");
        strbuf_adds(sql, bound->before);
        strbuf_adds(sql, " IN (SELECT \"id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"confidentiality\" IN (");
        strbuf_adds(sql, above);
        strbuf_adds(sql, "))");
        strbuf_adds(sql, bound->after);
        strbuf_adds(sql, ")");
    } else {
        strbuf_adds(sql, "1=1");
    }
}

const struct list_within *gate_within(struct arena *arena, const struct scope *scope, const struct record_type *type,
                                      struct uuid ledger)
{
    const struct bound *bound = bound_of(type);
    if (scope->operator|| type->of_installation ||(!bound && field_find(type, "confidentiality") < 0))
        return NULL;
    const char **texts = ARENA_ARRAY(arena, const char *, LIST_TEXTS + 2);
    size_t count = 0;
    struct strbuf sql = {0}, above = {0};
    if (bound && !(scope_roles_in(scope, ledger) & ROLES_WHOLE))
        add_owner(arena, scope, bound, &sql, texts, &count);
    words_above(scope_ceiling_in(scope, ledger), &above);
    if (above.length)
        add_ceiling(type, bound, strbuf_text(&above), &sql);
    struct list_within *within = NULL;
    if (sql.length) {
        within = ARENA_NEW(arena, struct list_within);
        /* ?1 must stand in the statement even where no condition needs the ledger: PostgreSQL wants every parameter
         * used */
        within->condition = arena_printf(arena, "(\"ledger_id\"=?1 AND %s)", /* trusted: made above of our own words */
                                         strbuf_text(&sql));
        within->ledger = ledger;
        within->texts = texts;
        within->count = count;
    }
    strbuf_free(&sql);
    strbuf_free(&above);
    return within;
}

static void hide(struct record_head *record, uint64_t seen)
{
    record->present &= seen;
    record->null &= seen;
}

/* Whether a narrowed reader may see this one record. */
static enum status is_within(struct db *db, struct arena *arena, const struct list_within *within,
                             const struct record_type *type, const struct record_head *record, bool *ret_within)
{
    struct list_query query = {.type = type,
                               .ledger = record->ledger_id,
                               .sort = -1,
                               .within = within,
                               .only = &record->id,
                               .with_withdrawn = true};
    int64_t count = 0;
    enum status status = list_count(db, arena, &query, 1, &count);
    *ret_within = count == 1;
    return status;
}

enum status gate_load(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                      struct uuid ledger, struct uuid id, void *ret_record, unsigned *ret_roles)
{
    unsigned roles = gate_roles(scope, type, ledger);
    uint64_t seen = gate_seen(type, roles);
    if (!seen)
        return NOT_FOUND;
    struct record_head *record = ret_record;
    enum status status = row_load(db, arena, type, ledger, id, record);
    const struct list_within *within = status ? NULL : gate_within(arena, scope, type, ledger);
    bool mine = true;
    if (!status && within)
        status = is_within(db, arena, within, type, record, &mine);
    if (!status && !mine)
        status = NOT_FOUND;
    if (!status)
        hide(record, seen);
    *ret_roles = roles;
    return status;
}

/* What a list may be asked by this person; `query` is narrowed to what he may see. */
static enum status narrow(struct arena *arena, const struct scope *scope, struct list_query *query,
                          struct problems *problems, uint64_t *ret_seen)
{
    uint64_t seen = gate_seen(query->type, gate_roles(scope, query->type, query->ledger));
    if (!seen)
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL);
    for (size_t i = 0; i < query->filter_count; i++) /* a filter on a hidden field would tell what it holds */
        if (!(seen & FIELD_BIT(query->filters[i].field)))
            return problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[query->filters[i].field].name,
                               NULL);
    if (query->sort >= 0 && !(seen & FIELD_BIT(query->sort)))
        return problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[query->sort].name, NULL);
    query->within = gate_within(arena, scope, query->type, query->ledger);
    query->searchable = seen;
    query->problems = problems;
    *ret_seen = seen;
    return OK;
}

enum status gate_list(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                      struct problems *problems, struct list_page *ret_page)
{
    uint64_t seen = 0;
    enum status status = narrow(arena, scope, query, problems, &seen);
    if (!status)
        status = list_read(db, arena, query, ret_page);
    for (size_t i = 0; !status && i < ret_page->count; i++)
        hide(ret_page->rows[i], seen);
    return status;
}

enum status gate_tally(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                       int field, int64_t most, struct problems *problems, struct list_tally **ret_tallies,
                       size_t *ret_count)
{
    uint64_t seen = 0;
    enum status status = narrow(arena, scope, query, problems, &seen);
    if (!status && !(seen & FIELD_BIT(field)))
        status = problem_add(problems, FORBIDDEN, &msg_no_right, query->type->fields[field].name, NULL);
    return status ? status : list_tally(db, arena, query, field, most, ret_tallies, ret_count);
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
    return writing_roles(&reading, scope, type, record, ret_roles);
}

/* Nobody gives himself a role, whatever he may do for others. */
static enum status check_own_grant(const struct scope *scope, const struct record_type *type,
                                   const struct record_head *record, struct problems *problems)
{
    const struct role_grant *grant = (const struct role_grant *)record;
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
            !record_has(record, (int)i) || field->flags & DERIVED ||
            !gate_within(tx->arena, scope, field->target, record->ledger_id))
            continue;
        const struct uuid_list one = {(struct uuid *)(uintptr_t)field_get(record, field), 1};
        const struct uuid_list *list = field->kind == KIND_refs ? field_get(record, field) : &one;
        for (size_t k = 0; k < list->count && !status; k++) {
            unsigned roles;
            struct record_head *target = record_new(tx->arena, field->target);
            status =
                gate_load(tx->db, tx->arena, scope, field->target, record->ledger_id, list->ids[k], target, &roles);
        }
        if (status == NOT_FOUND)
            status =
                problem_add(problems, REFUSED, &msg_no_target, field->name, field->label, field->target->label, NULL);
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
    enum status status = writing_roles(tx, scope, type, record, &roles);
    if (!status && !gate_roles(scope, type, record->ledger_id))
        return problem_add(problems, NOT_FOUND, &msg_no_record, "", type->label, NULL);
    if (!status)
        status = check_writes(type, stated(type, record) | required_fields(type), roles, problems);
    if (!status)
        status = check_own_grant(scope, type, record, problems);
    if (!status)
        status = check_hangs_on(tx, scope, type, record, problems);
    if (!status)
        status = journal_add(tx, command, type, record, problems);
    if (!status)
        hide(record, gate_seen(type, gate_roles(scope, type, record->ledger_id)));
    return status;
}

/* The record as it is now, if it is his to see; and the roles that count for changing it. */
static enum status load_to_write(struct tx *tx, const struct scope *scope, const struct record_type *type,
                                 struct uuid ledger, struct uuid id, unsigned *ret_roles, struct problems *problems)
{
    *ret_roles = gate_roles(scope, type, ledger);
    if (*ret_roles && !belongs_to_unit(type) && !gate_within(tx->arena, scope, type, ledger))
        return OK; /* who sees the ledger whole needs no look: the journal says when there is no such record */
    struct record_head *record = record_new(tx->arena, type);
    enum status status = gate_load(tx->db, tx->arena, scope, type, ledger, id, record, ret_roles);
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
    enum status status =
        load_to_write(tx, scope, change->type, change->record->ledger_id, change->record->id, &roles, problems);
    if (!status)
        status = check_moves(tx, scope, change, &roles);
    if (!status)
        status = check_writes(change->type, change->record->present, roles, problems);
    if (!status)
        status = check_own_grant(scope, change->type, change->record, problems);
    if (!status)
        status = check_hangs_on(tx, scope, change->type, change->record, problems);
    if (!status)
        status = journal_set(tx, command, change, problems);
    if (!status)
        hide(change->ret_record ? change->ret_record : change->record,
             gate_seen(change->type, gate_roles(scope, change->type, change->record->ledger_id)));
    return status;
}

enum status gate_move(struct tx *tx, const struct scope *scope, const struct command *command,
                      const struct change *change, struct problems *problems)
{
    enum status status = check_hangs_on(tx, scope, change->type, change->record, problems);
    if (!status)
        status = journal_set(tx, command, change, problems);
    if (!status)
        hide(change->ret_record ? change->ret_record : change->record,
             gate_seen(change->type, gate_roles(scope, change->type, change->record->ledger_id)));
    return status;
}

enum status gate_check(struct tx *tx, const struct scope *scope, const struct record_type *type,
                       const struct record_head *record, uint64_t fields, struct problems *problems)
{
    unsigned roles;
    enum status status = writing_roles(tx, scope, type, record, &roles);
    return status ? status : check_writes(type, fields, roles, problems);
}

enum status gate_withdraw(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct record_type *type, struct uuid ledger, struct uuid id, const char *reason,
                          struct problems *problems)
{
    unsigned roles = 0;
    enum status status = load_to_write(tx, scope, type, ledger, id, &roles, problems);
    if (!status)
        status = check_writes(type, required_fields(type), roles, problems);
    return status ? status : journal_withdraw(tx, command, type, ledger, id, reason, problems);
}

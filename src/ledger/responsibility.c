#include "ledger/responsibility_fields.h"

#include "ledger/claim.h"
#include "ledger/finding.h"
#include "ledger/ledger_messages.h"
#include "ledger/progress.h"
#include "ledger/restricted.h"
#include "store/row.h"
#include "store/schema.h"

#include <string.h>

WORDS_DEFINE(responsibility_role, RESPONSIBILITY_ROLE_WORDS)
WORDS_DEFINE(responsibility_kind, RESPONSIBILITY_KIND_WORDS)

const struct table_text ledger_tables[] = {
    {"finding_unit",
     "CREATE TABLE \"finding_unit\" (\"unit_id\" {uuid} NOT NULL,\"open\" {int} NOT NULL,\"due_on\" "
     "{text},\"ledger_id\" {uuid} NOT NULL,"
     "\"finding_id\" {uuid} NOT NULL,\"role_bits\" {int} NOT NULL,PRIMARY KEY "
     "(\"ledger_id\",\"finding_id\",\"unit_id\")){rowless};\n"
     "CREATE INDEX \"finding_unit_by_unit\" ON \"finding_unit\" "
     "(\"unit_id\",\"open\",\"due_on\",\"ledger_id\",\"finding_id\");\n",
     "u ledger_id,u finding_id,u unit_id,i open,t due_on,i role_bits"},
    {"finding_reader",
     "CREATE TABLE \"finding_reader\" (\"person_id\" {uuid} NOT NULL,\"ledger_id\" {uuid} NOT NULL,\"finding_id\" "
     "{uuid} "
     "NOT NULL,PRIMARY KEY (\"ledger_id\",\"finding_id\",\"person_id\")){rowless};\n"
     "CREATE INDEX \"finding_reader_by_person\" ON \"finding_reader\" "
     "(\"person_id\",\"ledger_id\",\"finding_id\");\n",
     "u ledger_id,u finding_id,u person_id"},
    {"file_pending",
     "CREATE TABLE \"file_pending\" (\"ledger_id\" {uuid} NOT NULL,\"id\" {uuid} NOT NULL,PRIMARY KEY "
     "(\"ledger_id\",\"id\")){rowless};\n",
     NULL},
    {NULL, NULL, NULL},
};

/* Nobody has more than one of these at a time. */
static bool is_single(int role)
{
    return role == responsibility_role_lead_unit || role == responsibility_role_lead_official ||
           role == responsibility_role_accountable_official;
}

static bool is_unit(int role)
{
    return role == responsibility_role_lead_unit || role == responsibility_role_responsible_unit ||
           role == responsibility_role_supporting_unit;
}

static const char *role_label(int role)
{
    static const char *const labels[] = {
        [responsibility_role_lead_unit] = "牵头单位",
        [responsibility_role_lead_official] = "牵头领导",
        [responsibility_role_accountable_official] = "责任领导",
        [responsibility_role_responsible_unit] = "责任单位",
        [responsibility_role_supporting_unit] = "配合单位",
        [responsibility_role_action_owner] = "责任人",
        [responsibility_role_adopting_official] = "包案领导",
    };
    return labels[role];
}

static enum status check_single(struct tx *tx, const struct responsibility *one, struct problems *problems)
{
    bool row;
    struct stmt *stmt = db_prepare(
        tx->db, "SELECT 1 FROM \"responsibility\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2 AND \"role\"=?3 AND "
                "\"id\"<>?4 AND \"withdrawn\"=0 AND \"until_on\" IS NULL LIMIT 1");
    stmt_bind_uuid(stmt, 1, one->head.ledger_id);
    stmt_bind_uuid(stmt, 2, one->finding_id);
    stmt_bind_text(stmt, 3, word_text(&words_responsibility_role, one->role));
    stmt_bind_uuid(stmt, 4, one->head.id);
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return !status && row
               ? problem_add(problems, REFUSED, &msg_responsibility_doubled, "role", role_label(one->role), NULL)
               : status;
}

static enum status check_level(struct tx *tx, const struct responsibility *one, struct problems *problems)
{
    struct finding *finding = record_new(tx->arena, &record_finding);
    enum status status = row_load(tx->db, tx->arena, &record_finding, one->head.ledger_id, one->finding_id, finding);
    if (status)
        return status == NOT_FOUND ? OK : status;
    return finding->level < finding_level_finding
               ? problem_add(problems, REFUSED, &msg_responsibility_level, "finding_id", NULL)
               : OK;
}

static enum status responsibility_rules(struct tx *tx, const struct record_head *before,
                                        const struct record_head *after, struct problems *problems)
{
    const struct responsibility *one = (const struct responsibility *)after;
    if (!record_has(after, FIELD_responsibility_role) || !record_has(after, FIELD_responsibility_finding_id) ||
        after->withdrawn)
        return OK;
    enum status worst = OK, status;
    date today = clock_today(tx->clock);
    /* who answers today is who has no last day: so an end or a beginning is said when it has come, not before */
    if (record_has(after, FIELD_responsibility_until_on) && one->until_on > today)
        worst = problem_add(problems, REFUSED, &msg_responsibility_future, "until_on", NULL);
    if (record_has(after, FIELD_responsibility_from_on) && one->from_on > today)
        worst = problem_add(problems, REFUSED, &msg_responsibility_future, "from_on", NULL);
    if (is_unit(one->role) && !record_has(after, FIELD_responsibility_organisation_id))
        worst = problem_add(problems, REFUSED, &msg_responsibility_unit, "organisation_id", NULL);
    if (!is_unit(one->role) && !record_has(after, FIELD_responsibility_person_id))
        worst = problem_add(problems, REFUSED, &msg_responsibility_person, "person_id", NULL);
    if (is_single(one->role) && !record_has(after, FIELD_responsibility_until_on) &&
        (status = check_single(tx, one, problems)))
        worst = status;
    if (!before && (status = check_level(tx, one, problems)))
        worst = status;
    return worst;
}

static enum status responsibility_derive(struct tx *tx, const struct record_head *before,
                                         const struct record_head *after)
{
    const struct responsibility *was = (const struct responsibility *)before,
                                *is = (const struct responsibility *)after;
    enum status status = OK;
    if (was && !uuid_equal(was->finding_id, is->finding_id)) /* corrected */
        status = finding_derive_responsible(tx, before->ledger_id, was->finding_id);
    if (!status)
        status = finding_derive_responsible(tx, after->ledger_id, is->finding_id);
    return status ? status : responsibility_derive_branch(tx, after->ledger_id, is->finding_id);
}

static enum status responsibility_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    return restricted_look(tx, record->ledger_id, ((const struct responsibility *)record)->finding_id, ret_restricted);
}

#define RECORD        responsibility
#define RECORD_FIELDS RESPONSIBILITY_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "责任分工", .plural = "responsibilities", .code = -1, .title = -1,                                        \
    .hooks = {.rules = responsibility_rules,                                                                           \
              .derive = responsibility_derive,                                                                         \
              .follow = responsibility_follow,                                                                         \
              .restricts = responsibility_restricts},
#include "record/define.h"

/* ---- what findings derive from it ---- */

struct unit_row {
    struct uuid unit;
    int64_t role_bits;
};

struct responsible {
    struct uuid single[3]; /* lead unit, lead official, accountable official: the order of the words */
    VEC(struct unit_row) units;
};

static void add_unit(struct arena *arena, struct responsible *found, struct uuid unit, int role)
{
    size_t i = 0;
    while (i < found->units.count && !uuid_equal(found->units.items[i].unit, unit))
        i++;
    if (i == found->units.count)
        VEC_PUSH(arena, &found->units)->unit = unit;
    found->units.items[i].role_bits |= INT64_C(1) << role;
}

static enum status read_responsible(struct tx *tx, struct uuid ledger, struct uuid finding, struct responsible *found)
{
    bool row;
    enum status status;
    struct stmt *stmt = db_prepare(
        tx->db, "SELECT \"role\",\"organisation_id\",\"person_id\" FROM \"responsibility\" WHERE \"ledger_id\"=?1 AND "
                "\"finding_id\"=?2 AND \"withdrawn\"=0 AND \"until_on\" IS NULL ORDER BY \"id\"");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    while (!(status = stmt_step(stmt, &row)) && row) {
        int role = word_find(&words_responsibility_role, stmt_text(stmt, 0));
        if (role < 0)
            continue;
        if (is_single(role))
            found->single[role] = stmt_uuid(stmt, is_unit(role) ? 1 : 2);
        if (is_unit(role))
            add_unit(tx->arena, found, stmt_uuid(stmt, 1), role);
    }
    stmt_done(stmt);
    return status;
}

static void bind_or_null(struct stmt *stmt, int parameter, struct uuid id)
{
    if (uuid_is_nil(id))
        stmt_bind_null(stmt, parameter);
    else
        stmt_bind_uuid(stmt, parameter, id);
}

static enum status write_single(struct tx *tx, struct uuid ledger, struct uuid finding, const struct responsible *found)
{
    struct stmt *stmt = db_prepare(
        tx->db, "UPDATE \"finding\" SET \"lead_unit_id\"=?1,\"lead_official_id\"=?2,\"accountable_official_id\"=?3 "
                "WHERE \"ledger_id\"=?4 AND \"id\"=?5");
    for (int i = 0; i < 3; i++)
        bind_or_null(stmt, i + 1, found->single[i]);
    stmt_bind_uuid(stmt, 4, ledger);
    stmt_bind_uuid(stmt, 5, finding);
    return stmt_run(stmt);
}

/* A statement of its own for the finding's state: PostgreSQL cannot tell the types of parameters in INSERT … SELECT. */
static enum status read_open(struct tx *tx, struct uuid ledger, struct uuid finding, int64_t *ret_open,
                             const char **ret_due_on, bool *ret_restricted)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"state\",\"withdrawn\",\"due_on\",\"restricted\" FROM \"finding\" "
                                           "WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    enum status status = stmt_step(stmt, &row);
    if (!status && row) {
        *ret_open = strcmp(stmt_text(stmt, 0), "closed") != 0 && stmt_int(stmt, 1) == 0;
        *ret_due_on = stmt_is_null(stmt, 2) ? NULL : arena_strdup(tx->arena, stmt_text(stmt, 2));
        *ret_restricted = stmt_int(stmt, 3) != 0;
    }
    stmt_done(stmt);
    return status;
}

static enum status write_units(struct tx *tx, struct uuid ledger, struct uuid finding, const struct responsible *found)
{
    int64_t open = 0;
    bool restricted = false;
    const char *due_on = NULL;
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"finding_unit\" WHERE \"ledger_id\"=?1 AND \"finding_id\"=?2");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    enum status status = stmt_run(stmt);
    if (!status && found->units.count)
        status = read_open(tx, ledger, finding, &open, &due_on, &restricted);
    /* a unit's pages know nothing of a restricted finding: persons are named on it, not units */
    for (size_t i = 0; i < found->units.count && !status && !restricted; i++) {
        stmt = db_prepare(
            tx->db,
            "INSERT INTO \"finding_unit\" (\"unit_id\",\"open\",\"due_on\",\"ledger_id\",\"finding_id\",\"role_bits\") "
            "VALUES (?1,?2,?3,?4,?5,?6)");
        stmt_bind_uuid(stmt, 1, found->units.items[i].unit);
        stmt_bind_int(stmt, 2, open);
        stmt_bind_text(stmt, 3, due_on);
        stmt_bind_uuid(stmt, 4, ledger);
        stmt_bind_uuid(stmt, 5, finding);
        stmt_bind_int(stmt, 6, found->units.items[i].role_bits);
        status = stmt_run(stmt);
    }
    return status;
}

enum status finding_derive_responsible(struct tx *tx, struct uuid ledger, struct uuid finding)
{
    struct responsible found = {0};
    enum status status = read_responsible(tx, ledger, finding, &found);
    if (!status)
        status = write_single(tx, ledger, finding, &found);
    return status ? status : write_units(tx, ledger, finding, &found);
}

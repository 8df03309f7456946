#include "ledger/restricted.h"

#include "ledger/ledger_messages.h"
#include "store/row.h"

#include <string.h>

enum status restricted_look(struct tx *tx, struct uuid ledger, struct uuid finding, bool *ret_restricted)
{
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT \"restricted\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, ledger);
    stmt_bind_uuid(stmt, 2, finding);
    enum status status = stmt_step(stmt, &row);
    if (!status)
        *ret_restricted = row && stmt_int(stmt, 0) != 0;
    stmt_done(stmt);
    return status;
}

enum status restricted_among(struct tx *tx, struct uuid ledger, const struct uuid_list *findings, size_t *ret_count)
{
    size_t count = 0;
    enum status status = OK;
    for (size_t i = 0; i < findings->count && !status; i++) {
        bool restricted = false;
        status = restricted_look(tx, ledger, findings->ids[i], &restricted);
        count += restricted;
    }
    *ret_count = count;
    return status;
}

enum status restricted_inherit(struct tx *tx, struct finding *finding)
{
    bool restricted = false;
    if (record_has(&finding->head, FIELD_finding_restricted) || !record_has(&finding->head, FIELD_finding_parent_id))
        return OK;
    enum status status = restricted_look(tx, finding->head.ledger_id, finding->parent_id, &restricted);
    if (!status && restricted) {
        finding->restricted = true;
        record_present(&finding->head, FIELD_finding_restricted);
    }
    return status;
}

/* ---- rules ---- */

static bool names_somebody(const struct finding *finding)
{
    return record_has(&finding->head, FIELD_finding_entitled_persons) && finding->entitled_persons.count > 0;
}

static enum status check_above(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    bool above = false;
    enum status status = restricted_look(tx, finding->head.ledger_id, finding->parent_id, &above);
    if (status || above == finding_restricted(finding))
        return status;
    return problem_add(problems, REFUSED, above ? &msg_restricted_below : &msg_restricted_alone, "parent_id", NULL);
}

static enum status check_persons(const struct finding *finding, struct problems *problems)
{
    const struct message *message = NULL;
    bool top = !record_has(&finding->head, FIELD_finding_parent_id);
    if (!finding_restricted(finding))
        message = names_somebody(finding) ? &msg_entitled_open : NULL;
    else if (top)
        message = names_somebody(finding) ? NULL : &msg_entitled_nobody;
    else
        message = names_somebody(finding) ? &msg_entitled_above : NULL;
    return message ? problem_add(problems, REFUSED, message, "entitled_persons", NULL) : OK;
}

/* A link stands on the restricted one, so that the other says nothing. */
static enum status check_links(struct tx *tx, const struct finding *finding, int field, struct problems *problems)
{
    const struct field *links = &record_finding.fields[field];
    size_t count = 0;
    if (finding_restricted(finding) || !record_has(&finding->head, field))
        return OK;
    enum status status = restricted_among(tx, finding->head.ledger_id, field_get(&finding->head, links), &count);
    return !status && count ? problem_add(problems, REFUSED, &msg_restricted_link, links->name, NULL) : status;
}

static bool said_anew(const struct record_head *before, const struct finding *finding, int field)
{
    return !before || !field_equal(&record_finding, field, before, &finding->head);
}

enum status restricted_rules(struct tx *tx, const struct record_head *before, const struct finding *finding,
                             struct problems *problems)
{
    enum status worst = OK, status;
    if (before && finding_restricted((const struct finding *)before) != finding_restricted(finding))
        worst = problem_add(problems, REFUSED, &msg_restricted_later, "restricted", NULL);
    if (record_has(&finding->head, FIELD_finding_parent_id) && said_anew(before, finding, FIELD_finding_parent_id) &&
        (status = check_above(tx, finding, problems)))
        worst = status;
    if ((said_anew(before, finding, FIELD_finding_entitled_persons) ||
         said_anew(before, finding, FIELD_finding_parent_id)) &&
        (status = check_persons(finding, problems)))
        worst = status;
    static const int links[] = {FIELD_finding_same_matter, FIELD_finding_prompted_by};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (said_anew(before, finding, links[i]) && (status = check_links(tx, finding, links[i], problems)))
            worst = status;
    return worst;
}

/* ---- who reads which ---- */

/* The one at the top of its tree; as many steps as a path can have. */
static enum status top_of(struct tx *tx, const struct finding *finding, struct uuid *ret_top)
{
    bool row = true;
    enum status status = OK;
    *ret_top = finding->head.id;
    while (!status && row) {
        struct stmt *stmt =
            db_prepare(tx->db, "SELECT \"parent_id\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"id\"=?2 "
                               "AND \"parent_id\" IS NOT NULL");
        stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
        stmt_bind_uuid(stmt, 2, *ret_top);
        status = stmt_step(stmt, &row);
        if (!status && row)
            *ret_top = stmt_uuid(stmt, 0);
        stmt_done(stmt);
    }
    return status;
}

static enum status path_of(struct tx *tx, const struct finding *finding, const char **ret_path)
{
    bool row;
    struct stmt *stmt = db_prepare(tx->db, "SELECT \"path\" FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
    stmt_bind_uuid(stmt, 2, finding->head.id);
    enum status status = stmt_step(stmt, &row);
    *ret_path = !status && row ? arena_strdup(tx->arena, stmt_text(stmt, 0)) : "";
    stmt_done(stmt);
    return status;
}

/* For the finding and all below it, which are one range of paths. */
static enum status write_readers(struct tx *tx, const struct finding *finding, struct uuid top, const char *path)
{
    static const char *const texts[] = {
        "DELETE FROM \"finding_reader\" WHERE \"ledger_id\"=?1 AND \"finding_id\" IN (SELECT \"id\" FROM \"finding\" "
        "WHERE \"ledger_id\"=?1 AND \"path\">=?2 AND \"path\"<?3)",
        "INSERT INTO \"finding_reader\" (\"person_id\",\"ledger_id\",\"finding_id\") SELECT \"e\".\"ref_id\","
        "\"f\".\"ledger_id\",\"f\".\"id\" FROM \"finding\" AS \"f\" JOIN \"finding_entitled_persons\" AS \"e\" ON "
        "\"e\".\"ledger_id\"=\"f\".\"ledger_id\" AND \"e\".\"id\"=?4 WHERE \"f\".\"ledger_id\"=?1 AND "
        "\"f\".\"path\">=?2 AND \"f\".\"path\"<?3"};
    enum status status = OK;
    for (int i = 0; i < 2 && !status; i++) {
        struct stmt *stmt = db_prepare(tx->db, texts[i]);
        stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
        stmt_bind_text(stmt, 2, path);
        stmt_bind_text(stmt, 3, arena_printf(tx->arena, "%s~", path));
        if (i == 1)
            stmt_bind_uuid(stmt, 4, top);
        status = stmt_run(stmt);
    }
    return status;
}

enum status restricted_derive(struct tx *tx, const struct record_head *before, const struct finding *finding)
{
    struct uuid top;
    const char *path;
    if (!finding_restricted(finding) || !(said_anew(before, finding, FIELD_finding_entitled_persons) ||
                                          said_anew(before, finding, FIELD_finding_parent_id)))
        return OK;
    enum status status = top_of(tx, finding, &top);
    if (!status)
        status = path_of(tx, finding, &path);
    return status ? status : write_readers(tx, finding, top, path);
}

#include "ledger/finding.h"

#include "access/tree.h"
#include "journal/installation.h"
#include "ledger/claim.h"
#include "ledger/extending.h"
#include "ledger/ledger_code.h"
#include "ledger/ledger_messages.h"
#include "ledger/restricted.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

WORDS_DEFINE(finding_level, FINDING_LEVEL_WORDS)
WORDS_DEFINE(origin, ORIGIN_WORDS)
WORDS_DEFINE(commonness, COMMONNESS_WORDS)
WORDS_DEFINE(horizon, HORIZON_WORDS)
WORDS_DEFINE(finding_scope, FINDING_SCOPE_WORDS)
WORDS_DEFINE(since, SINCE_WORDS)
WORDS_DEFINE(visibility, VISIBILITY_WORDS)
WORDS_DEFINE(finding_state, FINDING_STATE_WORDS)
WORDS_DEFINE(completion, COMPLETION_WORDS)

/* ---- the place in the tree ---- */

enum { ROOT = 32 };

static enum status root_of(struct tx *tx, const struct finding *finding, char root[ROOT])
{
    snprintf(root, ROOT, "99999999"); /* own findings stand behind those of every letter */
    if (finding_restricted(finding))  /* nobody's position tells of it */
        snprintf(root, ROOT, "99999998");
    if (finding_restricted(finding) || !record_has(&finding->head, FIELD_finding_feedback_report_id))
        return OK;
    bool row;
    struct stmt *stmt =
        db_prepare(tx->db, "SELECT \"position\" FROM \"feedback_report\" WHERE \"ledger_id\"=?1 AND \"id\"=?2");
    stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
    stmt_bind_uuid(stmt, 2, finding->feedback_report_id);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        snprintf(root, ROOT, "%08lld", (long long)stmt_int(stmt, 0) % 100000000);
    stmt_done(stmt);
    return status;
}

/* `root` is kept by the node. */
static enum status node_of(struct tx *tx, const struct finding *finding, char root[ROOT], struct tree_node *ret_node)
{
    const struct record_head *head = &finding->head;
    *ret_node = (struct tree_node){.type = &record_finding, .ledger_id = head->ledger_id, .id = head->id, .root = root};
    if (record_has(head, FIELD_finding_parent_id))
        ret_node->parent_id = finding->parent_id;
    if (record_has(head, FIELD_finding_position))
        ret_node->position = finding->position;
    return root_of(tx, finding, root);
}

/* Behind what stands there already. */
static enum status give_position(struct tx *tx, struct finding *finding)
{
    char root[ROOT];
    struct tree_node node;
    enum status status = node_of(tx, finding, root, &node);
    record_present(&finding->head, FIELD_finding_position);
    return status ? status : tree_next_position(tx, &node, &finding->position);
}

/* ---- numbers ---- */

static enum status number_of_parent(struct tx *tx, const struct finding *finding, const char **ret_number)
{
    struct finding *parent = record_new(tx->arena, &record_finding);
    enum status status =
        row_load(tx->db, tx->arena, &record_finding, finding->head.ledger_id, finding->parent_id, parent);
    *ret_number = !status && record_has(&parent->head, FIELD_finding_number) ? parent->number : NULL;
    return status == NOT_FOUND ? OK : status;
}

/* Problems and demands have numbers of their own, a point is part of its problem, headings have none. */
static enum status give_number(struct tx *tx, struct finding *finding)
{
    const char *whole = NULL, *number = NULL;
    const bool restricted = finding_restricted(finding);
    enum status status = OK;
    if (finding->level == finding_level_point && record_has(&finding->head, FIELD_finding_parent_id))
        status = number_of_parent(tx, finding, &whole);
    if (status)
        return status;
    if (whole)
        status = number_part(tx, finding->head.ledger_id, whole, &number);
    else if (finding->level == finding_level_demand)
        status = number_next(tx, finding->head.ledger_id, restricted ? "restricted_demand" : "demand",
                             restricted ? "RY" : "Y", &number);
    else if (finding->level == finding_level_finding || finding->level == finding_level_point)
        status = number_next(tx, finding->head.ledger_id, restricted ? "restricted" : "finding", restricted ? "R" : "",
                             &number);
    if (!status && number) {
        finding->number = number;
        record_present(&finding->head, FIELD_finding_number);
    }
    return status;
}

static enum status finding_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                   struct problems *problems)
{
    (void)command;
    (void)problems;
    struct finding *finding = (struct finding *)record;
    finding->state = finding_state_registered;
    record_present(record, FIELD_finding_state);
    if (!record_has(record, FIELD_finding_origin)) {
        finding->origin = record_has(record, FIELD_finding_feedback_report_id) ? origin_inspection : origin_self_found;
        record_present(record, FIELD_finding_origin);
    }
    enum status status = restricted_inherit(tx, finding);
    if (!status && !record_has(record, FIELD_finding_position))
        status = give_position(tx, finding);
    return status || !record_has(record, FIELD_finding_level) ? status : give_number(tx, finding);
}

/* ---- rules ---- */

static enum status check_parent(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    struct finding *parent = record_new(tx->arena, &record_finding);
    enum status status =
        row_load(tx->db, tx->arena, &record_finding, finding->head.ledger_id, finding->parent_id, parent);
    if (status)
        return status == NOT_FOUND ? OK : status; /* the journal names a missing target */
    if (finding->level != finding_level_demand && parent->level >= finding->level)
        status = problem_add(problems, REFUSED, &msg_parent_level, "parent_id", finding->title, NULL);
    if (record_has(&finding->head, FIELD_finding_path) &&
        strncmp(parent->path, finding->path, strlen(finding->path)) == 0)
        status = problem_add(problems, REFUSED, &msg_parent_circle, "parent_id", finding->title, NULL);
    bool both = record_has(&finding->head, FIELD_finding_feedback_report_id) &&
                record_has(&parent->head, FIELD_finding_feedback_report_id);
    if (both && !uuid_equal(finding->feedback_report_id, parent->feedback_report_id))
        status = problem_add(problems, REFUSED, &msg_parent_other_report, "parent_id", NULL);
    return status;
}

static enum status check_ceiling(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    const struct installation *installation;
    enum status status = installation_load(tx->db, &installation);
    if (!status && finding->confidentiality > word_find(&words_confidentiality, installation->ceiling))
        status = problem_add(problems, REFUSED, &msg_above_ceiling, "confidentiality", installation->ceiling,
                             word_text(&words_confidentiality, finding->confidentiality), NULL);
    return status;
}

static enum status check_no_children(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    bool row;
    struct stmt *stmt = db_prepare(
        tx->db, "SELECT 1 FROM \"finding\" WHERE \"ledger_id\"=?1 AND \"parent_id\"=?2 AND \"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, finding->head.ledger_id);
    stmt_bind_uuid(stmt, 2, finding->head.id);
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return !status && row ? problem_add(problems, REFUSED, &msg_has_children, "", finding->title, NULL) : status;
}

static bool changed(const struct record_head *before, const struct record_head *after, int field)
{
    return !before || !field_equal(&record_finding, field, before, after);
}

/* Whatever its path is made of. */
static bool moved(const struct record_head *before, const struct record_head *after)
{
    return changed(before, after, FIELD_finding_parent_id) || changed(before, after, FIELD_finding_position) ||
           changed(before, after, FIELD_finding_feedback_report_id);
}

static enum status check_place(struct tx *tx, const struct finding *finding, struct problems *problems)
{
    char root[ROOT];
    struct tree_node node;
    enum status status = node_of(tx, finding, root, &node);
    return status ? status : tree_check(tx, &node, problems);
}

static enum status finding_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                 struct problems *problems)
{
    const struct finding *finding = (const struct finding *)after;
    enum status worst = OK, status;
    if (record_has(after, FIELD_finding_parent_id) &&
        (changed(before, after, FIELD_finding_parent_id) || changed(before, after, FIELD_finding_level)) &&
        (status = check_parent(tx, finding, problems)))
        worst = status;
    if (moved(before, after) && (status = check_place(tx, finding, problems)))
        worst = status;
    if (record_has(after, FIELD_finding_due) && finding->due.as == deadline_as_ongoing &&
        !record_has(after, FIELD_finding_review_on))
        worst = problem_add(problems, REFUSED, &msg_ongoing_review, "review_on", NULL);
    if (record_has(after, FIELD_finding_confidentiality) && changed(before, after, FIELD_finding_confidentiality) &&
        (status = check_ceiling(tx, finding, problems)))
        worst = status;
    if ((status = restricted_rules(tx, before, finding, problems)))
        worst = status;
    if ((status = extending_rules(&record_finding, before, after, problems)))
        worst = status;
    bool stays_closed = before && finding->state == finding_state_closed &&
                        ((const struct finding *)before)->state == finding_state_closed;
    if (stays_closed && changed(before, after, FIELD_finding_completion)) /* it was reviewed with the request */
        worst = problem_add(problems, REFUSED, &msg_closing_result, "completion", NULL);
    if (before && after->withdrawn && !before->withdrawn && (status = check_no_children(tx, finding, problems)))
        worst = status;
    return worst;
}

/* ---- derived values ---- */

static bool same(const struct record_head *before, const struct record_head *after, int field)
{
    return before && field_equal(&record_finding, field, before, after);
}

static enum status finding_derive(struct tx *tx, const struct record_head *before, const struct record_head *after)
{
    const struct finding *finding = (const struct finding *)after;
    enum status status = OK;
    if (moved(before, after)) {
        char root[ROOT];
        struct tree_node node;
        status = node_of(tx, finding, root, &node);
        if (!status)
            status = tree_derive(tx, &node);
    }
    if (!status && before &&
        !(same(before, after, FIELD_finding_feedback_report_id) &&
          same(before, after, FIELD_finding_inspection_id))) /* corrected */
        status = claim_derive_finding(tx, after->ledger_id, after->id);
    if (!status)
        status = restricted_derive(tx, before, finding);
    bool moot = !before || (same(before, after, FIELD_finding_due) && same(before, after, FIELD_finding_state) &&
                            before->withdrawn == after->withdrawn);
    return status || moot ? status : finding_derive_responsible(tx, after->ledger_id, after->id);
}

static enum status finding_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    (void)tx;
    *ret_restricted = finding_restricted((const struct finding *)record);
    return OK;
}

#define RECORD        finding
#define RECORD_FIELDS FINDING_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "问题", .plural = "findings", .code = FIELD_finding_number, .title = FIELD_finding_title,                 \
    .indexes = (const char *const[]){"\"path\",\"id\"", "\"parent_id\"", "\"lead_unit_id\",\"due_on\",\"id\"",         \
                                     "\"restricted\",\"id\" WHERE \"restricted\"=1", NULL},                            \
    .hooks = {.prepare = finding_prepare,                                                                              \
              .rules = finding_rules,                                                                                  \
              .derive = finding_derive,                                                                                \
              .follow = finding_follow,                                                                                \
              .restricts = finding_restricts},
#include "record/define.h"

#include "ledger/own_work.h"

#include "access/organisation.h"
#include "ledger/ledger_messages.h"
#include "ledger/progress_report_fields.h"
#include "store/row.h"

#define BIT(field) FIELD_BIT(FIELD_corrective_action_##field)

/* How a measure is done, whoever's plan it is in. */
static const uint64_t how = BIT(deliverable) | BIT(indicator) | BIT(means);

static bool only_owner(unsigned roles)
{
    return roles & ROLE_BIT(role_owner) && !(roles & ROLE_BIT(role_office));
}

static enum status refuse(struct problems *problems)
{
    return problem_add(problems, FORBIDDEN, &msg_plan_not_own, "plan_id", NULL);
}

static enum status is_own(struct tx *tx, const struct scope *scope, const struct plan *plan, bool *ret_own)
{
    const char *path = "";
    bool open = plan->state == plan_state_draft || plan->state == plan_state_returned;
    *ret_own = false;
    if (plan->kind != plan_kind_implementation || !open || !record_has(&plan->head, FIELD_plan_organisation_id))
        return OK;
    enum status status = organisation_path(tx->db, tx->arena, plan->organisation_id, &path);
    *ret_own = !status && *path && scope_roles_over(scope, path) & ROLE_BIT(role_owner);
    return status;
}

static enum status check_plan(struct tx *tx, const struct scope *scope, const struct record_head *now,
                              const struct record_head *wanted, struct problems *problems)
{
    const struct plan *plan = (const struct plan *)(now ? now : wanted);
    struct plan draft = *plan;
    bool own;
    if (!now)
        draft.state = plan_state_draft; /* it will be */
    enum status status = is_own(tx, scope, &draft, &own);
    return status || own ? status : refuse(problems);
}

static enum status check_measure(struct tx *tx, const struct scope *scope, const struct record_head *record,
                                 struct problems *problems)
{
    struct plan *plan = record_new(tx->arena, &record_plan);
    bool own = false;
    if (!record_has(record, FIELD_corrective_action_plan_id))
        return refuse(problems);
    enum status status = row_load(tx->db, tx->arena, &record_plan, record->ledger_id,
                                  ((const struct corrective_action *)record)->plan_id, plan);
    if (!status)
        status = is_own(tx, scope, plan, &own);
    return status == FAILED || own ? status : refuse(problems);
}

/* A measure nobody is named for is reported on by whoever answers for its problem. */
static enum status check_reported(struct tx *tx, const struct scope *scope, const struct progress_entry *entry,
                                  struct problems *problems)
{
    struct corrective_action *action = record_new(tx->arena, &record_corrective_action);
    const char *path = "";
    if (!record_has(&entry->head, FIELD_progress_entry_corrective_action_id))
        return OK; /* said by the check of required fields */
    enum status status = row_load(tx->db, tx->arena, &record_corrective_action, entry->head.ledger_id,
                                  entry->corrective_action_id, action);
    if (status || !record_has(&action->head, FIELD_corrective_action_organisation_id))
        return status == NOT_FOUND ? OK : status;
    bool own =
        record_has(&action->head, FIELD_corrective_action_owner_id) && uuid_equal(action->owner_id, scope->person_id);
    if (!own)
        status = organisation_path(tx->db, tx->arena, action->organisation_id, &path);
    own = own || (*path && scope_roles_over(scope, path) & ROLE_BIT(role_owner));
    return status || own ? status
                         : problem_add(problems, FORBIDDEN, &msg_progress_not_own, "corrective_action_id", NULL);
}

/* A report is of one's own unit. */
static enum status check_report(struct tx *tx, const struct scope *scope, const struct progress_report *report,
                                struct problems *problems)
{
    const char *path = "";
    if (!record_has(&report->head, FIELD_progress_report_organisation_id))
        return OK; /* said by the check of required fields; of one that is there the unit is fixed */
    enum status status = organisation_path(tx->db, tx->arena, report->organisation_id, &path);
    return status || scope_roles_over(scope, path) & ROLE_BIT(role_owner)
               ? status
               : problem_add(problems, FORBIDDEN, &msg_report_not_own, "organisation_id", NULL);
}

enum status own_work_check(struct tx *tx, const struct scope *scope, const struct record_type *type, unsigned roles,
                           const struct record_head *now, const struct record_head *wanted, struct problems *problems)
{
    if (scope->operator|| !only_owner(roles))
        return OK;
    if (type == &record_progress_entry)
        return check_reported(tx, scope, (const struct progress_entry *)wanted, problems);
    if (type == &record_progress_report)
        return check_report(tx, scope, (const struct progress_report *)wanted, problems);
    if (type == &record_plan)
        return check_plan(tx, scope, now, wanted, problems);
    if (type != &record_corrective_action || (now && !(wanted->present & ~how)))
        return OK;
    enum status status = now ? check_measure(tx, scope, now, problems) : OK;
    bool placed = !now || wanted->present & BIT(plan_id);
    return status || !placed ? status : check_measure(tx, scope, wanted, problems);
}

uint64_t own_work_writable(const struct record_type *type, unsigned roles, const struct record_head *record,
                           uint64_t mask)
{
    if (!only_owner(roles))
        return mask;
    if (type == &record_plan)
        return ((const struct plan *)record)->kind == plan_kind_implementation ? mask : 0;
    return type == &record_corrective_action && !record_has(record, FIELD_corrective_action_parent_id) ? mask & how
                                                                                                       : mask;
}

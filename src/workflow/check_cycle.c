/* check_cycle: the life cycle of a look-back (E3); declared in "workflow/cycles.h". What clearly rebounded opens the
 * problem again under its own number. */
#include "base/utf8.h"
#include "ledger/effectiveness_check.h"
#include "ledger/ledger_messages.h"
#include "ledger/outcome.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#include <string.h>

#define OFFICE     ROLE_BIT(role_office)
#define LEADER     ROLE_BIT(role_leader)
#define SUPERVISOR ROLE_BIT(role_supervisor)
#define INSPECTOR  ROLE_BIT(role_inspector)
#define BIT(field) FIELD_BIT(FIELD_effectiveness_check_##field)

static const struct effectiveness_check *check_of(const struct moving *moving)
{
    return (const struct effectiveness_check *)moving->before;
}

/* Who checked: named with the move, or when it was planned; else who says so. */
static struct uuid checker_of(const struct moving *moving)
{
    const struct uuid *named = moving_value(moving, FIELD_effectiveness_check_checker_id);
    return named ? *named : moving->scope->person_id;
}

/* ---- guards ---- */

static enum status check_not_own(struct moving *moving)
{
    struct uuid who = checker_of(moving);
    bool own = false;
    enum status status = uuid_is_nil(who) ? OK
                                          : effectiveness_check_own(moving->tx, moving->before->ledger_id,
                                                                    check_of(moving)->finding_id, who, &own);
    return own ? problem_add(moving->problems, REFUSED, &msg_check_own_unit, "checker_id", NULL) : status;
}

static enum status check_still_closed(struct moving *moving)
{
    struct finding *finding = record_new(moving->tx->arena, &record_finding);
    enum status status = row_load(moving->tx->db, moving->tx->arena, &record_finding, moving->before->ledger_id,
                                  check_of(moving)->finding_id, finding);
    if (status || (record_has(&finding->head, FIELD_finding_state) && finding->state == finding_state_closed))
        return status;
    return problem_add(moving->problems, REFUSED, &msg_check_finding_open, "", NULL);
}

static enum status check_not_in_future(struct moving *moving)
{
    return outcome_not_in_future(moving->tx, moving->cycle->type, moving->wanted, FIELD_effectiveness_check_checked_on,
                                 moving->problems);
}

static const struct guard not_own = {"not_own", check_not_own}, still_closed = {"still_closed", check_still_closed},
                          not_in_future = {"not_in_future", check_not_in_future};

/* ---- effects ---- */

static enum status fill_checked(struct moving *moving)
{
    moving_put_date(moving, FIELD_effectiveness_check_checked_on, clock_today(moving->tx->clock));
    moving_put_id(moving, FIELD_effectiveness_check_checker_id, checker_of(moving));
    return OK;
}

/* As much of what was found as a reason holds. */
static const char *reason_of(const struct moving *moving, const struct effectiveness_check *check)
{
    size_t most = record_finding.fields[FIELD_finding_reopen_reason].max;
    return arena_strndup(moving->tx->arena, check->found, utf8_prefix(check->found, strlen(check->found), most));
}

static enum status reopen_rebounded(struct moving *moving, const struct record_head *after)
{
    const struct effectiveness_check *check = (const struct effectiveness_check *)after;
    struct finding *given = record_new(moving->tx->arena, &record_finding);
    const struct move move = {.type = &record_finding,
                              .ledger = moving->before->ledger_id,
                              .id = check_of(moving)->finding_id,
                              .event = "reopen",
                              .given = &given->head};
    if (check->result != check_result_rebounded)
        return OK;
    given->reopen_reason = reason_of(moving, check);
    record_present(&given->head, FIELD_finding_reopen_reason);
    return workflow_follow(moving->tx, &moving->command, &move, moving->problems);
}

static const struct effect reopens = {"reopens_what_rebounded", fill_checked, reopen_rebounded};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"check", BIT(result) | BIT(found), BIT(checked_on) | BIT(proofs), BIT(checker_id) | BIT(paper_id)},
    {"cancel", 0, 0, 0},
};

static const struct transition rows[] = {
    {check_state_planned, "check", OFFICE | LEADER | SUPERVISOR | INSPECTOR,
     GUARDS(&not_own, &still_closed, &not_in_future), &reopens, check_state_done},
    {check_state_planned, "cancel", OFFICE, NULL, NULL, check_state_void},
};

static const struct message *const sentences[] = {&msg_check_waits, &msg_check_over, &msg_check_over};

const struct lifecycle check_cycle = {
    .type = &record_effectiveness_check,
    .field = FIELD_effectiveness_check_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .recorders = OFFICE,
};

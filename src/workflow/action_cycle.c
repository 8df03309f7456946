/* action_cycle: the life cycle of a measure; declared in "workflow/cycles.h". Doing only: what was agreed is the
 * plan's, whether it held is looked at after closing. */
#include "ledger/corrective_action_fields.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#include <string.h>

#define OFFICE     ROLE_BIT(role_office)
#define LEADER     ROLE_BIT(role_leader)
#define SUPERVISOR ROLE_BIT(role_supervisor)
#define BIT(field) FIELD_BIT(FIELD_corrective_action_##field)

/* ---- effects ---- */

/* The day its last entry speaks of: the entry is there already, and its measure says when it was reported on. */
static enum status fill_done(struct moving *moving)
{
    const date *reported = moving_value(moving, FIELD_corrective_action_reported_on);
    moving_put_date(moving, FIELD_corrective_action_done_on, reported ? *reported : clock_today(moving->tx->clock));
    record_null(moving->wanted, FIELD_corrective_action_return_reason);
    return OK;
}

/* What proves a closed problem is not taken from under it. */
static enum status check_open_problem(struct moving *moving)
{
    const struct corrective_action *action = (const struct corrective_action *)moving->before;
    for (size_t i = 0; i < action->answers.count; i++) {
        struct finding *finding = record_new(moving->tx->arena, &record_finding);
        enum status status = row_load(moving->tx->db, moving->tx->arena, &record_finding, moving->before->ledger_id,
                                      action->answers.ids[i], finding);
        if (status && status != NOT_FOUND)
            return status;
        if (!status && finding->state == finding_state_closed)
            return problem_add(moving->problems, REFUSED, &msg_action_of_closed, "", finding->title, NULL);
    }
    return OK;
}

static const struct guard open_problem = {"open_problem", check_open_problem};

static enum status fill_returned(struct moving *moving)
{
    struct corrective_action *wanted = (struct corrective_action *)moving->wanted;
    wanted->returned_at = clock_now(moving->tx->clock);
    record_present(moving->wanted, FIELD_corrective_action_returned_at);
    record_null(moving->wanted, FIELD_corrective_action_done_on);
    return OK;
}

static enum status fill_undone(struct moving *moving)
{
    record_null(moving->wanted, FIELD_corrective_action_done_on);
    return OK;
}

/* ---- the check of lawfulness: money, posts, persons ---- */

static enum status check_lawful_said(struct moving *moving)
{
    return moving->asked || record_has(moving->wanted, FIELD_corrective_action_lawful)
               ? OK
               : problem_add(moving->problems, REFUSED, &msg_action_lawful, "lawful", NULL);
}

static enum status fill_lawful(struct moving *moving)
{
    moving_put_date(moving, FIELD_corrective_action_lawful_on, clock_today(moving->tx->clock));
    moving_put_id(moving, FIELD_corrective_action_lawful_by_id, moving->scope->person_id);
    return OK;
}

static const struct guard lawful_said = {"lawful_said", check_lawful_said};
static const struct effect checks_lawful = {"checks_lawful", fill_lawful, NULL};
static const struct effect ends = {"ends", fill_done, NULL}, goes_on = {"goes_on", fill_undone, NULL},
                           is_returned = {"is_returned", fill_returned, NULL};

/* ---- the table ---- */

static const struct event_form events[] = {
    {"start", 0, 0, 0},
    {"finish", 0, 0, 0},
    {"return", BIT(return_reason), BIT(due), 0},
    {"resume", 0, 0, 0},
    {"reset", 0, 0, 0},
    {"extend", 0, 0, 0},
    {"check_lawful", BIT(lawful_opinion), BIT(lawful) | BIT(lawful_on) | BIT(lawful_by_id), 0},
};

/* What the program does follows from the latest progress entry (follow_progress.c). */
static const struct transition rows[] = {
    {action_state_planned, "start", WHO_PROGRAM, NULL, NULL, action_state_in_progress},
    {action_state_planned, "finish", WHO_PROGRAM, NULL, &ends, action_state_done},
    {action_state_in_progress, "finish", WHO_PROGRAM, NULL, &ends, action_state_done},
    {action_state_in_progress, "reset", WHO_PROGRAM, NULL, &goes_on, action_state_planned},
    {action_state_done, "return", OFFICE | LEADER, GUARDS(&open_problem), &is_returned, action_state_in_progress},
    {action_state_done, "resume", WHO_PROGRAM, NULL, &goes_on, action_state_in_progress},
    {action_state_done, "reset", WHO_PROGRAM, NULL, &goes_on, action_state_planned},
    {action_state_planned, "check_lawful", OFFICE | LEADER | SUPERVISOR, GUARDS(&lawful_said), &checks_lawful,
     action_state_planned},
    /* done, too: else it would keep its plan from being submitted */
    {action_state_done, "check_lawful", OFFICE | LEADER | SUPERVISOR, GUARDS(&lawful_said), &checks_lawful,
     action_state_done},
    {action_state_in_progress, "check_lawful", OFFICE | LEADER | SUPERVISOR, GUARDS(&lawful_said), &checks_lawful,
     action_state_in_progress},
    {action_state_planned, "extend", WHO_PROGRAM, NULL, NULL, action_state_planned},
    {action_state_in_progress, "extend", WHO_PROGRAM, NULL, NULL, action_state_in_progress},
};

static const struct message *const sentences[] = {&msg_action_not_done, &msg_action_not_done, &msg_action_by_progress};

/* Only what touches money, posts or persons is checked for lawfulness. */
static bool applies(const struct moving *moving, const char *event)
{
    static const int touches[] = {FIELD_corrective_action_touches_money, FIELD_corrective_action_touches_posts,
                                  FIELD_corrective_action_touches_persons};
    for (size_t i = 0; i < sizeof touches / sizeof *touches; i++)
        if (record_has(moving->before, touches[i]) &&
            *(const bool *)field_get(moving->before, &record_corrective_action.fields[touches[i]]))
            return true;
    return strcmp(event, "check_lawful") != 0;
}

const struct lifecycle action_cycle = {
    .type = &record_corrective_action,
    .field = FIELD_corrective_action_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
    .applies = applies,
};

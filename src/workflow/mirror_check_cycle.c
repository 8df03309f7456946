/* mirror_check_cycle: the life cycle of a mirror check; declared in "workflow/cycles.h". Sending makes an answer owed
 * for each unit and item; it ends when all are given. */
#include "ledger/mirror_fields.h"
#include "store/row.h"
#include "workflow/cycles.h"
#include "workflow/mover.h"
#include "workflow/workflow_messages.h"

#include <stdio.h>

#define OFFICE ROLE_BIT(role_office)

enum { ANSWERS_MOST = 10000, UNITS_TOLD = 20 }; /* of one check */

typedef VEC(struct uuid) uuid_vec;

static const struct mirror_check *check_of(const struct moving *moving)
{
    return (const struct mirror_check *)moving->before;
}

static enum status read_items(struct moving *moving, uuid_vec *ret_items)
{
    bool row;
    enum status status;
    struct stmt *stmt =
        db_prepare(moving->tx->db, "SELECT \"id\" FROM \"mirror_item\" WHERE \"ledger_id\"=?1 AND "
                                   "\"mirror_check_id\"=?2 AND \"withdrawn\"=0 ORDER BY \"position\",\"id\"");
    stmt_bind_uuid(stmt, 1, moving->before->ledger_id);
    stmt_bind_uuid(stmt, 2, moving->before->id);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(moving->tx->arena, ret_items) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return status;
}

/* In the official order: so the answers stand, too. */
static enum status read_units(struct moving *moving, uuid_vec *ret_units)
{
    bool row;
    enum status status;
    struct stmt *stmt = db_prepare(
        moving->tx->db, "SELECT \"u\".\"ref_id\" FROM \"mirror_check_units\" AS \"u\" JOIN \"organisation\" AS "
                        "\"o\" ON \"o\".\"id\"=\"u\".\"ref_id\" WHERE \"u\".\"ledger_id\"=?1 AND \"u\".\"id\"=?2 "
                        "ORDER BY \"o\".\"path\"");
    stmt_bind_uuid(stmt, 1, moving->before->ledger_id);
    stmt_bind_uuid(stmt, 2, moving->before->id);
    while (!(status = stmt_step(stmt, &row)) && row)
        *VEC_PUSH(moving->tx->arena, ret_units) = stmt_uuid(stmt, 0);
    stmt_done(stmt);
    return status;
}

/* ---- guards ---- */

static enum status check_complete(struct moving *moving)
{
    uuid_vec items = {0};
    char most[16];
    size_t units = record_has(moving->before, FIELD_mirror_check_units) ? check_of(moving)->units.count : 0;
    enum status status = read_items(moving, &items);
    if (status)
        return status;
    if (!items.count)
        status = problem_add(moving->problems, REFUSED, &msg_mirror_no_items, "", NULL);
    if (!units)
        status = problem_add(moving->problems, REFUSED, &msg_mirror_no_units, "units", NULL);
    snprintf(most, sizeof most, "%d", ANSWERS_MOST);
    return units * items.count > ANSWERS_MOST ? problem_add(moving->problems, REFUSED, &msg_mirror_many, "", most, NULL)
                                              : status;
}

/* Names the units that have not. */
static enum status check_answered(struct moving *moving)
{
    bool row;
    enum status status, worst = OK;
    size_t told = 0;
    struct stmt *stmt = db_prepare(
        moving->tx->db,
        "SELECT \"o\".\"name\",count(*) FROM \"mirror_answer\" AS \"a\" JOIN \"organisation\" AS \"o\" ON "
        "\"o\".\"id\"=\"a\".\"organisation_id\" WHERE \"a\".\"ledger_id\"=?1 AND \"a\".\"mirror_check_id\"=?2 AND "
        "\"a\".\"state\"='owed' AND \"a\".\"withdrawn\"=0 GROUP BY \"o\".\"path\",\"o\".\"name\" ORDER BY "
        "\"o\".\"path\"");
    stmt_bind_uuid(stmt, 1, moving->before->ledger_id);
    stmt_bind_uuid(stmt, 2, moving->before->id);
    while (!(status = stmt_step(stmt, &row)) && row && told++ < UNITS_TOLD)
        worst = problem_add(moving->problems, REFUSED, &msg_mirror_unanswered, "", stmt_text(stmt, 0),
                            arena_printf(moving->tx->arena, "%lld", (long long)stmt_int(stmt, 1)), NULL);
    stmt_done(stmt);
    return status ? status : worst;
}

static const struct guard complete = {"items_and_units", check_complete},
                          all_answered = {"all_answered", check_answered};

/* ---- effects ---- */

static enum status fill_sent(struct moving *moving)
{
    moving_put_date(moving, FIELD_mirror_check_sent_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status fill_ended(struct moving *moving)
{
    moving_put_date(moving, FIELD_mirror_check_ended_on, clock_today(moving->tx->clock));
    return OK;
}

static enum status owe(struct moving *moving, struct uuid unit, struct uuid item)
{
    struct mirror_answer *answer = record_new(moving->tx->arena, &record_mirror_answer);
    answer->head.ledger_id = moving->before->ledger_id;
    answer->mirror_check_id = moving->before->id;
    answer->mirror_item_id = item;
    answer->organisation_id = unit;
    record_present(&answer->head, FIELD_mirror_answer_mirror_check_id);
    record_present(&answer->head, FIELD_mirror_answer_mirror_item_id);
    record_present(&answer->head, FIELD_mirror_answer_organisation_id);
    return journal_add(moving->tx, &moving->command, &record_mirror_answer, &answer->head, moving->problems);
}

static enum status owe_all(struct moving *moving, const struct record_head *after)
{
    uuid_vec items = {0}, units = {0};
    enum status status = read_items(moving, &items);
    (void)after;
    if (!status)
        status = read_units(moving, &units);
    for (size_t u = 0; u < units.count && !status; u++)
        for (size_t i = 0; i < items.count && !status; i++)
            status = owe(moving, units.items[u], items.items[i]);
    return status;
}

static const struct effect sends = {"answers_are_owed", fill_sent, owe_all}, ends = {"ends", fill_ended, NULL};

/* ---- the table ---- */

static const struct event_form events[] = {{"send", 0, 0, 0}, {"end", 0, 0, 0}};

static const struct transition rows[] = {
    {mirror_state_draft, "send", OFFICE, GUARDS(&complete), &sends, mirror_state_sent},
    {mirror_state_sent, "end", OFFICE, GUARDS(&all_answered), &ends, mirror_state_ended},
};

static const struct message *const sentences[] = {&msg_mirror_draft, &msg_mirror_is_sent, &msg_mirror_ended};

const struct lifecycle mirror_check_cycle = {
    .type = &record_mirror_check,
    .field = FIELD_mirror_check_state,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .sentences = sentences,
};

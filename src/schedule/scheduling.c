#include "schedule/scheduling.h"

#include "access/organisation.h"
#include "ledger/calendars.h"
#include "schedule/loads.h"
#include "schedule/making.h"
#include "schedule/schedule_messages.h"
#include "store/row.h"

struct arena *making_arena(const struct making *m)
{
    return m->insight->arena;
}

uint32_t making_row(struct making *m, struct schedule_row row, struct activity activity)
{
    struct schedule *s = m->schedule;
    *VEC_PUSH(making_arena(m), &s->rows) = row;
    *VEC_PUSH(making_arena(m), &s->activities) = activity;
    return (uint32_t)(s->rows.count - 1);
}

void making_edge(struct making *m, uint32_t before, uint32_t after, int64_t lag)
{
    *VEC_PUSH(making_arena(m), &m->schedule->edges) = (struct precedence){before, after, (int)lag};
}

static enum status read_ledger(struct making *m)
{
    m->card = record_new(making_arena(m), &record_ledger);
    enum status status =
        row_load(m->insight->db, making_arena(m), &record_ledger, (struct uuid){0}, m->ledger, m->card);
    m->top = "";
    if (!status && record_has(&m->card->head, FIELD_ledger_organisation_id))
        status = organisation_path(m->insight->db, making_arena(m), m->card->organisation_id, &m->top);
    m->schedule->buffer =
        !status && record_has(&m->card->head, FIELD_ledger_buffer_days) ? (int)m->card->buffer_days : 0;
    if (!status)
        status = milestones_usual(making_arena(m), m->card->profile, &m->usual);
    if (!status)
        status = calendar_load(m->insight->db, making_arena(m), m->card->organisation_id, &m->schedule->calendar);
    return status;
}

/* The store lets no circle of measures come about; one is an error of ours, and says of which measures. */
static enum status make_network(struct making *m)
{
    struct schedule *s = m->schedule;
    const uint32_t *circle;
    size_t count;
    const char *numbers = "";
    enum status status = network_new(making_arena(m), s->calendar, s->activities.items, s->activities.count,
                                     s->edges.items, s->edges.count, &s->network, &circle, &count);
    if (!status)
        return OK;
    for (size_t i = 0; i < count && i < 10; i++)
        numbers = arena_printf(making_arena(m), "%s%s%s", numbers, i ? ", " : "", s->rows.items[circle[i]].number);
    return problem_add(m->problems, status, &msg_schedule_circle, "", numbers, NULL);
}

/* A measure with days to spare that nothing leads to and that leads to nothing is no chain, and decides nothing. */
static void drop_lone(struct arena *arena, struct schedule *s)
{
    uint32_t *together = ARENA_ARRAY(arena, uint32_t, s->activities.count + 1);
    for (size_t i = 0; i < s->activities.count; i++)
        if (s->activities.items[i].critical)
            together[s->activities.items[i].limited_by]++;
    for (size_t i = 0; i < s->activities.count; i++) {
        struct activity *a = s->activities.items + i;
        bool lone = a->critical && a->limited_by == i && together[i] == 1;
        a->critical = a->critical && !(lone && a->slack > 0 && s->rows.items[i].kind == SCHEDULE_MEASURE);
    }
}

enum status schedule_read(const struct insight *insight, struct uuid ledger, const struct schedule_wish *wish,
                          struct problems *problems, struct schedule *ret_schedule)
{
    struct making m = {
        .insight = insight, .problems = problems, .schedule = ret_schedule, .ledger = ledger, .wish = wish};
    *ret_schedule = (struct schedule){.as_of = wish->as_of};
    struct finder finder;
    m.used = ARENA_ARRAY(insight->arena, bool, wish->change_count + 1);
    enum status status = read_ledger(&m);
    if (!status)
        status = making_measures(&m, &finder);
    if (!status)
        status = making_gates(&m, &finder);
    if (!status)
        status = suppose_check(&m);
    if (!status)
        status = make_network(&m);
    if (status)
        return status;
    network_plan(&ret_schedule->network);
    drop_lone(insight->arena, ret_schedule);
    for (uint32_t i = 0; i < ret_schedule->rows.count; i++) {
        const struct activity *a = ret_schedule->activities.items + i;
        bool own = a->has_limit && !a->done && ret_schedule->rows.items[i].kind != SCHEDULE_END;
        if (own && a->early_finish > a->limit)
            *VEC_PUSH(insight->arena, &ret_schedule->late) = i;
    }
    loads_count(insight->arena, ret_schedule);
    return OK;
}

date schedule_latest(const struct schedule *schedule, uint32_t activity)
{
    const struct activity *a = schedule->activities.items + activity;
    return a->ten_days ? a->late_finish : calendar_previous(schedule->calendar, a->late_finish);
}

bool schedule_moved(const struct activity *was, const struct activity *is)
{
    return was->early_finish != is->early_finish || was->has_late != is->has_late || was->late != is->late ||
           (is->has_late && was->late_finish != is->late_finish);
}

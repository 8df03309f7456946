/* measures: the measures of a ledger as activities, and what comes before what among them; declared in
 * "schedule/making.h". */
#include "schedule/making.h"

#include "access/tree.h"

#include <stdlib.h>
#include <string.h>

/* ---- measures ---- */

enum {
    AT_id,
    AT_number,
    AT_measure,
    AT_kind,
    AT_unit,
    AT_owner,
    AT_due_on,
    AT_due_as,
    AT_due_text,
    AT_hard,
    AT_takes,
    AT_begins,
    AT_lag,
    AT_state,
    AT_percent,
    AT_done_on,
    AT_parent,
    AT_plan,
    AT_plan_state,
    AT_unit_name,
    AT_unit_path,
    AT_person_name
};

static struct stmt *select_measures(struct making *m)
{
    struct query query = insight_query(m->insight);
    query_add(&query, "SELECT \"c\".*,\"p\".\"state\",\"u\".\"name\",\"u\".\"path\",\"h\".\"name\" FROM (SELECT \"id\","
                      "\"number\",\"measure\",\"kind\",\"organisation_id\",\"owner_id\",\"due_on\",\"due_as\","
                      "\"due_text\",\"hard\",\"working_days\",\"begins_on\",\"lag_days\",\"state\",\"percent\","
                      "\"done_on\",\"parent_id\",\"plan_id\"");
    insight_where(m->insight, &query, &record_corrective_action, m->ledger);
    query_add(&query, ") AS \"c\" LEFT JOIN \"plan\" AS \"p\" ON \"p\".\"ledger_id\"=");
    query_id(&query, m->ledger);
    query_add(&query, " AND \"p\".\"id\"=\"c\".\"plan_id\" LEFT JOIN \"organisation\" AS \"u\" ON "
                      "\"u\".\"id\"=\"c\".\"organisation_id\" LEFT JOIN \"person\" AS \"h\" ON "
                      "\"h\".\"id\"=\"c\".\"owner_id\" WHERE COALESCE(\"c\".\"due_as\",'')<>'ongoing' AND "
                      "COALESCE(\"c\".\"kind\",'')<>'practice' ORDER BY \"c\".\"number\" LIMIT ");
    query_int(&query, SCHEDULE_MEASURES + 1);
    return query_run(&query, m->insight->db);
}

static int levels_below(const struct making *m, const char *path)
{
    size_t top = strlen(m->top), length = strlen(path);
    return top && length > top && strncmp(path, m->top, top) == 0 ? (int)((length - top) / TREE_SEGMENT) : 0;
}

/* What is left of it by what was reported; something, as long as it is not done. */
static int left_of(int64_t takes, int64_t percent)
{
    int64_t left = (takes * (100 - percent) + 99) / 100;
    return (int)(takes && left < 1 ? 1 : left);
}

static bool is_settled(const char *plan_state)
{
    return strcmp(plan_state, "approved") == 0 || strcmp(plan_state, "issued") == 0;
}

static enum status read_measure(struct making *m, struct stmt *stmt)
{
    int kind = word_find(&words_action_kind, stmt_text(stmt, AT_kind));
    struct schedule_row row = {
        .kind = SCHEDULE_MEASURE,
        .id = stmt_uuid(stmt, AT_id),
        .unit = stmt_uuid(stmt, AT_unit),
        .person = stmt_uuid(stmt, AT_owner),
        .parent = stmt_uuid(stmt, AT_parent),
        .number = stmt_keep(stmt, AT_number, making_arena(m)),
        .name = stmt_keep(stmt, AT_measure, making_arena(m)),
        .unit_name = stmt_keep(stmt, AT_unit_name, making_arena(m)),
        .unit_path = stmt_keep(stmt, AT_unit_path, making_arena(m)),
        .person_name = stmt_keep(stmt, AT_person_name, making_arena(m)),
        .due = {.as = word_find(&words_deadline_as, stmt_text(stmt, AT_due_as)),
                .text = stmt_keep(stmt, AT_due_text, making_arena(m))},
        .hard = stmt_int(stmt, AT_hard) != 0,
        .done = word_find(&words_action_state, stmt_text(stmt, AT_state)) == action_state_done,
        .percent = stmt_int(stmt, AT_percent),
        .lag = stmt_int(stmt, AT_lag),
        .takes_said = !stmt_is_null(stmt, AT_takes),
        .takes = stmt_is_null(stmt, AT_takes) ? m->usual.durations[kind < 0 ? action_kind_action : kind]
                                              : stmt_int(stmt, AT_takes),
    };
    struct activity activity = {.ready = m->schedule->as_of - 1, .ten_days = row.due.as == deadline_as_ten_days};
    date begins = 0, done_on = 0;
    bool has_begins = date_parse(stmt_text(stmt, AT_begins), &begins),
         has_done = date_parse(stmt_text(stmt, AT_done_on), &done_on);
    row.has_due = date_parse(stmt_text(stmt, AT_due_on), &row.due.on);
    row.levels = levels_below(m, row.unit_path);
    enum status takes = suppose_number(m, row.id, "working_days", &row.takes, &row.takes_said),
                day = suppose_day(m, row.id, "due_on", &row.due.on, &row.has_due),
                begin = suppose_day(m, row.id, "begins_on", &begins, &has_begins);
    if (takes || day || begin)
        return takes ? takes : day ? day : begin;
    row.settled = row.has_due && (row.hard || is_settled(stmt_text(stmt, AT_plan_state)));
    row.begins = begins;
    row.has_begins = has_begins;
    activity.length.working = left_of(row.takes, row.percent);
    if (has_begins && begins - 1 > activity.ready)
        activity.ready = begins - 1;
    activity.has_limit = row.settled;
    activity.limit = row.due.on;
    if (row.done) {
        activity.done = true;
        activity.limit = has_done ? done_on : m->schedule->as_of - 1;
    }
    making_row(m, row, activity);
    return OK;
}

static enum status read_measures(struct making *m)
{
    bool row;
    enum status status, one = OK;
    struct stmt *stmt = select_measures(m);
    while (!one && !(status = stmt_step(stmt, &row)) && row) {
        if (m->schedule->rows.count == SCHEDULE_MEASURES)
            m->schedule->more = true;
        else
            one = read_measure(m, stmt);
    }
    stmt_done(stmt);
    m->measures = m->schedule->rows.count;
    return one ? one : status;
}

/* ---- their order ---- */

struct by_id {
    struct uuid id;
    uint32_t row;
};

static int compare_ids(const void *left, const void *right)
{
    return memcmp(&((const struct by_id *)left)->id, &((const struct by_id *)right)->id, sizeof(struct uuid));
}

static struct finder index_measures(struct making *m)
{
    struct finder finder = {ARENA_ARRAY(making_arena(m), struct by_id, m->measures + 1), m->measures};
    for (size_t i = 0; i < m->measures; i++)
        finder.items[i] = (struct by_id){m->schedule->rows.items[i].id, (uint32_t)i};
    qsort(finder.items, finder.count, sizeof *finder.items, compare_ids);
    return finder;
}

uint32_t making_find(const struct finder *finder, struct uuid id)
{
    struct by_id wanted = {.id = id};
    const struct by_id *found = bsearch(&wanted, finder->items, finder->count, sizeof wanted, compare_ids);
    return found ? found->row : NETWORK_NONE;
}

/* A superior's measure ends when it is done and all below it are; what waits for it waits for that. */
static void join_levels(struct making *m, const struct finder *finder)
{
    m->ends = ARENA_ARRAY(making_arena(m), uint32_t, m->measures + 1);
    for (size_t i = 0; i < m->measures; i++)
        m->ends[i] = (uint32_t)i;
    for (size_t i = 0; i < m->measures; i++) {
        struct uuid parent = m->schedule->rows.items[i].parent;
        uint32_t upper = uuid_is_nil(parent) ? NETWORK_NONE : making_find(finder, parent);
        if (upper == NETWORK_NONE || upper == i)
            continue;
        if (m->ends[upper] == upper) {
            struct schedule_row row = m->schedule->rows.items[upper];
            struct activity end = m->schedule->activities.items[upper];
            row.kind = SCHEDULE_END;
            end.length = (struct length){0, 0};
            end.ready = m->schedule->as_of - 1;
            m->ends[upper] = making_row(m, row, end);
            making_edge(m, upper, m->ends[upper], 0);
        }
    }
    for (size_t i = 0; i < m->measures; i++) {
        struct uuid parent = m->schedule->rows.items[i].parent;
        uint32_t upper = uuid_is_nil(parent) ? NETWORK_NONE : making_find(finder, parent);
        if (upper != NETWORK_NONE && upper != i)
            making_edge(m, m->ends[i], m->ends[upper], m->schedule->buffer);
    }
}

static enum status read_follows(struct making *m, const struct finder *finder)
{
    bool row;
    enum status status, supposed = OK;
    struct query query = insight_query(m->insight);
    query_add(
        &query,
        "SELECT \"f\".\"id\",\"f\".\"ref_id\",\"c\".\"lag_days\" FROM \"corrective_action_follows\" AS \"f\" JOIN "
        "\"corrective_action\" AS \"c\" ON \"c\".\"ledger_id\"=\"f\".\"ledger_id\" AND "
        "\"c\".\"id\"=\"f\".\"id\" WHERE \"f\".\"ledger_id\"=");
    query_id(&query, m->ledger);
    struct stmt *stmt = query_run(&query, m->insight->db);
    while (!supposed && !(status = stmt_step(stmt, &row)) && row) {
        struct uuid after_id = stmt_uuid(stmt, 0);
        uint32_t after = making_find(finder, after_id), before = making_find(finder, stmt_uuid(stmt, 1));
        int64_t lag = stmt_int(stmt, 2);
        bool said = false;
        if (after == NETWORK_NONE || before == NETWORK_NONE || after == before)
            continue;
        supposed = suppose_number(m, after_id, "lag_days", &lag, &said);
        making_edge(m, m->ends[before], after, lag);
    }
    stmt_done(stmt);
    return supposed ? supposed : status;
}

enum status making_measures(struct making *m, struct finder *ret_finder)
{
    enum status status = read_measures(m);
    if (status)
        return status;
    *ret_finder = index_measures(m);
    join_levels(m, ret_finder);
    return read_follows(m, ret_finder);
}

#include "chart/chart_data.h"

#include "ledger/finding_where.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME(name) #name,
const char *const chart_preset_names[] = {CHART_PRESETS(NAME)};
const char *const chart_group_names[] = {CHART_GROUPS(NAME)};
#undef NAME

struct place {
    struct uuid id;
    uint32_t at;
};

struct aspect {
    const char *path, *name;
};

struct reading {
    const struct insight *insight;
    struct uuid ledger;
    const struct chart_wish *wish;
    struct lamp_rules lamps;
    struct schedule schedule;
    struct chart_data *data;
    VEC(struct aspect) aspects;
    VEC(struct chart_row) findings;
    VEC(struct place) pairs; /* a measure's id, the finding it answers (place in findings), as often as it does */
    struct place *measures;  /* rows of the schedule, by id */
    size_t measure_count;
    VEC(struct place) delivered; /* by id, into deliverables */
    VEC(const char *) deliverables;
};

static int by_id(const void *left, const void *right)
{
    return memcmp(&((const struct place *)left)->id, &((const struct place *)right)->id, sizeof(struct uuid));
}

static const struct place *find(const struct place *places, size_t count, struct uuid id)
{
    struct place wanted = {.id = id};
    return count ? bsearch(&wanted, places, count, sizeof wanted, by_id) : NULL;
}

/* ---- problems ---- */

enum {
    AT_id,
    AT_number,
    AT_title,
    AT_state,
    AT_due_on,
    AT_due_as,
    AT_due_text,
    AT_path,
    AT_inspection,
    AT_unit,
    AT_unit_path,
    AT_leader,
    AT_leader_order,
    AT_inspection_name,
    AT_feedback
};

static struct stmt *select_findings(struct reading *r)
{
    struct query query = insight_query(r->insight);
    query_add(&query,
              "SELECT \"f\".\"id\",\"f\".\"number\",\"f\".\"title\",\"f\".\"state\",\"f\".\"due_on\",\"f\".\"due_as\","
              "\"f\".\"due_text\",\"f\".\"path\",\"f\".\"inspection_id\",\"u\".\"name\",\"u\".\"path\",\"p\".\"name\","
              "\"p\".\"position\",\"i\".\"name\",\"i\".\"feedback_on\" FROM "
              "(SELECT \"id\","
              "\"number\",\"title\",\"state\",\"due_on\",\"due_as\",\"due_text\",\"path\",\"inspection_id\","
              "\"lead_unit_id\",\"lead_official_id\",\"ledger_id\"");
    insight_where(r->insight, &query, &record_finding, r->ledger);
    query_add(&query, " AND \"level\"='finding'");
    if (!uuid_is_nil(r->wish->inspection)) {
        query_add(&query, " AND \"inspection_id\"=");
        query_id(&query, r->wish->inspection);
    }
    query_add(
        &query,
        ") AS \"f\" LEFT JOIN \"organisation\" AS \"u\" ON \"u\".\"id\"=\"f\".\"lead_unit_id\" LEFT JOIN \"person\" "
        "AS \"p\" ON \"p\".\"id\"=\"f\".\"lead_official_id\" LEFT JOIN \"inspection\" AS \"i\" ON "
        "\"i\".\"ledger_id\"=\"f\".\"ledger_id\" AND \"i\".\"id\"=\"f\".\"inspection_id\" ORDER BY \"f\".\"path\" "
        "LIMIT ");
    query_int(&query, CHART_FINDINGS + 1);
    return query_run(&query, r->insight->db);
}

/* The aspects of the letters, in the order of their trees. */
static enum status read_aspects(struct reading *r)
{
    bool more;
    enum status status;
    struct query query = insight_query(r->insight);
    query_add(&query, "SELECT \"path\",\"outline_no\",\"title\"");
    insight_where(r->insight, &query, &record_finding, r->ledger);
    query_add(&query, " AND \"level\"='aspect' ORDER BY \"path\"");
    struct stmt *stmt = query_run(&query, r->insight->db);
    while (!(status = stmt_step(stmt, &more)) && more)
        *VEC_PUSH(r->insight->arena, &r->aspects) = (struct aspect){
            .path = stmt_keep(stmt, 0, r->insight->arena),
            .name = arena_printf(r->insight->arena, "%s%s", stmt_text(stmt, 1), stmt_text(stmt, 2)),
        };
    stmt_done(stmt);
    return status;
}

static const char *aspect_of(const struct reading *r, const char *path)
{
    for (size_t i = 0; i < r->aspects.count; i++)
        if (strncmp(path, r->aspects.items[i].path, strlen(r->aspects.items[i].path)) == 0)
            return r->aspects.items[i].name;
    return "";
}

/* What it is grouped by, and where that group stands; whoever has none comes last. */
static void group(struct reading *r, struct stmt *stmt, struct chart_row *row)
{
    struct arena *arena = r->insight->arena;
    const char *order = "~", *path = stmt_keep(stmt, AT_path, r->insight->arena);
    row->group = "";
    switch (r->wish->group) {
    case CHART_BY_aspect:
        row->group = aspect_of(r, path);
        order = path;
        break;
    case CHART_BY_unit:
        row->group = stmt_keep(stmt, AT_unit, r->insight->arena);
        order = stmt_keep(stmt, AT_unit_path, r->insight->arena);
        break;
    case CHART_BY_leader:
        row->group = stmt_keep(stmt, AT_leader, r->insight->arena);
        order = arena_printf(arena, "%010lld%s",
                             stmt_is_null(stmt, AT_leader_order) ? 9999999999LL
                                                                 : (long long)stmt_int(stmt, AT_leader_order),
                             row->group);
        break;
    case CHART_BY_inspection:
        row->group = stmt_keep(stmt, AT_inspection_name, r->insight->arena);
        order = arena_printf(arena, "%s%s", stmt_text(stmt, AT_feedback), row->group);
        break;
    case CHART_GROUP_COUNT:
        break;
    }
    row->order = arena_printf(arena, "%s\x01%s", *row->group ? order : "~", path);
}

static bool started(const struct reading *r, struct stmt *stmt, date *ret_start)
{
    struct uuid id = stmt_uuid(stmt, AT_inspection);
    for (size_t i = 0; i < r->schedule.inspections.count; i++) {
        const struct schedule_inspection *one = r->schedule.inspections.items + i;
        if (!uuid_equal(one->id, id) || !one->started)
            continue;
        *ret_start = one->started_on;
        return true;
    }
    return false;
}

static enum status read_findings(struct reading *r)
{
    bool more;
    enum status status;
    struct stmt *stmt = select_findings(r);
    while (!(status = stmt_step(stmt, &more)) && more) {
        int state = word_find(&words_finding_state, stmt_text(stmt, AT_state));
        struct chart_row row = {
            .id = stmt_uuid(stmt, AT_id),
            .number = stmt_keep(stmt, AT_number, r->insight->arena),
            .title = stmt_keep(stmt, AT_title, r->insight->arena),
            .unit = stmt_keep(stmt, AT_unit, r->insight->arena),
            .leader = stmt_keep(stmt, AT_leader, r->insight->arena),
            .owner = "",
            .deliverable = "",
            .due = {.as = word_find(&words_deadline_as, stmt_text(stmt, AT_due_as)),
                    .text = stmt_keep(stmt, AT_due_text, r->insight->arena)},
            .done = state == finding_state_closed || state == finding_state_carried_over,
        };
        if (r->findings.count == CHART_FINDINGS) {
            r->data->more = true;
            continue;
        }
        row.has_due = date_parse(stmt_text(stmt, AT_due_on), &row.due.on);
        row.open_ended = row.due.as == deadline_as_ongoing;
        row.spans = started(r, stmt, &row.start) && (row.has_due || row.open_ended);
        row.end = row.has_due ? row.due.on : row.start;
        group(r, stmt, &row);
        *VEC_PUSH(r->insight->arena, &r->findings) = row;
    }
    stmt_done(stmt);
    return status;
}

/* ---- measures ---- */

static void index_measures(struct reading *r)
{
    r->measures = ARENA_ARRAY(r->insight->arena, struct place, r->schedule.rows.count + 1);
    for (uint32_t i = 0; i < r->schedule.rows.count; i++)
        if (r->schedule.rows.items[i].kind == SCHEDULE_MEASURE)
            r->measures[r->measure_count++] = (struct place){r->schedule.rows.items[i].id, i};
    qsort(r->measures, r->measure_count, sizeof *r->measures, by_id);
}

/* Which measure answers which problem, itself or by a point of it. */
static enum status read_pairs(struct reading *r)
{
    bool more;
    enum status status;
    struct place *findings = ARENA_ARRAY(r->insight->arena, struct place, r->findings.count + 1);
    for (uint32_t i = 0; i < r->findings.count; i++)
        findings[i] = (struct place){r->findings.items[i].id, i};
    qsort(findings, r->findings.count, sizeof *findings, by_id);
    struct query query = insight_query(r->insight);
    query_add(&query, "SELECT DISTINCT \"n\".\"id\",\"f\".\"id\"" MEASURES_BY_PROBLEM "WHERE \"n\".\"ledger_id\"=");
    query_id(&query, r->ledger);
    struct stmt *stmt = query_run(&query, r->insight->db);
    while (!(status = stmt_step(stmt, &more)) && more) {
        const struct place *measure = find(r->measures, r->measure_count, stmt_uuid(stmt, 0)),
                           *finding = find(findings, r->findings.count, stmt_uuid(stmt, 1));
        if (measure && finding)
            *VEC_PUSH(r->insight->arena, &r->pairs) = (struct place){measure->id, finding->at};
    }
    stmt_done(stmt);
    return status;
}

/* Only a task book tells what is delivered. */
static enum status read_deliverables(struct reading *r)
{
    bool more;
    enum status status;
    struct query query = insight_query(r->insight);
    query_add(&query, "SELECT \"id\",\"deliverable\"");
    insight_where(r->insight, &query, &record_corrective_action, r->ledger);
    query_add(&query, " AND \"deliverable\" IS NOT NULL");
    struct stmt *stmt = query_run(&query, r->insight->db);
    while (!(status = stmt_step(stmt, &more)) && more) {
        *VEC_PUSH(r->insight->arena, &r->delivered) =
            (struct place){stmt_uuid(stmt, 0), (uint32_t)r->deliverables.count};
        *VEC_PUSH(r->insight->arena, &r->deliverables) = stmt_keep(stmt, 1, r->insight->arena);
    }
    stmt_done(stmt);
    if (r->delivered.count)
        qsort(r->delivered.items, r->delivered.count, sizeof *r->delivered.items, by_id);
    return status;
}

static struct chart_row measure_row(const struct reading *r, uint32_t at, const struct chart_row *finding)
{
    const struct schedule_row *from = r->schedule.rows.items + at;
    const struct activity *a = r->schedule.activities.items + at;
    const struct place *delivers = find(r->delivered.items, r->delivered.count, from->id);
    struct chart_row row = {
        .measure = true,
        .id = from->id,
        .number = from->number,
        .title = from->name,
        .unit = *from->unit_name ? from->unit_name : finding->unit,
        .leader = finding->leader,
        .owner = from->person_name,
        .deliverable = delivers ? r->deliverables.items[delivers->at] : "",
        .group = finding->group,
        .order = finding->order,
        .due = from->due,
        .has_due = from->has_due,
        .percent = from->done ? 100 : (int)from->percent,
        .done = from->done,
        .critical = a->critical && !from->done,
        .has_late = a->has_late,
        .late_finish = a->has_late ? schedule_latest(&r->schedule, at) : 0,
        .has_early = !from->done,
        .early_finish = a->early_finish,
    };
    /* as planned: to its day, or to the latest; as long before as it takes, or as early as work can begin */
    row.spans = row.has_due || row.has_late;
    row.end = row.has_due ? row.due.on : row.late_finish;
    row.start = length_before(r->schedule.calendar, row.end, (struct length){(int)from->takes, 0}) + 1;
    date first = calendar_add(r->schedule.calendar, a->early_start, 1);
    if (!from->done && first < row.start)
        row.start = first;
    return row;
}

/* What a problem's measures say of it. */
static void sum_up(struct chart_row *finding, const struct chart_row *measure, int *count)
{
    finding->percent += measure->percent;
    (*count)++;
    if (!*finding->owner)
        finding->owner = measure->owner;
    else if (*measure->owner && strcmp(finding->owner, measure->owner) != 0)
        finding->more_owners = true;
    finding->critical = finding->critical || measure->critical;
    if (measure->has_early && (!finding->has_early || measure->early_finish > finding->early_finish))
        finding->early_finish = measure->early_finish, finding->has_early = true;
    if (measure->has_late && (!finding->has_late || measure->late_finish > finding->late_finish))
        finding->late_finish = measure->late_finish, finding->has_late = true;
    if (measure->spans && (!finding->spans || measure->start < finding->start))
        finding->start = measure->start;
    if (measure->spans && !finding->has_due && !finding->open_ended && (!finding->spans || measure->end > finding->end))
        finding->end = measure->end;
    finding->spans = finding->spans || measure->spans;
}

static void light(const struct reading *r, struct chart_row *row)
{
    const struct lamp_facts facts = {
        .start = row->start,
        .due = row->due.on,
        .as_of = r->wish->as_of,
        .percent = row->percent,
        .has_start = row->spans,
        .has_due = row->has_due,
        .done = row->done,
    };
    row->lamp = lamp_of(&r->lamps, r->schedule.calendar, &facts);
    row->overdue = row->has_due && !row->done && row->due.on < r->wish->as_of;
}

static int by_finding_then_row(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    return a->at != b->at ? (a->at > b->at) - (a->at < b->at) : by_id(left, right);
}

static void put_finding(struct reading *r, struct chart_row *finding, const struct place *pairs, size_t count)
{
    struct arena *arena = r->insight->arena;
    int measured = 0;
    size_t at = r->data->rows.count;
    bool told = r->wish->preset != CHART_taskbook;
    if (told)
        *VEC_PUSH(arena, &r->data->rows) = *finding;
    for (size_t i = 0; i < count; i++) {
        struct chart_row measure = measure_row(r, find(r->measures, r->measure_count, pairs[i].id)->at, finding);
        light(r, &measure);
        sum_up(finding, &measure, &measured);
        r->data->measures++;
        if (r->wish->preset != CHART_timetable)
            *VEC_PUSH(arena, &r->data->rows) = measure;
    }
    finding->percent = finding->done ? 100 : measured ? finding->percent / measured : 0;
    finding->critical = finding->critical && !finding->done;
    light(r, finding);
    r->data->findings++;
    r->data->done += finding->done;
    r->data->overdue += finding->overdue;
    if (told)
        r->data->rows.items[at] = *finding;
}

static int by_order(const void *left, const void *right)
{
    return strcmp(((const struct chart_row *)left)->order, ((const struct chart_row *)right)->order);
}

/* ---- all of it ---- */

static void put_marks(struct reading *r)
{
    for (uint32_t i = 0; i < r->schedule.rows.count; i++) {
        const struct schedule_row *row = r->schedule.rows.items + i;
        const struct activity *a = r->schedule.activities.items + i;
        if (row->kind != SCHEDULE_GATE || (!a->has_late && !row->done))
            continue;
        for (size_t k = 0; k < r->schedule.inspections.count; k++) {
            const struct schedule_inspection *of = r->schedule.inspections.items + k;
            bool wanted = uuid_is_nil(r->wish->inspection) || uuid_equal(of->id, r->wish->inspection);
            if (uuid_equal(of->id, row->inspection) && wanted)
                *VEC_PUSH(r->insight->arena, &r->data->marks) = (struct chart_mark){
                    .on = row->done ? a->limit : schedule_latest(&r->schedule, i),
                    .name = row->name,
                    .of = of->code,
                    .inspection = of->name,
                    .done = row->done,
                    .last = i == of->last[milestone_chain_plan] || i == of->last[milestone_chain_report],
                };
        }
    }
}

static enum status read_head(struct reading *r)
{
    bool row;
    struct stmt *stmt =
        db_prepare(r->insight->db, "SELECT \"o\".\"name\" FROM \"ledger\" AS \"l\" JOIN \"organisation\" AS "
                                   "\"o\" ON \"o\".\"id\"=\"l\".\"organisation_id\" WHERE \"l\".\"id\"=?1");
    stmt_bind_uuid(stmt, 1, r->ledger);
    enum status status = stmt_step(stmt, &row);
    *r->data = (struct chart_data){.organisation = !status && row ? stmt_keep(stmt, 0, r->insight->arena) : "",
                                   .inspection = "",
                                   .as_of = r->wish->as_of};
    stmt_done(stmt);
    if (status)
        return status;
    return lamp_rules_read(&r->lamps);
}

enum status chart_read(const struct insight *insight, struct uuid ledger, const struct chart_wish *wish,
                       struct problems *problems, struct chart_data *ret_data)
{
    struct reading r = {.insight = insight, .ledger = ledger, .wish = wish, .data = ret_data};
    const struct schedule_wish plain = {.as_of = wish->as_of};
    enum status status = read_head(&r);
    if (!status)
        status = schedule_read(insight, ledger, &plain, problems, &r.schedule);
    if (!status && wish->group == CHART_BY_aspect)
        status = read_aspects(&r);
    if (!status)
        status = read_findings(&r);
    if (status)
        return status;
    ret_data->calendar = r.schedule.calendar;
    for (size_t i = 0; i < r.schedule.inspections.count; i++)
        if (uuid_equal(r.schedule.inspections.items[i].id, wish->inspection))
            ret_data->inspection = r.schedule.inspections.items[i].name;
    if (r.findings.count)
        qsort(r.findings.items, r.findings.count, sizeof *r.findings.items, by_order);
    index_measures(&r);
    status = read_pairs(&r);
    if (!status && wish->preset == CHART_taskbook)
        status = read_deliverables(&r);
    if (status)
        return status;
    if (r.pairs.count)
        qsort(r.pairs.items, r.pairs.count, sizeof *r.pairs.items, by_finding_then_row);
    size_t at = 0;
    for (uint32_t i = 0; i < r.findings.count; i++) {
        size_t first = at;
        while (at < r.pairs.count && r.pairs.items[at].at == i)
            at++;
        put_finding(&r, r.findings.items + i, r.pairs.items + first, at - first);
    }
    put_marks(&r);
    return OK;
}

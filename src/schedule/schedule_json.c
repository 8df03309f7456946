#include "schedule/schedule_json.h"

#include <stdlib.h>

struct writing {
    struct strbuf *out;
    struct arena *arena;
    enum language language;
    struct schedule *schedule;
};

/* An activity starts on an evening; its first day is the working day behind it. A milestone is on its day. */
static date first_day(const struct schedule *schedule, const struct activity *a, date start, date finish)
{
    bool takes = a->length.working > 0 || a->length.days > 0;
    return takes ? calendar_add(schedule->calendar, start, 1) : finish;
}

static void put_plan(struct strbuf *out, const struct schedule *schedule, uint32_t i)
{
    const struct activity *a = schedule->activities.items + i;
    json_member_date(out, "early_start", true, first_day(schedule, a, a->early_start, a->early_finish));
    json_member_date(out, "early_finish", true, a->early_finish);
    json_member_date(out, "late_start", a->has_late,
                     a->has_late ? first_day(schedule, a, a->late_start, a->late_finish) : 0);
    json_member_date(out, "late_finish", a->has_late, a->has_late ? schedule_latest(schedule, i) : 0);
    json_member_int(out, "slack", a->has_late, a->slack);
    strbuf_add_member_bool(out, "late", a->late);
    strbuf_add_member_bool(out, "critical", a->critical);
}

static void put_row(struct writing *w, uint32_t i)
{
    static const char *const kinds[] = {
        [SCHEDULE_MEASURE] = "measure", [SCHEDULE_GATE] = "gate", [SCHEDULE_END] = "end"};
    const struct schedule_row *row = w->schedule->rows.items + i;
    const struct activity *a = w->schedule->activities.items + i;
    struct strbuf *out = w->out;
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "row", i);
    strbuf_add_member(out, "kind", kinds[row->kind]);
    json_member_id(out, "id", row->id);
    strbuf_add_member(out, "number", row->number);
    strbuf_add_member(out, "name", row->name);
    json_member_id(out, "inspection_id", row->inspection);
    json_member_text(out, "chain", row->kind == SCHEDULE_GATE ? word_text(&words_milestone_chain, row->chain) : NULL);
    json_member_id(out, "organisation_id", row->unit);
    json_member_text(out, "organisation", row->unit_name);
    json_member_id(out, "owner_id", row->person);
    json_member_text(out, "owner", row->person_name);
    json_member_date(out, "due_on", row->has_due, row->due.on);
    strbuf_add_member_bool(out, "settled", row->settled);
    strbuf_add_member_bool(out, "hard", row->hard);
    strbuf_add_member_bool(out, "done", row->done);
    strbuf_add_member_int(out, "percent", row->percent);
    strbuf_add_member_int(out, "takes", row->takes);
    strbuf_add_member_bool(out, "takes_said", row->takes_said || row->kind == SCHEDULE_GATE);
    strbuf_add_member_int(out, "days", a->length.days);
    strbuf_add_member_int(out, "lag_days", row->lag);
    json_member_date(out, "begins_on", row->has_begins, row->begins);
    put_plan(out, w->schedule, i);
    /* a day that was only drafted, or none: what the plan of days would say instead */
    bool proposes = row->kind == SCHEDULE_MEASURE && !row->done && a->has_late && !row->settled &&
                    (!row->has_due || row->due.on > schedule_latest(w->schedule, i));
    json_member_date(out, "proposed_on", proposes, proposes ? schedule_latest(w->schedule, i) : 0);
    json_member_text(out, "why", row->done ? NULL : schedule_why(w->schedule, w->arena, w->language, i));
    strbuf_addc(out, '}');
}

struct ranked {
    const struct schedule *schedule;
    uint32_t row;
};

/* Gates, late, critical, then by latest day; what has none last; done behind all. */
static int rank_of(const struct ranked *r)
{
    const struct schedule_row *row = r->schedule->rows.items + r->row;
    const struct activity *a = r->schedule->activities.items + r->row;
    return row->kind == SCHEDULE_GATE ? 0 : a->done ? 5 : a->late ? 1 : a->critical ? 2 : a->has_late ? 3 : 4;
}

static int by_need(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int order = rank_of(a) - rank_of(b);
    if (order)
        return order;
    date x = a->schedule->activities.items[a->row].late_finish, y = b->schedule->activities.items[b->row].late_finish;
    return x != y && rank_of(a) != 0 ? (x > y) - (x < y) : (a->row > b->row) - (a->row < b->row);
}

static void put_rows(struct writing *w, size_t most)
{
    struct schedule *schedule = w->schedule;
    struct ranked *ranked = ARENA_ARRAY(w->arena, struct ranked, schedule->rows.count + 1);
    size_t count = 0;
    for (uint32_t i = 0; i < schedule->rows.count; i++)
        if (schedule->rows.items[i].kind != SCHEDULE_END)
            ranked[count++] = (struct ranked){schedule, i};
    if (count)
        qsort(ranked, count, sizeof *ranked, by_need);
    strbuf_add_member_int(w->out, "count", (int64_t)count);
    strbuf_add_member_bool(w->out, "more", schedule->more || count > most);
    strbuf_add_member_name(w->out, "rows");
    strbuf_addc(w->out, '[');
    for (size_t i = 0; i < count && i < most; i++) {
        strbuf_adds(w->out, i ? ",\n" : "\n");
        put_row(w, ranked[i].row);
    }
    strbuf_addc(w->out, ']');
}

static void put_inspections(struct writing *w)
{
    strbuf_add_member_name(w->out, "inspections");
    strbuf_addc(w->out, '[');
    for (size_t i = 0; i < w->schedule->inspections.count; i++) {
        const struct schedule_inspection *one = w->schedule->inspections.items + i;
        strbuf_adds(w->out, i ? "," : "");
        strbuf_addc(w->out, '{');
        json_member_id(w->out, "id", one->id);
        strbuf_add_member(w->out, "code", one->code);
        strbuf_add_member(w->out, "name", one->name);
        json_member_date(w->out, "started_on", one->started, one->started_on);
        strbuf_add_member_bool(w->out, "own", one->own);
        strbuf_addc(w->out, '}');
    }
    strbuf_addc(w->out, ']');
}

/* A row as it is called where only its number is told. */
static void put_named(struct writing *w, uint32_t i)
{
    const struct schedule_row *row = w->schedule->rows.items + i;
    strbuf_addc(w->out, '{');
    strbuf_add_member_int(w->out, "row", i);
    json_member_id(w->out, "id", row->id);
    strbuf_add_member(w->out, "number", row->number);
    strbuf_add_member(w->out, "name", row->name);
    strbuf_addc(w->out, '}');
}

static void put_trouble(struct writing *w, uint32_t target)
{
    static const char *const kinds[] = {
        [REMEDY_LATER_LIMIT] = "later", [REMEDY_SHORTEN] = "shorten", [REMEDY_LESS_LAG] = "closer"};
    struct remedy remedies[REMEDIES];
    struct schedule *schedule = w->schedule;
    const struct activity *a = schedule->activities.items + target;
    const uint32_t *chain;
    bool together;
    size_t length = network_chain(&schedule->network, target, &chain);
    size_t count = network_remedies(&schedule->network, target, remedies, &together);
    strbuf_addc(w->out, '{');
    strbuf_add_member_int(w->out, "row", target);
    json_member_date(w->out, "limit", true, a->limit);
    json_member_date(w->out, "early_finish", true, a->early_finish);
    strbuf_add_member_int(w->out, "by", calendar_between(schedule->calendar, a->limit, a->early_finish));
    strbuf_add_member_name(w->out, "chain");
    strbuf_addc(w->out, '[');
    for (size_t i = 0; i < length; i++) {
        strbuf_adds(w->out, i ? "," : "");
        put_named(w, chain[i]);
    }
    strbuf_addc(w->out, ']');
    strbuf_add_member_bool(w->out, "together", together);
    strbuf_add_member_name(w->out, "remedies");
    strbuf_addc(w->out, '[');
    for (size_t i = 0; i < count; i++) {
        strbuf_adds(w->out, i ? "," : "");
        strbuf_addc(w->out, '{');
        strbuf_add_member(w->out, "kind", kinds[remedies[i].kind]);
        strbuf_add_member_int(w->out, "row", remedies[i].activity);
        strbuf_add_member_int(w->out, "by", remedies[i].by);
        json_member_date(w->out, "to", remedies[i].kind == REMEDY_LATER_LIMIT, remedies[i].to);
        strbuf_addc(w->out, '}');
    }
    strbuf_adds(w->out, "]}");
}

static void put_troubles(struct writing *w)
{
    strbuf_add_member_int(w->out, "late", (int64_t)w->schedule->late.count);
    strbuf_add_member_name(w->out, "troubles");
    strbuf_addc(w->out, '[');
    for (size_t i = 0; i < w->schedule->late.count && i < SCHEDULE_TROUBLES; i++) {
        strbuf_adds(w->out, i ? ",\n" : "\n");
        put_trouble(w, w->schedule->late.items[i]);
    }
    strbuf_addc(w->out, ']');
}

static void put_loads(struct writing *w)
{
    strbuf_add_member_name(w->out, "loads");
    strbuf_addc(w->out, '[');
    for (size_t i = 0; i < w->schedule->loads.count; i++) {
        const struct schedule_load *load = w->schedule->loads.items + i;
        strbuf_adds(w->out, i ? "," : "");
        strbuf_addc(w->out, '{');
        json_member_id(w->out, "person_id", load->person);
        strbuf_add_member(w->out, "name", load->name);
        json_member_date(w->out, "by", true, load->by);
        strbuf_add_member_int(w->out, "measures", load->measures);
        strbuf_add_member_int(w->out, "needed", load->needed);
        strbuf_add_member_int(w->out, "there", load->there);
        strbuf_add_member_int(w->out, "usual", load->usual);
        strbuf_addc(w->out, '}');
    }
    strbuf_addc(w->out, ']');
}

/* What the supposed values drag along. */
static void put_moved(struct writing *w, const struct schedule *before, size_t most)
{
    size_t told = 0;
    strbuf_add_member_name(w->out, "moved");
    if (!before) {
        strbuf_adds(w->out, "null");
        return;
    }
    strbuf_addc(w->out, '[');
    for (uint32_t i = 0; i < w->schedule->rows.count && told < most; i++) {
        if (w->schedule->rows.items[i].kind == SCHEDULE_END ||
            !schedule_moved(before->activities.items + i, w->schedule->activities.items + i))
            continue;
        strbuf_adds(w->out, told++ ? ",\n{" : "\n{");
        strbuf_add_member_int(w->out, "row", i);
        json_member_id(w->out, "id", w->schedule->rows.items[i].id);
        strbuf_add_member(w->out, "number", w->schedule->rows.items[i].number);
        strbuf_add_member(w->out, "name", w->schedule->rows.items[i].name);
        strbuf_add_member_name(w->out, "was");
        strbuf_addc(w->out, '{');
        put_plan(w->out, before, i);
        strbuf_adds(w->out, "}");
        strbuf_add_member_name(w->out, "is");
        strbuf_addc(w->out, '{');
        put_plan(w->out, w->schedule, i);
        strbuf_adds(w->out, "}}");
    }
    strbuf_addc(w->out, ']');
}

void schedule_json(struct strbuf *out, struct arena *arena, enum language language, struct schedule *schedule,
                   const struct schedule *before, size_t most)
{
    struct writing w = {out, arena, language, schedule};
    int untabled = 0;
    strbuf_addc(out, '{');
    json_member_date(out, "as_of", true, schedule->as_of);
    strbuf_add_member_int(out, "buffer_days", schedule->buffer);
    for (size_t i = 0; i < schedule->activities.count && !untabled; i++) {
        const struct activity *a = schedule->activities.items + i;
        untabled =
            calendar_untabled(schedule->calendar, schedule->as_of,
                              a->has_late && a->late_finish > a->early_finish ? a->late_finish : a->early_finish);
    }
    json_member_int(out, "untabled", untabled != 0, untabled);
    put_inspections(&w);
    put_rows(&w, most);
    put_troubles(&w);
    put_loads(&w);
    put_moved(&w, before, most);
    strbuf_addc(out, '}');
}

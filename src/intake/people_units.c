/* people_units: units, their tree and their order; declared in "intake/people_part.h". */
#include "intake/people_part.h"

#include <string.h>

/* ---- rows that describe units ---- */

/* What a row calls the unit and its superior: 单位 and 部门 side by side are superior and unit. */
static const char *unit_text(const struct people_row *row, const char **ret_above, enum people_column *ret_column)
{
    const char *unit = row->cells[COLUMN_UNIT], *department = row->cells[COLUMN_DEPARTMENT];
    bool beside = unit && department;
    *ret_above = beside ? unit : row->cells[COLUMN_PARENT];
    if (ret_column)
        *ret_column = beside ? COLUMN_UNIT : COLUMN_PARENT;
    return department ? department : unit;
}

static bool describes_unit(const struct people_plan *plan, const struct people_row *row)
{
    const struct people_tab *tab = tab_of(plan->sheet, row);
    const char *above;
    return unit_text(row, &above, NULL) && (tab->kind == PEOPLE_UNITS || (tab_has_units(tab) && !row_refused(row)));
}

/* Whether `unit` stands below what the row calls its superior; also when the row says nothing of it. */
static bool superior_fits(struct people_plan *plan, const struct people_unit *unit, const char *above)
{
    bool ambiguous;
    if (!above)
        return true;
    const struct people_unit *parent = unit_find(plan, above, NULL, &ambiguous);
    if (parent && unit->parent)
        return parent == unit->parent;
    const char *other = NULL;
    if (unit->parent_row)
        unit_text(unit->parent_row, &other, NULL);
    return other && strcmp(value_key(plan->arena, other), value_key(plan->arena, above)) == 0;
}

static struct people_unit *match_code(struct people_plan *plan, const char *code)
{
    const char *key = code ? value_key(plan->arena, code) : "";
    const struct index_entry *entry = *key ? index_first(&plan->unit_keys, key, strlen(key)) : NULL;
    for (; entry; entry = index_next(entry))
        if (entry->rank == 0)
            return entry->value;
    return NULL;
}

/* By name and superior. A unit of that name elsewhere is another unit. */
static struct people_unit *match_name(struct people_plan *plan, struct people_row *row, const char *name,
                                      const char *above)
{
    const char *key = value_key(plan->arena, name);
    struct people_unit *found = NULL;
    int rank = 0;
    for (const struct index_entry *entry = index_first(&plan->unit_keys, key, strlen(key)); entry;
         entry = index_next(entry)) {
        struct people_unit *unit = entry->value;
        if (entry->rank == 0 || unit == found || (entry->rank > 1 && unit->listed) || !superior_fits(plan, unit, above))
            continue;
        if (!found || entry->rank < rank) {
            found = unit;
            rank = entry->rank;
        } else if (entry->rank == rank) {
            REFUSE(plan->sheet, row, COLUMN_UNIT, &msg_people_unit_ambiguous, place_of(plan->sheet, row, COLUMN_UNIT),
                   name);
            return NULL;
        }
    }
    return found;
}

static struct people_unit *unit_new(struct people_plan *plan, const char *name, struct people_row *row)
{
    struct people_unit *unit = ARENA_NEW(plan->arena, struct people_unit);
    unit->name = name;
    unit->row = row;
    *VEC_PUSH(plan->arena, &plan->units) = unit;
    return unit;
}

static void start_wanted(struct people_plan *plan, struct people_unit *unit)
{
    if (unit->wanted)
        return;
    unit->wanted = record_new(plan->arena, &record_organisation);
    unit->wanted->head.id = unit->known ? unit->known->head.id : uuid_new(clock_now(plan->clock));
    if (!unit->known)
        index_put(plan->arena, &plan->unit_ids, (const char *)unit->wanted->head.id.bytes, sizeof(struct uuid), 0,
                  unit);
}

static void name_wanted(struct people_unit *unit, const char *name)
{
    unit->name = unit->wanted->name = name;
    record_present(&unit->wanted->head, FIELD_organisation_name);
}

static void take_over(struct people_plan *plan, struct people_unit *unit, struct people_row *row, const char *name,
                      bool by_code)
{
    const char *above, *before = NULL;
    unit_text(row, &above, NULL);
    bool repeated = unit->listed;
    start_wanted(plan, unit);
    fill_record(plan, row, &record_organisation, &unit->wanted->head);
    if (unit->known && !by_code) { /* found by short name or alias: the sheet does not rename it */
        unit->wanted->head.present &= ~FIELD_BIT(FIELD_organisation_name);
    } else if (!repeated) {
        if (unit->known && strcmp(value_key(plan->arena, name), value_key(plan->arena, unit->known->name)) != 0)
            note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_unit_renamed,
                     place_of(plan->sheet, row, COLUMN_UNIT), unit->known->name, name, NULL);
        name_wanted(unit, name);
    } else {
        name_wanted(unit, unit->name);
    }
    if (unit->wanted->head.present & FIELD_BIT(FIELD_organisation_extra))
        before = unit->wanted->extra;
    else if (unit->known && record_has(&unit->known->head, FIELD_organisation_extra))
        before = unit->known->extra;
    const char *extra = row->cells[COLUMN_NAME] ? NULL : fill_extra(plan, row, before);
    if (extra) {
        unit->wanted->extra = extra;
        record_present(&unit->wanted->head, FIELD_organisation_extra);
    }
    if (!repeated)
        unit->row = row;
    if (above && !unit->parent_row)
        unit->parent_row = row;
    unit->listed = true;
}

static void register_row(struct people_plan *plan, struct people_row *row)
{
    const char *above, *name = unit_text(row, &above, NULL);
    const char *place = place_of(plan->sheet, row, COLUMN_UNIT);
    bool combined = tab_of(plan->sheet, row)->kind != PEOPLE_UNITS;
    struct people_unit *unit = match_code(plan, row->cells[COLUMN_UNIT_CODE]);
    bool by_code = unit != NULL, other_name;
    other_name = unit && strcmp(value_key(plan->arena, unit->name), value_key(plan->arena, name)) != 0;
    if (unit && unit->listed && other_name) {
        REFUSE(plan->sheet, row, COLUMN_UNIT_CODE, &msg_people_unit_code_taken,
               place_of(plan->sheet, row, COLUMN_UNIT_CODE), row->cells[COLUMN_UNIT_CODE], unit->name);
        return;
    }
    if (!unit)
        unit = match_name(plan, row, name, above);
    if (row_refused(row) && !unit) {
        unit = unit_new(plan, name, row); /* known as refused, so that what refers to it says so */
        start_wanted(plan, unit);
        name_wanted(unit, name);
        unit->refused = true;
        known_index_unit(plan, unit);
        return;
    }
    if (unit && unit->listed && !combined)
        note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_unit_repeated, place,
                 arena_printf(plan->arena, "%u", unit->row->number), NULL);
    if (!unit)
        unit = unit_new(plan, name, row);
    take_over(plan, unit, row, name, by_code);
    known_index_unit(plan, unit);
}

/* ---- superiors ---- */

static bool is_top(const struct people_unit *unit)
{
    return !unit->parent && !unit->refused && (unit->known || !unit->parent_row);
}

/* The organisation the file is about: one it lists itself, else one with a ledger, else the first of the store; for an
 * importer who may not write there, the first unit of his part of the tree. */
static void find_top(struct people_plan *plan)
{
    int best = -1;
    plan->top = NULL;
    for (size_t i = 0; i < plan->units.count; i++) {
        struct people_unit *unit = plan->units.items[i];
        if (!is_top(unit))
            continue;
        int points = (unit->listed ? 2 : 0) + (unit->known && index_uuid(&plan->ledgers, unit_id(unit)) ? 1 : 0);
        if (points > best) {
            best = points;
            plan->top = unit;
        }
    }
    if (plan->scope->operator||(plan->top && unit_may(plan, plan->top, &record_organisation, FIELD_organisation_name)))
        return;
    for (size_t i = 0; i < plan->units.count; i++) {
        struct people_unit *unit = plan->units.items[i];
        if (unit->known && unit_may(plan, unit, &record_organisation, FIELD_organisation_name)) {
            plan->top = unit;
            return;
        }
    }
}

/* A top of the store, or one from further up in the file; NULL when there is none. */
static const struct people_unit *other_top(const struct people_plan *plan, const struct people_unit *unit)
{
    bool passed = false;
    for (size_t i = 0; i < plan->units.count; i++) {
        const struct people_unit *other = plan->units.items[i];
        passed = passed || other == unit;
        if (other != unit && is_top(other) && (other->known || (other->listed && !passed)))
            return other;
    }
    return NULL;
}

static struct people_unit *propose(struct people_plan *plan, struct people_row *row, enum people_column column,
                                   const char *name, struct people_unit *above)
{
    struct people_unit *unit = unit_new(plan, name, row);
    const char *place = place_of(plan->sheet, row, column);
    start_wanted(plan, unit);
    name_wanted(unit, name);
    unit->parent = above;
    known_index_unit(plan, unit);
    if (above)
        note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_unit_proposed, place, name, above->name, NULL);
    else
        note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_unit_proposed_top, place, name, NULL);
    if (!above && !plan->top)
        plan->top = unit;
    return unit;
}

static void resolve_superior(struct people_plan *plan, struct people_unit *unit)
{
    const char *above = NULL;
    enum people_column column = COLUMN_PARENT;
    bool ambiguous;
    struct people_row *row = unit->parent_row ? unit->parent_row : unit->row;
    if (unit->parent_row)
        unit_text(unit->parent_row, &above, &column);
    if (!above) {
        if (unit->known || unit->refused)
            return;
        if (!tab_has(tab_of(plan->sheet, unit->row), COLUMN_PARENT) && plan->top && plan->top->known)
            unit->parent = plan->top;
        else if (other_top(plan, unit) && plan->scope->operator)
            note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_unit_second_top,
                     place_of(plan->sheet, row, unit_column(row)), unit->name, other_top(plan, unit)->name, NULL);
        return;
    }
    const char *place = place_of(plan->sheet, row, column);
    struct people_unit *parent = unit_find(plan, above, NULL, &ambiguous);
    if (!parent && !ambiguous && column == COLUMN_UNIT)
        parent = propose(plan, row, column, above, plan->top == unit ? NULL : plan->top);
    if (parent)
        parent->used = true;
    if (ambiguous)
        REFUSE(plan->sheet, row, column, &msg_people_unit_ambiguous, place, above);
    else if (!parent)
        REFUSE(plan->sheet, row, column, &msg_people_unit_unknown, place, above);
    else
        unit->parent = parent;
}

static void refuse_circle(struct people_plan *plan, struct people_unit *start)
{
    struct strbuf way = {0};
    struct people_unit *unit = start;
    do {
        strbuf_adds(&way, unit->name);
        strbuf_adds(&way, " → ");
        unit = unit->parent;
    } while (unit != start);
    strbuf_adds(&way, start->name);
    do {
        struct people_unit *next = unit->parent;
        if (unit->parent_row)
            REFUSE(plan->sheet, unit->parent_row, COLUMN_PARENT, &msg_people_unit_circle,
                   place_of(plan->sheet, unit->parent_row, COLUMN_PARENT), strbuf_text(&way));
        unit->parent = NULL;
        unit = next;
    } while (unit != start);
    strbuf_free(&way);
}

static void find_circles(struct people_plan *plan)
{
    int walk = 0;
    for (size_t i = 0; i < plan->units.count; i++) {
        struct people_unit *unit = plan->units.items[i];
        walk++;
        while (unit && !unit->mark) {
            unit->mark = walk;
            unit = unit->parent;
        }
        if (unit && unit->mark == walk)
            refuse_circle(plan, unit);
    }
}

/* A known unit whose row is refused stays as it is; a new one is not made, nor what would stand below it. */
static void spread_refusals(struct people_plan *plan)
{
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < plan->units.count; i++) {
            struct people_unit *unit = plan->units.items[i];
            if (unit->refused || !unit->wanted)
                continue;
            struct people_row *row = unit->parent_row ? unit->parent_row : unit->row;
            if (unit->parent && unit->parent->refused && !unit->parent->known)
                REFUSE(plan->sheet, row, COLUMN_PARENT, &msg_people_unit_refused,
                       place_of(plan->sheet, row, COLUMN_PARENT), unit->parent->name);
            if (unit->listed && (row_refused(unit->row) || row_refused(row)))
                again = unit->refused = true;
        }
    }
}

/* ---- order, codes, checks ---- */

static void set_positions(struct people_plan *plan)
{
    struct people_seat *seats = ARENA_ARRAY(plan->arena, struct people_seat, plan->units.count + 1);
    const struct people_unit *whole = plan->top; /* what the file is about */
    size_t count = 0, known = 0;
    int64_t last = 0;
    for (size_t i = 0; i < plan->units.count; i++) {
        struct people_unit *unit = plan->units.items[i];
        bool placed = unit->known && record_has(&unit->known->head, FIELD_organisation_position);
        known += unit->known && unit_is_within(unit, whole);
        last = placed && unit->known->position > last ? unit->known->position : last;
        if (unit->listed && !unit->refused && !unit->beyond)
            seats[count++] = (struct people_seat){unit->row, placed ? unit->known->position : -1, unit};
    }
    people_order(seats, count, known, last);
    for (size_t i = 0; i < count; i++) {
        struct people_unit *unit = seats[i].of;
        unit->wanted->position = seats[i].position;
        record_present(&unit->wanted->head, FIELD_organisation_position);
    }
}

/* Codes that are missing are made, and the record checked as a whole. */
static void complete(struct people_plan *plan, struct people_unit *unit)
{
    struct organisation *wanted = unit->wanted;
    if (!unit->known && !record_has(&wanted->head, FIELD_organisation_code)) {
        wanted->code = arena_printf(plan->arena, "DW%03u", ++plan->made_unit_code);
        record_present(&wanted->head, FIELD_organisation_code);
    }
    if (!fill_check(plan, unit->row, &record_organisation, &wanted->head, !unit->known))
        unit->refused = true;
}

static bool changes(struct people_plan *plan, const struct people_unit *unit)
{
    struct organisation *wanted = record_copy(plan->arena, &record_organisation, unit->wanted);
    bool moves = unit->parent_row && unit->parent && record_has(&unit->known->head, FIELD_organisation_parent_id) &&
                 !uuid_equal(unit->known->parent_id, unit_id(unit->parent));
    return fill_narrow(&record_organisation, &unit->known->head, &wanted->head) || moves;
}

/* What lies beyond the importer's part of the tree stays as it is; a row that would change it is refused. */
static void check_reach(struct people_plan *plan, struct people_unit *unit)
{
    const char *place = place_of(plan->sheet, unit->row, unit_column(unit->row));
    const struct people_unit *other = other_top(plan, unit);
    const int field = FIELD_organisation_name;
    bool may = unit_may(plan, unit->known ? unit : unit->parent, &record_organisation, field);
    if (may && unit->known && unit->parent_row && unit->parent)
        may = unit->parent == index_uuid(&plan->unit_ids, unit->known->parent_id) ||
              unit_may(plan, unit->parent, &record_organisation, field);
    if (may)
        return;
    unit->beyond = unit->known != NULL;
    if (unit->known && !changes(plan, unit))
        return;
    if (!unit->known && !unit->parent)
        REFUSE(plan->sheet, unit->row, COLUMN_UNIT, other ? &msg_people_new_top_beside : &msg_people_new_top, place,
               unit->name, other ? other->name : "");
    else
        REFUSE(plan->sheet, unit->row, COLUMN_UNIT, &msg_people_beyond, place, unit->name);
    unit->refused = true;
}

void units_plan(struct people_plan *plan)
{
    find_top(plan);
    for (size_t i = 0; i < plan->sheet->rows.count; i++)
        if (describes_unit(plan, plan->sheet->rows.items[i]))
            register_row(plan, plan->sheet->rows.items[i]);
    find_top(plan);
    for (size_t i = 0; i < plan->units.count; i++)
        if (plan->units.items[i]->listed)
            resolve_superior(plan, plan->units.items[i]);
    find_circles(plan);
    for (size_t i = 0; i < plan->units.count; i++)
        if (plan->units.items[i]->wanted && !plan->units.items[i]->refused)
            complete(plan, plan->units.items[i]);
    for (size_t i = 0; i < plan->units.count; i++)
        if (plan->units.items[i]->wanted && !plan->units.items[i]->refused)
            check_reach(plan, plan->units.items[i]);
    spread_refusals(plan);
    find_top(plan);
    set_positions(plan);
}

/* ---- the unit of a person ---- */

static struct people_unit *usable(struct people_plan *plan, struct people_row *row, enum people_column column,
                                  struct people_unit *unit)
{
    if (unit && unit->refused && !unit->known) {
        REFUSE(plan->sheet, row, column, &msg_people_unit_refused, place_of(plan->sheet, row, column), unit->name);
        return NULL;
    }
    return unit;
}

static struct people_unit *find_or_propose(struct people_plan *plan, struct people_row *row, enum people_column column,
                                           struct people_unit *within)
{
    bool ambiguous;
    const char *text = row->cells[column];
    struct people_unit *unit = unit_find(plan, text, within, &ambiguous);
    if (ambiguous) {
        REFUSE(plan->sheet, row, column, &msg_people_unit_ambiguous, place_of(plan->sheet, row, column), text);
        return NULL;
    }
    if (!unit && row_refused(row)) /* nothing is proposed by a row that will not come in */
        return NULL;
    struct people_unit *above = within ? within : plan->top;
    if (!unit && !unit_may(plan, above, &record_organisation, FIELD_organisation_name)) {
        REFUSE(plan->sheet, row, column, &msg_people_unit_unknown, place_of(plan->sheet, row, column), text);
        return NULL;
    }
    if (!unit) {
        unit = propose(plan, row, column, text, above);
        complete(plan, unit);
    }
    return usable(plan, row, column, unit);
}

struct people_unit *unit_of_row(struct people_plan *plan, struct people_row *row)
{
    const char *unit = row->cells[COLUMN_UNIT], *department = row->cells[COLUMN_DEPARTMENT];
    bool ambiguous;
    if (!unit && !department)
        return NULL;
    if (row->cells[COLUMN_UNIT_CODE]) {
        struct people_unit *coded = match_code(plan, row->cells[COLUMN_UNIT_CODE]);
        if (coded)
            return usable(plan, row, COLUMN_UNIT_CODE, coded);
    }
    if (!department || !unit) {
        enum people_column column = department ? COLUMN_DEPARTMENT : COLUMN_UNIT;
        struct people_unit *above =
            row->cells[COLUMN_PARENT] ? unit_find(plan, row->cells[COLUMN_PARENT], NULL, &ambiguous) : NULL;
        return find_or_propose(plan, row, column, above);
    }
    struct people_unit *above = find_or_propose(plan, row, COLUMN_UNIT, NULL);
    if (!above || strcmp(value_key(plan->arena, unit), value_key(plan->arena, department)) == 0)
        return above;
    return find_or_propose(plan, row, COLUMN_DEPARTMENT, above);
}

/* ---- steps ---- */

static void emit(struct people_plan *plan, struct people_unit *unit)
{
    struct organisation *wanted = unit->wanted;
    if (unit->emitted || !wanted || unit->refused)
        return;
    unit->emitted = true;
    if (unit->parent)
        emit(plan, unit->parent);
    if (unit->parent && (!unit->known || unit->parent_row)) {
        wanted->parent_id = unit_id(unit->parent);
        record_present(&wanted->head, FIELD_organisation_parent_id);
    }
    unit->result = PEOPLE_NEW;
    if (unit->known)
        unit->result =
            fill_narrow(&record_organisation, &unit->known->head, &wanted->head) ? PEOPLE_CHANGED : PEOPLE_SAME;
    plan_count(plan, COUNT_ORGANISATIONS, unit->result);
    if (unit->row && !unit->row->cells[COLUMN_NAME])
        row_result(unit->row, unit->result);
    if (unit->result != PEOPLE_SAME)
        plan_step(plan, &record_organisation, &wanted->head, unit->known ? unit->known->head.version : 0)->begins =
            true;
}

void units_emit(struct people_plan *plan)
{
    int64_t last = 0;
    for (size_t i = 0; i < plan->units.count; i++) {
        const struct people_unit *unit = plan->units.items[i];
        if (unit->known && record_has(&unit->known->head, FIELD_organisation_position) && unit->known->position > last)
            last = unit->known->position;
        if (unit->wanted && unit->wanted->position > last)
            last = unit->wanted->position;
    }
    for (size_t i = 0; i < plan->units.count; i++) { /* units only people name come behind */
        struct people_unit *unit = plan->units.items[i];
        if (!unit->listed && !unit->used)
            continue;
        if (unit->wanted && !unit->known && !unit->listed && !unit->refused) {
            unit->wanted->position = ++last;
            record_present(&unit->wanted->head, FIELD_organisation_position);
        }
        emit(plan, unit);
    }
}

/* people_bodies: leading groups, their offices, topic groups, with their members; declared in "intake/people_part.h".
 */
#include "intake/people_part.h"

#include "base/utf8.h"

#include <string.h>

/* One row's members being read. */
struct reading {
    struct people_plan *plan;
    struct people_body *body;
    struct people_row *row;
    enum people_column column;
    enum body_role role; /* "副组长：" holds until the next such word */
};

static enum body_kind kind_of(const struct people_body *body)
{
    return (enum body_kind)(record_has(&body->wanted->head, FIELD_body_kind) ? body->wanted->kind : body->known->kind);
}

static bool fits(const struct people_person *person, const struct people_unit *unit)
{
    bool gone = person->known && record_has(&person->known->head, FIELD_person_left) && person->known->left;
    if (person->refused || (gone && !person->places.count))
        return false;
    return !unit || unit_is_within(person->unit, unit);
}

static struct people_person *find_person(struct reading *reading, const char *name, const struct people_unit *unit)
{
    struct people_plan *plan = reading->plan;
    const char *key = value_key(plan->arena, name), *place = place_of(plan->sheet, reading->row, reading->column);
    struct people_person *found = NULL;
    for (const struct index_entry *entry = index_first(&plan->person_names, key, strlen(key)); entry;
         entry = index_next(entry)) {
        struct people_person *person = entry->value;
        if (person == found || !fits(person, unit) || (found && found->places.count && !person->places.count))
            continue;
        if (found && (found->places.count || !person->places.count)) { /* the file means the people it lists */
            REFUSE(plan->sheet, reading->row, reading->column, &msg_people_member_ambiguous, place, name);
            return NULL;
        }
        found = person;
    }
    if (!found)
        REFUSE(plan->sheet, reading->row, reading->column, &msg_people_member_unknown, place, name);
    return found;
}

static void add_member(struct reading *reading, const char *name, const struct people_unit *unit, enum body_role role,
                       const char *duty)
{
    struct people_person *person = find_person(reading, name, unit);
    if (!person)
        return;
    for (size_t i = 0; i < reading->body->named.count; i++)
        if (reading->body->named.items[i].person == person)
            return;
    *VEC_PUSH(reading->plan->arena, &reading->body->named) = (struct people_member){person, role, duty};
}

/* Length of the piece up to the next separator outside brackets; *ret_skip is the separator's. */
static size_t piece(const char *text, const char *const *separators, size_t count, size_t *ret_skip)
{
    int depth = 0;
    const char *at = text, *end = text + strlen(text);
    while (at < end) {
        for (size_t i = 0; i < count && depth <= 0; i++) {
            size_t length = strlen(separators[i]);
            if (strncmp(at, separators[i], length) == 0) {
                *ret_skip = length;
                return (size_t)(at - text);
            }
        }
        depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
        utf8_next(&at, end);
    }
    *ret_skip = 0;
    return (size_t)(end - text);
}

static const char *const part_separators[] = {"、", ",", ";", " "};

/* What stands in brackets behind a name: his role, his unit, or something of his own. */
static void read_brackets(struct reading *reading, const char *text, enum body_role *role,
                          struct people_unit **ret_unit, const char **ret_duty)
{
    struct strbuf duty = {0};
    struct arena *arena = reading->plan->arena;
    while (*text) {
        size_t skip, length = piece(text, part_separators, COUNT_OF(part_separators), &skip);
        const char *part = value_line(arena, arena_strndup(arena, text, length));
        bool ambiguous;
        struct people_unit *unit = *part ? unit_find(reading->plan, part, NULL, &ambiguous) : NULL;
        text += length + skip;
        if (!*part || value_body_role(value_key(arena, part), kind_of(reading->body), role))
            continue;
        if (unit) {
            *ret_unit = unit;
            continue;
        }
        strbuf_adds(&duty, duty.length ? "，" : "");
        strbuf_adds(&duty, part);
    }
    *ret_duty = arena_strdup(arena, strbuf_text(&duty));
    strbuf_free(&duty);
}

/* "王敏", "王敏(组长)", "王敏 组长" */
static void read_member(struct reading *reading, const char *text)
{
    struct arena *arena = reading->plan->arena;
    struct people_unit *unit = NULL;
    enum body_role role = reading->role;
    const char *duty = "", *open = strchr(text, '('), *close = open ? strrchr(text, ')') : NULL;
    const char *name = open ? arena_strndup(arena, text, (size_t)(open - text)) : text;
    if (open && close && close > open)
        read_brackets(reading, arena_strndup(arena, open + 1, (size_t)(close - open - 1)), &role, &unit, &duty);
    name = value_line(arena, name);
    const char *blank = strrchr(name, ' ');
    if (blank && value_body_role(value_key(arena, blank + 1), kind_of(reading->body), &role))
        name = arena_strndup(arena, name, (size_t)(blank - name));
    name = value_name(arena, name);
    if (*name)
        add_member(reading, name, unit, role, duty);
}

static void read_members(struct reading *reading, const char *members)
{
    static const char *const separators[] = {"、", ",", ";", "\n", "."};
    struct arena *arena = reading->plan->arena;
    const char *text = utf8_fold_text(arena, members, strlen(members));
    reading->role = body_role_member;
    while (*text) {
        size_t skip, length = piece(text, separators, COUNT_OF(separators), &skip);
        const char *one = arena_strndup(arena, text, length), *colon = strchr(one, ':');
        text += length + skip;
        if (colon) {
            const char *key = value_key(arena, arena_strndup(arena, one, (size_t)(colon - one)));
            if (!value_body_role(key, kind_of(reading->body), &reading->role))
                reading->role = body_role_member;
            one = colon + 1;
        }
        read_member(reading, one);
    }
}

/* One row a member: 姓名 and 职责 beside the body's name, which is merged downwards. */
static void read_single(struct reading *reading)
{
    struct people_plan *plan = reading->plan;
    const char *text = reading->row->cells[COLUMN_MEMBER_ROLE];
    enum body_role role = body_role_member;
    const char *duty = "";
    if (text && !value_body_role(value_key(plan->arena, text), kind_of(reading->body), &role))
        duty = text;
    add_member(reading, reading->row->cells[COLUMN_NAME], NULL, role, duty);
}

/* ---- the body itself ---- */

static struct people_body *find_body(struct people_plan *plan, const char *name)
{
    const char *key = value_key(plan->arena, name);
    const struct index_entry *entry = index_first(&plan->body_keys, key, strlen(key));
    return entry ? entry->value : NULL;
}

static void set_kind(struct people_plan *plan, struct people_body *body, struct people_row *row)
{
    enum body_kind kind;
    const char *text = row->cells[COLUMN_BODY_KIND];
    bool understood = value_body_kind(text ? value_key(plan->arena, text) : "", row->cells[COLUMN_BODY], &kind);
    if (!understood)
        note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_body_kind,
                 place_of(plan->sheet, row, COLUMN_BODY_KIND), text, word_text(&words_body_kind, (int)kind), NULL);
    if (body->known && !text)
        return;
    body->wanted->kind = (int)kind;
    record_present(&body->wanted->head, FIELD_body_kind);
}

static void set_unit(struct people_plan *plan, struct people_body *body, struct people_row *row)
{
    bool ambiguous = false;
    const char *text = row->cells[COLUMN_BODY_UNIT], *place = place_of(plan->sheet, row, COLUMN_BODY_UNIT);
    struct people_unit *unit = text ? unit_find(plan, text, NULL, &ambiguous) : NULL;
    if (!text && !body->known && body->named.count &&
        body->named.items[0].person->unit) /* its first member's organisation */
        unit = unit_top(plan, body->named.items[0].person->unit);
    if (!text && !body->known && !unit)
        unit = plan->top;
    if (text && !unit)
        REFUSE(plan->sheet, row, COLUMN_BODY_UNIT, ambiguous ? &msg_people_unit_ambiguous : &msg_people_unit_unknown,
               place, text);
    if (!unit || unit->refused)
        return;
    unit->used = true;
    body->wanted->organisation_id = unit_id(unit);
    record_present(&body->wanted->head, FIELD_body_organisation_id);
}

static struct people_body *begin_body(struct people_plan *plan, struct people_row *row)
{
    struct people_body *body = find_body(plan, row->cells[COLUMN_BODY]);
    if (body && body->wanted)
        return body;
    if (!body) {
        body = ARENA_NEW(plan->arena, struct people_body);
        *VEC_PUSH(plan->arena, &plan->bodies) = body;
        const char *key = value_key(plan->arena, row->cells[COLUMN_BODY]);
        index_put(plan->arena, &plan->body_keys, key, strlen(key), 0, body);
    }
    body->row = row;
    body->wanted = record_new(plan->arena, &record_body);
    body->wanted->head.id = body->known ? body->known->head.id : uuid_new(clock_now(plan->clock));
    fill_record(plan, row, &record_body, &body->wanted->head);
    if (body->known)
        body->wanted->head.present &= ~FIELD_BIT(FIELD_body_name);
    set_kind(plan, body, row);
    return body;
}

static struct uuid body_id(const struct people_body *body)
{
    return body->known ? body->known->head.id : body->wanted->head.id;
}

/* Named in its column; else the office of a group is called after it. */
static void set_parent(struct people_plan *plan, struct people_body *body)
{
    const char *text = body->row->cells[COLUMN_BODY_PARENT], *name = body->row->cells[COLUMN_BODY];
    static const char office[] = "办公室";
    size_t length = strlen(name), tail = sizeof office - 1;
    struct people_body *parent = NULL;
    if (text)
        parent = find_body(plan, text);
    else if (!body->known && length > tail && strcmp(name + length - tail, office) == 0)
        parent = find_body(plan, arena_strndup(plan->arena, name, length - tail));
    if (text && !parent)
        REFUSE(plan->sheet, body->row, COLUMN_BODY_PARENT, &msg_people_unit_unknown,
               place_of(plan->sheet, body->row, COLUMN_BODY_PARENT), text);
    if (!parent || parent == body || parent->refused)
        return;
    body->wanted->parent_id = body_id(parent);
    record_present(&body->wanted->head, FIELD_body_parent_id);
}

static size_t in_order(struct people_plan *plan, struct people_seat **ret_seats)
{
    struct people_seat *seats = ARENA_ARRAY(plan->arena, struct people_seat, plan->bodies.count + 1);
    size_t count = 0, known = 0;
    int64_t last = 0;
    for (size_t i = 0; i < plan->bodies.count; i++) {
        struct people_body *body = plan->bodies.items[i];
        bool placed = body->known && record_has(&body->known->head, FIELD_body_position);
        known += body->known != NULL;
        last = placed && body->known->position > last ? body->known->position : last;
        if (body->wanted && !body->refused)
            seats[count++] = (struct people_seat){body->row, placed ? body->known->position : -1, body};
    }
    people_order(seats, count, known, last);
    for (size_t i = 0; i < count; i++) {
        struct people_body *body = seats[i].of;
        body->wanted->position = seats[i].position;
        record_present(&body->wanted->head, FIELD_body_position);
    }
    *ret_seats = seats;
    return count;
}

/* ---- steps ---- */

static void new_member(struct people_plan *plan, struct people_body *body, const struct people_member *named,
                       size_t position, bool dated, date from)
{
    struct body_member *member = record_new(plan->arena, &record_body_member);
    member->head.id = uuid_new(clock_now(plan->clock));
    member->body_id = body_id(body);
    member->person_id = person_id(named->person);
    member->role = (int)named->role;
    member->position = (int64_t)position + 1;
    member->from_on = from;
    member->duty = named->duty;
    record_present(&member->head, FIELD_body_member_body_id);
    record_present(&member->head, FIELD_body_member_person_id);
    record_present(&member->head, FIELD_body_member_role);
    record_present(&member->head, FIELD_body_member_position);
    if (dated)
        record_present(&member->head, FIELD_body_member_from_on);
    if (*named->duty)
        record_present(&member->head, FIELD_body_member_duty);
    plan_step(plan, &record_body_member, &member->head, 0);
    plan_count(plan, COUNT_BODY_MEMBERS, PEOPLE_NEW);
    row_result(body->row, body->known ? PEOPLE_CHANGED : PEOPLE_NEW);
}

/* Another role is another membership: who was what on which day stays readable (B4). */
static void old_member(struct people_plan *plan, struct people_body *body, const struct body_member *known,
                       const struct people_member *named, size_t position)
{
    struct body_member *wanted = record_new(plan->arena, &record_body_member);
    bool other = known->role != (int)named->role;
    wanted->head.id = known->head.id;
    if (other) {
        bool later = record_has(&known->head, FIELD_body_member_from_on) && known->from_on > plan->today;
        wanted->until_on = later ? known->from_on : plan->today;
        record_present(&wanted->head, FIELD_body_member_until_on);
    } else if (*named->duty) {
        wanted->duty = named->duty;
        record_present(&wanted->head, FIELD_body_member_duty);
    }
    bool changed = fill_narrow(&record_body_member, &known->head, &wanted->head);
    plan_count(plan, COUNT_BODY_MEMBERS, changed ? PEOPLE_CHANGED : PEOPLE_SAME);
    row_result(body->row, changed ? PEOPLE_CHANGED : PEOPLE_SAME);
    if (changed)
        plan_step(plan, &record_body_member, &wanted->head, known->head.version);
    if (other)
        new_member(plan, body, named, position, true, plan->today);
}

static void emit_members(struct people_plan *plan, struct people_body *body, bool dated, date founded)
{
    for (size_t i = 0; i < body->named.count; i++) {
        const struct people_member *named = &body->named.items[i];
        const struct body_member *known = NULL;
        for (size_t k = 0; k < body->members.count && !known; k++)
            if (uuid_equal(body->members.items[k]->person_id, person_id(named->person)))
                known = body->members.items[k];
        if (known)
            old_member(plan, body, known, named, i);
        else
            new_member(plan, body, named, i, body->known || dated, body->known ? plan->today : founded);
    }
}

static void emit_body(struct people_plan *plan, struct people_body *body)
{
    size_t from = plan->steps.count;
    struct body *wanted = body->wanted;
    bool dated = record_has(&wanted->head, FIELD_body_founded_on);
    date founded = wanted->founded_on;
    body->result = PEOPLE_NEW;
    if (body->known)
        body->result = fill_narrow(&record_body, &body->known->head, &wanted->head) ? PEOPLE_CHANGED : PEOPLE_SAME;
    if (body->result != PEOPLE_SAME)
        plan_step(plan, &record_body, &wanted->head, body->known ? body->known->head.version : 0);
    plan_count(plan, COUNT_BODIES, body->result);
    row_result(body->row, body->result);
    emit_members(plan, body, dated, founded);
    if (plan->steps.count > from)
        plan->steps.items[from].begins = true;
}

static void plan_row(struct people_plan *plan, struct people_row *row)
{
    struct people_body *body = begin_body(plan, row);
    struct reading reading = {.plan = plan, .body = body, .row = row, .column = COLUMN_MEMBERS};
    if (row->cells[COLUMN_MEMBERS])
        read_members(&reading, row->cells[COLUMN_MEMBERS]);
    if (row->cells[COLUMN_NAME]) {
        reading.column = COLUMN_NAME;
        read_single(&reading);
    }
    if (row == body->row)
        set_unit(plan, body, row);
    if (row_refused(row) || !fill_check(plan, row, &record_body, &body->wanted->head, !body->known))
        body->refused = true;
}

static bool may_write(const struct people_plan *plan, const struct people_body *body)
{
    const struct people_unit *of = NULL, *before = NULL;
    if (record_has(&body->wanted->head, FIELD_body_organisation_id))
        of = index_uuid(&plan->unit_ids, body->wanted->organisation_id);
    if (body->known && record_has(&body->known->head, FIELD_body_organisation_id))
        before = index_uuid(&plan->unit_ids, body->known->organisation_id);
    return (!of || unit_may(plan, of, &record_body, FIELD_body_name)) &&
           (!before || unit_may(plan, before, &record_body, FIELD_body_name)) &&
           (of || before || plan->scope->operator);
}

void bodies_plan(struct people_plan *plan)
{
    struct people_seat *seats;
    for (size_t i = 0; i < plan->sheet->rows.count; i++) {
        struct people_row *row = plan->sheet->rows.items[i];
        if (tab_of(plan->sheet, row)->kind == PEOPLE_BODIES && row->cells[COLUMN_BODY])
            plan_row(plan, row);
    }
    for (size_t i = 0; i < plan->bodies.count; i++) {
        struct people_body *body = plan->bodies.items[i];
        if (!body->wanted)
            continue;
        set_parent(plan, body);
        body->refused = body->refused || row_refused(body->row);
    }
    size_t count = in_order(plan, &seats);
    for (size_t i = 0; i < count; i++) {
        if (may_write(plan, seats[i].of))
            emit_body(plan, seats[i].of);
        else
            plan->bodies_left_out++;
    }
}

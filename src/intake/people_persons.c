/* people_persons: who a row means; declared in "intake/people_part.h". */
#include "intake/people_part.h"

#include <string.h>

struct uuid person_id(const struct people_person *person)
{
    return person->known ? person->known->head.id : person->wanted->head.id;
}

const char *person_name(const struct people_person *person)
{
    return person->known ? person->known->name : person->wanted->name;
}

static bool has_left(const struct people_person *person)
{
    return person->known && record_has(&person->known->head, FIELD_person_left) && person->known->left;
}

static const char *unit_name(const struct people_unit *unit)
{
    return unit ? unit->name : "";
}

/* ---- who a row means ---- */

enum fact { FACT_UNKNOWN, FACT_SAME, FACT_OTHER };

static enum fact compare(struct people_plan *plan, const char *cell, const char *value)
{
    if (!cell || !value || !*value)
        return FACT_UNKNOWN;
    return strcmp(value_key(plan->arena, cell), value_key(plan->arena, value)) == 0 ? FACT_SAME : FACT_OTHER;
}

/* What is known of a person in the store or from an earlier row of the file. */
static const char *fact_of(const struct people_person *person, enum people_column column)
{
    const struct person *known = person->known;
    if (person->places.count && person->places.items[0].row->cells[column])
        return person->places.items[0].row->cells[column];
    if (!known)
        return NULL;
    switch (column) {
    case COLUMN_PERSON_CODE:
        return record_has(&known->head, FIELD_person_code) ? known->code : NULL;
    case COLUMN_BORN:
        return record_has(&known->head, FIELD_person_born) ? known->born : NULL;
    case COLUMN_PHONE:
        return record_has(&known->head, FIELD_person_phone) ? known->phone : NULL;
    case COLUMN_DUTY:
        return record_has(&known->head, FIELD_person_duty) ? known->duty : NULL;
    case COLUMN_GENDER:
        return record_has(&known->head, FIELD_person_gender) ? word_text(&words_gender, known->gender) : NULL;
    case COLUMN_USERNAME:
        return person->account ? person->account->username : NULL;
    default:
        return NULL;
    }
}

static enum fact agrees(struct people_plan *plan, const struct people_row *row, const struct people_person *person,
                        enum people_column column)
{
    return compare(plan, row->cells[column], fact_of(person, column));
}

/* False when the row must be about somebody else of the same name. */
static bool can_be(struct people_plan *plan, const struct people_row *row, const struct people_person *person)
{
    enum fact born = agrees(plan, row, person, COLUMN_BORN), phone = agrees(plan, row, person, COLUMN_PHONE);
    if (agrees(plan, row, person, COLUMN_PERSON_CODE) == FACT_OTHER)
        return false;
    if (agrees(plan, row, person, COLUMN_USERNAME) == FACT_OTHER && born != FACT_SAME && phone != FACT_SAME)
        return false;
    if (!person->places.count) /* differing facts of the store are put right by the sheet */
        return true;
    return born != FACT_OTHER && phone != FACT_OTHER && agrees(plan, row, person, COLUMN_GENDER) != FACT_OTHER;
}

static int likeness(struct people_plan *plan, const struct people_row *row, const struct people_person *person)
{
    static const struct {
        enum people_column column;
        int points;
    } facts[] = {{COLUMN_BORN, 8}, {COLUMN_PHONE, 8}, {COLUMN_DUTY, 2}, {COLUMN_GENDER, 1}};
    int points = person->places.count ? 0 : 32; /* somebody the file has not named yet comes first */
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        points += agrees(plan, row, person, facts[i].column) == FACT_SAME ? facts[i].points : 0;
    return points;
}

static struct people_person *match_code(struct people_plan *plan, struct people_row *row)
{
    const char *key = row->cells[COLUMN_PERSON_CODE] ? value_key(plan->arena, row->cells[COLUMN_PERSON_CODE]) : "";
    const struct index_entry *entry = *key ? index_first(&plan->person_codes, key, strlen(key)) : NULL;
    return entry ? entry->value : NULL;
}

static bool same_name(struct people_plan *plan, const struct people_row *row, const struct people_person *person)
{
    return compare(plan, row->cells[COLUMN_NAME], person_name(person)) == FACT_SAME;
}

static struct people_person *match_username(struct people_plan *plan, struct people_row *row)
{
    const char *username = row->cells[COLUMN_USERNAME];
    const struct index_entry *entry = username ? index_first(&plan->usernames, username, strlen(username)) : NULL;
    struct people_person *person = entry ? entry->value : NULL;
    if (!entry || (person && same_name(plan, row, person)))
        return person;
    REFUSE(plan->sheet, row, COLUMN_USERNAME, &msg_people_account_taken, place_of(plan->sheet, row, COLUMN_USERNAME),
           username, person ? person_name(person) : "", person ? unit_name(person->unit) : "");
    return NULL;
}

static bool works_in(const struct people_person *person, const struct people_unit *unit)
{
    if (person->unit == unit || person->unit_before == unit)
        return true;
    for (size_t i = 0; i < person->places.count; i++)
        if (person->places.items[i].unit == unit)
            return true;
    return false;
}

static struct people_person *match_name(struct people_plan *plan, struct people_row *row, struct people_unit *unit)
{
    const char *key = value_key(plan->arena, row->cells[COLUMN_NAME]);
    struct people_person *best = NULL;
    int points = -1;
    bool tie = false;
    for (const struct index_entry *entry = index_first(&plan->person_names, key, strlen(key)); entry;
         entry = index_next(entry)) {
        struct people_person *person = entry->value;
        if (person == best || (unit && !works_in(person, unit)) || !can_be(plan, row, person))
            continue;
        int his = likeness(plan, row, person);
        tie = his == points || (tie && his < points);
        if (his > points) {
            best = person;
            points = his;
        }
    }
    if (tie) {
        REFUSE(plan->sheet, row, COLUMN_NAME, &msg_people_who, place_of(plan->sheet, row, COLUMN_NAME), unit_name(unit),
               row->cells[COLUMN_NAME]);
        return NULL;
    }
    return best;
}

/* The same name and telephone in another unit is somebody who has moved. */
static struct people_person *match_phone(struct people_plan *plan, struct people_row *row)
{
    const char *key = value_key(plan->arena, row->cells[COLUMN_NAME]);
    struct people_person *found = NULL;
    if (!row->cells[COLUMN_PHONE])
        return NULL;
    for (const struct index_entry *entry = index_first(&plan->person_names, key, strlen(key)); entry;
         entry = index_next(entry)) {
        struct people_person *person = entry->value;
        if (person->places.count || !person->known || agrees(plan, row, person, COLUMN_PHONE) != FACT_SAME ||
            !can_be(plan, row, person))
            continue;
        if (found)
            return NULL;
        found = person;
    }
    return found;
}

static struct people_person *match(struct people_plan *plan, struct people_row *row, struct people_unit *unit,
                                   bool *ret_by_code)
{
    struct people_person *person = match_code(plan, row);
    *ret_by_code = person != NULL;
    if (!person)
        person = match_username(plan, row);
    if (person || (row->cells[COLUMN_USERNAME] && row_refused(row)))
        return person;
    person = match_name(plan, row, unit);
    return person || row_refused(row) ? person : match_phone(plan, row);
}

/* ---- taking the row over ---- */

static struct people_person *person_new(struct people_plan *plan, struct people_row *row, struct people_unit *unit)
{
    struct people_person *person = ARENA_NEW(plan->arena, struct people_person);
    person->unit = unit;
    person->wanted = record_new(plan->arena, &record_person);
    person->wanted->head.id = uuid_new(clock_now(plan->clock));
    person->wanted->name = row->cells[COLUMN_NAME];
    record_present(&person->wanted->head, FIELD_person_name);
    *VEC_PUSH(plan->arena, &plan->persons) = person;
    known_index_person(plan, person, row->cells[COLUMN_NAME]);
    if (row->cells[COLUMN_PERSON_CODE]) {
        const char *key = value_key(plan->arena, row->cells[COLUMN_PERSON_CODE]);
        index_put(plan->arena, &plan->person_codes, key, strlen(key), 0, person);
    }
    return person;
}

/* A further row about the same person fills in what the first left open; the first says his unit and duty. */
static void fill_person(struct people_plan *plan, struct people_person *person, struct people_row *row, bool by_code)
{
    struct person *said = record_new(plan->arena, &record_person), *wanted = person->wanted;
    bool first = person->places.count == 1;
    fill_record(plan, row, &record_person, &said->head);
    if (person->known && !by_code)
        said->head.present &= ~FIELD_BIT(FIELD_person_name);
    if (!first)
        said->head.present &= ~(FIELD_BIT(FIELD_person_duty) | FIELD_BIT(FIELD_person_name));
    for (size_t i = 0; i < record_person.count; i++)
        if (said->head.present & FIELD_BIT(i) && (first || !(wanted->head.present & FIELD_BIT(i))))
            field_copy(&record_person, (int)i, &said->head, &wanted->head);
    const char *before = record_has(&wanted->head, FIELD_person_extra)                           ? wanted->extra
                         : person->known && record_has(&person->known->head, FIELD_person_extra) ? person->known->extra
                                                                                                 : NULL;
    const char *extra = fill_extra(plan, row, before);
    if (extra) {
        wanted->extra = extra;
        record_present(&wanted->head, FIELD_person_extra);
    }
}

static void note_identity(struct people_plan *plan, struct people_person *person, struct people_row *row, bool by_code,
                          struct people_unit *unit)
{
    const char *place = place_of(plan->sheet, row, COLUMN_NAME);
    if (person->places.count > 1) {
        const struct people_place *first = &person->places.items[0];
        bool other_post =
            compare(plan, row->cells[COLUMN_DUTY], first->row->cells[COLUMN_DUTY]) == FACT_OTHER || first->unit != unit;
        if (!other_post)
            note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_row_repeated, place,
                     arena_printf(plan->arena, "%u", first->row->number), NULL);
        return;
    }
    if (!person->known)
        return;
    if (by_code && !same_name(plan, row, person))
        note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_renamed, place, person->known->name,
                 row->cells[COLUMN_NAME], NULL);
    if (unit && person->unit_before && unit != person->unit_before)
        note_add(plan->sheet, row, SEVERITY_INFO, &msg_people_moved, place, person->unit_before->name, unit->name,
                 NULL);
    if (has_left(person)) {
        note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_returned, place, NULL);
        person->wanted->left = false;
        record_present(&person->wanted->head, FIELD_person_left);
    }
}

static struct people_unit *find_over(struct people_plan *plan, struct people_row *row)
{
    bool ambiguous;
    const char *text = row->cells[COLUMN_OVER];
    struct people_unit *unit = text ? unit_find(plan, text, NULL, &ambiguous) : NULL;
    if (text && (!unit || unit->refused))
        REFUSE(plan->sheet, row, COLUMN_OVER, ambiguous ? &msg_people_unit_ambiguous : &msg_people_unit_unknown,
               place_of(plan->sheet, row, COLUMN_OVER), text);
    return unit;
}

static void use_unit(struct people_unit *unit)
{
    if (unit)
        unit->staffed = true;
    for (; unit && !unit->used; unit = unit->parent)
        unit->used = true;
}

static void add_place(struct people_plan *plan, struct people_person *person, struct people_row *row,
                      struct people_unit *unit, bool by_code)
{
    const char *username = row->cells[COLUMN_USERNAME];
    *VEC_PUSH(plan->arena, &person->places) =
        (struct people_place){.row = row, .unit = unit, .over = find_over(plan, row)};
    if (person->places.count == 1 && person->known) {
        person->wanted = record_new(plan->arena, &record_person);
        person->wanted->head.id = person->known->head.id;
    }
    fill_person(plan, person, row, by_code);
    note_identity(plan, person, row, by_code, unit);
    if (person->places.count == 1 && unit) {
        person->unit = unit;
        person->wanted->organisation_id = unit_id(unit);
        record_present(&person->wanted->head, FIELD_person_organisation_id);
    }
    if (!fill_check(plan, row, &record_person, &person->wanted->head, !person->known)) {
        person->places.count--;
        person->refused = person->refused || (!person->known && !person->places.count);
        return;
    }
    use_unit(unit);
    if (username && !person->username_wanted) {
        person->username_wanted = username;
        if (!index_first(&plan->usernames, username, strlen(username)))
            index_put(plan->arena, &plan->usernames, username, strlen(username), 0, person);
    }
}

static void check_reach(struct people_plan *plan, struct people_row *row, const struct people_person *person,
                        const struct people_unit *unit)
{
    const struct people_unit *before = person ? person->unit_before : NULL;
    const int field = FIELD_person_name;
    const struct people_unit *beyond = NULL;
    if (before && !unit_may(plan, before, &record_person, field))
        beyond = before;
    if (unit && !unit_may(plan, unit, &record_person, field))
        beyond = unit;
    if (beyond)
        REFUSE(plan->sheet, row, COLUMN_UNIT, &msg_people_beyond, place_of(plan->sheet, row, unit_column(row)),
               beyond->name);
}

static void plan_row(struct people_plan *plan, struct people_row *row)
{
    bool by_code;
    struct people_unit *unit = unit_of_row(plan, row);
    struct people_person *person = match(plan, row, unit, &by_code);
    bool names_unit = row->cells[COLUMN_UNIT] || row->cells[COLUMN_DEPARTMENT];
    if (!person && !names_unit && !row_refused(row))
        REFUSE(plan->sheet, row, COLUMN_UNIT, &msg_people_no_unit,
               place_of(plan->sheet, row,
                        tab_has(tab_of(plan->sheet, row), COLUMN_UNIT) ? COLUMN_UNIT : COLUMN_DEPARTMENT),
               "");
    if (person)
        person->seen = true;
    if (!row_refused(row))
        check_reach(plan, row, person, unit);
    if (row_refused(row))
        return;
    if (!person)
        person = person_new(plan, row, unit);
    add_place(plan, person, row, unit, by_code);
}

/* ---- the official order ---- */

/* The file speaks of his unit: it describes it, or names others who work there. */
static bool is_spoken_of(const struct people_person *person)
{
    return person->unit && ((person->unit->listed && !person->unit->beyond) || person->unit->staffed);
}

static void set_positions(struct people_plan *plan)
{
    struct people_seat *seats = ARENA_ARRAY(plan->arena, struct people_seat, plan->persons.count + 1);
    size_t count = 0, known = 0;
    int64_t last = 0;
    for (size_t i = 0; i < plan->persons.count; i++) {
        struct people_person *person = plan->persons.items[i];
        bool placed = person->known && record_has(&person->known->head, FIELD_person_position);
        known += person->known && !has_left(person) && is_spoken_of(person);
        last = placed && person->known->position > last ? person->known->position : last;
        if (person->places.count && !person->refused)
            seats[count++] =
                (struct people_seat){person->places.items[0].row, placed ? person->known->position : -1, person};
    }
    people_order(seats, count, known, last);
    for (size_t i = 0; i < count; i++) {
        struct people_person *person = seats[i].of;
        person->wanted->position = seats[i].position;
        record_present(&person->wanted->head, FIELD_person_position);
    }
}

void persons_plan(struct people_plan *plan)
{
    bool any = false;
    for (size_t i = 0; i < plan->sheet->rows.count; i++) {
        struct people_row *row = plan->sheet->rows.items[i];
        if (tab_of(plan->sheet, row)->kind != PEOPLE_PERSONS || !row->cells[COLUMN_NAME])
            continue;
        any = true;
        plan_row(plan, row);
    }
    set_positions(plan);
    for (size_t i = 0; any && i < plan->persons.count; i++) {
        struct people_person *person = plan->persons.items[i];
        if (person->known && !person->seen && !has_left(person) && is_spoken_of(person))
            *VEC_PUSH(plan->arena, &plan->missing) = person;
    }
}

/* ---- steps ---- */

static void emit(struct people_plan *plan, struct people_person *person)
{
    size_t from = plan->steps.count;
    struct person *wanted = person->wanted;
    person->result = PEOPLE_NEW;
    if (person->known)
        person->result =
            fill_narrow(&record_person, &person->known->head, &wanted->head) ? PEOPLE_CHANGED : PEOPLE_SAME;
    if (person->result != PEOPLE_SAME)
        plan_step(plan, &record_person, &wanted->head, person->known ? person->known->head.version : 0);
    plan_count(plan, COUNT_PERSONS, person->result);
    row_result(person->places.items[0].row, person->result);
    posts_emit(plan, person);
    accounts_emit(plan, person);
    grants_emit(plan, person);
    if (plan->steps.count > from)
        plan->steps.items[from].begins = true;
}

void persons_emit(struct people_plan *plan)
{
    for (size_t i = 0; i < plan->persons.count; i++)
        if (plan->persons.items[i]->places.count && !plan->persons.items[i]->refused)
            emit(plan, plan->persons.items[i]);
}

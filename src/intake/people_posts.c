/* people_posts: what a person holds and may, posts, account, roles; declared in "intake/people_part.h". */
#include "intake/people_part.h"

#include "access/access_messages.h"

#include <string.h>

/* ---- posts ---- */

static bool same_text(struct people_plan *plan, const char *a, const char *b)
{
    return strcmp(value_key(plan->arena, a), value_key(plan->arena, b)) == 0;
}

static bool says_head(const struct people_row *row)
{
    return row->cells[COLUMN_HEADS] && strcmp(row->cells[COLUMN_HEADS], "true") == 0;
}

static const char *title_of(const struct people_place *place)
{
    if (place->row->cells[COLUMN_DUTY])
        return place->row->cells[COLUMN_DUTY];
    return says_head(place->row) ? "负责人" : NULL;
}

/* An open post in that unit: of that title, or any when the row gives none. */
static struct people_post *find_post(struct people_plan *plan, struct people_person *person, struct uuid unit,
                                     const char *title)
{
    for (size_t i = 0; i < person->posts.count; i++) {
        struct people_post *post = &person->posts.items[i];
        if (!post->matched && uuid_equal(post->known->organisation_id, unit) &&
            (!title || same_text(plan, title, post->known->title)))
            return post;
    }
    return NULL;
}

static void set_position(struct people_person *person, struct post *post)
{
    post->position = person->wanted->position;
    record_present(&post->head, FIELD_post_position);
}

static int64_t position_of(const struct people_person *person)
{
    return person->known && record_has(&person->known->head, FIELD_person_position) ? person->known->position : -1;
}

static void note_head(struct people_plan *plan, const struct people_person *person, struct uuid unit,
                      struct people_row *row)
{
    *VEC_PUSH(plan->arena, &plan->heads) = (struct people_head){unit, person, row};
}

static void keep_post(struct people_plan *plan, struct people_person *person, const struct people_place *place,
                      struct people_post *post)
{
    struct post *wanted = record_new(plan->arena, &record_post);
    post->matched = true;
    wanted->head.id = post->known->head.id;
    fill_record(plan, place->row, &record_post, &wanted->head);
    wanted->head.present &= ~FIELD_BIT(FIELD_post_title);
    if (wanted->head.present & FIELD_BIT(FIELD_post_heads_unit) && !wanted->heads_unit &&
        !record_has(&post->known->head, FIELD_post_heads_unit)) /* "no" is what it has been all along */
        wanted->head.present &= ~FIELD_BIT(FIELD_post_heads_unit);
    if (record_has(&person->wanted->head, FIELD_person_position) && position_of(person) != person->wanted->position)
        set_position(person, wanted);
    bool was_head = record_has(&post->known->head, FIELD_post_heads_unit) && post->known->heads_unit;
    if (says_head(place->row) || (was_head && !place->row->cells[COLUMN_HEADS]))
        note_head(plan, person, post->known->organisation_id, says_head(place->row) ? place->row : NULL);
    bool changed = fill_narrow(&record_post, &post->known->head, &wanted->head);
    plan_count(plan, COUNT_POSTS, changed ? PEOPLE_CHANGED : PEOPLE_SAME);
    row_result(place->row, changed ? PEOPLE_CHANGED : PEOPLE_SAME);
    if (changed)
        plan_step(plan, &record_post, &wanted->head, post->known->head.version);
}

static void open_post(struct people_plan *plan, struct people_person *person, const struct people_place *place,
                      struct uuid unit, const char *title)
{
    struct post *post = record_new(plan->arena, &record_post);
    post->head.id = uuid_new(clock_now(plan->clock));
    fill_record(plan, place->row, &record_post, &post->head);
    post->title = title;
    post->organisation_id = unit;
    post->person_id = person_id(person);
    record_present(&post->head, FIELD_post_title);
    record_present(&post->head, FIELD_post_organisation_id);
    record_present(&post->head, FIELD_post_person_id);
    if (record_has(&post->head, FIELD_post_heads_unit) && !post->heads_unit)
        post->head.present &= ~FIELD_BIT(FIELD_post_heads_unit);
    if (person->posts.count && !record_has(&post->head, FIELD_post_from_on)) {
        post->from_on = plan->today;
        record_present(&post->head, FIELD_post_from_on);
    }
    set_position(person, post);
    if (says_head(place->row))
        note_head(plan, person, unit, place->row);
    plan_count(plan, COUNT_POSTS, PEOPLE_NEW);
    row_result(place->row, person->known ? PEOPLE_CHANGED : PEOPLE_NEW);
    plan_step(plan, &record_post, &post->head, 0);
}

static void end_post(struct people_plan *plan, struct people_person *person, struct people_post *post)
{
    struct post *wanted = record_new(plan->arena, &record_post);
    bool later = record_has(&post->known->head, FIELD_post_from_on) && post->known->from_on > plan->today;
    post->matched = post->ended = true;
    wanted->head.id = post->known->head.id;
    wanted->until_on = later ? post->known->from_on : plan->today;
    record_present(&wanted->head, FIELD_post_until_on);
    plan_count(plan, COUNT_POSTS, PEOPLE_CHANGED);
    row_result(person->places.items[0].row, PEOPLE_CHANGED);
    plan_step(plan, &record_post, &wanted->head, post->known->head.version);
}

static bool was_main(struct people_plan *plan, const struct people_person *person, const struct post *post)
{
    const struct person *known = person->known;
    return person->unit_before && uuid_equal(post->organisation_id, unit_id(person->unit_before)) &&
           (!record_has(&known->head, FIELD_person_duty) || same_text(plan, known->duty, post->title));
}

/* The post somebody has left: the only one the file does not name, else the one his duty was called after. */
static void end_left_post(struct people_plan *plan, struct people_person *person)
{
    struct people_post *only = NULL;
    size_t open = 0;
    for (size_t i = 0; i < person->posts.count; i++) {
        if (person->posts.items[i].matched)
            continue;
        only = &person->posts.items[i];
        open++;
    }
    if (open == 1)
        end_post(plan, person, only);
    for (size_t i = 0; open > 1 && i < person->posts.count; i++)
        if (!person->posts.items[i].matched && was_main(plan, person, person->posts.items[i].known))
            end_post(plan, person, &person->posts.items[i]);
}

void posts_emit(struct people_plan *plan, struct people_person *person)
{
    size_t count = person->places.count;
    struct people_post **found = ARENA_ARRAY(plan->arena, struct people_post *, count);
    bool left = person->unit_before && person->unit != person->unit_before;
    for (size_t i = 0; i < count; i++) {
        const struct people_place *place = &person->places.items[i];
        struct people_unit *unit = place->unit ? place->unit : person->unit;
        const char *title = title_of(place);
        found[i] = unit ? find_post(plan, person, unit_id(unit), place->row->cells[COLUMN_DUTY]) : NULL;
        if (found[i])
            keep_post(plan, person, place, found[i]);
        left = left || (!found[i] && title && unit);
    }
    if (left)
        end_left_post(plan, person);
    for (size_t i = 0; i < count; i++) {
        const struct people_place *place = &person->places.items[i];
        struct people_unit *unit = place->unit ? place->unit : person->unit;
        if (!found[i] && title_of(place) && unit)
            open_post(plan, person, place, unit_id(unit), title_of(place));
    }
}

static void heads_of_store(struct people_plan *plan)
{
    for (size_t i = 0; i < plan->persons.count; i++) {
        const struct people_person *person = plan->persons.items[i];
        for (size_t k = 0; k < person->posts.count; k++) {
            const struct people_post *post = &person->posts.items[k];
            if (!post->matched && !post->ended && record_has(&post->known->head, FIELD_post_heads_unit) &&
                post->known->heads_unit)
                note_head(plan, person, post->known->organisation_id, NULL);
        }
    }
}

void heads_check(struct people_plan *plan)
{
    struct people_index units = {0};
    heads_of_store(plan);
    for (size_t i = plan->heads.count; i-- > 0;) { /* from the last: those of the store first */
        struct people_head *head = &plan->heads.items[i];
        const struct people_head *other = index_uuid(&units, head->unit);
        const struct people_unit *unit = index_uuid(&plan->unit_ids, head->unit);
        if (!other)
            index_put(plan->arena, &units, (const char *)head->unit.bytes, sizeof head->unit, 0, head);
        else if (other->person != head->person && head->row && unit)
            note_add(plan->sheet, head->row, SEVERITY_WARNING, &msg_people_two_heads,
                     place_of(plan->sheet, head->row, COLUMN_HEADS), unit->name, person_name(other->person), NULL);
    }
}

/* ---- the account ---- */

static bool is_free(const struct people_plan *plan, const char *username)
{
    return !index_first(&plan->usernames, username, strlen(username));
}

static const char *make_username(struct people_plan *plan, const struct people_person *person)
{
    const char *code = record_has(&person->wanted->head, FIELD_person_code)                   ? person->wanted->code
                       : person->known && record_has(&person->known->head, FIELD_person_code) ? person->known->code
                                                                                              : NULL;
    const char *username = code ? value_username(plan->arena, code) : NULL;
    while (!username || !is_free(plan, username))
        username = arena_printf(plan->arena, "u%04u", ++plan->made_username);
    index_put(plan->arena, &plan->usernames, username, strlen(username), 0, NULL);
    return username;
}

static bool has_role(const struct people_person *person)
{
    for (size_t i = 0; i < person->places.count; i++)
        if (person->places.items[i].row->cells[COLUMN_ROLES])
            return true;
    return false;
}

void accounts_emit(struct people_plan *plan, struct people_person *person)
{
    const char *wanted = person->username_wanted;
    struct people_row *row = person->places.items[0].row;
    if (person->account) {
        if (wanted && !same_text(plan, wanted, person->account->username))
            note_add(plan->sheet, row, SEVERITY_WARNING, &msg_people_account_kept,
                     place_of(plan->sheet, row, COLUMN_USERNAME), person->account->username, wanted, NULL);
        plan_count(plan, COUNT_ACCOUNTS, PEOPLE_SAME);
        return;
    }
    if (!wanted && !has_role(person))
        return;
    if (!unit_may(plan, person->unit, &record_account, FIELD_account_username)) {
        plan->accounts_left_out++;
        return;
    }
    struct account *account = record_new(plan->arena, &record_account);
    account->person_id = person_id(person);
    account->username = wanted ? wanted : make_username(plan, person);
    record_present(&account->head, FIELD_account_person_id);
    record_present(&account->head, FIELD_account_username);
    struct people_slip *slip = ARENA_NEW(plan->arena, struct people_slip);
    *slip = (struct people_slip){
        .name = person_name(person), .unit = person->unit ? person->unit->name : "", .username = account->username};
    *VEC_PUSH(plan->arena, &plan->slips) = slip;
    plan_step(plan, &record_account, &account->head, 0)->slip = slip;
    plan_count(plan, COUNT_ACCOUNTS, PEOPLE_NEW);
    row_result(row, PEOPLE_CHANGED);
}

/* ---- roles ---- */

struct wanted_role {
    int role;
    struct people_unit *over;
    struct people_row *row;
};

/* Whole roles and administrators act over the organisation the ledger is of, owners over their unit. */
static struct people_unit *scope_of_role(const struct people_plan *plan, const struct people_person *person,
                                         const struct people_place *place, int role)
{
    struct people_unit *unit = place->unit ? place->unit : person->unit;
    if (place->over)
        return place->over;
    return role == role_owner || !unit ? unit : unit_top(plan, unit);
}

static bool moved(const struct people_person *person)
{
    return person->unit_before && person->unit && person->unit != person->unit_before;
}

/* With the unit goes what he answered for there. */
static bool goes_with_unit(const struct people_person *person, const struct role_grant *grant)
{
    return moved(person) && grant->role == role_owner &&
           uuid_equal(grant->organisation_id, unit_id(person->unit_before));
}

static bool has_grant(const struct people_plan *plan, const struct people_person *person,
                      const struct wanted_role *wanted)
{
    for (size_t i = 0; i < person->grants.count; i++) {
        const struct role_grant *grant = person->grants.items[i];
        if (grant->role == wanted->role && !goes_with_unit(person, grant) &&
            unit_is_within(wanted->over, index_uuid(&plan->unit_ids, grant->organisation_id)))
            return true;
    }
    return false;
}

static void add_grant(struct people_plan *plan, struct people_person *person, const struct wanted_role *wanted)
{
    struct role_grant *grant = record_new(plan->arena, &record_role_grant);
    bool admin = ROLE_BIT(wanted->role) & ROLES_ADMIN;
    int internal = plan->ceiling < confidentiality_internal ? plan->ceiling : confidentiality_internal;
    grant->head.id = uuid_new(clock_now(plan->clock));
    grant->person_id = person_id(person);
    grant->role = wanted->role;
    grant->organisation_id = unit_id(wanted->over);
    grant->ceiling = admin ? confidentiality_open : wanted->role == role_owner ? internal : plan->ceiling;
    record_present(&grant->head, FIELD_role_grant_person_id);
    record_present(&grant->head, FIELD_role_grant_role);
    record_present(&grant->head, FIELD_role_grant_organisation_id);
    record_present(&grant->head, FIELD_role_grant_ceiling);
    *VEC_PUSH(plan->arena, &person->grants) = grant; /* a second row may ask for the same */
    plan_step(plan, &record_role_grant, &grant->head, 0);
    plan_count(plan, COUNT_GRANTS, PEOPLE_NEW);
    row_result(wanted->row, PEOPLE_CHANGED);
}

/* Nobody gives himself a role. */
static bool is_oneself(const struct people_plan *plan, const struct people_person *person)
{
    return !plan->scope->operator&& person->known && uuid_equal(person->known->head.id, plan->scope->person_id);
}

static void want_role(struct people_plan *plan, struct people_person *person, struct wanted_role wanted)
{
    if (!wanted.over)
        return;
    if (has_grant(plan, person, &wanted))
        plan_count(plan, COUNT_GRANTS, PEOPLE_SAME);
    else if (is_oneself(plan, person))
        note_add(plan->sheet, wanted.row, SEVERITY_WARNING, &msg_own_grant,
                 place_of(plan->sheet, wanted.row, COLUMN_ROLES), NULL);
    else if (unit_may(plan, wanted.over, &record_role_grant, FIELD_role_grant_role))
        add_grant(plan, person, &wanted);
    else
        plan->grants_left_out++;
}

static void want_roles(struct people_plan *plan, struct people_person *person, const struct people_place *place)
{
    const char *words = place->row->cells[COLUMN_ROLES];
    for (const char *at = words ? words : ""; *at;) {
        size_t length = strcspn(at, ",");
        int role = word_find(&words_role, arena_strndup(plan->arena, at, length));
        want_role(
            plan, person,
            (struct wanted_role){.role = role, .over = scope_of_role(plan, person, place, role), .row = place->row});
        at += length;
        at += *at == ',';
    }
}

static void end_grant(struct people_plan *plan, struct people_person *person, const struct role_grant *grant)
{
    if (is_oneself(plan, person) || !unit_may(plan, person->unit_before, &record_role_grant, FIELD_role_grant_role)) {
        plan->grants_left_out++;
        return;
    }
    struct role_grant *wanted = record_new(plan->arena, &record_role_grant);
    wanted->head.id = grant->head.id;
    wanted->until_on = plan->today;
    record_present(&wanted->head, FIELD_role_grant_until_on);
    plan_step(plan, &record_role_grant, &wanted->head, grant->head.version);
    plan_count(plan, COUNT_GRANTS, PEOPLE_CHANGED);
    row_result(person->places.items[0].row, PEOPLE_CHANGED);
}

void grants_emit(struct people_plan *plan, struct people_person *person)
{
    size_t known = person->grants.count;
    bool stays_owner = false;
    for (size_t i = 0; i < known; i++) {
        if (!goes_with_unit(person, person->grants.items[i]))
            continue;
        end_grant(plan, person, person->grants.items[i]);
        stays_owner = true;
    }
    for (size_t i = 0; i < person->places.count; i++)
        want_roles(plan, person, &person->places.items[i]);
    if (stays_owner && !has_role(person))
        want_role(plan, person,
                  (struct wanted_role){.role = role_owner, .over = person->unit, .row = person->places.items[0].row});
}

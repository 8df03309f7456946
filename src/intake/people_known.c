/* people_known: what the store knows of units, people and bodies, indexed; declared in "intake/people_part.h". */
#include "intake/people_part.h"

#include "base/utf8.h"
#include "store/row.h"

#include <string.h>

/* ---- the index ---- */

static uint64_t hash_of(const char *key, size_t length)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)key[i]) * 0x100000001b3u;
    return hash;
}

static void index_grow(struct arena *arena, struct people_index *index)
{
    size_t room = index->room ? index->room * 2 : 256;
    struct index_entry **buckets = ARENA_ARRAY(arena, struct index_entry *, room);
    for (size_t i = 0; i < index->room; i++) {
        for (struct index_entry *entry = index->buckets[i], *next; entry; entry = next) {
            next = entry->next;
            entry->next = buckets[entry->hash % room];
            buckets[entry->hash % room] = entry;
        }
    }
    index->buckets = buckets;
    index->room = room;
}

void index_put(struct arena *arena, struct people_index *index, const char *key, size_t length, int rank, void *value)
{
    if (index->count >= index->room)
        index_grow(arena, index);
    uint64_t hash = hash_of(key, length);
    struct index_entry *entry = ARENA_NEW(arena, struct index_entry);
    *entry = (struct index_entry){.key = arena_strndup(arena, key, length),
                                  .length = length,
                                  .hash = hash,
                                  .value = value,
                                  .rank = rank,
                                  .next = index->buckets[hash % index->room]};
    index->buckets[hash % index->room] = entry;
    index->count++;
}

static const struct index_entry *same_key(const struct index_entry *entry, const char *key, size_t length,
                                          uint64_t hash)
{
    while (entry && (entry->hash != hash || entry->length != length || memcmp(entry->key, key, length) != 0))
        entry = entry->next;
    return entry;
}

const struct index_entry *index_first(const struct people_index *index, const char *key, size_t length)
{
    uint64_t hash = hash_of(key, length);
    return index->room ? same_key(index->buckets[hash % index->room], key, length, hash) : NULL;
}

const struct index_entry *index_next(const struct index_entry *entry)
{
    return same_key(entry->next, entry->key, entry->length, entry->hash);
}

void *index_uuid(const struct people_index *index, struct uuid id)
{
    const struct index_entry *entry = index_first(index, (const char *)id.bytes, sizeof id.bytes);
    return entry ? entry->value : NULL;
}

static void put_uuid(struct people_plan *plan, struct people_index *index, struct uuid id, void *value)
{
    index_put(plan->arena, index, (const char *)id.bytes, sizeof id.bytes, 0, value);
}

/* ---- units and people under what they are called ---- */

static void put_unit_key(struct people_plan *plan, const char *text, int rank, struct people_unit *unit)
{
    const char *key = value_key(plan->arena, text);
    if (*key)
        index_put(plan->arena, &plan->unit_keys, key, strlen(key), rank, unit);
}

/* Aliases stand in one cell, separated by 、 or commas. */
static void put_aliases(struct people_plan *plan, const char *aliases, struct people_unit *unit)
{
    static const char *const separators[] = {"、", "，", ",", "；", ";"};
    for (const char *at = aliases; *at;) {
        size_t length = strlen(at), skip = 0;
        for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
            const char *found = strstr(at, separators[i]);
            if (found && (size_t)(found - at) < length) {
                length = (size_t)(found - at);
                skip = strlen(separators[i]);
            }
        }
        put_unit_key(plan, arena_strndup(plan->arena, at, length), 3, unit);
        at += length + skip;
    }
}

static void put_unit_fields(struct people_plan *plan, const struct organisation *fields, struct people_unit *unit)
{
    const struct record_head *head = &fields->head;
    if (record_has(head, FIELD_organisation_code))
        put_unit_key(plan, fields->code, 0, unit);
    if (record_has(head, FIELD_organisation_name))
        put_unit_key(plan, fields->name, 1, unit);
    if (record_has(head, FIELD_organisation_short_name))
        put_unit_key(plan, fields->short_name, 2, unit);
    if (record_has(head, FIELD_organisation_aliases))
        put_aliases(plan, fields->aliases, unit);
}

void known_index_unit(struct people_plan *plan, struct people_unit *unit)
{
    if (unit->wanted)
        put_unit_fields(plan, unit->wanted, unit);
    else if (unit->known)
        put_unit_fields(plan, unit->known, unit);
}

void known_index_person(struct people_plan *plan, struct people_person *person, const char *name)
{
    const char *key = value_key(plan->arena, name);
    index_put(plan->arena, &plan->person_names, key, strlen(key), 0, person);
}

/* ---- loading ---- */

typedef void (*take_record)(struct people_plan *plan, void *record);

static enum status each(struct people_plan *plan, const struct record_type *type, const char *condition,
                        take_record take)
{
    struct strbuf sql = {0};
    bool row;
    enum status status;
    sql_select(&sql, type);
    strbuf_adds(&sql, " WHERE \"withdrawn\"=0");
    strbuf_adds(&sql, condition);
    struct stmt *stmt = db_prepare(plan->db, strbuf_text(&sql));
    strbuf_free(&sql);
    while (!(status = stmt_step(stmt, &row)) && row) {
        void *record = record_new(plan->arena, type);
        row_read(stmt, plan->arena, type, plan->site, record);
        take(plan, record);
    }
    stmt_done(stmt);
    return status;
}

/* "DW012" -> 12, so that the next made code does not meet it. */
static unsigned made_number(const char *text, const char *prefix)
{
    size_t length = strlen(prefix);
    if (strncmp(text, prefix, length) != 0 || !text[length] ||
        strspn(text + length, "0123456789") != strlen(text + length) || strlen(text + length) > 8)
        return 0;
    unsigned number = 0;
    for (const char *at = text + length; *at; at++)
        number = number * 10 + (unsigned)(*at - '0');
    return number;
}

static void take_unit(struct people_plan *plan, void *record)
{
    struct people_unit *unit = ARENA_NEW(plan->arena, struct people_unit);
    unit->known = record;
    unit->name = unit->known->name;
    unsigned made = made_number(unit->known->code, "DW");
    if (made > plan->made_unit_code)
        plan->made_unit_code = made;
    *VEC_PUSH(plan->arena, &plan->units) = unit;
    put_uuid(plan, &plan->unit_ids, unit->known->head.id, unit);
}

static void take_person(struct people_plan *plan, void *record)
{
    struct people_person *person = ARENA_NEW(plan->arena, struct people_person);
    person->known = record;
    if (record_has(&person->known->head, FIELD_person_organisation_id))
        person->unit = person->unit_before = index_uuid(&plan->unit_ids, person->known->organisation_id);
    *VEC_PUSH(plan->arena, &plan->persons) = person;
    put_uuid(plan, &plan->person_ids, person->known->head.id, person);
    known_index_person(plan, person, person->known->name);
    if (record_has(&person->known->head, FIELD_person_code)) {
        const char *key = value_key(plan->arena, person->known->code);
        index_put(plan->arena, &plan->person_codes, key, strlen(key), 0, person);
    }
}

static void take_post(struct people_plan *plan, void *record)
{
    struct post *post = record;
    struct people_person *person =
        record_has(&post->head, FIELD_post_person_id) ? index_uuid(&plan->person_ids, post->person_id) : NULL;
    if (person)
        *VEC_PUSH(plan->arena, &person->posts) = (struct people_post){.known = post};
}

static void take_account(struct people_plan *plan, void *record)
{
    struct account *account = record;
    struct people_person *person = index_uuid(&plan->person_ids, account->person_id);
    unsigned made = made_number(account->username, "u");
    const char *key = value_key(plan->arena, account->username);
    if (made > plan->made_username)
        plan->made_username = made;
    index_put(plan->arena, &plan->usernames, key, strlen(key), 0, person);
    if (person && (!person->account || person->account->disabled))
        person->account = account;
}

static void take_grant(struct people_plan *plan, void *record)
{
    struct role_grant *grant = record;
    struct people_person *person = index_uuid(&plan->person_ids, grant->person_id);
    bool over = record_has(&grant->head, FIELD_role_grant_until_on) && grant->until_on <= plan->today;
    if (person && !over)
        *VEC_PUSH(plan->arena, &person->grants) = grant;
}

static void take_body(struct people_plan *plan, void *record)
{
    struct people_body *body = ARENA_NEW(plan->arena, struct people_body);
    body->known = record;
    *VEC_PUSH(plan->arena, &plan->bodies) = body;
    put_uuid(plan, &plan->body_ids, body->known->head.id, body);
    const char *key = value_key(plan->arena, body->known->name);
    index_put(plan->arena, &plan->body_keys, key, strlen(key), 0, body);
}

static void take_member(struct people_plan *plan, void *record)
{
    struct body_member *member = record;
    struct people_body *body = index_uuid(&plan->body_ids, member->body_id);
    if (body)
        *VEC_PUSH(plan->arena, &body->members) = member;
}

static void take_ledger(struct people_plan *plan, void *record)
{
    struct ledger *ledger = record;
    put_uuid(plan, &plan->ledgers, ledger->organisation_id, ledger);
}

static enum status read_seq(struct people_plan *plan)
{
    bool row;
    struct stmt *stmt =
        db_prepare(plan->db, "SELECT max(\"seq\") FROM \"ledger_event\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?1");
    stmt_bind_uuid(stmt, 1, plan->site);
    enum status status = stmt_step(stmt, &row);
    if (!status && row)
        plan->seen_seq = stmt_int(stmt, 0);
    stmt_done(stmt);
    return status;
}

/* Units in the order of their tree, so that a superior comes before what is below it. */
static void link_units(struct people_plan *plan)
{
    for (size_t i = 0; i < plan->units.count; i++) {
        struct people_unit *unit = plan->units.items[i];
        if (record_has(&unit->known->head, FIELD_organisation_parent_id))
            unit->parent = index_uuid(&plan->unit_ids, unit->known->parent_id);
        known_index_unit(plan, unit);
    }
}

enum status known_load(struct people_plan *plan)
{
    static const struct {
        const struct record_type *type;
        const char *condition;
        take_record take;
    } loads[] = {
        {&record_organisation, " ORDER BY \"path\"", take_unit},
        {&record_person, " ORDER BY \"position\",\"id\"", take_person},
        {&record_post, " AND \"until_on\" IS NULL ORDER BY \"position\",\"id\"", take_post},
        {&record_account, " ORDER BY \"username\"", take_account},
        {&record_role_grant, " ORDER BY \"id\"", take_grant},
        {&record_body, " ORDER BY \"position\",\"id\"", take_body},
        {&record_body_member, " AND \"until_on\" IS NULL ORDER BY \"position\",\"id\"", take_member},
        {&record_ledger, " ORDER BY \"code\"", take_ledger},
    };
    enum status status = read_seq(plan);
    for (size_t i = 0; i < sizeof loads / sizeof *loads && !status; i++)
        status = each(plan, loads[i].type, loads[i].condition, loads[i].take);
    if (!status)
        link_units(plan);
    return status;
}

/* people_part: what the files of the import of people share. Not for others. */
#ifndef RECTIFY_INTAKE_PEOPLE_PART_H
#define RECTIFY_INTAKE_PEOPLE_PART_H

#include "intake/people.h"
#include "intake/people_messages.h"
#include "intake/people_value.h"

/* ---- notes: problems of one row; an error refuses it ---- */

void note_add(struct people_sheet *sheet, struct people_row *row, enum severity severity, const struct message *message,
              const char *place, ...) __attribute__((sentinel));
/* "人员!C7"; the row's first known column when the sheet has no such column. */
const char *place_of(const struct people_sheet *sheet, const struct people_row *row, enum people_column column);
/* The column that names the unit of a row. */
enum people_column unit_column(const struct people_row *row);
#define REFUSE(sheet, row, column, ...)                                                                                \
    note_add((sheet), (row), SEVERITY_ERROR, __VA_ARGS__, NULL) /* message, place, args… */
static inline const struct people_tab *tab_of(const struct people_sheet *sheet, const struct people_row *row)
{
    return &sheet->tabs.items[row->tab];
}
static inline bool tab_has(const struct people_tab *tab, enum people_column column)
{
    return tab->heading.at[column] != COLUMN_NONE;
}
/* A list of people that says something of the units themselves. */
bool tab_has_units(const struct people_tab *tab);

/* ---- an index from bytes to values, several a key ---- */

struct index_entry {
    const char *key;
    size_t length;
    uint64_t hash;
    void *value;
    int rank; /* free for the caller: lower counts first */
    struct index_entry *next;
};

struct people_index {
    struct index_entry **buckets;
    size_t room, count;
};

void index_put(struct arena *arena, struct people_index *index, const char *key, size_t length, int rank, void *value);
/* The first entry of a key, and the next of the same key; NULL at the end. */
const struct index_entry *index_first(const struct people_index *index, const char *key, size_t length);
const struct index_entry *index_next(const struct index_entry *entry);
void *index_uuid(const struct people_index *index, struct uuid id);

/* ---- the plan ---- */

struct people_unit {
    struct organisation *known;  /* NULL: new */
    struct organisation *wanted; /* id, and the fields the file speaks of; NULL: the file does not */
    struct people_unit *parent;
    struct people_row *row; /* that describes or first names it */
    struct people_row *parent_row;
    const char *name;
    bool refused, listed; /* listed: a row of the file describes it, so that it takes part in the order */
    bool used, emitted;   /* used: somebody works there, or something stands below */
    bool staffed;         /* a row of the file names somebody who works there */
    bool beyond;          /* not the importer's to change: kept as it is */
    int mark;             /* of the walk for circles */
    enum people_result result;
};

struct people_post {
    struct post *known;
    bool matched, ended;
};

struct people_head { /* who heads a unit, after the import */
    struct uuid unit;
    const struct people_person *person;
    struct people_row *row; /* that says so; NULL: the store */
};

struct people_place { /* one row about a person: where he works and as what */
    struct people_row *row;
    struct people_unit *unit; /* NULL: not said */
    struct people_unit *over; /* of the roles; NULL: not said */
};

struct people_person {
    struct person *known, *wanted;
    struct people_unit *unit, *unit_before;
    VEC(struct people_place) places; /* rows of the file, the first is the main one */
    VEC(struct people_post) posts;   /* open ones of the store */
    VEC(struct role_grant *) grants; /* in force */
    struct account *account;
    const char *username_wanted;
    bool seen, refused; /* seen: in the file, even if in a refused row */
    enum people_result result;
};

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

struct people_member {
    struct people_person *person;
    enum body_role role;
    const char *duty; /* "" for none */
};

struct people_body {
    struct body *known, *wanted;
    struct people_row *row;            /* the first about it */
    VEC(struct body_member *) members; /* of the store, open */
    VEC(struct people_member) named;   /* in the file */
    bool refused;
    enum people_result result;
};

enum people_counted {
    COUNT_ORGANISATIONS,
    COUNT_PERSONS,
    COUNT_POSTS,
    COUNT_ACCOUNTS,
    COUNT_GRANTS,
    COUNT_BODIES,
    COUNT_BODY_MEMBERS,
    PEOPLE_COUNTED,
};

struct people_step { /* one write; parts are cut only where `begins` */
    const struct record_type *type;
    struct record_head *record;
    int64_t seen_version; /* 0: a new record */
    bool begins;
    struct people_slip *slip; /* of a new account */
    const char *hash;
};

struct people_plan {
    struct arena *arena;
    struct people_sheet *sheet;
    struct db *db; /* while planning, as the scope */
    const struct scope *scope;
    const struct clock *clock;
    date today;
    int ceiling;
    struct uuid site;
    int64_t seen_seq;    /* of the installation's chain when the store was read, or a part checked it */
    int64_t checked_seq; /* as the part being written sees it */
    struct uuid batch_id;

    VEC(struct people_unit *) units;
    VEC(struct people_person *) persons;
    VEC(struct people_body *) bodies;
    struct people_index unit_ids, unit_keys, person_ids, person_codes, person_names, usernames, body_ids, body_keys;
    struct people_index ledgers; /* by the organisation's id */
    struct people_unit *top;
    VEC(struct people_head) heads;
    unsigned made_unit_code, made_username;

    VEC(struct people_step) steps;
    VEC(struct people_slip *) slips;
    VEC(size_t) parts; /* first step of each, and the end */
    size_t parts_done;
    size_t counts[PEOPLE_COUNTED][PEOPLE_REFUSED];
    size_t refused_rows, accounts_left_out, grants_left_out, bodies_left_out;
    bool refused, prepared_all;
    VEC(struct people_person *) missing;
};

/* people_known.c: units, people, bodies of the store, indexed. */
enum status known_load(struct people_plan *plan);
void known_index_unit(struct people_plan *plan, struct people_unit *unit);
void known_index_person(struct people_plan *plan, struct people_person *person, const char *name);

/* people_fill.c */
/* Fields of `type` that the row's cells speak of, into `record`; problems become notes of the row. */
void fill_record(struct people_plan *plan, struct people_row *row, const struct record_type *type,
                 struct record_head *record);
/* The office's own columns laid over what the record has (NULL: nothing yet); NULL when there is nothing to say. */
const char *fill_extra(struct people_plan *plan, const struct people_row *row, const char *before);
/* Checks the record as the journal will; false when the row is refused for it. */
bool fill_check(struct people_plan *plan, struct people_row *row, const struct record_type *type,
                struct record_head *record, bool whole);
/* Leaves only what differs from `known` in `wanted`; true when something does. */
bool fill_narrow(const struct record_type *type, const struct record_head *known, struct record_head *wanted);
struct people_step *plan_step(struct people_plan *plan, const struct record_type *type, struct record_head *record,
                              int64_t seen_version);
void plan_count(struct people_plan *plan, enum people_counted counted, enum people_result result);
void row_result(struct people_row *row, enum people_result result); /* keeps the strongest */
static inline bool row_refused(const struct people_row *row)
{
    return row->result == PEOPLE_REFUSED;
}

/* people_order.c: the official order, from the rows. `position` is what the store has, -1 for a new one; `known` is how
 * many the store has altogether, `last` its last position. Sorts the seats by row and sets the positions that are to
 * be, changing none where the order holds already. A file that names less than half of the known ones adds behind the
 * last and moves nobody. */
struct people_seat {
    const struct people_row *row;
    int64_t position;
    void *of;
};
void people_order(struct people_seat *seats, size_t count, size_t known, int64_t last);

/* people_unit_find.c */
struct uuid unit_id(const struct people_unit *unit);
bool unit_is_within(const struct people_unit *unit, const struct people_unit *above);
struct people_unit *unit_top(const struct people_plan *plan, struct people_unit *unit); /* with a ledger, or the root */
/* The unit people call so (code, name, short name, alias, or a superior's name in front of it); below `within` when
 * that is given. NULL when there is none, or more than one. */
struct people_unit *unit_find(struct people_plan *plan, const char *text, const struct people_unit *within,
                              bool *ret_ambiguous);

/* Whether the importer may write this field of records that belong to the unit; a new unit is reached through what
 * stands above it. NULL: a new top of the tree, which is the operator's alone. */
bool unit_may(const struct people_plan *plan, const struct people_unit *unit, const struct record_type *type,
              int field);

/* people_units.c */
void units_plan(struct people_plan *plan);
/* The unit a row about a person names, proposing a new one where nobody answers; NULL when it names none or the row is
 * refused. */
struct people_unit *unit_of_row(struct people_plan *plan, struct people_row *row);
void units_emit(struct people_plan *plan);

/* people_persons.c */
void persons_plan(struct people_plan *plan);
void persons_emit(struct people_plan *plan);
struct uuid person_id(const struct people_person *person);
const char *person_name(const struct people_person *person);

/* people_posts.c: posts, accounts and roles of one person */
void posts_emit(struct people_plan *plan, struct people_person *person);
void accounts_emit(struct people_plan *plan, struct people_person *person);
void grants_emit(struct people_plan *plan, struct people_person *person);
/* A note where a row makes somebody head of a unit that another heads as well. */
void heads_check(struct people_plan *plan);

/* people_bodies.c */
void bodies_plan(struct people_plan *plan);

#endif

/* record: a record is a list (D1). Each record is described once, in <name>_fields.h, by rows F(kind, of, name, label,
 * flags):
 *
 *     #define FINDING_FIELDS(F)                                     \
 *         F(text, 300, title, "标题", REQUIRED | SEARCHED)          \
 *         F(ref, person, lead_official_id, "牵头领导", SORTED)
 *     #define RECORD finding
 *     #define RECORD_FIELDS FINDING_FIELDS
 *     #include "record/declare.h"
 *
 * gives struct finding, enum finding_field { FIELD_finding_title, … } and `extern const struct record_type
 * record_finding`. One .c file defines it with record/define.h. From the description come the tables and
 * statements on both databases (record/sql.h, store/row.h), JSON in and out and event parts (record/json.h), checks
 * (record/check.h), lists (store/list.h), /api/v1/schema and the TypeScript types (api/schema.h).
 *
 * A value is absent, null or set: `present` says which fields the struct speaks of, `null` which of them are empty. A
 * walker never looks at a field that is absent. Strings and lists belong to the arena of whoever filled the struct. */
#ifndef RECTIFY_RECORD_RECORD_H
#define RECTIFY_RECORD_RECORD_H

#include "record/kind.h"

#include "base/problem.h"

enum field_flag {
    REQUIRED = 1 << 0,   /* never null in a stored record */
    SEARCHED = 1 << 1,   /* full text */
    SORTED = 1 << 2,     /* may sort and lead a filter: makes an index ending in id (D25) */
    PERSONAL = 1 << 3,   /* travels in the personal part of events: can be erased by order */
    RESTRICTED = 1 << 4, /* travels in the restricted part; served to those named only */
    MATERIAL = 1 << 5,   /* changing it reopens signatures (D28) */
    DERIVED = 1 << 6,    /* computed from recorded values: in no event, recomputed by rebuild */
    GIVEN = 1 << 7,      /* set by the program (numbers, states), never taken from input */
    FIXED = 1 << 8,      /* said once, when the record is added, or never: the verbatim text */
    UNIQUE = 1 << 9,     /* no two records (of a ledger) may share it */
};

enum { FIELDS_MAX = 64 };

struct record_type;

struct field {
    const char *name, *label;
    enum field_kind kind;
    unsigned flags;
    uint32_t offset;
    uint32_t max;                     /* text, long_text: most characters */
    const struct word_list *words;    /* word */
    const struct record_type *target; /* ref, refs */
    const char *vocabulary;           /* term */
};

/* In front of every record. A record of the installation has ledger_id = the installation's own ledger. */
struct record_head {
    struct uuid id, ledger_id;
    int64_t version; /* number of the record's events (D9) */
    instant created_at, changed_at;
    bool withdrawn;  /* entered by mistake: keeps its number, leaves lists and counts (D14) */
    bool restricted; /* said by the gate when it was read: known to those named only, so reading it is noted (D18) */
    bool complete;   /* said by the gate: every field is here as stored, none left out or narrowed for its reader */
    uint64_t present, null;
};

enum table_class { TABLE_RECORDED, TABLE_DERIVED, TABLE_LOCAL }; /* D2 */

struct tx;      /* store/tx.h */
struct command; /* journal/journal.h */

/* What a record's own module adds to the description. Hooks run inside the write transaction. */
struct record_hooks {
    /* Fills the GIVEN fields of a new record: its number, its first state. */
    enum status (*prepare)(struct tx *tx, const struct command *command, struct record_head *record,
                           struct problems *problems);
    /* The rules that need more than one field. `before` is NULL for a new record; `after` has every field present.
     * Adds all problems, not the first. */
    enum status (*rules)(struct tx *tx, const struct record_head *before, const struct record_head *after,
                         struct problems *problems);
    /* Brings derived values up to date after the row was written; also called by rebuild, in event order. */
    enum status (*derive)(struct tx *tx, const struct record_head *before, const struct record_head *after);
    /* What else changes with it: other records, by events of their own in the same transaction and command. Never
     * called by rebuild, which finds those events (D12). */
    enum status (*follow)(struct tx *tx, const struct command *command, const struct record_head *before,
                          const struct record_head *after, struct problems *problems);
    /* Whether only those named on it may know of it: all its values then travel in the restricted part of its events.
     */
    enum status (*restricts)(struct tx *tx, const struct record_head *record, bool *ret_restricted);
};

struct record_type {
    const char *name, *plural, *label;
    const struct field *fields;
    size_t count;
    size_t size;                /* of the struct */
    bool of_installation;       /* keyed by id alone, kept in the installation's own ledger (D20) */
    bool statement;             /* somebody's own word: nobody else of his rank takes it back */
    int code;                   /* field people name it by (findings: number); -1: only its id */
    int title;                  /* field shown where it is referred to; -1: the code */
    int schema_version;         /* stored in every event (D13) */
    const char *const *indexes; /* further indexes, column lists without the leading ledger_id, with " WHERE …" of some
                                   rows only; NULL-terminated, may be NULL */
    const char *const *unique;  /* further unique keys, likewise */
    struct record_hooks hooks;
};

/* All records a store knows. Passed along, so that a test can bring records of its own. */
struct registry {
    const struct record_type *const *types;
    size_t count;
};

const struct record_type *registry_find(const struct registry *registry,
                                        const char *name); /* by name or plural; NULL */

#define FIELD_BIT(index) (UINT64_C(1) << (index))

/* A zeroed record of this type in the arena. */
void *record_new(struct arena *arena, const struct record_type *type);
void *record_copy(struct arena *arena, const struct record_type *type, const void *record); /* shares strings */
static inline bool record_has(const struct record_head *record, int field)
{
    return record->present & FIELD_BIT(field) && !(record->null & FIELD_BIT(field));
}
void record_present(struct record_head *record, int field); /* speaks of it, with a value */
void record_null(struct record_head *record, int field);    /* speaks of it, empty */
/* Everything, fields never set being null. */
void record_complete(struct record_head *record, const struct record_type *type);

/* One way to say each value: empty text is null, an ongoing deadline has no day. What JSON would read back is then what
 * is stored. */
void record_normalise(struct record_head *record, const struct record_type *type);

int field_find(const struct record_type *type, const char *name); /* -1 */
const void *field_get(const struct record_head *record, const struct field *field);
void *field_set(struct record_head *record, const struct field *field);
/* Equal as stored values; both must be present. */
bool field_equal(const struct record_type *type, int field, const struct record_head *a, const struct record_head *b);
/* Copies one field's value and presence. */
void field_copy(const struct record_type *type, int field, const struct record_head *from, struct record_head *to);

#endif

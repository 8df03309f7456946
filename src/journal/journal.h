/* journal: the one place that accepts a change. In the caller's transaction it checks the values, asks the record's own
 * rules, writes the row, brings derived values up to date and appends the event. It is given an actor and knows no
 * roles.
 *
 * Row writes happen nowhere else, so that the tables are always what the events fold to. */
#ifndef RECTIFY_JOURNAL_JOURNAL_H
#define RECTIFY_JOURNAL_JOURNAL_H

#include "journal/event.h"

struct actor {
    struct uuid person_id, acting_for_id; /* nil: the system; nobody else */
    enum via via;
    const char *address; /* network address or system user, for the personal part; NULL: none */
    struct supplier supplier;
};

/* One thing a person did; it may change several records, which share its id. */
struct command {
    const struct actor *actor;
    struct uuid id, batch_id;
};

struct command command_new(const struct tx *tx, const struct actor *actor);

/* A new record. `record->id` nil: one is made. GIVEN fields are the caller's to set. On OK the head (version, times) is
 * filled in. */
enum status journal_add(struct tx *tx, const struct command *command, const struct record_type *type,
                        struct record_head *record, struct problems *problems);

struct change {
    const struct record_type *type;
    struct record_head *record;        /* id, ledger_id and the fields that are to change */
    const char *event;                 /* "set" when NULL; "correct", a life cycle's event … */
    const struct record_head *current; /* the record as it was read since chain_lock; NULL: the journal reads it */
    int64_t seen_version;              /* the version the person had before him; 0: whatever is there (D9) */
    struct record_head *ret_record;    /* where the whole record as stored goes; NULL: into `record`. Named, so that
                                          `record` stays what was asked and may be tried again */
    bool *ret_changed;                 /* false: every value was there already, there is no event; NULL: not asked */
};

/* Fields whose value stays as it is are left out; when nothing is left there is no event. On OK `record` is the whole
 * record as stored. A stale version is accepted when nobody else changed the same fields; otherwise CONFLICT, each
 * field in conflict named. */
enum status journal_set(struct tx *tx, const struct command *command, const struct change *change,
                        struct problems *problems);

/* Entered by mistake: keeps its number, leaves lists and counts (D14). `reason` goes into the event. */
enum status journal_withdraw(struct tx *tx, const struct command *command, const struct record_type *type,
                             struct uuid ledger, struct uuid id, const char *reason, struct problems *problems);

/* Names of the fields of `record` changed by events after `version`, as a mask; for conflicts and histories. */
enum status journal_changed_since(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                                  int64_t version, uint64_t *ret_mask);

#endif

/* mover: the one way a state changes. It finds the row of the table, asks who may, asks every guard, fills in the
 * effect and hands the change to the gate, with the life cycle's event as the event's word. */
#ifndef RECTIFY_WORKFLOW_MOVER_H
#define RECTIFY_WORKFLOW_MOVER_H

#include "workflow/lifecycle.h"

struct move {
    const struct record_type *type;
    struct uuid ledger, id;
    const char *event;
    const struct record_head *given; /* fields filled in with it; NULL: none */
    int64_t seen_version;            /* D9; 0: whatever is there */
    struct record_head *ret_record;  /* as stored afterwards, without what he may not see; NULL: not wanted */
};

/* NOT_FOUND when there is no such record for him, FORBIDDEN when the event is not his, REFUSED with all unmet
 * conditions; a pair that is not in the table is REFUSED with a sentence about the state. */
enum status workflow_move(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct move *move, struct problems *problems);

/* A move that follows from another change: rows of WHO_PROGRAM. OK and nothing done when the table has no such row for
 * the state the record is in. */
enum status workflow_follow(struct tx *tx, const struct command *command, const struct move *move,
                            struct problems *problems);

/* What this person could do with the record now: a button each. */
struct possible_move {
    const struct event_form *form;
    uint64_t takes; /* with what a recorder gives as well, when he is one */
    bool allowed;
    bool party;          /* his own to make; else he records what somebody else did */
    struct problems why; /* not allowed: the conditions that are not met */
};

struct possible_moves {
    struct possible_move *items;
    size_t count;
};

/* `record` as loaded by the gate for this person. None for records without a life cycle, and for withdrawn ones. */
enum status workflow_moves(struct db *db, struct arena *arena, const struct clock *clock, const struct scope *scope,
                           const struct record_type *type, const struct record_head *record,
                           struct possible_moves *ret_moves);

/* ---- for guards and effects ---- */

/* A field as it would be after the move: given now, or as stored. NULL: empty. */
const void *moving_value(const struct moving *moving, int field);
/* A guard's answer: of these dates (FIELD_BIT) none that is given with the move is still to come. */
enum status moving_not_in_future(struct moving *moving, uint64_t days);
/* An empty field that was not given gets this value: a day, an id, a word, a flag. */
void moving_put_date(struct moving *moving, int field, date day);
void moving_put_id(struct moving *moving, int field, struct uuid id);
void moving_put_word(struct moving *moving, int field, int word);
void moving_put_flag(struct moving *moving, int field, bool on);
/* Whose words they are, when somebody else enters them (D35). */
void moving_supplied(struct moving *moving, struct uuid unit, struct uuid person, date on);

#endif

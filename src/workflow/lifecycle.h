/* lifecycle: a life cycle is a const table of rows from, event, who, guards, effect, to; a state changes nowhere else
 * (mover.h). A pair of state and event without a row is refused, by the sentence of the state.
 *
 *     static const struct transition rows[] = {
 *         {claim_state_owed, "claim", WHO_PARTY | ROLE_BIT(role_office), GUARDS(not_in_future), EFFECT(sign),
 *          claim_state_claimed},
 *
 * A guard names one condition: it adds its sentence and answers REFUSED when it is not met; all guards of a row are
 * asked, so that a refusal says everything at once. An effect fills in what the move writes beside the state; what the
 * move changes in other records is `then`. The events of a table are also what its records' histories show. */
#ifndef RECTIFY_WORKFLOW_LIFECYCLE_H
#define RECTIFY_WORKFLOW_LIFECYCLE_H

#include "access/scope.h"
#include "journal/journal.h"
#include "ledger/profile.h"

enum {
    WHO_PARTY = 1 << 16,   /* whom the record itself names: the cycle's is_party says who that is */
    WHO_PROGRAM = 1 << 17, /* nobody's button: what follows from other changes */
};

struct lifecycle;

/* One move, under way or only asked about. */
struct moving {
    const struct lifecycle *cycle;
    struct tx *tx;
    const struct scope *scope; /* NULL: the program */
    struct command command;    /* an effect may add the supplier: set by moving_supplied */
    struct actor actor;
    const struct record_head *before; /* as stored, whole */
    struct record_head *wanted;       /* what was given with the move, and what the effect adds; no field is present
                                         when only asked */
    bool asked;                       /* would it be allowed? Guards pass over what is still to be filled in */
    unsigned who;                     /* roles he has here, WHO_PARTY */
    struct problems *problems;
};

struct guard {
    const char *name;
    enum status (*check)(struct moving *moving);
};

struct effect {
    const char *name;
    enum status (*fill)(struct moving *moving);                                  /* may be NULL */
    enum status (*then)(struct moving *moving, const struct record_head *after); /* may be NULL */
};

struct transition {
    int from;
    const char *event;
    unsigned who;                      /* role bits and WHO_… */
    const struct guard *const *guards; /* NULL-terminated; NULL: none */
    const struct effect *effect;       /* NULL: only the state */
    int to;
};

#define GUARDS(...) ((const struct guard *const[]){__VA_ARGS__, NULL})

/* An event and what is filled in with it. */
struct event_form {
    const char *event;
    uint64_t asks, takes; /* fields: must be given, may be given */
    uint64_t records;     /* those of the cycle's recorders, who enter what somebody else signed, give them as well */
};

struct lifecycle {
    const struct record_type *type;
    int field;                       /* the state: a GIVEN word */
    const struct event_form *events; /* in the order of buttons */
    const struct transition *rows;
    size_t event_count, row_count;
    const struct message *const *sentences; /* by state: why nothing else can be done with it now */
    /* False for events that make no sense for this record: then the table's row is as if it were not there. May be
     * NULL. */
    bool (*applies)(const struct moving *moving, const char *event);
    /* A sentence of its own for what is not in the table; answers false when it has none. May be NULL. */
    bool (*tell)(const struct moving *moving, const char *event);
    unsigned recorders;                                              /* roles */
    enum status (*is_party)(struct moving *moving, bool *ret_party); /* may be NULL */
};

/* All life cycles; NULL-terminated. To add one: its table's file and a row here (lifecycle.c). */
extern const struct lifecycle *const lifecycles[];

const struct lifecycle *lifecycle_of(const struct record_type *type); /* NULL: it has none */
const struct event_form *lifecycle_event(const struct lifecycle *cycle, const char *event);
const struct transition *lifecycle_row(const struct lifecycle *cycle, int from, const char *event);
/* The program's event that leads from one state to another; NULL: there is none, or it is there already. */
const char *lifecycle_towards(const struct lifecycle *cycle, int from, int to);
int lifecycle_state(const struct lifecycle *cycle, const struct record_head *record);
const struct word_list *lifecycle_states(const struct lifecycle *cycle);

/* "party|office" */
void lifecycle_who_text(unsigned who, struct strbuf *out);
/* The table in columns, for tests/golden and the diff of a review. */
void lifecycle_text(const struct lifecycle *cycle, struct strbuf *out);
/* docs/lifecycles.md: every life cycle as a diagram in Chinese, and as its table. */
void lifecycle_document(const struct profiles *profiles, struct strbuf *out);

#endif

/* scheduling: the plan of days of a ledger (C4), made anew from what is there whenever somebody asks: from the external
 * deadline of each inspection back through its gates to its measures, in the calendar of the ledger's organisation.
 *
 * - measure: takes its working days, less what is reported done; not before its day; after the measures it follows. Has
 *   to be done by the day of its problem, and before units report on its inspection unless the problem is given longer
 *   than to that report; earlier by the ledger's buffer for each level its unit stands below
 * - sub-measure: one that carries out a superior's (parent_id) ends before that one ends, earlier by the buffer
 * - gate: lasts its working and its calendar days, after the gate before it (milestone_fields.h)
 * - limits: of the last gate its day, or its period from the signing, or the inspection's concentrated months; of a
 *   measure its day, once its plan is approved or when it is hard. A day in a draft limits nothing; it is compared
 *
 * Nothing here is stored, and no day is changed: what is found is said, and a person decides. It is made of what the
 * reader may see. Measures that are kept up (ongoing, practices) have no end and are in no plan of days. */
#ifndef RECTIFY_SCHEDULE_SCHEDULING_H
#define RECTIFY_SCHEDULE_SCHEDULING_H

#include "insight/insight.h"
#include "schedule/network.h"

enum { SCHEDULE_MEASURES = 200000, SCHEDULE_CHANGES = 50, SCHEDULE_TROUBLES = 20, SCHEDULE_LOADS = 20 };

enum schedule_kind {
    SCHEDULE_MEASURE,
    SCHEDULE_GATE,
    SCHEDULE_END /* where a superior's measure and those below it end */
};

struct schedule_row {
    enum schedule_kind kind;
    struct uuid id;            /* nil: a gate that is not the inspection's own */
    const char *number, *name; /* number "" for gates */
    struct uuid inspection;    /* of a gate */
    int chain;                 /* enum milestone_chain, of a gate */
    struct uuid unit, person, plan, parent;
    const char *unit_name, *person_name, *unit_path;
    struct deadline due;
    bool has_due; /* with a day */
    bool settled; /* that day was approved, or is hard: it limits */
    bool hard, done;
    int64_t percent, takes; /* reported; working days as said or as usual */
    bool takes_said;
    int64_t lag; /* working days behind what it follows */
    date begins; /* not before, when has_begins */
    bool has_begins;
    int levels;          /* its unit stands below the ledger's organisation */
    const char *problem; /* whose day limits it, by number; NULL: its own does, or none */
    date problem_due;
    bool problem_kept_up; /* the day is when it is looked at again */
};

struct schedule_inspection {
    struct uuid id;
    const char *code, *name;
    bool started; /* signed for, or feedback was given */
    date started_on;
    int64_t months;             /* of concentrated rectification; 0: not said */
    uint32_t first[2], last[2]; /* gates, by enum milestone_chain; NETWORK_NONE */
    bool own;                   /* gates of its own */
};

/* What if: a value of one activity put in place of what is stored. */
struct schedule_change {
    struct uuid id;    /* of a measure or a gate of its own */
    const char *field; /* "working_days", "days", "lag_days", "due_on", "begins_on" */
    const char *value; /* number or day; "" for none */
};

/* Somebody who has more to do by a day than there are working days. */
struct schedule_load {
    struct uuid person;
    const char *name;
    date by;
    int64_t measures, needed, there; /* working days */
    int64_t usual;                   /* measures of which nobody said how long they take */
};

struct schedule {
    date as_of;
    int buffer; /* working days a level */
    const struct calendar *calendar;
    struct network network;
    VEC(struct schedule_row) rows; /* as the activities of the network */
    VEC(struct activity) activities;
    VEC(struct precedence) edges;
    VEC(struct schedule_inspection) inspections;
    VEC(uint32_t) late; /* activities whose own limit cannot be met */
    VEC(struct schedule_load) loads;
    bool more; /* than SCHEDULE_MEASURES */
};

struct schedule_wish {
    date as_of; /* work goes on from this day */
    const struct schedule_change *changes;
    size_t change_count;
};

/* REFUSED: a change names nothing that is there, or a value that cannot be. */
enum status schedule_read(const struct insight *insight, struct uuid ledger, const struct schedule_wish *wish,
                          struct problems *problems, struct schedule *ret_schedule);

/* "KEY.field=value": what the key names is for the caller to find out. REFUSED: it reads otherwise. */
enum status schedule_change_malformed(struct problems *problems, const char *text);
enum status schedule_change_read(struct arena *arena, const char *text, struct problems *problems, const char **ret_key,
                                 struct schedule_change *ret_change);

/* The day that would be written down for an activity with a latest end: the last working day by then, or the end of the
 * 旬 where it is set in those. */
date schedule_latest(const struct schedule *schedule, uint32_t activity);
/* Whether a plan differs from another of the same activity in what a person would notice. */
bool schedule_moved(const struct activity *was, const struct activity *is);
/* Why it has to be done by then, in one line, or that nothing limits it. */
const char *schedule_why(const struct schedule *schedule, struct arena *arena, enum language language,
                         uint32_t activity);

#endif

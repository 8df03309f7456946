/* making: what the parts of scheduling.c hand each other while a plan of days is put together. */
#ifndef RECTIFY_SCHEDULE_MAKING_H
#define RECTIFY_SCHEDULE_MAKING_H

#include "access/ledger_fields.h"
#include "schedule/milestones.h"
#include "schedule/scheduling.h"

struct making {
    const struct insight *insight;
    struct problems *problems;
    struct schedule *schedule;
    struct uuid ledger;
    struct ledger *card;
    const char *top; /* path of the ledger's organisation */
    struct milestone_set usual;
    const struct schedule_wish *wish;
    bool *used;      /* by change */
    size_t measures; /* the first rows */
    uint32_t *ends;  /* by measure: where it ends together with those below it; itself otherwise */
};

/* Measures by id. */
struct finder {
    struct by_id *items; /* ascending */
    size_t count;
};

struct arena *making_arena(const struct making *m);
uint32_t making_row(struct making *m, struct schedule_row row, struct activity activity);
void making_edge(struct making *m, uint32_t before, uint32_t after, int64_t lag);
uint32_t making_find(const struct finder *finder, struct uuid id); /* NETWORK_NONE: not in the plan */

/* supposing.c: the value wished for, in place of the stored one. */
enum status suppose_number(struct making *m, struct uuid id, const char *field, int64_t *value, bool *said);
enum status suppose_day(struct making *m, struct uuid id, const char *field, date *value, bool *has);
bool suppose_has(const struct making *m, struct uuid id, const char *field);
enum status suppose_check(struct making *m); /* REFUSED when a change was about nothing */

/* measures.c: the rows, and the order among them. */
enum status making_measures(struct making *m, struct finder *ret_finder);
/* gates.c: inspections, their gates, and each measure before them or by the day of its problem. */
enum status making_gates(struct making *m, const struct finder *finder);

#endif

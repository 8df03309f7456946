/* agenda: the days that are coming up for a person, or for a unit as a person sees it: problems and measures by last
 * day, reports that are owed, gates of inspections for who sees the whole ledger. What a calendar on a telephone is fed
 * with. */
#ifndef RECTIFY_SCHEDULE_AGENDA_H
#define RECTIFY_SCHEDULE_AGENDA_H

#include "insight/insight.h"

enum agenda_kind { AGENDA_FINDING, AGENDA_MEASURE, AGENDA_GATE, AGENDA_REPORT };
enum { AGENDA_LEDGERS = 16, AGENDA_MOST = 3000 };

struct agenda_item {
    enum agenda_kind kind;
    struct uuid id, finding; /* nil: a gate that is no record; nil: none he sees */
    const char *ledger, *number, *title;
    const char *key; /* names it for good, where the id does not; NULL */
    date on;
    bool quiet; /* confidential or restricted: only its number leaves the house */
};

struct agenda {
    VEC(struct agenda_item) items; /* by day */
};

/* What he owes and leads, in all his ledgers. */
enum status agenda_of_person(const struct insight *insight, struct problems *problems, struct agenda *ret_agenda);
/* What a unit and those below it answer for, as far as the reader sees it. */
enum status agenda_of_unit(const struct insight *insight, struct uuid unit, struct agenda *ret_agenda);

#endif

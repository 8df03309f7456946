/* reminding: who is to be told of what today (D6), by rules that are data (data/reminders/reminders.json), in the
 * working days of each ledger's organisation: before a day, on it, behind it; behind it also up the real line, owner →
 * accountable leader → lead leader → office, each with its grace; of requests nobody answers; of reports that are owed
 * (report_desk.h). It is found anew from what is there: what is done, answered, closed or moved is not spoken of any
 * more. Each person gets one digest a day, whatever it is about.
 *
 * A day on which nobody ran this is caught up with on the next working day: what would have been said then is said now,
 * once. */
#ifndef RECTIFY_SCHEDULE_REMINDING_H
#define RECTIFY_SCHEDULE_REMINDING_H

#include "base/message.h"
#include "calendar/calendar.h"
#include "ledger/corrective_action_fields.h"
#include "store/tx.h"

enum { REMINDING_BEFORE = 8, DIGEST_ITEMS = 200 };

struct reminding_rules {
    int at; /* minute of the day */
    int before[REMINDING_BEFORE], before_count;
    int overdue_every;
    int accountable, lead, office; /* graces, working days behind the last day */
    int request_office;
    int report_before[REMINDING_BEFORE], report_before_count; /* of reports that are owed */
    int report_office;
};

/* Part of the program: broken, it fails its tests. */
enum status reminding_rules_read(struct reminding_rules *ret_rules);

enum reminder_kind { REMINDER_MEASURE, REMINDER_FINDING, REMINDER_REQUEST, REMINDER_REPORT };
enum reminder_level { LEVEL_OWN, LEVEL_ACCOUNTABLE, LEVEL_LEAD, LEVEL_OFFICE, LEVELS };

struct reminder {
    enum reminder_kind kind;
    enum reminder_level level; /* as what he is told */
    const char *ledger, *number, *title;
    const char *whose; /* of what is passed up: who owes it, "" nobody */
    date due;
    int left, over;  /* working days to it, or behind it */
    bool quiet;      /* confidential or restricted: only its number is said */
    bool restricted; /* and only to those entitled */
};

struct digest_of_day {
    struct uuid person;
    const char *name, *email; /* "" none */
    VEC(struct reminder) items;
    size_t more; /* beyond DIGEST_ITEMS */
};

struct reminding {
    date day;
    VEC(struct digest_of_day) digests;
    size_t ledgers; /* that had a working day to speak of */
};

/* Of all ledgers not done for the day yet; marks them done. Inside a write transaction, so that nothing is said twice
 * and nothing is left out; run again, it finds nothing. */
enum status reminding_find(struct tx *tx, const struct reminding_rules *rules, date today,
                           struct reminding *ret_reminding);
/* Whether the round of today has not been made yet. */
enum status reminding_owed(struct db *db, date today, bool *ret_owed);

/* A digest as a text; its heading. `inside`: read after logging in, so that what is confidential is told in full. */
const char *reminding_subject(struct arena *arena, enum language language, const struct digest_of_day *digest);
const char *reminding_text(struct arena *arena, enum language language, const struct digest_of_day *digest,
                           bool inside);

#endif

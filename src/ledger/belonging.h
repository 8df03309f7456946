/* belonging: the records that are about a finding: every one whose list refers to a finding and is not one itself. What
 * is told of a finding as a whole (news, its history) takes them from here, so that a new record is told with it. */
#ifndef RECTIFY_LEDGER_BELONGING_H
#define RECTIFY_LEDGER_BELONGING_H

#include "ledger/records.h"
#include "store/db.h"

struct belonging {
    const struct record_type *type;
    int field;                  /* that refers to the finding */
    const char *table, *column; /* where those references are; beside "ledger_id" and the record's "id" */
};

struct belongings {
    const struct belonging *items;
    size_t count;
};

enum { BELONGINGS_TOLD = 200 }; /* of one type */

struct belongings belongings_of_findings(struct arena *arena);
/* The newest records of one such type that are about this finding; nobody's rights are asked. */
enum status belonging_ids(struct db *db, struct arena *arena, const struct belonging *belonging, struct uuid ledger,
                          struct uuid finding, struct uuid_list *ret_ids);

#endif

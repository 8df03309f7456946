/* belonging: the records that are about a finding: every one whose list refers to a finding, and those that refer to a
 * measure, which answers findings. What is told of a finding as a whole (news, its history) takes them from here, so
 * that a new record is told with it. */
#ifndef RECTIFY_LEDGER_BELONGING_H
#define RECTIFY_LEDGER_BELONGING_H

#include "ledger/records.h"
#include "store/db.h"

/* One way from a record of this type to findings. In `from` the record itself is "r"; both columns are of `from`. */
struct belonging {
    const struct record_type *type;
    int field; /* of the record, that leads there */
    const char *from, *record_column, *finding_column;
};

/* Ways of one type stand together. */
struct belongings {
    const struct belonging *items;
    size_t count;
};

enum { BELONGINGS_TOLD = 200 }; /* of one way */

struct belongings belongings_of_findings(struct arena *arena);
/* The newest records that are about this finding, a list for each way, by one statement; nobody's rights are asked. */
enum status belonging_ids(struct db *db, struct arena *arena, const struct belongings *ways, struct uuid ledger,
                          struct uuid finding, struct uuid_list **ret_ids);

#endif

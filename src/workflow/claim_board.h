/* claim_board: who has claimed and who has not (B2, 照单全收): both shares, of units and of persons, whole, by party,
 * by letter and by inspection. Exact counts over the claims a person may see; what is void or passed on counts no more.
 */
#ifndef RECTIFY_WORKFLOW_CLAIM_BOARD_H
#define RECTIFY_WORKFLOW_CLAIM_BOARD_H

#include "access/scope.h"
#include "store/db.h"

enum { BOARD_PARTIES = 500, CLAIM_DAYS = 7 }; /* parties shown; days when the ledger says none */

struct claim_tally {
    int64_t owed, claimed, disputed, overdue; /* overdue: owed, and the day has passed */
};

struct claim_party {
    struct uuid id;
    bool is_unit;
    struct claim_tally tally;
    date last_on; /* of its latest claim or dispute; 0: none yet */
};

struct claim_group {
    struct uuid id; /* letter or inspection; nil: claims of findings without one */
    struct claim_tally units, persons;
};

struct claim_groups {
    struct claim_group *items;
    size_t count;
};

struct claim_board {
    struct claim_tally units, persons;
    struct claim_party *parties; /* units in official order, then persons in theirs */
    size_t party_count, party_more;
    struct claim_groups reports, inspections;
};

struct claim_asked {
    struct uuid ledger, report, inspection; /* nil: all */
    date today;
};

enum status claim_board_read(struct db *db, struct arena *arena, const struct scope *scope,
                             const struct claim_asked *asked, struct claim_board *ret_board);

static inline int64_t claim_tally_total(const struct claim_tally *tally)
{
    return tally->owed + tally->claimed + tally->disputed;
}

/* Whole per cent, 100 only when nothing is missing; -1 when nothing is owed. */
int claim_tally_share(const struct claim_tally *tally);
/* The days a ledger gives for claiming. */
enum status claim_days(struct db *db, struct arena *arena, struct uuid ledger, int64_t *ret_days);

#endif

/* sight: what is left of records when somebody reads them: the fields his roles may see, and no id of a record that for
 * him does not exist. For the gate and what asks it; everybody
 * else reads through the gate. */
#ifndef RECTIFY_LEDGER_SIGHT_H
#define RECTIFY_LEDGER_SIGHT_H

#include "access/scope.h"
#include "journal/history.h"
#include "store/db.h"

/* Fields of this very record: who is named on a restricted one reads also what is restricted of it. */
uint64_t sight_fields(const struct record_type *type, unsigned roles, const struct record_head *record);
/* Fields that say whether a record is restricted: of itself, or by what it hangs on. */
uint64_t sight_needs(const struct record_type *type);
/* Takes out of records he may see what he may not: fields, then ids. A reference to what is hidden is absent, a list of
 * references shorter. Says of each whether it is restricted. One statement for 64 ids, none where he sees everything.
 */
enum status sight_narrow(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         struct uuid ledger, unsigned roles, void *const *rows, size_t count);
/* Those of `ids` that exist for him, in their order. */
enum status sight_among(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                        struct uuid ledger, const struct uuid_list *ids, struct uuid_list *ret_seen);
/* A record's versions likewise; those that tell him nothing are left out. */
enum status sight_history(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                          struct uuid ledger, unsigned roles, struct history *history);

#endif

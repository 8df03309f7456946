/* delegation: acting for somebody else (D15). Whoever acts has the other's scope without his administrator's roles,
 * reads with it, and moves only what was delegated; the event names both. What is known to those named only stays so:
 * it is not delegated. */
#ifndef RECTIFY_ACCESS_DELEGATION_H
#define RECTIFY_ACCESS_DELEGATION_H

#include "access/delegation_fields.h"
#include "access/scope.h"

/* The scope of `delegate` acting for `principal`: REFUSED with a sentence when no delegation is in force today. */
enum status delegation_resolve(struct db *db, struct arena *arena, const struct clock *clock, struct uuid delegate,
                               struct uuid principal, struct problems *problems, struct scope *ret_scope);
/* Whether this scope may move records of this type: always, unless it is somebody else's. */
bool delegation_covers(const struct scope *scope, const struct record_type *type);
static inline bool scope_is_delegated(const struct scope *scope)
{
    return !uuid_is_nil(scope->delegate_id);
}

/* For whom a person may act today. */
struct delegated {
    struct uuid person_id;
    const char *name;
    date until_on;
};
enum status delegation_list(struct db *db, struct arena *arena, const struct clock *clock, struct uuid delegate,
                            struct delegated **ret_list, size_t *ret_count);

#endif

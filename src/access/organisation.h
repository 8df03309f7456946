/* organisation: the tree of units. `path` is derived: fixed-width segments, so that a subtree is a range of it (D5). */
#ifndef RECTIFY_ACCESS_ORGANISATION_H
#define RECTIFY_ACCESS_ORGANISATION_H

#include "access/organisation_fields.h"
#include "store/tx.h"

/* Hooks of the record. */
enum status organisation_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                 struct problems *problems);
enum status organisation_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                               struct problems *problems);
enum status organisation_derive(struct tx *tx, const struct record_head *before, const struct record_head *after);
/* Whether `unit` is `top` or stands below it. */
bool organisation_within(struct db *db, struct uuid unit, struct uuid top);
/* The unit's path, "" when there is no such unit; kept in the arena. */
enum status organisation_path(struct db *db, struct arena *arena, struct uuid unit, const char **ret_path);
/* All units at and below `top`, in official order. */
enum status organisation_subtree(struct db *db, struct arena *arena, struct uuid top, struct uuid_list *ret_units);

#endif

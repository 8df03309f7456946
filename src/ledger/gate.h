/* gate: the one way in for every change and every reading of records, whether it comes from the screen, the API, an
 * import or the command line: who may see and write which record and field (D27). Behind it stands the journal, which
 * knows no roles. */
#ifndef RECTIFY_LEDGER_GATE_H
#define RECTIFY_LEDGER_GATE_H

#include "access/scope.h"
#include "journal/history.h"
#include "journal/journal.h"
#include "ledger/records.h"
#include "store/list.h"

/* field_access.c, from the rows of field_access.inc */
extern const struct field_access field_access_rows[];
extern const size_t field_access_count;

/* Roles this person holds where the record lives; 0: for him it does not exist. For records of the installation: roles
 * held anywhere, which is enough to see; to write, they must be held over the unit the record belongs to. */
unsigned gate_roles(const struct scope *scope, const struct record_type *type, struct uuid ledger);
uint64_t gate_seen(const struct record_type *type, unsigned roles);
uint64_t gate_written(const struct record_type *type, unsigned roles); /* GIVEN and DERIVED fields left out */
/* What may be said of this very record as it stands: none of one withdrawn, nothing fixed anew. */
uint64_t gate_writable(const struct record_type *type, unsigned roles, const struct record_head *record);
/* Roles that count for changing a record as loaded: what gate_set will go by. */
enum status gate_writing_roles(struct db *db, struct arena *arena, const struct scope *scope,
                               const struct record_type *type, const struct record_head *record, unsigned *ret_roles);
/* Narrows a list to what this person may see: an owner's units, his ceiling, what is restricted to others (bounds.h).
 * NULL when he sees all of it. */
const struct list_within *gate_within(struct arena *arena, const struct scope *scope, const struct record_type *type,
                                      struct uuid ledger);

/* One record, NOT_FOUND also when it is not for this person. Fields he may not see are absent, and so is every id of a
 * record that for him does not exist; `restricted` says that few may know of it. */
enum status gate_load(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                      struct uuid ledger, struct uuid id, void *ret_record, unsigned *ret_roles);
/* The versions of a record that was loaded here, and the record as it was at one of them: of both only what he may see.
 */
enum status gate_history(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         const struct record_head *record, struct history *ret_history);
enum status gate_load_at(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         const struct record_head *record, int64_t version, void *ret_record);
/* A page of what he may see; fields he may not see are absent. FORBIDDEN when he may see none of the record.
 * `query->within` is set here. */
enum status gate_list(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                      struct problems *problems, struct list_page *ret_page);

/* How the rows of such a list divide by a field's values, of what he may see (list_tally). */
enum status gate_tally(struct db *db, struct arena *arena, const struct scope *scope, struct list_query *query,
                       int field, int64_t most, struct problems *problems, struct list_tally **ret_tallies,
                       size_t *ret_count);

/* How a list of them is ordered when nobody says: trees in their order, everything else in the official order where
 * there is one. */
int gate_usual_sort(const struct record_type *type);

/* On OK `record` is the record as stored, without the fields he may not see. */
enum status gate_add(struct tx *tx, const struct scope *scope, const struct command *command,
                     const struct record_type *type, struct record_head *record, struct problems *problems);
enum status gate_set(struct tx *tx, const struct scope *scope, const struct command *command,
                     const struct change *change, struct problems *problems);
/* Only the check that `fields` of this record may be written, for what is added together with something the gate does
 * not know: an account and its secret. */
enum status gate_check(struct tx *tx, const struct scope *scope, const struct record_type *type,
                       const struct record_head *record, uint64_t fields, struct problems *problems);
/* For the mover of life cycles (workflow/mover.h), which has asked who may and under which conditions: whatever the
 * change refers to must be his to see. */
enum status gate_move(struct tx *tx, const struct scope *scope, const struct command *command,
                      const struct change *change, struct problems *problems);
enum status gate_withdraw(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct record_type *type, struct uuid ledger, struct uuid id, const char *reason,
                          struct problems *problems);

#endif

/* names: people read names, never ids. Collects the ids a page mentions and reads their names with one statement per
 * record type. */
#ifndef RECTIFY_LEDGER_NAMES_H
#define RECTIFY_LEDGER_NAMES_H

#include "access/scope.h"
#include "ledger/name_cache.h"
#include "ledger/profile.h"
#include "store/db.h"

struct names;

/* Names of records `scope` may not see stay empty, but for the number; scope NULL: the program's own use. The scope
 * must outlive the names. */
struct names *names_new(struct arena *arena, const struct scope *scope);
/* Names of the installation come from there, and go there, while its chain has this length. Not in a transaction that
 * writes: what it sees may be taken back. */
void names_remember(struct names *names, struct name_cache *cache, int64_t epoch);
void names_want(struct names *names, const struct record_type *type, struct uuid id);
/* Every ref and refs field of a record that is in `mask`. */
void names_want_record(struct names *names, const struct record_type *type, const struct record_head *record,
                       uint64_t mask);
enum status names_load(struct names *names, struct db *db, struct uuid ledger);
const char *names_get(const struct names *names, struct uuid id); /* "" when unknown */
/* What the office calls a term; the word itself when it knows none. Loaded when a record wanted has terms. */
const char *names_term(const struct names *names, const char *vocabulary, const char *word);
/* {"<id>":"name",…} */
void names_json(const struct names *names, struct strbuf *out);

/* A value as a person reads it: labels for words, names for references, 2026年3月31日 or the deadline as written. Kept
 * in the arena. */
struct display {
    struct arena *arena;
    const struct profiles *profiles;
    const char *profile;
    enum language language;
    const struct names *names;
};
const char *display_field(const struct display *display, const struct record_type *type, int field,
                          const struct record_head *record);
const char *display_date(struct arena *arena, date day, enum language language);

/* What a person typed ("办公室", "BGS", "ZGJ-2026-0017", an id) to the one record it means: id, code, name, short name
 * or alias. REFUSED with a sentence when there is none or more than one; what `scope` may not see is none. NULL: the
 * program's own use. An id is taken as it is: the gate says whether it is there. */
enum status name_resolve(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                         struct uuid ledger, const char *text, const char *place, struct problems *problems,
                         struct uuid *ret_id);

#endif

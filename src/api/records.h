/* records: what every record has in common on the API, whatever its list says: one path, one shape. Reading and writing
 * go through the gate. */
#ifndef RECTIFY_API_RECORDS_H
#define RECTIFY_API_RECORDS_H

#include "api/call.h"
#include "ledger/names.h"
#include "ledger/records.h"
#include "store/list.h"

/* Parameters of every list, besides filters. */
struct list_parameter {
    const char *name, *zh, *en;
};
enum { LIST_PARAMETERS = 11 };
extern const struct list_parameter list_parameters[LIST_PARAMETERS];

/* What the address says. */
struct subject {
    const struct record_type *type;
    const struct ledger_card *ledger; /* NULL for records of the installation */
    struct uuid ledger_id;            /* nil for them */
    const char *profile;
    const char *key;            /* the id or code of one record; NULL for the whole list */
    struct uuid id;             /* of the record, once it is known */
    struct record_head *wanted; /* what the body asks for */
    int64_t seen_version;
    const char *reason;
};

/* The last part of a record's path: its plural, or what the API calls it. */
const char *record_path(const struct record_type *type);
const struct record_type *record_of_path(const char *path, bool of_installation); /* NULL */

/* Makes call->state a subject. */
enum status subject_read(struct call *call, struct subject **ret_subject);
/* The id of a record named by its id or its code; NOT_FOUND when no record has that code. */
enum status record_find(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                        const char *key, struct uuid *ret_id);
/* subject->id from its key, which may also be a code. */
enum status subject_find(struct subject *subject, struct call *call, struct db *db);

/* What the address asks of the list: q, sort, limit, after and the filters (ledger/asking.h); records_list.c */
enum status list_asked(struct call *call, struct db *db, const struct subject *subject, struct list_query *query);

/* "7" or W/"7" of If-Match; 0 for "*", whatever is there. 428 when it is missing. */
enum status call_if_match(struct call *call, int64_t *ret_version);
/* A copy of what is wanted to work on, with the subject's ledger and id: apply may be run again. */
struct record_head *wanted_copy(struct tx *tx, const struct subject *subject);
/* The body as a record of the type, into subject->wanted. */
enum status read_wanted(struct call *call, struct subject *subject);

/* ,"moves":[…]: what this person could do with the record now, a button each; nothing for records without a life
 * cycle. moves.c */
enum status put_moves(struct call *call, struct db *db, const struct subject *subject,
                      const struct record_head *record);
/* ,"moves":{"<id>":[…]…} for a page, when it was asked with "moves=true". */
enum status put_moves_of_page(struct call *call, struct db *db, const struct subject *subject,
                              const struct list_page *page);

/* {"id":…,"version":…,…} with the fields that are present. */
void put_record(struct strbuf *out, const struct record_type *type, const struct record_head *record);
/* Notes for the access log that something restricted was shown (D18). */
void trace_restricted(struct call *call, const struct record_type *type, const struct record_head *record);
/* References a page mentions; terms are told by the schema. */
void want_names(struct names *names, const struct record_type *type, const struct record_head *record);
/* ,"above":[…]: headings over findings that are no rows of this person (ledger/headings.h). */
enum status put_headings(struct call *call, struct db *db, const struct subject *subject, void *const *findings,
                         size_t count);
/* ,"names":{…}: of what this person may know of. */
enum status put_names(struct call *call, struct db *db, const struct subject *subject, struct names *names);

#endif

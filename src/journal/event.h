/* event: one change of one record, as it is stored and hashed (D11, D12).
 *
 * A header says who, for whom, when, which record, which fields; up to three parts (open, personal, restricted) hold
 * the new values as canonical JSON, stored as the very bytes that were hashed, each with its own random salt.
 *
 *   part hash    = H("rectify.part.1" ‖ kind ‖ salt ‖ bytes)
 *   content hash = H("rectify.content.1" ‖ header ‖ part hashes)
 *   event hash   = H("rectify.event.1" ‖ previous event hash ‖ content hash)
 *
 * In the header and between part hashes every field is a 4-byte big-endian length and the bytes; integers are 8 bytes
 * big-endian; an absent field has length 0xFFFFFFFF. The order is that of event_header_fields in event.c and never
 * changes within format 1. */
#ifndef RECTIFY_JOURNAL_EVENT_H
#define RECTIFY_JOURNAL_EVENT_H

#include "journal/installation.h"

enum event_part_kind { PART_OPEN, PART_PERSONAL, PART_RESTRICTED, EVENT_PARTS };
enum { SALT_SIZE = 16 };

extern const char *const event_part_words[EVENT_PARTS]; /* "open", "personal", "restricted" */

struct event_part {
    bool there;        /* the event has such a part, perhaps erased or withheld */
    const char *bytes; /* NULL: erased or withheld */
    size_t size;
    uint8_t salt[SALT_SIZE];
    struct digest hash;
};

#define VIA_WORDS(W) W(via, web) W(via, cli) W(via, import) W(via, exchange) W(via, job) W(via, api)
WORDS_DECLARE(via, VIA_WORDS)

struct supplier { /* whose words they are, when somebody else entered them (D35) */
    struct uuid unit_id, person_id;
    bool dated;
    date on;
};

struct event {
    struct uuid ledger_id, site_id;
    int64_t seq;
    instant at;
    struct uuid command_id, batch_id; /* batch nil: none */
    const char *record;               /* record type's name, or "chain", "checkpoint", "erase" */
    struct uuid record_id;
    int64_t version, schema_version;
    const char *event;                   /* add, set, correct, withdraw, … */
    const char *fields;                  /* names changed, comma-separated */
    struct uuid actor_id, acting_for_id; /* nil: the system itself; nobody else */
    const char *via;
    struct supplier supplier;
    struct event_part parts[EVENT_PARTS];
    struct digest content_hash, event_hash;
};

struct digest event_part_hash(struct digest_state *digest, enum event_part_kind kind, const struct event_part *part);
struct digest event_content_hash(struct digest_state *digest, const struct event *event);
struct digest event_chain_hash(struct digest_state *digest, const struct digest *previous,
                               const struct digest *content);

enum status event_insert(struct db *db, struct arena *arena, const struct event *event);
/* SELECT … of all columns in the order event_read wants them, no condition. */
extern const char event_select[];
/* Returns NULL, or the name of the first column that holds something event_insert never writes (a wrong size, a null or
 * an empty value in place of the other, text with a NUL inside): such a change would not be seen in the hashes. */
const char *event_read(struct stmt *stmt, struct arena *arena, struct event *ret_event);
/* The same without copying: texts and bytes live until the statement's next step. */
const char *event_view(struct stmt *stmt, struct event *ret_event);

#endif

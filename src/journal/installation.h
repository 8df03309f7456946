/* installation: what is fixed when a store is made: who it is, how it hashes, its offset from UTC. One local row. */
#ifndef RECTIFY_JOURNAL_INSTALLATION_H
#define RECTIFY_JOURNAL_INSTALLATION_H

#include "store/schema.h"
#include "store/tx.h"

enum { EVENT_FORMAT = 1 }; /* of headers and hashing; stands in each chain's first event */

struct installation {
    struct uuid site_id; /* also the id of the installation's own ledger (D10) */
    enum digest_kind algorithm;
    int32_t offset_minutes;
    instant created_at;
    char ceiling[16];    /* highest confidentiality admitted (D31) */
    char public_key[65]; /* Ed25519, hex; "" when the store was made without a key */
};

/* Tables of the journal, for struct schema. */
extern const struct table_text journal_tables[];

/* Writes the row and opens the installation's own chain. Inside a transaction. */
enum status installation_create(struct tx *tx, const struct installation *installation);
/* The row alone: for a scratch store. */
enum status installation_store(struct db *db, const struct installation *installation);
/* Cached with the connection. */
enum status installation_load(struct db *db, const struct installation **ret_installation);

#endif

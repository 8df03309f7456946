/* schema: the tables of a store. A fresh store is made from the record lists and the local tables; an older one is
 * lifted by numbered migrations. A test proves that both give the same schema. */
#ifndef RECTIFY_STORE_SCHEMA_H
#define RECTIFY_STORE_SCHEMA_H

#include "store/db.h"

enum { SCHEMA_VERSION = 1, SCHEMA_TABLE_LISTS = 4 };

/* A table that no record list describes (events, sessions, secrets …). The text uses {uuid}, {int}, {text}, {blob} for
 * the dialects' types and {strict} at the end of CREATE TABLE. */
struct table_text {
    const char *name;
    const char *ddl;
    const char *derived; /* a table computed from records: its columns as "u ledger_id,i open,t due_on" (uuid, integer,
                            text) for rebuild --check; NULL for a local one */
};

struct schema {
    const struct registry *registry;
    const struct table_text
        *tables[SCHEMA_TABLE_LISTS + 1]; /* lists, one a folder, each ending with a NULL name; then NULL */
};

void schema_text(struct strbuf *out, const struct schema *schema, enum dialect dialect);
/* Inside the caller's transaction, so that what a store needs besides its tables comes with them or not at all; REFUSED
 * when there is a store already. A database that fails is left to the caller to put into words. */
enum status schema_make(struct db *db, const struct schema *schema, const char *where, struct problems *problems);
/* The same in a transaction of its own. */
enum status schema_create(struct db *db, const struct schema *schema, const char *where, struct problems *problems);
struct migration {
    int version;     /* reached by it */
    const char *ddl; /* as in table_text */
};
extern const struct migration schema_migrations[]; /* ends with version 0; never edited once released */

/* Runs the migrations the store has not seen, also for a connection that only reads; REFUSED when it is newer than the
 * program; NOT_FOUND (with a sentence) when it is no store. */
enum status schema_upgrade(struct db *db, const char *where, struct problems *problems);
/* The same with migrations of a test's own. */
enum status schema_upgrade_by(struct db *db, const char *where, const struct migration *migrations,
                              struct problems *problems);
/* 0: there is no store. */
enum status schema_version(struct db *db, int64_t *ret_version);

/* Puts the dialect's words into a text with placeholders. */
void schema_expand(struct strbuf *out, const char *text, enum dialect dialect);

#endif

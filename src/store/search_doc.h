/* search_doc: one document of the index: made from a record, stored, compared. Internal to search_index.c. */
#ifndef RECTIFY_STORE_SEARCH_DOC_H
#define RECTIFY_STORE_SEARCH_DOC_H

#include "store/search.h"

struct document {
    int64_t scope;
    struct uuid id;
    struct strbuf text; /* folded; empty: no document */
};

/* What is indexed under a name of search_pending: a type, or the further text of one. */
struct source {
    const struct record_type *type;
    bool of_text;
};

bool source_find(const struct registry *registry, const char *name, struct source *ret_source);
/* "SELECT id, its texts FROM its table": what document_read takes. */
void source_select(struct strbuf *sql, const struct source *source);
int source_texts(const struct source *source); /* how many columns of text */

/* From the current row; its scope is document_scope's to set. */
void document_read(struct stmt *stmt, const struct source *source, struct document *document);
enum status document_scope(struct db *db, const struct source *source, struct uuid ledger, bool make,
                           struct document *document);
/* Empty when there is no such record. */
enum status document_load(struct db *db, const struct source *source, struct uuid ledger, struct uuid id,
                          struct document *document);
void document_free(struct document *document);
/* In place of the one there is. */
enum status document_store(struct db *db, const struct document *document);
enum status document_drop(struct db *db, int64_t scope, struct uuid id);
/* Whether the store has it as it is. */
enum status document_is_stored(struct db *db, const struct document *document, bool *ret_stored);

#endif

/* sql: the text of every statement a record needs, on both databases. Values are always parameters ?1, ?2 …; only names
 * of records and fields, which come from the lists, are ever put into the text, and always quoted. Binding is in
 * store/row.h.
 *
 * A stored row is: [ledger_id,] id, version, created_at, changed_at, withdrawn, then the columns of each field in the
 * list's order (a deadline has three). A refs field f of record r also has the derived link table r_f (ledger_id, id,
 * ref_id). */
#ifndef RECTIFY_RECORD_SQL_H
#define RECTIFY_RECORD_SQL_H

#include "record/record.h"

enum dialect { DIALECT_SQLITE, DIALECT_POSTGRES };

/* Every statement text is made once per type and kept by the caller (store/row.c caches prepared ones). */
void sql_create(struct strbuf *out, const struct record_type *type,
                enum dialect dialect); /* several statements, ';' and newline after each */
void sql_columns(struct strbuf *out, const struct record_type *type); /* "id","version",… as selected */
/* The same columns, in place of those of fields outside `fields` NULL: nothing is read that nobody asked for. */
void sql_columns_of(struct strbuf *out, const struct record_type *type, uint64_t fields);
void sql_insert(struct strbuf *out, const struct record_type *type); /* parameters in column order */
/* Sets version, changed_at, withdrawn and the fields of `mask`: parameters in that order, then ledger_id and id (id
 * alone for the installation). */
void sql_update(struct strbuf *out, const struct record_type *type, uint64_t mask);
void sql_select(struct strbuf *out, const struct record_type *type); /* "SELECT columns FROM record", no condition */
void sql_name(struct strbuf *out, const char *name);                 /* quoted */
size_t sql_field_columns(const struct field *field);                 /* 3 for a deadline, else 1 */
int sql_first_column(const struct record_type *type, int field); /* index of the field's first column in sql_columns */

#endif

/* row: records in and out of their tables, for any record type. Writes only what it is told; rules and events are the
 * journal's. */
#ifndef RECTIFY_STORE_ROW_H
#define RECTIFY_STORE_ROW_H

#include "store/db.h"

/* Every field must be present (record_complete). */
enum status row_insert(struct db *db, struct arena *arena, const struct record_type *type,
                       const struct record_head *record);
/* Writes version, changed_at, withdrawn and the fields of `mask`. FAILED when there is no such row: load it before. */
enum status row_update(struct db *db, struct arena *arena, const struct record_type *type,
                       const struct record_head *record, uint64_t mask);
/* NOT_FOUND when there is no such record in that ledger. */
enum status row_load(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                     struct uuid id, void *ret_record);
/* By the value of a text field (code, number, username). */
enum status row_load_by(struct db *db, struct arena *arena, const struct record_type *type, struct uuid ledger,
                        int field, const char *value, void *ret_record);
/* There, and not withdrawn: may be referred to. */
enum status row_is_live(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                        bool *ret_live);
enum status row_exists(struct db *db, const struct record_type *type, struct uuid ledger, struct uuid id,
                       bool *ret_exists);
/* Reads the current row of a statement that selects sql_columns(type) from column 0. All fields become present. */
void row_read(struct stmt *stmt, struct arena *arena, const struct record_type *type, struct uuid ledger,
              void *ret_record);
/* Binds one field to `parameter` and, for a deadline, the next two; returns the next free parameter. */
int row_bind_field(struct stmt *stmt, int parameter, struct arena *arena, const struct field *field,
                   const struct record_head *record, bool null);

#endif

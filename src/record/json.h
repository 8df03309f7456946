/* json: records out as JSON and in from it. Unknown, given (GIVEN) and derived fields in input are problems named by
 * field; values are checked as they are read, so that what record_from_json accepts is well-formed; rules over several
 * fields are elsewhere. */
#ifndef RECTIFY_RECORD_JSON_H
#define RECTIFY_RECORD_JSON_H

#include "record/record.h"

#include <jansson.h>

enum { JSON_BODY_BYTES = 8 * 1024 * 1024, JSON_DEPTH = 64 };

/* Parses a body, refusing duplicate keys, over-deep nesting, trailing bytes. The caller owns *ret_json (json_decref).
 */
enum status json_parse(const char *bytes, size_t size, struct problems *problems, json_t **ret_json);

/* "name":value pairs of the fields of `mask` that are present, separated by commas, no braces; true when anything was
 * written. */
bool record_json_fields(struct strbuf *out, const struct record_type *type, const struct record_head *record,
                        uint64_t mask);
/* One value (or null); a deadline is written as its three pairs by record_json_fields only. */
void field_json(struct strbuf *out, const struct field *field, const void *value);

/* Event parts: canonical, i.e. one object, no white space, keys in byte order (D11). */
void record_json_canonical(struct strbuf *out, const struct record_type *type, const struct record_head *record,
                           uint64_t mask);

enum json_source {
    JSON_INPUT, /* a person or program outside: GIVEN, DERIVED refused */
    JSON_EVENT, /* the journal's own parts: everything taken, unknown keys skipped (they are kept in the event) */
};

/* Fills `record` (marking presence) from an object. Fields named in `skip` (NULL-terminated, may be NULL) are left to
 * the caller. */
enum status record_from_json(struct arena *arena, const struct record_type *type, const json_t *object,
                             enum json_source source, const char *const *skip, struct problems *problems,
                             struct record_head *record);
/* One field from the text of a form, sheet cell or command line ("是", "2026-03-31", "1,200.50", ids). */
enum status field_from_text(struct arena *arena, const struct record_type *type, int field, const char *text,
                            struct problems *problems, struct record_head *record);

/* Names of the words of a list, joined for a sentence. */
const char *word_list_text(struct arena *arena, const struct word_list *list);

#endif

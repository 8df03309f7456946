/* documents: the official documents there are (H1), of which record each is, and how it is made: values, filled into
 * the template (document/templates.h). */
#ifndef RECTIFY_DOCUMENT_DOCUMENTS_H
#define RECTIFY_DOCUMENT_DOCUMENTS_H

#include "access/scope.h"
#include "document/templates.h"
#include "ledger/profile.h"
#include "ledger/records.h"

struct document_wish {
    struct db *db;
    const struct scope *scope; /* of the reader: what he may not see is not in it */
    const struct clock *clock;
    const struct profiles *profiles;
    const char *profile; /* of the ledger */
    struct uuid ledger, id;
};

/* The record a document of this kind is of. */
const struct record_type *document_subject(enum document_kind kind);
/* What the template is filled with; to be given up by json_decref. NOT_FOUND also when it is not for this reader. */
enum status document_values(struct arena *arena, enum document_kind kind, const struct document_wish *wish,
                            json_t **ret_values);
/* With the program's own template; what its file is called, without its ending. */
enum status document_make(struct arena *arena, enum document_kind kind, const struct document_wish *wish,
                          struct problems *problems, struct strbuf *out, const char **ret_name);
/* What may stand in a template, each name with what it is, in the shape of the values; to be given up by json_decref.
 */
json_t *document_names(struct arena *arena, enum document_kind kind);
/* Every placeholder that is broken or not among the names, each with the text it stands in. */
enum status document_check(struct arena *arena, enum document_kind kind, const struct docx_template *from,
                           struct problems *problems);

#endif

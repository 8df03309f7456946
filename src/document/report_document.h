/* report_document: a report (进展报告) as an official document: what it says, part by part, and the figures it was
 * frozen with, or those of today while it is a draft. */
#ifndef RECTIFY_DOCUMENT_REPORT_DOCUMENT_H
#define RECTIFY_DOCUMENT_REPORT_DOCUMENT_H

#include "format/docx_fill.h"
#include "ledger/gate.h"

struct document_wish {
    struct db *db;
    const struct scope *scope; /* of the reader: what he may not see is not in it */
    const struct clock *clock;
    struct uuid ledger, id;
};

/* What the template is filled with; to be given up by json_decref. NOT_FOUND also when it is not for this reader. */
enum status report_document_values(struct arena *arena, const struct document_wish *wish, json_t **ret_values);
/* With the program's own template; its number for a file's name. */
enum status report_document(struct arena *arena, const struct document_wish *wish, struct problems *problems,
                            struct strbuf *out, const char **ret_number);

#endif

/* report_document: a report (进展报告) as an official document: what it says, part by part, and the figures it was
 * frozen with, or those of today while it is a draft. */
#ifndef RECTIFY_DOCUMENT_REPORT_DOCUMENT_H
#define RECTIFY_DOCUMENT_REPORT_DOCUMENT_H

#include "document/documents.h"

/* Of the report `wish` names; to be given up by json_decref. NOT_FOUND also when it is not for this reader. */
enum status report_document_values(struct arena *arena, const struct document_wish *wish, json_t **ret_values);
/* What may stand in it (data/documents/report.json). */
json_t *report_document_names(struct arena *arena);

#endif

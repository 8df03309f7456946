/* closure_document: the form by which a problem is closed (销号审批表): the problem, what was done, the criteria with
 * both sides' findings, the request as it was made last, and each step of its review. */
#ifndef RECTIFY_DOCUMENT_CLOSURE_DOCUMENT_H
#define RECTIFY_DOCUMENT_CLOSURE_DOCUMENT_H

#include "document/documents.h"

/* Of the problem `wish` names; to be given up by json_decref. NOT_FOUND also when it is not for this reader. */
enum status closure_document_values(struct arena *arena, const struct document_wish *wish, json_t **ret_values);
/* What may stand in it, from the lists of the records. */
json_t *closure_document_names(struct arena *arena);

#endif

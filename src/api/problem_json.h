/* problem_json: what went wrong as application/problem+json (RFC 9457), one entry per field, in the reader's language.
 * What the machine or the store failed at goes to the log; the reader learns that nothing was written. */
#ifndef RECTIFY_API_PROBLEM_JSON_H
#define RECTIFY_API_PROBLEM_JSON_H

#include "api/call.h"

/* Writes the reply's body and gives the HTTP status. */
int problem_json(struct call *call, enum status status);
/* One entry of "errors". */
void problem_entry(const struct profiles *profiles, struct strbuf *out, const struct problem *problem,
                   enum language language);

#endif

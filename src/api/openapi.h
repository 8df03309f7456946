/* openapi: the description of the API (OpenAPI 3.1), made from the table of routes, the record lists and shapes.json,
 * which says once what replies and bodies that are no records look like. {records} stands for every record: each has
 * its own paths, so that a generated client knows its fields. */
#ifndef RECTIFY_API_OPENAPI_H
#define RECTIFY_API_OPENAPI_H

#include "base/message.h"
#include "base/strbuf.h"
#include "ledger/profile.h"

struct openapi_view {
    const struct profiles *profiles;
    enum language language;
    unsigned site_roles, ledger_roles; /* only fields these may see are told */
};

void openapi_json(struct strbuf *out, const struct openapi_view *view);

#endif

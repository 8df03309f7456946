/* schema: the description of every record, from its list, as JSON for the web interface and other programs, and as
 * TypeScript types for the build of the web interface (`rectify schema`). Labels come from the ledger's profile. */
#ifndef RECTIFY_API_SCHEMA_H
#define RECTIFY_API_SCHEMA_H

#include "ledger/profile.h"
#include "store/db.h"

struct schema_view {
    const struct profiles *profiles;
    const char *profile;
    struct uuid ledger;
    struct db *db;                     /* terms and the office's own columns; NULL: none */
    bool reads;                        /* he writes nothing here */
    unsigned site_roles, ledger_roles; /* what they cannot see is left out */
};

enum status schema_json(struct strbuf *out, struct arena *arena, const struct schema_view *view);
void schema_typescript(struct strbuf *out);

#endif

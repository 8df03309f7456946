/* insight: what every query of this folder is given. */
#ifndef RECTIFY_INSIGHT_INSIGHT_H
#define RECTIFY_INSIGHT_INSIGHT_H

#include "ledger/gate.h"
#include "store/query.h"

struct insight {
    struct db *db;
    struct arena *arena;
    const struct scope *scope; /* of the reader */
    const struct clock *clock;
    struct strbuf *plan; /* for tests: how the database goes about each statement; NULL */
};

struct query insight_query(const struct insight *insight);
/* ` FROM "record" WHERE it is this ledger's, not withdrawn, and the reader's to see`. */
void insight_where(const struct insight *insight, struct query *query, const struct record_type *type,
                   struct uuid ledger);
/* `SELECT "id" FROM "organisation" WHERE it is one of the units the reader answers for`. */
void insight_units(const struct insight *insight, struct query *query);

/* Members of JSON objects. */
void json_id(struct strbuf *out, struct uuid id);
void json_member_id(struct strbuf *out, const char *name, struct uuid id);      /* null for nil */
void json_member_date(struct strbuf *out, const char *name, bool has, date on); /* null when there is none */
void json_member_int(struct strbuf *out, const char *name, bool has, int64_t value);
void json_member_text(struct strbuf *out, const char *name, const char *text); /* null for NULL and "" */

#endif

#include "ledger/review_route_fields.h"

WORDS_DEFINE(review_kind, REVIEW_KIND_WORDS)
WORDS_DEFINE(review_by, REVIEW_BY_WORDS)

#define RECORD        review_route
#define RECORD_FIELDS REVIEW_ROUTE_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "审核环节", .plural = "review_routes", .code = -1, .title = FIELD_review_route_name,                      \
    .unique = (const char *const[]){"\"kind\",\"position\" WHERE \"withdrawn\"=0", NULL},
#include "record/define.h"

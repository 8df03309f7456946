#include "ledger/term_fields.h"

#define RECORD        term
#define RECORD_FIELDS TERM_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "词条", .plural = "terms", .of_installation = true, .code = -1, .title = FIELD_term_label,                \
    .unique = (const char *const[]){"\"vocabulary\",\"word\"", NULL},
#include "record/define.h"

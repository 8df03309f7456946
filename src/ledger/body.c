#include "ledger/body_fields.h"

WORDS_DEFINE(body_kind, BODY_KIND_WORDS)
WORDS_DEFINE(body_role, BODY_ROLE_WORDS)

#define RECORD        body
#define RECORD_FIELDS BODY_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "机构", .plural = "bodies", .of_installation = true, .code = -1, .title = FIELD_body_name,
#include "record/define.h"

#define RECORD        body_member
#define RECORD_FIELDS BODY_MEMBER_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "机构成员", .plural = "body_members", .of_installation = true, .code = -1, .title = -1,
#include "record/define.h"

#include "ledger/plan_version_fields.h"

WORDS_DEFINE(plan_stage, PLAN_STAGE_WORDS)

#define RECORD            plan_version
#define RECORD_FIELDS     PLAN_VERSION_FIELDS
#define RECORD_ATTRIBUTES .label = "方案文稿", .plural = "plan_versions", .code = -1, .title = -1,
#include "record/define.h"

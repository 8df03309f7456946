#include "ledger/import_batch_fields.h"

WORDS_DEFINE(import_kind, IMPORT_KIND_WORDS)
WORDS_DEFINE(batch_state, BATCH_STATE_WORDS)

static enum status import_batch_prepare(struct tx *tx, const struct command *command, struct record_head *record,
                                        struct problems *problems)
{
    (void)command;
    (void)tx;
    (void)problems;
    ((struct import_batch *)record)->state = batch_state_open;
    record_present(record, FIELD_import_batch_state);
    return OK;
}

#define RECORD        import_batch
#define RECORD_FIELDS IMPORT_BATCH_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "导入", .plural = "import_batches", .of_installation = true, .code = -1,                                  \
    .title = FIELD_import_batch_file_name, .hooks = {.prepare = import_batch_prepare},
#include "record/define.h"

#include "ledger/records.h"

#include "access/account.h"
#include "journal/installation.h"
#include "ledger/finding.h"
#include "store/outbox.h"

#define RECORD_POINTER(name) &record_##name,

static const struct record_type *const types[] = {ALL_RECORDS(RECORD_POINTER)};

const struct registry all_records = {types, sizeof types / sizeof *types};

const struct schema all_tables = {&all_records, {outbox_tables, journal_tables, access_tables, ledger_tables, NULL}};

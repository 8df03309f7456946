/* records: what the commands about records of any kind share. */
#ifndef RECTIFY_CLI_RECORDS_H
#define RECTIFY_CLI_RECORDS_H

#include "cli/cli.h"
#include "store/list.h"

/* What the first argument and --ledger say. */
struct subject {
    const struct record_type *type;
    struct ledger ledger; /* nil id for records of the installation */
    const char *profile;
};

enum status cli_subject(struct cli *cli, struct subject *subject);
/* --q, --sort, --withdrawn and the arguments behind the first, FIELD=VALUE as in ledger/asking.h. */
enum status cli_asked(struct cli *cli, const struct subject *subject, struct list_query *query);

#endif

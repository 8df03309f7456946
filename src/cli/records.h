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

/* Printed: as one object, ids with their names beside them; as one line; whole, as a person or a program wants it. */
void cli_record_json(struct strbuf *out, const struct record_type *type, const struct record_head *record,
                     const struct names *names);
void cli_record_line(struct cli *cli, const struct subject *subject, const struct record_head *record,
                     const struct names *names);
enum status cli_record_print(struct cli *cli, const struct subject *subject, const struct record_head *record);

/* A record of the ledger, or of the installation, by its number, code, name or id; `place` names the argument or option
 * in what is said. */
enum status cli_resolve(struct cli *cli, const struct ledger *ledger, const struct record_type *type, const char *text,
                        const char *place, struct uuid *ret_id);
/* Fields that options fill in; one not given, or empty, is left alone; a flag's option is a switch; several records
 * stand with commas between them. `fields` ends with a NULL option. */
struct option_field {
    const char *option;
    int field;
};
enum status cli_fields(struct cli *cli, const struct ledger *ledger, const struct record_type *type,
                       struct record_head *record, const struct option_field *fields);

#endif

/* moving: one record is moved along its life cycle, with the scan of what was signed on paper. */
#ifndef RECTIFY_CLI_MOVING_H
#define RECTIFY_CLI_MOVING_H

#include "cli/records.h"
#include "ledger/attachment.h"

struct cli_moving {
    struct cli *cli;
    struct ledger ledger;
    const struct record_type *type;
    const char *event;
    struct uuid id;
    /* Where it is not named itself: a statement that gives its id, from the ledger ?1, what was named ?2, a unit ?3;
     * NULL: `id` is it. */
    const char *find;
    struct uuid named, unit;
    const struct message *none; /* said when the statement gives none */
    struct record_head *given;
    struct attachment *paper; /* NULL: none */
    int paper_field;          /* of the type */
};

/* The ledger, the record the first argument names, what is given by options. */
enum status cli_moving_read(struct cli_moving *moving, const struct option_field *fields);
/* --paper FILE, which will hang on a record: `owner` is the attachment's field that names it. */
enum status cli_moving_paper(struct cli_moving *moving, int owner, struct uuid id);
/* In one transaction: finds it, attaches the paper, moves it. */
enum status cli_moving_run(struct cli_moving *moving);
/* Says what was done to whom was named first; the exit code. */
int cli_moving_done(const struct cli_moving *moving, enum status status, const char *zh, const char *en);

#endif

/* feedback: a letter from a file into a ledger, as `import feedback` and the sample do it. */
#ifndef RECTIFY_CLI_FEEDBACK_H
#define RECTIFY_CLI_FEEDBACK_H

#include "cli/cli.h"
#include "intake/accept.h"

struct feedback {
    const char *bytes, *file_name;
    size_t size;
    struct uuid ledger;
    struct inspection *inspection;
    const char *title, *document_no; /* NULL: the letter's first line; none */
    bool issued, has_signed;
    date issued_on, signed_on;
    struct paper paper;       /* filled in */
    struct letter letter;     /* filled in: as read */
    struct accepted accepted; /* filled in */
};

enum status feedback_import(struct cli *cli, struct feedback *feedback);

#endif

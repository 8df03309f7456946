/* attach: a file named on the command line, taken in as an attachment. */
#ifndef RECTIFY_CLI_ATTACH_H
#define RECTIFY_CLI_ATTACH_H

#include "cli/cli.h"
#include "ledger/attachment.h"

/* Content, size, type and name; whose it is, is the caller's to say. */
enum status cli_take_file(struct cli *cli, const char *path, struct attachment *attachment);

#endif

/* people: a workbook of units, people and bodies into the store, as `import people` and the sample do it. */
#ifndef RECTIFY_CLI_PEOPLE_H
#define RECTIFY_CLI_PEOPLE_H

#include "cli/cli.h"

/* Reads, checks and writes the whole workbook; problems are in cli->problems. The one-time codes of new accounts are
 * given to nobody: set passwords afterwards. */
enum status cli_import_people(struct cli *cli, const char *file_name, const char *bytes, size_t size);

#endif

/* setup: making a store, and filling it with the sample bureau. Used by `init` and, for the first administrator, by the
 * first-run page. */
#ifndef RECTIFY_CLI_SETUP_H
#define RECTIFY_CLI_SETUP_H

#include "cli/cli.h"

/* Creates the tables, the installation's chain, the signing key and the default terms; opens the store for the rest of
 * the command. Fills in installation->public_key. */
enum status setup_store(struct cli *cli, struct installation *installation);
/* The lifelike bureau of data/sample, through the paths a user takes: people.xlsx by the people import, the letters by
 * intake. */
enum status setup_sample(struct cli *cli);

#endif

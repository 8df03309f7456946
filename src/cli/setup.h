/* setup: making a store, and filling it with the sample bureau. Used by `init` and, for the first administrator, by the
 * first-run page. */
#ifndef RECTIFY_CLI_SETUP_H
#define RECTIFY_CLI_SETUP_H

#include "cli/cli.h"

#include <jansson.h>

/* Creates the tables, the installation's chain, the signing key and the default terms; opens the store for the rest of
 * the command. Fills in installation->public_key. */
enum status setup_store(struct cli *cli, struct installation *installation);
/* The lifelike bureau of data/sample, through the paths a user takes: people.xlsx by the people import, the letters by
 * intake. */
enum status setup_sample(struct cli *cli);

/* What of the sample is there when its claims are moved. */
struct sample_books {
    const json_t *json; /* sample.json */
    struct uuid ledger;
    const struct uuid *findings; /* in the order sample.json counts them */
    size_t finding_count;
};
enum status setup_sample_claims(struct cli *cli, const struct sample_books *books);
/* The nth measure of the ledger; nil when there are not so many. */
enum status sample_measure(struct tx *tx, struct uuid ledger, int64_t nth, struct uuid *ret_id);
enum status setup_sample_plans(struct cli *cli, const struct sample_books *books);
enum status setup_sample_progress(struct cli *cli, const struct sample_books *books);
enum status setup_sample_people(struct cli *cli, const struct sample_books *books);
enum status setup_sample_reports(struct cli *cli, const struct sample_books *books);
enum status setup_sample_doing(struct cli *cli, const struct sample_books *books);

#endif

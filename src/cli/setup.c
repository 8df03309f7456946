#include "cli/setup.h"

#include "journal/key.h"
#include "store/schema.h"
#include "store/store_messages.h"

struct first_things {
    struct cli *cli;
    const struct installation *installation;
    struct tx *tx;
    struct command command;
    struct problems *problems;
};

static enum status add_term(void *context, const char *vocabulary, const char *word, const char *label,
                            int64_t position)
{
    struct first_things *first = context;
    struct term term = {.vocabulary = vocabulary, .word = word, .label = label, .position = position};
    record_present(&term.head, FIELD_term_vocabulary);
    record_present(&term.head, FIELD_term_word);
    record_present(&term.head, FIELD_term_label);
    record_present(&term.head, FIELD_term_position);
    return journal_add(first->tx, &first->command, &record_term, &term.head, first->problems);
}

static enum status apply_first(struct tx *tx, void *context, struct problems *problems)
{
    struct first_things *first = context;
    enum status status = schema_make(tx->db, &all_tables, first->cli->where, problems);
    if (!status)
        status = installation_create(tx, first->installation);
    if (status)
        return status;
    first->tx = tx;
    first->problems = problems;
    first->command = command_new(tx, &first->cli->actor);
    return profile_each_term(first->cli->profiles, "inspection", add_term, first);
}

/* The key lives outside the store's directory: whoever copies the store has not got it. */
static enum status make_key(struct cli *cli, struct installation *installation)
{
    struct signing_key *key = NULL;
    enum status status = key_create(key_path(cli->arena, installation->site_id), &cli->problems, &key);
    if (!status)
        key_public(key, installation->public_key);
    key_free(key);
    return status;
}

/* Before a key is made for nothing. */
static enum status check_new(struct cli *cli)
{
    char shown[DB_NAME];
    int64_t version;
    enum status status = schema_version(cli->db, &version);
    if (status)
        return db_problem(cli->db, &cli->problems);
    db_name_shown(cli->where, shown);
    return version ? problem_add(&cli->problems, REFUSED, &msg_store_exists, "", shown, NULL) : OK;
}

enum status setup_store(struct cli *cli, struct installation *installation)
{
    enum status status = db_open(cli->where, DB_CREATE, &cli->problems, &cli->db);
    if (!status)
        status = check_new(cli);
    if (!status)
        status = make_key(cli, installation);
    if (status)
        return status;
    struct first_things first = {.cli = cli, .installation = installation};
    cli->actor.via = via_cli;
    cli->scope = (struct scope){.operator= true, .roles = ROLES_ALL};
    return cli_write(cli, apply_first, &first); /* tables and first things together: never a store without its row */
}
